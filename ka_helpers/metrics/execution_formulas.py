"""Execution as plain formulas: shares of points, distribution, completion, the store score.

Not in here: reading the figures of an account (see `execution`).
"""

import pandas as pd

from ka_helpers.errors import MetricInputError


def share_of_points(own: float, category: float) -> float:
    """Return our share (fraction) of the display or activity points of a category.

    Raises
    ------
    MetricInputError : the category has no points, so there is nothing to have a share of

    References
    ----------
    Display share (陈列率) and activity share (活动率): source 002.

    >>> share_of_points(own=30, category=120)
    0.25
    """
    return _fraction(own, category, "execution.no_points")


def store_distribution(selling: float, stores: float) -> float:
    """Return numeric distribution (fraction): stores that sell us over all stores.

    Every store counts the same, whatever it sells; weighted distribution would count each by
    its category sales.

    Raises
    ------
    MetricInputError : there are no stores

    References
    ----------
    Numeric distribution: Circana and CPG Data Insights glossaries.

    >>> store_distribution(selling=84, stores=120)
    0.7
    """
    return _fraction(selling, stores, "execution.no_stores")


def completion(done: float, due: float) -> float:
    """Return how much of what was due was done (fraction): agreement items, visits.

    Raises
    ------
    MetricInputError : nothing was due

    >>> completion(done=46, due=50)
    0.92
    """
    return _fraction(done, due, "execution.nothing_due")


def execution_score(points: pd.Series, most_points: pd.Series) -> float:
    """Return a store's score from 0 to 100: points earned over the most there are.

    Raises
    ------
    MetricInputError : there are no points to earn

    References
    ----------
    Perfect-store score, sum of points over the maximum: BeatRoute.

    >>> execution_score(pd.Series([20, 25, 30]), pd.Series([25, 25, 50]))
    75.0
    """
    return 100 * _fraction(points.sum(), most_points.sum(), "execution.no_points")


def _fraction(part: float, whole: float, fault: str) -> float:
    if whole <= 0:
        raise MetricInputError(fault, found=whole)
    return float(part / whole)
