"""Account plans with one fault each: the model plan with one part changed.

Not in here: the constraints themselves (`reviews.plan_checks`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ka_helpers.exercises.answers.chapter_14_model import model_plan
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_14 import facts_of, free_start, is_free, paying_options
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.reviews.account_plan import AccountPlan, PlannedPromotion, Trade
from ka_helpers.reviews.plan_facts import METRIC_OF
from ka_helpers.terms import KPIS

Fault = Callable[[AccountPlan, Lesson], AccountPlan]


def faulty(fault: Fault) -> Callable[[Lesson], AccountPlan]:
    """Return the model plan with a fault."""
    return lambda lesson: fault(lesson.once(model_plan), lesson)


def _another_kpi(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    return replace(plan, kpi=next(kpi.key for kpi in KPIS if kpi.key != plan.kpi))


def _missed_kpi_ignored(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    others = tuple(each for each in plan.actions if each.kpi != plan.kpi)
    kept_ = tuple(
        each
        for each in plan.objectives
        if each.metric == "sales_value" or each.metric != METRIC_OF[facts_of(lesson).missed.kpi]
    )
    return replace(plan, actions=others, objectives=kept_)


def _month_too_small(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    sales = plan.objectives[0]
    less = replace(sales, months=(0.8 * sales.months[0], *sales.months[1:]))
    return replace(plan, objectives=(less, *plan.objectives[1:]))


def _too_soon(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    """Begin one promotion before the first day in time, where nothing else is in the way."""
    facts = facts_of(lesson)
    days = pd.date_range(facts.as_of + pd.Timedelta(days=1), periods=facts.lead_days - 1)
    place, day = next(
        (place, day)
        for place, each in enumerate(plan.promotions)
        for day in days
        if is_free(lesson, day, each.like.category, _others(plan, place))
    )
    moved = replace(plan.promotions[place], start=day)
    return replace(plan, promotions=(*_others(plan, place), moved))


def _clash(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    return replace(plan, promotions=(*plan.promotions, plan.promotions[0]))


def _over_budget(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    """Run the dearest promotion that paid again and again, each after the one before."""
    dearest, planned = paying_options(lesson)[-1], list(plan.promotions)
    while sum(each.spend for each in planned) <= facts_of(lesson).budget:
        start = free_start(lesson, dearest.category, planned)
        planned.append(PlannedPromotion(dearest, start))
    return replace(plan, promotions=tuple(planned))


def _below_break_even(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    """Put the cheapest promotion that did not pay in the place of the last one."""
    paid = {each.promo_id for each in paying_options(lesson)}
    poor = min(
        (each for each in facts_of(lesson).options if each.promo_id not in paid),
        key=lambda each: each.spend or 0.0,
    )
    others = list(plan.promotions[:-1])
    start = free_start(lesson, poor.category, others)
    return replace(plan, promotions=(*others, PlannedPromotion(poor, start)))


def _decider_left_out(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    return replace(plan, people=plan.people[1:])


def _below_bottom_line(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    """Give all the company lets us; where that beats no agreement, leave before the target."""
    agenda = facts_of(lesson).agenda
    worst = agenda.package(**{key: _end(agenda, key, best=False) for key in agenda.keys})
    bears = agenda.us.worth(worst) >= agenda.us.reservation
    return replace(plan, talks=replace(plan.talks, limit=plan.talks.opening if bears else worst))


def _beyond_limits(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    """Walk away only after one issue has gone beyond what the company allows.

    Where nothing beyond its limits lies between the target and no agreement, the plan stays.
    """
    agenda, talks = facts_of(lesson).agenda, plan.talks
    beyond = [
        agenda.package(base, **{issue.key: value})
        for base in (talks.target, talks.opening, talks.limit)
        for issue in agenda.issues
        for value in issue.values.tolist()
        if not agenda.allows(issue.key, value)
    ]
    most = agenda.us.worth(talks.target)
    between = [each for each in beyond if agenda.us.reservation <= agenda.us.worth(each) <= most]
    if not between:
        return plan
    return replace(plan, talks=replace(talks, limit=max(between, key=agenda.us.worth)))


def _out_of_their_reach(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    """Ask for the best of everything, and aim for all of it but one issue."""
    agenda, aimed = facts_of(lesson).agenda, plan.talks.target
    opening = agenda.package(**{key: _end(agenda, key, best=True) for key in agenda.keys})
    lost = {
        key: agenda.us.worth(opening) - agenda.us.worth(agenda.package(opening, **{key: value}))
        for key, value in aimed.items()
    }
    least = min((key for key in lost if lost[key] > 0), key=lambda key: lost[key])
    target = agenda.package(opening, **{least: aimed[least]})
    trades = (
        *plan.talks.trades,
        Trade({least: aimed[least]}, {_another(agenda, least): aimed[_another(agenda, least)]}),
    )
    return replace(plan, talks=replace(plan.talks, opening=opening, target=target, trades=trades))


def _given_for_nothing(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    first, *others = plan.talks.trades
    return replace(plan, talks=replace(plan.talks, trades=(Trade(first.given, {}), *others)))


def _nobody_does_it(plan: AccountPlan, lesson: Lesson) -> AccountPlan:
    return replace(plan, actions=tuple(replace(each, owner="") for each in plan.actions))


def _others(plan: AccountPlan, place: int) -> tuple[PlannedPromotion, ...]:
    return plan.promotions[:place] + plan.promotions[place + 1 :]


def _end(agenda: Agenda, key: str, *, best: bool) -> float:
    """Return the value of an issue that is best for us, or the worst that we may agree to."""
    values = np.array([each for each in agenda.by_key[key].values if agenda.allows(key, each)])
    worths = agenda.us.curves[key].at(values)
    return float(values[int(worths.argmax() if best else worths.argmin())])


def _another(agenda: Agenda, key: str) -> str:
    return next(each for each in agenda.keys if each != key)


FAULTS: Mapping[str, Fault] = {
    "names_missed_kpi": _another_kpi,
    "answers_missed_kpi": _missed_kpi_ignored,
    "months_add_up": _month_too_small,
    "in_time": _too_soon,
    "no_clash": _clash,
    "within_budget": _over_budget,
    "pays": _below_break_even,
    "meets_deciders": _decider_left_out,
    "above_bottom_line": _below_bottom_line,
    "within_limits": _beyond_limits,
    "acceptable_to_them": _out_of_their_reach,
    "conditional": _given_for_nothing,
    "owned": _nobody_does_it,
}
"""For each constraint the fault that breaks it, and nothing else."""
