"""Execution: what was agreed with an account and what its stores show of it.

A quarter reads three kinds of figure. Points and scores are means over the quarter's periods
or rows; ratios are sums over sums (points, visits, agreement items); levels (SKUs listed,
distribution) are the last known of the quarter, a store and category at a time.
A column that is absent is "not measured" and its figure is None, never zero.
Not in here: sales, and whether a promotion paid (see `promotions`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial

import numpy as np
import pandas as pd

from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.execution_formulas import (
    completion,
    execution_score,
    share_of_points,
    store_distribution,
)
from ka_helpers.metrics.rows import Rows, rows_of, total
from ka_helpers.metrics.sales_rows import of_quarter, period_count
from ka_helpers.periods import trailing_quarters

__all__ = [
    "FIGURES",
    "NEEDS",
    "ExecutionAssessment",
    "ExecutionMonth",
    "assess",
    "completion",
    "execution_score",
    "latest_levels",
    "share_of_points",
    "store_distribution",
]
NEEDS = ("execution",)
TREND_QUARTERS = 5
"""Quarters of the monthly trend: this one back to the same quarter of the year before."""


@dataclass(frozen=True)
class ExecutionMonth:
    """One month of the trend; `n` counts the rows (a store or the account, a period)."""

    month: str
    display_share: float | None
    activity_share: float | None
    exec_score: float | None
    agreement_completion: float | None
    n: int


@dataclass(frozen=True)
class ExecutionAssessment:
    """How an account's stores executed in a quarter, and in the quarter compared with.

    `before` is the quarter compared with, None if there is none. `periods` counts the
    `period_type` (week, month) observed; `stores` the stores, None if stores are not named.
    Points are a mean per period, all stores and categories together; `sku_listed` is a mean
    per store; `exec_score` runs from 0 to 100. The n of a figure counts its rows.
    `not_measured` names the figures that no column answers in the quarter.
    """

    quarter: str
    before: str | None
    period_type: str
    periods: int
    stores: int | None
    display_points: Measure
    display_points_before: Measure
    display_share: Measure
    display_share_before: Measure
    activity_points: Measure
    activity_points_before: Measure
    activity_share: Measure
    activity_share_before: Measure
    sku_listed: Measure
    sku_listed_before: Measure
    sku_target: Measure
    sku_target_before: Measure
    store_distribution: Measure
    store_distribution_before: Measure
    visit_completion: Measure
    visit_completion_before: Measure
    visit_success: Measure
    visit_success_before: Measure
    exec_score: Measure
    exec_score_before: Measure
    agreement_completion: Measure
    agreement_completion_before: Measure
    price_compliance: Measure
    price_compliance_before: Measure
    months: tuple[ExecutionMonth, ...]
    not_measured: tuple[str, ...]


def latest_levels(rows: pd.DataFrame | Rows, column: str) -> Rows:
    """Return the last row of `rows` that knows `column`, for each store and category there is.

    A store that was last seen in an early week still stands: levels are not summed over time.
    """
    seen = Rows.of(rows)
    known = np.flatnonzero(seen.known(column))
    by_time = known[np.argsort(seen.days("period_start")[known], kind="stable")]
    units = [seen.texts(name).codes for name in ("store_id", "category") if name in seen]
    latest = {tuple(codes[number] for codes in units): number for number in by_time.tolist()}
    return seen.where(np.array(list(latest.values()), dtype=np.intp))


def assess(tables: Tables, quarter: str, context: Context) -> ExecutionAssessment | None:
    """Return the execution of one account in `quarter`; None if nothing was observed in it."""
    rows = rows_of(tables, "execution")
    now = of_quarter(rows, quarter)
    if not len(now):
        return None
    before = comparison_quarter(rows, quarter)
    past = of_quarter(rows, before)
    figures: dict[str, Measure] = {}
    for name, figure in _FIGURES.items():
        figures[name], figures[f"{name}_before"] = figure(now), figure(past)
    trend = rows.where(rows.named("quarter", *trailing_quarters(quarter, TREND_QUARTERS)))
    return ExecutionAssessment(
        quarter=quarter,
        before=before,
        period_type=str(now.texts("period_type").tolist()[0]) if "period_type" in now else "week",
        periods=period_count(now),
        stores=len(now.present("store_id")) if "store_id" in now else None,
        months=_months(trend),
        not_measured=tuple(name for name in _FIGURES if figures[name].value is None),
        **figures,
    )


def _months(rows: Rows) -> tuple[ExecutionMonth, ...]:
    shown = [f.name for f in fields(ExecutionMonth) if f.name in _FIGURES]
    months = [
        (month, rows.where(rows.named("month", month))) for month in sorted(rows.present("month"))
    ]
    return tuple(
        ExecutionMonth(
            month=month, n=len(of_month),
            **{name: _FIGURES[name](of_month).value for name in shown},
        )
        for month, of_month in months
    )  # fmt: skip


def _points_per_period(rows: Rows, column: str) -> Measure:
    if column not in rows:
        return _measure(None, "number", 0)
    known = rows.where(rows.known(column))
    periods = period_count(known)
    mean = total(known.numbers(column)) / periods if periods else None
    return _measure(mean, "number", len(known))


def _ratio(rows: Rows, part: str, whole: str) -> Measure:
    if part not in rows or whole not in rows:
        return _measure(None, "share", 0)
    parts, wholes = rows.numbers(part), rows.numbers(whole)
    known = ~(np.isnan(parts) | np.isnan(wholes))
    all_ = float(wholes[known].sum())
    ratio = float(parts[known].sum()) / all_ if all_ > 0 else None
    return _measure(ratio, "share", int(known.sum()))


def _distribution(rows: Rows) -> Measure:
    if "stores_selling" not in rows:
        return _measure(None, "share", 0)
    counts = ["stores_selling", "stores_total"]
    return _ratio(latest_levels(rows, counts[0]), *counts)


def _per_store(rows: Rows, column: str) -> Measure:
    if column not in rows:
        return _measure(None, "number", 0)
    levels = latest_levels(rows, column)
    named = levels.texts("store_id").codes if "store_id" in levels else np.zeros(len(levels))
    stores = len(np.unique(named))
    mean = total(levels.numbers(column)) / stores if stores else None
    return _measure(mean, "number", len(levels))


def _mean(rows: Rows, column: str, unit: str) -> Measure:
    if column not in rows:
        return _measure(None, unit, 0)
    known = rows.numbers(column)[rows.known(column)]
    return _measure(float(known.mean()) if len(known) else None, unit, len(known))


def _measure(value: float | None, unit: str, n: int) -> Measure:
    return Measure(value if n > 0 else None, unit, n, "execution")


_FIGURES: Mapping[str, Callable[[Rows], Measure]] = {
    "display_points": partial(_points_per_period, column="display_own"),
    "display_share": partial(_ratio, part="display_own", whole="display_category"),
    "activity_points": partial(_points_per_period, column="activity_own"),
    "activity_share": partial(_ratio, part="activity_own", whole="activity_category"),
    "sku_listed": partial(_per_store, column="sku_listed"),
    "sku_target": partial(_per_store, column="sku_target"),
    "store_distribution": _distribution,
    "visit_completion": partial(_ratio, part="visits_made", whole="visits_planned"),
    "visit_success": partial(_ratio, part="visits_productive", whole="visits_made"),
    "exec_score": partial(_mean, column="exec_score", unit="number"),
    "agreement_completion": partial(
        _ratio, part="agreement_items_done", whole="agreement_items_due"
    ),
    "price_compliance": partial(_mean, column="price_ok", unit="share"),
}
FIGURES = tuple(_FIGURES)
"""Names of the figures of an assessment, in reading order."""
