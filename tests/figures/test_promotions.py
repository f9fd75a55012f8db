"""Charts of promotions: what stands on the Axes."""

import pandas as pd
import pytest

from ka_helpers.figures.promotions import (
    MOST_DRAWN,
    draw_promotion_weeks,
    draw_returns,
    draw_uplift_rates,
    ends_of,
)
from ka_helpers.figures.style import as_svg, chart
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
    with chart() as ax:
        draw_returns(ax, PAID, language)
        as_svg(ax)
    line, *drawn = ax.lines
    assert set(line.get_xdata()) == {1.0}
    points = [mark.get_xdata()[0] for mark in drawn if mark.get_marker() == "o"]
    expected = [r.return_on_spend.value for r in PAID.results if r.return_on_spend]
    assert points == expected == sorted(expected, reverse=True)
    bars = [tuple(bar.get_xdata()) for bar in drawn if bar.get_marker() == "None"]
    assert bars == [(r.return_on_spend.low, r.return_on_spend.high) for r in PAID.results]
    assert len(ax.get_yticklabels()) == len(expected)


@LANGUAGES
def test_without_spend_uplift_is_drawn_instead(language):
    returns, rates, weeks = SECTION.charts
    assert [c.shown(PAID) for c in (returns, rates, weeks)] == [True, False, True]
    assert [c.shown(UNPAID) for c in (returns, rates, weeks)] == [False, True, True]
    with chart() as ax:
        draw_uplift_rates(ax, UNPAID, language)
        as_svg(ax)
    assert set(ax.lines[0].get_xdata()) == {0.0}


@LANGUAGES
def test_the_weeks_show_what_was_sold_beside_the_baseline(language):
    with chart() as ax:
        draw_promotion_weeks(ax, PAID, language)
        as_svg(ax)
    weeks = PAID.highlight.weeks
    baseline, actual = ax.lines
    assert list(actual.get_ydata()) == [week.actual_units for week in weeks]
    assert list(baseline.get_ydata()) == [week.baseline_units for week in weeks]
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels[-1] == say("promotions.actual", language)


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
    with chart() as ax:
        draw_promotion_weeks(ax, found, "en")
        as_svg(ax)
