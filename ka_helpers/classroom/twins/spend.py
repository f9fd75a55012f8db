"""Promotions and costs of a twin: sizes as sales moved, sums as the tables they are taken from.

Not in here: sales, order lines and invoices, which come first.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.classroom.twins.chance import Amounts, rounded_like
from ka_helpers.classroom.twins.moved import DAY, Moved, filled, per, scaled

PLANNED, FEE, KIND, ROW = 0.04, 0.06, 0.04, 0.02
SOONER, OWN = 2, 1
"""Days by which an account's promotions, and each by itself, are asked for sooner or later."""
UNITS = ("planned_units", "planned_base", "rehearsal_units")


def promotions(moved: Moved) -> pd.DataFrame:
    """Return promotions of other sizes and fees, asked for some days sooner or later."""
    rows, draw = moved.old["promotion"].copy(), moved.chance
    units = moved.units(rows, "start")
    planned = units * draw.factors("planned", PLANNED, rows["promo_id"])
    for name in UNITS:
        if name in rows:
            rows[name] = scaled(rows[name], planned, 0)
    if "gifts" in rows and "planned_units" in rows:
        grown = per(rows["planned_units"], moved.old["promotion"]["planned_units"])
        rows["gifts"] = scaled(rows["gifts"], grown, 0)
    if "actual_units" in rows:
        rows["actual_units"] = scaled(rows["actual_units"], _sold(moved, rows, units), 0)
    if "unit_allowance" in rows and "product_id" in rows:
        rows["unit_allowance"] = scaled(rows["unit_allowance"], moved.price(rows["product_id"]))
    if "fixed_fee" in rows:
        was = rows["fixed_fee"].to_numpy(dtype=float)
        drawn = moved.level(rows["account_id"]) * draw.factors("fee", FEE, rows["promo_id"])
        rows["fixed_fee"] = rounded_like(was * drawn, was)
    if "requested_at" in rows:
        _ask_otherwise(moved, rows)
    return rows


def costs(moved: Moved) -> pd.DataFrame:
    """Return costs: each follows what it is paid for, in the month it is booked in."""
    rows, draw = moved.old["cost"].copy(), moved.chance
    accounts, kinds = rows["account_id"], rows["cost_type"]
    month = rows["month"] if "month" in rows else rows["period_start"].dt.strftime("%Y-%m")
    factors = moved.ratio("sales_value", {"account_id": accounts, "month": month}, fewer=1)
    factors = factors * draw.factors("kind", KIND, accounts, kinds)
    factors = factors * draw.factors("cost", ROW, accounts, kinds, month)
    fixed = kinds.isin(["entry_fee", "listing_fee", "staff"]).to_numpy()
    usual = moved.level(accounts) * draw.factors("kind", KIND, accounts, kinds)
    factors = np.where(fixed, usual, factors)
    if "list_value" in moved.old["sales"]:
        given = moved.ratio("discount", {"account_id": accounts, "month": month}, fewer=1)
        factors = np.where(kinds.eq("list_discount"), given, factors)
    actual = ~rows["scenario"].eq("plan") if "scenario" in rows else pd.Series(True, rows.index)
    for kind, changed in _booked_elsewhere(moved, rows, month).items():
        taken = (kinds.eq(kind) & actual).to_numpy() & np.isfinite(changed)
        factors = np.where(taken, changed, factors)
    if "promo_id" in rows and "promotion" in moved.new:
        factors = _of_promotions(moved, rows, factors)
    rows["amount"] = scaled(rows["amount"], factors)
    return rows


def _sold(moved: Moved, rows: pd.DataFrame, units: Amounts) -> Amounts:
    """Return by what the units sold in each promotion's weeks changed."""
    if not {"units", "product_id"} <= set(moved.old["sales"]) or "product_id" not in rows:
        return units
    found = units.copy()
    keys = [*zip(rows["account_id"], rows["product_id"], rows["start"], rows["end"], strict=True)]
    before, now = (_weekly(tables["sales"]) for tables in (moved.old, moved.new))
    for place, (account, product, start, end) in enumerate(keys):
        if (account, product) in before:
            weeks = before[account, product], now[account, product]
            old, new = (float(each[(each.index >= start) & (each.index <= end)].sum())
                        for each in weeks)  # fmt: skip
            found[place] = new / old if old > 0 else found[place]
    return found


