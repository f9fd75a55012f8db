"""Receivables: how long an account takes to pay, what is overdue, what it takes off.

Days sales outstanding (DSO) has two readings because two people ask two questions: finance
averages over the period, the buyer counts back through the newest sales. Not in here:
credit scoring, and why an order was penalised (see `supply`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter

NEEDS = ("receivable",)
AGEING_DAYS = (0, 30, 60, 90)
"""Upper edges of the ageing buckets in days overdue; older than the last is its own bucket."""


@dataclass(frozen=True)
class AgeingBucket:
    """Open amounts overdue by more than `from_days` up to `to_days` days (None: no limit).

    The first bucket, `from_days` None, is not yet due.
    """

    from_days: int | None
    to_days: int | None
    amount: float
    n: int


@dataclass(frozen=True)
class Difference:
    """Money the account took off its payments for one reason, in the quarter's invoices."""

    kind: str
    amount: float
    n: int


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


def open_amounts(invoices: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Return what is still owed of each invoice dated up to `day`, at the end of that day.

    An invoice paid by then is settled but for a deduction in open dispute.
    """
    known = invoices[invoices["invoice_date"] <= day]
    paid = known["paid_date"] <= day if "paid_date" in known else pd.Series(False, known.index)
    deducted = _amounts(known, "deduction_amount")
    settled = _payments(known).fillna(0.0) + deducted.where(~_in_dispute(known), 0.0)
    return (known["amount"] - settled.where(paid, 0.0)).clip(lower=0.0)


def age_open_amounts(invoices: pd.DataFrame, day: pd.Timestamp) -> tuple[AgeingBucket, ...]:
    """Return the open amounts at `day` by days past due; together they are all that is owed."""
    open_money = open_amounts(invoices, day)
    open_money = open_money[open_money > 0]
    overdue_days = (day - invoices.loc[open_money.index, "due_date"]).dt.days
    edges: list[tuple[int | None, int | None]] = [(None, 0)]
    edges += [(low, high) for low, high in zip(AGEING_DAYS, (*AGEING_DAYS[1:], None), strict=True)]
    buckets = []
    for low, high in edges:
        inside = (overdue_days > (-float("inf") if low is None else low)) & (
            overdue_days <= (float("inf") if high is None else high)
        )
        buckets.append(AgeingBucket(low, high, float(open_money[inside].sum()), int(inside.sum())))
    return tuple(buckets)


def reconcile_differences(invoices: pd.DataFrame) -> tuple[Difference, ...]:
    """Return what was taken off the payments of these invoices, by reason, largest first.

    The amounts sum to invoiced minus paid of the paid invoices; what no reason explains
    is "unexplained".
    """
    payments = _payments(invoices).dropna()
    paid = invoices.loc[payments.index]
    gaps = paid["amount"] - payments
    named = _amounts(paid, "deduction_amount")
    kinds = paid["deduction_type"] if "deduction_type" in paid else pd.Series("other", paid.index)
    found = [
        Difference(str(kind), float(amounts.sum()), int((amounts > 0).sum()))
        for kind, amounts in named.groupby(kinds.where(named > 0))
    ]
    rest = gaps - named
    if abs(rest.sum()) >= 0.5:
        found.append(Difference("unexplained", float(rest.sum()), int((rest.abs() >= 0.5).sum())))
    return tuple(sorted(found, key=lambda difference: -difference.amount))


def assess(tables: Tables, quarter: str, context: Context) -> ReceivablesAssessment | None:
    """Return one account's receivables; None without invoices or any word on payments."""
    invoices = tables["receivable"]
    told = "paid_date" in invoices or "paid_amount" in invoices
    if not told or not (invoices["quarter"] == quarter).any():
        return None
    _, day = context.calendar.bounds(quarter)
    invoices = _with_due_dates(invoices, _account_number(tables, "payment_term_days"))
    of_quarter = invoices[invoices["quarter"] == quarter]
    before = comparison_quarter(invoices, quarter)
    ageing = age_open_amounts(invoices, day)
    differences = reconcile_differences(of_quarter)
    invoiced, deducted = float(of_quarter["amount"].sum()), sum(d.amount for d in differences)
    n, n_deducted = len(of_quarter), sum(d.n for d in differences)
    disputes = _amounts(of_quarter, "deduction_amount")[_in_dispute(of_quarter)]
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
        disputed_open=float(disputes.sum()),
        credit_limit=_account_number(tables, "credit_limit"),
    )


def _dso(invoices: pd.DataFrame, quarter: str | None, context: Context) -> Measure:
    of_quarter = invoices[invoices["quarter"] == quarter]
    sold, n = float(of_quarter["amount"].sum()), len(of_quarter)
    if quarter is None or sold <= 0:
        return Measure(None, "days", 0, "receivable")
    balance = float(open_amounts(invoices, context.calendar.bounds(quarter)[1]).sum())
    days = dso_closing_balance(balance, sold, context.calendar.days_in(quarter))
    return Measure(days, "days", n, "receivable")


def _dso_count_back(invoices: pd.DataFrame, quarter: str, context: Context) -> Measure:
    day = context.calendar.bounds(quarter)[1]
    known = invoices[invoices["invoice_date"] <= day]
    months = pd.period_range(known["month"].min(), known["month"].max(), freq="M").astype(str)
    monthly = known.groupby("month")["amount"].sum().reindex(months, fill_value=0.0)
    balance = float(open_amounts(invoices, day).sum())
    return Measure(dso_count_back(balance, monthly), "days", len(known), "receivable")


def _with_due_dates(invoices: pd.DataFrame, term_days: float | None) -> pd.DataFrame:
    """Fill a missing due date from the account's term; without a term, from the invoice date."""
    fallback = invoices["invoice_date"] + pd.Timedelta(days=term_days or 0)
    due = invoices["due_date"].fillna(fallback) if "due_date" in invoices else fallback
    return invoices.assign(due_date=due)


def _payments(invoices: pd.DataFrame) -> pd.Series:
    """Return what was paid, NaN if nothing; no amount means all but the deduction."""
    rest = invoices["amount"] - _amounts(invoices, "deduction_amount")
    dated = invoices["paid_date"].notna() if "paid_date" in invoices else rest.isna()
    settled = rest.where(dated)
    return invoices["paid_amount"].fillna(settled) if "paid_amount" in invoices else settled


def _amounts(invoices: pd.DataFrame, column: str) -> pd.Series:
    return invoices[column].fillna(0.0) if column in invoices else pd.Series(0.0, invoices.index)


def _in_dispute(invoices: pd.DataFrame) -> pd.Series:
    if "dispute_status" not in invoices:
        return pd.Series(False, invoices.index)
    return invoices["dispute_status"] == "open"


def _account_number(tables: Tables, column: str) -> float | None:
    accounts = tables.get("account")
    if accounts is None or column not in accounts or pd.isna(accounts[column].iloc[0]):
        return None
    return float(accounts[column].iloc[0])


def _money(value: float, n: int) -> Measure:
    return Measure(float(value), "money", n, "receivable")
