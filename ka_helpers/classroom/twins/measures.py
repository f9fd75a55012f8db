"""What a case's tables say of the metrics that objectives name, by account and period.

Only for the difference between a case and its twin: what an objective records as reached moves by
as much as this does. Not in here: what a review reports (`metrics`).
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

Tables = Mapping[str, pd.DataFrame]
TRADE = ("off_invoice", "promo")
_POINTS = {"display_points": "display_own", "sku_listed": "sku_listed"}
_SHARES = {
    "display_share": ("display_own", "display_category"),
    "activity_share": ("activity_own", "activity_category"),
}


def measured(tables: Tables, grain: str) -> pd.DataFrame:
    """Return a column a metric, by account and `grain` ("month" or "quarter")."""
    by = ["account_id", grain]
    columns: dict[str, pd.Series] = {}
    for measure in (_of_sales, _of_costs, _of_orders, _of_market, _of_execution):
        try:
            columns |= measure(tables, by)
        except KeyError:
            continue
    return pd.DataFrame(columns)


def _of_sales(tables: Tables, by: list[str]) -> dict[str, pd.Series]:
    rows = _bought(tables)
    net = rows.groupby(by)["sales_value"].sum()
    found = {"sales_value": net, "growth": net / _year_before(net) - 1}
    if "product" in tables and {"product_id"} <= set(rows) and "high_margin" in tables["product"]:
        products = tables["product"].set_index("product_id")["high_margin"].fillna(False)
        rich = rows[rows["product_id"].map(products).fillna(False).astype(bool)]
        found["high_margin_share"] = rich.groupby(by)["sales_value"].sum() / net
    return found


def _of_costs(tables: Tables, by: list[str]) -> dict[str, pd.Series]:
    rows, costs = _bought(tables), tables["cost"]
    net = rows.groupby(by)["sales_value"].sum()
    actual = costs[costs["scenario"].eq("actual") & ~costs["layer"].eq("on_invoice")]
    traded = actual[actual["layer"].isin(TRADE)].groupby(by)["amount"].sum()
    unit_cost = rows["product_id"].map(tables["product"].set_index("product_id")["unit_cost"])
    goods = (rows["units"] * unit_cost).groupby([rows[name] for name in by]).sum()
    spent = actual.groupby(by)["amount"].sum()
    return {"trade_cost_ratio": traded / net, "account_profit": net - goods - spent}


def _of_orders(tables: Tables, by: list[str]) -> dict[str, pd.Series]:
    lines = tables["order_line"]
    sums = lines.groupby(by)[["qty_delivered", "qty_ordered"]].sum()
    found = {"fill_rate": sums["qty_delivered"] / sums["qty_ordered"]}
    good = (lines["qty_delivered"] >= lines["qty_ordered"]) & (
        lines["delivered_at"] <= lines["window_end"]
    )
    orders = good.groupby([*(lines[name] for name in by), lines["order_id"]]).min()
    found["otif"] = orders.groupby(level=[0, 1]).mean()
    return found


def _of_market(tables: Tables, by: list[str]) -> dict[str, pd.Series]:
    sold = tables["sales"][tables["sales"]["basis"].eq("sell_out")]
    own = sold.groupby(by)["sales_value"].sum()
    rows = tables["market"]
    rows = rows[rows["competitor"].isna()] if "competitor" in rows else rows
    category = rows.groupby(by)["category_sales_value"].sum()
    if "own_excluded" in rows:
        apart = rows.groupby(by)["own_excluded"].max().fillna(False).astype(bool)
        category = category + own.reindex(category.index).fillna(0.0).where(apart, 0.0)
    gap = own / _year_before(own) - category / _year_before(category)
    return {"market_share": own / category, "share_growth_gap": gap}


def _of_execution(tables: Tables, by: list[str]) -> dict[str, pd.Series]:
    rows = tables["execution"].sort_values("period_start", kind="stable")
    groups = rows.groupby(by)
    found = {name: groups[column].last() for name, column in _POINTS.items() if column in rows}
    for name, (own, whole) in _SHARES.items():
        if {own, whole} <= set(rows):
            found[name] = groups[own].sum() / groups[whole].sum()
    simple: dict[str, Callable[[], pd.Series]] = {
        "activity_points": groups["activity_own"].sum,
        "exec_score": groups["exec_score"].mean,
        "store_distribution": lambda: (
            groups["stores_selling"].last() / groups["stores_total"].last()
        ),
    }
    for name, work_out in simple.items():
        try:
            found[name] = work_out()
        except KeyError:
            continue
    return found


def _bought(tables: Tables) -> pd.DataFrame:
    rows = tables["sales"]
    wanted = rows["basis"].eq("sell_in")
    return rows[wanted] if wanted.any() else rows


def _year_before(values: pd.Series) -> pd.Series:
    """Return each period's value a year before, missing where there is none."""
    accounts, periods = (values.index.get_level_values(place) for place in (0, 1))
    before = [f"{int(str(each)[:4]) - 1}{str(each)[4:]}" for each in periods]
    found = values.reindex(pd.MultiIndex.from_arrays([accounts, before]))
    return pd.Series(found.to_numpy(), values.index).replace(0, np.nan)
