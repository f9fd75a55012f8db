"""Accounts, their people, opportunities and stores in the field of a twin.

Names, posts and texts stay. Not in here: sales.
"""

import numpy as np
import pandas as pd

from ka_helpers.classroom.twins.chance import Amounts, Chance, rounded_like, share_moved, whole
from ka_helpers.classroom.twins.moved import Moved, scaled

BOOKS, BOOK, COST = 0.08, 0.03, 0.06
VALUE, TRIES = 0.2, 200
POINTS, SCORE, VISITS, STOCK = 0.05, 0.07, 0.10, 0.06
APART = 0.011
"""Support (mean, weighted by influence) that is nearer than this is taken for the same."""
MONEY = ("total_assets", "current_assets", "annual_sales", "inventory", "net_profit")


def accounts(moved: Moved) -> pd.DataFrame:
    """Return accounts with other books; costs stay in their relation to sales."""
    rows, draw = moved.old["account"].copy(), moved.chance
    ids = rows["account_id"]
    size = draw.factors("books", BOOKS, ids)
    before = moved.old["account"]
    for name in MONEY:
        if name in rows:
            was = rows[name].to_numpy(dtype=float)
            rows[name] = rounded_like(was * size * draw.factors(name, BOOK, ids), was)
    if {"cost_of_sales", "annual_sales"} <= set(rows):
        was = rows["cost_of_sales"].to_numpy(dtype=float)
        part = was / before["annual_sales"].to_numpy(dtype=float)
        sold = rows["annual_sales"].to_numpy(dtype=float)
        moved_part = share_moved(part, draw.shifts("margin", COST, ids))
        rows["cost_of_sales"] = rounded_like(sold * moved_part, was)
    if "credit_limit" in rows:
        was = rows["credit_limit"].to_numpy(dtype=float)
        drawn = moved.level(ids) * draw.factors("limit", BOOK, ids)
        rows["credit_limit"] = rounded_like(was * drawn, was)
    return rows


def opportunities(moved: Moved) -> pd.DataFrame:
    """Return opportunities of other values."""
    rows = moved.old["opportunity"].copy()
    if "value" in rows:
        was = rows["value"].to_numpy(dtype=float)
        drawn = moved.chance.factors("value", VALUE, rows["opp_id"])
        rows["value"] = rounded_like(was * moved.level(rows["account_id"]) * drawn, was)
    return rows


def contacts(moved: Moved) -> pd.DataFrame:
    """Return people who count for a little more or less, and support us as much on the whole."""
    rows = moved.old["contact"].copy()
    if not {"support", "influence"} <= set(rows):
        return rows
    for _, people in rows.groupby("account_id"):
        known = people[people["support"].notna() & people["influence"].notna()]
        if len(known) < 2:
            continue
        support, influence = _people(known, moved.chance)
        rows.loc[known.index, "support"], rows.loc[known.index, "influence"] = support, influence
    return rows


def execution(moved: Moved) -> pd.DataFrame:
    """Return what is seen in stores: points, visits, scores and stock, each a little otherwise."""
    rows, draw = moved.old["execution"].copy(), moved.chance
    ids, when = rows["account_id"], rows["period_start"]
    for pair in ("display", "activity"):
        _move_points(rows, pair, draw)
    if "stock_units" in rows:
        units = "units" if "units" in moved.old["sales"] else "sales_value"
        grown = moved.ratio(units, {"account_id": ids}) * draw.factors("stock", STOCK, ids)
        rows["stock_units"] = scaled(rows["stock_units"], grown, 0)
    for part, of, piece in (
        ("stores_selling", "stores_total", "selling"), ("visits_made", "visits_planned", "visits"),
        ("visits_productive", "visits_made", "productive"),
        ("agreement_items_done", "agreement_items_due", "agreed"),
    ):  # fmt: skip
        if {part, of} <= set(rows):
            old = moved.old["execution"]
            share = (old[part] / old[of].where(old[of] > 0)).to_numpy(dtype=float)
            shifts = draw.shifts(piece, VISITS, ids)
            found = share_moved(share, shifts) * rows[of].to_numpy(dtype=float)
            made = whole(found, draw.uniforms(piece, ids, when))
            rows[part] = np.where(np.isfinite(share), np.minimum(made, rows[of]), rows[part])
    if "exec_score" in rows:
        moved_by = draw.shifts("score", SCORE, ids) + draw.shifts("score", SCORE / 3, ids, when)
        was = rows["exec_score"].to_numpy(dtype=float)
        rows["exec_score"] = rounded_like(100 * share_moved(was / 100, moved_by), was + 0.1)
    return rows


def _move_points(rows: pd.DataFrame, pair: str, draw: Chance) -> None:
    """Move our points and the category's of displays or activities."""
    own, all_points = f"{pair}_own", f"{pair}_category"
    if own not in rows:
        return
    ids, when = rows["account_id"], rows["period_start"]
    size = draw.factors(f"{pair}_size", POINTS, ids)
    ours = rows[own].to_numpy(dtype=float) * size * draw.factors(own, POINTS, ids)
    if all_points in rows:
        points = rows[all_points].to_numpy(dtype=float) * size
        rows[all_points] = whole(points, draw.uniforms(all_points, ids, when))
        ours = np.minimum(ours, rows[all_points].to_numpy(dtype=float))
    rows[own] = whole(ours, draw.uniforms(own, ids, when))


def _people(known: pd.DataFrame, draw: Chance) -> tuple[Amounts, Amounts]:
    """Return support and influence of one account's people, drawn until both sums differ."""
    support, influence = (known[name].to_numpy(dtype=float) for name in ("support", "influence"))
    was, top = float((support * influence).sum() / influence.sum()), influence == influence.max()
    best = support, influence
    for turn in range(TRIES):
        drawn = draw.uniforms("influence", known["contact_id"], [turn] * len(known))
        step = np.where(drawn < 0.3, -1, np.where(drawn > 0.7, 1, 0))
        weighs = np.where(top, influence, (influence + step).clip(1, max(influence.max() - 1, 1)))
        leaning = support.copy()
        if turn >= TRIES // 4:
            likes = draw.uniforms("support", known["contact_id"], [turn] * len(known))
            leaning = (support + (likes > 0.8) - (likes < 0.2)).clip(-2, 2)
        now = float((leaning * weighs).sum() / weighs.sum())
        if APART < abs(now - was) < 0.25 and weighs.sum() != influence.sum():
            return leaning, weighs
    return best
