"""The portfolio: classes and concentration by hand, then their laws."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.portfolio import (
    PortfolioAssessment,
    abc_classes,
    assess_portfolio,
    concentration,
    ranking_sales,
    sales_shares,
    share_of_top,
)

TEXTBOOK = read_ruleset("textbook")
SALES = pd.Series({"a": 40.0, "b": 30.0, "c": 15.0, "d": 10.0, "e": 3.0, "f": 2.0, "g": 0.0})
portfolios = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30).map(
    lambda values: pd.Series(values, [f"K{number:02}" for number in range(len(values))])
)


def test_classes_by_hand():
    # before each: 0, 40, 70, 85, 95, 98, 100 %
    assert abc_classes(SALES).to_dict() == {
        "a": "A", "b": "A", "c": "A", "d": "B", "e": "C", "f": "C", "g": "C",
    }  # fmt: skip


def test_an_account_at_the_cut_closes_its_class():
    assert abc_classes(pd.Series({"a": 80.0, "b": 15.0, "c": 5.0})).tolist() == ["A", "B", "C"]


def test_concentration_by_hand():
    assert concentration(SALES) == pytest.approx(0.16 + 0.09 + 0.0225 + 0.01 + 0.0009 + 0.0004)
    # 20 % of seven accounts is two, rounded up
    assert share_of_top(SALES) == pytest.approx(0.7)


def test_nothing_sold_is_refused():
    with pytest.raises(MetricInputError) as error:
        sales_shares(pd.Series([0.0, -5.0, math.nan]))
    assert "none of the 3 accounts" in str(error.value)
    assert "3 个客户" in error.value.said_in("zh")


@given(portfolios)
def test_shares_sum_to_one_and_concentration_has_its_bounds(sales):
    assert sales_shares(sales).sum() == pytest.approx(1)
    assert 1 / len(sales) - 1e-9 <= concentration(sales) <= 1 + 1e-9
    assert share_of_top(sales) >= 0.2 - 1e-9


@given(portfolios, st.floats(0.01, 1000), st.randoms(use_true_random=False))
def test_neither_order_nor_currency_matters(sales, scale, random):
    order = list(sales.index)
    random.shuffle(order)
    moved = sales.loc[order] * scale
    assert concentration(moved) == pytest.approx(concentration(sales))
    assert share_of_top(moved) == pytest.approx(share_of_top(sales))
    pd.testing.assert_series_equal(abc_classes(sales.loc[order]), abc_classes(sales))


@given(portfolios)
def test_a_larger_account_is_never_in_a_lower_class(sales):
    classes = abc_classes(sales)
    assert classes.tolist() == sorted(classes)
    assert sales_shares(sales)[classes == "A"].sum() >= 0.8 - 1e-9


@pytest.fixture
def inputs():
    columns = ["annual_sales", "sales", "growth", "payment_days", "display_share"]
    rows = [(150_000, 50_000, 0.02, 70, 0.10), (600_000, 160_000, 0.25, 20, 0.25),
            (250_000, 40_000, 0.12, 45, math.nan), (math.nan,) * 5]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, index=["C", "A", "B", "D"], dtype=float)


def test_rows_stand_by_size_with_what_losing_them_costs(inputs):
    portfolio = assess_portfolio(
        inputs, {"A": "Alpha"}, TEXTBOOK, {"A": 30.0, "B": -10.0, "C": None}
    )
    rows = {row.account_id: row for row in portfolio.rows}
    assert list(rows) == ["A", "B", "C"]
    assert (rows["A"].rank, rows["A"].name, rows["B"].name) == (1, "Alpha", "B")
    assert (rows["A"].share, rows["C"].cumulative_share) == (0.6, pytest.approx(1))
    assert (rows["A"].profit_share, rows["B"].profit_share, rows["C"].profit) == (1.5, -0.5, None)
    assert [row.quadrant for row in portfolio.rows] == ["star", None, "dog"]
    assert [(size.name, size.n) for size in portfolio.abc] == [("A", 2), ("B", 1), ("C", 0)]
    assert portfolio.effective_accounts == pytest.approx(1 / (0.36 + 0.0625 + 0.0225))
    assert (portfolio.top_n, portfolio.top_share) == (1, 0.6)


def test_a_portfolio_is_not_ranked_by_two_measures(inputs):
    assert ranking_sales(inputs)[1] == "annual_sales"
    young = inputs.assign(annual_sales=inputs["annual_sales"].where(inputs.index != "C"))
    portfolio = assess_portfolio(young, {}, TEXTBOOK)
    assert (portfolio.sales_kind, [row.account_id for row in portfolio.rows]) == (
        "sales", ["A", "C", "B"],
    )  # fmt: skip


def test_without_sales_there_is_no_portfolio(inputs):
    assert assess_portfolio(inputs.iloc[3:], {}, TEXTBOOK) is None


def test_it_survives_json(inputs):
    adapter = TypeAdapter(PortfolioAssessment)
    portfolio = assess_portfolio(inputs, {}, TEXTBOOK)
    assert adapter.validate_json(adapter.dump_json(portfolio)) == portfolio
