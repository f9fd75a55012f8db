"""Entry fees that eat what an account earns, where the story asks for them."""

from typing import Any

import numpy as np

from ka_helpers.cases.synthesis import stories, story_figures
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.story import Story
from ka_helpers.cases.synthesis.trading import Trading
from ka_helpers.errors import RequestError

FIXED_KINDS = ("entry_fee", "listing_fee")
LEAST_OF_SALES = 0.08
"""Fees below this part of net sales would be nothing to speak of."""
MOST_OF_EARNED = 0.94
BEFORE = 0.6
"""Fees of the quarter before, as part of the story's: they are raised in two steps."""


def earned_before_fees(
    trading: Trading, story: Story, monthly: dict[str, Amounts], others: list[dict[str, Any]]
) -> tuple[float, float]:
    """Return what the account earns in the story's quarter before fixed fees, and its net sales.

    Parameters
    ----------
    monthly : actual costs by type and month; `others` are single rows of cost, plan and actual
    """
    here = stories.in_quarter(story, trading.weeks)
    months = set(trading.weeks.months[here].tolist())
    is_here = np.array([f"{start:%Y-%m}" in months for start in trading.weeks.month_starts()])
    unit_costs = np.array([[product.unit_cost] for product in trading.products])
    net = float(trading.weekly_net_sales[here].sum())
    spent = float((trading.sell_in * unit_costs)[:, here].sum())
    for kind, amounts in monthly.items():
        if kind not in ("list_discount", *FIXED_KINDS):
            spent += float(amounts[is_here].sum())
    for row in others:
        is_actual = row["scenario"] == "actual" and row["cost_type"] not in FIXED_KINDS
        if is_actual and f"{row['period_start']:%Y-%m}" in months:
            spent += float(row["amount"])
    return net - spent, net


def raised_fees(
    trading: Trading, story: Story, usual: Amounts, earned_and_net: tuple[float, float]
) -> Amounts:
    """Return the entry fees by month: from the story's quarter on they take most of the earnings.

    Raises
    ------
    RequestError : the account earns too little for a fee that anybody would notice
    """
    earned, net = earned_and_net
    fee = max(story_figures.entry_fee_share(story) * earned, LEAST_OF_SALES * net)
    if fee > MOST_OF_EARNED * earned:
        raise RequestError(
            "planted.nothing_for_fees", account=story.account_id, earned=earned / net
        )
    weeks = trading.weeks
    first_weeks = [weeks.months.tolist().index(month) for month in dict.fromkeys(weeks.months)]
    since = stories.quarters_from(story, weeks)[first_weeks]
    raised = np.where(since >= 0, fee, np.where(since == -1, BEFORE * fee, usual))
    return np.where(usual > 0, raised, usual)
