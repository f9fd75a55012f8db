"""Open tasks: a text judged by the points it makes, a plan by the constraints it keeps to.

`kinds` has them beside the others. Not in here: mistakes and feedback.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.plain import narrow, plain_text

Pieces = Mapping[str, bool]


@dataclass(frozen=True)
class Text:
    """A few sentences, judged by whether each point is made.

    `points` maps a point to patterns (regular expressions, any language, case ignored) of which
    one must be found. Full-width letters and marks are as good as narrow ones.
    """

    name: str
    points: Mapping[str, tuple[str, ...]]

    def read(self, given: Any, lesson: Lesson) -> str:
        """Return the text, spaces joined."""
        return " ".join(plain_text(given).split())

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return point by point whether the text makes it."""
        return {
            point: any(_pattern(pattern).search(given) for pattern in patterns)
            for point, patterns in self.points.items()
        }


@dataclass(frozen=True)
class Plan:
    """An open task: any plan that keeps to the case's own constraints is right.

    `understood` turns what was given into the plan (it may raise UnreadableError); `points` maps
    each constraint to the function that tells whether a plan keeps to it.
    """

    name: str
    understood: Callable[[Any, Lesson], Any]
    points: Mapping[str, Callable[[Any, Lesson], bool]]

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the plan, made of a copy of what was given."""
        return self.understood(_copied(given), lesson)

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return constraint by constraint whether the plan keeps to it."""
        return {point: bool(kept(given, lesson)) for point, kept in self.points.items()}


def _copied(given: Any) -> Any:
    try:
        return deepcopy(given)
    except (TypeError, RecursionError):  # something open or running; it cannot be kept either
        return given


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern that finds in narrow text what it would find in full-width text."""
    narrowed = "".join(
        each if (plain := narrow(each)) == each else re.escape(plain) for each in pattern
    )
    return re.compile(narrowed, re.IGNORECASE)
