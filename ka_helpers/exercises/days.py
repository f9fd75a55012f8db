"""A day as an answer. Not in here: what is right."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.exercises.kinds import Pieces
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.plain import UnreadableError


@dataclass(frozen=True)
class Day:
    """A day, as a text such as "2026-09-07", a date or a Timestamp."""

    name: str

    def read(self, given: Any, lesson: Lesson) -> pd.Timestamp:
        """Return the day."""
        return day_of(given)

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return {"": the right day}."""
        return {"": given == right}


def day_of(given: Any) -> pd.Timestamp:
    """Return a day given as a text, date or Timestamp.

    Raises
    ------
    UnreadableError : it is no day, or not said in the order year, month, day
    """
    try:
        if isinstance(given, str | pd.Timestamp) or hasattr(given, "isoformat"):
            day = pd.Timestamp(given)
            if not pd.isna(day):
                return day.tz_localize(None).normalize()
    except ValueError:
        pass
    raise UnreadableError("chapter_05.not_a_day", found=" ".join(repr(given).split())[:60])
