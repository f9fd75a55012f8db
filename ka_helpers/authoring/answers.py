"""Answers in a source chapter: code between `# ANSWER` and `# END ANSWER`.

A trainee's notebook has `name = ...` in its place for each name that the check takes; the code
itself, steps between included, becomes the printed solution of the question. Not in here: files,
and which questions there are.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BEGIN, END = "# ANSWER", "# END ANSWER"
_MEANT = re.compile(r"\s*#\s*(?:end\s*|begin\s*)?(?:answer|solution)s?\s*[.:]?\s*", re.IGNORECASE)
PROBLEMS = {
    (BEGIN,): "marker_left_open",
    (END,): "marker_not_opened",
    (END, BEGIN): "markers_reversed",
    (BEGIN, BEGIN, END, END): "markers_nested",
}


class MarkerError(ValueError):
    """A cell with an answer is not as it must be; `faults` are (message, values) pairs."""

    def __init__(self, faults: list[tuple[str, dict[str, Any]]]) -> None:
        super().__init__(", ".join(key for key, _ in faults))
        self.faults = faults


@dataclass(frozen=True)
class AnswerCell:
    """An exercise's cell: its question, the answer's code, and the cell as a trainee gets it.

    `parts` are what the check is given: the name of each part and the name it is bound to.
    """

    question: str
    solution: str
    starter: str
    parts: tuple[tuple[str, str], ...]


def has_marker(code: str) -> bool:
    """Tell whether a cell has a marker of an answer, or what is meant as one."""
    return any(_MEANT.fullmatch(line) for line in code.splitlines())


def checks_in(code: str) -> list[ast.Call]:
    """Return the calls of `check` in a cell.

    Raises
    ------
    SyntaxError : the code is not Python
    """
    return [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("check", "chapter.check")
    ]


def answer_in(code: str) -> AnswerCell:
    """Return the parts of an exercise's cell.

    Raises
    ------
    MarkerError : markers not in one pair, an answer that is not assignments, not one check
    """
    lines = code.splitlines()
    marks = [place for place, line in enumerate(lines) if _MEANT.fullmatch(line)]
    if faults := list(_marker_faults([lines[place].strip() for place in marks])):
        raise MarkerError(faults)
    begin, end = marks
    solution = "\n".join(lines[begin + 1 : end])
    if faults := [*_syntax_faults(code)] or [*_answer_faults(solution), *_check_faults(code)]:
        raise MarkerError(faults)
    (call,) = checks_in(code)
    taken = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
    starters = [f"{name} = ..." for name in names_bound(solution) if name in taken]
    starter = "\n".join([*lines[:begin], *starters, *lines[end + 1 :]])
    parts = tuple((str(part.arg), ast.unparse(part.value)) for part in call.keywords)
    return AnswerCell(str(ast.literal_eval(call.args[0])), solution, starter, parts)


def names_bound(code: str) -> tuple[str, ...]:
    """Return the names that code binds by assignment at its top level, in order, each once."""
    bound: dict[str, None] = {}
    for statement in ast.parse(code).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        for target in targets:
            names = (node for node in ast.walk(target) if isinstance(node, ast.Name))
            bound.update({node.id: None for node in names if isinstance(node.ctx, ast.Store)})
    return tuple(bound)


Said = Iterator[tuple[str, dict[str, Any]]]


def _marker_faults(marks: list[str]) -> Said:
    misspelt = [mark for mark in marks if mark not in (BEGIN, END)]
    if misspelt:
        yield "marker_misspelt", {"found": ", ".join(misspelt)}
    elif marks != [BEGIN, END]:
        yield PROBLEMS.get(tuple(marks), "markers_several"), {"found": ", ".join(marks)}


def _syntax_faults(code: str) -> Said:
    try:
        ast.parse(code)
    except SyntaxError as fault:
        yield "not_python", {"why": fault.msg, "line": fault.lineno}


def _answer_faults(solution: str) -> Said:
    for statement in ast.parse(solution).body:
        if not isinstance(statement, ast.Assign):
            yield "answer_not_assigned", {"found": ast.unparse(statement).splitlines()[0]}
    if not names_bound(solution):
        yield "answer_binds_nothing", {}


def _check_faults(code: str) -> Said:
    calls = checks_in(code)
    if len(calls) != 1:
        yield "checks_not_one", {"n": len(calls)}
        return
    (call,) = calls
    named = call.args[:1]
    if len(call.args) != 1 or not (
        isinstance(named[0], ast.Constant) and isinstance(named[0].value, str)
    ):
        yield "check_not_plain", {"found": ast.unparse(call)}
