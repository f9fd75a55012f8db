"""Products, sales, forecasts, the market and stores of a twin: what everything else follows."""

import numpy as np
import pandas as pd

from ka_helpers.classroom.twins.chance import Amounts, rounded_like, share_moved
from ka_helpers.classroom.twins.moved import PRICE, Moved, filled, per, scaled

COST, RETAIL, LIFE = 0.02, 0.01, (0.75, 0.9, 1.1, 1.25)
RIVALS, RIVAL, ERROR = 0.07, 0.03, 0.04
STORE, SCORE = 0.15, 0.12


def products(moved: Moved) -> pd.DataFrame:
    """Return products at other prices, costs and shelf lives."""
    rows, draw = moved.old["product"].copy(), moved.chance
    ids = rows["product_id"]
    price = draw.factors("price", PRICE, ids)
    for name, by in (("list_price", 0.0), ("unit_cost", COST), ("retail_price", RETAIL)):
        if name in rows:
            factors = price * draw.factors(name, by, ids)
            was = rows[name].to_numpy(dtype=float)
            rows[name] = np.maximum(rounded_like(was * factors, was), 0.01)
    if "shelf_life_days" in rows:
        life = np.array(LIFE)[(draw.uniforms("life", ids) * len(LIFE)).astype(int)]
        was = rows["shelf_life_days"].to_numpy(dtype=float)
        rows["shelf_life_days"] = np.where(was >= 40, np.round(was * life / 10) * 10, was)
    return rows


def sales(moved: Moved) -> pd.DataFrame:
    """Return sales of other sizes: units by their factors, values by units and prices."""
    rows = moved.old["sales"].copy()
    factors = moved.units(rows, "period_start")
    price = moved.price(rows["product_id"]) if "product_id" in rows else np.ones(len(rows))
    if "units" in rows:
        units = rows["units"].to_numpy(dtype=float)
        sold = np.where(units > 0, np.maximum(np.round(units * factors), 1), np.round(units))
        known = np.isfinite(units) & (units != 0)
        factors = np.where(known, sold / np.where(known, units, 1.0), factors)
        rows["units"] = sold
    for name in ("sales_value", "list_value"):
        if name in rows:
            rows[name] = scaled(rows[name], factors * price)
    return rows


def forecasts(moved: Moved) -> pd.DataFrame:
    """Return forecasts that follow what was sold, a little more or less in error."""
    rows = moved.old["forecast"].copy()
    keys = {"account_id": rows["account_id"], "month": _months(rows)}
    if "product_id" in rows:
        keys = {name: keys.get(name, rows["product_id"])
                for name in ("account_id", "product_id", "month")}  # fmt: skip
    units = "units" if "units" in moved.old["sales"] else "sales_value"
    factors = moved.ratio(units, keys, fewer=len(keys) - 1)
    factors = factors * moved.chance.factors("forecast", ERROR, *keys.values())
    rows["forecast"] = scaled(rows["forecast"], factors, 0)
    return rows


def market(moved: Moved) -> pd.DataFrame:
    """Return categories: what is ours as it was moved, the rest moved by its own factor."""
    rows, draw = moved.old["market"].copy(), moved.chance
    accounts, category = rows["account_id"], _category(rows)
    rest = moved.level(accounts) * draw.factors("rivals", RIVALS, accounts, category)
    rest = rest * draw.factors("market", RIVALS / 7, accounts, rows["period_start"])
    was = rows["category_sales_value"].to_numpy(dtype=float)
    own_old, own_new = _own(moved, rows)
    excluded = rows["own_excluded"].fillna(False).astype(bool) if "own_excluded" in rows else False
    ours = np.where(excluded | (own_old > was), 0.0, own_old)
    rows["category_sales_value"] = np.round(
        np.where(ours > 0, own_new, 0.0) + (was - ours) * rest, 2)  # fmt: skip
    if "competitor_sales_value" in rows:
        named = draw.factors("rival", RIVAL, accounts, category, rows["competitor"])
        rows["competitor_sales_value"] = scaled(rows["competitor_sales_value"], rest * named)
    if "account_total_sales" in rows:
        grown = moved.ratio("sales_value:sell_out", {"account_id": accounts})
        grown = np.maximum(grown, rest)
        total = pd.Series(grown).groupby([accounts.to_numpy(), rows["period_start"].to_numpy()])
        rows["account_total_sales"] = scaled(
            rows["account_total_sales"], total.transform("max").to_numpy())  # fmt: skip
    return rows


def stores(moved: Moved) -> pd.DataFrame:
    """Return stores that sell otherwise, together what their account does, and other scores."""
    rows, draw = moved.old["store"].copy(), moved.chance
    accounts, ids = rows["account_id"], rows["store_id"]
    if "annual_sales" in rows:
        drawn = draw.factors("store", STORE, ids)
        moved_by = pd.Series(rows["annual_sales"] * drawn, rows.index)
        was, now = (
            each.groupby(accounts).transform("sum") for each in (rows["annual_sales"], moved_by)
        )
        grown = moved.ratio("sales_value:sell_out", {"account_id": accounts})
        rows["annual_sales"] = scaled(moved_by, grown * per(was, now))
    if "exec_score" in rows:
        score = share_moved(rows["exec_score"].to_numpy(dtype=float) / 100,
                            draw.shifts("store_score", SCORE, ids))  # fmt: skip
        rows["exec_score"] = rounded_like(100 * score, rows["exec_score"].to_numpy(dtype=float))
    return rows


def _own(moved: Moved, rows: pd.DataFrame) -> tuple[Amounts, Amounts]:
    """Return what we sold to shoppers in each row's category and period, before and now."""
    found = []
    for tables in (moved.old, moved.new):
        sold = tables["sales"]
        sold = sold[sold["basis"].eq("sell_out")]
        keys = (
            ["account_id", "month", "category"] if "category" in rows else ["account_id", "month"]
        )
        if not set(keys) <= set(sold):
            found.append(np.zeros(len(rows)))
            continue
        sums = sold.groupby(keys)["sales_value"].sum()
        wanted = pd.MultiIndex.from_arrays(
            [rows["account_id"], _months(rows), *([rows["category"]] if len(keys) > 2 else [])]
        )
        monthly = rows["period_type"].eq("month").to_numpy()
        found.append(np.where(monthly, filled(sums.reindex(wanted), 0.0), 0.0))
    return found[0], found[1]


def _months(rows: pd.DataFrame) -> pd.Series:
    return rows["month"] if "month" in rows else rows["period_start"].dt.strftime("%Y-%m")


def _category(rows: pd.DataFrame) -> pd.Series:
    return rows["category"] if "category" in rows else pd.Series("", rows.index)
