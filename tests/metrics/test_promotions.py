"""Promotions of an account: worked money, what is left out, and the whole assessment."""

import json
from dataclasses import asdict, replace

import pandas as pd
import pytest

from ka_helpers.metrics.assessment import Context, measures_in
from ka_helpers.metrics.promotion_results import (
    Economics,
    booked_costs,
    result_of,
    spend_of,
    unit_economics,
)
from ka_helpers.metrics.promotion_totals import add_up
from ka_helpers.metrics.promotions import assess
from ka_helpers.metrics.uplift import Interval, Uplift
from ka_helpers.periods import Calendar
from tests.metrics.promotion_world import invent

CONTEXT = Context(as_of="2026-06-30")
ROW = {
    "promo_id": "P1", "product_id": "tea", "category": "drinks", "mechanic": "price_cut",
    "start": pd.Timestamp("2026-04-06"), "end": pd.Timestamp("2026-04-19"), "status": "done",
    "fixed_fee": 3_000.0, "unit_allowance": 3.0, "planned_units": 1_600.0,
}  # fmt: skip
UPLIFT = Uplift(
    "P1", n_weeks=2, n_clean_weeks=60, actual_units=1_500.0, baseline_units=1_000.0,
    uplift=Interval(500.0, 400.0, 600.0), net=Interval(400.0, 250.0, 550.0),
    pull_forward_units=100.0, n_weeks_after=3,
)  # fmt: skip
ECONOMICS = {"tea": Economics(price=40.0, margin=15.0)}


def test_one_promotion_by_hand():
    result = result_of(ROW, UPLIFT, ECONOMICS, {})
    assert result.spend == 3_000 + 3 * 1_500
    assert result.incremental_margin == Interval(6_000, 3_750, 8_250)
    assert result.return_on_spend == Interval(0.8, 0.5, pytest.approx(1.1))
    assert result.input_output_ratio == 7_500 / 60_000
    assert result.subsidised_share == pytest.approx(1_000 / 1_500)
    assert result.uplift_rate == Interval(0.5, 0.4, 0.6)
    assert result.break_even_uplift == 0.5
    assert result.plan_gap == pytest.approx(-0.0625)


@pytest.mark.parametrize(
    ("changes", "booked", "spend"),
    [
        ({}, {}, 7_500),
        ({}, {"fee": 2_500.0}, 2_500 + 4_500),
        ({}, {"allowance": 5_000.0}, 3_000 + 5_000),
        ({}, {"fee": 2_500.0, "allowance": 5_000.0, "other": 700.0}, 8_200),
        ({"fixed_fee": None, "unit_allowance": None}, {}, None),
        ({"fixed_fee": None, "unit_allowance": None}, {"other": 700.0}, 700),
        ({"unit_allowance": None}, {}, 3_000),
        ({"status": "planned"}, {}, None),
    ],
)
def test_bookings_stand_in_place_of_what_was_agreed(changes, booked, spend):
    assert spend_of(ROW | changes, 1_500.0, booked) == spend


def test_only_actual_bookings_of_promotions_count():
    costs = pd.DataFrame(
        [
            ("P1", "display_fee", 100.0, "actual"),
            ("P1", "display_fee", 50.0, None),
            ("P1", "display_fee", 999.0, "plan"),
            ("P1", "promotion", 30.0, "actual"),
            ("P1", "gift", 7.0, "actual"),
            (None, "rebate", 888.0, "actual"),
        ],
        columns=["promo_id", "cost_type", "amount", "scenario"],
    )
    assert booked_costs(costs) == {"P1": {"fee": 150.0, "allowance": 30.0, "other": 7.0}}
    assert booked_costs(None) == {}


def test_our_price_is_what_was_paid_else_the_list_price():
    products = pd.DataFrame(
        {"product_id": ["tea", "juice", "rival"], "category": "drinks", "is_own": True,
         "list_price": [50.0, 30.0, 20.0], "unit_cost": [25.0, 10.0, None]}
    )  # fmt: skip
    sales = pd.DataFrame(
        {"product_id": ["tea", "tea", "juice"], "basis": ["sell_in", "sell_in", "sell_out"],
         "units": [10.0, 30.0, 5.0], "sales_value": [400.0, 1_200.0, 999.0]}
    )  # fmt: skip
    found = unit_economics({"product": products, "sales": sales})
    assert found["tea"] == Economics(40.0, 15.0)
    assert found["juice"] == Economics(30.0, 20.0)
    assert found["drinks"] == Economics(40.0, 15.0)
    assert "rival" not in found
    assert unit_economics({"product": products.drop(columns="unit_cost")}) == {}


def test_without_money_there_is_uplift_and_no_return():
    bare = {key: ROW[key] for key in ("promo_id", "product_id", "start", "end")}
    result = result_of(bare, UPLIFT, {}, {})
    assert result.uplift == UPLIFT.uplift
    assert (result.spend, result.return_on_spend, result.incremental_margin) == (None, None, None)


