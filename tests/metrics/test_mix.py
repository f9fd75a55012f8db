"""Mix: worked figures, then the laws that must hold for any figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.mix import (
    PARTS_NAMED,
    flagged_share,
    growth_contributions,
    high_margin_share,
    price_volume_mix,
    split_sales,
)
from ka_helpers.metrics.products import with_products
from ka_helpers.metrics.rows import Rows
from tests.selling import products

MONEY = st.integers(1, 10**7).map(float)
UNITS, PRICES = st.integers(1, 10**4), st.integers(1, 500)
CELLS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(lambda units, price: (float(units), float(units * price)), UNITS, PRICES),
    min_size=1,
)


def priced(cells):
    return pd.DataFrame.from_dict(cells, orient="index", columns=["units", "sales_value"])


def test_a_missing_flag_counts_on_neither_side():
    flags = pd.Series(pd.array([True, False, None], "boolean"))
    assert high_margin_share(pd.Series([30.0, 70.0, 900.0]), flags) == pytest.approx(0.30)


def test_no_known_flag_is_refused_in_the_readers_language():
    with pytest.raises(MetricInputError) as error:
        flagged_share(pd.Series([10.0]), pd.Series(pd.array([None], "boolean")))
    assert error.value.said_in("en") == (
        "the sales of products with a known flag must be above zero, got 0.0; "
        "fill the flag in the product table"
    )
    assert error.value.said_in("zh").startswith("有标记的产品销售额必须大于零")


def test_effects_worked_by_hand():
    # before: a 100 x 10, b 50 x 20 = 2000; now: a 120 x 9, b 30 x 22, c 10 x 30 = 2040
    before = priced({"a": (100.0, 1000.0), "b": (50.0, 1000.0)})
    now = priced({"a": (120.0, 1080.0), "b": (30.0, 660.0), "c": (10.0, 300.0)})
    effects = price_volume_mix(now, before)
    assert effects.volume == pytest.approx(0.0)  # 150 units then, 150 now
    assert effects.mix == pytest.approx(1200 + 600 - 2000)  # at old prices
    assert effects.price == pytest.approx(-120 + 60)
    assert effects.range_change == pytest.approx(300)
    assert (effects.total, effects.n) == (40.0, 2)


def test_a_product_without_units_moves_to_the_range_change():
    before = priced({"a": (100.0, 1000.0), "b": (float("nan"), 500.0)})
    now = priced({"a": (100.0, 1000.0), "b": (10.0, 700.0)})
    assert price_volume_mix(now, before).range_change == pytest.approx(200)


@given(CELLS, CELLS)
def test_effects_sum_to_the_change(now, before):
    effects = price_volume_mix(priced(now), priced(before))
    parts = effects.volume + effects.mix + effects.price + effects.range_change
    change = sum(v for _, v in now.values()) - sum(v for _, v in before.values())
    assert effects.total == pytest.approx(change, abs=1e-3)
    assert parts == pytest.approx(effects.total, abs=1e-3)


@given(CELLS, st.sampled_from([0.5, 2.0, 10.0]))
def test_equal_prices_have_no_price_effect(before, more):
    now = {key: (units * more, value * more) for key, (units, value) in before.items()}
    effects = price_volume_mix(priced(now), priced(before))
    assert effects.price == pytest.approx(0.0, abs=1e-3)
    assert effects.mix == pytest.approx(0.0, abs=1e-3)
    assert effects.volume == pytest.approx(effects.total, abs=1e-3)


@given(CELLS, CELLS)
def test_contributions_sum_to_the_growth(now, before):
    sold = pd.Series({key: value for key, (_, value) in now.items()})
    had = pd.Series({key: value for key, (_, value) in before.items()})
    expected = sold.sum() / had.sum() - 1
    assert growth_contributions(sold, had).sum() == pytest.approx(expected)


def test_growth_from_nothing_is_refused():
    with pytest.raises(MetricInputError):
        growth_contributions(pd.Series({"a": 1.0}), pd.Series({"a": 0.0}))


def test_products_name_and_flag_each_row():
    rows = pd.DataFrame({"product_id": ["p1", "r1", "unknown"], "sales_value": [1.0, 2.0, 3.0]})
    described = with_products(Rows.of(rows), Rows.of(products()))
    assert described.texts("category").tolist() == ["tea", "tea", None]
    assert described.numbers("is_own").tolist()[:2] == [1, 0]
    assert described.known("is_own").tolist() == [True, True, False]


def test_a_category_in_the_row_goes_before_the_products():
    rows = pd.DataFrame({"product_id": ["p1", "p2"], "category": ["drinks", None]})
    described = with_products(Rows.of(rows), Rows.of(products()))
    assert described.texts("category").tolist() == ["drinks", "cola"]


def parts_table(values):
    return pd.DataFrame({"product_id": [str(i) for i in range(len(values))], "sales_value": values})


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=20))
def test_parts_hold_all_sales_and_all_growth(pairs):
    now, before = parts_table([n for n, _ in pairs]), parts_table([b for _, b in pairs])
    parts = split_sales(now, before, "product_id")
    assert len(parts) <= PARTS_NAMED + 1
    assert sum(part.sales for part in parts) == pytest.approx(now["sales_value"].sum())
    assert sum(part.share for part in parts) == pytest.approx(1.0)
    growth = now["sales_value"].sum() / before["sales_value"].sum() - 1
    assert sum(part.contribution for part in parts) == pytest.approx(growth, abs=1e-9)
    again = split_sales(now.sample(frac=1, random_state=1), before[::-1], "product_id")
    assert [p.key for p in again] == [p.key for p in parts]


def test_a_delisted_product_still_explains_the_loss():
    now, before = parts_table([50.0]), parts_table([50.0, 50.0])
    lost = split_sales(now, before, "product_id")[1]
    assert (lost.key, lost.sales, lost.contribution, lost.growth) == ("1", 0.0, -0.5, -1.0)


def test_sales_without_products_have_no_parts():
    rows = pd.DataFrame({"sales_value": [1.0]})
    assert split_sales(rows, rows.iloc[:0], "product_id") == ()
