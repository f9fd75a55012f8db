"""Evenness: the month made in its last week, then the laws of any spread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.evenness import (
    coefficient_of_variation,
    evenness,
    gini,
    herfindahl,
    last_share,
)

HOCKEY_STICK = (10, 10, 10, 70)
AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=14).filter(lambda v: sum(v) > 0)
FORMULAS = (gini, evenness, coefficient_of_variation, herfindahl)


def test_three_weeks_thirty_percent_the_last_seventy():
    assert gini(HOCKEY_STICK) == 0.45
    assert evenness(HOCKEY_STICK) == pytest.approx(0.40)
    assert coefficient_of_variation(HOCKEY_STICK) == pytest.approx(1.039, abs=5e-4)
    assert herfindahl(HOCKEY_STICK) == pytest.approx(0.52)
    assert last_share(HOCKEY_STICK) == 0.70


def test_the_industrys_usual_stick():
    assert gini((10, 20, 30, 40)) == 0.25


@given(AMOUNTS)
def test_gini_lies_between_equal_and_one_holding_all(values):
    assert 0 <= gini(values) < 1
    assert -1e-9 <= evenness(values) <= 1
    assert 1 / len(values) - 1e-9 <= herfindahl(values) <= 1 + 1e-9


@pytest.mark.parametrize("formula", FORMULAS)
@given(AMOUNTS, st.sampled_from([0.01, 7.0, 10_000.0]), st.randoms(use_true_random=False))
def test_neither_scale_nor_order_matters(formula, values, scale, chance):
    shuffled = [value * scale for value in values]
    chance.shuffle(shuffled)
    assert formula(shuffled) == pytest.approx(formula(values), abs=1e-9)


@given(st.integers(1, 10**6), st.integers(1, 14))
def test_equal_periods_are_even(value, n):
    assert gini([value] * n) == 0
    assert evenness([value] * n) == 1
    assert last_share([value] * n) == pytest.approx(1 / n)


@given(st.integers(2, 14))
def test_one_period_holding_all_is_the_least_even(n):
    values = [0] * (n - 1) + [5]
    assert gini(values) == pytest.approx((n - 1) / n)
    assert evenness(values) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("values", [[], [1, -1], [1.0, float("nan")], [0, 0]])
@pytest.mark.parametrize("formula", FORMULAS)
def test_what_cannot_be_spread_is_refused(formula, values):
    with pytest.raises(MetricInputError):
        formula(values)


def test_a_negative_amount_says_what_to_do():
    with pytest.raises(MetricInputError) as error:
        gini([1, -1])
    assert str(error.value) == (
        "evenness needs at least one amount and none below zero, got 1.0, -1.0; "
        "net returns out first"
    )
    assert error.value.said_in("zh").endswith("请先冲减退货")
