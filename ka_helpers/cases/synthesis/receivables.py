"""Invoices, payments and deductions: one invoice a week, dated its Thursday, for its sell-in.

Amounts leave out VAT. What is due after the last day of the data is not yet paid, and what an
account will hold back of it is not yet known.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis import stories, story_figures
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.story import Story
from ka_helpers.cases.synthesis.trading import Trading

GAP_DEDUCTIONS = {
    0: ("price_difference", 90_000.0),
    2: ("promotion_discount", 110_000.0),
    4: ("price_difference", 85_000.0),
    6: ("promotion_discount", 90_000.0),
    8: ("price_difference", 75_000.0),
}
"""Story order_gap, by week of its quarter; the penalties come from its order lines."""
USUAL_TYPES = {
    "price_difference": 0.40,
    "promotion_discount": 0.30,
    "shortage": 0.20,
    "other": 0.10,
}
USUAL_RATE = 0.22
STATUSES = {"open": 0.35, "accepted": 0.35, "recovered": 0.30}


def receivable_rows(
    trading: Trading, order_lines: pd.DataFrame, chance: np.random.Generator
) -> pd.DataFrame:
    """Return the rows of the table `receivable` of one account."""
    design, days = trading.design, trading.weeks.thursdays
    amounts = np.round(trading.weekly_net_sales, 2)
    due = days + pd.Timedelta(days=design.terms.payment_days)
    delays = np.round(stories.late_days(design, trading.weeks))
    delays = delays + np.round(chance.normal(0, 2.5, len(days)))
    invoices = pd.DataFrame(
        {
            "invoice_id": [f"{design.account_id}-INV{number:03d}" for number in range(len(days))],
            "account_id": design.account_id,
            "invoice_date": days,
            "amount": amounts,
            "due_date": due,
            "paid_date": due
            + pd.to_timedelta(np.maximum(delays, 3 - design.terms.payment_days), unit="D"),
        }
    )
    known = np.asarray(invoices["paid_date"] <= trading.weeks.as_of)
    held = _deductions(trading, order_lines, (amounts, known), chance)
    invoices = pd.concat([invoices, held], axis=1)
    invoices["paid_amount"] = (amounts - invoices["deduction_amount"].fillna(0)).round(2)
    unknown = ["paid_date", "paid_amount", "deduction_type", "deduction_amount", "dispute_status"]
    invoices.loc[~known, unknown] = None
    return invoices[invoices["amount"] > 0]


def _deductions(
    trading: Trading,
    order_lines: pd.DataFrame,
    invoiced: tuple[Amounts, NDArray[np.bool_]],
    chance: np.random.Generator,
) -> pd.DataFrame:
    """Return type, amount and state of what was held back of each week's invoice.

    `invoiced` is each week's amount, and whether it is paid by the last day of the data.
    """
    amounts = invoiced[0]
    by_day = order_lines.groupby("requested_at")["penalty"].sum()
    penalties = np.asarray(by_day.reindex(trading.weeks.thursdays, fill_value=0.0))
    kinds, sums = _usual_deductions(amounts, trading.design.terms.late_days, chance)
    gap, late = (stories.told_at(trading.design, of) for of in ("order_gap", "overdue"))
    if gap is not None:
        _plant_gap(trading, gap, kinds, sums)
    is_penalty = penalties > 0
    if late is not None:
        free = invoiced[0], invoiced[1] & ~is_penalty
        sums = np.maximum(sums, _held_by_late_payer(trading, late, free))
    kinds[is_penalty] = "penalty"
    sums = np.asarray(np.round(np.where(is_penalty, penalties, sums), 2), dtype=np.float64)
    states = chance.choice(list(STATUSES), p=list(STATUSES.values()), size=len(sums)).astype(object)
    if story := gap or late:
        states[stories.in_quarter(story, trading.weeks)] = "open"
    states[sums == 0] = "none"
    return pd.DataFrame(
        {
            "deduction_type": pd.Series(kinds).where(sums > 0, None),
            "deduction_amount": pd.Series(sums).where(sums > 0),
            "dispute_status": states,
        }
    )


def _usual_deductions(
    amounts: Amounts, late_days: int, chance: np.random.Generator
) -> tuple[Amounts, Amounts]:
    """Return types and amounts; accounts that pay late also hold back more often."""
    names, rates = list(USUAL_TYPES), list(USUAL_TYPES.values())
    kinds = chance.choice(names, p=rates, size=len(amounts)).astype(object)
    happens = chance.random(len(amounts)) < USUAL_RATE + 0.01 * max(late_days, 0)
    return kinds, amounts * chance.uniform(0.005, 0.03, len(amounts)) * happens


def _plant_gap(trading: Trading, story: Story, kinds: Amounts, sums: Amounts) -> None:
    review = np.flatnonzero(stories.in_quarter(story, trading.weeks))
    sums[review] = 0.0
    size = story_figures.size_of_gap(trading.design, story)
    for place, (kind, amount) in GAP_DEDUCTIONS.items():
        kinds[review[place]], sums[review[place]] = kind, amount * size


def _held_by_late_payer(
    trading: Trading, story: Story, invoiced: tuple[Amounts, NDArray[np.bool_]]
) -> Amounts:
    """Return what is held back of invoices of the story's quarter and the one before.

    It is a fraction of all that was invoiced, though only what is paid already shows it.
    """
    amounts, paid_for = invoiced
    held = np.zeros(len(amounts))
    since = stories.quarters_from(story, trading.weeks)
    for back in (-1, 0):
        of_quarter = since == back
        paid = amounts * (of_quarter & paid_for)
        if paid.sum() > 0:
            rate = story_figures.held_rate(story) * (1.0 if back == 0 else 0.5)
            held += np.minimum(rate * amounts[of_quarter].sum() / paid.sum(), 0.5) * paid
    return held
