"""Monthly forecasts of sell-in by product, made about three weeks before the month.

A month with a promotion of the product carries its `promo_id`; the forecast includes it.
"""

from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.trading import Trading
from ka_helpers.periods import trailing_quarters

ERROR_WITHOUT, ERROR_WITH = 0.11, 0.24
DAYS_AHEAD, LAST_MADE = 20, 5
"""Days before its month that a forecast is made, and at least before the last day of the data."""


def forecast_rows(trading: Trading, chance: np.random.Generator) -> list[dict[str, Any]]:
    """Return the rows of the table `forecast` of one account."""
    weeks = trading.weeks
    planned = (*trailing_quarters(weeks.review_quarter), weeks.next_quarter)
    months = [month for quarter in planned for month in weeks.calendar.months_of(quarter)]
    promoted = _promoted_months(trading.promotions)
    sold = _monthly_units(trading)
    optimism = float(chance.normal(0.02, 0.04))
    rows: list[dict[str, Any]] = []
    made_on = {month: _made_on(month, weeks.as_of) for month in months}
    for product in trading.products:
        units = sold[product.product_id]
        for month in months:
            promo_id = promoted.get((product.product_id, month))
            spread = ERROR_WITHOUT if promo_id is None else ERROR_WITH
            error = float(chance.lognormal(optimism, spread))
            expected = units.get(month, _as_last_year(units, month, trading.design.growth))
            rows.append(_row(trading, product.product_id, made_on[month], promo_id) | {
                "forecast": round(expected * error)})  # fmt: skip
    return rows


def _made_on(month: str, as_of: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return a month's first day and the day its forecast was made."""
    first = pd.Timestamp(f"{month}-01")
    return first, min(first - pd.Timedelta(days=DAYS_AHEAD), as_of - pd.Timedelta(days=LAST_MADE))


def _row(
    trading: Trading,
    product_id: str,
    days: tuple[pd.Timestamp, pd.Timestamp],
    promo_id: str | None,
) -> dict[str, Any]:
    first, made_on = days
    return {
        "account_id": trading.design.account_id,
        "period_start": first,
        "product_id": product_id,
        "made_on": made_on,
        "method": "促销计划 promotion plan" if promo_id else "去年同期趋势 last year's trend",
        "promo_id": promo_id,
        "period_type": "month",
    }


def _monthly_units(trading: Trading) -> dict[str, dict[str, float]]:
    months = list(dict.fromkeys(trading.weeks.months.tolist()))
    return {
        product.product_id: dict(zip(months, trading.by_month(units).tolist(), strict=True))
        for product, units in zip(trading.products, trading.sell_in, strict=True)
    }


def _as_last_year(units: dict[str, float], month: str, growth: float) -> float:
    return units.get(f"{int(month[:4]) - 1}{month[4:]}", 0.0) * (1 + growth)


def _promoted_months(promotions: pd.DataFrame) -> dict[tuple[str, str], str]:
    running = promotions[promotions["status"] != "cancelled"]
    months = running["start"].dt.strftime("%Y-%m")
    return dict(
        zip(zip(running["product_id"], months, strict=True), running["promo_id"], strict=True)
    )
