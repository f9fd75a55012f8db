"""Who belongs to a class: a table of one or two columns, what files are called by and the name.

A trainee of the roster who handed nothing in is absent, and is in the results. Not in here: files.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ka_helpers.classroom.grading.handed_in import HandedIn, readable
from ka_helpers.errors import RequestError

HEADINGS = frozenset(
    ("id", "key", "folder", "file", "user", "username", "login", "name", "学号", "工号", "账号",
     "文件夹", "文件", "姓名", "名字")
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One line of a roster: what the trainee's folder is called by, and the name."""

    key: str
    name: str


def read_roster(path: Path) -> tuple[Listed, ...]:
    """Return the lines of a roster.

    Raises
    ------
    RequestError : it cannot be read, or names nobody
    """
    try:
        content = path.read_bytes()[: 2**20]
    except OSError:
        raise RequestError("grading.no_roster", path=str(path)) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    rows = [[readable(each) for each in row] for row in csv.reader(text.splitlines())]
    rows = [row for row in rows if row and row[0]]
    if rows and {each.casefold() for each in rows[0] if each} <= HEADINGS:
        rows = rows[1:]
    listed = tuple(Listed(row[0], (row[1] if len(row) > 1 else "") or row[0]) for row in rows)
    if not listed:
        raise RequestError("grading.no_roster", path=str(path))
    return tuple(dict.fromkeys(listed))


def called_by(roster: Sequence[Listed], handed_in: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    """Return what was handed in under the roster's names, those who handed in nothing too."""
    found: dict[str, HandedIn] = {}
    for each in handed_in:
        listed = _listed(roster, each.name)
        name = listed.name if listed else each.name
        if listed and listed.key != listed.name and name in found:
            name = f"{listed.name} ({listed.key})"
        if name in found:
            known = found[name]
            each = replace(known, files=known.files + each.files, notes=known.notes + each.notes)  # noqa: PLW2901
        found[name] = replace(each, name=name)
    for line in roster:
        found.setdefault(line.name, HandedIn(line.name, ()))
    return tuple(found[name] for name in sorted(found))


def _listed(roster: Sequence[Listed], name: str) -> Listed | None:
    """Return the line that a folder's name belongs to: the same, else one that it begins with."""
    said = name.casefold()
    for line in roster:
        if said in (line.key.casefold(), line.name.casefold()):
            return line
    words = said.replace("_", " ").replace("-", " ").split()
    near = [line for line in roster if line.key.casefold() in words or _begins(words, line.name)]
    return near[0] if len(near) == 1 else None


def _begins(words: list[str], name: str) -> bool:
    wanted = name.casefold().split()
    return words[: len(wanted)] == wanted