def _weekly(sales: pd.DataFrame) -> dict[tuple[str, str], pd.Series]:
    """Return units sold to shoppers by week, of each account and product."""
    sold = sales[sales["basis"].eq("sell_out")]
    sums = sold.groupby(["account_id", "product_id", "period_start"])["units"].sum()
    groups: Iterable[tuple[Any, pd.Series]] = sums.groupby(level=[0, 1])
    return {
        (str(account), str(product)): each.droplevel([0, 1]) for (account, product), each in groups
    }


def _ask_otherwise(moved: Moved, rows: pd.DataFrame) -> None:
    """Move the days of request, and of approval with them, within what can be."""
    draw, asked = moved.chance, rows["requested_at"]
    days = SOONER * np.sign(draw.normals("sooner", rows["account_id"]))
    days = days + np.round(2 * OWN * (draw.uniforms("asked", rows["promo_id"]) - 0.5))
    latest = rows["start"] - 2 * DAY
    latest = latest.where(latest < moved.as_of, moved.as_of)
    new = asked + pd.to_timedelta(days, unit="D")
    new = new.where(new <= latest, asked - (new - asked).abs())
    rows["requested_at"] = new.where(asked.notna())
    if "approved_at" in rows:
        later = rows["approved_at"] + (rows["requested_at"] - asked)
        rows["approved_at"] = later.where(later <= rows["start"], rows["approved_at"])


def _booked_elsewhere(
    moved: Moved, rows: pd.DataFrame, month: pd.Series
) -> dict[str, Amounts]:  # fmt: skip
    """Return by what penalties and price differences changed in the tables they come from."""
    found = {}
    places = (
        ("penalty", "order_line", "penalty", ""),
        ("price_difference", "receivable", "deduction_amount", "price_difference"),
    )
    for kind, table, column, named in places:
        if table not in moved.new or column not in moved.new[table]:
            continue
        sums = []
        for tables in (moved.old, moved.new):
            told = tables[table]
            told = told[told["deduction_type"].eq(named)] if named else told
            sums.append(told.groupby(["account_id", "month"])[column].sum())
        wanted = pd.MultiIndex.from_arrays([rows["account_id"], month])
        found[kind] = filled((sums[1] / sums[0].where(sums[0] > 0)).reindex(wanted), np.nan)
    return found


def _of_promotions(moved: Moved, rows: pd.DataFrame, factors: Amounts) -> Amounts:
    """Return the factors of what belongs to a promotion: its fee, its allowance and its gifts."""
    changed: dict[str, pd.Series] = {}
    old, new = (each["promotion"].set_index("promo_id") for each in (moved.old, moved.new))
    for name in ("planned_units", "actual_units", "unit_allowance", "fixed_fee"):
        if name in old:
            changed[name] = (new[name] / old[name].where(old[name] > 0)).fillna(1.0)
    one = pd.Series(1.0, old.index)
    price, fee = changed.get("unit_allowance", one), changed.get("fixed_fee", one)
    ids, kinds = rows["promo_id"], rows["cost_type"]
    plan = rows["scenario"].eq("plan") if "scenario" in rows else pd.Series(False, rows.index)
    planned, sold = (ids.map(changed.get(name, one)) for name in ("planned_units", "actual_units"))
    units = sold.where(~plan, planned)
    own = {"promotion": units * ids.map(price), "gift": units, "display_fee": ids.map(fee)}
    for kind, factor in own.items():
        taken = (kinds.eq(kind) & factor.notna()).to_numpy()
        factors = np.where(taken, factor.to_numpy(dtype=float), factors)
    return factors
