"""A promotion on other terms: a row by hand, then what must hold for any."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.metrics.promotion_scenarios import (
    Terms,
    break_even_of,
    outlook_at,
    scenario_of,
)
from ka_helpers.metrics.uplift import Interval

TERMS = Terms(
    baseline_units=1_000, price=50, unit_margin=20, price_cut=0.10, fixed_fee=2_000,
    units_a_gift=12, gift_cost=6, pulled_share=0.2,
)  # fmt: skip


def test_a_row_by_hand():
    """1,500 units; 125 gifts; spend 2,000 + 5 x 1,500 + 125 x 6; margin 0.8 x 500 x 20."""
    outlook = outlook_at(TERMS, 0.5)
    assert (outlook.units, outlook.net_units, outlook.gifts) == (1_500, 400, 125)
    assert outlook.spend == 2_000 + 7_500 + 750
    assert outlook.margin == 8_000
    assert outlook.gain == -2_250
    assert outlook.returned == pytest.approx(8_000 / 10_250)


def test_break_even_by_hand():
    """(2,000 / 1,000 + 5 + 0.5) / (16 - 5.5)."""
    assert break_even_of(TERMS) == pytest.approx(7.5 / 10.5)


def test_a_unit_that_costs_what_it_earns_never_pays():
    assert break_even_of(Terms(1_000, 50, 20, price_cut=0.4)) is None
    assert outlook_at(Terms(1_000, 50, 20, price_cut=0.4), 5.0).gain < 0


def test_nothing_spent_has_no_return():
    assert outlook_at(Terms(1_000, 50, 20), 0.3).returned is None


def test_an_interval_is_carried_through():
    scenario = scenario_of(TERMS, Interval(0.5, 0.2, 0.9))
    assert scenario.low == outlook_at(TERMS, 0.2)
    assert scenario.expected == outlook_at(TERMS, 0.5)
    assert scenario.high == outlook_at(TERMS, 0.9)
    assert scenario_of(TERMS, Interval(-0.5, -2.0, 0.0)).low.units == 0


@settings(max_examples=50, deadline=None)
@given(
    st.floats(10, 1e5), st.floats(1, 100), st.floats(0, 0.3), st.floats(0, 1e5), st.floats(0, 0.5)
)
def test_at_the_break_even_nothing_is_gained_or_lost(units, price, cut, fee, pulled):
    terms = Terms(units, price, price * 0.4, cut, fee, pulled_share=pulled)
    uplift = break_even_of(terms)
    if uplift is not None and uplift < 1e6:
        outlook = outlook_at(terms, uplift)
        assert outlook.gain == pytest.approx(0, abs=1e-6 * (1 + outlook.spend))


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 3), st.floats(0, 0.5), st.floats(0.01, 0.2))
def test_a_deeper_cut_earns_less_at_the_same_uplift(uplift, cut, more):
    shallow, deep = (Terms(1_000, 50, 20, each) for each in (cut, cut + more))
    assert outlook_at(deep, uplift).gain < outlook_at(shallow, uplift).gain
