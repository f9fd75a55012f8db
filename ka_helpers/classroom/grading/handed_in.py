"""What was handed in, as values: trainees, each with files that are read when they are asked for.

Not in here: where they are found (`submissions`, `archives`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ka_helpers.classroom.results import Note

NOTEBOOK = ".ipynb"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_\w*?(?:_|$)")
_CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?\d+_\d+_.+", re.IGNORECASE)
_BLACKBOARD = re.compile(r".+_(?P<name>[^_]+)_attempt_\d{4}-\d\d-\d\d.*")
_CHAPTER_IN_NAME = re.compile(
    r"(?<![0-9A-Za-z])\d\d_[a-z0-9_]+|chapter[ _-]?\d+|第\s*\d+\s*章", re.IGNORECASE
)


@dataclass(frozen=True)
class HandedFile:
    """A notebook's file: its path within the submission; `when` orders what is there twice.

    `read` returns at most as many bytes as asked for.
    """

    path: str
    read: Callable[[int], bytes]
    when: float = 0.0


@dataclass(frozen=True)
class HandedIn:
    """What one trainee handed in; `name` is what the folder, archive or file calls them."""

    name: str
    files: tuple[HandedFile, ...]
    notes: tuple[Note, ...] = ()


@dataclass
class Collected:
    """Files and notes of trainees, while they are found."""

    files: dict[str, list[HandedFile]] = field(default_factory=dict)
    notes: dict[str, list[Note]] = field(default_factory=dict)

    def add(self, name: str, *files: HandedFile) -> None:
        """Add files of a trainee; without any, the trainee is known all the same."""
        self.files.setdefault(name, []).extend(files)

    def note(self, name: str, note: Note) -> None:
        """Add a note to a trainee, at most a few."""
        self.files.setdefault(name, [])
        kept = self.notes.setdefault(name, [])
        if len(kept) < 10:
            kept.append(note)

    def all(self) -> tuple[HandedIn, ...]:
        """Return what was found, by name."""
        return tuple(
            HandedIn(name, tuple(self.files[name]), tuple(self.notes.get(name, ())))
            for name in sorted(self.files)
        )


def name_in(said: str) -> str:
    """Return whom the name of a folder or archive names: learning platforms add to it.

    >>> name_in("Li Mei_4711_assignsubmission_file_"), name_in(" 王芳 ")
    ('Li Mei', '王芳')
    """
    known = (each.fullmatch(said) or each.match(said) for each in (_MOODLE, _BLACKBOARD))
    found = next((each for each in known if each), None)
    return readable(found["name"] if found else said) or "?"


def name_in_file(stem: str) -> str:
    """Return whom the name of a single file names, "" if only a chapter.

    >>> name_in_file("王芳_02_how_good_is_this_account_for_us"), name_in_file("00_start_here")
    ('王芳', '')
    >>> name_in_file("limei_12345_67890_03_are_we_winning")
    'limei'
    """
    for known in (_MOODLE, _BLACKBOARD, _CANVAS):
        if found := known.match(stem):
            return readable(found["name"])
    return readable(_CHAPTER_IN_NAME.sub(" ", stem.replace("-", " ")).strip(" _-()（）"))


def readable(name: str) -> str:
    """Return a name without what cannot be printed, not too long."""
    shown = "".join(each for each in name if unicodedata.category(each)[0] != "C")
    return " ".join(shown.split()).strip(" _")[:120]


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a safe and unique file name for each trainee's name."""
    taken: set[str] = set()
    found = {}
    for name in names:
        plain = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", name)).strip("-_")[:60]
        plain = f"{plain or 'trainee'}_" if _RESERVED.fullmatch(plain) else plain or "trainee"
        unique, number = plain, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{plain}-{number}"
        taken.add(unique.casefold())
        found[name] = unique
    return found
