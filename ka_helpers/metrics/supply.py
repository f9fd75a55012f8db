"""Supply: were orders delivered in full and on time, and who can repair what went wrong.

On time in full (OTIF) has no standard definition, so ours is fixed here: the level is the
order; it counts if every line was delivered in the quantity ordered, by the end of its window
(the customer's requested window, not a date we promised), and none was refused.
Not in here: what the account took off its payments (see `receivables`), making forecasts.
"""

from dataclasses import dataclass

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
from ka_helpers.periods import trailing_quarters

NEEDS = ("order_line",)
TREND_QUARTERS = 5
_READ = ("quarter", "month", "order_id", "qty_ordered", "qty_delivered", "requested_at",
         "window_end", "delivered_at", "reject_reason", "penalty", "remaining_life_pct",
         "min_life_pct")  # fmt: skip


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


def fill_rate(ordered: pd.Series, delivered: pd.Series) -> float:
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
    if ordered.sum() <= 0:
        raise MetricInputError("supply.nothing_ordered", found=float(ordered.sum()))
    return float(delivered.clip(upper=ordered).sum() / ordered.sum())


def judge_orders(lines: pd.DataFrame) -> pd.DataFrame:
    """Return one row an order: `in_full`, `on_time` and `otif`, each 1, 0 or missing, and `month`.

    An order is late if a line is, and on time if every line is known to be; else nobody can
    tell, and neither `on_time` nor `otif` is judged. A line that never came is late.

    Parameters
    ----------
    lines : rows of the order table with `order_id`, `month`, `qty_ordered`, `qty_delivered`
    """
    return _orders_of(_judge_lines(lines))


def _orders_of(judged: pd.DataFrame) -> pd.DataFrame:
    by_order = judged.groupby("order_id")
    worst = by_order[["full", "accepted", "dated"]].min()
    late = by_order["late"].max()
    on_time = (1 - late).where(worst["dated"] | (late == 1))
    kept = worst["full"] & worst["accepted"]
    return pd.DataFrame(
        {
            "month": by_order["month"].first(),
            "in_full": worst["full"].astype(float),
            "on_time": on_time,
            "otif": on_time * kept.astype(float),
        }
    )


def assess(tables: Tables, quarter: str, context: Context) -> SupplyAssessment | None:
    """Return the supply of one account in `quarter`; None without dated orders in it."""
    lines = tables["order_line"].filter(_READ)
    if "quarter" not in lines or not (lines["quarter"] == quarter).any():
        return None
    before = comparison_quarter(lines, quarter)
    now, past = lines[lines["quarter"] == quarter], lines[lines["quarter"] == before]
    trend = lines[lines["quarter"].isin(trailing_quarters(quarter, TREND_QUARTERS))]
    figures: dict[str, Measure] = {}
    for suffix, rows in (("", now), ("_before", past)):
        figures |= {f"{name}{suffix}": figure for name, figure in _figures(rows).items()}
    return SupplyAssessment(
        before=before,
        target=context.fill_rate,
        penalties=penalties_by_reason(now),
        failures=failures_by_reason(now),
        months=_months(trend),
        forecast=assess_forecasts(tables, quarter, before),
        **figures,
    )


def _figures(lines: pd.DataFrame) -> dict[str, Measure]:
    judged = _judge_lines(lines)
    orders = _orders_of(judged)
    penalties = lines["penalty"].dropna() if "penalty" in lines else pd.Series(dtype="float64")
    return {
        "otif_lines": _mean(judged["otif"], "share"),
        "fill_rate": Measure(_fill(lines), "share", len(lines), "order_line"),
        "otif": _mean(orders["otif"], "share"),
        "in_full": _mean(orders["in_full"], "share"),
        "on_time": _mean(orders["on_time"], "share"),
        "lead_days": _lead_days(lines),
        "below_life_limit": _mean(_below_life_limit(lines), "share"),
        "penalty_amount": Measure(
            float(penalties.sum()) if len(penalties) else None,
            "money", int((penalties > 0).sum()), "order_line",
        ),
    }  # fmt: skip


def _months(lines: pd.DataFrame) -> tuple[SupplyMonth, ...]:
    judged = _judge_lines(lines)
    filled = lines["qty_delivered"].clip(upper=lines["qty_ordered"])
    quantities = pd.DataFrame({"ordered": lines["qty_ordered"], "filled": filled})
    sums, of_lines = quantities.groupby(lines["month"]).sum(), judged.groupby("month")["otif"]
    of_orders = _orders_of(judged).groupby("month")["otif"]
    otif, orders = of_orders.mean().to_dict(), of_orders.size().to_dict()
    return tuple(
        SupplyMonth(
            month=str(month),
            n=orders.get(month, 0),
            fill_rate=float(filled / ordered) if ordered > 0 else None,
            otif=_known(otif.get(month)),
            otif_lines=_known(by_line),
        )
        for (month, ordered, filled), by_line in zip(
            sums.itertuples(), of_lines.mean(), strict=True
        )
    )


def _known(share: float | None) -> float | None:
    return None if share is None or pd.isna(share) else float(share)


def _fill(lines: pd.DataFrame) -> float | None:
    if lines["qty_ordered"].sum() <= 0:
        return None
    return fill_rate(lines["qty_ordered"], lines["qty_delivered"])


def _judge_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Return each line's order and month, what was kept of it, and `otif`, the line by itself."""
    full, late = lines["qty_delivered"] >= lines["qty_ordered"], _late(lines)
    accepted = lines["reject_reason"].isna() if "reject_reason" in lines else True
    return pd.DataFrame(
        {
            "order_id": lines["order_id"],
            "month": lines["month"],
            "full": full,
            "accepted": accepted,
            "late": late,
            "dated": late.notna(),
            "otif": (full & accepted).astype(float) * (1 - late),
        }
    )


def _late(lines: pd.DataFrame) -> pd.Series:
    """Return 1 where a line came after its window, 0 where not, missing where nobody can tell."""
    if "delivered_at" not in lines or "window_end" not in lines:
        return pd.Series(float("nan"), lines.index)
    known = lines["delivered_at"].notna() & lines["window_end"].notna()
    late = (lines["delivered_at"] > lines["window_end"]).astype(float).where(known)
    nothing_came = (lines["qty_delivered"] == 0) & lines["delivered_at"].isna()
    return late.mask(nothing_came & (lines["qty_ordered"] > 0), 1.0)


def _lead_days(lines: pd.DataFrame) -> Measure:
    if "requested_at" not in lines or "delivered_at" not in lines:
        return Measure(None, "days", 0, "order_line")
    days = (lines["delivered_at"] - lines["requested_at"]).dt.days.dropna()
    return Measure(float(days.median()) if len(days) else None, "days", len(days), "order_line")


def _below_life_limit(lines: pd.DataFrame) -> pd.Series:
    if "remaining_life_pct" not in lines or "min_life_pct" not in lines:
        return pd.Series(dtype="float64")
    known = lines[lines["remaining_life_pct"].notna() & lines["min_life_pct"].notna()]
    return (known["remaining_life_pct"] < known["min_life_pct"]).astype(float)


def _mean(values: pd.Series, unit: str) -> Measure:
    known = values.dropna()
    return Measure(float(known.mean()) if len(known) else None, unit, len(known), "order_line")
