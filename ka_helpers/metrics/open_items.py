"""Open items: what is still owed of each invoice, how late it is, what was taken off payments.

Not in here: how long an account takes to pay (see `receivables`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.metrics.rows import Mask, Numbers, Rows, Texts, counts_by, sums_by, total

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


def open_amounts(invoices: pd.DataFrame | Rows, day: pd.Timestamp) -> Numbers:
    """Return what is still owed of each invoice at the end of a day; later ones owe nothing yet.

    An invoice paid by then is settled but for a deduction in open dispute.
    """
    rows, end = Rows.of(invoices), day.to_datetime64()
    paid = rows.days("paid_date") <= end if "paid_date" in rows else np.zeros(len(rows), bool)
    deducted = np.where(in_dispute(rows), 0.0, amounts_of(rows, "deduction_amount"))
    settled = np.where(paid, np.nan_to_num(_payments(rows)) + deducted, 0.0)
    owed = np.maximum(rows.numbers("amount") - settled, 0.0)
    return np.where(rows.days("invoice_date") <= end, owed, 0.0)


def age_open_amounts(invoices: pd.DataFrame | Rows, day: pd.Timestamp) -> tuple[AgeingBucket, ...]:
    """Return the open amounts at `day` by days past due; together they are all that is owed."""
    rows = Rows.of(invoices)
    open_money = open_amounts(rows, day)
    late = (day.to_datetime64() - rows.days("due_date")) / np.timedelta64(1, "D")
    overdue_days = np.floor(late)
    edges: list[tuple[int | None, int | None]] = [(None, 0)]
    edges += [(low, high) for low, high in zip(AGEING_DAYS, (*AGEING_DAYS[1:], None), strict=True)]
    buckets = []
    for low, high in edges:
        inside = (open_money > 0) & (overdue_days > (-np.inf if low is None else low))
        inside &= overdue_days <= (np.inf if high is None else high)
        buckets.append(AgeingBucket(low, high, total(open_money[inside]), int(inside.sum())))
    return tuple(buckets)


def reconcile_differences(invoices: pd.DataFrame | Rows) -> tuple[Difference, ...]:
    """Return what was taken off the payments of these invoices, by reason, largest first.

    The amounts sum to invoiced minus paid of the paid invoices; what no reason explains
    is "unexplained".
    """
    rows = Rows.of(invoices)
    payments = _payments(rows)
    paid, payments = rows.where(~np.isnan(payments)), payments[~np.isnan(payments)]
    named = amounts_of(paid, "deduction_amount")
    kinds = Texts(np.zeros(len(paid), dtype=np.intp), ("other",))
    if "deduction_type" in paid:
        kinds = paid.texts("deduction_type")
    codes, size = np.where(named > 0, kinds.codes, -1), len(kinds.names)
    sums, counts = sums_by(codes, named, size), counts_by(codes, size)
    found = [
        Difference(kind, float(amount), int(n))
        for kind, amount, n in zip(kinds.names, sums, counts, strict=True)
        if n
    ]
    rest = paid.numbers("amount") - payments - named
    if abs(total(rest)) >= 0.5:
        found.append(Difference("unexplained", total(rest), int((np.abs(rest) >= 0.5).sum())))
    return tuple(sorted(found, key=lambda difference: -difference.amount))


def _payments(invoices: Rows) -> Numbers:
    """Return what was paid, NaN if nothing; no amount means all but the deduction."""
    settled = invoices.numbers("amount") - amounts_of(invoices, "deduction_amount")
    if "paid_date" in invoices:
        settled = np.where(np.isnat(invoices.days("paid_date")), np.nan, settled)
    else:
        settled = np.full(len(invoices), np.nan)
    if "paid_amount" not in invoices:
        return settled
    stated = invoices.numbers("paid_amount")
    return np.where(np.isnan(stated), settled, stated)


def amounts_of(invoices: Rows, column: str) -> Numbers:
    """Return a column of money, 0 where missing or not there."""
    if column not in invoices:
        return np.zeros(len(invoices))
    return np.nan_to_num(invoices.numbers(column))


def in_dispute(invoices: Rows) -> Mask:
    """Tell which invoices are disputed and not settled."""
    if "dispute_status" not in invoices:
        return np.zeros(len(invoices), dtype=bool)
    return invoices.named("dispute_status", "open")
