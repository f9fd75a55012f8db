"""Is the account about to leave: rules on its orders, and the signals seen and not resolved.

A few key accounts are judged by plain rules on decline and recency; a model of buying
probabilities needs many buyers. Not in here: how well we know them (`relationships`).

References
----------
Source 003: five causes of defection and what to do against them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.metrics.assessment import Context, Tables, comparison_quarter
from ka_helpers.metrics.rows import Rows, rows_of, shared, sums_of
from ka_helpers.periods import shift_quarter, year_before

CAUSES = ("strategy_change", "old_friend_dropped", "complaint_unresolved",
          "squeezed_by_rivals", "stronger_rival")  # fmt: skip
DECLINE = -0.15
"""Growth on the quarter compared with at which sales count as falling."""
BEHIND_COMPANY = -0.10
"""... and it must lie as far behind the company: a weak market is no defection."""
SLIPPING = -0.05
QUARTERS_SLIPPING = 3
SILENCE = 3.0
"""Days since the last order, in usual gaps between orders."""
SHORTEST_SILENCE_DAYS = 21
COMPLAINT_DAYS = 30
SEVERE = 4
FEWEST_ORDERS = 5
_UNRATED = 3.0


@dataclass(frozen=True)
class OpenSignal:
    """A sign of discontent that nobody has resolved; `severity` 1-5, None if not rated."""

    date: str
    type: str
    severity: float | None
    cause: str | None
    days_open: int


@dataclass(frozen=True)
class EarlyWarning:
    """One rule: its value against its limit; value None is "cannot tell".

    `rule` is decline, slipping, silence, complaint or severe_signal; `unit` a format.
    """

    rule: str
    value: float | None
    limit: float
    unit: str
    fired: bool
    n: int
    source: str


def open_signals(signals: pd.DataFrame, day: pd.Timestamp) -> tuple[OpenSignal, ...]:
    """Return the signals seen by `day` and not resolved by then, the gravest first."""
    known = signals[signals["date"] <= day]
    if "resolved_at" in known:
        known = known[known["resolved_at"].isna() | (known["resolved_at"] > day)]
    found = [
        OpenSignal(
            date=str(row["date"].date()),
            type=str(row["type"]),
            severity=_number(row.get("severity")),
            cause=None if pd.isna(row.get("cause")) else str(row["cause"]),
            days_open=int((day - row["date"]).days),
        )
        for row in known.to_dict("records")
    ]
    return tuple(sorted(found, key=lambda s: (-(s.severity or _UNRATED), -s.days_open, s.type)))


def outlook_of(warnings: tuple[EarlyWarning, ...]) -> str:
    """Return "leaving", "watch", "steady" or "unknown" from the rules that fired.

    Leaving: sales fall or stay away, and a complaint or a grave signal is open with it; or the
    silence itself is long. Watch: any rule fired. Unknown: no rule on orders could be told.
    """
    fired = {warning.rule for warning in warnings if warning.fired}
    orders = {"decline", "slipping", "silence"}
    if "silence" in fired or (fired & orders and fired - orders):
        return "leaving"
    if fired:
        return "watch"
    told = any(w.value is not None for w in warnings if w.rule in orders)
    return "steady" if told else "unknown"


def warn(
    tables: Tables, quarter: str, context: Context, day: pd.Timestamp
) -> tuple[EarlyWarning, ...]:
    """Return the five rules for one account at `day`, in the order to read them."""
    sales = revenue_of(tables)
    warnings = [_decline(sales, quarter, context), _slipping(sales, quarter)]
    warnings.append(_silence(tables, sales, day))
    if "signal" in tables:
        signals = open_signals(tables["signal"], day)
        complaints = [s.days_open for s in signals if s.cause == "complaint_unresolved"]
        oldest, gravest = (
            max(complaints, default=0),
            max((s.severity or 0 for s in signals), default=0),
        )
        warnings += [
            EarlyWarning("complaint", float(oldest), COMPLAINT_DAYS, "days",
                         oldest >= COMPLAINT_DAYS, len(complaints), "signal"),
            EarlyWarning("severe_signal", float(gravest), SEVERE, "count",
                         gravest >= SEVERE, len(signals), "signal"),
        ]  # fmt: skip
    return tuple(warnings)


def usual_gap_days(days: pd.Series) -> float | None:
    """Return the median gap between the distinct days, None with fewer than five of them."""
    distinct = days.dropna().drop_duplicates().sort_values()
    if len(distinct) < FEWEST_ORDERS:
        return None
    return float(distinct.diff().dt.days.median())


def growth_of(sales: pd.DataFrame | Rows, quarter: str, before: str | None) -> float | None:
    """Return the growth of sales between two quarters (fraction), None without a base."""
    return _growth(sums_of(Rows.of(sales), "quarter", "sales_value"), quarter, before)


def _growth(by_quarter: Mapping[str, float], quarter: str, before: str | None) -> float | None:
    base, now = by_quarter.get(before or ""), by_quarter.get(quarter)
    return None if base is None or now is None or base <= 0 else float(now / base - 1)


def _decline(sales: Rows, quarter: str, context: Context) -> EarlyWarning:
    growth = growth_of(sales, quarter, comparison_quarter(sales, quarter))
    company = context.company_growth
    own = company is None or (growth is not None and growth - company <= BEHIND_COMPANY)
    fired = growth is not None and growth <= DECLINE and own
    n = int(sales.named("quarter", quarter).sum())
    return EarlyWarning("decline", growth, DECLINE, "change", fired, n, "sales")


def _slipping(sales: Rows, quarter: str) -> EarlyWarning:
    """Count the quarters in a row, newest first, that lie below the year before."""
    streak, at = 0, quarter
    by_quarter = sums_of(sales, "quarter", "sales_value")
    told = _growth(by_quarter, quarter, year_before(quarter)) is not None
    while (growth := _growth(by_quarter, at, year_before(at))) is not None and growth <= SLIPPING:
        streak, at = streak + 1, shift_quarter(at, -1)
    fired, value = streak >= QUARTERS_SLIPPING, float(streak) if told else None
    n = len(sales.present("quarter"))
    return EarlyWarning("slipping", value, QUARTERS_SLIPPING, "count", fired, n, "sales")


def _silence(tables: Tables, sales: Rows, day: pd.Timestamp) -> EarlyWarning:
    days, source = sales.days("period_start")[sales.numbers("sales_value") > 0], "sales"
    if "order_line" in tables and "requested_at" in tables["order_line"]:
        requested = rows_of(tables, "order_line").days("requested_at")
        if not np.isnat(requested).all():
            days, source = requested, "order_line"
    days = days[days <= day.to_datetime64()]
    gap = usual_gap_days(pd.Series(np.unique(days)))
    if not gap:
        return EarlyWarning("silence", None, SILENCE, "ratio", False, len(days), source)
    since = (day - pd.Timestamp(days.max())).days
    value = float(since / gap)
    fired = value >= SILENCE and since >= SHORTEST_SILENCE_DAYS
    return EarlyWarning("silence", value, SILENCE, "ratio", fired, len(np.unique(days)), source)


def revenue_of(tables: Tables) -> Rows:
    """Return when and how much was sold: sell-in where the account has any, else sell-out."""

    def read() -> Rows:
        sales = rows_of(tables, "sales")
        sell_in = sales.named("basis", "sell_in")
        return sales.where(sell_in) if sell_in.any() else sales

    return shared(tables, "revenue", read)


def _number(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
