"""Chapter 9's answers about early warning: which accounts the rules name."""

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_09_signals import warnings_at, watched


def named(lesson: Lesson) -> Answer:
    """Return the accounts of the table that any rule names."""
    return {"named": [each for each in lesson.once(watched).index if _fired(lesson, each)]}


def any_signal(lesson: Lesson) -> Answer:
    """Return every account with an open signal, however slight, besides those rightly named."""
    return _others(lesson, lesson.once(watched)["gravest"] > 0)


def slower(lesson: Lesson) -> Answer:
    """Return those that grow less than the company as well, however little less."""
    return _others(lesson, lesson.once(watched)["behind"] < 0)


def calm(lesson: Lesson) -> Answer:
    """Return the accounts that no rule names."""
    right = named(lesson)["named"]
    return {"named": [each for each in lesson.once(watched).index if each not in right]}


def falling(lesson: Lesson) -> Answer:
    """Return every account that sells less than before."""
    frame = lesson.once(watched)
    return {"named": list(frame.index[frame["growth"] < 0])}


def _fired(lesson: Lesson, account_id: str) -> bool:
    return any(warning.fired for warning in warnings_at(lesson, account_id))


def _others(lesson: Lesson, also: pd.Series) -> Answer:
    frame, right = lesson.once(watched), named(lesson)["named"]
    return {"named": [each for each in frame.index if each in right or also[each]]}
