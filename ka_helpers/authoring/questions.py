"""Whether a chapter's exercise cells are the questions of its plan, each once, with its parts.

Not in here: whether answers are right (the lint of a case and the tests run them).
"""

import re
from collections.abc import Iterator
from typing import Any

from ka_helpers.authoring.answers import (
    AnswerCell,
    MarkerError,
    answer_in,
    checks_in,
    has_marker,
    names_bound,
)
from ka_helpers.authoring.faults import Fault, listed
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.exercise import ChapterPlan

_CHECKED = re.compile(r'\bcheck\("([^"]+)"')
_NUMBERED = re.compile(r"(\d\d)_\w+")


def question_faults(chapter: str, cells: list[Any]) -> Iterator[Fault]:
    """Yield what is wrong with a chapter's exercise cells."""
    answers: list[tuple[str, AnswerCell]] = []
    meant: set[str] = set()
    for cell in cells:
        found = [Fault(chapter, key, cell.id, values) for key, values in _cell_faults(cell)]
        yield from found
        meant.update(_CHECKED.findall(cell.source) if found else ())
        if not found and cell.cell_type == "code" and has_marker(cell.source):
            answers.append((cell.id, answer_in(cell.source)))
    yield from _repeated(chapter, answers)
    yield from _against_plan(chapter, answers, meant)


def _cell_faults(cell: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if cell.cell_type != "code":
        if any(line.strip() in ("# ANSWER", "# END ANSWER") for line in cell.source.splitlines()):
            yield "marker_in_prose", {}
        return
    if has_marker(cell.source):
        try:
            answer = answer_in(cell.source)
        except MarkerError as fault:
            yield from fault.faults
            return
        if "exercise" not in cell.metadata.get("tags", []):
            yield "exercise_tag_missing", {"question": answer.question}
        bound = names_bound(answer.solution)
        for part, given in answer.parts:
            if given not in bound:
                yield "part_not_of_answer", {"part": part, "given": given, "known": listed(bound)}
        return
    try:
        calls = checks_in(cell.source)
    except SyntaxError as fault:
        yield "not_python", {"why": fault.msg, "line": fault.lineno}
        return
    if calls:
        yield "check_without_answer", {}
    elif "exercise" in cell.metadata.get("tags", []):
        yield "exercise_without_answer", {}


def _repeated(chapter: str, answers: list[tuple[str, AnswerCell]]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for cell, answer in answers:
        earlier = first.setdefault(answer.question, cell)
        if earlier != cell:
            values = {"question": answer.question, "earlier": earlier}
            yield Fault(chapter, "question_twice", cell, values)


def _against_plan(
    chapter: str, answers: list[tuple[str, AnswerCell]], meant: set[str]
) -> Iterator[Fault]:
    """Yield what differs from the plan; `meant` are questions of cells that have faults."""
    numbered = _NUMBERED.fullmatch(chapter)
    if numbered is None:
        for cell, answer in answers:
            yield Fault(chapter, "question_outside_chapters", cell, {"question": answer.question})
        return
    try:
        plan = plan_of(numbered[1])
    except RequestError:
        yield Fault(chapter, "plan_missing", values={"number": numbered[1]})
        return
    except Exception as fault:  # an author's module may fail in any way
        yield Fault(chapter, "plan_fails", values={"why": f"{type(fault).__name__}: {fault}"})
        return
    if plan.slug != chapter:
        yield Fault(chapter, "plan_of_other_name", values={"found": plan.slug})
    yield from _other_parts(chapter, answers, plan)
    asked = meant | {answer.question for _, answer in answers}
    if unchecked := [each.number for each in plan.exercises if each.number not in asked]:
        yield Fault(chapter, "question_unchecked", values={"question": listed(unchecked)})


def _other_parts(
    chapter: str, answers: list[tuple[str, AnswerCell]], plan: ChapterPlan
) -> Iterator[Fault]:
    parts = {each.number: [part.name for part in each.parts] for each in plan.exercises}
    for cell, answer in answers:
        given, wanted = [part for part, _ in answer.parts], parts.get(answer.question)
        said: dict[str, Any] = {"question": answer.question}
        if wanted is None:
            yield Fault(chapter, "question_unknown", cell, {**said, "known": listed(list(parts))})
        elif sorted(given) != sorted(wanted):
            values = {**said, "found": listed(given), "wanted": listed(wanted)}
            yield Fault(chapter, "other_parts", cell, values)
