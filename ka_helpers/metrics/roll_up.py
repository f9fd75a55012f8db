"""Tell whether the parts of a target make it, and whether two tables give the same one.

How parts make a whole depends on what is measured: a flow is summed, a level is the last one,
a ratio is weighted. Not in here: whether a target was reached (`objectives`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from ka_helpers.errors import MetricInputError

Aggregation = Literal["flow", "level", "ratio"]
AGGREGATIONS: Mapping[str, Aggregation] = {
    "sales_value": "flow", "account_profit": "flow", "activity_points": "flow",
    "display_points": "level", "sku_listed": "level", "store_distribution": "level",
    "exec_score": "level", "growth": "ratio", "market_share": "ratio",
    "share_growth_gap": "ratio", "display_share": "ratio", "activity_share": "ratio",
    "trade_cost_ratio": "ratio", "fill_rate": "ratio", "otif": "ratio",
    "high_margin_share": "ratio",
}  # fmt: skip
"""How months make a quarter where the table does not say."""
WEIGHTS: Mapping[str, str] = {"trade_cost_ratio": "sales_value", "high_margin_share": "sales_value"}
"""What a ratio is weighted with where the table does not say; other ratios are not checked."""
ROUNDING = 0.005
"""Targets are set in round figures: parts within 0.5 % of the whole agree with it."""
_PARTS = {"quarter": ("month", 3), "year": ("quarter", 4)}
"""What a whole is made of, and how many of them."""
_YEAR = pd.DateOffset(years=1)


@dataclass(frozen=True)
class Inconsistency:
    """Two figures for one target that cannot both be meant.

    `kind` is "conflict" (two sources, the same period), "not_allocated" or "over_allocated"
    (the parts make less or more than the whole) or "level_differs" (the last part is not the
    whole). `stated` is what the whole, or the first source, says and `found` what the parts
    make, or the second source says, in the metric's unit. `money` is what lies between them in
    currency units, None where it cannot be told in money. `parts` counts the parts.
    """

    kind: str
    account_id: str
    metric: str
    period_type: str
    period: str
    aggregation: str
    stated: float
    stated_source: str
    found: float
    found_source: str
    parts: int
    money: float | None


def roll_up(
    parts: Sequence[float], aggregation: Aggregation, weights: Sequence[float] | None = None
) -> float:
    """Return what the parts of a period, in order of time, make together.

    Raises
    ------
    MetricInputError : there are no parts, or a ratio has no weights above zero

    >>> round(roll_up([0.10, 0.12, 0.11], "ratio", weights=[25, 35, 40]), 4)
    0.111
    >>> roll_up([28, 28, 30], "level"), roll_up([15, 15, 30], "flow")
    (30, 60)
    """
    if not parts:
        raise MetricInputError("objectives.no_parts")
    if aggregation == "flow":
        return sum(parts)
    if aggregation == "level":
        return parts[-1]
    if weights is None or len(weights) != len(parts) or not sum(weights) > 0:
        raise MetricInputError("objectives.no_weights", n=len(parts))
    return sum(part * weight for part, weight in zip(parts, weights, strict=True)) / sum(weights)


def check_roll_up(objectives: pd.DataFrame) -> tuple[Inconsistency, ...]:
    """Return every target that two sources give differently or that its parts do not make.

    Only complete sets of parts are judged: three months of a quarter, four quarters of a year.
    Parts are compared with the whole of their own source; where their source has none, with
    the other sources'.

    Parameters
    ----------
    objectives : rows of the objective table, of one or many accounts
    """
    targets = _targets(objectives)
    series: _Series = {}
    for target in targets:
        of = (target.account_id, target.metric, target.period_type)
        series.setdefault(of, []).append(target)
    return (*_conflicts(series), *_broken_sums(targets, series))


@dataclass(frozen=True, slots=True)
class _Target:
    """One row of the objective table, with the texts it states or ""."""

    account_id: str
    metric: str
    period_type: str
    period: str
    quarter: str
    start: pd.Timestamp
    source: str
    value: float
    stated_aggregation: Aggregation | Literal[""]
    stated_weight: str

    @property
    def aggregation(self) -> Aggregation:
        """How its parts make it."""
        return self.stated_aggregation or AGGREGATIONS.get(self.metric, "ratio")

    @property
    def weight(self) -> str | None:
        """The metric that a ratio is weighted with, if any."""
        return self.stated_weight or WEIGHTS.get(self.metric)


_Series = dict[tuple[str, str, str], list[_Target]]
"""Targets by account, metric and period type, in order of time: looked up, never searched."""


def _targets(objectives: pd.DataFrame) -> list[_Target]:
    columns = (
        objectives["account_id"], objectives["metric"], objectives["period_type"],
        _periods(objectives), objectives["quarter"], objectives["period_start"],
        _text(objectives, "source"), objectives["target"].astype(float),
        _text(objectives, "agg"), _text(objectives, "weight_metric"),
    )  # fmt: skip
    targets = [_Target(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]
    return sorted(targets, key=lambda t: (t.account_id, t.metric, t.start, t.source))


def _conflicts(series: _Series) -> Iterator[Inconsistency]:
    for of in sorted(series):
        for _, (first, *others) in _sorted_by(series[of], "period"):
            for other in others:
                if not _agree(first.value, other.value):
                    yield _inconsistency("conflict", first, other, other.value)


def _broken_sums(targets: list[_Target], series: _Series) -> Iterator[Inconsistency]:
    for whole in targets:
        for parts in _parts_of(whole, series):
            weights, aggregation = _weights_of(parts, series), parts[0].aggregation
            if aggregation == "ratio" and weights is None:
                continue
            made = roll_up([part.value for part in parts], aggregation, weights)
            if not _agree(whole.value, made):
                kind = "not_allocated" if made < whole.value else "over_allocated"
                kind = "level_differs" if aggregation == "level" else kind
                fault = _inconsistency(kind, whole, parts[0], made)
                if weights is not None and parts[0].weight == "sales_value":
                    fault = replace(fault, money=(whole.value - made) * sum(weights))
                yield replace(fault, parts=len(parts))


def _parts_of(whole: _Target, series: _Series) -> Iterator[list[_Target]]:
    """Yield the complete sets of parts to hold against a whole, a set a source."""
    if whole.period_type not in _PARTS:
        return
    kind, complete = _PARTS[whole.period_type]
    parts_of_all = series.get((whole.account_id, whole.metric, kind), [])
    if kind == "month":
        inside = [part for part in parts_of_all if part.quarter == whole.quarter]
    else:
        end = whole.start + _YEAR
        inside = [part for part in parts_of_all if whole.start <= part.start < end]
    same = series[whole.account_id, whole.metric, whole.period_type]
    with_whole = {other.source for other in same if other.period == whole.period}
    for source, parts in _sorted_by(inside, "source"):
        ours = source == whole.source or source not in with_whole
        if ours and len({part.period for part in parts}) == complete == len(parts):
            yield parts


def _weights_of(parts: list[_Target], series: _Series) -> list[float] | None:
    """Return the targets the parts are weighted with, their own source's first; None if unknown."""
    first = parts[0]
    candidates = series.get((first.account_id, first.weight or "", first.period_type), [])
    by_period: dict[str, float] = {}
    for candidate in sorted(candidates, key=lambda other: other.source != first.source):
        by_period.setdefault(candidate.period, candidate.value)
    if any(part.period not in by_period for part in parts):
        return None
    weights = [by_period[part.period] for part in parts]
    return weights if sum(weights) > 0 else None


