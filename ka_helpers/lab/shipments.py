"""The record of what the kit has put into a workspace: lines that are only ever added.

"writing" comes before a copy is made, so that a copy is known as the kit's own even where the
next line was never written. A line cut short is passed over. Not in here: copying.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

What = Literal["writing", "placed", "beside", "case"]


@dataclass(frozen=True)
class Shipment:
    """One line: `mark` is what was written to `path`, `version` the kit's notebook it is of.

    "case" says which case the copies name from here on.
    """

    what: What
    path: str = ""
    version: str = ""
    mark: str = ""
    case: str = ""


@dataclass(frozen=True)
class Shipments:
    """The file of the record; made with the first line."""

    path: Path

    def add(self, shipment: Shipment) -> None:
        """Add a line and wait until the disk has it."""
        line = json.dumps(asdict(shipment), ensure_ascii=False).encode() + b"\n"
        with self.path.open("ab") as file:
            file.write(b"\n" + line if self._was_cut_short() else line)
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> Iterator[Shipment]:
        """Yield what is readable, oldest first."""
        if not self.path.is_file():
            return
        for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                yield Shipment(**json.loads(line))
            except (ValueError, TypeError):
                continue

    def is_shipped(self, path: str, mark: str | None) -> bool:
        """Tell whether a file with this mark is one the kit itself wrote there."""
        return mark is not None and any(
            line.mark == mark for line in self.lines() if line.path == path
        )

    def has_given(self, path: str, version: str) -> bool:
        """Tell whether the trainee has had this version, in its place or beside."""
        return any(
            line.version == version and line.what in ("placed", "beside")
            for line in self.lines()
            if line.path == path
        )

    def case(self) -> str:
        """Return the case that copies name, "" while none was chosen."""
        return next((line.case for line in reversed(list(self.lines())) if line.what == "case"), "")

    def _was_cut_short(self) -> bool:
        if not self.path.is_file() or not self.path.stat().st_size:
            return False
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
