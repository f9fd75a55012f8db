"""The portfolio's charts: every bubble by its sales, no label on another."""

import numpy as np
import pandas as pd
import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.figures.portfolio import draw_concentration, draw_portfolio_matrix
from ka_helpers.figures.style import as_svg, chart
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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [1, 24, 300])
def test_labels_never_cover_each_other(count, language):
    with chart(7.2, 4.4) as ax:
        draw_portfolio_matrix(ax, portfolio_of(count), language)
        ax.figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
        frame = ax.get_window_extent()
        covered = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a.overlaps(b)]
        assert covered == []
        assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1 for box in boxes)
        assert len(boxes) > 4
        assert len(as_svg(ax)) > 1_000


def test_a_bubble_s_area_is_its_sales():
    portfolio = portfolio_of(12)
    with chart(7.2, 4.4) as ax:
        draw_portfolio_matrix(ax, portfolio, "en")
        areas = ax.collections[-1].get_sizes()
    sales = [row.sales for row in portfolio.rows]
    assert areas[:3] / areas[0] == pytest.approx(np.array(sales[:3]) / sales[0])


@pytest.mark.parametrize(("count", "bars"), [(1, 1), (24, 24), (300, 0)])
def test_the_curve_ends_at_all_sales(count, bars):
    with chart() as ax:
        draw_concentration(ax, portfolio_of(count), "zh")
        assert ax.lines[0].get_ydata()[-1] == pytest.approx(1)
        assert len(ax.patches) == bars
