"""A promotion budget over accounts, three ways side by side: what each gives, brings, and why.

Sales-first fills the accounts with most sales; cost-first those with the lowest cost / sales;
the optimum buys the packages that together bring most incremental margin less spend (or most
extra sales). All three keep to the same limits: fixed fees first, minimums, maximums, packages
whole. Not in here: where expectations come from (see `budget_history`).
"""

from ka_helpers.planning.budget_limits import BudgetError, Limits, limits_of
from ka_helpers.planning.budget_optimum import best_counts, cheapest_counts
from ka_helpers.planning.budget_principles import fill, order_by_cost, order_by_sales
from ka_helpers.planning.budget_shares import Decided, plan_of
from ka_helpers.planning.budget_values import (
    METHODS,
    Aim,
    BudgetComparison,
    BudgetPlan,
    BudgetShare,
    MoreMoney,
    Package,
    Response,
    Responses,
)

__all__ = [
    "METHODS",
    "BudgetComparison",
    "BudgetError",
    "BudgetPlan",
    "BudgetShare",
    "MoreMoney",
    "Package",
    "Response",
    "best_plan",
    "compare_budgets",
    "cost_first_plan",
    "given_plan",
    "more_money",
    "next_step",
    "sales_first_plan",
]
WAN = 10_000.0
"""One 万元, in currency units."""
LEAST_STEP = 1.0
"""Currency units: a smaller improvement is none."""


def sales_first_plan(responses: Responses, budget: float) -> BudgetPlan:
    """Return the budget by the sales-first principle.

    Accounts with most expected sales are filled first. Whether what they get earns its spend
    back is not asked: see `returned` of each share.
    """
    limits = limits_of(responses, budget)
    order = order_by_sales(responses, limits)
    counts = fill(responses, limits, order)
    return plan_of(responses, limits, counts, Decided("sales_first", order))


def cost_first_plan(responses: Responses, budget: float) -> BudgetPlan:
    """Return the budget by the cost-first principle.

    Fixed fees are reserved, accounts with the lowest cost / sales filled first; what is left
    (`left`) goes into fixed fees such as displays.
    """
    limits = limits_of(responses, budget)
    order = order_by_cost(responses, limits)
    counts = fill(responses, limits, order)
    return plan_of(responses, limits, counts, Decided("cost_first", order))


def best_plan(responses: Responses, budget: float, aim: Aim = "gain") -> BudgetPlan:
    """Return the budget that brings most: incremental margin less spend, or extra sales.

    With the aim "gain", money that would bring less than itself is left.

    >>> best = Package(spend=4, sales=30, margin=9), Package(spend=4, sales=10, margin=3)
    >>> other = (Package(spend=3, sales=20, margin=5),)
    >>> best_plan([Response("A", best), Response("B", other)], budget=8).counts
    {'A': 1, 'B': 1}
    """
    limits = limits_of(responses, budget)
    solved = best_counts(responses, limits, aim)
    decided = Decided("optimum", aim=aim, gap=solved.gap)
    return plan_of(responses, limits, solved.counts, decided)


def given_plan(responses: Responses, budget: float, counts: dict[str, int]) -> BudgetPlan:
    """Return what a plan made by hand brings; it may break limits, which is not said here.

    Parameters
    ----------
    counts : how many packages an account gets, 0 where it is not named
    """
    limits = limits_of(responses, budget)
    chosen = tuple(
        min(max(counts.get(each.account_id, 0), 0), len(each.packages)) for each in responses
    )
    return plan_of(responses, limits, chosen, Decided("given"))


def compare_budgets(
    responses: Responses, budget: float, aim: Aim = "gain", extra: float = WAN
) -> BudgetComparison:
    """Return both principles and the optimum side by side, and what more money would bring.

    Raises
    ------
    BudgetError : no plan keeps to all limits; the message names the one in the way
    """
    best = best_plan(responses, budget, aim)
    return BudgetComparison(
        aim=aim,
        sales_first=sales_first_plan(responses, budget),
        cost_first=cost_first_plan(responses, budget),
        optimum=best,
        more=more_money(responses, best, extra, aim),
        next_step=next_step(responses, best, aim),
    )


def more_money(responses: Responses, best: BudgetPlan, extra: float, aim: Aim) -> MoreMoney:
    """Return what `extra` money on top of an optimum's budget brings, solved again.

    Packages are whole, so this may be nothing where a larger sum would bring much.
    """
    richer = best_plan(responses, best.budget + extra, aim)
    return _step(best, richer, extra, aim)


def next_step(responses: Responses, best: BudgetPlan, aim: Aim) -> MoreMoney | None:
    """Return the least money on top of an optimum's budget with which it gets better.

    None where nothing better can be bought, or where the optimum is known to within a gap only:
    the next step is then smaller than the gap.
    """
    if best.gap:
        return None
    limits = limits_of(responses, best.budget)
    wanted = best.worth(aim) - _committed(responses, limits, aim) + LEAST_STEP
    cheapest = cheapest_counts(responses, limits, aim, wanted)
    if cheapest is None:
        return None
    spend = sum(each.spends[n] for each, n in zip(responses, cheapest.counts, strict=True))
    extra = max(spend - best.pool, 0.0)
    return _step(best, best_plan(responses, best.budget + extra, aim), extra, aim)


def _committed(responses: Responses, limits: Limits, aim: Aim) -> float:
    """Return what the packages of the minimums bring towards the aim."""
    return sum(
        package.worth(aim)
        for each, n in zip(responses, limits.fewest, strict=True)
        for package in each.packages[:n]
    )


def _step(best: BudgetPlan, richer: BudgetPlan, extra: float, aim: Aim) -> MoreMoney:
    worth = richer.worth(aim) - best.worth(aim)
    known_to = ((best.gap or 0.0) + (richer.gap or 0.0)) * abs(best.worth(aim))
    before = best.counts
    changed = tuple(name for name, count in richer.counts.items() if count != before[name])
    return MoreMoney(extra, worth if abs(worth) >= known_to else None, changed)
