"""What a kit without answers must know of its questions: `exercises/questions.json`.

Read from the real questions, part by part, naming what is taken: number, skill, kinds, options,
how many hints. Of a case it notes what the questions take from it, for the lessons given. Not in
here: right answers, mistakes, patterns, limits. None of them is ever called.
"""

import json
import string
from collections.abc import Iterable, Mapping
from typing import Any

from ka_helpers.exercises.asked import CHOICES, NUMBERS, mark_of
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.days import Day
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.feedback import figures_of
from ka_helpers.exercises.kinds import Choice, Number, Text
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.i18n import LANGUAGES, template


def questions_json(chapters: Iterable[str], lessons: Iterable[Lesson]) -> str:
    """Return the questions of some chapters, with what they take from some lessons, as JSON."""
    plans = {number: plan_of(number) for number in chapters}
    written = {
        "chapters": {number: _chapter(plan) for number, plan in plans.items()},
        "lessons": {mark_of(lesson): _noted(plans, lesson) for lesson in lessons},
    }
    return json.dumps(written, ensure_ascii=False, indent=1, default=str) + "\n"


def _chapter(plan: ChapterPlan) -> Mapping[str, Any]:
    questions = [_question(exercise) for exercise in plan.exercises]
    return {"slug": plan.slug, "needs": list(plan.needs), "questions": questions}


def _question(exercise: Exercise) -> Mapping[str, Any]:
    return {
        "number": exercise.number,
        "skill": exercise.skill,
        "hints": exercise.hints,
        "parts": [_part(part, len(exercise.parts) > 1) for part in exercise.parts],
    }


def _part(part: Any, one_of_several: bool) -> Mapping[str, Any]:
    """Return how a part is answered; of kinds that are not known by name only that it is one.

    Options stand in the order of their ids where their own order may be that of the answer.
    """
    kind = type(part).__name__
    asked: dict[str, Any] = {"kind": kind, "name": part.name}
    if kind in NUMBERS and isinstance(part, Number):
        return asked | {"unit": part.unit, "decimals": part.decimals}
    if kind in CHOICES and isinstance(part, Choice):
        if not callable(part.options):
            tells = one_of_several or kind == "Ranking"
            asked["options"] = sorted(part.options) if tells else list(part.options)
        return asked | ({"called": True} if part.called else {})
    return asked if type(part) in (Text, Day) else asked | {"kind": "Unread"}


def _noted(plans: Mapping[str, ChapterPlan], lesson: Lesson) -> Mapping[str, Any]:
    noted: dict[str, dict[str, Any]] = {"unsuited": {}, "options": {}, "called": {}, "figures": {}}
    for number, plan in plans.items():
        try:
            plan.check_suits(lesson)
        except NotGradableError as lacking:
            noted["unsuited"][number] = {"key": lacking.key, "values": lacking.values}
            continue
        for exercise in plan.exercises:
            _note(exercise, lesson, noted)
    return noted


def _note(exercise: Exercise, lesson: Lesson, noted: dict[str, dict[str, Any]]) -> None:
    """Note what a question takes from a lesson; one that cannot be asked there takes nothing."""
    for part in exercise.parts:
        place = f"{exercise.number}/{part.name}"
        if not isinstance(part, Choice):
            continue
        try:
            if callable(part.options):
                noted["options"][place] = sorted(part.known(lesson))
            if part.called is not None:
                noted["called"][place] = {each: part.called(lesson, each) for each in LANGUAGES}
        except NotGradableError:
            continue
    if wanted := _in_hints(exercise):
        try:
            figures = figures_of(exercise, lesson)
            noted["figures"][exercise.number] = {name: figures[name] for name in sorted(wanted)}
        except NotGradableError:
            return


def _in_hints(exercise: Exercise) -> set[str]:
    """Return the names of the values that stand in a question's hints."""
    hints = (exercise.key(f"hint_{number}") for number in range(1, exercise.hints + 1))
    texts = (template(hint, language) for hint in hints for language in LANGUAGES)
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
