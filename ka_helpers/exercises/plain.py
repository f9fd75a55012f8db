"""Answers as plain values: the number, text, list or table that a trainee meant.

ints, floats, Decimals, numpy scalars, Series of one value, full-width digits and letters are all
read; nothing is guessed. Not in here: what is right.
"""

import math
import numbers
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ka_helpers.errors import KaKitError


class UnreadableError(KaKitError):
    """An answer is not of the kind asked for; says what was found and what to give."""


def plain_number(given: Any) -> float:
    """Return a number as a float.

    Raises
    ------
    UnreadableError : not one finite number
    """
    value = _only_one(given)
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        raise UnreadableError("exercises.not_a_number", found=_shown(given))
    if not math.isfinite(float(value)):
        raise UnreadableError("exercises.not_finite", found=_shown(given))
    return float(value)


def plain_text(given: Any) -> str:
    """Return a text, full-width letters narrow, ends trimmed.

    Raises
    ------
    UnreadableError : not a text
    """
    value = _only_one(given)
    if not isinstance(value, str):
        raise UnreadableError("exercises.not_a_text", found=_shown(given))
    return unicodedata.normalize("NFKC", value).strip()


def plain_list(given: Any) -> list[Any]:
    """Return a list, tuple, set, Series, Index or array as a list.

    Raises
    ------
    UnreadableError : not a list of values
    """
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise UnreadableError("exercises.not_a_list", found=_shown(given))
    return list(given)


def plain_keys(given: Any) -> dict[str, Any]:
    """Return a dict, Series, or table of one or two columns as {key as text: value}.

    Raises
    ------
    UnreadableError : not a value for each key, or a key twice
    """
    if hasattr(given, "columns"):
        columns = list(given.columns)
        if len(columns) == 2:
            given = given.set_index(columns[0])[columns[1]]
        elif len(columns) == 1:
            given = given[columns[0]]
    if not isinstance(given, Mapping) and not hasattr(given, "items"):
        raise UnreadableError("exercises.not_keyed", found=_shown(given))
    pairs = [(str(key), value) for key, value in given.items()]
    if len(dict(pairs)) < len(pairs):
        raise UnreadableError("exercises.key_twice", found=_shown(given))
    return dict(pairs)


def _only_one(given: Any) -> Any:
    """Return the value of a Series, array or list of one; anything else as it is."""
    value = given
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if hasattr(value, "item") and getattr(value, "size", 1) == 1:
        return value.item()
    return value


def _shown(given: Any) -> str:
    said = " ".join(repr(given).split())
    return said if len(said) <= 60 else said[:59] + "…"
