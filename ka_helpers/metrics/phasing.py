"""Phasing: how evenly sales come, how full the account is, how much leaves the region.

The three signs of rough selling (source 001): a month made in its last week, a target met by
loading the account, goods sold outside their region. Sell-in is our own book, so a week of it
without a row is a week without deliveries. Not in here: why (see `promotions`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import pandas as pd

from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.evenness import (
    coefficient_of_variation,
    evenness,
    gini,
    herfindahl,
    last_share,
)
from ka_helpers.metrics.loading import Loading, assess_loading
from ka_helpers.metrics.mix import flagged_share
from ka_helpers.metrics.rows import Rows, rows_of, total
from ka_helpers.metrics.sales_rows import book_of, by_place, grain_of, of_quarter, period_starts
from ka_helpers.periods import WEEK_TO_THURSDAY

NEEDS = ("sales",)


@dataclass(frozen=True)
class MonthPhasing:
    """Sell-in of one month: its weeks, and how evenly they sold.

    `weeks` is empty and the figures are None where weeks were not measured, the month is not
    over, or a week's returns exceed its sales. `outside` is what left the region.
    """

    month: str
    sales: float
    share: float | None
    weeks: tuple[float, ...]
    last_week_share: float | None
    gini: float | None
    evenness: float | None
    variation: float | None
    concentration: float | None
    outside: float | None


@dataclass(frozen=True)
class PhasingAssessment:
    """How evenly, how full, how local.

    The week figures are means over the months of the quarter, n counts their weeks;
    `even_last_week_share` is what the last week's share would be if all weeks were equal.
    `month_evenness` is evenness of the months within the quarter.
    """

    before: str | None
    basis: str
    period_type: str
    months: tuple[MonthPhasing, ...]
    last_week_share: Measure
    last_week_share_before: Measure
    even_last_week_share: float | None
    gini: Measure
    gini_before: Measure
    evenness: Measure
    evenness_before: Measure
    variation: Measure
    variation_before: Measure
    concentration: Measure
    concentration_before: Measure
    month_evenness: Measure
    month_evenness_before: Measure
    loading: Loading
    loading_ratio: Measure
    loading_ratio_before: Measure
    weeks_of_cover: Measure
    weeks_of_cover_before: Measure
    cover_limit: float
    sell_in_sales: Measure
    out_of_region_share: Measure
    out_of_region_share_before: Measure


def out_of_region_share(sales: pd.Series, in_region: pd.Series) -> float:
    """Return the share of sales (fraction) that left its region, where that is known.

    Raises
    ------
    MetricInputError : the rows with a known flag have no sales to take a share of

    >>> out_of_region_share(pd.Series([30.0, 70.0]), pd.Series([True, False], dtype="boolean"))
    0.7
    """
    return flagged_share(sales, ~in_region.astype("boolean"))


def assess(tables: Tables, quarter: str, context: Context) -> PhasingAssessment | None:
    """Return phasing, loading and diversion of one account; None if none can be measured."""
    sell_in = book_of(tables, "sell_in")
    before = comparison_quarter(rows_of(tables, "sales"), quarter)
    now = of_quarter(sell_in, quarter)
    months = month_phasing(sell_in, quarter, context)
    then = month_phasing(sell_in, before, context) if before else ()
    loading = assess_loading(tables, quarter, context.calendar)
    loading_before = assess_loading(tables, before, context.calendar)
    weekly = [len(month.weeks) for month in months if month.weeks]
    assessed = PhasingAssessment(
        before=before,
        basis="sell_in",
        period_type=grain_of(now) if len(now) else "",
        months=months,
        last_week_share=_mean(months, "last_week_share", "share"),
        last_week_share_before=_mean(then, "last_week_share", "share"),
        even_last_week_share=fmean(1 / n for n in weekly) if weekly else None,
        gini=_mean(months, "gini", "ratio"),
        gini_before=_mean(then, "gini", "ratio"),
        evenness=_mean(months, "evenness", "ratio"),
        evenness_before=_mean(then, "evenness", "ratio"),
        variation=_mean(months, "variation", "ratio"),
        variation_before=_mean(then, "variation", "ratio"),
        concentration=_mean(months, "concentration", "ratio"),
        concentration_before=_mean(then, "concentration", "ratio"),
        month_evenness=_month_evenness(months),
        month_evenness_before=_month_evenness(then),
        loading=loading,
        loading_ratio=loading.ratio,
        loading_ratio_before=loading_before.ratio,
        weeks_of_cover=loading.weeks_of_cover,
        weeks_of_cover_before=loading_before.weeks_of_cover,
        cover_limit=context.weeks_of_cover,
        sell_in_sales=Measure(
            total(now.numbers("sales_value")) if len(now) else None, "money", len(now), "sales"
        ),
        out_of_region_share=_diverted(now),
        out_of_region_share_before=_diverted(of_quarter(sell_in, before)),
    )
    measured = (assessed.last_week_share, assessed.month_evenness, assessed.loading_ratio,
                assessed.weeks_of_cover, assessed.out_of_region_share)  # fmt: skip
    return assessed if any(measure.value is not None for measure in measured) else None


def month_phasing(sell_in: Rows, quarter: str, context: Context) -> tuple[MonthPhasing, ...]:
    """Return the months of a quarter that have sell-in, in order."""
    rows = of_quarter(sell_in, quarter)
    if not len(rows) or grain_of(rows) == "quarter":
        return ()
    sold = total(rows.numbers("sales_value"))
    weeks = _complete_weeks(sell_in, rows, quarter, context)
    return tuple(
        _month(month, rows.where(rows.named("month", month)), sold, weeks.get(month, ()))
        for month in sorted(rows.present("month"))
    )


def _complete_weeks(
    sell_in: Rows, rows: Rows, quarter: str, context: Context
) -> dict[str, tuple[float, ...]]:
    """Return sales a week by month, for months that lie whole between first row and `as_of`."""
    if grain_of(rows) != "week":
        return {}
    starts = period_starts(quarter, "week", context.calendar)
    sold = by_place(rows, "sales_value", quarter, "week", context.calendar)
    first = pd.Timestamp(sell_in.days("period_start").min()) - pd.Timedelta(days=6)
    weeks: dict[str, list[tuple[float, bool]]] = {}
    for place, start in enumerate(starts):
        is_open = bool(first <= start <= pd.Timestamp(context.as_of))
        month = f"{start + WEEK_TO_THURSDAY:%Y-%m}"
        weeks.setdefault(month, []).append((sold.get(place, 0.0), is_open))
    return {
        month: tuple(value for value, _ in of_month)
        for month, of_month in weeks.items()
        if all(is_open for _, is_open in of_month)
    }


def _month(month: str, rows: Rows, whole: float, weeks: tuple[float, ...]) -> MonthPhasing:
    usable = bool(weeks) and min(weeks) >= 0 and sum(weeks) > 0

    def told(formula: Callable[[tuple[float, ...]], float]) -> float | None:
        return formula(weeks) if usable else None

    sold, outside = total(rows.numbers("sales_value")), None
    if "in_region" in rows and rows.known("in_region").any():
        outside = total(rows.numbers("sales_value")[rows.numbers("in_region") == 0])
    return MonthPhasing(
        month, sold, sold / whole if whole > 0 else None, weeks if usable else (),
        told(last_share), told(gini), told(evenness), told(coefficient_of_variation),
        told(herfindahl), outside,
    )  # fmt: skip


def _mean(months: tuple[MonthPhasing, ...], figure: str, unit: str) -> Measure:
    values = [getattr(month, figure) for month in months if month.weeks]
    n = sum(len(month.weeks) for month in months)
    return Measure(fmean(values) if values else None, unit, n, "sales")


def _month_evenness(months: tuple[MonthPhasing, ...]) -> Measure:
    sold = [month.sales for month in months]
    if len(sold) < 3 or min(sold) < 0 or sum(sold) <= 0:
        return Measure(None, "ratio", 0, "sales")
    return Measure(evenness(sold), "ratio", len(sold), "sales")


def _diverted(rows: Rows) -> Measure:
    known = rows.known("in_region") if "in_region" in rows else np.zeros(0, dtype=bool)
    if not known.any() or total(rows.numbers("sales_value")[known]) <= 0:
        return Measure(None, "share", 0, "sales")
    found = flagged_share(rows.numbers("sales_value"), 1 - rows.numbers("in_region"))
    return Measure(found, "share", int(known.sum()), "sales")
