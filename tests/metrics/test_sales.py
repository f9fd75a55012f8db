"""Sales: worked figures, the minimal case, then laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.sales import assess, growth
from ka_helpers.metrics.sales_rows import of_basis, period_starts
from ka_helpers.periods import Calendar
from tests.selling import BEFORE, CONTEXT, NOW, frame, products, together

WEEKS = st.lists(st.integers(0, 10**6).map(float), min_size=13, max_size=13)


def test_growth_needs_something_to_grow_from():
    with pytest.raises(MetricInputError) as error:
        growth(10.0, 0.0)
    assert "must be above zero to grow from, got 0.0" in str(error.value)


@pytest.mark.parametrize(
    ("quarter", "grain", "n", "first"),
    [
        ("2026Q2", "week", 13, "2026-03-30"),
        ("2026Q4", "week", 14, "2026-09-28"),
        ("2026Q2", "month", 3, "2026-04-01"),
        ("2026Q2", "quarter", 1, "2026-04-01"),
    ],
)
def test_periods_of_a_quarter(quarter, grain, n, first):
    starts = period_starts(quarter, grain, Calendar())
    assert (len(starts), str(starts[0].date())) == (n, first)


def test_the_minimal_case_has_sales_and_growth_and_no_more():
    sales = together(frame([30.0, 30.0, 60.0], grain="month"),
                     frame([25.0, 25.0, 50.0], BEFORE, "month"))  # fmt: skip
    result = assess({"sales": sales}, NOW, CONTEXT)
    assert (result.sales.value, result.sales.n) == (120.0, 3)
    assert result.growth.value == pytest.approx(0.20)
    assert result.before == BEFORE
    assert [(p.start, p.sales, p.before) for p in result.periods] == [
        ("2026-04-01", 30.0, 25.0),
        ("2026-05-01", 30.0, 25.0),
        ("2026-06-01", 60.0, 50.0),
    ]
    assert (result.annual_sales.value, result.annual_sales.n) == (120.0, 1)
    assert result.own_share.value is None
    assert result.high_margin_share.value is None
    assert result.units.value is None
    assert result.effects is None
    assert (result.products, result.categories) == ((), ())


def test_a_first_quarter_has_nothing_to_compare_with():
    result = assess({"sales": frame([10.0] * 13)}, NOW, CONTEXT)
    assert result.before is None
    assert result.sales_before.value is None
    assert result.growth.value is None
    assert all(period.before is None for period in result.periods)


def test_a_week_without_rows_is_a_gap_not_a_zero():
    result = assess({"sales": frame([10.0] * 13).drop(index=4)}, NOW, CONTEXT)
    assert [p.sales for p in result.periods][3:6] == [10.0, None, 10.0]
    assert result.sales.n == 12


def test_annual_sales_are_the_last_four_quarters():
    quarters = ("2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2")
    sales = together(*(frame([10.0, 10.0, 10.0], q, "month") for q in quarters))
    annual = assess({"sales": sales}, NOW, CONTEXT).annual_sales
    assert (annual.value, annual.n) == (120.0, 4)


def test_sell_in_is_read_first_and_bases_never_add_up():
    sales = together(frame([10.0] * 13), frame([7.0] * 13, basis="sell_out"))
    result = assess({"sales": sales}, NOW, CONTEXT)
    assert (result.basis, result.sales.value) == ("sell_in", 130.0)
    rows, basis = of_basis(sales, "sell_out")
    assert (basis, rows.numbers("sales_value").sum()) == ("sell_out", 91.0)


def test_months_and_their_weeks_never_add_up():
    sales = together(frame([10.0] * 13), frame([40.0, 40.0, 50.0], grain="month"))
    result = assess({"sales": sales}, NOW, CONTEXT)
    assert (result.period_type, result.sales.value) == ("week", 130.0)


def test_mix_worked_by_hand():
    now = [
        frame([10.0] * 13, product_id="p1", units=2.0),  # 130, high margin
        frame([20.0] * 13, product_id="p2", units=4.0),  # 260
        frame([10.0] * 13, product_id="r1", units=1.0),  # 130, a rival's, flag unknown
    ]
    then = [
        frame([20.0] * 13, BEFORE, product_id="p1", units=4.0),
        frame([20.0] * 13, BEFORE, product_id="p2", units=4.0),
    ]
    tables = {"sales": together(*now, *then), "product": products()}
    result = assess(tables, NOW, CONTEXT)
    assert result.own_share.value == pytest.approx(0.75)
    assert result.high_margin_share.value == pytest.approx(1 / 3)
    assert result.high_margin_share_before.value == pytest.approx(0.5)
    assert [(p.name, p.sales) for p in result.products] == [
        ("Green tea", 130.0),
        ("Cola", 260.0),
        ("Rival tea", 130.0),
    ]
    assert sum(p.contribution for p in result.products) == pytest.approx(0.0)
    assert {p.name for p in result.categories} == {"tea", "cola"}
    assert result.average_price.value == pytest.approx(520 / 91)
    assert result.effects.by == "product"
    assert result.effects.volume == pytest.approx((78 - 104) * 5)
    assert result.effects.range_change == pytest.approx(130)


def test_units_without_products_still_split_price_from_volume():
    sales = together(frame([12.0] * 13, units=2.0), frame([10.0] * 13, BEFORE, units=1.0))
    effects = assess({"sales": sales}, NOW, CONTEXT).effects
    assert (effects.by, effects.volume, effects.price) == ("account", 130.0, -104.0)


def test_a_quarter_without_sales_is_not_assessed():
    assert assess({"sales": frame([1.0])}, "2024Q1", CONTEXT) is None


@settings(max_examples=25)
@given(WEEKS, WEEKS, st.sampled_from([0.01, 100.0, 10_000.0]))
def test_another_currency_unit_changes_money_only(now, then, scale):
    def tables(factor):
        values = ([v * factor for v in now], [v * factor for v in then])
        return {"sales": together(frame(values[0]), frame(values[1], BEFORE))}

    small, large = (assess(tables(f), NOW, CONTEXT) for f in (1.0, scale))
    assert large.sales.value == pytest.approx(small.sales.value * scale)
    assert large.growth.n == small.growth.n
    if small.growth.value is not None:
        assert large.growth.value == pytest.approx(small.growth.value)


@settings(max_examples=25)
@given(WEEKS, st.randoms(use_true_random=False))
def test_row_order_never_matters(values, chance):
    rows = together(frame(values, product_id="p1"), frame(values[::-1], product_id="p2"))
    order = list(rows.index)
    chance.shuffle(order)
    tables = [{"sales": r, "product": products()} for r in (rows, rows.loc[order])]
    first, second = (assess(t, NOW, CONTEXT) for t in tables)
    assert [p.key for p in first.products] == [p.key for p in second.products]
    assert first.sales.value == pytest.approx(second.sales.value)
    assert [p.sales for p in first.periods] == pytest.approx([p.sales for p in second.periods])


@given(WEEKS)
def test_periods_sum_to_the_quarter(values):
    result = assess({"sales": frame(values)}, NOW, CONTEXT)
    assert sum(p.sales for p in result.periods) == pytest.approx(result.sales.value)
