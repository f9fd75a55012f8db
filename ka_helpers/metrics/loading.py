"""Loading: whether the account buys more than it sells, and how long its stock would last.

Stock is counted where the execution table has it. Else it is estimated as all deliveries minus
all sales since both are known: at least that much, because what was there before is unknown.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Measure, Tables
from ka_helpers.metrics.rows import Rows, rows_of, total
from ka_helpers.metrics.sales_rows import (
    DAYS_IN_WEEK,
    GRAINS,
    book_of,
    by_place,
    grain_of,
    of_quarter,
    period_count,
    period_days,
)
from ka_helpers.periods import Calendar

COUNTED, ESTIMATED = "counted", "estimated"
LEAST_TELLING_WEEKS = 4
"""An estimate is a lower bound: below this cover it would only look like an empty shelf."""


@dataclass(frozen=True)
class Flow:
    """Sell-in and sell-out of one period; None where there is no row."""

    start: str
    sell_in: float | None
    sell_out: float | None


@dataclass(frozen=True)
class Loading:
    """Sell-in against sell-out of a quarter, and the stock at its end.

    `unit` says what flows are in: "count" (units) where both books have units, else "money",
    and then the two are not at the same price. `ratio` compares the periods both books have.
    `stock_method` is "counted", "estimated" (at least that much) or "".
    """

    unit: str
    sell_in: Measure
    sell_out: Measure
    ratio: Measure
    flows: tuple[Flow, ...]
    stock_units: Measure
    stock_method: str
    stock_date: str | None
    weekly_sell_out: Measure
    weeks_of_cover: Measure


def weeks_of_cover(stock_units: float, weekly_sell_out_units: float) -> float:
    """Return how many weeks a stock lasts at the present pace of sales to shoppers.

    Raises
    ------
    MetricInputError : nothing is sold a week, so the stock lasts for ever

    >>> weeks_of_cover(stock_units=2_600, weekly_sell_out_units=100)
    26.0
    """
    if weekly_sell_out_units <= 0:
        raise MetricInputError("phasing.no_sell_out", found=weekly_sell_out_units)
    return stock_units / weekly_sell_out_units


def loading_ratio(sell_in: float, sell_out: float) -> float:
    """Return sell-in over sell-out of the same periods; above 1 the account fills up.

    Raises
    ------
    MetricInputError : sell-out is not above zero

    >>> loading_ratio(sell_in=210, sell_out=140)
    1.5
    """
    if sell_out <= 0:
        raise MetricInputError("phasing.no_sell_out", found=sell_out)
    return sell_in / sell_out


def assess_loading(tables: Tables, quarter: str | None, calendar: Calendar) -> Loading:
    """Return loading and cover of one quarter; what cannot be told is None inside."""
    sell_in, sell_out = (book_of(tables, basis) for basis in ("sell_in", "sell_out"))
    bought, sold = (of_quarter(rows, quarter) for rows in (sell_in, sell_out))
    unit = "count" if _has_units(bought) and _has_units(sold) else "money"
    flows = _flows(bought, sold, quarter, calendar) if quarter else ()
    both = [(f.sell_in, f.sell_out) for f in flows if None not in (f.sell_in, f.sell_out)]
    total_in = sum(came or 0.0 for came, _ in both)
    total_out = sum(went or 0.0 for _, went in both)
    ratio = loading_ratio(total_in, total_out) if total_out > 0 else None
    pace = _weekly_units(sold)
    stock, method, date = _stock(tables, (sell_in, sell_out), quarter, calendar)
    if method == ESTIMATED and (stock.value or 0.0) < LEAST_TELLING_WEEKS * (pace.value or 0.0):
        stock, method = Measure(None, "count", 0, ""), ""
    known = stock.value is not None and pace.value is not None and pace.value > 0
    cover = weeks_of_cover(stock.value or 0.0, pace.value or 0.0) if known else None
    return Loading(
        unit=unit,
        sell_in=Measure(total_in if both else None, unit, len(both), "sales"),
        sell_out=Measure(total_out if both else None, unit, len(both), "sales"),
        ratio=Measure(ratio, "ratio", len(both) if ratio is not None else 0, "sales"),
        flows=flows,
        stock_units=stock,
        stock_method=method,
        stock_date=date,
        weekly_sell_out=pace,
        weeks_of_cover=Measure(cover, "number", stock.n if known else 0, stock.source),
    )


def _has_units(rows: Rows) -> bool:
    return "units" in rows and len(rows) > 0 and bool(rows.known("units").all())


def _flows(bought: Rows, sold: Rows, quarter: str, calendar: Calendar) -> tuple[Flow, ...]:
    if not len(bought) or not len(sold):
        return ()
    column = "units" if _has_units(bought) and _has_units(sold) else "sales_value"
    grain = max(grain_of(bought), grain_of(sold), key=GRAINS.index)
    came, went = (by_place(rows, column, quarter, grain, calendar) for rows in (bought, sold))
    return tuple(
        Flow(start, came.get(place), went.get(place))
        for place, start in enumerate(period_days(quarter, grain, calendar))
    )


def _weekly_units(sold: Rows) -> Measure:
    if not _has_units(sold):
        return Measure(None, "count", 0, "sales")
    spans = [
        (pd.Timestamp(start), grain)
        for grain in sorted(sold.present("period_type"))
        for start in np.unique(sold.days("period_start")[sold.named("period_type", grain)])
    ]
    weeks = sum(_weeks_in(start, grain) for start, grain in spans)
    return Measure(total(sold.numbers("units")) / weeks, "count", len(spans), "sales")


def _weeks_in(start: pd.Timestamp, grain: str) -> float:
    months = {"month": 1, "quarter": 3}.get(grain, 0)
    days = (start + pd.DateOffset(months=months) - start).days if months else DAYS_IN_WEEK
    return float(days / DAYS_IN_WEEK)


def _stock(
    tables: Tables, books: tuple[Rows, Rows], quarter: str | None, calendar: Calendar
) -> tuple[Measure, str, str | None]:
    """Return the stock at the end of the quarter, how it is known, and its day if counted."""
    nothing = Measure(None, "count", 0, "")
    if quarter is None:
        return nothing, "", None
    if "execution" in tables and "stock_units" in tables["execution"]:
        visits = of_quarter(rows_of(tables, "execution"), quarter)
        counts = visits.where(visits.known("stock_units"))
        if len(counts):
            day = counts.days("period_start").max()
            last = counts.where(counts.days("period_start") == day)
            stock = Measure(
                total(last.numbers("stock_units")), "count", len(last), "execution, sales"
            )
            return stock, COUNTED, str(pd.Timestamp(day).date())
    left, n = _left_over(books, calendar.bounds(quarter)[1])
    return (Measure(left, "count", n, "sales"), ESTIMATED, None) if n else (nothing, "", None)


def _left_over(books: tuple[Rows, Rows], day: pd.Timestamp) -> tuple[float | None, int]:
    """Return deliveries minus sales in units since both are known, and the periods behind it."""
    if any(not _has_units(rows) for rows in books):
        return None, 0
    start = max(rows.days("period_start").min() for rows in books)
    bought, sold = (
        rows.where((days >= start) & (days <= day.to_datetime64()))
        for rows, days in ((rows, rows.days("period_start")) for rows in books)
    )
    left = total(bought.numbers("units")) - total(sold.numbers("units"))
    return (left, period_count(sold)) if left > 0 else (None, 0)
