"""The questions of a kit without answers: what is asked and how, from `questions.json`.

The file is made with the kit (`classroom.answer_free`) and has no right answer, mistake or limit.
What a question takes from the case (options, figures of hints, chapters that the case cannot
carry) was noted when the kit was made, for the lessons it was made for. Not in here: judging.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.exercises.days import Day
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Kind, Number, Numbers, Ranking, Several, Text
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.open_kinds import Pieces

FILE = Path(__file__).with_name("questions.json")
NUMBERS: Mapping[str, type[Number]] = {"Number": Number, "Numbers": Numbers}
CHOICES: Mapping[str, type[Choice]] = {"Choice": Choice, "Several": Several, "Ranking": Ranking}


def elsewhere(lesson: Lesson) -> Answer:
    """Stand in for every right answer: it is with the trainer.

    Raises
    ------
    NotGradableError : always
    """
    raise NotGradableError("exercises.answers_elsewhere")


@dataclass(frozen=True)
class Unread:
    """A part that only the trainer's kit can read, such as a plan: taken as it is."""

    name: str

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return what was given."""
        return given

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return nothing that is right or wrong."""
        return {}


def mark_of(lesson: Lesson) -> str:
    """Return the key that a lesson's notes stand under: it changes with the account's data."""
    return f"{lesson.case.mark(lesson.account_id)}-{lesson.quarter}"


@cache
def asked_plans() -> Mapping[str, ChapterPlan]:
    """Return the plans of the chapters of this kit by number; {} where the file is not there."""
    chapters = _written().get("chapters", {})
    return {number: _plan(number, chapter) for number, chapter in chapters.items()}


def is_kept(exercise: Exercise) -> bool:
    """Tell whether an answer to a question is only kept here, and judged by the trainer's kit."""
    return exercise.answer is elsewhere


@cache
def _written() -> Mapping[str, Any]:
    if not FILE.is_file():
        return {}
    written: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return written


def _noted(lesson: Lesson) -> Mapping[str, Any]:
    """Return what was noted for a lesson, {} for one that the kit was not made for."""
    found: Mapping[str, Any] = _written().get("lessons", {}).get(mark_of(lesson), {})
    return found


def _plan(number: str, chapter: Mapping[str, Any]) -> ChapterPlan:
    def suits(lesson: Lesson) -> None:
        lacking = _noted(lesson).get("unsuited", {}).get(number)
        if lacking is not None:
            raise NotGradableError(lacking["key"], **lacking["values"])

    exercises = tuple(_exercise(each) for each in chapter["questions"])
    return ChapterPlan(chapter["slug"], exercises, tuple(chapter["needs"]), suits)


def _exercise(asked: Mapping[str, Any]) -> Exercise:
    number = asked["number"]
    return Exercise(
        number,
        asked["skill"],
        tuple(_part(number, part) for part in asked["parts"]),
        elsewhere,
        hints=asked["hints"],
        figures=lambda lesson: _noted(lesson).get("figures", {}).get(number, {}),
    )


def _part(number: str, part: Mapping[str, Any]) -> Kind:
    name, kind = part["name"], part["kind"]
    if kind in NUMBERS:
        return NUMBERS[kind](name, part["unit"], part["decimals"])
    if kind in ("Text", "Day"):
        return Day(name) if kind == "Day" else Text(name, {})
    if kind not in CHOICES:
        return Unread(name)
    place = f"{number}/{name}"
    options = tuple(part["options"]) if "options" in part else _options_at(place)
    return CHOICES[kind](name, options, _called_at(place) if part.get("called") else None)


def _options_at(place: str) -> Callable[[Lesson], tuple[str, ...]]:
    def options(lesson: Lesson) -> tuple[str, ...]:
        known = _noted(lesson).get("options", {}).get(place)
        if known is None:
            question = place.partition("/")[0]
            raise RequestError("exercises.options_of_the_class", question=question)
        return tuple(known)

    return options


def _called_at(place: str) -> Callable[[Lesson, str], Mapping[str, str]]:
    def called(lesson: Lesson, language: str) -> Mapping[str, str]:
        names: Mapping[str, str] = _noted(lesson).get("called", {}).get(place, {}).get(language, {})
        return names

    return called
