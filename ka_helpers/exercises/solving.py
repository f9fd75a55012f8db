"""Run a chapter's notebook on a lesson with the printed solutions in it, in one namespace.

The cells are those that trainees get; in an exercise's cell `name = ...` gives way to the
solution. Nothing is drawn, no kernel is started, nothing is kept on disk. Not in here: what is
made of the outcomes.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import cells_of
from ka_helpers.exercises.outcome import Outcome

WIDGETS = ("explore", "quiz", "save_plan")
"""Names that show something to move, which has a plain call in the next cell, or write a file."""


@dataclass
class Run:
    """What came of a run: outcomes by question, and the cell that broke it off, if one did."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    broken: tuple[str, Exception] | None = None


def run_chapter(chapter: Chapter, solutions: Mapping[str, str]) -> Run:
    """Run a chapter's notebook with solutions by question; a question without one stays open.

    Where no notebook was handed out, nothing is run.
    """
    run = Run()
    stand_ins = _stand_ins(chapter, run)
    names: dict[str, Any] = {"__name__": chapter.plan.slug}
    for cell in cells_of(chapter.plan.slug, chapter.language):
        if cell["cell_type"] != "code":
            continue
        try:
            _run_cell(cell, names, stand_ins, solutions)
        except Exception as fault:
            run.broken = (cell["id"], fault)
            break
    return run


def with_solution(code: str, solutions: Mapping[str, str]) -> str:
    r"""Return an exercise's cell with the solution of its question for each `name = ...`.

    >>> with_solution('x = ...\ncheck("1.1", x=x)', {"1.1": "x = 2"})
    "x = 2\ncheck('1.1', x=x)"
    """
    tree = ast.parse(code)
    question = next(
        (call.args[0].value for call in ast.walk(tree) if _is_check(call)),  # type: ignore[attr-defined]
        "",
    )
    if question not in solutions:
        return code
    kept = [statement for statement in tree.body if not _is_open(statement)]
    return "\n".join([solutions[question], *map(ast.unparse, kept)])


def _run_cell(
    cell: Mapping[str, Any], names: dict[str, Any], stand_ins: Mapping[str, Any],
    solutions: Mapping[str, str],
) -> None:  # fmt: skip
    code, tags = "".join(cell["source"]), cell["metadata"].get("tags", [])
    if "exercise" in tags:
        code = with_solution(code, solutions)
    first = tags and tags[0] in ("parameters", "setup")
    for statement in ast.parse(code).body:
        exec(compile(ast.Module([statement], []), cell["id"], "exec"), names)
        if first:
            names |= {name: value for name, value in stand_ins.items() if name in names}


def _stand_ins(chapter: Chapter, run: Run) -> Mapping[str, Any]:
    """Return what stands for parameters and names of the setup cell: this chapter, open already."""
    lesson = chapter.lesson
    return {
        "case": str(lesson.case.path),
        "account_id": lesson.account_id,
        "quarter": lesson.quarter,
        "language": chapter.language,
        "open_chapter": lambda *_: chapter,
        "check": _noting(chapter, run),
        **{name: lambda *_, **__: None for name in WIDGETS},
    }


def _noting(chapter: Chapter, run: Run) -> Callable[..., Outcome]:
    def check(question: str, /, *values: Any, **given: Any) -> Outcome:
        outcome = chapter.check(question, *values, **given)
        run.outcomes[outcome.question] = outcome
        return outcome

    return check


def _is_check(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "check"
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
    )


def _is_open(statement: ast.stmt) -> bool:
    """Tell whether a statement is `name = ...`."""
    return (
        isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and statement.value.value is ...
    )
