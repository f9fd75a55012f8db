"""The matrix of what moved: arrows for those that did, orange for another class."""

from ka_helpers.figures.moved_matrix import Moved, plot_moved_matrix
from ka_helpers.figures.plot import Arrow, Bubbles
from ka_helpers.figures.style import ORANGE
from ka_helpers.figures.svg import svg_of

STILL = Moved("Still", 60.0, 40.0, 60.0, 40.0)
UP = Moved("Up A$B_{C} \N{UNICORN FACE}", 60.0, 55.0, 60.0, 40.0, changed=True)
ALONG = Moved("Along", 30.0, 30.0, 60.0, 30.0)
HARDLY = Moved("Hardly", 20.0, 21.0, 20.0, 20.0)


def marks(kind, *accounts):
    return [mark for mark in plot_moved_matrix(accounts, 50, "en").marks if isinstance(mark, kind)]


def test_an_arrow_leads_from_where_each_moved_account_stood():
    arrows = marks(Arrow, STILL, UP, ALONG, HARDLY)
    assert [(arrow.x, arrow.y) for arrow in arrows] == [
        ((60.0, 60.0), (40.0, 55.0)),
        ((60.0, 30.0), (30.0, 30.0)),
    ]
    left, standing = marks(Bubbles, STILL, UP, ALONG, HARDLY)
    assert (len(left.x), len(standing.x)) == (2, 4)


def test_changed_accounts_come_first_and_are_orange():
    (*_, standing) = marks(Bubbles, STILL, UP)
    assert standing.colours[0] == ORANGE != standing.colours[1]
    assert standing.areas[0] > standing.areas[1]
    assert standing.names[1][0] == "Still"


def test_nobody_and_nothing_moved_are_drawn_in_both_languages():
    for language in ("en", "zh"):
        for accounts in ((), (STILL,), (UP, ALONG, HARDLY)):
            assert svg_of(plot_moved_matrix(accounts, 50, language), 7.2, 4.4).startswith("<svg")
