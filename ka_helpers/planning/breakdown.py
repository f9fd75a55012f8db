"""Break a target down: a quarter into months, a company into accounts and people.

Every result says how it was made, and its parts make its target again: they are summed,
the last one counts, or they are weighted, as `metrics.roll_up` has it. Not in here: what a
sensible target is, and whether it was reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.i18n import say
from ka_helpers.metrics.roll_up import Aggregation, Inconsistency, check_roll_up, roll_up
from ka_helpers.periods import WEEK_TO_THURSDAY, Calendar

How = Literal["season", "weeks", "even", "pattern", "steps"]
"""How months were made; each is the message `planning.how_<name>`."""
Weights = Mapping[str, float] | pd.Series
"""A weight for each name."""
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Breakdown:
    """One target in months; `parts` and `weights` stand in the order of `months`.

    `weights` are the shares a flow was given out by, or the sales that a ratio is weighted
    with; () for a level. Values are in the metric's own unit, ratios are fractions.
    """

    metric: str
    aggregation: Aggregation
    target: float
    months: tuple[str, ...]
    parts: tuple[float, ...]
    how: How
    weights: tuple[float, ...] = ()

    @property
    def rolled_up(self) -> float:
        """What the months make together: the target."""
        return roll_up(self.parts, self.aggregation, self.weights or None)

    def how_said(self, language: str) -> str:
        """Return in a sentence how it was made."""
        return say(f"planning.how_{self.how}", language)

    def as_series(self) -> pd.Series:
        """Return the parts by month."""
        return pd.Series(self.parts, index=pd.Index(self.months, name="month"), name=self.metric)


def share_out(total: float, weights: Weights, step: float = 1.0) -> dict[str, float]:
    """Return `total` given out in proportion to weights, in whole steps, summing exactly.

    Each part gets its whole steps; those left over go to the parts that lost most by rounding
    down (largest remainder), the first of equals first. What is less than a step, if `total`
    is not whole steps, goes with the largest part.

    Raises
    ------
    MetricInputError : no weights, one below zero, or all of them zero

    >>> share_out(230, {"A": 100, "B": 50, "C": 60, "D": 30})
    {'A': 96.0, 'B': 48.0, 'C': 57.0, 'D': 29.0}
    """
    shares = shares_of(weights)
    if total < 0:
        return {name: -part for name, part in share_out(-total, weights, step).items()}
    steps = floor(total / step + 1e-9)
    exact = {name: share * steps for name, share in shares.items()}
    whole = {name: floor(value + 1e-9) for name, value in exact.items()}
    left = steps - sum(whole.values())
    by_loss = sorted(exact, key=lambda name: whole[name] - exact[name])
    for name in by_loss[:left]:
        whole[name] += 1
    parts = {name: count * step for name, count in whole.items()}
    largest = max(parts, key=lambda name: parts[name])
    parts[largest] += total - sum(parts.values())
    return parts


def shares_of(weights: Weights) -> dict[str, float]:
    """Return weights as shares of their sum.

    Raises
    ------
    MetricInputError : no weights, one below zero, or all of them zero

    >>> shares_of({"2026-04": 30, "2026-05": 70})
    {'2026-04': 0.3, '2026-05': 0.7}
    """
    known = {str(name): float(weight) for name, weight in weights.items()}
    total = sum(known.values())
    if not total > 0 or min(known.values()) < 0:
        raise MetricInputError("planning.no_weights", n=len(known))
    return {name: weight / total for name, weight in known.items()}


def season_shares(sales_by_month: pd.Series, months: Sequence[str]) -> dict[str, float]:
    """Return the share of each month by what the same months of the year before sold.

    Parameters
    ----------
    sales_by_month : sales with the month ("2026-04") as index
    months : the months to plan

    Raises
    ------
    MetricInputError : a month of the year before is not there, or they sold nothing

    >>> sold = pd.Series({"2025-04": 20.0, "2025-05": 30.0, "2025-06": 50.0})
    >>> season_shares(sold, ("2026-04", "2026-05", "2026-06"))
    {'2026-04': 0.2, '2026-05': 0.3, '2026-06': 0.5}
    """
    before = {month: str(pd.Period(month, "M") - 12) for month in months}
    missing = [past for past in before.values() if past not in sales_by_month.index]
    if missing:
        raise MetricInputError("planning.no_month_before", months=", ".join(missing))
    return shares_of({month: float(sales_by_month[past]) for month, past in before.items()})


def week_shares(months: Sequence[str]) -> dict[str, float]:
    """Return the share of each month by its weeks: 4 or 5, a week belongs to its Thursday.

    >>> week_shares(("2026-04", "2026-05", "2026-06"))["2026-04"] == 5 / 13
    True
    """
    return shares_of({month: float(weeks_in(month)) for month in months})


def weeks_in(month: str) -> int:
    """Return how many weeks belong to a month.

    >>> weeks_in("2026-04"), weeks_in("2026-05")
    (5, 4)
    """
    first = pd.Period(month, "M").start_time
    last = first + pd.DateOffset(months=1) - _DAY
    days = pd.date_range(first, last)
    return int((days.day_of_week == WEEK_TO_THURSDAY.days).sum())


def even_shares(months: Sequence[str]) -> dict[str, float]:
    """Return the same share for each month."""
    return shares_of(dict.fromkeys(months, 1.0))


def break_down_flow(
    target: float, shares: Weights, how: How, metric: str = "sales_value",
    step: float = 1.0,
) -> Breakdown:  # fmt: skip
    """Return a flow, such as sales, given out to months by shares; the months sum to it."""
    parts = share_out(target, shares, step)
    weights = tuple(shares_of(shares).values())
    return Breakdown(metric, "flow", target, tuple(parts), tuple(parts.values()), how, weights)


def break_down_level(
    target: float, start: float, months: Sequence[str], metric: str = "display_points",
    step: float = 1.0,
) -> Breakdown:  # fmt: skip
    """Return a level, such as display points, in even steps from where it stands to the target.

    No month lies outside the two.

    >>> break_down_level(30, 22, ("2026-04", "2026-05", "2026-06")).parts
    (25.0, 27.0, 30.0)
    """
    rise = (target - start) / len(months)
    way = [start + rise * (place + 1) for place in range(len(months) - 1)]
    low, high = sorted((start, target))
    rounded = (round(value / step) * step for value in way)
    parts = (*(min(max(value, low), high) for value in rounded), float(target))
    return Breakdown(metric, "level", target, tuple(months), parts, "steps")


def break_down_ratio(
    target: float, weights: Mapping[str, float], pattern: Mapping[str, float] | None = None,
    metric: str = "trade_cost_ratio",
) -> Breakdown:  # fmt: skip
    """Return a ratio, such as cost to sales, for each month: weighted, they give the target.

    Parameters
    ----------
    weights : what it is weighted with, such as the months' sales
    pattern : how the months stand to each other (last year's ratios); all the same if None

    >>> months = break_down_ratio(0.12, {"2026-04": 25, "2026-05": 35, "2026-06": 40},
    ...                           {"2026-04": 10, "2026-05": 12, "2026-06": 11})
    >>> round(months.rolled_up, 9), [round(part, 4) for part in months.parts]
    (0.12, [0.1081, 0.1297, 0.1189])
    """
    shape = pattern or dict.fromkeys(weights, 1.0)
    made = roll_up([shape[month] for month in weights], "ratio", list(weights.values()))
    if not made > 0:
        raise MetricInputError("planning.no_weights", n=len(shape))
    parts = tuple(target * shape[month] / made for month in weights)
    how: How = "pattern" if pattern else "even"
    sizes = tuple(map(float, weights.values()))
    return Breakdown(metric, "ratio", target, tuple(weights), parts, how, sizes)


def as_objectives(breakdowns: Sequence[Breakdown], account_id: str = "") -> pd.DataFrame:
    """Return breakdowns as rows of the objective table: the quarter and its months."""
    rows = []
    for one in breakdowns:
        kinds = [("quarter", one.months[0], one.target)]
        kinds += [("month", month, part) for month, part in zip(one.months, one.parts, strict=True)]
        for kind, month, target in kinds:
            rows.append((account_id, kind, month, one.metric, target, one.aggregation))
    names = ["account_id", "period_type", "month", "metric", "target", "agg"]
    objectives = pd.DataFrame(rows, columns=names)
    objectives["period_start"] = pd.to_datetime(objectives["month"] + "-01")
    first = min((one.months[0] for one in breakdowns), default="2000-01")
    calendar = Calendar((int(first[5:]) - 1) % 3 + 1)
    objectives["quarter"] = calendar.quarters_of(objectives["period_start"])
    return objectives


def faults_of(breakdowns: Sequence[Breakdown]) -> tuple[Inconsistency, ...]:
    """Return every target that its months do not make; none, if they come from this module."""
    return check_roll_up(as_objectives(breakdowns))
