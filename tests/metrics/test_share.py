"""Share: worked accounts, what may be compared with what, then laws."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.metrics.share import assess
from tests.selling import BEFORE, CONTEXT, NOW, frame, market, products, together

MONTHS = st.lists(st.integers(1, 10**6).map(float), min_size=3, max_size=3)


def monthly(now, then, category_now, category_then, **columns):
    return {
        "sales": together(
            frame(now, grain="month", **columns), frame(then, BEFORE, "month", **columns)
        ),
        "market": together(
            market(category_now, grain="month", **columns),
            market(category_then, BEFORE, "month", **columns),
        ),
    }


def test_we_grow_fifty_percent_and_the_category_sixty():
    result = assess(monthly([15.0] * 3, [10.0] * 3, [80.0] * 3, [50.0] * 3), NOW, CONTEXT)
    assert result.share.value == pytest.approx(0.1875)
    assert result.share_before.value == pytest.approx(0.20)
    assert result.change.value == pytest.approx(-0.0125)
    assert result.growth_gap.value == pytest.approx(-0.0625)
    assert result.own_growth.value == pytest.approx(0.50)
    assert result.category_growth.value == pytest.approx(0.60)
    assert (result.scope, result.grain, result.share.n, result.coverage) == (
        "account",
        "month",
        3,
        1.0,
    )


def test_the_markets_own_rows_only_where_the_account_has_none():
    tables = monthly([10.0] * 3, [10.0] * 3, [50.0] * 3, [50.0] * 3)
    everywhere = market([1000.0] * 3, grain="month", account_id="ALL")
    tables["market"] = together(tables["market"], everywhere)
    assert assess(tables, NOW, CONTEXT).share.value == pytest.approx(0.20)
    result = assess({**tables, "market": everywhere}, NOW, CONTEXT)
    assert (result.scope, result.share.value) == ("market", pytest.approx(0.01))
    assert result.account_share.value is None


def test_our_sales_are_added_where_the_market_leaves_them_out():
    tables = monthly([10.0] * 3, [10.0] * 3, [40.0] * 3, [40.0] * 3)
    without_us = tables["market"].assign(own_excluded=pd.array([True] * 6, "boolean"))
    result = assess({**tables, "market": without_us}, NOW, CONTEXT)
    assert result.share.value == pytest.approx(10 / 50)


def test_weeks_of_ours_meet_months_of_the_market():
    tables = {"sales": frame([10.0] * 13), "market": market([500.0, 400.0, 400.0], grain="month")}
    result = assess(tables, NOW, CONTEXT)
    assert (result.grain, result.share.n) == ("month", 3)
    assert [p.share for p in result.periods] == pytest.approx([0.10, 0.10, 0.10])


def test_only_weeks_that_both_have_in_both_quarters_are_compared():
    tables = {
        "sales": together(frame([10.0] * 13), frame([10.0] * 13, BEFORE)),
        "market": together(market([100.0] * 10), market([50.0] * 8, BEFORE)),
    }
    result = assess(tables, NOW, CONTEXT)
    assert (result.share.n, result.coverage) == (8, pytest.approx(8 / 13))
    assert result.own_covered == pytest.approx(8 / 13)
    assert result.own_sales.value == 80.0
    assert result.growth_gap.value == pytest.approx(-0.5)
    assert result.periods[8].share is None


def test_a_competitors_row_does_not_count_its_category_again():
    rival = {"competitor": "Rival", "competitor_sales_value": 30.0}
    tables = {
        "sales": frame([10.0] * 3, grain="month"),
        "market": together(
            market([100.0] * 3, grain="month"),
            market([100.0] * 3, grain="month", **rival),
            market([100.0] * 3, grain="month", **{**rival, "competitor": "Other"}),
        ),
    }
    result = assess(tables, NOW, CONTEXT)
    assert result.category_sales.value == 300.0
    assert {(r.name, r.sales, r.share) for r in result.rivals} == {
        ("Rival", 90.0, 0.3),
        ("Other", 90.0, 0.3),
    }


def test_a_category_we_do_not_sell_is_not_ours_to_share():
    tables = {
        "sales": frame([10.0] * 3, grain="month", product_id="p1"),
        "product": products(),
        "market": together(
            market([100.0] * 3, grain="month", category="tea"),
            market([900.0] * 3, grain="month", category="beer"),
        ),
    }
    result = assess(tables, NOW, CONTEXT)
    assert [category.category for category in result.categories] == ["tea"]
    assert result.share.value == pytest.approx(0.10)


def test_a_category_that_lost_its_last_product_counts_as_a_zero():
    tables = {
        "sales": together(
            frame([10.0] * 3, grain="month", category="tea"),
            frame([10.0] * 3, BEFORE, "month", category="tea"),
            frame([10.0] * 3, BEFORE, "month", category="cola"),
        ),
        "market": together(
            *(market([50.0] * 3, q, "month", category=c)
              for q in (NOW, BEFORE) for c in ("tea", "cola"))
        ),
    }  # fmt: skip
    result = assess(tables, NOW, CONTEXT)
    assert (result.share.value, result.share_before.value) == (
        pytest.approx(0.1),
        pytest.approx(0.2),
    )
    cola = next(category for category in result.categories if category.category == "cola")
    assert (cola.share, cola.share_before, cola.opportunity) == (0.0, 0.2, pytest.approx(15.0))


def test_a_market_by_category_meets_sales_without():
    tables = {
        "sales": frame([10.0] * 3, grain="month"),
        "market": together(*(market([50.0] * 3, grain="month", category=c) for c in ("a", "b"))),
    }
    result = assess(tables, NOW, CONTEXT)
    assert (result.share.value, len(result.categories)) == (pytest.approx(0.10), 1)


def test_a_rivals_products_in_our_sales_are_not_ours():
    tables = {
        "sales": together(
            frame([10.0] * 3, grain="month", product_id="p1"),
            frame([70.0] * 3, grain="month", product_id="r1"),
        ),
        "product": products(),
        "market": market([100.0] * 3, grain="month", category="tea"),
    }
    assert assess(tables, NOW, CONTEXT).share.value == pytest.approx(0.10)


def test_the_accounts_own_growth_and_our_part_of_it():
    tables = monthly([15.0] * 3, [10.0] * 3, [80.0] * 3, [50.0] * 3)
    totals = [300.0] * 3 + [250.0] * 3
    tables["market"] = tables["market"].assign(account_total_sales=totals)
    result = assess(tables, NOW, CONTEXT)
    assert result.account_share.value == pytest.approx(0.05)
    assert result.account_share_before.value == pytest.approx(0.04)
    assert result.account_growth.value == pytest.approx(0.20)


def test_displays_against_sales():
    tables = monthly([20.0] * 3, [20.0] * 3, [100.0] * 3, [100.0] * 3)
    tables["execution"] = frame(
        [3.0] * 13, column="display_own", display_category=10.0, activity_own=None
    )
    (display,) = assess(tables, NOW, CONTEXT).fair_shares
    assert (display.tactic, display.n) == ("display", 13)
    assert display.index == pytest.approx(150)
    assert display.opportunity == pytest.approx(30.0)


@pytest.mark.parametrize(("each", "thin"), [(133.0, True), (134.0, False)])
def test_a_thin_sample_says_so(each, thin):
    tables = monthly([20.0] * 3, [20.0] * 3, [100.0] * 3, [100.0] * 3)
    tables["market"] = tables["market"].assign(n_obs=each)
    result = assess(tables, NOW, CONTEXT)
    assert (result.observations, result.thin) == (each * 3, thin)


def test_without_counts_nothing_is_called_thin():
    result = assess(monthly([1.0] * 3, [1.0] * 3, [9.0] * 3, [9.0] * 3), NOW, CONTEXT)
    assert (result.observations, result.thin) == (None, False)


def test_no_period_in_common_is_not_assessed():
    tables = {"sales": frame([1.0] * 13), "market": market([9.0] * 13, BEFORE)}
    assert assess(tables, NOW, CONTEXT) is None


@settings(max_examples=20)
@given(MONTHS, MONTHS, st.sampled_from([0.01, 10_000.0]), st.randoms(use_true_random=False))
def test_the_gap_is_a_ratio_of_shares_in_any_unit_and_order(now, then, scale, chance):
    category = [value + 1000.0 for value in now]
    tables = monthly(now, then, category, [3e6] * 3)
    order = list(range(6))
    chance.shuffle(order)
    other = {
        "sales": tables["sales"].loc[order].assign(
            sales_value=tables["sales"]["sales_value"] * scale
        ),
        "market": tables["market"].loc[order[::-1]].assign(
            category_sales_value=tables["market"]["category_sales_value"] * scale
        ),
    }  # fmt: skip
    first, second = assess(tables, NOW, CONTEXT), assess(other, NOW, CONTEXT)
    ratio = first.share.value / first.share_before.value
    assert first.growth_gap.value == pytest.approx(ratio - 1, rel=1e-6, abs=1e-9)
    assert second.growth_gap.value == pytest.approx(first.growth_gap.value, abs=1e-9)
    assert second.own_sales.value == pytest.approx(first.own_sales.value * scale)
    assert sum(c.own for c in first.categories) == pytest.approx(first.own_sales.value)
