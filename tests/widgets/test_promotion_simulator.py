"""The promotion simulator: from a real promotion, other terms change what it earns."""

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.metrics.promotion_scenarios import outlook_at
from ka_helpers.widgets import explore
from ka_helpers.widgets.promotion_simulator import (
    FIGURES,
    estimated,
    promotion_desk,
    promotions_of,
    simulate,
)
from ka_helpers.widgets.showing import html_of


@pytest.fixture(scope="module", params=["en", "zh"])
def desk(request):
    return promotion_desk("beverage_china", language=request.param)


def row_of(table, name):
    return table.rows[list(FIGURES).index(name)][1:]


def test_it_starts_from_the_last_promotion_that_has_an_estimate(desk):
    assert desk.promotion == estimated(desk.lesson)[-1]
    assert desk.promotion.promo_id in desk.opening()
    _, _, table = simulate(desk)
    was, low, expected, high = row_of(table, "uplift")
    told = desk.promotion.uplift_rate
    assert (was, low, expected, high) == (told.value, told.low, told.value, told.high)


def test_figures_are_those_of_the_formulas(desk):
    _, _, table = simulate(desk, uplift=0.8, fixed_fee=1_000.0)
    assert row_of(table, "gain")[0] == outlook_at(desk.terms, desk.uplift.value).gain
    assert row_of(table, "units")[2] == pytest.approx(1.8 * desk.terms.baseline_units)


def test_a_fee_more_costs_exactly_that(desk):
    gains = [
        row_of(simulate(desk, fixed_fee=fee)[2], "gain")[2] for fee in (10_000.0, 12_000.0)
    ]  # fmt: skip
    assert gains[0] - gains[1] == pytest.approx(2_000)


@pytest.mark.parametrize(
    ("tried", "verdict"),
    [
        ({"fixed_fee": 0.0, "price_cut": 0.0, "uplift": 1.0}, "earns"),
        ({"fixed_fee": 9e6}, "loses"),
        ({"price_cut": 0.5}, "never"),
    ],
)
def test_the_verdict_follows_from_the_interval(desk, tried, verdict):
    said = {
        "earns": ("over the whole range", "都能回本"),
        "loses": ("does not earn", "都回不了本"),
        "never": ("no uplift can pay", "回不了本"),
    }[verdict]
    assert any(each in simulate(desk, **tried)[1] for each in said)


def test_the_widget_shows_what_the_call_shows(desk):
    row, shown, _ = explore(desk, simulate, **desk.controls).widget.children
    start = {name: control.start for name, control in desk.controls.items()}
    assert shown.value == html_of(simulate(desk, **start))
    place = list(desk.controls).index("price_cut")
    row.children[place].children[1].value = 0.2
    assert shown.value == html_of(simulate(desk, **{**start, "price_cut": 0.2}))


def test_a_promotion_can_be_named_and_one_without_an_estimate_is_refused(desk):
    first = estimated(desk.lesson)[0].promo_id
    named = promotion_desk("beverage_china", language=desk.language, promo_id=first)
    assert named.promotion.promo_id == first
    with pytest.raises(RequestError, match="P999"):
        promotion_desk("beverage_china", promo_id="P999")


def test_the_promotions_to_start_from_are_listed_newest_first(desk):
    began = [row[2] for row in promotions_of(desk).rows]
    assert began == sorted(began, reverse=True)
    assert len(began) == len(estimated(desk.lesson))


def test_a_case_without_promotions_says_so_and_the_sample_stands_in(desk):
    instead = promotion_desk("textbook", language=desk.language)
    assert instead.lesson.case.file.case_id == "beverage_china"
    assert "textbook" in instead.opening()
