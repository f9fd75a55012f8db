"""Charts of phasing: what stands on the Axes is what the assessment says."""

import pytest

from ka_helpers.figures.phasing import draw_loading, draw_regions, draw_weeks
from ka_helpers.figures.style import chart
from ka_helpers.metrics.phasing import assess
from tests.selling import CONTEXT, NOW, frame, together

STICK = [7.5] * 4 + [70.0] + [10.0, 10.0, 10.0, 70.0] * 2


@pytest.fixture
def phasing():
    sales = together(
        frame([value * 0.4 for value in STICK], in_region=True, units=3.0),
        frame([value * 0.6 for value in STICK], in_region=False, units=3.0),
        frame([12.0] * 13, basis="sell_out", units=2.0),
    )
    return assess(
        {"sales": sales.assign(in_region=sales["in_region"].astype("boolean"))}, NOW, CONTEXT
    )


def test_each_week_is_a_bar_with_its_share_of_the_month(phasing):
    with chart() as ax:
        draw_weeks(ax, phasing, "zh")
        assert [bar.get_height() for bar in ax.patches] == pytest.approx(STICK)
        assert [text.get_text() for text in ax.texts][4:9] == ["70%", "10%", "10%", "10%", "70%"]
        assert ax.get_xticklabels()[1].get_text() == "2026年5月"
        gaps = [bar.get_x() for bar in ax.patches]
        assert gaps[5] - gaps[4] > gaps[4] - gaps[3]


def test_in_and_out_are_two_lines(phasing):
    with chart() as ax:
        draw_loading(ax, phasing, "en")
        came, went = ax.get_lines()
        assert list(came.get_ydata()) == [6.0] * 13
        assert list(went.get_ydata()) == [2.0] * 13
        assert ax.get_ylabel() == "Units"


def test_outside_is_stacked_on_inside(phasing):
    with chart() as ax:
        draw_regions(ax, phasing, "en")
        widths = [bar.get_width() for bar in ax.patches]
        assert sum(widths) == pytest.approx(300.0)
        assert [text.get_text() for text in ax.texts] == ["60.0%"] * 3
