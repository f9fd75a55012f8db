"""Does a question tell those who know from those who do not: difficulty, item-rest, ends.

Everything here is arithmetic on scores (fractions 0-1; NaN does not count). What a trainee does
elsewhere is measured without the question itself, which would agree with itself. Not in here:
whose scores they are, and any sentence.
"""

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
ENDS = 0.27
"""The share of a class that the upper and the lower group are (Kelley's)."""
FEWEST = 10
"""Trainees below which nothing is concluded."""
LEAST = 0.2
"""A question that discriminates less than this by both measures tells little."""
EASY, HARD = 0.95, 0.05
Verdict = Literal["few", "all_right", "all_wrong", "reversed", "flat", "sound"]
_Z95 = 1.959963984540054


@dataclass(frozen=True)
class Discrimination:
    """How well one question tells trainees apart.

    `difficulty` is the mean score of `n` trainees (high is easy); `correlation` the one between
    the question and the mean of the others (point-biserial where scores are 0 and 1), with its
    95 % interval by Fisher's z; `gap` the mean of the best `ends` trainees less that of the
    weakest. None is not known.
    """

    n: int
    difficulty: float | None
    correlation: float | None
    low: float | None
    high: float | None
    gap: float | None
    ends: int
    verdict: Verdict


def discrimination(item: Scores, rest: Scores) -> Discrimination:
    """Return how well a question discriminates, of the trainees that both are known of.

    Parameters
    ----------
    item : scores in the question, shape (trainees,)
    rest : mean scores in the others, shape (trainees,)
    """
    known = np.isfinite(item) & np.isfinite(rest)
    item, rest = item[known], rest[known]
    n = len(item)
    difficulty = float(item.mean()) if n else None
    correlation = item_rest(item, rest)
    low, high = interval(correlation, n)
    gap, ends = upper_lower(item, rest)
    said = _verdict((n, difficulty), correlation, high, gap)
    return Discrimination(n, difficulty, correlation, low, high, gap, ends, said)


def item_rest(item: Scores, rest: Scores) -> float | None:
    """Return the correlation of a question with the others; None where either does not vary.

    >>> round(item_rest(np.array([0.0, 1.0, 1.0]), np.array([0.1, 0.5, 0.9])), 3)
    0.866
    """
    if len(item) < 3 or np.ptp(item) < 1e-12 or np.ptp(rest) < 1e-12:
        return None
    a, b = item - item.mean(), rest - rest.mean()
    return float(np.clip(a @ b / sqrt((a @ a) * (b @ b)), -1.0, 1.0))


def interval(correlation: float | None, n: int) -> tuple[float | None, float | None]:
    """Return the 95 % interval of a correlation by Fisher's z; None below four trainees.

    >>> low, high = interval(0.5, 28)
    >>> round(low, 3), round(high, 3)
    (0.156, 0.736)
    """
    if correlation is None or n < 4:
        return None, None
    if abs(correlation) >= 1 - 1e-12:
        return correlation, correlation
    half = _Z95 / sqrt(n - 3)
    return tanh(atanh(correlation) - half), tanh(atanh(correlation) + half)


def upper_lower(item: Scores, rest: Scores, share: float = ENDS) -> tuple[float | None, int]:
    """Return the mean of the best less that of the weakest, and how many each group holds.

    Of trainees who stand equal at the edge of a group, each counts in part, so that the order
    of the rows does not matter. None where the others do not vary.
    """
    size = max(1, round(share * len(rest)))
    if len(rest) < 2 or np.ptp(rest) < 1e-12:
        return None, size
    return _mean_of_first(item, -rest, size) - _mean_of_first(item, rest, size), size


def _mean_of_first(item: Scores, order: Scores, size: int) -> float:
    """Return the mean score of the `size` trainees lowest in order, ties sharing the places."""
    edge = np.sort(order)[size - 1]
    before, at = order < edge - 1e-12, np.abs(order - edge) <= 1e-12
    return float((item[before].sum() + item[at].mean() * (size - before.sum())) / size)


def _verdict(
    asked: tuple[int, float | None], correlation: float | None, high: float | None,
    gap: float | None,
) -> Verdict:  # fmt: skip
    """Return what the figures say; reversed only where the whole interval is below zero."""
    n, difficulty = asked
    if n < FEWEST or difficulty is None:
        return "few"
    if difficulty >= EASY:
        return "all_right"
    if difficulty <= HARD:
        return "all_wrong"
    if correlation is None or gap is None or high is None:
        return "flat"
    if high < 0:
        return "reversed"
    return "flat" if correlation < LEAST and gap < LEAST else "sound"