def _sorted_by(targets: list[_Target], key: str) -> list[tuple[str, list[_Target]]]:
    """Return the targets by period or source, sorted by it; within each they keep their order."""
    groups: dict[str, list[_Target]] = {}
    for target in targets:
        groups.setdefault(getattr(target, key), []).append(target)
    return sorted(groups.items())


def _inconsistency(kind: str, whole: _Target, other: _Target, made: float) -> Inconsistency:
    return Inconsistency(
        kind=kind,
        account_id=whole.account_id,
        metric=whole.metric,
        period_type=whole.period_type,
        period=whole.period,
        aggregation=whole.aggregation,
        stated=whole.value,
        stated_source=whole.source,
        found=made,
        found_source=other.source,
        parts=0,
        money=whole.value - made if whole.metric in ("sales_value", "account_profit") else None,
    )


def _agree(stated: float, found: float) -> bool:
    return bool(abs(stated - found) <= max(ROUNDING * abs(stated), 1e-9))


def _periods(objectives: pd.DataFrame) -> pd.Series:
    kinds = objectives["period_type"]
    years = objectives["period_start"].dt.strftime("%Y-%m-%d")
    periods = objectives["month"].where(kinds == "month", objectives["quarter"])
    return periods.where(kinds != "year", years)


def _text(objectives: pd.DataFrame, column: str) -> pd.Series:
    if column not in objectives:
        return pd.Series("", index=objectives.index)
    return objectives[column].fillna("").astype(str)
