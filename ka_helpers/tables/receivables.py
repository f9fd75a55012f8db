"""Tables of what an account owes and what it took off."""

from ka_helpers.i18n import say
from ka_helpers.metrics.receivables import ReceivablesAssessment
from ka_helpers.tables.table import Table, TableColumn


def lay_out_differences(
    receivables: ReceivablesAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return the reconciliation of the quarter: a row a reason, and their sum."""
    total = receivables.deducted.value or 0.0
    rows = [
        (say(f"receivables.difference_{difference.kind}", language), difference.amount,
         difference.amount / total if total else None, difference.n)
        for difference in receivables.differences
    ]  # fmt: skip
    rows.append(
        (say("receivables.total", language), total, 1.0 if total else None, receivables.deducted.n)
    )
    columns = (
        ("reason", "text"),
        ("amount", "money"),
        ("share_of_gap", "share"),
        ("n_invoices", "count"),
    )
    return Table(
        title=say("receivables.table_differences", language),
        columns=tuple(
            TableColumn(say(f"receivables.{name}", language), form) for name, form in columns
        ),
        rows=tuple(rows),
        language=language,
        currency=currency,
        note=say("receivables.differences_note", language, n=receivables.invoiced.n),
        statuses=(*[""] * len(receivables.differences), "total"),
    )
