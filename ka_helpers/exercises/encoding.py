"""Answers as JSON and back: what `check` was given, so that another process judges the same.

`encode` takes anything at all and always gives plain JSON of bounded size; `decode` (`decoding`)
takes any JSON at all. What is of no kind that an answer can have comes back as `Unusable`, which
is shown as it was. Not in here: judging, and the file that answers are kept in.
"""

import datetime as dt
import math
import numbers
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from ka_helpers.exercises.decoding import (
    DEEPEST,
    LONGEST_NEGOTIATION,
    LONGEST_TEXT,
    MOST_VALUES,
    TooMuchError,
    Unusable,
    decode,
    sound,
)
from ka_helpers.exercises.plain import shown

__all__ = ["LONGEST_TEXT", "MOST_VALUES", "Unusable", "decode", "encode"]

_LARGEST_INT = 2**53


def encode(given: Any) -> Any:
    """Return anything given to `check` as JSON-able values; it is never an error."""
    try:
        return _Encoder().encoded(given, 0)
    except Exception:  # too much of it, or an object that fails when it is looked at
        return {"kind": "unusable", "said": _said(given)}


class _Encoder:
    """Encodes one answer, counting its values."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def encoded(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise TooMuchError
        scalar = _scalar(value)
        return self._composed(value, depth + 1) if scalar is _NO_SCALAR else scalar

    def _composed(self, value: Any, depth: int) -> Any:
        if isinstance(value, Mapping):
            pairs = [[self.encoded(key, depth), self.encoded(value[key], depth)] for key in value]
            return {"kind": "dict", "pairs": pairs}
        kind = next((kind for kind, of in _LISTS.items() if isinstance(value, of)), "")
        if kind:
            return {"kind": kind, "values": self.all(value, depth)}
        if hasattr(value, "iloc") or hasattr(value, "to_numpy") or hasattr(value, "dtype"):
            return self._pandas(value, depth)
        return self._other(value, depth)

    def _other(self, value: Any, depth: int) -> Any:
        if callable(value):
            return {"kind": "callable", "name": _short(getattr(value, "__name__", ""), value)}
        if (talk := _transcript(value)) is not None:
            return talk
        if isinstance(value, Iterable):
            said = _said(value)
            return {"kind": "iterable", "said": said, "values": self.all(value, depth)}
        return {"kind": "unusable", "said": _said(value)}

    def all(self, values: Iterable[Any], depth: int) -> list[Any]:
        """Return each value encoded; of an endless iterable no more are taken than allowed."""
        return [self.encoded(each, depth) for each in islice(values, MOST_VALUES + 1)]

    def _pandas(self, value: Any, depth: int) -> Any:
        if hasattr(value, "columns") and hasattr(value, "iloc"):
            if value.shape[0] * value.shape[1] > MOST_VALUES:
                raise TooMuchError
            columns = [self.all(value.iloc[:, at], depth) for at in range(value.shape[1])]
            names, index = self.all(value.columns, depth), self.all(value.index, depth)
            return {"kind": "frame", "columns": names, "index": index, "values": columns}
        if value.size > MOST_VALUES:
            raise TooMuchError
        if hasattr(value, "iloc"):
            index = self.all(value.index, depth)
            return {"kind": "series", "index": index, "values": self.all(value, depth)}
        if type(value).__module__.startswith("pandas."):
            return {"kind": "index", "values": self.all(value, depth)}
        flat = self.all(value.ravel().tolist() if _is_plain(value) else value.ravel(), depth)
        return {"kind": "array", "shape": list(value.shape), "values": flat}


_NO_SCALAR = object()
_LISTS: Mapping[str, tuple[type, ...]] = {
    "list": (list,),
    "tuple": (tuple,),
    "set": (set, frozenset),
}


def _scalar(value: Any) -> Any:
    """Return a single value encoded; `_NO_SCALAR` of what is none."""
    if value is None or isinstance(value, bool):
        return value
    if value is ...:
        return {"kind": "open"}
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise TooMuchError
        return sound(value)
    if type(value).__name__ in ("NAType", "NaTType"):
        return {"kind": "nothing", "text": "NaT" if "NaT" in type(value).__name__ else "NA"}
    if hasattr(value, "dtype") and getattr(value, "shape", None) == () and hasattr(value, "item"):
        return _of_numpy(value)
    return _number(value)


def _number(value: Any) -> Any:
    if isinstance(value, dt.date | dt.timedelta):
        return _day(value)
    if not isinstance(value, numbers.Real | Decimal):
        return _NO_SCALAR
    if isinstance(value, Decimal | Fraction):
        return _texted("decimal" if isinstance(value, Decimal) else "fraction", str(value))
    if isinstance(value, numbers.Integral):
        whole = int(value)
        if abs(whole) < _LARGEST_INT:
            return whole
        return _texted("int", str(whole)) if whole.bit_length() < 4_000 else {"kind": "huge"}
    read = float(value)
    return read if math.isfinite(read) else {"kind": "float", "text": repr(read)}


def _day(value: Any) -> Any:
    if isinstance(value, dt.timedelta):
        return {"kind": "timedelta", "seconds": value.total_seconds()}
    stamp = type(value).__module__.startswith("pandas.")
    kind = "timestamp" if stamp else "datetime" if isinstance(value, dt.datetime) else "date"
    return _texted(kind, value.isoformat())


def _of_numpy(value: Any) -> Any:
    """Return a numpy scalar, or an array without a dimension, as the Python value it is."""
    if value.dtype.kind in "mM":
        import pandas as pd

        made = pd.Timestamp(value) if value.dtype.kind == "M" else pd.Timedelta(value)
        return _scalar(made)
    if value.dtype.kind in "biufSUO":
        item = float(value) if value.dtype.kind == "f" else value.item()
        return _scalar(item)
    return _NO_SCALAR


def _texted(kind: str, text: str) -> dict[str, str]:
    if len(text) > LONGEST_TEXT:
        raise TooMuchError
    return {"kind": kind, "text": text}


def _transcript(value: Any) -> Any:
    """Return a negotiation encoded, None if the value is none; of a game, what was played."""
    moves = sys.modules.get("ka_helpers.negotiation.moves")
    talk = getattr(value, "transcript", value)
    if moves is None or type(talk) is not moves.Transcript:
        return None
    from ka_helpers.negotiation.transcripts import to_json

    text = to_json(talk)
    if len(text) > LONGEST_NEGOTIATION:
        raise TooMuchError
    return {"kind": "negotiation", "text": text}


def _is_plain(array: Any) -> bool:
    return getattr(getattr(array, "dtype", None), "kind", "O") in "biuf"


def _said(value: Any) -> str:
    try:
        return shown(value)
    except BaseException:  # an object whose words fail has none
        return "?"


def _short(name: Any, value: Any) -> str:
    return str(name or type(value).__name__)[:60]
