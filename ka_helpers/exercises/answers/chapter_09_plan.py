"""Chapter 9's open task: retention actions for accounts in danger, scored by four limits."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Plan, one_of
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_09_signals import (
    DAYS_OF_WORK,
    AccountInDanger,
    cheapest_plan,
    task,
)
from ka_helpers.exercises.plain import UnreadableError, plain_keys, plain_list
from ka_helpers.metrics.retention import ACTIONS, causes_left

Actions = Mapping[str, tuple[str, ...]]
Point = Callable[[Actions, Lesson], bool]
MOST_TRIED = 3


def chosen_actions(given: Any, lesson: Lesson) -> Actions:
    """Return the actions chosen for each account of the task, none where it is not named.

    Raises
    ------
    UnreadableError : an account that is not in the task, or something that is no action
    """
    known = [each.account_id for each in lesson.once(task).accounts]
    chosen: dict[str, tuple[str, ...]] = dict.fromkeys(known, ())
    for key, value in plain_keys(given).items():
        account = lesson.account_called(str(key))
        if account not in chosen:
            listed = ", ".join(known)
            raise UnreadableError("chapter_09.other_account", found=str(key), known=listed)
        names = [value] if isinstance(value, str) else plain_list(value)
        chosen[account] = tuple(dict.fromkeys(one_of(str(name), tuple(ACTIONS)) for name in names))
    return chosen


def answers_causes(chosen: Actions, lesson: Lesson) -> bool:
    """Tell whether every open cause of every account is answered."""
    accounts = lesson.once(task).accounts
    return not any(causes_left(each.causes, chosen[each.account_id]) for each in accounts)


def begins_where_missing(chosen: Actions, lesson: Lesson) -> bool:
    """Tell whether each account gets an action that the figures say is missing, if there is one."""
    return all(
        not each.missing or set(each.missing) & set(chosen[each.account_id])
        for each in lesson.once(task).accounts
    )


def wastes_nothing(chosen: Actions, lesson: Lesson) -> bool:
    """Tell whether every action answers an open cause of its account."""
    return not any(
        set(ACTIONS[name]).isdisjoint(each.causes)
        for each in lesson.once(task).accounts
        for name in chosen[each.account_id]
    )


def keeps_days(chosen: Actions, lesson: Lesson) -> bool:
    """Tell whether the actions take no more days than there are."""
    return days_of(chosen) <= lesson.once(task).days


def days_of(chosen: Actions) -> int:
    """Return the days of work that the actions of all accounts take."""
    return sum(DAYS_OF_WORK[name] for names in chosen.values() for name in names)


POINTS: Mapping[str, Point] = {
    "causes": answers_causes,
    "missing": begins_where_missing,
    "useless": wastes_nothing,
    "days": keeps_days,
}


def cheapest(lesson: Lesson) -> Answer:
    """Return the plan that takes the fewest days."""
    return {"plan": cheapest_plan(lesson)}


def missing_only(point: str) -> Callable[[Lesson], Answer]:
    """Return the function that makes a plan which fails at one point alone.

    Where a case has no such plan it makes the right one.
    """

    def plan(lesson: Lesson) -> Answer:
        for chosen in _variations(lesson):
            if {name for name, kept in POINTS.items() if not kept(chosen, lesson)} == {point}:
                return {"plan": {account: list(names) for account, names in chosen.items()}}
        return cheapest(lesson)

    return plan


def _variations(lesson: Lesson) -> Iterator[Actions]:
    """Yield the cheapest plan with another choice at one account, then all that is of use."""
    accounts = lesson.once(task).accounts
    best = {each.account_id: each.answer for each in accounts}
    for each in accounts:
        for count in range(MOST_TRIED + 1):
            for choice in combinations(ACTIONS, count):
                yield {**best, each.account_id: choice}
    yield {each.account_id: _of_use(each) for each in accounts}


def _of_use(account: AccountInDanger) -> tuple[str, ...]:
    return tuple(name for name, causes in ACTIONS.items() if set(causes) & set(account.causes))


def _figures(lesson: Lesson) -> Mapping[str, Any]:
    given = lesson.once(task)
    least = days_of({each.account_id: each.answer for each in given.accounts})
    return {"days": given.days, "least": least}


RETENTION = Exercise(
    "9.6",
    skill="relationship",
    parts=(Plan("plan", chosen_actions, points=POINTS),),
    answer=cheapest,
    mistakes={point: missing_only(point) for point in POINTS},
    hints=3,
    figures=_figures,
)
