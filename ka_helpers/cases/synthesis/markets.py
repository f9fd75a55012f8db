"""An account's category: its sales, the account's total, and two rivals, by month.

All values are at our invoice prices, so that our share is sell-out over the category. Each
month and category has a row for the category itself (no `competitor`) and one a competitor;
`category_sales_value` and `account_total_sales` are the same in all three.
"""

from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.trades import Category
from ka_helpers.cases.synthesis.trading import Trading
from ka_helpers.cases.synthesis.world import USUAL_COMPANY_SALES, World
from ka_helpers.columns import ANY_ACCOUNT

GROWTH_OF_CHANNEL = {
    "modern": 0.0, "convenience": 0.03, "traditional": -0.02, "dealer": 0.0, "online": 0.09,
}  # fmt: skip
CATEGORY_PART_OF_ACCOUNT = 0.06
NATIONAL_WEEKLY_SALES = 3e9
"""All categories in all trade, a week, where a company sells `USUAL_COMPANY_SALES` a year; fixed,
so that it hangs on no account."""


def market_rows(trading: Trading, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows of the table `market` of one account."""
    months, world = trading.weeks.month_starts(), trading.weeks.world
    names = world.category_names
    own = {name: _own_sales(trading, name) for name in names}
    totals = {
        category.name: _category_sales(trading, category, own[category.name], chance)
        for category in world.categories
    }
    ours, sold = (np.sum(list(values.values()), axis=0) for values in (totals, own))
    ahead = stories.category_factor(trading.design, trading.weeks, sold, ours)
    if (ahead != 1).any():
        totals = {name: np.round(total * ahead, 2) for name, total in totals.items()}
        ours = np.sum(list(totals.values()), axis=0)
    account_total = np.round(ours / CATEGORY_PART_OF_ACCOUNT * _noise(months, 0.01, chance), -2)
    parts: list[dict[str, Any]] = []
    for name in names:
        reported = totals[name] - own[name] * trading.design.market_without_own
        base = {
            "period_start": months,
            "category_sales_value": np.round(reported, 2).tolist(),
            "category": [name] * len(months),
            "account_total_sales": account_total.tolist(),
            "competitor": [None] * len(months),
            "competitor_sales_value": [None] * len(months),
        }
        parts += [base, *_competitors(base, totals[name] - own[name], world, chance)]
    return pd.DataFrame(
        {
            "account_id": trading.design.account_id,
            **{column: [*chain.from_iterable(part[column] for part in parts)] for column in base},
            "own_excluded": trading.design.market_without_own,
            "period_type": "month",
            "n_obs": trading.design.store_count,
        }
    )


def national_rows(weeks: Weeks, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows that hold for every account: the national market by category."""
    months, world = weeks.month_starts(), weeks.world
    market = NATIONAL_WEEKLY_SALES * (world.annual_sales / USUAL_COMPANY_SALES)
    frames = []
    for category in world.categories:
        weekly = weeks.season(category.name) * np.exp(
            np.log1p(world.growth_of(category)) * (1 - weeks.years_before_end)
        )
        size = _monthly(weekly, weeks) * market / len(world.categories)
        sales = np.round(size * _noise(months, 0.015, chance), -3)
        frames.append(
            pd.DataFrame(
                {
                    "account_id": ANY_ACCOUNT,
                    "period_start": months,
                    "category_sales_value": sales,
                    "category": category.name,
                    "own_excluded": False,
                    "period_type": "month",
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _own_sales(trading: Trading, category: str) -> Amounts:
    rows = [product.category == category for product in trading.products]
    return trading.by_month(trading.sell_out_value[rows].sum(axis=0))


def _category_sales(
    trading: Trading, category: Category, own: Amounts, chance: np.random.Generator
) -> Amounts:
    """Return the category's sales: our usual share of it, its own growth and season."""
    weeks, design = trading.weeks, trading.design
    market = weeks.world.growth_of(category)
    growth = market + GROWTH_OF_CHANNEL[design.channel] + 0.25 * design.growth
    if stories.tells(design, "spend_cut"):
        growth = market
    weekly = weeks.season(category.name) * np.exp(np.log1p(growth) * (1 - weeks.years_before_end))
    shape = _monthly(weekly, weeks)
    share = design.field.category_share * float(chance.lognormal(0, 0.12))
    own_level = float(own[-18:-6].sum() / shape[-18:-6].sum())
    rivals = own_level * (1 / share - 1) * shape * _noise(own, 0.02, chance)
    return np.asarray(np.round(own * 0.35 + rivals + own_level * shape * 0.65 + 0.005, 2))


def _competitors(
    base: dict[str, Any], others: Amounts, world: World, chance: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the columns of each competitor: parts of what is not ours."""
    names = [competitor.name for competitor in world.competitors]
    parts = chance.uniform(0.22, 0.36, len(names)) * min(1.0, 2 / len(names))
    drifts = chance.normal(0, 0.03, len(names))
    years = np.linspace(-1, 1, len(others))
    return [
        {
            **base,
            "competitor": [name] * len(others),
            "competitor_sales_value": np.round(others * part * np.exp(drift * years), 2).tolist(),
        }
        for name, part, drift in zip(names, parts, drifts, strict=True)
    ]


def _monthly(weekly: Amounts, weeks: Weeks) -> Amounts:
    _, first, place = np.unique(weeks.months, return_index=True, return_inverse=True)
    sums = np.bincount(place, weights=weekly)
    return np.asarray(sums[np.argsort(first)], dtype=np.float64)


def _noise(like: object, spread: float, chance: np.random.Generator) -> Amounts:
    return np.asarray(chance.lognormal(0, spread, len(like)))  # type: ignore[arg-type]
