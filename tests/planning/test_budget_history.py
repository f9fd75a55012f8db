"""Responses of accounts from their promotion history: agreeing with the review, thin said so."""

from dataclasses import replace
from statistics import median

import pytest

from ka_helpers.cases import load_case
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.promotions import assess
from ka_helpers.planning.budget import BudgetError, compare_budgets
from ka_helpers.planning.budget_history import (
    ENOUGH,
    History,
    base_sales,
    extra_sales,
    fixed_fees,
    histories_of,
    responses_from,
)

QUARTER = "2026Q2"
ACCOUNTS = ("K05", "K10", "K23")


@pytest.fixture(scope="module")
def histories():
    case = load_case("beverage_china")
    return histories_of({name: case.slice(name) for name in ACCOUNTS})


def test_promotions_are_judged_as_in_the_review(histories):
    for history in histories:
        reviewed = assess(history.tables, QUARTER, Context(as_of="2026-06-30"))
        assert reviewed is not None
        judged = {result.promo_id: result for result in history.judged.results}
        for result in reviewed.results:
            assert replace(judged[result.promo_id], lead_days=result.lead_days) == result


def test_own_history_is_used_where_there_is_enough_of_it(histories):
    responses = {one.account_id: one for one in responses_from(histories, QUARTER)}
    history = histories[1]
    told = [
        result
        for result in history.judged.results
        if result.mechanic == "price_cut" and result.return_on_spend is not None
    ]
    package = next(p for p in responses["K10"].packages if p.name == "price_cut")
    assert len(told) >= ENOUGH
    assert (package.source, package.n) == ("own", len(told))
    pooled = sum(r.incremental_margin.value for r in told) / sum(r.spend for r in told)
    assert package.returned == pytest.approx(pooled, rel=1e-3)


def test_account_without_estimates_gets_the_median_of_all_and_says_so(histories):
    responses = {one.account_id: one for one in responses_from(histories, QUARTER)}
    assert {package.source for package in responses["K23"].packages} == {"portfolio"}
    gifts = [
        result
        for history in histories
        for result in history.judged.results
        if result.mechanic == "gift" and result.return_on_spend is not None
    ]
    package = next(p for p in responses["K23"].packages if p.name == "gift")
    assert package.n == len(gifts)
    assert package.returned == pytest.approx(
        median(result.return_on_spend.value for result in gifts), rel=2e-3
    )


def test_base_sales_fees_and_cap_are_those_of_the_tables(histories):
    history = histories[0]
    sales, costs = history.tables["sales"], history.tables["cost"]
    bought = sales[(sales["basis"] == "sell_in") & (sales["quarter"] == QUARTER)]["sales_value"]
    extra = [
        extra_sales(result) or 0.0
        for result, began in zip(history.judged.results, history.judged.quarters, strict=True)
        if began == QUARTER
    ]
    assert base_sales(history, QUARTER) == pytest.approx(bought.sum() - sum(extra))
    booked = costs["fixed"].astype(bool) & (costs["scenario"] == "actual")
    fees = costs[booked & (costs["quarter"] == QUARTER)]["amount"].sum()
    assert fixed_fees(history.tables, QUARTER) == pytest.approx(fees)
    assert fixed_fees({"promotion": history.tables["promotion"]}, QUARTER) == 0


def test_packages_fall_in_return_and_a_budget_can_be_made_of_them(histories):
    responses = responses_from(histories, QUARTER)
    for response in responses:
        returns = [package.returned for package in response.packages]
        assert returns == sorted(returns, reverse=True)
        assert len({package.name for package in response.packages}) == len(response.packages)
    fees = sum(response.fixed_fees for response in responses)
    compared = compare_budgets(responses, fees + 30_000)
    assert compared.optimum.gain >= max(compared.sales_first.gain, compared.cost_first.gain)
    assert compared.optimum.gap == 0


def test_without_any_estimate_there_is_nothing_to_expect(histories):
    without = [
        History(one.account_id, one.judged, one.tables)
        for one in histories
        if one.judged.study is None
    ]
    assert len(without) == 1
    with pytest.raises(BudgetError) as refused:
        responses_from(without, QUARTER)
    assert refused.value.key == "budget.no_history"
