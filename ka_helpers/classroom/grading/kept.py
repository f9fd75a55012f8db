"""Results as files: one a trainee, one of the class; read back where nothing has changed.

A result holds for the submission, the cases, the chapters and the kit that it came of. Files
appear whole or not at all. Not in here: what is in a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import ka_helpers
from ka_helpers.cases.cache import fingerprint
from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.places import folder_of
from ka_helpers.classroom.results import ClassResult, TraineeResult, to_json, trainee_from_json
from ka_helpers.exercises.lesson import STAND_IN

RESULTS, CLASS = "results", "class.json"
MARKS = ".marks"
_KIT = Path(ka_helpers.__file__).parent
_JUDGING = ("exercises/**/*.py", "classroom/grading/*.py", "classroom/inside/*.py", "metrics/*.py")


@dataclass(frozen=True)
class Kept:
    """The results in a folder, graded under the same circumstances."""

    out: Path
    circumstances: str

    def read(self, trainee: str, digest: str) -> TraineeResult | None:
        """Return the result of the same submission, None if there is none."""
        path, mark = self._paths(trainee)
        try:
            if mark.read_text(encoding="ascii") != self._mark(digest, path.read_bytes()):
                return None
            return trainee_from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def write(self, result: TraineeResult, digest: str) -> None:
        """Write a trainee's result."""
        path, mark = self._paths(result.trainee)
        written = to_json(result).encode()
        mark.unlink(missing_ok=True)
        _write(path, written)
        _write(mark, self._mark(digest, written).encode("ascii"))

    def write_class(self, result: ClassResult) -> None:
        """Write the class's result, and drop results of trainees who are no longer in it."""
        _write(self.out / CLASS, to_json(result).encode())
        known = {each.trainee for each in result.trainees}
        for mark in (self.out / RESULTS / MARKS).glob("*"):
            if mark.name not in known and not mark.name.startswith("."):
                self._paths(mark.name)[0].unlink(missing_ok=True)
                mark.unlink()

    def _paths(self, trainee: str) -> tuple[Path, Path]:
        folder = self.out / RESULTS
        return folder / f"{trainee}.json", folder / MARKS / trainee

    def _mark(self, digest: str, written: bytes) -> str:
        return sha256(f"{self.circumstances} {digest} ".encode() + written).hexdigest()


def circumstances(case: str, class_case: str, chapters: Sequence[str]) -> str:
    """Return a text that changes with all that a result depends on besides the submission."""
    seen = sha256(f"{ka_helpers.__version__} {' '.join(chapters)}".encode())
    for name in filter(None, (case, class_case)):
        folder = folder_of(name)
        for each in (folder, folder / STAND_IN):
            if (each / CASE_FILE).is_file():
                seen.update(fingerprint(each).encode())
    for pattern in _JUDGING:
        for path in sorted(_KIT.glob(pattern)):
            seen.update(path.read_bytes())
    return seen.hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
