"""Order lines and invoices of a twin: what was delivered is what was bought, penalties follow.

Lines that came whole stay whole; each month one order comes late that came in time, or the other
way round. Not in here: costs that are taken from both (`spend`).
"""

import numpy as np
import pandas as pd

from ka_helpers.classroom.twins.chance import Amounts, share_moved
from ka_helpers.classroom.twins.moved import Moved, filled, mondays, per, scaled

FILL, PENALTY, HELD = 0.10, 0.05, 0.06
EVEN = 0.5
"""How often an order comes in time instead of late; else one comes late instead."""


def order_lines(moved: Moved) -> pd.DataFrame:
    """Return order lines: deliveries as sales moved, other short falls, penalties in proportion."""
    rows = moved.old["order_line"].copy()
    old = moved.old["order_line"]
    delivered, ordered = _quantities(moved, rows)
    rows["qty_delivered"], rows["qty_ordered"] = delivered, ordered
    if "penalty" in rows:
        short_old = (old["qty_ordered"] - old["qty_delivered"]).clip(lower=0)
        short_new = (rows["qty_ordered"] - rows["qty_delivered"]).clip(lower=0)
        price = moved.price(rows["product_id"]) if "product_id" in rows else 1.0
        drawn = moved.chance.factors("penalty", PENALTY, rows["account_id"])
        rows["penalty"] = scaled(rows["penalty"], per(short_new, short_old) * price * drawn)
    if {"remaining_life_pct", "min_life_pct"} <= set(rows):
        left = rows["remaining_life_pct"] - rows["min_life_pct"]
        drawn = moved.chance.factors("life", PENALTY, rows["order_id"], rows["line"])
        rows["remaining_life_pct"] = (rows["min_life_pct"] + left * drawn).clip(0, 1).round(3)
    if {"delivered_at", "window_end"} <= set(rows):
        rows["delivered_at"] = _deliveries(moved, rows)
    return rows


def invoices(moved: Moved) -> pd.DataFrame:
    """Return invoices of what was bought, and what was held back of them; days stay."""
    old, rows = moved.old["receivable"], moved.old["receivable"].copy()
    keys = {"account_id": rows["account_id"], "monday": mondays(rows["invoice_date"])}
    billed = moved.ratio("sales_value", keys, fewer=1)
    rows["amount"] = scaled(rows["amount"], billed)
    if "deduction_amount" in rows:
        rows["deduction_amount"] = np.minimum(
            scaled(rows["deduction_amount"], _held_back(moved, rows)), rows["amount"])  # fmt: skip
    if "paid_amount" in rows:
        held_old, held_new = (
            each["deduction_amount"].fillna(0.0) if "deduction_amount" in rows else 0.0
            for each in (old, rows)
        )
        agrees = (old["amount"] - held_old - old["paid_amount"]).abs() < 0.011
        paid = np.where(agrees, rows["amount"] - held_new, scaled(rows["paid_amount"], billed))
        rows["paid_amount"] = np.where(old["paid_amount"].isna(), np.nan, np.round(paid, 2))
    return rows


def _quantities(moved: Moved, rows: pd.DataFrame) -> tuple[Amounts, Amounts]:
    """Return units delivered and ordered; of what fell short, another part is missing."""
    delivered, ordered = (rows[name].to_numpy(dtype=float)
                          for name in ("qty_delivered", "qty_ordered"))  # fmt: skip
    day = "requested_at" if "requested_at" in rows else None
    keys = {"account_id": rows["account_id"]}
    if "product_id" in rows:
        keys["product_id"] = rows["product_id"]
    if day:
        keys["monday"] = mondays(rows[day])
    column = "units" if "units" in moved.old["sales"] else "sales_value"
    factors = moved.ratio(column, keys, fewer=len(keys) - 1)
    came = np.round(delivered * factors)
    came = np.where(delivered > 0, np.maximum(came, 1), came)
    part = filled(pd.Series(delivered / np.where(ordered > 0, ordered, np.nan)), 1.0)
    moved_part = share_moved(part, moved.chance.shifts("fill", FILL, rows["account_id"]))
    is_short = (part < 1) & (came > 0)
    wanted = np.where(is_short, np.round(came / np.where(moved_part > 0, moved_part, 1)), came)
    wanted = np.where(is_short, np.maximum(wanted, came + 1), wanted)
    other = np.round(ordered * factors)
    return came, np.where((part < 1) & (came == 0) | (part > 1), np.maximum(other, 0), wanted)


def _deliveries(moved: Moved, rows: pd.DataFrame) -> pd.Series:
    """Return days of arrival: each month one order nobody blamed is late, or in time, instead."""
    order = rows["order_id"]
    late = (rows["delivered_at"] > rows["window_end"]).groupby(order).transform("max")
    reasons = rows["reject_reason"] if "reject_reason" in rows else pd.Series(None, rows.index)
    blamed = reasons.notna().groupby(order).transform("max")
    known = rows["delivered_at"].notna() & rows["window_end"].notna() & ~blamed
    drawn = pd.Series(moved.chance.uniforms("late", rows["account_id"], order), rows.index)
    month = [rows["account_id"], rows["window_end"].dt.strftime("%Y-%m")]
    sooner = moved.chance.uniforms("sooner", *month) < EVEN
    in_time, spare = known & ~late, known & late
    to_time = spare & sooner & spare.groupby(month).transform("any")
    to_time &= drawn == drawn.where(to_time).groupby(month).transform("min")
    has_late = to_time.groupby(month).transform("any")
    to_late = in_time & ~has_late & (drawn == drawn.where(in_time).groupby(month).transform("min"))
    days = pd.to_timedelta(1 + np.floor(3 * moved.chance.uniforms("days", order)), unit="D")
    found = rows["delivered_at"].mask(to_late, rows["window_end"] + days)
    found = found.mask(to_time, rows["window_end"])
    return found.mask(found > moved.as_of, rows["delivered_at"])


def _held_back(moved: Moved, rows: pd.DataFrame) -> Amounts:
    """Return the factor of each deduction: a penalty is what its day's order lines say."""
    kinds = rows["deduction_type"] if "deduction_type" in rows else pd.Series("", rows.index)
    drawn = moved.chance.factors("held", HELD, rows["account_id"], kinds)
    usual = moved.level(rows["account_id"]) * drawn
    if "order_line" not in moved.new or "penalty" not in moved.new["order_line"]:
        return np.asarray(usual)
    sums = [
        each["order_line"].groupby(["account_id", "requested_at"])["penalty"].sum()
        for each in (moved.old, moved.new)
    ]
    days = pd.MultiIndex.from_arrays([rows["account_id"], rows["invoice_date"]])
    changed = filled((sums[1] / sums[0].where(sums[0] > 0)).reindex(days), np.nan)
    penalised = kinds.eq("penalty").to_numpy() & np.isfinite(changed)
    return np.asarray(np.where(penalised, changed, usual))
