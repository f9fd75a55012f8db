"""Receivables in the review: do they pay, how late, what do they take off."""

from collections.abc import Iterator

from ka_helpers.figures.receivables import plot_ageing
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.receivables import NEEDS, ReceivablesAssessment, assess
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.receivables import lay_out_differences

OVERDUE_SHARE_BAD = 0.25
DSO_OVER_TERM_DAYS = 15


def find(receivables: ReceivablesAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's payments."""
    overdue, owed = receivables.overdue_amount.value or 0.0, receivables.open_amount.value or 0.0
    if owed and overdue / owed >= OVERDUE_SHARE_BAD:
        yield found(
            "receivables.overdue", "bad", context.currency, stake=overdue,
            overdue=overdue, owed=owed, overdue_share=overdue / owed,
            n=receivables.overdue_amount.n,
        )  # fmt: skip
    dso, term = receivables.dso.value, receivables.term_days
    if dso is not None and term is not None and dso > term + DSO_OVER_TERM_DAYS:
        yield found(
            "receivables.slow", "warn", context.currency, dso=dso, term=term, n=receivables.dso.n
        )


SECTION = Section(
    key="receivables",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart(
            "ageing", plot=plot_ageing, height=2.2,
            facts=lambda r: {"overdue": r.overdue_amount.value, "owed": r.open_amount.value,
                             "n": r.open_amount.n},
            shown=lambda r: r.open_amount.n > 0,
        ),
    ),
    layouts=(Layout(lay_out_differences, shown=lambda r: bool(r.differences)),),
)  # fmt: skip
