"""Receivables: how long an account takes to pay, what is overdue, what it takes off.

Days sales outstanding (DSO) has two readings because two people ask two questions: finance
averages over the period, the buyer counts back through the newest sales. Not in here:
credit scoring, and why an order was penalised (see `supply`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.open_items import (
    AgeingBucket,
    Difference,
    age_open_amounts,
    amounts_of,
    in_dispute,
    open_amounts,
    reconcile_differences,
)
from ka_helpers.metrics.rows import Rows, rows_of, sums_of, total
from ka_helpers.metrics.sales_rows import of_quarter

__all__ = [
    "NEEDS",
    "AgeingBucket",
    "Difference",
    "ReceivablesAssessment",
    "age_open_amounts",
    "assess",
    "dso_closing_balance",
    "dso_count_back",
    "open_amounts",
    "reconcile_differences",
]
NEEDS = ("receivable",)


@dataclass(frozen=True)
class ReceivablesAssessment:
    """What an account owes at the end of a quarter and what it took off.

    `before` is the quarter compared with (see `comparison_quarter`), None if there is none.
    """

    before: str | None
    dso: Measure
    dso_before: Measure
    dso_count_back: Measure
    term_days: float | None
    open_amount: Measure
    overdue_amount: Measure
    ageing: tuple[AgeingBucket, ...]
    invoiced: Measure
    deducted: Measure
    deduction_rate: Measure
    differences: tuple[Difference, ...]
    disputed_open: float
    credit_limit: float | None


def dso_closing_balance(balance: float, credit_sales: float, period_days: int) -> float:
    """Return DSO in days, averaged over the period: balance * days / credit sales.

    Raises
    ------
    MetricInputError : `credit_sales` is not above zero, so there is no pace to divide by

    >>> dso_closing_balance(balance=150_000, credit_sales=270_000, period_days=90)
    50.0
    """
    if credit_sales <= 0:
        raise MetricInputError("receivables.no_credit_sales", found=credit_sales)
    return balance * period_days / credit_sales


def dso_count_back(balance: float, monthly_sales: pd.Series) -> float:
    """Return DSO in days, counted back through the sales that make up the balance.

    Whole months are peeled off the balance, latest first, until part of one is left.

    Parameters
    ----------
    balance : float, money owed at the end of the last month given, zero or more
    monthly_sales : Series of money, indexed by month ("2026-03"), ascending

    Raises
    ------
    MetricInputError : `balance` is negative, or more than all the sales given

    >>> dso_count_back(150_000, pd.Series([40_000, 80_000, 150_000],
    ...                                   ["2026-01", "2026-02", "2026-03"]))
    31.0
    """
    if balance < 0:
        raise MetricInputError("receivables.negative_balance", found=balance)
    days, unmatched = 0.0, float(balance)
    for month, sales in zip(monthly_sales.index[::-1], monthly_sales[::-1], strict=True):
        month_days = pd.Period(month, "M").days_in_month
        if unmatched <= sales:
            return days + (unmatched / sales * month_days if sales else 0.0)
        unmatched -= sales
        days += month_days
    raise MetricInputError(
        "receivables.history_too_short",
        balance=balance, sold=float(monthly_sales.sum()), months=len(monthly_sales),
    )  # fmt: skip


def assess(tables: Tables, quarter: str, context: Context) -> ReceivablesAssessment | None:
    """Return one account's receivables; None without invoices or any word on payments."""
    invoices = rows_of(tables, "receivable")
    told = "paid_date" in invoices or "paid_amount" in invoices
    if not told or quarter not in invoices.present("quarter"):
        return None
    _, day = context.calendar.bounds(quarter)
    invoices = _with_due_dates(invoices, _account_number(tables, "payment_term_days"))
    now = of_quarter(invoices, quarter)
    before = comparison_quarter(invoices, quarter)
    ageing = age_open_amounts(invoices, day)
    differences = reconcile_differences(now)
    invoiced, deducted = total(now.numbers("amount")), sum(d.amount for d in differences)
    n, n_deducted = len(now), sum(d.n for d in differences)
    disputes = amounts_of(now, "deduction_amount")[in_dispute(now)]
    return ReceivablesAssessment(
        before=before,
        dso=_dso(invoices, quarter, context),
        dso_before=_dso(invoices, before, context),
        dso_count_back=_dso_count_back(invoices, quarter, context),
        term_days=_account_number(tables, "payment_term_days"),
        open_amount=_money(sum(b.amount for b in ageing), sum(b.n for b in ageing)),
        overdue_amount=_money(sum(b.amount for b in ageing[1:]), sum(b.n for b in ageing[1:])),
        ageing=ageing,
        invoiced=_money(invoiced, n),
        deducted=_money(deducted, n_deducted),
        deduction_rate=Measure(deducted / invoiced if invoiced else None, "share", n, "receivable"),
        differences=differences,
        disputed_open=total(disputes),
        credit_limit=_account_number(tables, "credit_limit"),
    )


def _dso(invoices: Rows, quarter: str | None, context: Context) -> Measure:
    now = of_quarter(invoices, quarter)
    sold, n = total(now.numbers("amount")), len(now)
    if quarter is None or sold <= 0:
        return Measure(None, "days", 0, "receivable")
    balance = total(open_amounts(invoices, context.calendar.bounds(quarter)[1]))
    days = dso_closing_balance(balance, sold, context.calendar.days_in(quarter))
    return Measure(days, "days", n, "receivable")


def _dso_count_back(invoices: Rows, quarter: str, context: Context) -> Measure:
    day = context.calendar.bounds(quarter)[1]
    known = invoices.where(invoices.days("invoice_date") <= day.to_datetime64())
    sold = sums_of(known, "month", "amount")
    months = pd.period_range(min(sold), max(sold), freq="M").astype(str)
    monthly = pd.Series([sold.get(month, 0.0) for month in months], index=months)
    balance = total(open_amounts(invoices, day))
    return Measure(dso_count_back(balance, monthly), "days", len(known), "receivable")


def _with_due_dates(invoices: Rows, term_days: float | None) -> Rows:
    """Fill a missing due date from the account's term; without a term, from the invoice date."""
    term = pd.Timedelta(days=term_days or 0).to_timedelta64()
    due = invoices.days("invoice_date") + term
    if "due_date" in invoices:
        stated = invoices.days("due_date")
        due = np.where(np.isnat(stated), due, stated)
    return invoices.having({"due_date": due})


def _account_number(tables: Tables, column: str) -> float | None:
    accounts = tables.get("account")
    if accounts is None or column not in accounts or pd.isna(accounts[column].iloc[0]):
        return None
    return float(accounts[column].iloc[0])


def _money(value: float, n: int) -> Measure:
    return Measure(float(value), "money", n, "receivable")
