"""What each account gets in a plan, and the reason why it gets no more.

Not in here: how the plan was made.
"""

from dataclasses import dataclass

from ka_helpers.i18n import say
from ka_helpers.planning.budget_limits import Limits
from ka_helpers.planning.budget_principles import Order
from ka_helpers.planning.budget_values import (
    Aim,
    BudgetPlan,
    BudgetShare,
    Counts,
    Method,
    Package,
    Reason,
    Response,
    Responses,
)


@dataclass(frozen=True)
class Decided:
    """How a plan was decided: a principle's order of service, or the aim of an optimum.

    `order` is None where none was kept. `gap` is how far from the best at most (fraction).
    """

    method: Method
    order: Order | None = None
    aim: Aim = "gain"
    gap: float | None = None


def plan_of(responses: Responses, limits: Limits, counts: Counts, decided: Decided) -> BudgetPlan:
    """Return a plan with each account's share."""
    served = _served(decided.order)
    reasons = _reasons(responses, limits, counts, decided)
    shares = tuple(
        _share(responses[place], counts[place], limits.fewest[place], reason, served.get(place))
        for place, reason in enumerate(reasons)
    )
    return BudgetPlan(decided.method, limits.budget, limits.pool, shares, decided.gap)


def say_reason(share: BudgetShare, plan: BudgetPlan, language: str) -> str:
    """Return why an account gets what it gets, with the figures that decided it."""
    following = share.next_package
    ranked = share.place is not None
    spent = share.reason == "no_money" and not ranked
    reason = say(
        f"budget.reason_{'better_elsewhere' if spent else share.reason}", language,
        price=following.spend if following else None,
        returned=following.returned if following else None,
        left=plan.left,
    )  # fmt: skip
    said = [say("budget.only_minimum", language)] if share.only_minimum else []
    if ranked:
        by = share.ranked_by
        place = say(f"budget.place_{plan.method}", language, place=share.place, figure=by)
        said.insert(0, place)
    return say("budget.joint", language).join([*said, reason])


def _share(
    response: Response, count: int, fewest: int, reason: Reason, served: tuple[int, float] | None
) -> BudgetShare:
    bought = response.packages[:count]
    extra = sum(package.sales for package in bought)
    return BudgetShare(
        account_id=response.account_id,
        packages=count,
        amount=response.spends[count],
        fixed_fees=response.fixed_fees,
        sales=response.base_sales + extra,
        extra_sales=extra,
        margin=sum(package.margin for package in bought),
        reason=reason,
        place=served[0] if served else None,
        ranked_by=served[1] if served else None,
        only_minimum=0 < count == fewest and reason != "at_cap",
        next_package=_next(response, count),
    )


def _next(response: Response, count: int) -> Package | None:
    return response.packages[count] if count < len(response.packages) else None


def _reasons(
    responses: Responses, limits: Limits, counts: Counts, decided: Decided
) -> tuple[Reason, ...]:
    """Return why each account gets no more.

    A package that costs more than what is left did not fit where money went on to something
    worse: to an account later in the order, or to less of the aim for the money.
    """
    chosen = [place for place, count in enumerate(counts) if count > limits.fewest[place]]
    served = _served(decided.order)
    last = max((served[place][0] for place in chosen if served), default=0)
    rates = [_rate(responses[place].packages[counts[place] - 1], decided.aim) for place in chosen]
    lowest = min(rates, default=float("inf"))

    def reason(place: int) -> Reason:
        if limits.most[place] == 0:
            return "no_package"
        if counts[place] >= limits.most[place]:
            return "at_cap"
        following = responses[place].packages[counts[place]]
        if served:
            return "does_not_fit" if served[place][0] < last else "no_money"
        if following.worth(decided.aim) <= 0:
            return "not_worth"
        return "does_not_fit" if _rate(following, decided.aim) > lowest else "no_money"

    return tuple(reason(place) for place in range(len(counts)))


def _served(order: Order | None) -> dict[int, tuple[int, float]]:
    """Return each account's place in the order, 1 the first, and what it was ranked by."""
    if order is None:
        return {}
    numbered = enumerate(order.places, start=1)
    return {place: (number, order.figures[place]) for number, place in numbered}


def _rate(package: Package, aim: Aim) -> float:
    return package.worth(aim) / package.spend
