"""A small promotion budget over the largest accounts: what chapter 6 spreads.

Not in here: answers.
"""

from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil
from typing import Any

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.planning.budget import BudgetComparison, BudgetPlan, Response, compare_budgets
from ka_helpers.planning.budget_history import histories_of, responses_from
from ka_helpers.planning.budget_shares import say_reason

ACCOUNTS = 6
BEST_KINDS = 3
PART_OF_WORTHWHILE = 0.6
"""Of the money for which packages earn more than they cost: less than all, so that it binds."""
ROUND = 1_000


@dataclass(frozen=True)
class Task:
    """The budget to be spread: accounts' responses, the budget and the account with a promise."""

    responses: tuple[Response, ...]
    budget: float
    promised: str

    @property
    def fees(self) -> float:
        """Fixed fees of all accounts."""
        return sum(response.fixed_fees for response in self.responses)

    @property
    def pool(self) -> float:
        """What is left for packages."""
        return self.budget - self.fees


def task(lesson: Lesson) -> Task:
    """Return the budget task of the case: its largest accounts with promotions, a pool that binds.

    Each account offers its best kinds of promotion and the one that takes most money; the
    account whose best package returns least was promised one package. The pool is what buying by
    return has spent when it stops, so that a plan made by hand can be good.

    Raises
    ------
    NotGradableError : no package of these accounts would earn more than it costs
    """
    promoting = set(lesson.table("promotion")["account_id"])
    sales = lesson.table("sales").groupby("account_id")["sales_value"].sum()
    largest = [name for name in sales.sort_values(ascending=False).index if name in promoting]
    chosen = [lesson.account_id, *(name for name in largest if name != lesson.account_id)]
    named = sorted(chosen[:ACCOUNTS])
    histories = histories_of({name: lesson.case.slice(name) for name in named})
    offers = [_offer(response) for response in responses_from(histories, lesson.quarter)]
    offers = [offer for offer in offers if offer.packages]
    worthwhile = [package for offer in offers for package in offer.packages if package.gain > 0]
    if len(offers) < 2 or not worthwhile:
        raise NotGradableError("chapter_06.nothing_worthwhile", case=lesson.case.file.case_id)
    promised = min(offers, key=lambda offer: offer.packages[0].returned)
    least = promised.packages[0].spend
    spends = [least, *_by_return(offers, promised)]
    offers = [replace(offer, minimum=least) if offer is promised else offer for offer in offers]
    pool = ceil(_reached(spends, PART_OF_WORTHWHILE * sum(p.spend for p in worthwhile)) / ROUND)
    pool *= ROUND
    return Task(tuple(offers), pool + sum(o.fixed_fees for o in offers), promised.account_id)


def compared(lesson: Lesson) -> BudgetComparison:
    """Return the task solved by both principles and exactly, and what 10,000 more would bring."""
    given = lesson.once(task)
    return compare_budgets(given.responses, given.budget)


def pool_of(lesson: Lesson) -> float:
    """Return what is left for packages when the fixed fees are paid."""
    return lesson.once(task).pool


def packages(lesson: Lesson) -> pd.DataFrame:
    """Return what can be bought: a row a package, in the order in which an account's are bought.

    `promised` is 1 for the package that is owed, 0 for others.
    """
    given = lesson.once(task)
    rows = [
        {
            "account_id": each.account_id, "number": number, "mechanic": package.name,
            "spend": package.spend, "extra_sales": package.sales, "margin": package.margin,
            "returned": package.returned, "source": package.source, "n": package.n,
            "promised": int(each.account_id == given.promised and number == 1),
        }
        for each in given.responses
        for number, package in enumerate(each.packages, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("account_id")


def accounts_of_task(lesson: Lesson) -> pd.DataFrame:
    """Return each account's limits: fixed fees, expected sales, fewest and most packages."""
    rows = [
        {
            "account_name": lesson.name_of(each.account_id), "base_sales": each.base_sales,
            "fixed_fees": each.fixed_fees, "fewest": each.fewest or 0, "most": each.most,
        }
        for each in lesson.once(task).responses
    ]  # fmt: skip
    named = [each.account_id for each in lesson.once(task).responses]
    return pd.DataFrame(rows, index=pd.Index(named, name="account_id"))


def plan_rows(lesson: Lesson, method: str, language: str) -> pd.DataFrame:
    """Return one plan: an account's amount, expected sales, margin, ratio, and the reason."""
    plan: BudgetPlan = getattr(lesson.once(compared), method)
    rows: list[dict[str, Any]] = [
        {
            "packages": share.packages, "amount": share.amount, "sales": share.sales,
            "margin": share.margin, "cost_ratio": share.cost_ratio,
            "reason": say_reason(share, plan, language),
        }
        for share in plan.shares
    ]  # fmt: skip
    named = [share.account_id for share in plan.shares]
    return pd.DataFrame(rows, index=pd.Index(named, name="account_id"))


def side_by_side(lesson: Lesson) -> pd.DataFrame:
    """Return the three plans in total: spent, left, extra sales, margin, gain, return."""
    rows = [
        {
            "method": plan.method, "spent": plan.spent, "left": plan.left,
            "extra_sales": plan.extra_sales, "margin": plan.margin, "gain": plan.gain,
            "returned": plan.returned,
        }
        for plan in lesson.once(compared).plans
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _by_return(offers: list[Response], promised: Response) -> list[float]:
    """Return what the packages cost that are not promised, best return first."""
    free = [
        package
        for offer in offers
        for package in offer.packages[1 if offer is promised else 0 :]
    ]  # fmt: skip
    return [package.spend for package in sorted(free, key=lambda each: -each.returned)]


def _reached(spends: list[float], money: float) -> float:
    """Return the most that the first of these cost for at most `money`; two at least are bought.

    A pool of just that much is used up by buying them in turn, which is then close to the best.
    """
    costs = list(accumulate(spends))
    return max([cost for cost in costs if cost <= money] + costs[:2])


def _offer(response: Response) -> Response:
    """Return an account with its best kinds of promotion and the one that takes most money."""
    room = response.packages
    best = room[:BEST_KINDS]
    dearest = max(room[BEST_KINDS:], key=lambda package: package.spend, default=None)
    kept = best if dearest is None else (*best, dearest)
    return replace(response, packages=kept)
