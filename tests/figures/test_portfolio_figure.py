"""The portfolio's charts: every bubble by its sales, no label on another."""

import numpy as np
import pandas as pd
import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.figures.frame import frame_of
from ka_helpers.figures.labels import names_of
from ka_helpers.figures.plot import Bars, Bubbles, Line
from ka_helpers.figures.portfolio import plot_concentration, plot_portfolio_matrix
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.portfolio import assess_portfolio

HOSTILE = (
    "A$B_{C}",
    "x" * 300,
    "🦄 shop",
    "<script>alert(1)</script>",
    "沃尔玛采购中心",
    "",
    "\n\t",
)
TEXTBOOK = read_ruleset("textbook")


def portfolio_of(count):
    chance = np.random.default_rng(count)
    inputs = pd.DataFrame(
        {
            "annual_sales": chance.lognormal(12.8, 0.8, count),
            "growth": chance.normal(0.12, 0.1, count),
            "payment_days": chance.choice([25, 45, 60, 75], count),
            "display_share": chance.normal(0.18, 0.04, count),
            "activity_share": chance.normal(0.33, 0.06, count),
        },
        index=[f"K{number:04}" for number in range(count)],
    ).astype(float)
    names = {k: HOSTILE[n % len(HOSTILE)] for n, k in enumerate(inputs.index)}
    return assess_portfolio(inputs, names, TEXTBOOK)


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [1, 24, 300])
def test_labels_never_cover_each_other(count, language):
    plot = plot_portfolio_matrix(portfolio_of(count), language)
    frame = frame_of(plot, 518.4, 316.8)
    boxes = [name.box for name in names_of(plot, frame)]
    covered = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if _overlap(a, b)]
    assert covered == []
    assert all(frame.left <= box[0] and box[2] <= frame.right for box in boxes)
    assert all(frame.top <= box[1] and box[3] <= frame.bottom for box in boxes)
    assert boxes


def test_a_bubble_s_area_is_its_sales():
    portfolio = portfolio_of(12)
    (bubbles,) = (m for m in plot_portfolio_matrix(portfolio, "en").marks if isinstance(m, Bubbles))
    sales = [row.sales for row in portfolio.rows]
    areas = np.array(bubbles.areas)
    assert areas[:3] / areas[0] == pytest.approx(np.array(sales[:3]) / sales[0])


@pytest.mark.parametrize(("count", "bars"), [(1, 1), (24, 24), (300, 0)])
def test_the_curve_ends_at_all_sales(count, bars):
    plot = plot_concentration(portfolio_of(count), "zh")
    (curve,) = (mark for mark in plot.marks if isinstance(mark, Line))
    assert curve.y[-1] == pytest.approx(1)
    assert sum(len(mark.at) for mark in plot.marks if isinstance(mark, Bars)) == bars


def test_five_thousand_accounts_make_small_pictures():
    portfolio = portfolio_of(5_000)
    matrix = svg_of(plot_portfolio_matrix(portfolio, "en"), 7.2, 4.4)
    assert len(matrix) < 30_000
    assert len(svg_of(plot_concentration(portfolio, "en"))) < 20_000


def test_very_many_accounts_share_bubbles_and_nothing_is_lost():
    portfolio = portfolio_of(5_000)
    plot = plot_portfolio_matrix(portfolio, "en")
    (bubbles,) = (mark for mark in plot.marks if isinstance(mark, Bubbles))
    assert len(bubbles.x) < 600
    assert bubbles.areas == tuple(sorted(bubbles.areas, reverse=True))
    assert "share a bubble" in plot.x.title
    drawn = {(round(x / 2), round(y / 2)) for x, y in zip(bubbles.x, bubbles.y, strict=True)}
    stand = {
        (round(row.support / 2), round(row.attractiveness / 2))
        for row in portfolio.rows
        if row.quadrant is not None
    }
    assert drawn == stand
