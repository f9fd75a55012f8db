"""Charts of sales: what stands on the Axes is what the assessment says."""

import dataclasses

import pytest

from ka_helpers.figures.sales import draw_effects, draw_products, draw_trend
from ka_helpers.figures.style import chart
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
    with chart() as ax:
        draw_trend(ax, sales, "zh")
        then, now = ax.get_lines()
        assert list(now.get_ydata()) == [40.0] * 13
        assert list(then.get_ydata()) == [40.0] * 13
        assert [text.get_text() for text in ax.get_legend().get_texts()] == [
            "2025年第2季度",
            "本季度",
        ]
        assert ax.get_ylabel() == "销售额（进货口径）"


def test_months_are_bars():
    with chart() as ax:
        draw_trend(ax, assess({"sales": frame([1.0, 2.0], grain="month")}, NOW, CONTEXT), "en")
        assert [bar.get_height() for bar in ax.patches[:2]] == [1.0, 2.0]
        assert ax.get_xticklabels()[0].get_text() == "Apr 2026"
        assert ax.get_legend() is None


def test_the_bars_of_products_sum_to_the_growth(sales):
    with chart() as ax:
        draw_products(ax, sales, "en")
        assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(sales.growth.value)
        names = {label.get_text() for label in ax.get_yticklabels()}
        assert names == {"Green tea", "Cola"}


def test_a_hostile_name_is_drawn(sales):
    part = dataclasses.replace(sales.products[0], name="A$B_{C} \U0001f9cb" + "x" * 300)
    with chart() as ax:
        draw_products(ax, dataclasses.replace(sales, products=(part,)), "en")
        label = ax.get_yticklabels()[0].get_text()
        ax.get_figure().canvas.draw()
    assert label.startswith("A$B_{C} □xx")
    assert len(label) <= 24


def test_the_bridge_ends_where_sales_are_now(sales):
    with chart() as ax:
        draw_effects(ax, sales, "en")
        first, *steps, last = ax.patches
        assert (first.get_height(), last.get_height()) == (520.0, 520.0)
        assert len(steps) == 4
