"""Findings that only show when two subjects are read together (source 001, cases 1 and 2).

Stories of a single subject are found in its own section.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.reviews.findings import Finding, found

SPEND_CUT_TO = 0.75
RATE_CUT_TO = 0.85
"""Spending that only falls with sales is no cut: the rate must have come down to this."""
GROWTH_BEHIND_COMPANY = 0.05
FILL_RATE_BROKEN = 0.80
DEDUCTIONS_HIGH = 0.03


def find(assessments: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    """Yield the findings that stand on several sections at once."""
    yield from _spend_cut(assessments, context)
    yield from _order_gap(assessments, context)


def _spend_cut(assessments: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    """Case 1: spending was cut to stop a loss, and the growth went with it."""
    profit, sales, share = (assessments.get(key) for key in ("profit", "sales", "share"))
    if profit is None or sales is None or context.company_growth is None:
        return
    spend, before = profit.variable_spend.value, profit.variable_spend_before.value
    growth = sales.growth.value
    if not before or spend is None or growth is None or spend > SPEND_CUT_TO * before:
        return
    rate = rate_kept(profit)
    if rate is not None and rate > RATE_CUT_TO:
        return
    lost_share = share is None or share.growth_gap.value is None or share.growth_gap.value < 0
    if growth < context.company_growth - GROWTH_BEHIND_COMPANY and lost_share:
        yield found(
            "stories.spend_cut", "bad", context.currency, stake=before - spend,
            spend=spend, before=before, cut=1 - spend / before, growth=growth,
            company_growth=context.company_growth, n=profit.variable_spend.n,
        )  # fmt: skip


def rate_kept(profit: ProfitAssessment) -> float | None:
    """Return what is left of the rate of variable trade spend to net sales, None if unknown."""
    now, then = profit.variable_spend.value, profit.variable_spend_before.value
    sold, sold_before = profit.net_sales.value, profit.net_sales_before.value
    if now is None or not then or not sold or not sold_before:
        return None
    return (now / sold) / (then / sold_before)


def _order_gap(assessments: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    """Case 2: orders fail, penalties and differences pile up, and nobody owns the gap."""
    supply, receivables = assessments.get("supply"), assessments.get("receivables")
    if supply is None or receivables is None:
        return
    fill, rate = supply.fill_rate.value, receivables.deduction_rate.value
    if fill is None or rate is None or fill >= FILL_RATE_BROKEN or rate < DEDUCTIONS_HIGH:
        return
    by_kind = {difference.kind: difference.amount for difference in receivables.differences}
    penalties = sum(penalty.amount for penalty in supply.penalties)
    logistics = sum(p.amount for p in supply.penalties if p.department == "logistics")
    yield found(
        "stories.order_gap", "bad", context.currency, stake=receivables.deducted.value,
        gap=receivables.deducted.value, deduction_rate=rate, fill_rate=fill,
        penalties=by_kind.get("penalty", 0.0),
        price_differences=by_kind.get("price_difference", 0.0),
        promotion_discounts=by_kind.get("promotion_discount", 0.0),
        logistics_share=logistics / penalties if penalties else None,
        n=receivables.invoiced.n,
    )  # fmt: skip
