"""Chapter 9's answers about early warning: which accounts the signals name."""

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_09_signals import watched
from ka_helpers.metrics.defection import COMPLAINT_DAYS, SEVERE


def named(lesson: Lesson) -> Answer:
    """Return the accounts with an old complaint or a grave signal."""
    frame = lesson.once(watched)
    return _those(frame, _complaint(frame) | _grave(frame))


def any_signal(lesson: Lesson) -> Answer:
    """Return every account with an open signal, however slight, besides those rightly named."""
    frame = lesson.once(watched)
    return _those(frame, _complaint(frame) | (frame["gravest"] > 0))


def complaint_forgotten(lesson: Lesson) -> Answer:
    """Return those with a grave signal, old complaints left out."""
    frame = lesson.once(watched)
    return _those(frame, _grave(frame))


def both_wanted(lesson: Lesson) -> Answer:
    """Return those that have both an old complaint and a grave signal."""
    frame = lesson.once(watched)
    return _those(frame, _complaint(frame) & _grave(frame))


def calm(lesson: Lesson) -> Answer:
    """Return the accounts that no signal names."""
    frame = lesson.once(watched)
    return _those(frame, ~(_complaint(frame) | _grave(frame)))


def falling(lesson: Lesson) -> Answer:
    """Return every account that sells less than before."""
    frame = lesson.once(watched)
    return _those(frame, frame["growth"] < 0)


def _complaint(frame: pd.DataFrame) -> pd.Series:
    return frame["complaint"] >= COMPLAINT_DAYS


def _grave(frame: pd.DataFrame) -> pd.Series:
    return frame["gravest"] >= SEVERE


def _those(frame: pd.DataFrame, chosen: pd.Series) -> Answer:
    return {"named": [str(name) for name in frame.index[chosen]]}
