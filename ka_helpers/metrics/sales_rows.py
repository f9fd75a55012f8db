"""An account's sales rows: of one book, of one quarter, by period; read once for all sections.

Two books measure sales: `sell_in`, what we delivered, and `sell_out`, what shoppers bought.
One is read at a time. Not in here: any figure (see `sales`, `share`, `phasing`).
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from ka_helpers.metrics.products import with_products
from ka_helpers.metrics.rows import Codes, Rows, Tables, counts_by, rows_of, shared, sums_by
from ka_helpers.periods import WEEK_TO_THURSDAY, Calendar

DAYS_IN_WEEK = 7
GRAINS = ("week", "month", "quarter")
"""Lengths of a period, finest first; a year's row belongs to no quarter and is not read."""


def of_basis(sales: pd.DataFrame | Rows, preferred: str) -> tuple[Rows, str]:
    """Return the rows of the preferred basis, else of the one there is, and its name.

    Each quarter keeps its finest periods only, so that a month and its weeks never add up.
    """
    rows = Rows.of(sales)
    known = rows.present("basis")
    other = "sell_out" if preferred == "sell_in" else "sell_in"
    basis = preferred if preferred in known or other not in known else other
    return finest_periods(rows.where(rows.named("basis", basis))), basis


def book_of(tables: Tables, basis: str) -> Rows:
    """Return an account's sales of exactly this basis, of each quarter its finest periods."""
    sales = rows_of(tables, "sales")
    return shared(
        tables, ("book", basis), lambda: finest_periods(sales.where(sales.named("basis", basis)))
    )


def sales_of(tables: Tables, preferred: str) -> tuple[Rows, str]:
    """Return an account's sales of one basis (see `of_basis`), read once for all sections."""
    sales = rows_of(tables, "sales")
    return shared(tables, ("sales", preferred), lambda: of_basis(sales, preferred))


def told_sales_of(tables: Tables, preferred: str) -> tuple[Rows, str]:
    """Return the same sales with what the product table says of each (see `with_products`)."""

    def read() -> tuple[Rows, str]:
        rows, basis = sales_of(tables, preferred)
        return with_products(
            rows, rows_of(tables, "product") if "product" in tables else None
        ), basis

    return shared(tables, ("told sales", preferred), read)


def of_quarter(rows: Rows, quarter: str | None) -> Rows:
    """Return the rows of one quarter."""
    return rows.where(rows.named("quarter", quarter))


def finest_periods(rows: Rows) -> Rows:
    """Return, of each quarter, the rows of its shortest periods: weeks before months."""
    found, quarters = rows.present("period_type"), rows.texts("quarter")
    if len(found) == 1 and found <= set(GRAINS) and (quarters.codes >= 0).all():
        return rows
    grains = rows.texts("period_type")
    never = len(GRAINS)
    ranks = np.array([*(GRAINS.index(g) if g in GRAINS else never for g in grains.names), never])
    rank = np.where(quarters.codes >= 0, ranks[grains.codes], never)
    shortest = np.full(len(quarters.names) + 1, never)
    np.minimum.at(shortest, quarters.codes, rank)
    return rows.where((rank < never) & (rank == shortest[quarters.codes]))


def grain_of(rows: Rows) -> str:
    """Return the longest period type among rows: what all of them can be compared in."""
    return max(rows.present("period_type"), key=GRAINS.index)


@lru_cache(maxsize=256)
def period_starts(quarter: str, grain: str, calendar: Calendar) -> pd.DatetimeIndex:
    """Return the first day of each period a quarter has: 13 Mondays, or three firsts of months.

    >>> len(period_starts("2026Q2", "week", Calendar()))
    13
    """
    first, last = calendar.bounds(quarter)
    if grain == "week":
        return pd.date_range(first, last, freq="W-THU") - WEEK_TO_THURSDAY
    return pd.date_range(first, last, freq="MS") if grain == "month" else pd.DatetimeIndex([first])


@lru_cache(maxsize=256)
def period_days(quarter: str, grain: str, calendar: Calendar) -> tuple[str, ...]:
    """Return the first day of each period a quarter has, written "2026-03-30"."""
    return tuple(str(start.date()) for start in period_starts(quarter, grain, calendar))


def places(rows: Rows, quarter: str, grain: str, calendar: Calendar) -> Codes:
    """Return each row's place in its quarter: 0 for the first week, month or quarter, -1: none."""
    if grain == "week":  # nothing is shorter than a week: all rows are weeks
        first = _first_day(quarter, calendar)
        days = (rows.days("period_start") - first).astype("timedelta64[D]").astype(np.intp)
        return np.asarray((days + WEEK_TO_THURSDAY.days) // DAYS_IN_WEEK)
    if grain == "month":
        return rows.texts("month").renamed(_months_of(quarter, calendar))
    return np.zeros(len(rows), dtype=np.intp)


def by_place(
    rows: Rows, amount: str, quarter: str, grain: str, calendar: Calendar
) -> dict[int, float]:
    """Return the sum of an amount at each place of the quarter that has a row."""
    size = len(period_days(quarter, grain, calendar))
    at = places(rows, quarter, grain, calendar)
    sums, counts = sums_by(at, rows.numbers(amount), size), counts_by(at, size)
    return {place: float(sums[place]) for place in np.flatnonzero(counts).tolist()}


@lru_cache(maxsize=256)
def _first_day(quarter: str, calendar: Calendar) -> np.datetime64:
    return np.datetime64(calendar.bounds(quarter)[0].date())


@lru_cache(maxsize=256)
def _months_of(quarter: str, calendar: Calendar) -> tuple[str, ...]:
    return calendar.months_of(quarter)


def period_count(rows: Rows) -> int:
    """Return how many periods have rows."""
    return len(np.unique(rows.days("period_start")))
