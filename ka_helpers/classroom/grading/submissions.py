"""Find what was handed in: folders, zips and single files, as a trainer collects them.

A folder or zip at the top is a trainee, and so is a single notebook whose name says whose it is.
Links are never followed, and nothing is written. Not in here: what is in a notebook.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ka_helpers.classroom.grading.archives import ArchiveError, Packed, notebooks_in
from ka_helpers.classroom.grading.handed_in import (
    NOTEBOOK,
    Collected,
    HandedFile,
    HandedIn,
    name_in,
    name_in_file,
)
from ka_helpers.classroom.results import Note
from ka_helpers.errors import RequestError

MOST_FILES = 20_000
DEEPEST = 8
LARGEST_ZIP = 300 * 2**20


def find_submissions(place: Path) -> tuple[HandedIn, ...]:
    """Return what each trainee handed in, by name.

    Raises
    ------
    RequestError : there is nothing at `place`
    """
    found = Collected()
    if place.is_file() and place.suffix.lower() == ".zip":
        _collect_class(place, found)
    elif place.is_file():
        found.add(name_in_file(place.stem) or place.parent.name, _file(place, place.name))
    elif place.is_dir():
        _collect(place, found)
    if not found.files:
        raise RequestError("grading.nothing_handed_in", path=str(place))
    return found.all()


def _collect(root: Path, found: Collected) -> None:
    for entry in sorted(os.scandir(root), key=lambda each: each.name):
        path = Path(entry.path)
        if entry.name.startswith((".", "__MACOSX")):
            continue
        if entry.is_symlink():
            found.note(name_in(path.stem), _note("note_link", entry.name))
        elif entry.is_dir(follow_symlinks=False):
            _collect_folder(path, name_in(entry.name), found)
        elif path.suffix.lower() == ".zip":
            name = name_in_file(path.stem) or name_in(path.stem)
            _add_archive(path, path.name, name, found)
        elif path.suffix.lower() == NOTEBOOK and entry.is_file(follow_symlinks=False):
            found.add(name_in_file(path.stem) or root.resolve().name, _file(path, path.name))


def _collect_folder(folder: Path, name: str, found: Collected) -> None:
    """Collect one trainee's folder."""
    found.add(name)
    for path in _walked(folder, found, name):
        shown = path.relative_to(folder).as_posix()
        if path.suffix.lower() == ".zip":
            _add_archive(path, shown, name, found)
        else:
            found.add(name, _file(path, shown))


def _walked(folder: Path, found: Collected, name: str) -> Iterator[Path]:
    """Yield the notebooks and zips below a folder; of links there is a note."""
    seen = 0
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop(0)
        try:
            entries = sorted(os.scandir(here), key=lambda each: each.name)
        except OSError:
            continue
        for entry in entries:
            seen += 1
            if seen > MOST_FILES:
                found.note(name, _note("note_too_many_files", folder.name))
                return
            if entry.is_symlink():
                found.note(name, _note("note_link", entry.name))
            elif entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST and not entry.name.startswith((".", "__MACOSX")):
                    waiting.append((Path(entry.path), depth + 1))
            elif _is_wanted(entry):
                yield Path(entry.path)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    known = entry.name.lower().endswith((NOTEBOOK, ".zip")) and not entry.name.startswith(".")
    return known and entry.is_file(follow_symlinks=False)


def _add_archive(path: Path, shown: str, name: str, found: Collected) -> None:
    found.add(name)
    try:
        packed = _opened(path, shown)
    except ArchiveError as fault:
        found.note(name, Note("other", fault.key, {"file": shown[:120]}))
        return
    found.add(name, *(each.file for each in packed))


def _collect_class(path: Path, found: Collected) -> None:
    """Collect a zip of a whole class, such as a learning platform makes."""
    try:
        packed = _opened(path, path.name)
    except ArchiveError as fault:
        raise RequestError(fault.key, file=path.name) from None
    while packed and all(len(each.parts) > 2 for each in packed):
        if len({each.parts[0] for each in packed}) > 1:
            break
        packed = [Packed(each.parts[1:], each.file) for each in packed]
    for each in packed:
        stem = Path(each.parts[-1]).stem
        single = name_in_file(stem) or path.stem
        found.add(name_in(each.parts[0]) if len(each.parts) > 1 else single, each.file)


def _opened(path: Path, shown: str) -> list[Packed]:
    try:
        if path.stat().st_size > LARGEST_ZIP:
            raise ArchiveError("grading.note_archive_too_large")
        with path.open("rb") as file:
            return notebooks_in(file, shown)
    except OSError:
        raise ArchiveError("grading.note_archive_unreadable") from None


def _file(path: Path, shown: str) -> HandedFile:
    def read(most: int) -> bytes:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))  # fmt: skip  # noqa: E501
        with os.fdopen(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                return b""
            return file.read(most)

    try:
        when = path.stat(follow_symlinks=False).st_mtime
    except OSError:
        when = 0.0
    return HandedFile(shown, read, when)


def _note(key: str, file: str) -> Note:
    return Note("other", f"grading.{key}", {"file": file[:120]})
