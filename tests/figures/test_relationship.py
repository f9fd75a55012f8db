"""Charts of relationships and opportunities: what stands where, in both languages."""

import pytest

from ka_helpers.figures.opportunities import plot_budget_year, plot_pipeline
from ka_helpers.figures.plot import Bars, Bubbles, Note, Rule, Span
from ka_helpers.figures.relationship import Placed, plot_relationships, plot_supports
from ka_helpers.figures.style import GREEN, ORANGE
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.opportunities import budget_window
from ka_helpers.metrics.supplier_rank import Support


def marks(plot, kind):
    return [mark for mark in plot.marks if isinstance(mark, kind)]


def test_the_map_holds_every_account_and_names_its_own_first():
    accounts = [Placed("A", 45.0, 1.8), Placed("B", 97.0, -1.9, is_own=True)]
    plot = plot_relationships(accounts, "en")
    (dots,) = marks(plot, Bubbles)
    assert (dots.x, dots.y) == ((97.0, 45.0), (-1.9, 1.8))
    assert dots.colours[0] == ORANGE != dots.colours[1]
    for scale, values in ((plot.x, dots.x), (plot.y, dots.y)):
        assert scale.low < min(values) and max(values) < scale.high
    assert {rule.at for rule in marks(plot, Rule)} == {70.0, 0.0}
    assert {note.text for note in marks(plot, Note)} == {
        "Outsider: neither",
        "Friend: their people",
        "Supplier: their company",
        "Partner: friend and supplier",
    }


def test_supports_below_fair_are_another_colour():
    supports = [Support("display", 0.3, 0.2, "share", 150.0), Support("sku", 9, 10, "number", 90.0)]
    (bars,) = marks(plot_supports(supports, "en"), Bars)
    # the first stands on top, so it comes last
    assert bars.lengths == (90.0, 150.0) and bars.colours == (ORANGE, GREEN)
    assert bars.written == ("90", "150")


def test_the_pipeline_stacks_what_is_not_real_on_what_is():
    real, other = marks(
        plot_pipeline([(1, 5.0, False), (7, 3.0, True), (7, 4.0, False)], "en"), Bars
    )
    assert (real.lengths[6], other.lengths[6], other.starts[6]) == (3.0, 4.0, 3.0)
    assert (real.lengths[0], other.lengths[0]) == (0, 5.0)
    assert len(real.at) == 9


def test_the_year_stands_in_months():
    plot = plot_budget_year("2026-06-16", budget_window("2026-06-16"), "en")
    today, money = marks(plot, Rule)
    assert (today.at, money.at) == (5.5, 12.0)
    window, year = marks(plot, Span)
    assert (window.low, round(window.high, 1)) == (9.0, 11.0) and year.low == 12.0
    assert plot.x.labels[:8] == ("6", "7", "8", "9", "10", "11", "12", "1")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_they_can_be_drawn_whatever_the_names(language):
    accounts = [Placed("A$B_{C}" * 60, 80.0, 0.0), Placed("恒穗超市 🎈", 80.0, 0.0)]
    plots = [
        plot_relationships(accounts, language),
        plot_supports([Support("settlement", 60, 30, "days", 50.0)], language),
        plot_pipeline([(9, 1e6, True)], language),
        plot_budget_year("2026-12-31", budget_window("2026-12-31", 12), language),
    ]
    assert all(svg_of(plot, 7.2, 3.0).startswith("<svg") for plot in plots)
