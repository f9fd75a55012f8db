"""Chapter 6: the promotion it works out adds up by hand, and its budget binds."""

from dataclasses import replace

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises.answers.chapter_06_budget import (
    NEAR,
    comes_near,
    keeps_caps,
    keeps_pool,
    keeps_promises,
    whole_packages,
)
from ka_helpers.exercises.answers.chapter_06_one import (
    break_even,
    estimate,
    gifts_not_rounded,
    gifts_rounded_down,
    returned,
)
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.exercises.materials.chapter_06 import four_promotions, taught
from ka_helpers.exercises.materials.chapter_06_budget import (
    compared,
    packages,
    pool_of,
    task,
)
from ka_helpers.exercises.materials.chapter_06_estimate import enough_promotions, planning_figures
from ka_helpers.exercises.materials.chapter_06_pictures import offer_at
from ka_helpers.exercises.plain import UnreadableError


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def test_the_promotion_worked_out_adds_up_by_hand(lesson):
    given = lesson.once(taught)
    sold, usual = given.during["sold"].sum(), given.during["baseline"].sum()
    missed = given.after["baseline"].sum() - given.after["sold"].sum()
    spend = given.fixed_fee + given.unit_allowance * sold
    assert given.net_units == sold - usual - missed > 0
    margin = (sold - usual - missed) * given.unit_margin
    assert returned(lesson)["returned"] == pytest.approx(margin / spend)


def test_its_return_is_that_of_the_review_but_for_rounding(lesson):
    reviewed = lesson.once(taught).result.return_on_spend
    assert reviewed is not None
    assert returned(lesson)["returned"] == pytest.approx(reviewed.value, rel=0.01)


def test_at_the_break_even_nothing_is_gained(lesson):
    given = lesson.once(taught)
    cut = given.unit_allowance / given.unit_price
    offer = offer_at(given, break_even(lesson)["pays_at"], cut)
    assert offer.gain == pytest.approx(0, abs=1e-6)
    assert offer_at(given, 0.5, 0.99).pays_at is None


def test_four_promotions_have_returns_apart(lesson):
    four = lesson.once(four_promotions)
    returns = (four["margin"] / four["spend"]).sort_values()
    assert len(returns) == 4
    assert (returns.diff().dropna() > 0.01).all()


def test_the_budget_binds_and_the_best_plan_beats_both_rules(lesson):
    found, given = lesson.once(compared), lesson.once(task)
    worthwhile = [p for one in given.responses for p in one.packages if p.gain > 0]
    assert given.pool < sum(package.spend for package in worthwhile)
    assert found.optimum.gap == 0
    assert found.optimum.gain > max(found.sales_first.gain, found.cost_first.gain)


def test_a_plan_is_scored_limit_by_limit(lesson):
    best = whole_packages(lesson.once(compared).optimum.counts, lesson)
    points = (keeps_caps, keeps_promises, keeps_pool, comes_near)
    assert all(point(best, lesson) for point in points)
    nothing = whole_packages({}, lesson)
    assert [point(nothing, lesson) for point in points] == [True, False, True, False]
    assert 0 < NEAR < 1


@pytest.mark.parametrize("account", ["K01", "K06", "K18"])
def test_buying_the_promised_package_and_then_by_return_is_a_good_plan(account):
    lesson = lesson_on(load_case("beverage_china"), account)
    ordered = packages(lesson).sort_values(["promised", "returned"], ascending=False)
    bought = ordered[ordered["spend"].cumsum() <= pool_of(lesson)]
    counts = whole_packages(bought.index.value_counts(), lesson)
    assert bought["promised"].sum() == 1
    for point in (keeps_caps, keeps_promises, keeps_pool, comes_near):
        assert point(counts, lesson), point.__name__


def test_gifts_are_whole_and_never_too_few(lesson):
    gifts, by_hand = estimate(lesson)["gifts"], gifts_not_rounded(lesson)["gifts"]
    assert gifts - 1 == gifts_rounded_down(lesson)["gifts"] < by_hand < gifts


@pytest.mark.parametrize("last_year", [1_000, 999.95])
def test_gifts_that_come_out_whole_cannot_be_rounded_wrongly(lesson, last_year):
    figures = {"last_year": last_year, "last_month": last_year, "growth": 0.0, "strength": 2.0}
    whole = replace(lesson, kept={planning_figures: figures})
    with pytest.raises(NotGradableError):
        gifts_not_rounded(whole)


@pytest.mark.parametrize("given", [{"K01": 0.5}, {"K01": -1}, {"nobody": 1}])
def test_packages_are_whole_and_of_known_accounts(lesson, given):
    with pytest.raises(UnreadableError):
        whole_packages(given, lesson)


def test_an_account_without_sell_out_cannot_carry_the_chapter():
    with pytest.raises(NotGradableError) as lacking:
        enough_promotions(lesson_on(load_case("beverage_china"), "K23"))
    assert lacking.value.key == "chapter_06.too_few_weeks"
