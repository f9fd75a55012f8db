"""Phasing: the three signs worked by hand, and what cannot be measured."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.metrics.phasing import assess
from tests.selling import BEFORE, CONTEXT, NOW, frame, together

# weeks of 2026Q2 by month: April 5, May 4, June 4
STICK = [7.5] * 4 + [70.0] + [10.0, 10.0, 10.0, 70.0] * 2


def test_a_quarter_of_hockey_sticks():
    result = assess({"sales": together(frame(STICK), frame([1.0] * 13, BEFORE))}, NOW, CONTEXT)
    april, may, june = result.months
    assert [m.month for m in result.months] == ["2026-04", "2026-05", "2026-06"]
    assert [len(m.weeks) for m in result.months] == [5, 4, 4]
    assert (may.gini, may.evenness, june.last_week_share) == (0.45, pytest.approx(0.40), 0.70)
    assert april.last_week_share == pytest.approx(0.70)
    assert result.last_week_share.value == pytest.approx(0.70)
    assert result.last_week_share.n == 13
    assert result.even_last_week_share == pytest.approx((1 / 5 + 1 / 4 + 1 / 4) / 3)
    assert result.evenness_before.value == pytest.approx(1.0)
    assert result.month_evenness.value == pytest.approx(1.0)


def test_a_week_without_a_delivery_counts_as_none():
    result = assess({"sales": frame(STICK).drop(index=[5, 6, 7])}, NOW, CONTEXT)
    assert result.months[1].weeks == (0.0, 0.0, 0.0, 70.0)


def test_a_month_that_is_not_over_is_not_judged():
    early = dataclasses.replace(CONTEXT, as_of="2026-06-10")
    result = assess({"sales": frame(STICK[:11])}, NOW, early)
    assert [bool(month.weeks) for month in result.months] == [True, True, False]
    assert result.last_week_share.n == 9


def test_an_account_that_began_within_a_month_is_judged_from_the_next():
    result = assess({"sales": frame(STICK).drop(index=[0, 1])}, NOW, CONTEXT)
    assert [bool(month.weeks) for month in result.months] == [False, True, True]


def test_a_week_of_returns_leaves_its_month_out():
    values = [10.0] * 5 + [-5.0, 10.0, 10.0, 10.0] + [10.0] * 4
    result = assess({"sales": frame(values)}, NOW, CONTEXT)
    assert [month.gini for month in result.months] == [0.0, None, 0.0]


def test_months_cannot_show_weeks():
    result = assess({"sales": frame([10.0, 10.0, 40.0], grain="month")}, NOW, CONTEXT)
    assert result.last_week_share.value is None
    assert result.even_last_week_share is None
    assert result.month_evenness.value == pytest.approx(1 - (1 / 3) / (2 / 3))
    assert [month.share for month in result.months] == pytest.approx([1 / 6, 1 / 6, 4 / 6])


def test_sell_out_alone_is_not_assessed():
    assert assess({"sales": frame(STICK, basis="sell_out")}, NOW, CONTEXT) is None


def test_seventy_of_a_hundred_sold_outside():
    flags = {"in_region": False}, {"in_region": True}
    rows = together(frame([7.0] * 13, **flags[0]), frame([3.0] * 13, **flags[1]))
    rows["in_region"] = rows["in_region"].astype("boolean")
    result = assess({"sales": rows}, NOW, CONTEXT)
    assert (result.out_of_region_share.value, result.out_of_region_share.n) == (0.7, 26)
    assert [month.outside for month in result.months] == [35.0, 28.0, 28.0]


def test_an_unknown_region_is_not_at_home():
    rows = together(frame([1.0] * 13, in_region=True), frame([9.0] * 13))
    rows["in_region"] = rows["in_region"].astype("boolean")
    result = assess({"sales": rows}, NOW, CONTEXT)
    assert (result.out_of_region_share.value, result.out_of_region_share.n) == (0.0, 13)


@settings(max_examples=20)
@given(
    st.lists(st.integers(0, 10**5).map(float), min_size=13, max_size=13).filter(sum),
    st.randoms(use_true_random=False),
)
def test_scale_and_row_order_change_no_figure(values, chance):
    rows = frame(values)
    order = list(rows.index)
    chance.shuffle(order)
    larger = rows.loc[order].assign(sales_value=rows["sales_value"] * 10_000)
    first, second = (assess({"sales": r}, NOW, CONTEXT) for r in (rows, larger))
    for name in ("gini", "evenness", "variation", "concentration", "last_week_share"):
        now, then = getattr(first, name), getattr(second, name)
        assert now.n == then.n
        assert now.value == pytest.approx(then.value, abs=1e-9)
