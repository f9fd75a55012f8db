"""Quality of sales in the review: even or all at the end, sold on or piled up, local or not."""

from collections.abc import Iterator
from itertools import compress
from typing import Any

import pandas as pd

from ka_helpers.figures.phasing import plot_loading, plot_regions, plot_weeks
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.loading import COUNTED
from ka_helpers.metrics.phasing import NEEDS, PhasingAssessment, assess
from ka_helpers.periods import WEEK_TO_THURSDAY
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.phasing import lay_out_figures, lay_out_months

LAST_WEEK_BAD = 0.5
COVER_BAD_WEEKS = 16
LOADING_BAD = 1.4
COVER_OVER_LIMIT = 1.5
OUTSIDE_BAD = 0.30
OUTSIDE_SHOWN = 0.05
LAST_MONTH_BAD = 0.50
AHEAD_OF_SELL_OUT = 0.12
"""By how much the last month's share of sell-in must be above its share of sell-out."""
STILL_IN_STEP = 1.25
"""Sell-in over sell-out of the quarter up to which the rush is the calendar's, not loading."""
WEEKS_IN_QUARTER, MONTHS_IN_QUARTER = 12, 3


def find(phasing: PhasingAssessment, context: Context) -> Iterator[Finding]:
    """Yield the signs of rough selling (source 001)."""
    yield from _uneven(phasing, context)
    yield from _loaded(phasing, context)
    yield from _rushed(phasing, context)
    yield from _diverted(phasing, context)


def _uneven(phasing: PhasingAssessment, context: Context) -> Iterator[Finding]:
    last = phasing.last_week_share
    if last.value is not None and last.value >= LAST_WEEK_BAD:
        pushed = sum(
            month.sales * (month.last_week_share - 1 / len(month.weeks))
            for month in phasing.months
            if month.last_week_share is not None
        )
        yield found(
            "phasing.phasing", "bad", context.currency, stake=pushed, last=last.value,
            even=phasing.even_last_week_share, gini=phasing.gini.value, pushed=pushed, n=last.n,
        )  # fmt: skip


def _loaded(phasing: PhasingAssessment, context: Context) -> Iterator[Finding]:
    cover, ratio, stock = phasing.weeks_of_cover, phasing.loading_ratio, phasing.loading.stock_units
    if cover.value is None:
        return
    counts = stock.n if phasing.loading.stock_method == COUNTED else 0
    facts = {"cover": cover.value, "limit": context.weeks_of_cover, "stock": stock.value,
             "n": phasing.loading.weekly_sell_out.n}  # fmt: skip
    loaded = ratio.value is not None and ratio.value >= LOADING_BAD
    if loaded and cover.value >= COVER_BAD_WEEKS:
        sold_in, kept = phasing.sell_in_sales.value or 0.0, 1 - 1 / (ratio.value or 1.0)
        yield found(
            "phasing.loading", "bad", context.currency, stake=sold_in * kept,
            ratio=ratio.value, kept=kept,
            how="phasing.stock_counted" if counts else "phasing.stock_estimated", **facts,
        )  # fmt: skip
    elif counts and cover.value >= COVER_OVER_LIMIT * context.weeks_of_cover:
        yield found("phasing.overstocked", "warn", context.currency, counts=counts, **facts)


def _rushed(phasing: PhasingAssessment, context: Context) -> Iterator[Finding]:
    """Yield a quarter made in its last month while shoppers bought evenly; loading is another."""
    shares, ratio = last_month_shares(phasing), phasing.loading_ratio
    if shares is None or ratio.value is None or ratio.value > STILL_IN_STEP:
        return
    bought, sold = shares
    if bought >= LAST_MONTH_BAD and bought - sold >= AHEAD_OF_SELL_OUT:
        money = (bought - sold) * (phasing.sell_in_sales.value or 0.0)
        yield found(
            "phasing.quarter_end", "bad", context.currency, stake=money, last=bought, sold=sold,
            money=money, ratio=ratio.value, n=ratio.n,
        )  # fmt: skip


def last_month_shares(phasing: PhasingAssessment) -> tuple[float, float] | None:
    """Return the last month's share of the quarter's sell-in and of its sell-out.

    None where a month of either is not known.
    """
    flows = phasing.loading.flows
    days = WEEK_TO_THURSDAY if len(flows) >= WEEKS_IN_QUARTER else pd.Timedelta(0)
    months = [f"{pd.Timestamp(flow.start) + days:%Y-%m}" for flow in flows]
    known = [flow.sell_in is not None and flow.sell_out is not None for flow in flows]
    if len(set(months)) != MONTHS_IN_QUARTER or not all(known):
        return None
    last = [month == max(months) for month in months]
    bought, sold = (
        [flow.sell_in or 0.0 for flow in flows],
        [flow.sell_out or 0.0 for flow in flows],
    )
    if sum(bought) <= 0 or sum(sold) <= 0:
        return None
    parts = [sum(compress(amounts, last)) / sum(amounts) for amounts in (bought, sold)]
    return parts[0], parts[1]


def _diverted(phasing: PhasingAssessment, context: Context) -> Iterator[Finding]:
    outside = phasing.out_of_region_share
    if outside.value is not None and outside.value >= OUTSIDE_BAD:
        money = outside.value * (phasing.sell_in_sales.value or 0.0)
        yield found(
            "phasing.diversion", "bad", context.currency, stake=money,
            outside=outside.value, money=money, n=outside.n,
        )  # fmt: skip


def _leaks(phasing: PhasingAssessment) -> bool:
    return bool(phasing.months) and (phasing.out_of_region_share.value or 0.0) >= OUTSIDE_SHOWN


def _week_facts(phasing: PhasingAssessment) -> dict[str, Any]:
    return {"last": phasing.last_week_share.value, "even": phasing.even_last_week_share,
            "n": phasing.last_week_share.n}  # fmt: skip


def _loading_facts(phasing: PhasingAssessment) -> dict[str, Any]:
    return {"ratio": phasing.loading_ratio.value, "n": phasing.loading_ratio.n}


def _region_facts(phasing: PhasingAssessment) -> dict[str, Any]:
    return {"outside": phasing.out_of_region_share.value, "n": phasing.out_of_region_share.n}


SECTION = Section(
    key="phasing",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart("weeks", plot=plot_weeks, facts=_week_facts, height=2.6,
              shown=lambda p: p.last_week_share.value is not None),
        Chart("loading", plot=plot_loading, facts=_loading_facts, height=2.4,
              shown=lambda p: p.loading_ratio.n > 1),
        Chart("regions", plot=plot_regions, facts=_region_facts, height=2.0,
              shown=_leaks),
    ),
    layouts=(
        Layout(lay_out_figures),
        Layout(lay_out_months, shown=lambda p: len(p.months) > 1),
    ),
)  # fmt: skip
