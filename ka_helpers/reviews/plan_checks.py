"""What a good account plan keeps to: one yes or no for each constraint of the case.

Each check looks at one thing only, so that a fault is named where it is and nowhere else.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from ka_helpers.metrics.roll_up import AGGREGATIONS, ROUNDING, roll_up
from ka_helpers.planning.rolling import earliest_start, overlaps_of
from ka_helpers.reviews.account_plan import AccountPlan, PlannedObjective
from ka_helpers.reviews.plan_facts import METRIC_OF, PlanFacts

CENT = 0.005
Check = Callable[[AccountPlan, PlanFacts], bool]


def kept(plan: AccountPlan, facts: PlanFacts) -> dict[str, bool]:
    """Return for each constraint, in the order of `CHECKS`, whether the plan keeps to it."""
    return {name: check(plan, facts) for name, check in CHECKS.items()}


def _names_missed_kpi(plan: AccountPlan, facts: PlanFacts) -> bool:
    return (plan.kpi, plan.module) == (facts.missed.kpi, facts.module)


def _answers_missed_kpi(plan: AccountPlan, facts: PlanFacts) -> bool:
    """An objective beyond what was reached, and someone who does something about it."""
    objective = plan.objective(METRIC_OF[facts.missed.kpi])
    reached = facts.missed.actual.value
    if objective is None or reached is None:
        return False
    acted_on = any(each.kpi == facts.missed.kpi for each in plan.actions)
    return acted_on and made_by(objective, plan) > reached


def _months_add_up(plan: AccountPlan, facts: PlanFacts) -> bool:
    """Each target the company has set is made by its months, sales always."""
    if plan.objective("sales_value") is None:
        return False
    return all(
        abs(made_by(each, plan) - target) <= ROUNDING * abs(target)
        for each in plan.objectives
        if (target := facts.targets.get(each.metric)) is not None
    )


def _in_time(plan: AccountPlan, facts: PlanFacts) -> bool:
    earliest = earliest_start(facts.as_of, facts.lead_days)
    return all(each.start >= earliest for each in plan.promotions)


def _no_clash(plan: AccountPlan, facts: PlanFacts) -> bool:
    """No two promotions of a category share a day, those already agreed included."""
    planned = pd.DataFrame(
        [(f"plan {number}", each.like.category, each.start, each.end)
         for number, each in enumerate(plan.promotions)],
        columns=["promo_id", "category", "start", "end"],
    )  # fmt: skip
    rows = pd.concat([planned, facts.agreed]) if len(facts.agreed) else planned
    pairs = overlaps_of(rows.assign(account_id=facts.account_id, product_id=None))
    ours = set(planned["promo_id"])
    return not any(ours & set(pair) for pair in pairs)


def _within_budget(plan: AccountPlan, facts: PlanFacts) -> bool:
    return sum(each.spend for each in plan.promotions) <= facts.budget + CENT


def _pays(plan: AccountPlan, facts: PlanFacts) -> bool:
    return bool(plan.promotions) and all(each.pays for each in plan.promotions)


def _meets_deciders(plan: AccountPlan, facts: PlanFacts) -> bool:
    return set(facts.to_meet) <= set(plan.people)


def _above_bottom_line(plan: AccountPlan, facts: PlanFacts) -> bool:
    """Open high, aim lower, and walk away before no agreement would be better."""
    us, talks = facts.agenda.us, plan.talks
    opening, target, limit = (us.worth(each) for each in (talks.opening, talks.target, talks.limit))
    return opening > target >= limit >= us.reservation - CENT


def _within_limits(plan: AccountPlan, facts: PlanFacts) -> bool:
    """No package goes beyond what our company lets us agree to."""
    return all(
        facts.agenda.allows(key, package[key])
        for package in (plan.talks.opening, plan.talks.target, plan.talks.limit)
        for key in facts.agenda.keys
    )


def _acceptable_to_them(plan: AccountPlan, facts: PlanFacts) -> bool:
    return facts.agenda.them.accepts(plan.talks.target)


def _conditional(plan: AccountPlan, facts: PlanFacts) -> bool:
    """Whatever is given on the way from the opening to the target is given for something."""
    us, talks = facts.agenda.us, plan.talks
    given_up = {
        key
        for key in facts.agenda.keys
        if us.curves[key].at(talks.target[key]) < us.curves[key].at(talks.opening[key]) - CENT
    }
    traded = {key for each in talks.trades for key in each.given}
    return (
        bool(talks.trades)
        and given_up <= traded
        and all(each.given and each.wanted for each in talks.trades)
    )


def _owned(plan: AccountPlan, facts: PlanFacts) -> bool:
    """Each action has an owner, and a day that is still to come."""
    return bool(plan.actions) and all(
        each.owner.strip() and each.due > facts.as_of for each in plan.actions
    )


def made_by(objective: PlannedObjective, plan: AccountPlan) -> float:
    """Return what an objective's months make: a sum, the last one, or weighted with sales."""
    sales = plan.objective("sales_value")
    weights = sales.months if sales and sum(sales.months) > 0 else (1.0, 1.0, 1.0)
    return roll_up(objective.months, AGGREGATIONS[objective.metric], weights)


CHECKS: Mapping[str, Check] = {
    "names_missed_kpi": _names_missed_kpi,
    "answers_missed_kpi": _answers_missed_kpi,
    "months_add_up": _months_add_up,
    "in_time": _in_time,
    "no_clash": _no_clash,
    "within_budget": _within_budget,
    "pays": _pays,
    "meets_deciders": _meets_deciders,
    "above_bottom_line": _above_bottom_line,
    "within_limits": _within_limits,
    "acceptable_to_them": _acceptable_to_them,
    "conditional": _conditional,
    "owned": _owned,
}
