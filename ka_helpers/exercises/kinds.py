"""The kinds of answer: how each is read and which of its pieces are right.

A part of an answer has one kind. `read` turns what a trainee gave into a plain value or raises
`UnreadableError`; `pieces` says piece by piece what is right, and `credit` what that is worth.
Not in here: mistakes and feedback.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.open_kinds import Pieces, Plan, Text
from ka_helpers.exercises.plain import (
    UnreadableError,
    key_text,
    narrow,
    only_one,
    plain_keys,
    plain_list,
    plain_number,
    plain_text,
    refuse_twice,
)
from ka_helpers.exercises.rounding import is_close

__all__ = [
    "Choice",
    "Kind",
    "Number",
    "Numbers",
    "Pieces",
    "Plan",
    "Ranking",
    "Several",
    "Text",
    "one_of",
]
WHOLE = ""
"""The one piece of an answer that has no pieces."""
MOST_OPTIONS = 24


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

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the number as a float."""
        return plain_number(given)

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return {"": within tolerance}."""
        return {WHOLE: self.close(given, right)}

    def close(self, given: float, right: float) -> bool:
        """Tell whether a number is right."""
        return is_close(given, right, self.decimals, self.rel)


@dataclass(frozen=True)
class Numbers(Number):
    """A number for each key, as a Series, dict or table of two columns, in any order.

    A key may be an account's id or its name. A key whose value is `...` or missing is not there.
    """

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return {key as text: float}."""
        keyed = [
            (lesson.account_called(key) or key, value)
            for key, value in plain_keys(given).items()
            if value is not ...
        ]
        refuse_twice(key for key, _ in keyed)
        return {key: _number_at(key, value) for key, value in keyed}

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return key by key whether the number is there and right; a key too many is wrong.

        Raises
        ------
        UnreadableError : no key is one of those asked for
        """
        if given and not set(given) & set(right):
            found, wanted = (_listed(tuple(keys), 5) for keys in (given, right))
            raise UnreadableError("exercises.other_keys", found=found, wanted=wanted)
        known = {key: key in given and self.close(given[key], right[key]) for key in right}
        return known | {key: False for key in given if key not in right}


@dataclass(frozen=True)
class Choice:
    """One of several options; `options` are their ids, or worked out from the lesson.

    `called` works out what options of the case are called, in a language, that are no accounts,
    such as stores or questions.
    """

    name: str
    options: tuple[str, ...] | Callable[[Lesson], tuple[str, ...]]
    called: Callable[[Lesson, str], Mapping[str, str]] | None = None

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the id of the option, however it was typed."""
        return self.meant(given, lesson)

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return {"": the right option}."""
        return {WHOLE: given == right}

    def known(self, lesson: Lesson) -> tuple[str, ...]:
        """Return the ids of the options."""
        return tuple(self.options(lesson) if callable(self.options) else self.options)

    def meant(self, given: Any, lesson: Lesson) -> str:
        """Return the id of one option; an account may be named by its name."""
        value = only_one(given)
        whole = isinstance(value, int) and not isinstance(value, bool)
        said = plain_text(str(value) if whole else value)
        known = self.known(lesson)
        try:
            return one_of(said, known)
        except UnreadableError:
            account = lesson.account_called(said)
            if account not in known:
                raise
            return account


@dataclass(frozen=True)
class Several(Choice):
    """All that are right of several options, in any order; one named twice counts once."""

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the ids of the options chosen, as a set."""
        return frozenset(self.meant(each, lesson) for each in plain_list(given))

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return option by option whether it was rightly chosen or left out."""
        return {each: (each in given) == (each in right) for each in self.known(lesson)}

    def credit(self, given: Any, right: Any, pieces: Pieces) -> float:
        """Return what was rightly chosen less what was wrongly chosen, of all that is right."""
        return max(0.0, (len(given & right) - len(given - right)) / max(len(right), 1))


@dataclass(frozen=True)
class Ranking(Choice):
    """Options in order, first the first; a ranking need not name all that there are."""

    def read(self, given: Any, lesson: Lesson) -> Any:
        """Return the ids in the order given."""
        ranked = tuple(self.meant(each, lesson) for each in plain_list(given))
        refuse_twice(ranked)
        return ranked

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return place by place whether it is rightly filled."""
        filled = {
            item: place < len(given) and given[place] == item for place, item in enumerate(right)
        }
        return filled | ({"…": False} if len(given) > len(right) else {})

    def credit(self, given: Any, right: Any, pieces: Pieces) -> float:
        """Return the share of pairs that stand in the right order; names too many lower it.

        An order that begins one place late is nearly right, though no place is rightly filled.
        """
        at = {item: place for place, item in enumerate(given)}
        last = len(given)
        pairs = [(a, b) for place, a in enumerate(right) for b in right[place + 1 :]]
        kept = sum(a in at and at[a] < at.get(b, -last) for a, b in pairs)
        share = kept / len(pairs) if pairs else 0.0
        return share * min(1.0, len(right) / max(last, 1))


def one_of(given: str, known: tuple[str, ...]) -> str:
    """Return the known id that was meant, upper or lower case; else raise UnreadableError."""
    exact = {narrow(each): each for each in known}
    meant = exact.get(given) or {key.casefold(): exact[key] for key in exact}.get(given.casefold())
    if meant is None:
        listed = _listed(known, MOST_OPTIONS)
        raise UnreadableError("exercises.no_such_option", found=given[:60], known=listed)
    return meant


def _number_at(key: str, value: Any) -> float:
    try:
        return plain_number(value)
    except UnreadableError as fault:
        at = f"{key}: {fault.values['found']}"
        raise UnreadableError(fault.key, **{**fault.values, "found": at}) from None


def _listed(keys: tuple[str, ...], most: int) -> str:
    return ", ".join(key_text(key) for key in keys[:most]) + (", …" if len(keys) > most else "")
