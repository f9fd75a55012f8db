"""Share in the review: do we grow with the category at this account, or lose while growing."""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.share import plot_categories, plot_growth, plot_trend
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.share import NEEDS, ShareAssessment, assess
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.share import (
    is_readable,
    lay_out_categories,
    lay_out_figures,
    lay_out_rivals,
)

LOST_WHILE_GROWING = -0.03
LOST = -0.08
GAINED = 0.08
UNDER_FAIR_SHARE = 70


def find(share: ShareAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of the share; nothing is claimed from a thin sample."""
    if share.thin:
        return
    yield from _moved(share, context)
    yield from _under_fair_share(share, context)


def _moved(share: ShareAssessment, context: Context) -> Iterator[Finding]:
    gap, own, change = share.growth_gap.value, share.own_growth.value, share.change.value
    if gap is None or own is None or change is None:
        return
    stake = abs(change) * (share.category_sales.value or 0.0)
    facts = {
        "gap": gap, "own_growth": own, "category_growth": share.category_growth.value,
        "share": share.share.value, "before": share.share_before.value, "change": change,
        "money": stake, "n": share.growth_gap.n, "coverage": share.coverage,
    }  # fmt: skip
    if share.scope == "market":
        if gap <= LOST:
            yield found("share.behind_market", "warn", context.currency, stake=stake, **facts)
    elif own > 0 and gap <= LOST_WHILE_GROWING:
        yield found("share.lost_while_growing", "bad", context.currency, stake=stake, **facts)
    elif gap <= LOST:
        yield found("share.lost", "bad", context.currency, stake=stake, **facts)
    elif gap >= GAINED:
        yield found("share.gained", "good", context.currency, stake=stake, **facts)


def _under_fair_share(share: ShareAssessment, context: Context) -> Iterator[Finding]:
    display = next((fair for fair in share.fair_shares if fair.tactic == "display"), None)
    if display is not None and display.index <= UNDER_FAIR_SHARE:
        yield found(
            "share.under_displayed", "warn", context.currency, display=display.tactic_share,
            share=share.share.value, index=display.index, n=display.n,
        )  # fmt: skip


def _trend_facts(share: ShareAssessment) -> dict[str, Any]:
    return {"share": share.share.value, "before": share.share_before.value,
            "change": share.change.value, "n": share.share.n,
            "coverage": share.coverage}  # fmt: skip


def _growth_facts(share: ShareAssessment) -> dict[str, Any]:
    return {"own_growth": share.own_growth.value, "category_growth": share.category_growth.value,
            "gap": share.growth_gap.value, "n": share.growth_gap.n}  # fmt: skip


def _category_facts(share: ShareAssessment) -> dict[str, Any]:
    largest = share.categories[0]
    return {"category": largest.category, "share": largest.share, "n": share.share.n}


SECTION = Section(
    key="share",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart("trend", plot=plot_trend, facts=_trend_facts, height=2.4,
              shown=lambda s: is_readable(s) and sum(p.share is not None for p in s.periods) > 1),
        Chart("growth", plot=plot_growth, facts=_growth_facts, height=1.7,
              shown=lambda s: s.growth_gap.value is not None),
        Chart("categories", plot=plot_categories, facts=_category_facts, height=2.4,
              shown=lambda s: is_readable(s) and len(s.categories) > 1),
    ),
    layouts=(
        Layout(lay_out_figures),
        Layout(lay_out_categories, shown=lambda s: is_readable(s) and len(s.categories) > 1),
        Layout(lay_out_rivals, shown=lambda s: bool(s.rivals)),
    ),
)  # fmt: skip
