"""Answers out of JSON: the values listed here and no others, whoever wrote the JSON.

Nothing is imported, called or unpickled by name. Not in here: how they got there (`encoding`).
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

MOST_VALUES = 5_000
"""So many values an answer has at most; the longest right one is a negotiation of some hundred."""
LONGEST_TEXT = 10_000
LONGEST_NEGOTIATION = 400_000
DEEPEST = 12


@dataclass(frozen=True)
class Unusable:
    """What was given in place of an answer, in one line."""

    said: str

    def __repr__(self) -> str:
        return self.said


class TooMuchError(Exception):
    """An answer is larger or deeper than any answer is."""


def decode(encoded: Any) -> Any:
    """Return what was given, from what `encode` returned; of anything else, an `Unusable`."""
    try:
        _refuse_too_much(encoded)
        return _decoded(encoded)
    except Exception:  # written by another hand than `encode`
        return Unusable("?")


def _refuse_too_much(encoded: Any) -> None:
    """Raise `TooMuchError` of JSON larger or deeper than `encode` ever writes."""
    waiting, seen = [(encoded, 0)], 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > 12 * MOST_VALUES or depth > 4 * DEEPEST:
            raise TooMuchError
        if isinstance(value, list):
            waiting += [(each, depth + 1) for each in value[: 12 * MOST_VALUES]]
        elif isinstance(value, dict):
            waiting += [(each, depth + 1) for each in value.values()]


def _decoded(encoded: Any) -> Any:
    if encoded is None or isinstance(encoded, bool | int | float | str):
        if isinstance(encoded, str) and len(encoded) > LONGEST_TEXT:
            raise TooMuchError
        return sound(encoded) if isinstance(encoded, str) else encoded
    return _MADE[encoded["kind"]](encoded)


def _all(encoded: Mapping[str, Any], name: str = "values") -> list[Any]:
    return [_decoded(each) for each in encoded[name]]


def sound(text: str) -> str:
    """Return a text that can be written: half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _text(encoded: Mapping[str, Any], longest: int = LONGEST_TEXT) -> str:
    text = encoded["text"]
    if not isinstance(text, str) or len(text) > longest:
        raise TooMuchError
    return text


def _timestamp(encoded: Mapping[str, Any]) -> Any:
    import pandas as pd

    return pd.Timestamp(_text(encoded))


def _timedelta(encoded: Mapping[str, Any]) -> Any:
    return dt.timedelta(seconds=encoded["seconds"])


def _nothing(encoded: Mapping[str, Any]) -> Any:
    import pandas as pd

    return pd.NaT if encoded["text"] == "NaT" else pd.NA


def _series(encoded: Mapping[str, Any]) -> Any:
    import pandas as pd

    return pd.Series(_column(_all(encoded)), index=_index(encoded, "index"))


def _frame(encoded: Mapping[str, Any]) -> Any:
    import pandas as pd

    index = _index(encoded, "index")
    columns = {
        at: pd.Series(_column([_decoded(each) for each in column]), index=index)
        for at, column in enumerate(encoded["values"])
    }
    made = pd.DataFrame(columns, index=index)
    made.columns = _index(encoded, "columns")
    return made


def _index(encoded: Mapping[str, Any], name: str = "values") -> Any:
    import pandas as pd

    return pd.Index(_column(_all(encoded, name)), tupleize_cols=False)


def _array(encoded: Mapping[str, Any]) -> Any:
    import numpy as np

    values = _column(_all(encoded))
    return np.asarray(values).reshape([int(n) for n in encoded["shape"]])


def _column(values: list[Any]) -> Any:
    """Return values for a column: numbers and flags as such, all else as the objects they are."""
    import numpy as np

    kinds = {type(each) for each in values}
    if (kinds and kinds <= {float, int}) or kinds == {bool}:
        return np.asarray(values)
    made = np.empty(len(values), dtype=object)
    made[:] = [None] * len(values)
    for at, each in enumerate(values):
        made[at] = each
    return made


class _Called(Unusable):
    """A function that was given instead of its result."""

    @property
    def __name__(self) -> str:
        return self.said

    def __call__(self) -> None:
        return None


@dataclass(frozen=True)
class _Listed(Unusable):
    """Something that can be gone through once or more, but is no list."""

    values: tuple[Any, ...]

    def __repr__(self) -> str:
        return self.said

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)


def _negotiation(encoded: Mapping[str, Any]) -> Any:
    from ka_helpers.negotiation.transcripts import from_json

    return from_json(_text(encoded, LONGEST_NEGOTIATION))


_MADE: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "open": lambda encoded: ...,
    "nothing": _nothing,
    "float": lambda encoded: float(_text(encoded)),
    "int": lambda encoded: int(_text(encoded)),
    "huge": lambda encoded: 10**400,
    "decimal": lambda encoded: Decimal(_text(encoded)),
    "fraction": lambda encoded: Fraction(_text(encoded)),
    "timestamp": _timestamp,
    "datetime": lambda encoded: dt.datetime.fromisoformat(_text(encoded)),
    "date": lambda encoded: dt.date.fromisoformat(_text(encoded)),
    "timedelta": _timedelta,
    "list": _all,
    "tuple": lambda encoded: tuple(_all(encoded)),
    "set": lambda encoded: frozenset(_all(encoded)),
    "dict": lambda encoded: {_decoded(key): _decoded(value) for key, value in encoded["pairs"]},
    "series": _series,
    "frame": _frame,
    "index": _index,
    "array": _array,
    "callable": lambda encoded: _Called(str(encoded["name"])[:60]),
    "iterable": lambda encoded: _Listed(str(encoded["said"])[:60], tuple(_all(encoded))),
    "negotiation": _negotiation,
    "unusable": lambda encoded: Unusable(str(encoded["said"])[:60]),
}
