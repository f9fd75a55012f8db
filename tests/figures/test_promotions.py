"""Charts of promotions: what stands in the plots."""

from dataclasses import replace

import pandas as pd
import pytest

from ka_helpers.figures.plot import Line
from ka_helpers.figures.promotions import (
    MOST_DRAWN,
    ends_of,
    plot_promotion_weeks,
    plot_returns,
    plot_uplift_rates,
)
from ka_helpers.figures.style import GREEN, GREY, RED
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.promotions import assess
from ka_helpers.periods import Calendar
from ka_helpers.reviews.sections.promotions import SECTION
from tests.metrics.promotion_world import invent

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def assessed(**terms):
    world = invent(31, promotions=24)
    promotions = world.promotions.assign(
        quarter=Calendar().quarters_of(world.promotions["start"]), mechanic="gift", **terms
    )
    names = "A$B_{C} 很长的名字 🧃 " + world.products["product_id"] + " x" * 150
    products = world.products.assign(product_name=names, unit_cost=6.0, list_price=10.0)
    tables = {"promotion": promotions, "sales": world.sales, "product": products}
    return assess(tables, promotions["quarter"].mode()[0], Context(as_of="2026-06-30"))


PAID, UNPAID = assessed(fixed_fee=900.0), assessed()


@LANGUAGES
def test_returns_are_drawn_best_first_beside_the_line_where_they_pay(language):
    plot = plot_returns(PAID, language)
    line, *drawn = plot.marks
    assert (line.at, line.upright) == (1.0, True)
    dots = [mark for mark in drawn if isinstance(mark, Line) and mark.marker]
    expected = [r.return_on_spend.value for r in PAID.results if r.return_on_spend]
    assert [dot.x[0] for dot in dots] == expected == sorted(expected, reverse=True)
    assert [dot.y[0] for dot in dots] == list(range(len(expected)))[::-1]
    intervals = [mark.x for mark in drawn if mark.width]
    assert intervals == [(r.return_on_spend.low, r.return_on_spend.high) for r in PAID.results]
    assert len(plot.y.labels) == len(expected)
    first = min(PAID.results, key=lambda r: -r.return_on_spend.value)
    assert plot.y.labels[-1].startswith("A$B_{C} 很长的名字")
    assert str(first.start)[:4] in plot.y.labels[-1]


def test_the_colour_says_whether_the_whole_interval_lies_above_or_below_the_line():
    _, *drawn = plot_returns(PAID, "en").marks
    for mark in drawn:
        if mark.width:
            low, high = mark.x
            assert mark.colour == (GREEN if low > 1 else RED if high < 1 else GREY)
    assert {mark.colour for mark in drawn} >= {GREEN, RED}


@LANGUAGES
def test_hostile_names_are_cut_and_escaped(language):
    named = [replace(result, product_name='A$B_{C}<b>&"' + "x" * 300) for result in PAID.results]
    drawing = svg_of(plot_returns(replace(PAID, results=tuple(named)), language))
    assert "A$B_{C}&lt;b&gt;&amp;" in drawing
    assert "<b>" not in drawing
    assert "x" * 20 not in drawing


@LANGUAGES
def test_without_spend_uplift_is_drawn_instead(language):
    returns, rates, weeks = SECTION.charts
    assert [c.shown(PAID) for c in (returns, rates, weeks)] == [True, False, True]
    assert [c.shown(UNPAID) for c in (returns, rates, weeks)] == [False, True, True]
    plot = plot_uplift_rates(UNPAID, language)
    assert plot.marks[0].at == 0.0
    assert plot.x.unit == "share"
    assert svg_of(plot)


@LANGUAGES
def test_the_weeks_show_what_was_sold_beside_the_baseline(language):
    plot = plot_promotion_weeks(PAID, language)
    weeks = PAID.highlight.weeks
    promoted, band, baseline, actual = plot.marks
    assert actual.y == tuple(week.actual_units for week in weeks)
    assert baseline.y == tuple(week.baseline_units for week in weeks)
    assert (band.low[0], band.high[-1]) == (weeks[0].low_units, weeks[-1].high_units)
    inside = [week.promoted for place, week in enumerate(weeks)
              if promoted.low < place < promoted.high]  # fmt: skip
    assert sum(inside) == sum(week.promoted for week in weeks)
    assert actual.label == say("promotions.actual", language)
    assert len(plot.x.labels) == len(weeks)
    assert svg_of(plot)


def test_without_a_promotion_to_show_there_are_no_weeks():
    plot = plot_promotion_weeks(replace(PAID, highlight=None), "en")
    assert plot.marks == ()
    assert svg_of(plot)


@LANGUAGES
def test_every_chart_has_its_text(language):
    for drawn, promotions in zip(SECTION.charts, (PAID, UNPAID, PAID), strict=True):
        for part in ("", "_alt", "_note"):
            key = f"promotions.chart_{drawn.name}{part}"
            assert say(key, language, **drawn.facts(promotions))


def test_long_lists_keep_their_ends():
    ranked = list(range(25))
    assert ends_of(ranked) == [0, 1, 2, 3, 4, 20, 21, 22, 23, 24]
    assert ends_of(ranked[:MOST_DRAWN]) == ranked[:MOST_DRAWN]


def test_weeks_without_sales_leave_a_gap():
    world = invent(31, promotions=24)
    held = PAID.highlight.weeks[0].week
    sales = world.sales[world.sales["period_start"] != pd.Timestamp(held)]
    promotions = world.promotions.assign(
        quarter=Calendar().quarters_of(world.promotions["start"]), fixed_fee=900.0
    )
    tables = {"promotion": promotions, "sales": sales, "product": world.products}
    found = assess(tables, promotions["quarter"].mode()[0], Context(as_of="2026-06-30"))
    gap = next(week for week in found.highlight.weeks if week.week == held)
    assert gap.actual_units is None
    assert gap.baseline_units > 0
    plot = plot_promotion_weeks(found, "en")
    assert plot.marks[-1].y[found.highlight.weeks.index(gap)] is None
    assert svg_of(plot)
