"""Chapter 13's open task: a development plan for three months, scored by its limits.

Any plan is right that keeps to the hours, works on the largest gaps, puts learning before
practising, and looks at the end whether it helped.
"""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Plan, one_of
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_13 import (
    HOURS_A_MONTH,
    LARGEST_GAPS,
    MEASURES,
    MONTHS,
    colleague,
    gaps_of,
)
from ka_helpers.exercises.plain import UnreadableError, plain_keys, plain_number

CHECK = "again"
Months = Mapping[str, int]
_GOOD = {
    "read_finance": 1, "read_planning": 1, "cases_finance": 2, "read_negotiation": 2,
    "visits_negotiation": 3, CHECK: 3,
}  # fmt: skip


def months_of(given: Any, lesson: Lesson) -> Months:
    """Return the month of each measure that was chosen.

    Raises
    ------
    UnreadableError : a measure that is not in the table, or a month that is none of the three
    """
    chosen = {}
    for key, value in plain_keys(given).items():
        month = plain_number(value)
        if month not in MONTHS:
            raise UnreadableError("chapter_13.no_such_month", found=str(value), measure=key)
        chosen[one_of(key, tuple(MEASURES))] = int(month)
    return chosen


def keeps_hours(plan: Months, lesson: Lesson) -> bool:
    """Tell whether no month takes more hours than there are."""
    return all(
        sum(MEASURES[name].hours for name, month in plan.items() if month == of) <= HOURS_A_MONTH
        for of in MONTHS
    )


def meets_gaps(plan: Months, lesson: Lesson) -> bool:
    """Tell whether something is done for each of the largest gaps."""
    largest = set(gaps_of(colleague(lesson)).index[:LARGEST_GAPS])
    return largest <= {MEASURES[name].skill for name in plan}


def learns_first(plan: Months, lesson: Lesson) -> bool:
    """Tell whether what is both learnt and practised is not practised first."""
    learnt = {MEASURES[name].skill: month for name, month in plan.items() if _is_learning(name)}
    return all(
        month >= learnt.get(MEASURES[name].skill, month)
        for name, month in plan.items()
        if not _is_learning(name)
    )


def looks_back(plan: Months, lesson: Lesson) -> bool:
    """Tell whether the exercises are done again in the last month."""
    return plan.get(CHECK) == MONTHS[-1]


def good_plan(lesson: Lesson) -> Answer:
    """Return a plan that keeps to everything."""
    return {"plan": _GOOD}


def all_at_once(lesson: Lesson) -> Answer:
    """Return the plan with everything but the check in the first month."""
    return {"plan": {**dict.fromkeys(_GOOD, 1), CHECK: MONTHS[-1]}}


def gap_left_out(lesson: Lesson) -> Answer:
    """Return the plan without the largest gap, and with a strength instead."""
    kept = {name: at for name, at in _GOOD.items() if MEASURES[name].skill != "finance"}
    return {"plan": {**kept, "contest_execution": 1}}


def practice_first(lesson: Lesson) -> Answer:
    """Return the plan with reading after the cases."""
    return {"plan": {**_GOOD, "cases_finance": 1, "read_finance": 2, "read_negotiation": 2}}


def no_look_back(lesson: Lesson) -> Answer:
    """Return the plan without the check."""
    return {"plan": {name: at for name, at in _GOOD.items() if name != CHECK}}


def _is_learning(name: str) -> bool:
    return MEASURES[name].kind == "learn"


PLAN = Exercise(
    "13.7",
    skill="planning",
    parts=(
        Plan(
            "plan",
            months_of,
            points={
                "hours": keeps_hours,
                "gaps": meets_gaps,
                "order": learns_first,
                "check": looks_back,
            },
        ),
    ),
    answer=good_plan,
    mistakes={
        "hours": all_at_once,
        "gaps": gap_left_out,
        "order": practice_first,
        "check": no_look_back,
    },
    hints=3,
    figures=lambda lesson: {"hours": HOURS_A_MONTH, "n": LARGEST_GAPS},
)
