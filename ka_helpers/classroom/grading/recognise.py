"""Which chapter a notebook is, by what is in it; its file may be called anything.

Not in here: reading the file.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ka_helpers.classroom.grading.notebooks import Cell
from ka_helpers.exercises.curriculum import cells_of, chapter_numbers, plan_of
from ka_helpers.i18n import LANGUAGES

OPENS, ASKS, HANDED_OUT = 20, 3, 1
"""What it tells that a chapter is opened, a question answered, a cell there by its id."""
LEAST = 3
_OPENED = re.compile(r"open_chapter\(\s*[\"'](\d\d)[\"']")
_CHECKED = re.compile(r"\bcheck\(\s*[\"'](\d{1,2})\.\d{1,2}[\"']")


def chapter_of(cells: Sequence[Cell]) -> str:
    """Return the number of the chapter that cells belong to, "" if to none."""
    told: Counter[str] = Counter()
    known = set(chapter_numbers())
    for cell in cells:
        told.update(dict.fromkeys(_OPENED.findall(cell.code), OPENS))
        asked = [f"{int(number):02d}" for number in _CHECKED.findall(cell.code)]
        told.update({number: ASKS * asked.count(number) for number in set(asked)})
        if number := _by_id().get(cell.id):
            told[number] += HANDED_OUT
    found = [(points, number) for number, points in told.items() if number in known]
    points, number = max(found, default=(0, ""))
    return number if points >= LEAST else ""


def chapter_named(file: str) -> str:
    """Return the number of the chapter that a file's name names, "" if none."""
    for number in chapter_numbers():
        if plan_of(number).slug in file:
            return number
    return ""


@cache
def _by_id() -> dict[str, str]:
    """Return each cell's chapter by its id, as handed out; ids of two are left out."""
    found: dict[str, str] = {}
    for number in chapter_numbers():
        for language in LANGUAGES:
            for cell in cells_of(plan_of(number).slug, language):
                name = str(cell.get("id", ""))
                found[name] = number if found.get(name, number) == number else ""
    return found
