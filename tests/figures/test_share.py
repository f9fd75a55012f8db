"""Charts of share: what stands on the Axes is what the assessment says."""

import dataclasses

import pytest

from ka_helpers.figures.share import draw_categories, draw_growth, draw_trend
from ka_helpers.figures.style import chart
from ka_helpers.metrics.share import assess
from tests.selling import BEFORE, CONTEXT, NOW, frame, market, together


@pytest.fixture
def share():
    sales, categories = [], []
    for name, now in (("tea", 15.0), ("a very long category name with $ and _ in it", 30.0)):
        sales += [frame([now] * 13, category=name), frame([10.0] * 13, BEFORE, category=name)]
        categories += [
            market([100.0] * 13, category=name),
            market([50.0] * 13, BEFORE, category=name),
        ]
    return assess({"sales": together(*sales), "market": together(*categories)}, NOW, CONTEXT)


def test_the_trend_has_the_quarter_before_it_behind(share):
    with chart() as ax:
        draw_trend(ax, share, "zh")
        then, now = ax.get_lines()
        assert list(now.get_ydata()) == pytest.approx([45 / 200] * 13)
        assert list(then.get_ydata()) == pytest.approx([0.2] * 13)
        assert ax.get_ylabel() == "占客户品类份额"


def test_growths_stand_side_by_side(share):
    with chart() as ax:
        draw_growth(ax, share, "en")
        assert sorted(bar.get_width() for bar in ax.patches) == pytest.approx([1.0, 1.25])
        labels = [label.get_text() for label in ax.get_yticklabels()]
        assert labels == ["The category at the account", "Our sales"]


def test_each_category_has_a_bar_now_and_before(share):
    with chart() as ax:
        draw_categories(ax, share, "en")
        assert len(ax.patches) == 4
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert all(len(name) <= 24 for name in names)
        ax.get_figure().canvas.draw()


def test_without_a_quarter_before_there_is_one_bar_a_category(share):
    alone = tuple(dataclasses.replace(c, share_before=None) for c in share.categories)
    with chart() as ax:
        draw_categories(ax, dataclasses.replace(share, before=None, categories=alone), "en")
        assert len(ax.patches) == 2
        assert ax.get_legend() is None
