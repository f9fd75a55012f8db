"""What visits and the account's reports say of its stores, one row a week for the account.

Rows are of the whole account (no `store_id`, no `category`), so that levels need no adding up.
`n_obs` is the number of stores checked; accounts without visits have no visit and no score columns
filled, which means "not measured".
"""

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.trading import Trading

DISPLAY_POINTS_OF_CATEGORY = 160
ACTIVITY_POINTS_OF_CATEGORY = 16
"""A week, over all brands: the account's displays and activities in the four categories."""


def execution_rows(trading: Trading, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows of the table `execution` of one account."""
    design = trading.design
    count = len(trading.weeks)
    stocked = _stores_selling(trading, chance)
    frame = pd.DataFrame(
        {
            "account_id": design.account_id,
            "period_start": trading.weeks.mondays,
            **_points(trading, chance),
            "sku_listed": trading.listed.sum(axis=0),
            "sku_target": design.sku_count + 2,
            "stores_selling": stocked,
            "stores_total": design.store_count,
            "stock_units": trading.stock.sum(axis=0),
            "period_type": "week",
        }
    )
    if design.has_visits:
        frame = frame.assign(**_visits(trading, chance))
    return frame.assign(price_ok=chance.random(count) < 0.93)


def _points(trading: Trading, chance: np.random.Generator) -> dict[str, Amounts]:
    """Return display and activity points of ours and of the category."""
    design, count = trading.design, len(trading.weeks)
    spent = stories.spend_factor(design, trading.weeks)
    display_all = _wandering(DISPLAY_POINTS_OF_CATEGORY, 0.03, count, chance)
    activity_all = _wandering(ACTIVITY_POINTS_OF_CATEGORY, 0.06, count, chance)
    display = display_all * design.field.display_share * spent**0.25
    activity = activity_all * design.field.activity_share * spent**0.35
    return {
        "display_own": np.round(display * chance.lognormal(0, 0.03, count)),
        "display_category": display_all,
        "activity_own": np.round(activity * chance.lognormal(0, 0.08, count)),
        "activity_category": activity_all,
    }


def _visits(trading: Trading, chance: np.random.Generator) -> dict[str, Amounts]:
    """Return visits, the score of what they found and the agreement's items."""
    design, count = trading.design, len(trading.weeks)
    score, done_share = stories.execution_path(design, trading.weeks)
    planned = np.full(count, max(4, round(design.store_count * 0.45)))
    made = chance.binomial(planned, np.clip(0.45 + score / 180, 0, 0.98))
    due = np.full(count, 24 + design.sku_count // 2)
    return {
        "visits_planned": planned,
        "visits_made": made,
        "visits_productive": chance.binomial(made, np.clip(0.25 + score / 160, 0, 0.95)),
        "exec_score": np.round(np.clip(score + chance.normal(0, 1.6, count), 0, 100), 1),
        "agreement_items_due": due,
        "agreement_items_done": chance.binomial(due, done_share),
        "n_obs": made,
    }


def _stores_selling(trading: Trading, chance: np.random.Generator) -> Amounts:
    stores = trading.design.store_count
    share = min(0.99, 0.72 + trading.design.field.exec_score / 400)
    wander = _wandering(share * stores, 0.01, len(trading.weeks), chance)
    return np.minimum(np.maximum(wander, 1), stores)


def _wandering(level: float, spread: float, count: int, chance: np.random.Generator) -> Amounts:
    """Return a slowly moving whole number around `level`."""
    steps = chance.normal(0, spread, count)
    smooth = np.convolve(np.pad(steps, (3, 3), mode="edge"), np.ones(7) / 7, mode="valid")
    return np.asarray(np.round(level * np.exp(smooth)))
