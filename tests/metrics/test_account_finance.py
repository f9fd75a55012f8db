"""An account's own finances: worked by hand, then laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_finance import (
    AccountFinance,
    account_finance,
    current_asset_ratio,
    inventory_days,
    net_margin,
    return_on_assets,
)

BOOKS = {
    "total_assets": 500.0, "current_assets": 300.0, "net_profit": -5.0,
    "annual_sales": 1_000.0, "inventory": 80.0, "cost_of_sales": 730.0,
}  # fmt: skip
MONEY = st.floats(1.0, 1e9)


def test_a_set_of_books_worked_by_hand():
    assert account_finance(BOOKS) == AccountFinance(
        current_asset_ratio=0.6, net_margin=-0.005, return_on_assets=-0.01, inventory_days=40.0
    )


@pytest.mark.parametrize(
    ("missing", "lost"),
    [
        ("total_assets", {"current_asset_ratio", "return_on_assets"}),
        ("net_profit", {"net_margin", "return_on_assets"}),
        ("cost_of_sales", {"inventory_days"}),
    ],
)
@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_what_is_not_given_is_not_zero(missing, lost, nothing):
    without = {name: value for name, value in BOOKS.items() if name != missing}
    found = account_finance({**BOOKS, missing: nothing})
    assert found == account_finance(without)
    assert {name for name, value in vars(found).items() if value is None} == lost


def test_a_year_without_sales_has_no_margin():
    assert account_finance({**BOOKS, "annual_sales": 0.0}).net_margin is None


@given(MONEY, MONEY, MONEY)
def test_return_is_margin_times_turnover_of_assets(profit, sales, assets):
    turned = net_margin(profit, sales) * (sales / assets)
    assert return_on_assets(profit, assets) == pytest.approx(turned)


@given(MONEY, MONEY, st.floats(0.01, 100.0))
def test_the_currency_does_not_matter(stock, cost, rate):
    assert inventory_days(stock * rate, cost * rate) == pytest.approx(inventory_days(stock, cost))
    assert current_asset_ratio(stock * rate, cost * rate) == pytest.approx(stock / cost)


@pytest.mark.parametrize(
    ("formula", "base"),
    [
        (current_asset_ratio, "total_assets"),
        (net_margin, "annual_sales"),
        (return_on_assets, "total_assets"),
        (inventory_days, "cost_of_sales"),
    ],
)
@pytest.mark.parametrize("nothing", [0.0, -1.0, float("nan")])
def test_nothing_to_divide_by_is_said(formula, base, nothing):
    with pytest.raises(MetricInputError) as error:
        formula(1.0, nothing)
    assert base in error.value.said_in("en")
    assert base in error.value.said_in("zh")
