"""Notebooks in a zip, read in memory: nothing is ever unpacked to a disk.

Names, sizes, counts and ratios are capped, links are not followed, and a zip within a zip is read
once. Not in here: who handed it in.
"""

import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from ka_helpers.classroom.grading.handed_in import NOTEBOOK, HandedFile

MOST_FILES = 2_000
MOST_BYTES = 300 * 2**20
MOST_RATIO = 200
"""A notebook is compressed to a tenth; what is compressed a thousandfold is made to fill memory."""


class ArchiveError(Exception):
    """A zip that cannot be read, or should not be; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Packed:
    """A zip's notebook: the parts of its path, and the file."""

    parts: tuple[str, ...]
    file: HandedFile


def notebooks_in(source: IO[bytes] | BytesIO, path: str, depth: int = 0) -> list[Packed]:
    """Return the notebooks in a zip.

    Raises
    ------
    ArchiveError : it is no zip, or larger than a submission is
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return list(_notebooks(archive, path, depth))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise ArchiveError("grading.note_archive_unreadable") from None


def _notebooks(archive: zipfile.ZipFile, path: str, depth: int) -> Iterator[Packed]:
    members = [each for each in archive.infolist() if not each.is_dir() and not _is_link(each)]
    wanted = [each for each in members if each.filename.lower().endswith((NOTEBOOK, ".zip"))]
    whole = sum(each.file_size for each in wanted)
    ratio = whole / max(sum(each.compress_size for each in wanted), 1)
    if len(members) > MOST_FILES or whole > MOST_BYTES or (ratio > MOST_RATIO and whole > 2**20):
        raise ArchiveError("grading.note_archive_too_large")
    for member in wanted:
        parts = _parts(_name_of(member))
        if not parts or _is_rubbish(parts):
            continue
        with archive.open(member) as opened:
            content = opened.read(min(member.file_size, MOST_BYTES))
        if parts[-1].lower().endswith(".zip"):
            if depth < 1:
                for packed in notebooks_in(BytesIO(content), path, depth + 1):
                    yield Packed((*parts[:-1], parts[-1][:-4], *packed.parts), packed.file)
            continue
        when = float(sum(n * 100**-place for place, n in enumerate(member.date_time)))
        shown = f"{path}/{'/'.join(parts)}"
        yield Packed(parts, HandedFile(shown, _reader(content), when))


def _reader(content: bytes) -> Callable[[int], bytes]:
    return lambda most: content[:most]


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's name; one without a mark of its encoding is often Chinese."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _parts(name: str) -> tuple[str, ...]:
    """Return the parts of a path, without what would lead out of a folder."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return tuple(each for each in parts if each not in ("/", "..", ".") and ":" not in each)[-6:]


def _is_rubbish(parts: tuple[str, ...]) -> bool:
    return any(each.startswith((".", "__MACOSX")) for each in parts)
