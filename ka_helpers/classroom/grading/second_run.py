"""The handed-out notebook with a trainee's own exercise cells in place of its own.

For questions that got no answer because a cell broke, stood in the wrong place or was deleted.
A question whose cell the trainee deleted stays unanswered. Not in here: running.
"""

import ast
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ka_helpers.classroom.grading.notebooks import Cell
from ka_helpers.exercises.curriculum import cells_of, plan_of

_CHECKED = re.compile(r"\bcheck\(\s*[\"'](\d{1,2}\.\d{1,2})[\"']")
_ENDS_IN_TIME = "CellTimeError"


@dataclass(frozen=True)
class SecondRun:
    """Cells to run, and the questions that a trainee's cell is in place for."""

    cells: tuple[Cell, ...]
    questions: frozenset[str]


def second_run(
    number: str, own: Sequence[Cell], missing: Collection[str], not_again: Collection[str]
) -> SecondRun | None:
    """Return what to run for questions without an answer, None where it would be no use.

    `not_again` are cells that took too long.
    """
    handed_out = _handed_out(number, _language(own))
    by_id = {cell.id: cell for cell in own if cell.id not in not_again}
    questions: set[str] = set()
    cells = []
    for cell in handed_out:
        asked = questions_in(cell.code)
        if not asked:
            cells.append(cell)
            continue
        theirs = _theirs(cell, asked, by_id)
        if theirs is None:
            continue
        cells += [*_before(theirs, own, handed_out, not_again), Cell(cell.id, theirs.code)]
        if not set(asked) <= set(questions_in(theirs.code)):
            cells.append(Cell(f"{cell.id}-check", _checks(cell.code)))
        questions |= set(asked)
    wanted = frozenset(questions & set(missing))
    return SecondRun(tuple(cells), wanted) if wanted else None


def questions_in(code: str) -> list[str]:
    """Return the questions that a cell's code answers."""
    return _CHECKED.findall(code)


def edited(number: str, own: Sequence[Cell]) -> int:
    """Return how many cells that are no exercise were changed, of those handed out."""
    known: dict[str, set[str]] = {}
    for language in ("en", "zh"):
        for cell in _handed_out(number, language):
            known.setdefault(cell.id, set()).add(_plain(cell.code))
    return sum(
        cell.id in known and not questions_in(cell.code) and _plain(cell.code) not in known[cell.id]
        for cell in own
        if not any(map(questions_in, known.get(cell.id, ())))
    )


def _plain(code: str) -> str:
    """Return code without what does not matter: comments, layout, the parameters' values."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    names = {
        target.id
        for each in tree.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    return "parameters" if {"case", "quarter"} <= names else ast.unparse(tree)


def _theirs(cell: Cell, asked: list[str], by_id: dict[str, Cell]) -> Cell | None:
    """Return the trainee's cell for an exercise: the last that answers it, else that of its id."""
    answering = [own for own in by_id.values() if set(asked) & set(questions_in(own.code))]
    return answering[-1] if answering else by_id.get(cell.id)


def _before(
    theirs: Cell, own: Sequence[Cell], handed_out: Sequence[Cell], not_again: Collection[str]
) -> list[Cell]:
    """Return the trainee's own new cells that stand right before an exercise."""
    known = {cell.id for cell in handed_out}
    if sum(cell.id in known for cell in own) < len(known) / 2:
        return []
    place = next(at for at, cell in enumerate(own) if cell.id == theirs.id)
    found: list[Cell] = []
    for cell in reversed(own[:place]):
        if cell.id in known or cell.id in not_again or questions_in(cell.code):
            break
        found.insert(0, cell)
    return found


def _checks(code: str) -> str:
    """Return the calls of `check` in a handed-out cell."""
    kept = [each for each in ast.parse(code).body if questions_in(ast.unparse(each))]
    return "\n".join(map(ast.unparse, kept))


def _language(own: Sequence[Cell]) -> str:
    zh = any(re.search(r"language\s*=\s*[\"']zh[\"']", cell.code) for cell in own)
    return "zh" if zh else "en"


def _handed_out(number: str, language: str) -> tuple[Cell, ...]:
    cells: list[dict[str, Any]] = cells_of(plan_of(number).slug, language)
    return tuple(
        Cell(str(cell["id"]), "".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "code"
    )
