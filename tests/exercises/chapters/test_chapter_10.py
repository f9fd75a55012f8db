"""Chapter 10: its figures add up by hand, and what it asks about can be told apart."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises.answers.chapter_10_cash import (
    DAYS_IN_YEAR,
    MORE_DAYS,
    YEARLY_RATE,
    days_and_room,
    held_back,
    not_yet_paid,
    price_of_terms,
)
from ka_helpers.exercises.answers.chapter_10_orders import (
    forecast_quality,
    oldest_on_leaving,
    on_time_in_full,
    repaired,
)
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_on
from ka_helpers.exercises.materials.chapter_10 import (
    can_be_read,
    causes,
    delivered_units,
    fresh_product,
    gap_account,
    invoices,
    ordered_units,
    owed,
    receivable,
    supplied,
)
from ka_helpers.exercises.materials.chapter_10_orders import forecast_month, month_orders
from ka_helpers.exercises.materials.chapter_10_shown import draw_credit


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def test_the_account_that_held_back_most_is_that_of_the_story(lesson):
    worked = held_back(lesson)
    assert lesson.once(gap_account) == "K02"
    assert worked["held_back"] == pytest.approx(600_000, abs=1)
    wanted = {"penalty": 150_000, "price_difference": 250_000, "promotion_discount": 200_000}
    assert worked["by_reason"] == pytest.approx(wanted, abs=1)


def test_invoices_that_nobody_has_paid_yet_are_no_gap(lesson):
    rows = lesson.once(invoices)
    waiting = rows.loc[rows["paid_amount"].isna(), "amount"].sum()
    assert waiting > 0
    apart = not_yet_paid(lesson)["held_back"] - held_back(lesson)["held_back"]
    assert apart == pytest.approx(waiting)


def test_the_causes_are_all_the_units_that_are_missing(lesson):
    missing = lesson.once(causes)["missing_units"].sum()
    assert missing == pytest.approx(ordered_units(lesson) - delivered_units(lesson))
    assert repaired(lesson)["fill_now"] == pytest.approx(lesson.once(supplied).fill_rate.value)
    assert repaired(lesson)["fill_now"] < repaired(lesson)["fill_then"] < 1


def test_forecasts_are_weighed_by_units(lesson):
    rows = lesson.once(forecast_month)
    off = sum(abs(f - s) for f, s in zip(rows["forecast"], rows["sold"], strict=True))
    assert forecast_quality(lesson)["accuracy"] == pytest.approx(1 - off / rows["sold"].sum())
    assert set(rows.index) <= set(lesson.table("product")["product_id"])


def test_an_order_counts_only_if_it_is_both_whole_and_in_time(lesson):
    rows = lesson.once(month_orders)
    good = sum(
        full and timely for full, timely in zip(rows["in_full"], rows["on_time"], strict=True)
    )
    assert on_time_in_full(lesson)["otif"] == good / len(rows)
    assert set(rows["in_full"]) == set(rows["on_time"]) == {0, 1}


def test_goods_that_leave_on_the_last_day_arrive_at_the_limit(lesson):
    fresh, oldest = lesson.once(fresh_product), oldest_on_leaving(lesson)["oldest"]
    left = fresh.shelf_life_days - oldest - fresh.transit_days
    assert left / fresh.shelf_life_days == pytest.approx(fresh.least_life)
    assert fresh.transit_days >= 1


def test_days_and_room_are_those_of_the_review(lesson):
    found, reviewed = lesson.once(owed), lesson.once(receivable)
    worked = days_and_room(lesson)
    assert worked["dso"] == pytest.approx(reviewed.dso.value)
    after = found.balance + worked["weeks_left"] * found.a_week
    assert after == pytest.approx(found.credit_limit)


def test_more_days_cost_as_much_as_that_part_of_a_year_s_sales(lesson):
    yearly = lesson.once(owed).a_day * DAYS_IN_YEAR
    share = MORE_DAYS / DAYS_IN_YEAR * YEARLY_RATE
    assert price_of_terms(lesson)["cost_a_year"] == pytest.approx(yearly * share)


def test_the_dot_is_red_above_the_limit(opened):
    chapter = opened("10", "beverage_china")
    found = chapter.lesson.once(owed)
    at_limit = found.credit_limit / found.a_day
    under, over = (draw_credit(chapter, days=at_limit + step, growth=0.0) for step in (-1, 1))
    dots = [together[0].plot.marks[2].colour for together in (under, over)]
    assert dots[0] != dots[1]
    assert "above the limit" in over[1]
    assert "below the limit" in under[1]


@pytest.mark.parametrize("column", ["deduction_type", "paid_amount"])
def test_a_case_that_keeps_no_deductions_cannot_carry_the_chapter(lesson, monkeypatch, column):
    without = lesson.table("receivable").drop(columns=column)
    monkeypatch.setattr(Lesson, "table", lambda self, name: without)
    with pytest.raises(NotGradableError) as lacking:
        can_be_read(lesson_on(lesson.case))
    assert lacking.value.key == "chapter_10.no_deductions"
