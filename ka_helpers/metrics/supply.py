"""Supply: were orders delivered in full and on time, and who can repair what went wrong.

On time in full (OTIF) has no standard definition, so ours is fixed here: the level is the
order; it counts if every line was delivered in the quantity ordered, by the end of its window
(the customer's requested window, not a date we promised), and none was refused.
Not in here: what the account took off its payments (see `receivables`), making forecasts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.forecasts import ForecastAssessment, assess_forecasts
from ka_helpers.metrics.order_failures import (
    Failure,
    Penalty,
    failures_by_reason,
    penalties_by_reason,
)
from ka_helpers.metrics.rows import (
    Codes,
    Mask,
    Numbers,
    Rows,
    column_numbers,
    counts_by,
    rows_of,
    total,
)
from ka_helpers.metrics.sales_rows import of_quarter
from ka_helpers.periods import trailing_quarters

NEEDS = ("order_line",)
TREND_QUARTERS = 5


@dataclass(frozen=True)
class SupplyMonth:
    """One month of orders; `n` counts the orders, OTIF None is "dates not measured"."""

    month: str
    fill_rate: float | None
    otif: float | None
    otif_lines: float | None
    n: int


@dataclass(frozen=True)
class SupplyAssessment:
    """How an account was supplied in a quarter, and in the quarter compared with (`before`).

    n counts order lines for the fill rate, shelf life and penalties, orders for OTIF and its
    parts. `otif_lines` judges each line by itself: an order of many lines fails more easily.
    `lead_days` is the median from request to delivery. `target` is the fill rate agreed for
    the case. `penalties` and `failures` are ordered by size, largest first.
    """

    before: str | None
    target: float
    fill_rate: Measure
    fill_rate_before: Measure
    otif: Measure
    otif_before: Measure
    otif_lines: Measure
    otif_lines_before: Measure
    in_full: Measure
    in_full_before: Measure
    on_time: Measure
    on_time_before: Measure
    lead_days: Measure
    lead_days_before: Measure
    below_life_limit: Measure
    below_life_limit_before: Measure
    penalty_amount: Measure
    penalty_amount_before: Measure
    penalties: tuple[Penalty, ...]
    failures: tuple[Failure, ...]
    months: tuple[SupplyMonth, ...]
    forecast: ForecastAssessment | None


def fill_rate(ordered: pd.Series | Numbers, delivered: pd.Series | Numbers) -> float:
    """Return the case fill rate (fraction): delivered over ordered, line by line.

    A line delivered beyond its order counts as full; the surplus makes up for no other line.

    Raises
    ------
    MetricInputError : nothing was ordered

    References
    ----------
    Case fill and the choices an OTIF definition has to make: McKinsey 2019, "Defining
    on-time, in-full in the consumer sector". The figure is the customer's own: source 001.

    >>> fill_rate(pd.Series([100, 50, 50]), pd.Series([80, 60, 0]))
    0.65
    """
    asked, came = column_numbers(ordered), column_numbers(delivered)
    whole = total(asked)
    if whole <= 0:
        raise MetricInputError("supply.nothing_ordered", found=whole)
    return total(np.fmin(came, np.where(np.isnan(came), np.nan, asked))) / whole


def judge_orders(lines: pd.DataFrame) -> pd.DataFrame:
    """Return one row an order: `in_full`, `on_time` and `otif`, each 1, 0 or missing, and `month`.

    An order is late if a line is, and on time if every line is known to be; else nobody can
    tell, and neither `on_time` nor `otif` is judged. A line that never came is late.

    Parameters
    ----------
    lines : rows of the order table with `order_id`, `month`, `qty_ordered`, `qty_delivered`
    """
    judged = _orders_of(_judged(Rows.of(lines)))
    columns = {name: judged.numbers(name) for name in ("in_full", "on_time", "otif")}
    months = judged.texts("month").tolist()
    return pd.DataFrame({"month": months, **columns}, index=judged.texts("order_id").tolist())


def _orders_of(lines: Rows) -> Rows:
    """Return one row an order of judged lines, sorted by id."""
    orders = lines.texts("order_id")
    found, first = np.unique(orders.codes, return_index=True)
    if len(found) and found[0] < 0:  # lines of no order
        found, first = found[1:], first[1:]

    def lines_with(condition: Mask) -> Codes:
        return counts_by(orders.codes[condition], len(orders.names))[found]

    late, n = lines.numbers("late"), lines_with(np.ones(len(lines), dtype=bool))
    is_late, dated = lines_with(late == 1) > 0, lines_with(~np.isnan(late)) == n
    full, kept = lines.numbers("full") == 1, lines.numbers("kept") == 1
    on_time = np.where(is_late, 0.0, np.where(dated, 1.0, np.nan))
    columns = {
        "order_id": orders.at(first),
        "month": lines.texts("month").at(first),
        "in_full": (lines_with(full) == n).astype(float),
        "on_time": on_time,
        "otif": on_time * (lines_with(full & kept) == n),
    }
    return lines.where(first).having(columns)


def assess(tables: Tables, quarter: str, context: Context) -> SupplyAssessment | None:
    """Return the supply of one account in `quarter`; None without dated orders in it."""
    lines = rows_of(tables, "order_line")
    if "quarter" not in lines or quarter not in lines.present("quarter"):
        return None
    before = comparison_quarter(lines, quarter)
    known = {quarter, before, *trailing_quarters(quarter, TREND_QUARTERS)}
    judged = _judged(lines.where(lines.named("quarter", *known)))
    now, past = (of_quarter(judged, of) for of in (quarter, before))
    trend = judged.where(judged.named("quarter", *trailing_quarters(quarter, TREND_QUARTERS)))
    figures: dict[str, Measure] = {}
    for suffix, rows in (("", now), ("_before", past)):
        figures |= {f"{name}{suffix}": figure for name, figure in _figures(rows).items()}
    return SupplyAssessment(
        before=before,
        target=context.fill_rate,
        penalties=penalties_by_reason(now),
        failures=failures_by_reason(now),
        months=tuple(_months(trend)),
        forecast=assess_forecasts(tables, quarter, before),
        **figures,
    )


def _figures(lines: Rows) -> dict[str, Measure]:
    orders = _orders_of(lines)
    penalties = lines.numbers("penalty") if "penalty" in lines else np.zeros(0)
    known = penalties[~np.isnan(penalties)]
    return {
        "otif_lines": _mean(lines.numbers("otif"), "share"),
        "fill_rate": Measure(_fill(lines), "share", len(lines), "order_line"),
        "otif": _mean(orders.numbers("otif"), "share"),
        "in_full": _mean(orders.numbers("in_full"), "share"),
        "on_time": _mean(orders.numbers("on_time"), "share"),
        "lead_days": _lead_days(lines),
        "below_life_limit": _mean(_below_life_limit(lines), "share"),
        "penalty_amount": Measure(
            total(known) if len(known) else None, "money", int((known > 0).sum()), "order_line"
        ),
    }


def _months(lines: Rows) -> Iterator[SupplyMonth]:
    orders = _orders_of(lines)
    for month in sorted(lines.present("month")):
        of_lines, of_orders = (rows.where(rows.named("month", month)) for rows in (lines, orders))
        yield SupplyMonth(
            month=month,
            n=len(of_orders),
            fill_rate=_fill(of_lines),
            otif=_mean(of_orders.numbers("otif"), "share").value,
            otif_lines=_mean(of_lines.numbers("otif"), "share").value,
        )


def _fill(lines: Rows) -> float | None:
    ordered = lines.numbers("qty_ordered")
    return fill_rate(ordered, lines.numbers("qty_delivered")) if total(ordered) > 0 else None


def _judged(lines: Rows) -> Rows:
    """Return the lines with what was kept of each: full, not refused (`kept`), late, `otif`."""
    full = lines.numbers("qty_delivered") >= lines.numbers("qty_ordered")
    kept = np.ones(len(lines), dtype=bool)
    if "reject_reason" in lines:
        kept = lines.texts("reject_reason").codes < 0
    late = _late(lines)
    judged = {"full": full.astype(float), "kept": kept.astype(float), "late": late}
    return lines.having({**judged, "otif": (full & kept) * (1 - late)})


def _late(lines: Rows) -> Numbers:
    """Return 1 where a line came after its window, 0 where not, missing where nobody can tell."""
    if "delivered_at" not in lines or "window_end" not in lines:
        return np.full(len(lines), np.nan)
    came, due = lines.days("delivered_at"), lines.days("window_end")
    late = np.where(np.isnat(came) | np.isnat(due), np.nan, (came > due).astype(float))
    nothing_came = (lines.numbers("qty_delivered") == 0) & np.isnat(came)
    return np.where(nothing_came & (lines.numbers("qty_ordered") > 0), 1.0, late)


def _lead_days(lines: Rows) -> Measure:
    if "requested_at" not in lines or "delivered_at" not in lines:
        return Measure(None, "days", 0, "order_line")
    spans = lines.days("delivered_at") - lines.days("requested_at")
    days = spans[~np.isnat(spans)] // np.timedelta64(1, "D")
    value = float(np.median(days)) if len(days) else None
    return Measure(value, "days", len(days), "order_line")


def _below_life_limit(lines: Rows) -> Numbers:
    if "remaining_life_pct" not in lines or "min_life_pct" not in lines:
        return np.zeros(0)
    left, least = lines.numbers("remaining_life_pct"), lines.numbers("min_life_pct")
    return (left < least)[~(np.isnan(left) | np.isnan(least))].astype(float)


def _mean(values: Numbers, unit: str) -> Measure:
    known = values[~np.isnan(values)]
    value = float(known.mean()) if len(known) else None
    return Measure(value, unit, len(known), "order_line")
