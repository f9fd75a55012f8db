"""Promotion economics: worked figures, then what must hold between the formulas."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.promotion_economics import (
    break_even_of_price_change,
    break_even_uplift,
    estimate_promotion_sales,
    gap_to_expected,
    gifts_needed,
    incremental_margin,
    input_output_ratio,
    net_incremental_units,
    promotion_spend,
    return_on_spend,
    subsidised_share,
)

MONEY = st.floats(0, 1e6)
UNITS = st.floats(1, 1e6)


@pytest.mark.parametrize(
    ("fee", "base", "allowance", "margin", "uplift"),
    [
        (0, 1_000, 5, 15, 0.5),  # 5 / 10
        (3_000, 1_000, 3, 15, 0.5),  # (3 + 3) / 12
        (6_000, 1_000, 0, 12, 0.5),  # 6 / 12
        (1_000, 1_000, 15, 15, None),
        (1_000, 1_000, 20, 15, None),
    ],
)
def test_break_even_uplift(fee, base, allowance, margin, uplift):
    assert break_even_uplift(fee, base, allowance, margin) == uplift


@given(fee=MONEY, base=UNITS, allowance=st.floats(0, 50), margin=st.floats(0.1, 100))
def test_at_break_even_the_return_is_one(fee, base, allowance, margin):
    assume(margin - allowance > 0.1 and fee + allowance > 0.01)
    uplift = break_even_uplift(fee, base, allowance, margin) * base
    spend = promotion_spend(fee, allowance, base + uplift)
    assert return_on_spend(incremental_margin(uplift, margin), spend) == pytest.approx(1)


@given(cut=st.floats(0.01, 50), margin=st.floats(0.1, 100), base=UNITS)
def test_a_price_cut_is_an_allowance_without_a_fee(cut, margin, base):
    assume(abs(margin - cut) > 1e-6)
    by_price = break_even_of_price_change(-cut, margin)
    by_allowance = break_even_uplift(0, base, cut, margin)
    assert by_price == (None if by_allowance is None else pytest.approx(by_allowance))


@given(promoted=UNITS, share=st.floats(0, 1))
def test_promoted_units_are_subsidised_or_incremental(promoted, share):
    incremental = share * promoted
    assert subsidised_share(promoted, incremental) * promoted + incremental == pytest.approx(
        promoted
    )


@given(uplift=UNITS, pulled=MONEY, taken=MONEY, halo=MONEY)
def test_net_units_take_off_only_what_was_taken_elsewhere(uplift, pulled, taken, halo):
    assert net_incremental_units(uplift) == uplift
    net = net_incremental_units(uplift, pulled, taken, halo)
    assert net + pulled + taken - halo == pytest.approx(uplift)


@given(margin=MONEY, spend=st.floats(1, 1e6), rate=st.floats(0.01, 100))
def test_another_currency_changes_no_ratio(margin, spend, rate):
    assert return_on_spend(margin * rate, spend * rate) == pytest.approx(
        return_on_spend(margin, spend)
    )
    assert input_output_ratio(spend * rate, 5 * rate) == pytest.approx(input_output_ratio(spend, 5))


def test_return_and_input_output_ratio_are_two_things():
    # 1,500 sold at 40, 600 of them incremental at margin 15; spend 8,000 + 1,500 x 2
    spend = promotion_spend(8_000, 2, 1_500)
    assert spend == 11_000
    assert return_on_spend(incremental_margin(600, 15), spend) == pytest.approx(9 / 11)
    assert input_output_ratio(spend, 1_500 * 40) == pytest.approx(11 / 60)


def test_sales_are_estimated_from_what_is_known():
    assert estimate_promotion_sales(900, 1_100, 0.1, 1.5) == 1_650
    assert estimate_promotion_sales(900, None, 0.1, 1.0) == 990
    assert estimate_promotion_sales(None, 1_100, 0.0, 2.0) == 2_200


def test_gifts_are_rounded_up():
    assert [gifts_needed(units, 2) for units in (10, 11, 12)] == [5, 6, 6]


def test_the_gap_is_zero_when_the_plan_is_met():
    assert gap_to_expected(1_500, 1_500) == 0
    assert gap_to_expected(750, 1_500) == -0.5


@pytest.mark.parametrize(
    "asked",
    [
        lambda: return_on_spend(1, 0),
        lambda: input_output_ratio(1, 0),
        lambda: subsidised_share(0, 0),
        lambda: break_even_uplift(1, 0, 1, 2),
        lambda: gap_to_expected(1, 0),
        lambda: gifts_needed(1, 0),
        lambda: estimate_promotion_sales(None, None, 0.1, 1),
    ],
)
def test_what_is_not_defined_is_refused(asked):
    with pytest.raises(MetricInputError) as error:
        asked()
    assert error.value.said_in("en") and error.value.said_in("zh")
