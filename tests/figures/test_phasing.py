"""Charts of phasing: what stands in the plot is what the assessment says."""

import dataclasses

import pytest

from ka_helpers.figures.phasing import plot_loading, plot_regions, plot_weeks
from ka_helpers.figures.plot import Band, Bars, Line
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
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
    plot = plot_weeks(phasing, "zh")
    others, last, even = plot.marks
    weeks = sorted(zip((*others.at, *last.at), (*others.lengths, *last.lengths), strict=True))
    assert [length for _, length in weeks] == pytest.approx(STICK)
    assert last.lengths == pytest.approx((70.0, 70.0, 70.0))
    assert last.written == ("70%", "70%", "70%")
    assert others.written[4:] == ("10%",) * 6
    assert plot.x.labels[1] == "2026年5月"
    places = [at for at, _ in weeks]
    assert places[5] - places[4] > places[4] - places[3]
    assert even.y[3] == pytest.approx(25.0)


def test_the_names_stand_under_the_middle_of_their_months(phasing):
    plot = plot_weeks(phasing, "en")
    last = plot.marks[1]
    assert plot.x.ticks[0] == 2.0
    assert all(centre < end for centre, end in zip(plot.x.ticks, last.at, strict=True))
    assert len(plot.x.ticks) == len(plot.x.labels) == 3


def test_weeks_of_nothing_have_no_share(phasing):
    empty = dataclasses.replace(phasing.months[0], weeks=(0.0, 0.0))
    others, last, even = plot_weeks(dataclasses.replace(phasing, months=(empty,)), "en").marks
    assert (others.written, last.written, even.y[0]) == (("–",), ("–",), 0.0)


def test_in_and_out_are_two_lines_over_what_lies_between(phasing):
    plot = plot_loading(phasing, "en")
    between, came, went = plot.marks
    assert came.y == (6.0,) * 13
    assert went.y == (2.0,) * 13
    assert (between.low, between.high) == (came.y, went.y)
    assert plot.y.title == "Units"
    assert plot.y.low == 0.0
    assert plot.x.ticks == tuple(range(1, 14))


def test_a_period_not_known_parts_what_lies_between(phasing):
    flows = list(phasing.loading.flows)
    flows[4] = dataclasses.replace(flows[4], sell_out=None)
    loading = dataclasses.replace(phasing.loading, flows=tuple(flows))
    marks = plot_loading(dataclasses.replace(phasing, loading=loading), "en").marks
    assert [mark.x for mark in marks if isinstance(mark, Band)] == [
        (1, 2, 3, 4), tuple(range(6, 14))
    ]  # fmt: skip
    went = next(mark for mark in marks if isinstance(mark, Line) and mark.label == "Sell-out")
    assert went.y[4] is None


def test_outside_is_stacked_on_inside(phasing):
    plot = plot_regions(phasing, "en")
    inside, outside = plot.marks
    assert outside.starts == inside.lengths
    assert sum(inside.lengths) + sum(outside.lengths) == pytest.approx(300.0)
    assert outside.written == ("60.0%",) * 3
    assert plot.y.labels == ("Jun 2026", "May 2026", "Apr 2026")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_series_is_named_and_can_be_drawn(phasing, language):
    for plot in (f(phasing, language) for f in (plot_weeks, plot_loading, plot_regions)):
        series = [mark for mark in plot.marks if isinstance(mark, Bars | Line)]
        labels = [mark.label for mark in series]
        assert all(labels)
        assert len(set(labels)) == len(labels)
        drawing = svg_of(plot)
        assert all(label in drawing for label in labels)


def test_the_end_of_a_month_is_named_in_the_legend(phasing):
    labels = [mark.label for mark in plot_weeks(phasing, "zh").marks]
    assert labels == [say(f"phasing.{k}", "zh") for k in ("other_weeks", "last_week", "even_week")]
