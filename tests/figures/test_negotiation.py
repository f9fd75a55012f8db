"""The space of a negotiation: its zone, its limits, the order of the offers; ways of giving."""

import pytest

from ka_helpers.figures.negotiation import Space, plot_space, plot_steps
from ka_helpers.figures.plot import Band, Bubbles, Line, Rule

FRONTIER = ((-30.0, 50.0), (-10.0, 30.0), (10.0, 5.0), (20.0, -20.0))
OURS, THEIRS = ((18.0, -15.0), (10.0, 0.0)), ((-28.0, 45.0), (-9.0, 25.0), (-9.0, 25.0))


def marks(plot, kind):
    return [mark for mark in plot.marks if isinstance(mark, kind)]


def test_the_zone_lies_between_both_bottom_lines_and_the_frontier():
    space = Space(FRONTIER[::-1], bottom=(-15.0, 0.0))
    assert space.zone == ((-10.0, 30.0), (10.0, 5.0))
    (band,) = marks(plot_space(space, "en"), Band)
    assert (band.x, band.low, band.high) == (
        (-15.0, -10.0, 10.0), (0.0, 0.0, 0.0), (30.0, 30.0, 5.0)
    )  # fmt: skip
    assert {(rule.at, rule.upright) for rule in marks(plot_space(space, "en"), Rule)} == {
        (-15.0, True),
        (0.0, False),
    }


def test_where_nothing_can_be_agreed_no_zone_is_drawn():
    space = Space(FRONTIER, bottom=(15.0, 10.0))
    assert space.zone == ()
    assert marks(plot_space(space, "en"), Band) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_offers_are_numbered_in_their_order_and_one_repeated_keeps_its_first_number(language):
    plot = plot_space(Space(FRONTIER, (-15.0, 0.0), OURS, THEIRS), language)
    lines = [line for line in marks(plot, Line) if line.marker]
    assert [(line.x, line.y) for line in lines] == [
        tuple(zip(*points, strict=True)) for points in (OURS, THEIRS)
    ]
    numbers = [[name for name, _ in dots.names] for dots in marks(plot, Bubbles)]
    assert numbers == [["1", "2"], ["1", "2"]]


def test_the_deal_and_named_packages_are_marked_where_they_are():
    space = Space(FRONTIER, (-15.0, 0.0), deal=(-9.0, 25.0), named=(("today", (0.0, 0.0)),))
    dots = marks(plot_space(space, "en"), Bubbles)
    assert [(dot.x, dot.y, dot.names[0][0]) for dot in dots] == [
        ((0.0,), (0.0,), "today"),
        ((-9.0,), (25.0,), "agreed"),
    ]


def test_the_picture_holds_every_offer_but_not_the_far_ends():
    far = (*FRONTIER, (900.0, -9_000.0))
    plot = plot_space(Space(far, (-15.0, 0.0), OURS, THEIRS), "en")
    across = [point[0] for point in (*OURS, *THEIRS)]
    assert plot.x.low < min(across) and max(across) < plot.x.high < 900


def test_steps_add_up_from_nothing():
    plot = plot_steps({"shrinking": (5.0, 2.0, 1.0)}, "en")
    (line,) = plot.marks
    assert (line.x, line.y) == ((0.0, 1.0, 2.0, 3.0), (0.0, 5.0, 7.0, 8.0))
