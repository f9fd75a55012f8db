"""Chapter 6's open task: a promotion budget over accounts, scored by its limits and its gain."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Plan
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_06_budget import compared, task
from ka_helpers.exercises.plain import UnreadableError, plain_keys, plain_number
from ka_helpers.planning.budget import BudgetPlan, Response, given_plan

NEAR = 0.9
"""The share of the optimum's gain from which a plan counts as good."""
Counts = Mapping[str, int]


def whole_packages(given: Any, lesson: Lesson) -> Counts:
    """Return how many packages each account gets, 0 where it is not named.

    Raises
    ------
    UnreadableError : an account that is not in the task, or a number that is not whole
    """
    known = {each.account_id: 0 for each in lesson.once(task).responses}
    counts: dict[str, int] = dict(known)
    for key, value in plain_keys(given).items():
        account, number = lesson.account_called(str(key)), plain_number(value)
        if account not in known:
            listed = ", ".join(known)
            raise UnreadableError("chapter_06.other_account", found=str(key), known=listed)
        if number < 0 or number != round(number):
            raise UnreadableError("chapter_06.not_whole", found=str(value), account=account)
        counts[account] = round(number)
    return counts


def keeps_caps(counts: Counts, lesson: Lesson) -> bool:
    """Tell whether no account gets more packages than it can take."""
    return all(counts[each.account_id] <= each.most for each in lesson.once(task).responses)


def keeps_promises(counts: Counts, lesson: Lesson) -> bool:
    """Tell whether each account gets at least what it was promised."""
    responses = lesson.once(task).responses
    return all(counts[each.account_id] >= (each.fewest or 0) for each in responses)


def keeps_pool(counts: Counts, lesson: Lesson) -> bool:
    """Tell whether the packages cost no more than what is left after the fixed fees."""
    return plan_of(counts, lesson).left >= 0


def comes_near(counts: Counts, lesson: Lesson) -> bool:
    """Tell whether the plan gains at least `NEAR` of what the best one gains."""
    return plan_of(counts, lesson).gain >= NEAR * lesson.once(compared).optimum.gain


def plan_of(counts: Counts, lesson: Lesson) -> BudgetPlan:
    """Return what a plan costs and brings."""
    given = lesson.once(task)
    return given_plan(given.responses, given.budget, dict(counts))


def best(lesson: Lesson) -> Answer:
    """Return the optimum."""
    return {"plan": lesson.once(compared).optimum.counts}


def everything(lesson: Lesson) -> Answer:
    """Return every package of every account."""
    return _plan(lesson, lambda each: each.most)


def one_too_many(lesson: Lesson) -> Answer:
    """Return the minimums, and for one account more packages than there are."""
    first = lesson.once(task).responses[0]
    return {"plan": {**_least(lesson), first.account_id: first.most + 1}}


def promise_broken(lesson: Lesson) -> Answer:
    """Return the optimum without what was promised."""
    return {"plan": {**best(lesson)["plan"], lesson.once(task).promised: 0}}


def next_to_nothing(lesson: Lesson) -> Answer:
    """Return only what was promised."""
    return {"plan": _least(lesson)}


def _least(lesson: Lesson) -> Counts:
    return {each.account_id: each.fewest or 0 for each in lesson.once(task).responses}


def _plan(lesson: Lesson, count: Any) -> Answer:
    responses: tuple[Response, ...] = lesson.once(task).responses
    return {"plan": {each.account_id: count(each) for each in responses}}


def _figures(lesson: Lesson) -> Mapping[str, Any]:
    found, given = lesson.once(compared), lesson.once(task)
    return {
        "gain": found.optimum.gain, "pool": given.pool, "near": NEAR,
        "account": lesson.name_of(given.promised), "account_id": given.promised,
        "sales_first": found.sales_first.gain, "cost_first": found.cost_first.gain,
    }  # fmt: skip


BUDGET = Exercise(
    "6.8",
    skill="planning",
    parts=(
        Plan(
            "plan",
            whole_packages,
            points={
                "caps": keeps_caps,
                "promise": keeps_promises,
                "pool": keeps_pool,
                "near": comes_near,
            },
        ),
    ),
    answer=best,
    mistakes={
        "caps": one_too_many,
        "promise": promise_broken,
        "pool": everything,
        "near": next_to_nothing,
    },
    hints=3,
    figures=_figures,
)
