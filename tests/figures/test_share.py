"""Charts of share: what the plot says is what the assessment says."""

import dataclasses

import pytest

from ka_helpers.figures.share import plot_categories, plot_growth, plot_trend
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
    plot = plot_trend(share, "zh")
    then, now = plot.marks
    assert now.y == pytest.approx([45 / 200] * 13)
    assert then.y == pytest.approx([0.2] * 13)
    assert (plot.y.title, plot.y.unit) == ("占客户品类份额", "share")
    assert plot.x.ticks == tuple(range(1, 14))


def test_growths_stand_side_by_side(share):
    plot = plot_growth(share, "en")
    bars = plot.marks[-1]
    assert sorted(bars.lengths) == pytest.approx([1.0, 1.25])
    assert plot.y.labels == ("The category at the account", "Our sales")
    assert bars.written == ("+100.0%", "+125.0%")


def test_each_category_has_a_bar_now_and_before(share):
    plot = plot_categories(share, "en")
    then, now = plot.marks
    assert then.lengths == pytest.approx((0.2, 0.2))
    assert len(now.lengths) == len(now.written) == 2
    assert all(below < above for below, above in zip(then.at, now.at, strict=True))
    assert all(len(name) <= 24 for name in plot.y.labels)


def test_without_a_quarter_before_there_is_one_bar_a_category(share):
    alone = tuple(dataclasses.replace(c, share_before=None) for c in share.categories)
    plot = plot_categories(dataclasses.replace(share, before=None, categories=alone), "en")
    (now,) = plot.marks
    assert len(now.lengths) == 2
    assert now.label == ""
