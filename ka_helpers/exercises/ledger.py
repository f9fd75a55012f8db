"""A trainee's progress: one line for each answer, hint and solution, only ever added to.

The file is `.ka-kit/progress.jsonl` below the folder that the notebook runs in, or the file that
KA_KIT_PROGRESS names. A line cut short by a power cut is passed over, never mended. Not in here:
grades; a trainer grades a notebook by running it again.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

What = Literal["answer", "hint", "solution"]
VARIABLE = "KA_KIT_PROGRESS"
FILE = Path(".ka-kit") / "progress.jsonl"


@dataclass(frozen=True)
class Entry:
    """One thing a trainee did; `score` and `outcome` are those of an answer.

    `case` is the fingerprint of the case, account and quarter; `at` the time in UTC.
    """

    what: What
    question: str
    case: str
    outcome: str = ""
    score: float = 0.0
    mistakes: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True)
class Ledger:
    """The progress file; made at the first entry."""

    path: Path

    def add(self, entry: Entry) -> None:
        """Add one line; after a line that was cut short, a new one begins."""
        timed = {**asdict(entry), "at": entry.at or datetime.now(UTC).isoformat(timespec="seconds")}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(timed, ensure_ascii=False) + "\n"
        with self.path.open("ab") as file:
            file.write((b"" if self._ends_whole() else b"\n") + line.encode())

    def entries(self) -> Iterator[Entry]:
        """Yield what is readable, oldest first."""
        if not self.path.is_file():
            return
        for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                known = json.loads(line)
                yield Entry(**{**known, "mistakes": tuple(known["mistakes"])})
            except (ValueError, TypeError, KeyError):
                continue

    def _ends_whole(self) -> bool:
        if not self.path.is_file() or not self.path.stat().st_size:
            return True
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def ledger_here() -> Ledger:
    """Return the ledger of the folder that a notebook runs in, or the one that is named."""
    named = os.environ.get(VARIABLE)
    return Ledger(Path(named) if named else Path.cwd() / FILE)
