"""What a report was made from, as marks that can be compared: decides what is rendered again.

A mark is a short hash. Equal marks mean an equal report, so that it need not be made again; the
names of the marks that differ are the reason why one is.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ka_helpers import __version__
from ka_helpers.rendering.layout import LAYOUT, ROOT

LENGTH = 16
LIBRARIES = ("pandas", "nbconvert", "typst", "python-pptx", "xlsxwriter")
_SOURCES = (".py", ".po", ".csv", ".yaml")


def mark_of(*parts: Any) -> str:
    """Return the mark of values that JSON can write.

    >>> mark_of("a", 1) == mark_of("a", 1), mark_of("a", 1) == mark_of("a1")
    (True, False)
    """
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def file_mark(path: Path) -> str:
    """Return the mark of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:LENGTH]


@cache
def kit_mark() -> str:
    """Return the mark of the kit: its version, code, messages and layout, and its libraries."""
    files = sorted(
        path
        for folder in (ROOT / "ka_helpers", LAYOUT)
        for path in folder.rglob("*")
        if path.is_file() and (path.suffix in _SOURCES or LAYOUT in path.parents)
    )
    marks = [(path.relative_to(ROOT).as_posix(), file_mark(path)) for path in files]
    return mark_of(__version__, [version(name) for name in LIBRARIES], marks)


def differences(marks: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the marks that are not as they were.

    >>> differences({"data": "x", "kit": "1"}, {"data": "y", "kit": "1"})
    ('data',)
    """
    return tuple(name for name in marks if marks[name] != before.get(name))


def missing_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the paths at which no file is."""
    return tuple(path for path in paths if not path.is_file())
