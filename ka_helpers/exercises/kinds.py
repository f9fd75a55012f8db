"""The kinds of answer: how each is read and which of its pieces are right.

A part of an answer has one kind. `read` turns what a trainee gave into a plain value or raises
`UnreadableError`; `pieces` says piece by piece what is right. Not in here: mistakes and feedback.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.plain import (
    UnreadableError,
    plain_keys,
    plain_list,
    plain_number,
    plain_text,
)

Pieces = Mapping[str, bool]
WHOLE = ""
"""The one piece of an answer that has no pieces."""


class Kind(Protocol):
    """One part of an answer."""

    @property
    def name(self) -> str:
        """The keyword that `check` takes it by."""

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return what was given as a plain value; raise UnreadableError if it is of no use."""

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return which pieces of a read answer are right."""


@dataclass(frozen=True)
class Number:
    """A number; `unit` is a format of `i18n.formatting.FORMATS`.

    A value within half a unit of the last of `decimals` is right (-3: to the nearest
    thousand), and so is one within `rel` of the right one.
    """

    name: str
    unit: str = "number"
    decimals: int = 1
    rel: float = 1e-9

    def read(self, given: Any, lesson: Lesson) -> float:
        """Return the number as a float."""
        return plain_number(given)

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return {"": within tolerance}."""
        return {WHOLE: self.close(given, right)}

    def close(self, given: float, right: float) -> bool:
        """Tell whether a number is right."""
        half_unit = 0.5000001 * 10.0**-self.decimals
        return math.isclose(given, right, rel_tol=self.rel, abs_tol=half_unit)


@dataclass(frozen=True)
class Numbers(Number):
    """A number for each key, as a Series, dict or table of two columns, in any order."""

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return {key as text: float}."""
        return {key: plain_number(value) for key, value in plain_keys(given).items()}

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return key by key whether the number is there and right; a key too many is wrong."""
        known = {key: key in given and self.close(given[key], right[key]) for key in right}
        return known | {key: False for key in given if key not in right}


@dataclass(frozen=True)
class Choice:
    """One of several options; `options` are their ids, or worked out from the lesson."""

    name: str
    options: tuple[str, ...] | Callable[[Lesson], tuple[str, ...]]

    def read(self, given: Any, lesson: Lesson) -> str:
        """Return the id of the option, however it was typed."""
        return one_of(plain_text(given), self.known(lesson))

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return {"": the right option}."""
        return {WHOLE: given == right}

    def known(self, lesson: Lesson) -> tuple[str, ...]:
        """Return the ids of the options."""
        return self.options(lesson) if callable(self.options) else self.options


@dataclass(frozen=True)
class Several(Choice):
    """All that are right of several options, in any order."""

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the ids of the options chosen, as a set."""
        known = self.known(lesson)
        return frozenset(one_of(plain_text(each), known) for each in plain_list(given))

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return option by option whether it was rightly chosen or left out."""
        return {each: (each in given) == (each in right) for each in self.known(lesson)}


@dataclass(frozen=True)
class Ranking(Choice):
    """Options in order, first the first; a ranking need not name all that there are."""

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the ids in the order given."""
        known = self.known(lesson)
        return tuple(one_of(plain_text(each), known) for each in plain_list(given))

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return place by place whether it is rightly filled."""
        right = tuple(right)
        filled = {
            item: place < len(given) and given[place] == item for place, item in enumerate(right)
        }
        return filled | ({"…": False} if len(given) > len(right) else {})


@dataclass(frozen=True)
class Text:
    """A few sentences, judged by whether each point is made.

    `points` maps a point to patterns (regular expressions, any language, case ignored) of which
    one must be found.
    """

    name: str
    points: Mapping[str, tuple[str, ...]]

    def read(self, given: Any, lesson: Lesson) -> str:
        """Return the text, spaces joined."""
        return " ".join(plain_text(given).split())

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return point by point whether the text makes it."""
        return {
            point: any(re.search(pattern, given, re.IGNORECASE) for pattern in patterns)
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
        """Return the plan."""
        return self.understood(given, lesson)

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return constraint by constraint whether the plan keeps to it."""
        return {point: bool(kept(given, lesson)) for point, kept in self.points.items()}


def one_of(given: str, known: tuple[str, ...]) -> str:
    """Return the known id that was meant, upper or lower case; else raise UnreadableError."""
    meant = {each.casefold(): each for each in known}.get(given.casefold())
    if meant is None:
        raise UnreadableError("exercises.no_such_option", found=given, known=", ".join(known))
    return meant
