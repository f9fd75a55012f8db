"""What an account did in each month or quarter, measure by measure, as objectives name them.

Worked out from the same rows that are written, so that an objective's `actual` can be checked
against the tables. A measure that the account's tables cannot tell is left out.
"""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.trading import Trading

Grain = Literal["month", "quarter"]
Labels = NDArray[np.str_]
TRADE_LAYERS = ("off_invoice", "promo")
"""Layers of the trade cost ratio: what the account or its promotions are paid off the invoice."""


def performance(trading: Trading, tables: Mapping[str, pd.DataFrame], grain: Grain) -> pd.DataFrame:
    """Return one row a period (label as index) and one column a measure."""
    weeks = trading.weeks
    labels = weeks.months if grain == "month" else weeks.quarters
    label_of = _label_function(grain)
    measures = {
        **_sales_measures(trading, labels),
        **_cost_measures(trading, tables["cost"], labels, label_of),
        **_supply_measures(tables["order_line"], label_of),
    }
    if "market" in tables and trading.design.reports_sell_out:
        measures |= _market_measures(trading, tables["market"], labels, label_of)
    if "execution" in tables:
        measures |= _execution_measures(tables["execution"], labels)
    return pd.DataFrame(measures).reindex(list(dict.fromkeys(labels.tolist())))


def _label_function(grain: Grain) -> Callable[[pd.Series], pd.Series]:
    frequency = "M" if grain == "month" else "Q"
    return lambda days: days.dt.to_period(frequency).astype(str)


def _weekly(values: NDArray[np.float64], labels: Labels) -> pd.Series:
    return pd.Series(values).groupby(labels).sum()


def _sales_measures(trading: Trading, labels: Labels) -> dict[str, pd.Series]:
    net = _weekly(trading.weekly_net_sales, labels)
    high = [product.high_margin for product in trading.products]
    rich = _weekly(trading.sell_in_value[high].sum(axis=0), labels)
    years_back = net.shift(4 if len(net) <= 12 else 12)
    return {"sales_value": net, "growth": net / years_back - 1, "high_margin_share": rich / net}


def _cost_measures(
    trading: Trading,
    costs: pd.DataFrame,
    labels: Labels,
    label_of: Callable[[pd.Series], pd.Series],
) -> dict[str, pd.Series]:
    net = _weekly(trading.weekly_net_sales, labels)
    unit_costs = np.array([[product.unit_cost] for product in trading.products])
    goods = _weekly((trading.sell_in * unit_costs).sum(axis=0), labels)
    actual = costs[(costs["scenario"] == "actual") & (costs["layer"] != "on_invoice")]
    spent = actual["amount"].groupby(label_of(actual["period_start"])).sum()
    trade = actual[actual["layer"].isin(TRADE_LAYERS)]
    traded = trade["amount"].groupby(label_of(trade["period_start"])).sum()
    return {"account_profit": net - goods - spent, "trade_cost_ratio": traded / net}


def _supply_measures(
    lines: pd.DataFrame, label_of: Callable[[pd.Series], pd.Series]
) -> dict[str, pd.Series]:
    in_full = lines["qty_delivered"] >= lines["qty_ordered"]
    on_time = lines["delivered_at"] <= lines["window_end"]
    period = label_of(lines["requested_at"])
    orders = (in_full & on_time).groupby([period, lines["order_id"]]).all()
    sums = lines[["qty_ordered", "qty_delivered"]].groupby(period).sum()
    return {
        "fill_rate": sums["qty_delivered"] / sums["qty_ordered"],
        "otif": orders.astype(float).groupby(level=0).mean(),
    }


def _market_measures(
    trading: Trading,
    market: pd.DataFrame,
    labels: Labels,
    label_of: Callable[[pd.Series], pd.Series],
) -> dict[str, pd.Series]:
    own = _weekly(trading.sell_out_value.sum(axis=0), labels)
    totals = market[market["competitor"].isna()]
    category = totals["category_sales_value"].groupby(label_of(totals["period_start"])).sum()
    category = category + own * trading.design.market_without_own
    back = 4 if len(own) <= 12 else 12
    gap = own / own.shift(back) - category / category.shift(back)
    return {"market_share": own / category, "share_growth_gap": gap}


def _execution_measures(rows: pd.DataFrame, labels: Labels) -> dict[str, pd.Series]:
    grouped = rows.groupby(labels)
    last, sums = grouped.last(), grouped.sum(numeric_only=True)
    measures = {
        "display_points": last["display_own"],
        "display_share": sums["display_own"] / sums["display_category"],
        "activity_points": sums["activity_own"],
        "activity_share": sums["activity_own"] / sums["activity_category"],
        "sku_listed": last["sku_listed"],
        "store_distribution": last["stores_selling"] / last["stores_total"],
    }
    if "exec_score" in rows:
        measures["exec_score"] = grouped["exec_score"].mean()
    return measures
