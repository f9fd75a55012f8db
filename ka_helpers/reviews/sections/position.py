"""Position in the review: what the account is worth to us, what it does for us, where it moves.

An account's place is told among all accounts, so `metrics.position.assess_position` is given
the portfolio; nothing can be assessed from one account's tables alone.
"""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.position import plot_matrix
from ka_helpers.i18n import has_message
from ka_helpers.metrics.assessment import Context, Tables
from ka_helpers.metrics.position import NEEDS, PositionAssessment
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.position import lay_out_criteria, lay_out_standing

LARGE_FIRST_SHARE = 0.25
"""The first quarter of the ranking counts as large."""
DEAR_ABOVE_MEDIAN = 1.5
FEWEST_ACCOUNTS = 8
"""In fewer accounts a rank and a median say little."""


def find(position: PositionAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's place; borderline moves are not news."""
    now, then = position.now, position.then
    if now.quadrant is None or now.borderline:
        return
    if then is not None and then.quadrant is not None and not then.borderline:
        yield from _find_move(position, context)
    large = position.rank is not None and position.rank <= position.ranked * LARGE_FIRST_SHARE
    enough = position.accounts >= FEWEST_ACCOUNTS
    if large and enough and now.quadrant == "question_mark":
        yield found(
            "position.unpaid_support", "warn", context.currency, stake=position.ranked_sales,
            support=now.support, attractiveness=now.attractiveness, rank=position.rank,
            ranked=position.ranked, worst=_worst(position), n=position.accounts,
        )  # fmt: skip
    cost, median = position.trade_cost_ratio, position.trade_cost_ratio_median
    if (
        enough and now.quadrant == "dog" and cost is not None and median
        and cost >= DEAR_ABOVE_MEDIAN * median
    ):  # fmt: skip
        yield found(
            "position.dear_dog", "warn", context.currency,
            stake=(cost - median) * (position.ranked_sales or 0.0), cost=cost, median=median,
            attractiveness=now.attractiveness, support=now.support, n=position.accounts,
        )  # fmt: skip


def _find_move(position: PositionAssessment, context: Context) -> Iterator[Finding]:
    now, then = position.now, position.then
    if then is None or now.support is None or then.support is None:
        return
    lost = then.support >= position.cut > now.support
    if not lost and not now.support >= position.cut > then.support:
        return
    values: dict[str, Any] = {
        "before": f"position.quadrant_{then.quadrant}", "now": f"position.quadrant_{now.quadrant}",
        "support_before": then.support, "support": now.support,
        "attractiveness": now.attractiveness, "n": position.accounts,
    }  # fmt: skip
    stake = position.ranked_sales
    if lost:
        worst = _worst(position, since_before=True)
        yield found(
            "position.support_lost", "bad", context.currency, stake=stake, worst=worst, **values
        )
    else:
        yield found("position.support_won", "good", context.currency, stake=stake, **values)


def _worst(position: PositionAssessment, *, since_before: bool = False) -> str | None:
    """Return the message naming the support criterion with most points missing, or lost.

    A trainer's own criterion has no message and is passed over.
    """

    def missing(index: int) -> float:
        criterion = position.criteria[index]
        start = criterion.points_before if since_before else criterion.weight
        return (start or 0.0) - (criterion.points or 0.0)

    measured = [
        index
        for index, criterion in enumerate(position.criteria)
        if criterion.axis == "support"
        and criterion.points is not None
        and has_message(f"position.criterion_{criterion.name}")
    ]
    if not measured:
        return None
    return f"position.criterion_{position.criteria[max(measured, key=missing)].name}"


def _facts(position: PositionAssessment) -> dict[str, Any]:
    return {
        "cut": position.cut, "attractiveness": position.now.attractiveness,
        "support": position.now.support, "n": position.accounts, "others": len(position.others),
        "quadrant": f"position.quadrant_{position.now.quadrant or 'none'}",
        "cost": position.trade_cost_ratio, "median": position.trade_cost_ratio_median,
    }  # fmt: skip


def _assess_alone(tables: Tables, quarter: str, context: Context) -> PositionAssessment | None:
    """Return nothing: an account has no place without the others."""
    return None


SECTION = Section(
    key="position",
    needs=NEEDS,
    assess=_assess_alone,
    find=find,
    charts=(
        Chart("matrix", plot=plot_matrix, facts=_facts, height=3.6,
              shown=lambda p: p.now.quadrant is not None),
    ),
    layouts=(Layout(lay_out_standing), Layout(lay_out_criteria)),
)  # fmt: skip
