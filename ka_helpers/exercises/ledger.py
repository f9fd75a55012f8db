"""A trainee's progress: one line for each answer, hint and solution, only ever added to.

The file is `.ka-kit/progress.jsonl` below the folder that the notebook runs in, or the file that
KA_KIT_PROGRESS names. A line cut short by a power cut is passed over, never mended; where nothing
can be written, entries are kept until the kernel ends. Not in here: grades; a trainer grades a
notebook by running it again.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal

What = Literal["answer", "hint", "solution"]
VARIABLE = "KA_KIT_PROGRESS"
FILE = Path(".ka-kit") / "progress.jsonl"


@dataclass(frozen=True)
class Entry:
    """One thing a trainee did; `score` and `outcome` are those of an answer.

    `case` is the fingerprint of the case, account and quarter; `hints` how many hints had been
    read before an answer; `at` the time in UTC.
    """

    what: What
    question: str
    case: str
    outcome: str = ""
    score: float = 0.0
    mistakes: tuple[str, ...] = ()
    hints: int = 0
    at: str = ""


@dataclass(frozen=True)
class Ledger:
    """The progress file, made at the first entry; None keeps everything in memory.

    `unsaved` are the entries that could not be written.
    """

    path: Path | None
    unsaved: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> bool:
        """Add one line, and tell whether it is on disk; after a line cut short, a new one begins.

        What could not be written before is written with it.
        """
        at = entry.at or datetime.now(UTC).isoformat(timespec="seconds")
        self.unsaved.append(replace(entry, at=at))
        if self.path is None:
            return False
        lines = "".join(json.dumps(asdict(each)) + "\n" for each in self.unsaved).encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b", buffering=0) as file, _alone_in(file):
                file.write((b"" if _ends_whole(file) else b"\n") + lines)
        except OSError:
            return False
        self.unsaved.clear()
        return True

    def entries(self, what: What | None = None) -> Iterator[Entry]:
        """Yield what is readable, or what of it is of one kind, oldest first."""
        try:
            lines = self.path.read_bytes().split(b"\n") if self.path else []
        except OSError:
            lines = []
        if what is not None:
            lines = [line for line in lines if what.encode() in line]  # reads few of many
        known = *filter(None, map(_read, lines)), *self.unsaved
        yield from (entry for entry in known if what in (None, entry.what))


def ledger_here() -> Ledger:
    """Return the ledger of the folder that a notebook runs in, or the one that is named."""
    named = os.environ.get(VARIABLE, "").strip()
    return Ledger((Path(named).expanduser() if named else FILE).absolute())


_FIELDS = {each.name for each in fields(Entry)}


def _read(line: bytes) -> Entry | None:
    """Return the entry of a line, None where there is none; fields of later versions are let be."""
    try:
        known = {name: value for name, value in json.loads(line).items() if name in _FIELDS}
        entry = Entry(**{**known, "mistakes": tuple(map(str, known.get("mistakes", ())))})
        texts = (entry.what, entry.question, entry.case, entry.outcome, entry.at)
        sound = all(isinstance(text, str) for text in texts) and 0 <= entry.score <= 1
    except (ValueError, TypeError, AttributeError):
        return None
    return entry if sound else None


def _ends_whole(file: IO[bytes]) -> bool:
    if not file.seek(0, os.SEEK_END):
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


@contextmanager
def _alone_in(file: IO[Any]) -> Iterator[None]:
    """Hold the file while two kernels write; where a disk knows no locks, write all the same."""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        yield
        with suppress(OSError):
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed
        yield


_LOCKED_BYTE = 2**30
"""Windows locks bytes, and a locked one cannot be read: this one is far behind the last."""
