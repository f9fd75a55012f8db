"""What one trainee handed in, by chapter: which file is which, and what belongs to none.

Not in here: running, judging.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from ka_helpers.classroom.grading.handed_in import HandedFile, HandedIn
from ka_helpers.classroom.grading.notebooks import MOST_BYTES, Cell, NotebookError, code_cells
from ka_helpers.classroom.grading.recognise import chapter_named, chapter_of
from ka_helpers.classroom.results import Note

Faulty = Literal["too_large", "unreadable", "unknown"]
MOST_NOTEBOOKS = 60
"""So many notebooks of one trainee are looked into; four of each chapter."""


@dataclass(frozen=True)
class Work:
    """A chapter's notebook, readable, or why it is not."""

    chapter: str
    file: str
    cells: tuple[Cell, ...] = ()
    fault: Faulty | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Trainee:
    """A trainee's notebooks by chapter; `digest` changes with any of them."""

    name: str
    works: dict[str, Work]
    notes: tuple[Note, ...]
    digest: str


@dataclass
class _Sorting:
    """A trainee's files, while they are looked into."""

    works: dict[str, Work] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def add(self, file: HandedFile) -> None:
        try:
            content = file.read(MOST_BYTES + 1)
        except OSError:
            content = b""
        self.seen.append(f"{file.path} {sha256(content).hexdigest()}")
        try:
            cells = code_cells(content)
        except NotebookError as fault:
            self._add_faulty(file, fault.fault)
            return
        number = chapter_of(cells)
        if not number:
            self._add_faulty(file, "unknown")
        elif number in self.works and self.works[number].fault is None:
            taken = self.works[number]
            note = Note("duplicate", "grading.note_duplicate", {"file": file.path[-120:]})
            self.works[number] = Work(number, taken.file, taken.cells, None, (*taken.notes, note))
        else:
            self.works[number] = Work(number, file.path, cells)

    def _add_faulty(self, file: HandedFile, fault: Faulty) -> None:
        """Keep a file that is of no use where its chapter would be, if its name tells that."""
        number = chapter_named(file.path)
        note = Note("other", f"grading.note_{fault}", {"file": file.path[-120:]})
        if number and number not in self.works:
            self.works[number] = Work(number, file.path, (), fault, (note,))
        else:
            self.notes.append(note)


def sorted_out(handed_in: HandedIn) -> Trainee:
    """Return a trainee's notebooks by chapter; of several the latest counts."""
    sorting = _Sorting(notes=list(handed_in.notes))
    files = sorted(handed_in.files, key=lambda file: (-file.when, file.path))
    for file in files[:MOST_NOTEBOOKS]:
        sorting.add(file)
    if len(files) > MOST_NOTEBOOKS:
        left = Note("other", "grading.note_too_many_files", {"file": handed_in.name})
        sorting.notes.append(left)
    digest = sha256("\n".join(sorting.seen).encode("utf-8", "replace")).hexdigest()
    return Trainee(handed_in.name, sorting.works, tuple(sorting.notes[:20]), digest)
