"""Sales: what an account sold in a quarter, against before and against the company.

Two books measure sales: `sell_in`, what we delivered, and `sell_out`, what shoppers bought.
One is read at a time and the assessment says which. Not in here: what sales consist of
(see `mix`), how evenly they came (`phasing`), what the category did (`share`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.mix import (
    Effects,
    Part,
    flagged_share,
    price_volume_mix,
    split_sales,
)
from ka_helpers.metrics.rows import Rows, counts_by, sums_by, total
from ka_helpers.metrics.sales_rows import (
    GRAINS,
    by_place,
    grain_of,
    of_quarter,
    period_count,
    period_days,
    told_sales_of,
)
from ka_helpers.periods import Calendar, trailing_quarters

NEEDS = ("sales",)


@dataclass(frozen=True)
class PeriodSales:
    """Sales of one week or month and of its counterpart before; None where nothing is known."""

    start: str
    sales: float | None
    before: float | None


@dataclass(frozen=True)
class SalesAssessment:
    """What an account sold in a quarter.

    `before` is the quarter compared with (see `comparison_quarter`). n counts periods with data
    for sales and growth, quarters for annual sales, rows of the sales table for the rest.
    """

    before: str | None
    basis: str
    period_type: str
    sales: Measure
    sales_before: Measure
    growth: Measure
    company_growth: float | None
    annual_sales: Measure
    periods: tuple[PeriodSales, ...]
    own_share: Measure
    own_share_before: Measure
    high_margin_share: Measure
    high_margin_share_before: Measure
    high_margin_target: float
    units: Measure
    units_before: Measure
    average_price: Measure
    average_price_before: Measure
    products: tuple[Part, ...]
    categories: tuple[Part, ...]
    effects: Effects | None


def growth(now: float, before: float) -> float:
    """Return the growth from before to now (fraction).

    Raises
    ------
    MetricInputError : sales before are not above zero

    >>> growth(now=150.0, before=100.0)
    0.5
    """
    if before <= 0:
        raise MetricInputError("sales.no_sales_before", found=before)
    return now / before - 1


def assess(tables: Tables, quarter: str, context: Context) -> SalesAssessment | None:
    """Return what one account sold in `quarter`; None without sales rows in it."""
    rows, basis = told_sales_of(tables, "sell_in")
    now = of_quarter(rows, quarter)
    if not len(now):
        return None
    before = comparison_quarter(rows, quarter)
    then = of_quarter(rows, before)
    return SalesAssessment(
        before=before,
        basis=basis,
        period_type=grain_of(now),
        sales=_money(now),
        sales_before=_money(then),
        growth=_growth(now, then),
        company_growth=context.company_growth,
        annual_sales=_annual(rows, quarter),
        periods=_series(now, then, (quarter, before), context.calendar),
        own_share=_flagged(now, "is_own"),
        own_share_before=_flagged(then, "is_own"),
        high_margin_share=_flagged(now, "high_margin"),
        high_margin_share_before=_flagged(then, "high_margin"),
        high_margin_target=context.high_margin_share,
        units=_units(now),
        units_before=_units(then),
        average_price=_average_price(now),
        average_price_before=_average_price(then),
        products=split_sales(now, then, "product_id"),
        categories=split_sales(now, then, "category"),
        effects=_effects(now, then),
    )


def _money(rows: Rows) -> Measure:
    if not len(rows):
        return Measure(None, "money", 0, "sales")
    return Measure(total(rows.numbers("sales_value")), "money", period_count(rows), "sales")


def _growth(now: Rows, then: Rows) -> Measure:
    sold, had = total(now.numbers("sales_value")), total(then.numbers("sales_value"))
    if had <= 0:
        return Measure(None, "change", 0, "sales")
    return Measure(growth(sold, had), "change", period_count(now), "sales")


def _annual(rows: Rows, quarter: str) -> Measure:
    year = rows.where(rows.named("quarter", *trailing_quarters(quarter)))
    return Measure(
        total(year.numbers("sales_value")), "money", len(year.present("quarter")), "sales"
    )


def _series(
    now: Rows, then: Rows, quarters: tuple[str, str | None], calendar: Calendar
) -> tuple[PeriodSales, ...]:
    quarter, before = quarters
    grain = grain_of(now)
    sold = by_place(now, "sales_value", quarter, grain, calendar)
    had: dict[int, float] = {}
    if before is not None and GRAINS.index(grain_of(then)) <= GRAINS.index(grain):
        had = by_place(then, "sales_value", before, grain, calendar)
    return tuple(
        PeriodSales(start, sold.get(place), had.get(place))
        for place, start in enumerate(period_days(quarter, grain, calendar))
    )


def _flagged(rows: Rows, flag: str) -> Measure:
    known = int(rows.known(flag).sum()) if flag in rows else 0
    if not known or total(rows.numbers("sales_value")[rows.known(flag)]) <= 0:
        return Measure(None, "share", 0, "sales, product")
    share = flagged_share(rows.numbers("sales_value"), rows.numbers(flag))
    return Measure(share, "share", known, "sales, product")


def _units(rows: Rows) -> Measure:
    n = int(rows.known("units").sum()) if "units" in rows else 0
    return Measure(total(rows.numbers("units")) if n else None, "count", n, "sales")


def _average_price(rows: Rows) -> Measure:
    units = _units(rows)
    if not units.value or units.value < 0:
        return Measure(None, "price", 0, "sales")
    sold = total(rows.numbers("sales_value")[rows.known("units")])
    return Measure(sold / units.value, "price", units.n, "sales")


def _effects(now: Rows, then: Rows) -> Effects | None:
    """Decompose by product, else by category, else the account as a whole."""
    if not _units(now).n or not _units(then).n:
        return None
    by = next(
        (name for name in ("product_id", "category") if _all_name(name, now, then)), "account_id"
    )
    found = price_volume_mix(_by(now, by), _by(then, by), by.removesuffix("_id"))
    return found if found.n else None


def _all_name(column: str, *quarters: Rows) -> bool:
    return all(column in rows and bool((rows.texts(column).codes >= 0).all()) for rows in quarters)


def _by(rows: Rows, by: str) -> pd.DataFrame:
    """Sum units and money; a group with a row that lacks units has no units."""
    texts = rows.texts(by)
    size = len(texts.names)
    sold, units = rows.numbers("sales_value"), rows.numbers("units")
    counts = counts_by(texts.codes, size)
    whole = counts_by(texts.codes[~np.isnan(units)], size) == counts
    there = np.flatnonzero(counts)
    return pd.DataFrame(
        {
            "units": np.where(whole, sums_by(texts.codes, units, size), np.nan)[there],
            "sales_value": sums_by(texts.codes, sold, size)[there],
        },
        index=np.array(texts.names, dtype=object)[there],
    )
