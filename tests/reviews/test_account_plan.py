"""An account plan against its account: the model keeps to all of it, a fault to all but one."""

from dataclasses import replace

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises.answers.chapter_14_faults import FAULTS
from ka_helpers.exercises.answers.chapter_14_model import model_plan
from ka_helpers.exercises.lesson import lesson_on
from ka_helpers.exercises.materials.chapter_14 import facts_of
from ka_helpers.reviews.account_plan import PlannedObjective
from ka_helpers.reviews.plan_checks import CHECKS, kept, made_by

ACCOUNTS = ("K01", "K02", "K04", "K07", "K15")
FIVE_BAD_PLANS = ("within_budget", "no_clash", "pays", "answers_missed_kpi", "conditional")


@pytest.fixture(scope="module")
def lessons():
    case = load_case("beverage_china")
    return {each: lesson_on(case, each) for each in ACCOUNTS}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_plan_made_by_following_the_chapters_keeps_to_everything(lessons, account):
    lesson = lessons[account]
    assert kept(model_plan(lesson), facts_of(lesson)) == dict.fromkeys(CHECKS, True)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("fault", CHECKS)
def test_a_bad_plan_loses_its_mark_exactly_where_it_is_bad(lessons, account, fault):
    lesson = lessons[account]
    found = kept(FAULTS[fault](model_plan(lesson), lesson), facts_of(lesson))
    assert [name for name, well in found.items() if not well] == [fault]


def test_the_five_bad_plans_of_the_course_are_among_the_faults():
    assert set(FIVE_BAD_PLANS) <= set(FAULTS) == set(CHECKS)


def test_budget_break_even_and_bottom_line_are_those_of_the_tables(lessons):
    """By hand: fees and allowances of the promotion table, and worths added up issue by issue."""
    lesson = lessons["K01"]
    facts, plan = facts_of(lesson), model_plan(lesson)
    rows = lesson.account["promotion"].set_index("promo_id")
    for each in plan.promotions:
        row, like = rows.loc[each.like.promo_id], each.like
        margin = like.unit_margin
        needed = (row["fixed_fee"] / like.baseline_units + row["unit_allowance"]) / (
            margin - row["unit_allowance"]
        )
        assert like.break_even_uplift == pytest.approx(needed)
        assert like.uplift_rate.value >= needed
    spends = sorted(each.spend for each in facts.options)
    middle = spends[len(spends) // 2] + spends[(len(spends) - 1) // 2]
    assert facts.budget == pytest.approx(-(-2 * middle // 1000) * 1000)
    us = facts.agenda.us
    added = sum(float(curve.at(plan.talks.limit[key])) for key, curve in us.curves.items())
    linked = sum(
        link.worth * (plan.talks.limit[a] - link.at[0]) * (plan.talks.limit[b] - link.at[1])
        for link in us.links
        for a, b in [link.issues]
    )
    assert added + linked >= us.reservation


def test_months_make_a_sum_a_level_or_a_weighted_ratio(lessons):
    plan = replace(
        model_plan(lessons["K01"]),
        objectives=(
            PlannedObjective("sales_value", (100.0, 200.0, 300.0)),
            PlannedObjective("market_share", (0.10, 0.20, 0.30)),
            PlannedObjective("exec_score", (80.0, 82.0, 85.0)),
        ),
    )
    made = {each.metric: made_by(each, plan) for each in plan.objectives}
    assert made == pytest.approx(
        {"sales_value": 600.0, "market_share": 140 / 600, "exec_score": 85.0}
    )


def test_a_promotion_agreed_by_the_buyer_is_in_the_way_too(lessons):
    """The day before it begins is free only if the planned one is over by then."""
    lesson = lessons["K01"]
    facts, plan = facts_of(lesson), model_plan(lesson)
    first = facts.agreed.iloc[0]
    like = next(each for each in facts.options if each.category == first["category"])
    for days, free in ((13, False), (14, True)):
        start = first["start"] - pd.Timedelta(days=days)
        alone = replace(plan, promotions=(replace(plan.promotions[0], like=like, start=start),))
        assert kept(alone, facts)["no_clash"] is free