def test_totals_compare_margin_with_the_spend_of_the_same_promotions():
    told = result_of(ROW, UPLIFT, ECONOMICS, {})
    untold = result_of(
        ROW | {"actual_units": 100.0}, Uplift("P2", 0, 0, reason="overlap"), ECONOMICS, {}
    )
    totals = add_up([told, replace(told, promo_id="P3"), untold])
    assert totals.spend.value == 2 * 7_500 + 3_300
    assert (totals.margin.value, totals.margin.n) == (12_000, 2)
    assert totals.returned.value == pytest.approx(12_000 / 15_000)
    assert totals.return_interval.high - totals.return_interval.value == pytest.approx(0.3 / 2**0.5)


@pytest.fixture(scope="module")
def tables():
    """An account whose promotions carry terms, two bases of sales and costs."""
    world = invent(21)
    promotions = world.promotions.assign(
        quarter=Calendar().quarters_of(world.promotions["start"]),
        requested_at=world.promotions["start"] - pd.Timedelta(days=10),
        mechanic="price_cut",
        buyer_forced=pd.array([True, False] * 10, dtype="boolean"),
        fixed_fee=500.0,
        unit_allowance=1.0,
        status=["cancelled", *["done"] * 19],
    )
    products = world.products.assign(
        product_name=world.products["product_id"] + " tea", unit_cost=6.0, list_price=11.0
    )
    return {"promotion": promotions, "sales": world.sales, "product": products}


def test_a_quarter_without_promotions_is_not_assessed(tables):
    assert assess(tables, "2020Q1", CONTEXT) is None


def test_the_assessment_holds_together(tables):
    quarter = tables["promotion"]["quarter"].mode()[0]
    found = assess(tables, quarter, CONTEXT)
    kept = tables["promotion"].query("quarter == @quarter and status == 'done'")
    assert found.n == len(kept) == len(found.results)
    assert sorted(result.promo_id for result in found.results) == sorted(kept["promo_id"])
    assert found.n_estimated == sum(result.reason is None for result in found.results)
    assert found.spend.value == pytest.approx(sum(r.spend for r in found.results))
    returns = [r.return_on_spend.value for r in found.results if r.return_on_spend]
    assert returns == sorted(returns, reverse=True)
    assert found.median_lead_days.value == 10
    assert found.share_forced_price_cuts.value == found.share_buyer_forced.value
    assert found.highlight.promo_id in set(kept["promo_id"])
    assert [week.promoted for week in found.highlight.weeks].count(True) in (1, 2, 3)
    json.dumps(asdict(found), allow_nan=False)
    assert all(m.value is not None or m.n == 0 for m in measures_in(found))


def test_row_order_changes_nothing(tables):
    quarter = tables["promotion"]["quarter"].mode()[0]
    mixed = {name: rows.sample(frac=1, random_state=1) for name, rows in tables.items()}
    assert assess(mixed, quarter, CONTEXT) == assess(tables, quarter, CONTEXT)


def test_another_currency_scales_money_and_nothing_else(tables):
    quarter = tables["promotion"]["quarter"].mode()[0]
    dearer = dict(tables)
    dearer["promotion"] = tables["promotion"].assign(fixed_fee=3_500.0, unit_allowance=7.0)
    dearer["product"] = tables["product"].assign(unit_cost=42.0, list_price=77.0)
    one, other = assess(tables, quarter, CONTEXT), assess(dearer, quarter, CONTEXT)
    assert other.spend.value == pytest.approx(7 * one.spend.value)
    assert other.incremental_margin.value == pytest.approx(7 * one.incremental_margin.value)
    assert other.return_on_spend.value == pytest.approx(one.return_on_spend.value)
    assert [r.uplift for r in other.results] == [r.uplift for r in one.results]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t: {"promotion": t["promotion"]}, "no_weekly_units"),
        (lambda t: t | {"sales": t["sales"].assign(basis="sell_in")}, "sell_in_only"),
        (lambda t: t | {"sales": t["sales"].assign(period_type="month")}, "no_weekly_units"),
        (lambda t: t | {"sales": t["sales"].drop(columns="units")}, "no_weekly_units"),
    ],
)
def test_what_cannot_be_told_says_why_and_the_process_stays(tables, change, reason):
    quarter = tables["promotion"]["quarter"].mode()[0]
    found = assess(change(tables), quarter, CONTEXT)
    assert {result.reason for result in found.results} == {reason}
    assert found.n_estimated == 0
    assert (found.incremental_margin.value, found.return_interval, found.highlight) == (
        None, None, None,
    )  # fmt: skip
    assert found.median_lead_days.value == 10


def test_the_bare_table_is_enough(tables):
    bare = tables["promotion"][["promo_id", "start", "end", "quarter"]]
    found = assess({"promotion": bare}, bare["quarter"].mode()[0], CONTEXT)
    assert found.n == len(found.results) > 0
    assert found.spend.value is None
    assert found.median_lead_days.n == found.share_price_cuts.n == 0
    assert found.n_not_approved is None
