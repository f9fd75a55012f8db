"""Answers as plain values: the number, text, list or table that a trainee meant.

ints, floats, Decimals, Fractions, numpy scalars, Series and arrays of one value, full-width
letters are all read; nothing is guessed, and nothing given is changed or kept. Not in here: what
is right.
"""

import datetime as dt
import math
import numbers
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ka_helpers.errors import KaKitError

MOST_SHOWN = 60


class UnreadableError(KaKitError):
    """An answer is not of the kind asked for; says what was found and what to give."""


def plain_number(given: Any) -> float:
    """Return a number as a float.

    Raises
    ------
    UnreadableError : not one finite number
    """
    value = only_one(given)
    _refuse_nothing(value)
    if isinstance(value, str):
        raise UnreadableError("exercises.number_in_quotes", found=shown(value))
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        raise UnreadableError("exercises.not_a_number", found=shown(given))
    try:
        read = float(value)
    except (OverflowError, ValueError):  # 10**400, Decimal("sNaN")
        read = math.nan
    if not math.isfinite(read):
        raise UnreadableError("exercises.not_finite", found=shown(given))
    return read


def plain_text(given: Any) -> str:
    """Return a text, full-width letters narrow, ends trimmed.

    Raises
    ------
    UnreadableError : not a text
    """
    value = only_one(given)
    _refuse_nothing(value)
    if not isinstance(value, str):
        raise UnreadableError("exercises.not_a_text", found=shown(given))
    return narrow(value).strip()


def plain_list(given: Any) -> list[Any]:
    """Return a list, tuple, set, Series, Index, array or table of one column as a list.

    A Series of numbers whose index has texts gives its index: accounts sorted by their sales.

    Raises
    ------
    UnreadableError : not a list of values
    """
    _refuse_nothing(given)
    if hasattr(given, "columns") and hasattr(given, "iloc"):
        if given.shape[1] != 1:
            raise UnreadableError("exercises.too_many_columns", n=given.shape[1], wanted=1)
        given = given.iloc[:, 0]
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise UnreadableError("exercises.not_a_list", found=shown(given))
    if hasattr(given, "index") and hasattr(given, "iloc"):
        keys, values = list(given.index), list(given)
        numeric = all(isinstance(each, numbers.Real) for each in values)
        return keys if numeric and all(isinstance(key, str) for key in keys) else values
    try:
        return list(given)
    except TypeError:  # an array without a dimension
        raise UnreadableError("exercises.not_a_list", found=shown(given)) from None


def plain_keys(given: Any) -> dict[str, Any]:
    """Return a dict, Series, or table of one or two columns as {key as text: value}.

    Raises
    ------
    UnreadableError : not a value for each key, or a key twice
    """
    _refuse_nothing(given)
    if hasattr(given, "columns") and hasattr(given, "iloc"):
        pairs = _pairs_of_frame(given)
    elif isinstance(given, Mapping) or (hasattr(given, "items") and hasattr(given, "index")):
        pairs = list(given.items())
    else:
        raise UnreadableError("exercises.not_keyed", found=shown(given))
    keyed = [(key_text(key), value) for key, value in pairs]
    refuse_twice(key for key, _ in keyed)
    return dict(keyed)


def refuse_twice(keys: Iterable[str]) -> None:
    """Raise UnreadableError if a key stands twice."""
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise UnreadableError("exercises.key_twice", found=", ".join(twice[:5]))


def key_text(key: Any) -> str:
    """Return a key as text: 3, 3.0 and "3" are one key, and so are a day and its timestamp."""
    if isinstance(key, tuple):
        return ", ".join(key_text(each) for each in key)
    value = only_one(key)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return narrow(str(value)).strip()


def narrow(text: str) -> str:
    """Return a text with full-width letters, digits and marks as narrow ones."""
    return unicodedata.normalize("NFKC", text)


def left_open(given: Any) -> bool:
    """Tell whether nothing was answered: `...`, alone or as every value, or an empty text."""
    if given is ...:
        return True
    if isinstance(given, str):
        return not narrow(given).strip(" .\n\t")
    if isinstance(given, Mapping):
        given = list(given.values())
    return isinstance(given, list | tuple) and bool(given) and all(each is ... for each in given)


def only_one(given: Any) -> Any:
    """Return the value of a scalar, Series, array or list of one; anything else as it is."""
    value = given
    if isinstance(value, list | tuple) and len(value) == 1:
        return only_one(value[0])
    if isinstance(value, dt.date):  # a Timestamp has to_numpy, and would be a number
        return value
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    times = {"M": "datetime64[us]", "m": "timedelta64[us]"}
    if unit := times.get(getattr(getattr(value, "dtype", None), "kind", "")):
        value = value.astype(unit)  # finer ones are whole numbers to `item`
    if hasattr(value, "item") and getattr(value, "size", 1) == 1:
        return value.item()
    return value


def shown(given: Any) -> str:
    """Return what was given, in a line that is short enough to read."""
    try:
        said = " ".join((given if isinstance(given, str) else _said(given)).split())
    except Exception:  # whatever stands in its place, the trainee wants an answer
        said = type(given).__name__
    return said if len(said) <= MOST_SHOWN else said[: MOST_SHOWN - 1] + "…"


def _said(given: Any) -> str:
    kind = type(given).__name__
    if hasattr(given, "shape") and getattr(given, "size", 1) != 1:
        return f"{kind} ({' × '.join(str(n) for n in given.shape)})"
    value = only_one(given)
    return str(value) if isinstance(value, numbers.Number) else repr(given)


def _pairs_of_frame(frame: Any) -> list[tuple[Any, Any]]:
    width = frame.shape[1]
    if width == 1:
        return list(frame.iloc[:, 0].items())
    if width != 2:
        raise UnreadableError("exercises.too_many_columns", n=width, wanted=2)
    return list(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True))


def _refuse_nothing(value: Any) -> None:
    """Raise UnreadableError for what is no value at all, and for a function not called."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        raise UnreadableError("exercises.nothing_there", found=shown(value))
    if callable(value):
        name = getattr(value, "__name__", type(value).__name__)
        raise UnreadableError("exercises.not_called", found=name)
