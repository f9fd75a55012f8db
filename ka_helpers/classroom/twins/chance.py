"""Chance of a twin: the same key always draws the same, whatever stands beside it in a table.

A draw belongs to a seed, a piece of the data and the keys of a row (an account, a month, a
product), so that every table that speaks of the same thing is moved alike. Not in here: tables.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Amounts = NDArray[np.float64]
_STEPS = (1_000.0, 100.0, 10.0, 1.0, 0.1, 0.01, 0.001)
_FINEST = 0.0001
_EDGE = 1e-3


@dataclass(frozen=True)
class Chance:
    """What a twin is drawn from; `spread` widens or narrows everything that is drawn."""

    seed: int
    spread: float = 1.0

    def normals(self, piece: str, *keys: Any) -> Amounts:
        """Return a standard normal number a row, the same for rows of the same keys."""
        from scipy.special import ndtri

        joined = pd.Series(_text(keys[0]))
        for key in keys[1:]:
            joined = joined + "\0" + _text(key)
        codes, unique = pd.factorize(joined)
        drawn = np.array([self._uniform(piece, each) for each in unique])
        return np.asarray(ndtri(drawn)[codes] if len(drawn) else np.zeros(0), dtype=np.float64)

    def factors(self, piece: str, by: float, *keys: Any) -> Amounts:
        """Return a factor about 1 a row: the logarithm's standard deviation is `by`."""
        return np.asarray(np.exp(by * self.spread * self.normals(piece, *keys).clip(-2.2, 2.2)))

    def shifts(self, piece: str, by: float, *keys: Any) -> Amounts:
        """Return a number about 0 a row, as far from it as `by` usually."""
        return np.asarray(by * self.spread * self.normals(piece, *keys).clip(-2.2, 2.2))

    def uniforms(self, piece: str, *keys: Any) -> Amounts:
        """Return a number from 0 to 1 a row; the spread does not matter."""
        from scipy.special import ndtr

        return np.asarray(ndtr(self.normals(piece, *keys)))

    def _uniform(self, piece: str, key: str) -> float:
        text = f"{self.seed}\0{piece}\0{key}".encode()
        whole = int.from_bytes(blake2b(text, digest_size=7).digest(), "big")
        return (whole + 0.5) / 2.0**56


def whole(values: Amounts, chances: Amounts) -> Amounts:
    """Return numbers rounded up as often as their fraction says, `chances` deciding."""
    floors = np.floor(values)
    return np.asarray(floors + (values - floors > chances))


def share_moved(shares: Amounts, shifts: Amounts) -> Amounts:
    """Return shares moved on the logit scale; nothing, everything and missing stay as they are.

    >>> share_moved(np.array([0.0, 0.5, 1.0]), np.array([0.2, 0.2, 0.2])).round(2).tolist()
    [0.0, 0.55, 1.0]
    """
    inside = (shares > 0) & (shares < 1)
    known = np.where(inside, shares, 0.5).clip(_EDGE, 1 - _EDGE)
    moved = 1 / (1 + (1 / known - 1) * np.exp(-shifts))
    return np.asarray(np.where(inside, moved, shares))


def rounded_like(values: Amounts, like: Amounts) -> Amounts:
    """Return values rounded as their originals are: to thousands, tens, hundredths.

    >>> rounded_like(np.array([12345.6, 0.12345]), np.array([14000.0, 0.12])).tolist()
    [12000.0, 0.12]
    """
    steps = np.full(len(like), _FINEST)
    found = np.zeros(len(like), dtype=bool)
    for step in _STEPS:
        scaled = like / step
        fits = ~found & (np.abs(scaled - np.round(scaled)) < 1e-6 * np.maximum(1, np.abs(scaled)))
        steps[fits], found = step, found | fits
    return np.asarray(np.round(np.round(values / steps) * steps, 6))


def _text(key: Any) -> Any:
    """Return keys as texts a row; a missing one is a key of its own."""
    return pd.Series(key).astype("object").map(_as_text).to_numpy(dtype=object)


def _as_text(key: Any) -> str:
    return "" if pd.isna(key) else str(key)
