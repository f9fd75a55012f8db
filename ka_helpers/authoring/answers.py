"""Answers in a source chapter: code between `# ANSWER` and `# END ANSWER`.

A trainee's notebook has `name = ...` in its place for each name the answer binds; the code itself
becomes the printed solution of the question that the cell checks. Not in here: files.
"""

import ast
import re
from dataclasses import dataclass

BEGIN, END = "# ANSWER", "# END ANSWER"
_CHECK = re.compile(r'\bcheck\("([0-9.]+)"')


class MarkerError(ValueError):
    """Markers of an answer are not in pairs, or a cell with one does not check one question."""


@dataclass(frozen=True)
class AnswerCell:
    """An exercise's cell: its question, the answer's code, and the cell as a trainee gets it."""

    question: str
    solution: str
    starter: str


def has_marker(code: str) -> bool:
    """Tell whether a cell has a marker of an answer."""
    return any(line.strip() in (BEGIN, END) for line in code.splitlines())


def answer_in(code: str) -> AnswerCell:
    """Return the parts of an exercise's cell.

    Raises
    ------
    MarkerError : not exactly one pair of markers, or not exactly one question checked
    """
    lines = code.splitlines()
    marks = [(place, line.strip()) for place, line in enumerate(lines) if has_marker(line)]
    if [mark for _, mark in marks] != [BEGIN, END]:
        raise MarkerError(
            f"expected one {BEGIN!r} and then one {END!r}, found {len(marks)} markers"
        )
    questions = _CHECK.findall(code)
    if len(questions) != 1:
        raise MarkerError(f"expected one check(...) in the cell, found {len(questions)}")
    (begin, _), (end, _) = marks
    solution = "\n".join(lines[begin + 1 : end])
    starters = [f"{name} = ..." for name in names_bound(solution)]
    starter = "\n".join([*lines[:begin], *starters, *lines[end + 1 :]])
    return AnswerCell(questions[0], solution, starter)


def names_bound(code: str) -> tuple[str, ...]:
    """Return the names that code binds at its top level, in order, each once."""
    bound: dict[str, None] = {}
    for statement in ast.parse(code).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        for target in targets:
            names = (node for node in ast.walk(target) if isinstance(node, ast.Name))
            bound.update({node.id: None for node in names})
    return tuple(bound)
