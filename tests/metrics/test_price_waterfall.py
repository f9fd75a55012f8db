"""The price waterfall and the retailer's margins: worked steps, then laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.price_waterfall import (
    back_margin,
    front_margin,
    invoice_price,
    price_waterfall,
)
from ka_helpers.metrics.spend_efficiency import (
    cases_per_100,
    cost_ratio,
    input_output_ratio,
    marginal_cases_per_100,
)

amounts = st.integers(-1_000_000, 1_000_000)
layers = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("on_invoice", "off_invoice", "promo", "service"), amounts)
)


def test_steps_by_hand():
    taken = {"on_invoice": 10, "off_invoice": 8, "promo": 4, "service": 3}
    steps = price_waterfall(100, taken, cogs=60)
    assert [(step.key, step.amount, step.kind) for step in steps] == [
        ("list_value", 100, "start"), ("on_invoice", -10, "down"), ("net_sales", 90, "total"),
        ("off_invoice", -8, "down"), ("promo", -4, "down"), ("service", -3, "down"),
        ("pocket", 75, "total"), ("cogs", -60, "down"), ("account_profit", 15, "total"),
    ]  # fmt: skip


def test_without_the_cost_of_goods_it_stops_at_the_pocket():
    assert price_waterfall(100, {"promo": 30})[-1].key == "pocket"
    assert price_waterfall(100, {"promo": 30}, cogs=0.0)[-1].key == "account_profit"


@given(amounts, layers, st.none() | amounts)
def test_what_comes_off_adds_up_to_what_is_left(list_value, taken, cogs):
    steps = price_waterfall(list_value, taken, cogs)
    assert sum(step.amount for step in steps if step.kind != "total") == steps[-1].amount
    assert steps[-1].amount == list_value - sum(taken.values()) - (cogs or 0)


@given(st.floats(1, 1e6), st.lists(st.floats(0, 0.9), max_size=5))
def test_discounts_compound_in_any_order_and_never_beyond_their_sum(price, discounts):
    paid = invoice_price(price, discounts)
    assert paid == pytest.approx(invoice_price(price, discounts[::-1]))
    assert paid >= price * (1 - sum(discounts)) - 1e-6


def test_entry_fees_set_aside_100_yuan_buys_120_cases_instead_of_80():
    assert cases_per_100(80, 100) == 80.0
    assert cases_per_100(120, 100) == 120.0
    assert round(100 / cases_per_100(120, 100), 2) == 0.83


def test_the_textbook_accounts_cost_ratios():
    sales, ratios = (100, 50, 60, 30), (0.12, 0.10, 0.11, 0.18)
    cost = sum(s * r for s, r in zip(sales, ratios, strict=True))
    assert cost == pytest.approx(29.0)
    assert cost_ratio(cost, sum(sales)) == pytest.approx(0.1208, abs=5e-5)


@pytest.mark.parametrize(
    "question",
    [
        lambda: cost_ratio(1, 0),
        lambda: input_output_ratio(1, 0),
        lambda: cases_per_100(1, 0),
        lambda: front_margin(0, 1),
        lambda: back_margin(1, 0),
        lambda: marginal_cases_per_100(10, 1_040, 9, 1_000),
        lambda: marginal_cases_per_100(10, 0, 9, 0),
    ],
)
def test_what_cannot_be_divided_is_refused_in_both_languages(question):
    with pytest.raises(MetricInputError) as error:
        question()
    assert "got" in str(error.value)
    assert "请" in error.value.said_in("zh")
