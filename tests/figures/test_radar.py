"""The radar: each figure stands on its spoke, what is not known is a gap and no zero."""

from dataclasses import replace
from math import hypot

import pytest

from ka_helpers.figures.on_axes import chart, draw_on
from ka_helpers.figures.plot import Line, Note
from ka_helpers.figures.radar import HEIGHT, RINGS, WIDTH, plot_radar
from ka_helpers.figures.svg import svg_of

NAMES = ["north", "east", "south", "west"]


def line_of(plot, label):
    return next(mark for mark in plot.marks if isinstance(mark, Line) and mark.label == label)


def test_the_first_spoke_is_upright_and_the_others_follow_clockwise():
    line = line_of(plot_radar(NAMES, {"now": [1.0, 0.5, 0.25, 0.75]}, "en"), "now")
    places = [(round(x, 9), round(y, 9)) for x, y in zip(line.x, line.y, strict=True)]
    assert places == [(0, 1), (0.5, 0), (0, -0.25), (-0.75, 0), (0, 1)]


def test_what_is_not_known_is_a_gap():
    line = line_of(plot_radar(NAMES, {"now": [1.0, None, 0.0, 0.5]}, "en"), "now")
    assert [y is None for y in line.y] == [False, True, False, False, False]
    unknown_first = line_of(plot_radar(NAMES, {"now": [None, 1.0, 1.0, 1.0]}, "en"), "now")
    assert [y is None for y in unknown_first.y] == [True, False, False, False, True]


def test_rings_stand_at_their_share_and_each_spoke_has_its_name():
    plot = plot_radar(NAMES, {}, "zh")
    rings = [mark for mark in plot.marks if isinstance(mark, Line) and len(mark.x) == 5]
    found = [{round(hypot(x, y), 9) for x, y in zip(r.x, r.y, strict=True)} for r in rings]
    assert found == [{ring} for ring in RINGS]
    said = [mark.text for mark in plot.marks if isinstance(mark, Note)]
    assert said == [*NAMES, "25%", "50%", "75%", "100%"]


def test_the_scales_keep_rings_round_and_names_on_the_picture():
    plot = plot_radar(NAMES, {"now": [1.0] * 4}, "en")
    wide, high = plot.x.high - plot.x.low, plot.y.high - plot.y.low
    assert wide / high == pytest.approx(WIDTH / HEIGHT)
    for mark in plot.marks:
        if isinstance(mark, Note):
            assert plot.x.low < mark.x < plot.x.high
            assert plot.y.low < mark.y < plot.y.high


def test_a_radar_has_no_axes():
    plot = plot_radar(NAMES, {"now": [1.0] * 4}, "en")
    assert "<path" not in svg_of(replace(plot, marks=()), WIDTH, HEIGHT)
    with chart(WIDTH, HEIGHT) as ax:
        draw_on(ax, plot)
        assert not any(spine.get_visible() for spine in ax.spines.values())


def test_it_can_be_drawn_with_hostile_names_and_nothing_known():
    svg = svg_of(plot_radar(["A$B_{C}", "<b>", "市" * 40], {"x": [None] * 3}, "en"), WIDTH, HEIGHT)
    assert "<b>" not in svg
    assert "A$B_{C}" in svg
