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
_MONTHS_OF_QUARTER, _QUARTERS_OF_YEAR = 3, 4


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
    rows = objectives.assign(
        source=_text(objectives, "source"), period=_periods(objectives),
        aggregation=_text(objectives, "agg").where(
            _text(objectives, "agg") != "", objectives["metric"].map(AGGREGATIONS)
        ),
        weight=_text(objectives, "weight_metric").where(
            _text(objectives, "weight_metric") != "", objectives["metric"].map(WEIGHTS)
        ),
    ).sort_values(["account_id", "metric", "period_start", "source"])  # fmt: skip
    return (*_conflicts(rows), *_broken_sums(rows))


def _conflicts(rows: pd.DataFrame) -> Iterator[Inconsistency]:
    keys = ["account_id", "metric", "period_type", "period"]
    for _, same in rows.groupby(keys, sort=True):
        first = same.iloc[0]
        for _, other in same.iloc[1:].iterrows():
            if not _agree(first["target"], other["target"]):
                yield _inconsistency("conflict", first, other, float(other["target"]))


def _broken_sums(rows: pd.DataFrame) -> Iterator[Inconsistency]:
    wholes = rows[rows["period_type"].isin(["quarter", "year"])]
    for _, whole in wholes.iterrows():
        for parts in _parts_of(whole, wholes, rows):
            weights = _weights_of(parts, rows)
            aggregation = parts["aggregation"].iloc[0]
            if aggregation == "ratio" and weights is None:
                continue
            made = roll_up(parts["target"].tolist(), aggregation, weights)
            stated = float(whole["target"])
            if not _agree(stated, made):
                kind = "not_allocated" if made < stated else "over_allocated"
                kind = "level_differs" if aggregation == "level" else kind
                fault = _inconsistency(kind, whole, parts.iloc[0], made)
                if weights is not None and parts["weight"].iloc[0] == "sales_value":
                    fault = replace(fault, money=(stated - made) * sum(weights))
                yield replace(fault, parts=len(parts))


def _parts_of(whole: pd.Series, wholes: pd.DataFrame, rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the complete sets of parts to hold against a whole, a set a source."""
    of_target = (rows["account_id"] == whole["account_id"]) & (rows["metric"] == whole["metric"])
    if whole["period_type"] == "quarter":
        inside = (rows["period_type"] == "month") & (rows["quarter"] == whole["quarter"])
        complete = _MONTHS_OF_QUARTER
    else:
        end = whole["period_start"] + pd.DateOffset(years=1)
        inside = (rows["period_type"] == "quarter") & rows["period_start"].between(
            whole["period_start"], end, inclusive="left"
        )
        complete = _QUARTERS_OF_YEAR
    same = (
        (wholes["account_id"] == whole["account_id"])
        & (wholes["metric"] == whole["metric"])
        & (wholes["period_type"] == whole["period_type"])
        & (wholes["period"] == whole["period"])
    )
    with_whole = set(wholes.loc[same, "source"])
    for source, parts in rows[of_target & inside].groupby("source"):
        ours = source == whole["source"] or source not in with_whole
        if ours and parts["period"].nunique() == complete == len(parts):
            yield parts


def _weights_of(parts: pd.DataFrame, rows: pd.DataFrame) -> list[float] | None:
    """Return the targets the parts are weighted with, their own source's first; None if unknown."""
    first = parts.iloc[0]
    candidates = rows[
        (rows["account_id"] == first["account_id"])
        & (rows["metric"] == first["weight"])
        & (rows["period_type"] == first["period_type"])
    ]
    candidates = candidates.assign(other=candidates["source"] != first["source"])
    by_period = candidates.sort_values("other", kind="stable").groupby("period")["target"].first()
    weights = parts["period"].map(by_period)
    return weights.tolist() if weights.notna().all() and weights.sum() > 0 else None


def _inconsistency(kind: str, whole: pd.Series, other: pd.Series, made: float) -> Inconsistency:
    stated = float(whole["target"])
    return Inconsistency(
        kind=kind,
        account_id=str(whole["account_id"]),
        metric=str(whole["metric"]),
        period_type=str(whole["period_type"]),
        period=str(whole["period"]),
        aggregation=str(whole["aggregation"]),
        stated=stated,
        stated_source=str(whole["source"]),
        found=float(made),
        found_source=str(other["source"]),
        parts=0,
        money=stated - made if whole["metric"] in ("sales_value", "account_profit") else None,
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
