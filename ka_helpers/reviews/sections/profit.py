"""Profit in the review: what the account leaves us, and what our spending there buys."""

from collections.abc import Iterator

from ka_helpers.figures.profit import planned_costs, plot_plan, plot_quarters, plot_waterfall
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.profit import NEEDS, ProfitAssessment, assess
from ka_helpers.metrics.spend_efficiency import PER
from ka_helpers.periods import year_before
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.profit import lay_out_efficiency, lay_out_statement

FIXED_SHARE_BAD = 0.50
EFFICIENCY_LOST, SPEND_MORE = 0.20, 0.20


def find(profit: ProfitAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's profit."""
    left, fixed = profit.account_profit.value, profit.fixed_spend.value or 0.0
    if left is not None and left < 0:
        yield found(
            "profit.loss", "bad", context.currency, stake=-left,
            loss=-left, net_sales=profit.net_sales.value, pocket=profit.pocket.value,
            trade_cost_ratio=profit.trade_cost_ratio.value, n=profit.account_profit.n,
        )  # fmt: skip
    elif left is not None and fixed > 0 and fixed >= FIXED_SHARE_BAD * (left + fixed):
        yield found(
            "profit.entry_fees", "warn", context.currency, stake=fixed,
            fixed=fixed, earned=left + fixed, fixed_share=fixed / (left + fixed), left=left,
            n=profit.fixed_spend.n,
        )  # fmt: skip
    yield from _find_inefficient_spend(profit, context)


def _find_inefficient_spend(profit: ProfitAssessment, context: Context) -> Iterator[Finding]:
    """Yield spend that buys less, against the year before only: sales have their seasons."""
    if profit.before != year_before(profit.quarter):
        return
    spend, spend_before = profit.variable_spend.value, profit.variable_spend_before.value
    cases, cases_before = profit.cases_per_100.value, profit.cases_per_100_before.value
    if not spend or not spend_before or cases is None or not cases_before:
        return
    if cases <= (1 - EFFICIENCY_LOST) * cases_before and spend >= (1 + SPEND_MORE) * spend_before:
        yield found(
            "profit.spend_inefficient", "warn", context.currency, stake=spend - spend_before,
            hundred=PER, cases=cases, cases_before=cases_before, before=profit.before,
            spend=spend, spend_before=spend_before, n=profit.variable_spend.n,
        )  # fmt: skip


SECTION = Section(
    key="profit",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart(
            "waterfall", plot=plot_waterfall,
            facts=lambda p: {"list_value": p.list_value.value, "net_sales": p.net_sales.value,
                             "pocket": p.pocket.value, "n_sales": p.net_sales.n,
                             "n_costs": sum(line.n for line in p.costs)},
        ),
        Chart(
            "quarters", plot=plot_quarters, height=2.6,
            facts=lambda p: {"first": p.quarters[0].quarter, "last": p.quarters[-1].quarter,
                             "n": len(p.quarters)},
            shown=lambda p: len(p.quarters) > 1,
        ),
        Chart(
            "plan", plot=plot_plan, height=3.4,
            facts=lambda p: {"types": len(planned_costs(p)),
                             "n": sum(line.n for line in planned_costs(p))},
            shown=lambda p: bool(planned_costs(p)),
        ),
    ),
    layouts=(Layout(lay_out_statement), Layout(lay_out_efficiency)),
)  # fmt: skip
