"""Which answers of a case still count on its twin: what a class typed in must not.

An answer is the right one of the origin, judged on the twin by the question's own tolerance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ka_helpers.exercises.curriculum import chapter_numbers, plan_of
from ka_helpers.exercises.kinds import Kind, Number
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_for
from ka_helpers.exercises.open_kinds import Plan
from ka_helpers.exercises.plain import UnreadableError


@dataclass(frozen=True)
class Answered:
    """The right answers of every question that a case can grade, and the lessons they are of."""

    lessons: Mapping[str, Lesson]
    right: Mapping[str, Mapping[str, Any]]

    @property
    def standing_in(self) -> tuple[str, ...]:
        """The chapters that are read on another case."""
        return tuple(number for number, each in self.lessons.items() if each.stands_in)


@dataclass(frozen=True)
class Compared:
    """How the answers of a case and of its twin stand to each other, question by question.

    `numbers` are the questions that ask for numbers, `same` those of them that the origin's
    answer, its numbers and its plan, would still pass, `same_parts` single numbers that are right
    on both though the question as a whole is not, `lost` what the twin cannot grade, though the
    origin can.
    """

    numbers: tuple[str, ...]
    same: tuple[str, ...]
    same_parts: tuple[str, ...]
    lost: tuple[str, ...]


def answers_on(case: str | Path) -> Answered:
    """Return the right answers of every chapter on a case."""
    lessons, right = {}, {}
    for number in chapter_numbers():
        plan = plan_of(number)
        lesson = lessons[number] = lesson_for(plan.check_suits, case)
        for exercise in plan.exercises:
            try:
                right[exercise.number] = dict(exercise.right(lesson))
            except NotGradableError:
                continue
    return Answered(lessons, right)


def compare_answers(origin: Answered, twin: Answered) -> Compared:
    """Return which numbers of the origin would still be right on its twin."""
    numbers, same, parts = [], [], []
    for chapter, lesson in twin.lessons.items():
        for exercise in plan_of(chapter).exercises:
            asked = [part for part in exercise.parts if isinstance(part, Number)]
            known = exercise.number in origin.right and exercise.number in twin.right
            if not asked or not known:
                continue
            old, new = origin.right[exercise.number], twin.right[exercise.number]
            alike = [part.name for part in asked if _still_right(part, old, new, lesson)]
            numbers.append(exercise.number)
            whole = [part for part in exercise.parts if isinstance(part, Number | Plan)]
            if all(_still_right(part, old, new, lesson) for part in whole):
                same.append(exercise.number)
            else:
                parts += [f"{exercise.number} {name}" for name in alike]
    lost = tuple(question for question in origin.right if question not in twin.right)
    return Compared(tuple(numbers), tuple(same), tuple(parts), lost)


def _still_right(
    part: Kind, old: Mapping[str, Any], new: Mapping[str, Any], lesson: Lesson
) -> bool:  # fmt: skip
    wanted = part.read(new[part.name], lesson)
    try:
        return all(part.pieces(part.read(old[part.name], lesson), wanted, lesson).values())
    except UnreadableError:
        return False
