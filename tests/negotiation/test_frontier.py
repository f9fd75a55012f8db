"""The frontier of an agenda against every package that can be made, linked issues too."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import frontier_of, pareto_places, zone_of
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.sides import Curve, Link, Side

WORTHS = st.integers(-50, 50)


@st.composite
def agendas(draw, links=True):
    """Return a small agenda: any curves, any links, worths in whole yuan."""
    counts = draw(st.lists(st.integers(2, 5), min_size=1, max_size=4))
    issues = tuple(Issue(f"i{n}", "count", 0, k - 1, 1) for n, k in enumerate(counts))
    pairs = [(one.key, two.key) for one in issues for two in issues if one.key < two.key]
    linked = st.builds(Link, st.sampled_from(pairs), WORTHS)

    def side(name):
        curves = {
            issue.key: Curve(
                tuple(issue.values.tolist()),
                tuple(draw(st.lists(WORTHS, min_size=k, max_size=k))),
            )
            for issue, k in zip(issues, counts, strict=True)
        }
        found = draw(st.lists(linked, max_size=2)) if links and pairs else []
        return Side(name, curves, draw(WORTHS), tuple(found))

    return Agenda(issues, side("us"), side("them"))


def straight(slopes, step=None):
    """Return an agenda of issues from 0 to 1 along straight lines: (to us, to them) each."""
    issues = tuple(Issue(f"i{n}", "share", 0, 1, step) for n in range(len(slopes)))
    us, them = (
        Side(name, {f"i{n}": Curve((0, 1), (0, pair[at])) for n, pair in enumerate(slopes)}, 0)
        for at, name in enumerate(("us", "them"))
    )
    return Agenda(issues, us, them)


@settings(max_examples=400)
@given(agendas())
def test_the_frontier_is_that_of_every_package(agenda):
    frontier, outcomes = frontier_of(agenda), outcomes_of(agenda)
    best = pareto_places(outcomes.us, outcomes.them)
    assert frontier.us.tolist() == outcomes.us[best].tolist()
    assert frontier.them.tolist() == outcomes.them[best].tolist()


@given(agendas())
def test_a_package_of_the_frontier_is_worth_what_it_says(agenda):
    frontier = frontier_of(agenda)
    for place in range(len(frontier)):
        package = agenda.package(**frontier.package(place))
        assert agenda.us.worth(package) == frontier.us[place]
        assert agenda.them.worth(package) == frontier.them[place]


@given(agendas())
def test_the_zone_is_empty_exactly_when_no_package_suits_both(agenda):
    zone, outcomes = zone_of(frontier_of(agenda)), outcomes_of(agenda)
    assert (zone is None) == (not outcomes.agreeable.any())
    if zone is not None:
        assert all(
            agenda.us.accepts(zone.package(place)) and agenda.them.accepts(zone.package(place))
            for place in range(len(zone))
        )


def test_links_that_tie_everything_together_are_one_block():
    issues = tuple(Issue(key, "count", 0, 3, 1) for key in "abcd")
    curves = {key: Curve((0, 3), (0, 3)) for key in "abcd"}
    falling = {key: Curve((0, 3), (0, -2)) for key in "abcd"}
    chain = (Link(("a", "b"), 2), Link(("d", "c"), -1))
    agenda = Agenda(
        issues, Side("us", falling, -4, chain), Side("them", curves, 1, (Link(("b", "d"), 1),))
    )
    frontier, outcomes = frontier_of(agenda), outcomes_of(agenda)
    best = pareto_places(outcomes.us, outcomes.them)
    assert frontier.us.tolist() == outcomes.us[best].tolist()
    assert frontier.them.tolist() == outcomes.them[best].tolist()


def test_what_is_cheap_to_us_and_dear_to_them_goes_first():
    frontier = frontier_of(straight([(-100, 100), (-50, 100), (20, -60)]), steps=1)
    assert frontier.us.tolist() == [20, 0, -50, -150]
    assert frontier.them.tolist() == [-60, 0, 100, 200]
    assert frontier.package(2) == {"i0": 0, "i1": 1, "i2": 0}


SLOPES = st.lists(
    st.tuples(st.integers(-90, -1), st.integers(1, 90)) | st.tuples(WORTHS, WORTHS),
    min_size=1,
    max_size=3,
)  # fmt: skip


@given(SLOPES)
def test_no_fine_grid_beats_a_point_of_the_continuous_frontier(slopes):
    frontier = frontier_of(straight(slopes), steps=4)
    grid = outcomes_of(straight(slopes, step=1 / 12))
    for us, them in zip(frontier.us, frontier.them, strict=True):
        gained = np.minimum(grid.us - us, grid.them - them)
        more = np.maximum(grid.us - us, grid.them - them)
        assert not ((gained >= -1e-9) & (more > 1e-6)).any()


def test_a_curve_that_bends_keeps_its_corners():
    issue = Issue("rebate", "share", 0, 1, None)
    us = Side("us", {"rebate": Curve((0, 0.3, 1), (0, -3, -24))}, -20)
    them = Side("them", {"rebate": Curve((0, 0.3, 1), (0, 60, 74))}, 0)
    frontier = frontier_of(Agenda((issue,), us, them), steps=1)
    assert frontier.terms.ravel().tolist() == [0, 0.3, 1]
    assert frontier.them.tolist() == [0, 60, 74]


def test_a_curve_that_bends_upwards_is_cut_into_steps():
    issue = Issue("rebate", "share", 0, 1, None)
    us = Side("us", {"rebate": Curve((0, 1), (0, -10))}, -20)
    them = Side("them", {"rebate": Curve((0, 0.5, 1), (0, 0, 100))}, 0)
    frontier = frontier_of(Agenda((issue,), us, them), steps=4)
    assert frontier.terms.ravel().tolist() == [0, 0.75, 1]


@given(agendas(), st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_within_the_limits_nothing_is_worse_for_us_than_a_limit(agenda, places):
    limits = {
        issue.key: float(issue.values[min(place, len(issue.values) - 1)])
        for issue, place in zip(agenda.issues, places, strict=False)
    }
    agenda = replace(agenda, limits=limits)
    frontier, outcomes = (find(agenda, within_limits=True) for find in (frontier_of, outcomes_of))
    best = pareto_places(outcomes.us, outcomes.them)
    assert frontier.us.tolist() == outcomes.us[best].tolist()
    for place in range(len(frontier)):
        package = frontier.package(place)
        assert all(agenda.allows(key, value) for key, value in package.items())
    every = outcomes_of(agenda)
    allowed = [
        all(agenda.allows(key, value) for key, value in every.package(place).items())
        for place in range(len(every))
    ]
    assert sum(allowed) == len(outcomes)


def test_a_continuous_issue_stops_at_its_limit():
    agenda = replace(straight([(-10, 30), (-20, 30)]), limits={"i0": 0.35, "i1": 0.0})
    frontier = frontier_of(agenda, steps=2, within_limits=True)
    assert frontier.package(len(frontier) - 1) == {"i0": 0.35, "i1": 0}
    assert frontier.us[-1] == pytest.approx(-3.5)


def test_a_settled_issue_stays_where_it_is():
    frontier = frontier_of(straight([(-10, 30), (-20, 30)], step=0.5), fixed={"i0": 0.5})
    assert frontier.terms[:, 0].tolist() == [0.5] * 3
    with pytest.raises(RequestError):
        frontier_of(straight([(-10, 30)], step=0.5), fixed={"i0": 0.4})


def test_an_agenda_too_large_for_a_list_of_its_packages_has_its_frontier():
    slopes = [(-(n + 1) * 10, 300 + 7 * n) for n in range(12)]
    frontier = frontier_of(straight(slopes, step=0.05))
    assert frontier.package(0) == dict.fromkeys((f"i{n}" for n in range(12)), 0.0)
    assert frontier.package(len(frontier) - 1) == dict.fromkeys((f"i{n}" for n in range(12)), 1.0)
    assert (np.diff(frontier.us) < 0).all()
    assert (np.diff(frontier.them) > 0).all()


@pytest.mark.parametrize("factor", [1e-6, 1.0, 1e6])
def test_the_currency_changes_no_package(factor):
    slopes = [(-3 * factor, 7 * factor), (-5 * factor, 7 * factor), (2 * factor, -9 * factor)]
    packages = frontier_of(straight(slopes, step=0.1)).terms
    assert (
        packages.tolist()
        == frontier_of(straight([(-3, 7), (-5, 7), (2, -9)], step=0.1)).terms.tolist()
    )
