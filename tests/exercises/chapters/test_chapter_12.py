"""Chapter 12: its books add up, its examples are the planted stories, any sound plan is right."""

from dataclasses import replace

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises.answers import chapter_12_stock as stock
from ka_helpers.exercises.answers.chapter_12_books import efficiency, left_over, two_margins
from ka_helpers.exercises.answers.chapter_12_selling import inside_growth, last_week, three_signs
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.exercises.materials import chapter_12_pages as pages
from ka_helpers.exercises.materials.chapter_12 import (
    accounts_of,
    has_profit,
    phasing_of,
    profit_of,
    signs,
    way_down,
)
from ka_helpers.exercises.materials.chapter_12_asked import asked_of, periods
from ka_helpers.exercises.materials.chapter_12_examples import (
    Month,
    Shelf,
    Stored,
    cut_example,
    month_example,
    regions_example,
    shelf_example,
    stored_example,
)
from ka_helpers.exercises.plain import UnreadableError

POINTS = (stock.piles_up_nothing, stock.leaves_none_empty, stock.ends_well)


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def kept_as(lesson, **made):
    """Return the lesson with other examples."""
    examples = {"stored": stored_example, "month": month_example, "shelf": shelf_example}
    return replace(lesson, kept={examples[name]: value for name, value in made.items()})


def test_what_is_left_is_what_the_review_finds_but_for_rounding(lesson):
    found, left = profit_of(lesson, lesson.account_id), left_over(lesson)
    assert left["pocket"] == pytest.approx(found.pocket.value, abs=5)
    assert left["profit"] == pytest.approx(found.account_profit.value, abs=5)
    way = lesson.once(way_down)
    assert left["of_list"] * way.list_value == pytest.approx(left["profit"])


def test_an_account_without_costs_cannot_carry_the_chapter(lesson):
    without = replace(lesson, kept={(profit_of, lesson.account_id): None})
    with pytest.raises(NotGradableError) as lacking:
        has_profit(without)
    assert lacking.value.key == "chapter_12.no_profit"


def test_the_story_s_month_and_an_account_by_hand(lesson):
    weeks = pd.Series([10.0, 10.0, 10.0, 70.0])
    assert last_week(kept_as(lesson, month=Month("K01", "2026-06", weeks))) == {
        "last_share": pytest.approx(0.7), "times": pytest.approx(2.8),
    }  # fmt: skip
    bought_for_80 = kept_as(lesson, shelf=Shelf("K01", 100.0, 80.0, 8.0))
    assert two_margins(bought_for_80) == {
        "front": pytest.approx(0.2), "back": pytest.approx(0.1),
    }  # fmt: skip


def test_examples_are_the_planted_stories(lesson):
    asked = asked_of(lesson)
    planted = pd.read_csv(lesson.case.path / "truth" / "stories.csv").set_index("story")
    told = {
        "spend_cut": asked.cut.account_id,
        "phasing": asked.month.account_id,
        "loading": asked.stored.account_id,
        "diversion": asked.regions.account_id,
    }
    assert told == planted.loc[list(told), "account_id"].to_dict()
    assert three_signs(lesson) == {
        "phased": told["phasing"], "loaded": told["loading"], "diverted": told["diversion"],
    }  # fmt: skip


def test_the_cut_saved_money_and_the_diverted_account_fell_at_home(lesson):
    found, cut = efficiency(lesson), lesson.once(cut_example)
    assert cut.variable < 0.75 * cut.variable_before
    assert found["cases_now"] > found["cases_before"] > found["lost"] > 0
    assert inside_growth(lesson)["inside_growth"] < -0.5
    regions = lesson.once(regions_example)
    bought = regions.inside + regions.outside
    assert bought > regions.inside_before + regions.outside_before


@pytest.mark.parametrize("cover", [0, 0.5, 3, 5, 7.9, 8, 8.1, 12, 19.9, 20, 22, 24, 28, 40, 61.7])
def test_delivering_what_is_missing_is_right_whatever_the_stock(lesson, cover):
    stored = Stored("K01", round(cover * 1_000), 1_000, 20_000, 13_000)
    given = kept_as(lesson, stored=stored)
    plan = stock.numbers_for_periods(stock.unloaded(given)["deliveries"], given)
    assert all(point(plan, given) for point in POINTS)
    assert stock.covers(plan, given)[-1] == pytest.approx(4)
    for made, missed in (
        (stock.still_loading, stock.piles_up_nothing),
        (stock.nothing_until_the_end, stock.leaves_none_empty),
        (stock.too_much_at_the_end, stock.ends_well),
    ):
        wrong = stock.numbers_for_periods(made(given)["deliveries"], given)
        assert not missed(wrong, given), made.__name__


def test_a_plan_made_by_hand_is_right_too(lesson):
    given = kept_as(lesson, stored=Stored("K18", 22_000, 1_000, 20_000, 13_000))
    assert len(periods(given)) == 7
    by_hand = stock.numbers_for_periods([0, 0, 0, 0, 3_000, 3_000, 4_000], given)
    assert [point(by_hand, given) for point in POINTS] == [True, True, True]
    as_ever = stock.numbers_for_periods([4_000] * 7, given)
    assert [point(as_ever, given) for point in POINTS] == [False, True, False]


@pytest.mark.parametrize(
    ("deliveries", "key"),
    [
        ([0, 0], "chapter_12.other_length"),
        ([0, 0, 0, 0, 0, 0, -1], "chapter_12.below_zero"),
        (["0"] * 7, "exercises.number_in_quotes"),
        ({1: 0}, "exercises.not_a_list"),
    ],
)
def test_a_plan_that_cannot_be_read_says_why(lesson, deliveries, key):
    with pytest.raises(UnreadableError) as fault:
        stock.numbers_for_periods(deliveries, lesson)
    assert fault.value.key == key


def test_signs_that_nobody_shows_are_none(lesson):
    usual = lesson.once(signs).drop(index=["K09", "K18", "K21"])
    assert set(three_signs(replace(lesson, kept={signs: usual})).values()) == {"none"}
    unmeasured = usual.assign(outside=float("nan"))
    with pytest.raises(NotGradableError):
        three_signs(replace(lesson, kept={signs: unmeasured}))


def test_a_case_without_the_books_says_so_where_a_picture_would_be(lesson):
    nothing = dict.fromkeys([(phasing_of, each) for each in accounts_of(lesson)])
    no_books = replace(lesson, kept={**nothing, way_down: lesson.once(way_down)})
    chapter = Chapter("12", plan_of("12"), no_books, "en", Ledger(None))
    for drawn, key in (
        (pages.weeks_picture(chapter), "no_weeks"),
        (pages.draw_course(chapter, stop=1), "no_stock"),
        (pages.regions_picture(chapter), "no_regions"),
    ):
        assert list(drawn) == [chapter.say(key)]
    for example in (month_example, stored_example, regions_example):
        with pytest.raises(NotGradableError):
            example(no_books)


def test_stopping_deliveries_brings_the_stock_down(lesson):
    chapter = Chapter("12", plan_of("12"), lesson, "en", Ledger(None))
    ends = []
    for stop in (0, 2, 4):
        picture, _ = pages.draw_course(chapter, stop=stop)
        ends.append(picture.plot.marks[0].y[-1])
    stored = asked_of(lesson).stored
    cover = stored.stock / stored.weekly
    assert ends == [pytest.approx(cover - 4 * stop) for stop in (0, 2, 4)]
