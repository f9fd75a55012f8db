"""Evenness: how evenly an amount is spread over the periods it came in.

Formulas on plain numbers, all of them blind to scale; (10, 10, 10, 70), the month made in its
last week (source 001), is the example throughout. Not in here: which periods, of what.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ka_helpers.errors import MetricInputError


def gini(values: Iterable[float]) -> float:
    """Return the Gini coefficient: 0 when all are equal, towards 1 when one holds everything.

    Raises
    ------
    MetricInputError : no values, a negative one, or nothing to share out

    >>> gini([10, 10, 10, 70])
    0.45
    >>> gini([10, 20, 30, 40])
    0.25
    """
    ascending = np.sort(_amounts(values))
    n = len(ascending)
    weights = 2 * np.arange(1, n + 1) - n - 1
    found = float(weights @ ascending / (n * ascending.sum()))
    return max(0.0, round(found, 12))


def evenness(values: Iterable[float]) -> float:
    """Return 1 when all are equal and 0 when one holds everything: Gini over its largest value.

    Raises
    ------
    MetricInputError : no values, a negative one, or nothing to share out

    >>> round(evenness([10, 10, 10, 70]), 2)
    0.4
    """
    amounts = _amounts(values)
    n = len(amounts)
    return 1.0 if n == 1 else 1 - gini(amounts) * n / (n - 1)


def coefficient_of_variation(values: Iterable[float]) -> float:
    """Return the standard deviation (of these periods, not of a sample) over the mean.

    Raises
    ------
    MetricInputError : no values, a negative one, or nothing to share out

    >>> round(coefficient_of_variation([10, 10, 10, 70]), 2)
    1.04
    """
    amounts = _amounts(values)
    return float(amounts.std() / amounts.mean())


def herfindahl(values: Iterable[float]) -> float:
    """Return the sum of squared shares (HHI): 1/n when all are equal, 1 for one alone.

    Raises
    ------
    MetricInputError : no values, a negative one, or nothing to share out

    >>> round(herfindahl([10, 10, 10, 70]), 2)
    0.52
    """
    amounts = _amounts(values)
    return float(((amounts / amounts.sum()) ** 2).sum())


def last_share(values: Iterable[float]) -> float:
    """Return the share (fraction) that came in the last period; 1/n would be even.

    Raises
    ------
    MetricInputError : no values, a negative one, or nothing to share out

    >>> last_share([10, 10, 10, 70])
    0.7
    """
    amounts = _amounts(values)
    return float(amounts[-1] / amounts.sum())


def _amounts(values: Iterable[float]) -> NDArray[np.float64]:
    amounts = np.fromiter((float(value) for value in values), dtype=np.float64)
    if not len(amounts) or not np.isfinite(amounts).all() or (amounts < 0).any():
        raise MetricInputError("phasing.not_amounts", found=", ".join(map(str, amounts[:5])))
    if amounts.sum() <= 0:
        raise MetricInputError("phasing.nothing_sold", n=len(amounts))
    return amounts
