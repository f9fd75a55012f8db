"""What an account did in each month or quarter, measure by measure, as objectives name them.

Worked out from the same rows that are written, so that an objective's `actual` can be checked
against the tables. A measure that the account's tables cannot tell is left out. Plain arrays
throughout: an account has few rows, and a case may have thousands of accounts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.trading import Trading

Grain = Literal["month", "quarter"]
Performance = Mapping[str, Mapping[str, float]]
"""By measure, then by the period's label."""
Places = NDArray[np.int64]
MONTHS_IN: Mapping[Grain, int] = {"month": 1, "quarter": 3}
TRADE_LAYERS = ("off_invoice", "promo")
"""Layers of the trade cost ratio: what the account or its promotions are paid off the invoice."""


@dataclass(frozen=True)
class _Periods:
    """The months or quarters of a case, and which of them a day belongs to."""

    labels: tuple[str, ...]
    months_each: int
    of_weeks: Places
    first: int
    """The number of the first one, counted from 1970."""
    shift: int = 0
    """Months by which the company's quarters begin later than the calendar's."""

    def of_days(self, days: pd.Series) -> Places:
        """Return the place of each day's period."""
        return _period_numbers(days.to_numpy(), self.months_each, self.shift) - self.first

    def sums(self, values: NDArray[Any], places: Places) -> Amounts:
        """Return sums by period, NaN where a period has no row."""
        count = len(self.labels)
        sums = np.bincount(places, weights=values, minlength=count)
        return np.where(np.bincount(places, minlength=count) > 0, sums, np.nan)

    def year_before(self, values: Amounts) -> Amounts:
        """Return each period's value a year before, NaN where there is none."""
        back = 12 // self.months_each
        return np.concatenate([np.full(back, np.nan), values])[: len(values)]


def performance(trading: Trading, tables: Mapping[str, pd.DataFrame], grain: Grain) -> Performance:
    """Return by measure what the account did in each period, NaN where that is not known."""
    periods = _periods(trading.weeks, grain)
    with np.errstate(divide="ignore", invalid="ignore"):
        measures = {
            **_sales_measures(trading, periods),
            **_cost_measures(trading, tables["cost"], periods),
            **_supply_measures(tables["order_line"], periods),
        }
        if "market" in tables and trading.design.reports_sell_out:
            measures |= _market_measures(trading, tables["market"], periods)
        if "execution" in tables:
            measures |= _execution_measures(tables["execution"], periods)
    return {
        name: dict(zip(periods.labels, values.tolist(), strict=True))
        for name, values in measures.items()
    }


def _periods(weeks: Weeks, grain: Grain) -> _Periods:
    labels = weeks.months if grain == "month" else weeks.quarters
    each = MONTHS_IN[grain]
    shift = (weeks.calendar.fiscal_year_start_month - 1) % each
    numbers = _period_numbers(weeks.thursdays.to_numpy(), each, shift)
    first = int(numbers[0])
    names = tuple(dict.fromkeys(labels.tolist()))
    return _Periods(names, each, numbers - first, first, shift)


def _period_numbers(days: NDArray[Any], months_each: int, shift: int) -> Places:
    return (days.astype("datetime64[M]").astype(np.int64) - shift) // months_each


def _sales_measures(trading: Trading, periods: _Periods) -> dict[str, Amounts]:
    net = periods.sums(trading.weekly_net_sales, periods.of_weeks)
    high = [product.high_margin for product in trading.products]
    rich = periods.sums(trading.sell_in_value[high].sum(axis=0), periods.of_weeks)
    growth = net / periods.year_before(net) - 1
    return {"sales_value": net, "growth": growth, "high_margin_share": rich / net}


def _cost_measures(trading: Trading, costs: pd.DataFrame, periods: _Periods) -> dict[str, Amounts]:
    net = periods.sums(trading.weekly_net_sales, periods.of_weeks)
    unit_costs = np.array([[product.unit_cost] for product in trading.products])
    goods = periods.sums((trading.sell_in * unit_costs).sum(axis=0), periods.of_weeks)
    layers = costs["layer"].to_numpy()
    is_actual = (costs["scenario"].to_numpy() == "actual") & (layers != "on_invoice")
    amounts, places = costs["amount"].to_numpy(), periods.of_days(costs["period_start"])
    is_trade = is_actual & np.isin(layers.astype(str), TRADE_LAYERS)
    spent = periods.sums(amounts[is_actual], places[is_actual])
    traded = periods.sums(amounts[is_trade], places[is_trade])
    return {"account_profit": net - goods - spent, "trade_cost_ratio": traded / net}


def _supply_measures(lines: pd.DataFrame, periods: _Periods) -> dict[str, Amounts]:
    """Return the fill rate, and the share of orders whose every line came whole and in time."""
    ordered, delivered = lines["qty_ordered"].to_numpy(), lines["qty_delivered"].to_numpy()
    on_time = lines["delivered_at"].to_numpy() <= lines["window_end"].to_numpy()
    places = periods.of_days(lines["requested_at"])
    orders, ids = pd.factorize(lines["order_id"])
    failures = np.bincount(orders, weights=~((delivered >= ordered) & on_time))
    place_of_order = np.zeros(len(ids), dtype=np.int64)
    place_of_order[orders] = places
    good = periods.sums(failures == 0, place_of_order)
    return {
        "fill_rate": periods.sums(delivered, places) / periods.sums(ordered, places),
        "otif": good / periods.sums(np.ones(len(ids)), place_of_order),
    }


def _market_measures(
    trading: Trading, market: pd.DataFrame, periods: _Periods
) -> dict[str, Amounts]:
    own = periods.sums(trading.sell_out_value.sum(axis=0), periods.of_weeks)
    totals = market[market["competitor"].isna()]
    places = periods.of_days(totals["period_start"])
    category = periods.sums(totals["category_sales_value"].to_numpy(), places)
    category = category + own * trading.design.market_without_own
    gap = own / periods.year_before(own) - category / periods.year_before(category)
    return {"market_share": own / category, "share_growth_gap": gap}


def _execution_measures(rows: pd.DataFrame, periods: _Periods) -> dict[str, Amounts]:
    places = periods.of_weeks
    ends = np.append(np.flatnonzero(np.diff(places)), len(places) - 1)

    def sums(column: str) -> Amounts:
        return periods.sums(rows[column].to_numpy(), places)

    def at_end(column: str) -> Amounts:
        return np.asarray(rows[column].to_numpy()[ends])

    measures = {
        "display_points": at_end("display_own"),
        "display_share": sums("display_own") / sums("display_category"),
        "activity_points": sums("activity_own"),
        "activity_share": sums("activity_own") / sums("activity_category"),
        "sku_listed": at_end("sku_listed"),
        "store_distribution": at_end("stores_selling") / at_end("stores_total"),
    }
    if "exec_score" in rows:
        measures["exec_score"] = sums("exec_score") / np.bincount(places)
    return measures
