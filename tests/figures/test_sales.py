"""Charts of sales: what the plot says is what the assessment says."""

import dataclasses

import pytest

from ka_helpers.figures.plot import Bars, Line
from ka_helpers.figures.sales import plot_effects, plot_products, plot_trend, signed_money
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.sales import assess
from tests.selling import BEFORE, CONTEXT, NOW, frame, products, together


@pytest.fixture
def sales():
    rows = together(
        frame([30.0] * 13, product_id="p1", units=3.0),
        frame([10.0] * 13, product_id="p2", units=1.0),
        frame([20.0] * 13, BEFORE, product_id="p1", units=2.0),
        frame([20.0] * 13, BEFORE, product_id="p2", units=2.0),
    )
    return assess({"sales": rows, "product": products()}, NOW, CONTEXT)


def test_the_trend_has_the_quarter_before_it_behind(sales):
    plot = plot_trend(sales, "zh")
    then, now = plot.marks
    assert now.y == (40.0,) * 13
    assert then.y == (40.0,) * 13
    assert (then.label, now.label) == ("2025年第2季度", "本季度")
    assert plot.y.title == "销售额（进货口径）"
    assert plot.y.low == 0


def test_a_week_without_sales_is_a_gap(sales):
    periods = tuple(
        dataclasses.replace(period, sales=None if week == 4 else period.sales)
        for week, period in enumerate(sales.periods)
    )
    _, now = plot_trend(dataclasses.replace(sales, periods=periods), "en").marks
    assert now.y[3:6] == (40.0, None, 40.0)


def test_months_are_bars():
    months = assess({"sales": frame([1.0, 2.0], grain="month")}, NOW, CONTEXT)
    plot = plot_trend(months, "en")
    (bars,) = plot.marks
    assert isinstance(bars, Bars)
    assert bars.lengths[:2] == (1.0, 2.0)
    assert plot.x.labels[0] == "Apr 2026"
    assert bars.label == ""


def test_the_bars_of_products_sum_to_the_growth(sales):
    plot = plot_products(sales, "en")
    bars = plot.marks[-1]
    assert sum(bars.lengths) == pytest.approx(sales.growth.value)
    assert set(plot.y.labels) == {"Green tea", "Cola"}
    assert bars.horizontal
    assert len(bars.written) == 2


def test_a_hostile_name_is_drawn(sales):
    part = dataclasses.replace(sales.products[0], name="A$B_{C}<b>& \U0001f9cb" + "x" * 300)
    plot = plot_products(dataclasses.replace(sales, products=(part,)), "en")
    (label,) = plot.y.labels
    assert label.startswith("A$B_{C}<b>& □xx")
    assert len(label) <= 24
    assert "A$B_{C}&lt;b&gt;&amp; □xx" in svg_of(plot)


def test_the_bridge_ends_where_sales_are_now(sales):
    (bridge,) = plot_effects(sales, "en").marks
    assert (bridge.lengths[0], bridge.lengths[-1]) == (520.0, 520.0)
    assert (bridge.starts[0], bridge.starts[-1]) == (0.0, 0.0)
    level = 520.0
    for start, length, said in list(
        zip(bridge.starts, bridge.lengths, bridge.written, strict=True)
    )[1:-1]:
        assert level == pytest.approx(start + length if said.startswith("-") else start)
        level = start if said.startswith("-") else start + length
    assert level == pytest.approx(520.0)


def test_without_products_there_is_no_bridge(sales):
    assert plot_effects(dataclasses.replace(sales, effects=None), "en").marks == ()


def test_a_single_series_has_no_legend(sales):
    periods = tuple(dataclasses.replace(period, before=None) for period in sales.periods)
    (line,) = plot_trend(dataclasses.replace(sales, periods=periods), "en").marks
    assert isinstance(line, Line)
    assert line.label == ""


def test_a_gain_has_a_plus_and_nothing_has_no_sign():
    said = [signed_money(value, "zh", "CNY") for value in (41_200.0, -10_200.0, 0.0, 0.2)]
    assert said == ["+¥4.12万", "-¥1.02万", "¥0", "¥0"]
