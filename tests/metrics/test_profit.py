"""Profit: one quarter by hand, what is said when something was not measured, then laws."""

import dataclasses

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.columns import TABLES
from ka_helpers.metrics.assessment import Context, measures_in
from ka_helpers.metrics.cost_layers import LAYER_OF_TYPE, LAYERS
from ka_helpers.metrics.profit import assess
from ka_helpers.metrics.profit_figures import UNITS

QUARTER, YEAR_AGO = "2026Q2", "2025Q2"
CONTEXT = Context(as_of="2026-06-30")


def sales_rows(rows):
    names = ["quarter", "product_id", "sales_value", "list_value", "units"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(basis="sell_in", period_type="week", account_id="a")


def cost_rows(rows):
    frame = pd.DataFrame(rows, columns=["quarter", "cost_type", "amount", "scenario"])
    return frame.assign(period_type="month", account_id="a")


@pytest.fixture
def tables():
    """A quarter of 1,000 net and one a year before; worked by hand below."""
    sales = sales_rows(
        [
            (QUARTER, "tea", 600.0, 700.0, 60.0),
            (QUARTER, "water", 400.0, 500.0, 100.0),
            (YEAR_AGO, "tea", 800.0, 900.0, 80.0),
        ]
    )
    costs = cost_rows(
        [
            (QUARTER, "list_discount", 200.0, "actual"),
            (QUARTER, "rebate", 50.0, "actual"),
            (QUARTER, "entry_fee", 30.0, "actual"),
            (QUARTER, "promotion", 70.0, "actual"),
            (QUARTER, "logistics", 40.0, "actual"),
            (QUARTER, "rebate", 45.0, "plan"),
            (QUARTER, "gift", 5.0, "plan"),
            (YEAR_AGO, "rebate", 160.0, "actual"),
            (YEAR_AGO, "entry_fee", 30.0, "actual"),
        ]
    )
    products = pd.DataFrame(
        {"product_id": ["tea", "water"], "unit_cost": [6.0, 2.5], "retail_price": [14.0, 6.0]}
    )
    return {"sales": sales, "cost": costs, "product": products}


def test_the_quarter_by_hand(tables):
    result = assess(tables, QUARTER, CONTEXT)
    assert (result.before, result.basis, result.cost_coverage) == (YEAR_AGO, "sell_in", 1.0)
    assert [(step.key, step.amount) for step in result.waterfall] == [
        ("list_value", 1_200.0), ("on_invoice", -200.0), ("net_sales", 1_000.0),
        ("off_invoice", -80.0), ("promo", -70.0), ("service", -40.0), ("pocket", 810.0),
        ("cogs", -610.0), ("account_profit", 200.0),
    ]  # fmt: skip
    assert result.account_profit.value == 200.0
    assert result.profit_margin.value == pytest.approx(0.20)
    assert result.trade_spend.value == 150.0
    assert result.trade_cost_ratio.value == pytest.approx(0.15)
    assert result.variable_spend.value == 120.0
    assert result.variable_spend.n == 2
    assert result.variable_spend_before.value == 160.0
    assert result.fixed_spend.value == 30.0
    assert result.input_output_ratio.value == pytest.approx(0.12)
    assert result.cases_per_100.value == pytest.approx(100 * 160 / 120)
    assert result.cases_per_100_before.value == pytest.approx(50.0)
    # 40 yuan less came with 80 cases more: each 100 yuan added went with 200 cases fewer
    assert result.marginal_cases_per_100.value == pytest.approx(-200.0)
    assert result.discount_depth.value == pytest.approx(200 / 1_200)
    assert result.net_price.value == pytest.approx(6.25)
    assert result.front_margin.value == pytest.approx((840 + 600 - 1_000) / 1_440)
    assert result.back_margin.value == pytest.approx(0.08)
    assert result.account_profit_before.value == 800 - 190 - 480
    assert [(q.quarter, q.account_profit) for q in result.quarters] == [
        (YEAR_AGO, 130.0),
        (QUARTER, 200.0),
    ]


def test_cost_lines_stand_in_layer_order_with_plan_and_before(tables):
    lines = assess(tables, QUARTER, CONTEXT).costs
    assert [(c.layer, c.cost_type, c.actual, c.plan, c.before, c.n) for c in lines] == [
        ("on_invoice", "list_discount", 200.0, 0.0, 0.0, 1),
        ("off_invoice", "rebate", 50.0, 45.0, 160.0, 1),
        ("off_invoice", "entry_fee", 30.0, 0.0, 30.0, 1),
        ("promo", "promotion", 70.0, 0.0, 0.0, 1),
        ("promo", "gift", 0.0, 5.0, 0.0, 0),
        ("service", "logistics", 40.0, 0.0, 0.0, 1),
    ]


def test_a_row_that_says_its_layer_or_that_it_is_fixed_is_believed(tables):
    moved = tables["cost"].assign(layer=None, fixed=None).astype({"fixed": "boolean"})
    moved["layer"] = moved["layer"].astype("str")
    moved.loc[1, ["layer", "fixed"]] = ["service", True]
    moved.loc[2, "fixed"] = False
    result = assess({**tables, "cost": moved}, QUARTER, CONTEXT)
    assert result.service.value == 90.0
    assert (result.fixed_spend.value, result.variable_spend.value) == (0.0, 100.0)


def test_without_list_values_the_invoice_discounts_are_the_booked_ones(tables):
    bare = tables["sales"].drop(columns="list_value")
    booked = assess({**tables, "sales": bare}, QUARTER, CONTEXT)
    assert (booked.list_value.value, booked.on_invoice.value) == (1_200.0, 200.0)
    nothing = tables["cost"][tables["cost"]["cost_type"] != "list_discount"]
    unknown = assess({**tables, "sales": bare, "cost": nothing}, QUARTER, CONTEXT)
    assert unknown.discount_depth.value is None
    assert unknown.account_profit.value == booked.account_profit.value


@pytest.mark.parametrize("lacking", ["product", "unit_cost", "units", "one"])
def test_without_all_costs_of_goods_it_stops_at_the_pocket(tables, lacking):
    if lacking == "product":
        del tables["product"]
    elif lacking == "unit_cost":
        tables["product"] = tables["product"].drop(columns="unit_cost")
    elif lacking == "units":
        tables["sales"] = tables["sales"].drop(columns="units")
    else:
        tables["product"] = tables["product"][tables["product"]["product_id"] == "tea"]
    result = assess(tables, QUARTER, CONTEXT)
    assert result.waterfall[-1].key == "pocket"
    assert result.pocket.value == 810.0
    for unknown in (result.cogs, result.account_profit, result.profit_margin):
        assert (unknown.value, unknown.n) == (None, 0)
    assert result.cost_coverage == pytest.approx(0.6 if lacking == "one" else 0.0)


def test_only_sell_in_is_what_the_retailer_paid(tables):
    tables["sales"] = tables["sales"].assign(basis="sell_out")
    result = assess(tables, QUARTER, CONTEXT)
    assert result.basis == "sell_out"
    assert (result.front_margin.value, result.back_margin.value) == (None, None)


def test_a_quarter_lacking_sales_or_costs_is_not_assessed_and_not_compared_with(tables):
    assert assess(tables, "2024Q1", CONTEXT) is None
    only_plan = tables["cost"][tables["cost"]["scenario"] == "plan"]
    assert assess({**tables, "cost": only_plan}, QUARTER, CONTEXT) is None
    this_year = tables["cost"][tables["cost"]["quarter"] == QUARTER]
    result = assess({**tables, "cost": this_year}, QUARTER, CONTEXT)
    assert result.before is None
    assert {getattr(result, f"{name}_before").value for name in UNITS} == {None}
    assert all(line.before is None for line in result.costs)


def test_every_cost_type_of_the_contract_has_a_layer():
    assert set(LAYER_OF_TYPE) == set(TABLES["cost"]["cost_type"].choices)
    assert set(LAYER_OF_TYPE.values()) == set(LAYERS)


money = st.integers(0, 100_000).map(float)
booked = st.lists(
    st.tuples(st.sampled_from([QUARTER, YEAR_AGO]), st.sampled_from(sorted(LAYER_OF_TYPE)), money),
    min_size=1, max_size=20,
)  # fmt: skip
sold = st.lists(
    st.tuples(st.sampled_from([QUARTER, YEAR_AGO]), st.sampled_from(["tea", "water"]),
              st.integers(1, 100_000), st.integers(0, 30_000), st.integers(1, 5_000)),
    min_size=1, max_size=20,
)  # fmt: skip


@given(sold, booked, st.sampled_from([0.5, 8.0, 1024.0]))
def test_laws_of_profit(sold, booked, rate):
    sales = sales_rows([(q, p, float(v), float(v + d), float(u)) for q, p, v, d, u in sold])
    costs = cost_rows([(q, kind, amount, "actual") for q, kind, amount in booked])
    products = pd.DataFrame({"product_id": ["tea", "water"], "unit_cost": [4.0, 2.0]})
    tables = {"sales": sales, "cost": costs, "product": products}
    result = assess(tables, QUARTER, CONTEXT)
    if result is None:
        return
    added = sum(step.amount for step in result.waterfall if step.kind != "total")
    assert added == pytest.approx(result.account_profit.value, abs=1e-6)
    both = result.variable_spend.value + result.fixed_spend.value
    assert both == pytest.approx(result.trade_spend.value)
    actual = {layer: sum(c.actual for c in result.costs if c.layer == layer) for layer in LAYERS}
    for layer in LAYERS[1:]:
        assert actual[layer] == pytest.approx(getattr(result, layer).value)

    in_other_money = {
        "sales": sales.assign(
            sales_value=sales["sales_value"] * rate, list_value=sales["list_value"] * rate
        ),
        "cost": costs.assign(amount=costs["amount"] * rate),
        "product": products.assign(unit_cost=products["unit_cost"] * rate),
    }
    scaled = assess(in_other_money, QUARTER, CONTEXT)
    for name, unit in UNITS.items():
        one, other = getattr(result, name).value, getattr(scaled, name).value
        factor = rate if unit in ("money", "price") else 1.0 if unit == "share" else 1 / rate
        assert other == (one if one is None else pytest.approx(one * factor))

    turned = {**tables, "sales": sales[::-1], "cost": costs[::-1]}
    for one, other in zip(
        measures_in(result), measures_in(assess(turned, QUARTER, CONTEXT)), strict=True
    ):
        assert dataclasses.replace(one, value=None) == dataclasses.replace(other, value=None)
        assert one.value == (other.value if other.value is None else pytest.approx(other.value))
