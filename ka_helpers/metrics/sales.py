"""Sales: what an account sold in a quarter, against before and against the company.

Two books measure sales: `sell_in`, what we delivered, and `sell_out`, what shoppers bought.
One is read at a time and the assessment says which. Not in here: what sales consist of
(see `mix`), how evenly they came (`phasing`), what the category did (`share`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.mix import (
    Effects,
    Part,
    flagged_share,
    price_volume_mix,
    split_sales,
    with_products,
)
from ka_helpers.periods import WEEK_TO_THURSDAY, Calendar, trailing_quarters

NEEDS = ("sales",)
_READ = ("account_id", "basis", "quarter", "month", "period_start", "period_type", "product_id",
         "product_name", "category", "is_own", "high_margin", "sales_value", "units")  # fmt: skip
GRAINS = ("week", "month", "quarter")
"""Lengths of a period, finest first; a year's row belongs to no quarter and is not read."""


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


def of_basis(sales: pd.DataFrame, preferred: str) -> tuple[pd.DataFrame, str]:
    """Return the rows of the preferred basis, else of the one there is, and its name.

    Each quarter keeps its finest periods only, so that a month and its weeks never add up.
    """
    known = set(sales["basis"].unique())
    other = "sell_out" if preferred == "sell_in" else "sell_in"
    basis = preferred if preferred in known or other not in known else other
    return finest_periods(sales[sales["basis"] == basis]), basis


def finest_periods(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, of each quarter, the rows of its shortest periods: weeks before months."""
    found = rows["period_type"].unique()
    if len(found) == 1 and found[0] in GRAINS and rows["quarter"].notna().all():
        return rows
    rank = rows["period_type"].map({grain: place for place, grain in enumerate(GRAINS)})
    return rows[rank.notna() & (rank == rank.groupby(rows["quarter"]).transform("min"))]


def grain_of(rows: pd.DataFrame) -> str:
    """Return the longest period type among rows: what all of them can be compared in."""
    return str(max(rows["period_type"].unique(), key=GRAINS.index))


def period_starts(quarter: str, grain: str, calendar: Calendar) -> pd.DatetimeIndex:
    """Return the first day of each period a quarter has: 13 Mondays, or three firsts of months.

    >>> len(period_starts("2026Q2", "week", Calendar()))
    13
    """
    first, last = calendar.bounds(quarter)
    if grain == "week":
        return pd.date_range(first, last, freq="W-THU") - WEEK_TO_THURSDAY
    return pd.date_range(first, last, freq="MS") if grain == "month" else pd.DatetimeIndex([first])


def places(rows: pd.DataFrame, quarter: str, grain: str, calendar: Calendar) -> pd.Series:
    """Return each row's place in its quarter: 0 for the first week, month or quarter."""
    if grain == "week":  # nothing is shorter than a week: all rows are weeks
        days = rows["period_start"] + WEEK_TO_THURSDAY - calendar.bounds(quarter)[0]
        return days.dt.days // 7
    if grain == "month":
        return rows["month"].map({m: place for place, m in enumerate(calendar.months_of(quarter))})
    return pd.Series(0, index=rows.index)


def assess(tables: Tables, quarter: str, context: Context) -> SalesAssessment | None:
    """Return what one account sold in `quarter`; None without sales rows in it."""
    rows, basis = of_basis(tables["sales"].filter(_READ), "sell_in")
    if not (rows["quarter"] == quarter).any():
        return None
    before = comparison_quarter(rows, quarter)
    products = tables.get("product")
    now = with_products(rows[rows["quarter"] == quarter], products)
    then = with_products(rows[rows["quarter"] == before], products)
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


def _money(rows: pd.DataFrame) -> Measure:
    if rows.empty:
        return Measure(None, "money", 0, "sales")
    n = int(rows["period_start"].nunique())
    return Measure(float(rows["sales_value"].sum()), "money", n, "sales")


def _growth(now: pd.DataFrame, then: pd.DataFrame) -> Measure:
    sold, had = float(now["sales_value"].sum()), float(then["sales_value"].sum())
    if had <= 0:
        return Measure(None, "change", 0, "sales")
    return Measure(growth(sold, had), "change", int(now["period_start"].nunique()), "sales")


def _annual(rows: pd.DataFrame, quarter: str) -> Measure:
    year = rows[rows["quarter"].isin(trailing_quarters(quarter))]
    quarters = int(year["quarter"].nunique())
    return Measure(float(year["sales_value"].sum()), "money", quarters, "sales")


def _series(
    now: pd.DataFrame, then: pd.DataFrame, quarters: tuple[str, str | None], calendar: Calendar
) -> tuple[PeriodSales, ...]:
    quarter, before = quarters
    grain = grain_of(now)
    starts = period_starts(quarter, grain, calendar)
    sold = now["sales_value"].groupby(places(now, quarter, grain, calendar)).sum()
    had = pd.Series(dtype="float64")
    if before is not None and GRAINS.index(grain_of(then)) <= GRAINS.index(grain):
        had = then["sales_value"].groupby(places(then, before, grain, calendar)).sum()
    return tuple(
        PeriodSales(str(start.date()), _at(sold, place), _at(had, place))
        for place, start in enumerate(starts)
    )


def _at(values: pd.Series, place: int) -> float | None:
    return float(values[place]) if place in values.index else None


def _flagged(rows: pd.DataFrame, flag: str) -> Measure:
    known = int(rows[flag].notna().sum()) if flag in rows else 0
    if not known or float(rows.loc[rows[flag].notna(), "sales_value"].sum()) <= 0:
        return Measure(None, "share", 0, "sales, product")
    return Measure(flagged_share(rows["sales_value"], rows[flag]), "share", known, "sales, product")


def _units(rows: pd.DataFrame) -> Measure:
    n = int(rows["units"].notna().sum()) if "units" in rows else 0
    return Measure(float(rows["units"].sum()) if n else None, "count", n, "sales")


def _average_price(rows: pd.DataFrame) -> Measure:
    units = _units(rows)
    if not units.value or units.value < 0:
        return Measure(None, "price", 0, "sales")
    sold = float(rows.loc[rows["units"].notna(), "sales_value"].sum())
    return Measure(sold / units.value, "price", units.n, "sales")


def _effects(now: pd.DataFrame, then: pd.DataFrame) -> Effects | None:
    """Decompose by product, else by category, else the account as a whole."""
    if not _units(now).n or not _units(then).n:
        return None
    for by in ("product_id", "category"):
        if by in now and now[by].notna().all() and then[by].notna().all():
            break
    else:
        by = "account_id"
    found = price_volume_mix(_by(now, by), _by(then, by), by.removesuffix("_id"))
    return found if found.n else None


def _by(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sum units and money; a group with a row that lacks units has no units."""
    groups = rows.groupby(by)
    whole = groups["units"].count() == groups["units"].size()
    sums = groups[["units", "sales_value"]].sum()
    return sums.assign(units=sums["units"].where(whole))
