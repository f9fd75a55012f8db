"""Invoices, payments and deductions: one invoice a week, dated its Thursday, for its sell-in.

Amounts leave out VAT. What is due after the last day of the data is not yet paid, and what an
account will hold back of it is not yet known.
"""

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.calendar_weeks import AS_OF, REVIEW_QUARTER, Amounts
from ka_helpers.cases.synthesis.trading import Trading

GAP_DEDUCTIONS = {
    0: ("price_difference", 90_000.0),
    2: ("promotion_discount", 110_000.0),
    4: ("price_difference", 85_000.0),
    6: ("promotion_discount", 90_000.0),
    8: ("price_difference", 75_000.0),
}
"""Story order_gap, by week of the review quarter; the penalties come from its order lines."""
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
    delays = design.terms.late_days + np.round(chance.normal(0, 2.5, len(days)))
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
    held = _deductions(trading, order_lines, amounts, chance)
    invoices = pd.concat([invoices, held], axis=1)
    invoices["paid_amount"] = (amounts - invoices["deduction_amount"].fillna(0)).round(2)
    unpaid = invoices["paid_date"] > AS_OF
    unknown = ["paid_date", "paid_amount", "deduction_type", "deduction_amount", "dispute_status"]
    invoices.loc[unpaid, unknown] = None
    return invoices[invoices["amount"] > 0]


def _deductions(
    trading: Trading, order_lines: pd.DataFrame, amounts: Amounts, chance: np.random.Generator
) -> pd.DataFrame:
    """Return type, amount and state of what was held back of each week's invoice."""
    by_day = order_lines.groupby("requested_at")["penalty"].sum()
    penalties = np.asarray(by_day.reindex(trading.weeks.thursdays, fill_value=0.0))
    kinds, sums = _usual_deductions(amounts, trading.design.terms.late_days, chance)
    if trading.design.story == "order_gap":
        _plant_gap(trading, kinds, sums)
    is_penalty = penalties > 0
    kinds[is_penalty] = "penalty"
    sums = np.asarray(np.round(np.where(is_penalty, penalties, sums), 2), dtype=np.float64)
    states = chance.choice(list(STATUSES), p=list(STATUSES.values()), size=len(sums)).astype(object)
    if trading.design.story == "order_gap":
        states[trading.weeks.quarters == REVIEW_QUARTER] = "open"
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


def _plant_gap(trading: Trading, kinds: Amounts, sums: Amounts) -> None:
    review = np.flatnonzero(trading.weeks.quarters == REVIEW_QUARTER)
    sums[review] = 0.0
    for place, (kind, amount) in GAP_DEDUCTIONS.items():
        kinds[review[place]], sums[review[place]] = kind, amount
