"""Chapter 11: classes, visits and plans add up by hand; each way of choosing is another one."""

from dataclasses import replace

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.answers.chapter_11 import suits
from ka_helpers.exercises.answers.chapter_11_checks import (
    agreed_and_done,
    checked,
    visit_rates,
)
from ka_helpers.exercises.answers.chapter_11_stores import (
    NEAR,
    best,
    class_a,
    everywhere,
    fits,
    month_of_visits,
    names_of_five,
    near,
    small_ones_dropped,
    whole_frequencies,
)
from ka_helpers.exercises.lesson import NotGradableError, lesson_for, lesson_on
from ka_helpers.exercises.materials.chapter_11 import (
    CHECKLIST,
    at_stake,
    by_class,
    classes,
    five_stores,
    improved,
    stores,
    visit_months,
    visits_by_rule,
)
from ka_helpers.exercises.materials.chapter_11_choices import (
    best_choice,
    choices,
    minutes_taken,
    minutes_today,
    reached,
    reached_today,
    routes,
    shared_week,
    week_of_routes,
)
from ka_helpers.exercises.materials.chapter_11_shown import draw_load
from ka_helpers.exercises.plain import UnreadableError
from ka_helpers.figures.style import GREEN, RED
from ka_helpers.metrics import execution
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.rows import AccountView
from ka_helpers.widgets import quiz


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def test_class_a_makes_half_of_the_sales_and_not_one_store_less_does(lesson):
    sales, named = lesson.once(stores)["annual_sales"], lesson.once(classes)
    of_a = sales[named == "A"]
    assert of_a.sum() >= sales.sum() / 2 > of_a.sort_values()[1:].sum()
    assert class_a(lesson) == {"a_stores": len(of_a), "a_sales": pytest.approx(of_a.sum())}


def test_the_classes_together_are_all_stores_and_all_minutes(lesson):
    rows = lesson.once(by_class)
    assert rows["stores"].sum() == len(lesson.once(stores))
    minutes = (rows["stores"] * rows["visits_each"] * rows["minutes_a_visit"]).sum()
    assert minutes == pytest.approx(minutes_taken(lesson, {"A": 4, "B": 2, "C": 1}))
    assert month_of_visits(lesson)["visits"] == lesson.once(visits_by_rule).sum()


def test_the_routes_are_the_visits_of_the_rule_in_the_time_there_is(lesson):
    plan = lesson.once(routes)
    assert plan.unplaced == ()
    assert plan.visits == sum(len(route.stores) for route in plan.routes)
    assert plan.people == month_of_visits(lesson)["people"]
    assert (week_of_routes(lesson, 1, 1)["minutes"] <= plan.minutes_a_day).all()


def test_the_week_that_is_shown_has_a_day_in_two_districts(lesson):
    shared = week_of_routes(lesson, *shared_week(lesson))["districts"]
    assert any(", " in districts for districts in shared)


def test_the_quiz_calls_the_five_stores_by_their_names(lesson):
    five = lesson.once(five_stores)
    assert names_of_five(lesson) == five["store_name"].to_dict()
    shown = quiz(open_chapter("11", lesson.case.file.case_id), "11.7").options
    assert shown == five["store_name"].to_dict()


def test_rates_are_those_of_the_review(lesson):
    context = Context(as_of=str(lesson.case.file.as_of))
    assessed = execution.assess(AccountView(lesson.account), lesson.quarter, context)
    worked = visit_rates(lesson)
    assert worked["made_share"] == pytest.approx(assessed.visit_completion.value)
    assert worked["success"] == pytest.approx(assessed.visit_success.value)


def test_the_account_that_improved_most_is_that_of_the_story(lesson):
    assert lesson.once(improved).account_id == "K06"
    worked = agreed_and_done(lesson)
    assert worked["done_share"] > 0.9
    assert worked["gain"] > 0.3


def test_the_checklist_has_a_hundred_points_and_one_item_that_lost_most():
    assert sum(points for _, points, _ in CHECKLIST) == 100
    lost = sorted(points - found for _, points, found in CHECKLIST)
    assert lost[-1] > lost[-2]


def test_the_example_of_a_check_by_hand(lesson):
    assert checked(lesson) == {"score": 70.0, "first_item": "display"}


def test_five_stores_of_one_district_of_which_none_is_both_largest_and_worst(lesson):
    five = lesson.once(five_stores)
    assert lesson.once(stores).loc[five.index, "district"].nunique() == 1
    first = at_stake(five).idxmax()
    assert (five["annual_sales"].idxmax(), five["exec_score"].idxmin()) != (first, first)


def test_the_best_choice_is_the_best_of_all_that_fit(lesson):
    room, chosen = minutes_today(lesson), best_choice(lesson)
    assert minutes_taken(lesson, chosen) <= room
    for row in lesson.once(choices).to_dict("records"):
        if row["minutes"] <= room:
            assert row["reached"] <= reached(lesson, chosen)
    assert reached(lesson, chosen) > reached_today(lesson)


def test_weekly_visits_to_all_see_each_yuan_four_times(lesson):
    assert reached(lesson, {"A": 4, "B": 4, "C": 4}) == pytest.approx(4)
    assert len(lesson.once(choices)) == 20


def test_dropping_the_small_stores_would_reach_more_and_is_still_refused(lesson):
    dropped = small_ones_dropped(lesson)["frequencies"]
    assert reached(lesson, dropped) > reached(lesson, best(lesson)["frequencies"])
    assert [point(dropped, lesson) for point in (fits, everywhere, near)] == [True, False, True]
    assert 0 < NEAR < 1


@pytest.mark.parametrize("given", [{"D": 1}, {"A": 5}, {"A": 1.5}, {"B": -1}])
def test_frequencies_are_whole_and_of_known_classes(lesson, given):
    with pytest.raises(UnreadableError):
        whole_frequencies(given, lesson)


def test_a_class_may_be_written_small_and_one_not_named_gets_none(lesson):
    assert whole_frequencies({"a": 4, "B": 2.0}, lesson) == {"A": 4, "B": 2, "C": 0}


def test_the_bar_of_all_stores_is_red_where_the_time_does_not_suffice(opened):
    chapter = opened("11", "beverage_china")
    over, under = (draw_load(chapter, a=n, b=n, c=n) for n in (4, 1))
    assert [each[0].plot.marks[0].colours[0] for each in (over, under)] == [RED, GREEN]
    assert sum(over[0].plot.marks[0].lengths[1:]) == pytest.approx(over[0].plot.marks[0].lengths[0])


def test_an_account_without_stores_cannot_carry_the_chapter_and_the_sample_stands_in():
    with pytest.raises(NotGradableError) as lacking:
        suits(lesson_on(load_case("beverage_china"), "K15"))
    assert lacking.value.key == "chapter_11.too_few_stores"
    stood_in = lesson_for(suits, "beverage_china", "K15")
    assert (stood_in.account_id, stood_in.stands_in.key) == ("K01", "chapter_11.too_few_stores")


def test_visits_that_were_all_made_leave_nothing_to_ask(lesson):
    rows = lesson.account["execution"].assign(visits_made=lambda each: each["visits_planned"])
    tables = {"execution": rows}
    fresh = replace(lesson, kept={})
    fresh.__dict__["account"] = tables
    with pytest.raises(NotGradableError):
        visit_months(fresh)
