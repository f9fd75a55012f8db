"""A plan that keeps to every constraint of the case, made as chapter 14 teaches it.

Not in here: plans with a fault (`chapter_14_faults`), the constraints (`reviews.plan_checks`).
"""

from collections.abc import Iterable

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_14 import (
    PROMOTIONS,
    facts_of,
    free_start,
    in_months,
    paying_options,
)
from ka_helpers.exercises.materials.chapter_14_talks import strategy
from ka_helpers.reviews.account_plan import (
    AccountPlan,
    PlannedAction,
    PlannedObjective,
    PlannedPromotion,
)
from ka_helpers.reviews.plan_checks import kept
from ka_helpers.reviews.plan_facts import METRIC_OF, PlanFacts
from ka_helpers.terms import KPIS


def model_plan(lesson: Lesson) -> AccountPlan:
    """Return a plan that keeps to every constraint.

    Raises
    ------
    NotGradableError : the account leaves no room for one, and which constraint is in the way
    """
    facts = facts_of(lesson)
    plan = AccountPlan(
        kpi=facts.missed.kpi,
        module=facts.module,
        objectives=model_objectives(lesson),
        promotions=model_promotions(lesson),
        people=facts.to_meet,
        talks=strategy(lesson),
        actions=model_actions(facts),
    )
    broken = [name for name, well in kept(plan, facts).items() if not well]
    if broken:
        why = f"chapter_14.q8_point_{broken[0]}"
        raise NotGradableError("chapter_14.no_room", account=lesson.account_id, why=why)
    return plan


def model_objectives(lesson: Lesson) -> tuple[PlannedObjective, ...]:
    """Return sales and the missed KPI's metric, in months."""
    metrics = dict.fromkeys(["sales_value", METRIC_OF[facts_of(lesson).missed.kpi]])
    return tuple(PlannedObjective(each, _three(in_months(lesson, each))) for each in metrics)


def model_promotions(lesson: Lesson) -> tuple[PlannedPromotion, ...]:
    """Return the cheapest past promotions that paid, run again one after another.

    Raises
    ------
    NotGradableError : too few have paid
    """
    planned: list[PlannedPromotion] = []
    options = paying_options(lesson)
    if len(options) < PROMOTIONS:
        values = {"account": lesson.account_id, "n": len(options), "fewest": PROMOTIONS}
        raise NotGradableError("chapter_14.too_few_paid", **values)
    for option in options[:PROMOTIONS]:
        planned.append(PlannedPromotion(option, free_start(lesson, option.category, planned)))
    return tuple(planned)


def model_actions(facts: PlanFacts) -> tuple[PlannedAction, ...]:
    """Return one action for the missed KPI and one for another."""
    due = facts.as_of + pd.Timedelta(days=30)
    other = next(kpi.key for kpi in KPIS if kpi.key != facts.missed.kpi)
    return (
        PlannedAction("Show the buyer where we fell short", "KAM", due, facts.missed.kpi),
        PlannedAction("Book the promotions", "KAM", due, other),
    )


def _three(months: Iterable[float]) -> tuple[float, float, float]:
    first, second, third = (float(each) for each in months)
    return first, second, third
