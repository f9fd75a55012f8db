"""Nash's and Kalai and Smorodinsky's points against brute force, and the axioms they stand on."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import frontier_of, pareto_places
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.sides import Curve, Side
from ka_helpers.negotiation.solutions import (
    kalai_smorodinsky,
    kalai_smorodinsky_place,
    nash,
    nash_place,
)

PAIRS = st.tuples(st.integers(-20, 40), st.integers(-20, 40))
GAINS = st.lists(PAIRS, min_size=1, max_size=40).map(lambda pairs: np.array(pairs, dtype=float).T)
SCALES = st.sampled_from([2.0**power for power in (-20, -3, 1, 4, 24)])
"""Powers of two scale without rounding, so that ties stay ties."""


def dominated(point, points):
    return any((other >= point).all() and (other > point).any() for other in points)


def agreeable(gains):
    return [pair for pair in gains.T if (pair >= 0).all()]


def smaller_share(pair, best):
    return min(1.0 if top == 0 else gain / top for gain, top in zip(pair, best, strict=True))


@settings(max_examples=400)
@given(GAINS)
def test_the_frontier_is_what_brute_force_leaves(gains):
    points = gains.T
    left = {tuple(point) for point in points if not dominated(point, points)}
    assert {tuple(points[place]) for place in pareto_places(*gains)} == left


@settings(max_examples=400)
@given(GAINS)
def test_nash_is_the_largest_product_of_gains(gains):
    place, open_ = nash_place(*gains), agreeable(gains)
    if not open_:
        assert place is None
        return
    assert np.isclose(gains[0][place] * gains[1][place], max(us * them for us, them in open_))


@settings(max_examples=400)
@given(GAINS)
def test_kalai_smorodinsky_is_the_largest_smaller_share(gains):
    place, open_ = kalai_smorodinsky_place(*gains), agreeable(gains)
    if not open_:
        assert place is None
        return
    best = np.max(open_, axis=0)
    most = max(smaller_share(pair, best) for pair in open_)
    assert np.isclose(smaller_share(gains[:, place], best), most)


@pytest.mark.parametrize("solution", [nash_place, kalai_smorodinsky_place])
@given(gains=GAINS)
def test_nothing_agreeable_is_better_for_both(solution, gains):
    place = solution(*gains)
    if place is not None:
        assert not dominated(gains[:, place], agreeable(gains))


@pytest.mark.parametrize("solution", [nash_place, kalai_smorodinsky_place])
@given(gains=GAINS, ours=SCALES, theirs=SCALES)
def test_a_currency_changes_no_choice(solution, gains, ours, theirs):
    assert solution(gains[0] * ours, gains[1] * theirs) == solution(*gains)


@pytest.mark.parametrize("solution", [nash_place, kalai_smorodinsky_place])
@given(gains=GAINS)
def test_who_sits_in_which_chair_changes_nothing(solution, gains):
    place, mirrored = solution(*gains), solution(gains[1], gains[0])
    if place is None:
        assert mirrored is None
        return
    us, them = gains[:, place]
    other_us, other_them = gains[:, mirrored]
    best = np.max(agreeable(gains), axis=0)
    measure = {
        nash_place: lambda pair: pair[0] * pair[1],
        kalai_smorodinsky_place: lambda pair: smaller_share(pair, best),
    }[solution]
    assert np.isclose(measure((us, them)), measure((other_us, other_them)))
    ties = [pair for pair in agreeable(gains) if np.isclose(measure(pair), measure((us, them)))]
    if len({tuple(pair) for pair in ties if not dominated(pair, agreeable(gains))}) == 1:
        assert (us, them) == (other_us, other_them)


@given(st.lists(PAIRS, min_size=1, max_size=15), st.integers(0, 40))
def test_equal_chances_bring_equal_gains(pairs, equal):
    mirrored = np.array([*pairs, *(pair[::-1] for pair in pairs), (equal, equal)], dtype=float).T
    assume(not dominated(np.array([equal, equal]), mirrored.T))
    place = kalai_smorodinsky_place(*mirrored)
    assert mirrored[0][place] == mirrored[1][place] == equal


@given(GAINS, st.sets(st.integers(0, 39)))
def test_nash_does_not_look_at_what_it_would_not_choose(gains, dropped):
    place = nash_place(*gains)
    assume(place is not None)
    kept = [at for at in range(gains.shape[1]) if at == place or at not in dropped]
    assert kept[nash_place(*gains[:, kept])] == place


@given(GAINS, st.floats(0.05, 0.5), st.floats(0.5, 0.95))
def test_more_power_never_brings_less(gains, less, more):
    weak, strong = nash_place(*gains, less), nash_place(*gains, more)
    if weak is not None:
        assert gains[0][strong] >= gains[0][weak]


@given(GAINS)
def test_with_all_the_power_we_get_the_best_that_they_agree_to(gains):
    place = nash_place(*gains, power=1.0)
    if place is not None:
        assert gains[0][place] == max(us for us, _ in agreeable(gains))


@given(GAINS, GAINS)
def test_more_to_choose_from_with_the_same_hopes_lowers_no_smaller_share(gains, more):
    open_ = agreeable(gains)
    assume(open_)
    best = np.max(open_, axis=0)
    wider = np.hstack([gains, more[:, (more <= best[:, None]).all(axis=0)]])
    shares = [
        smaller_share(each[:, kalai_smorodinsky_place(*each)], best) for each in (gains, wider)
    ]
    assert shares[1] >= shares[0]


def bent(corner):
    """Return gains along a frontier from (1, 0) to (0, 1) over a corner, in 2,000 steps."""
    us = np.linspace(0, 1, 2001)
    return us, np.interp(us, (0, corner[0], 1), (1, corner[1], 0))


@given(st.floats(0.5, 0.95), st.floats(0.5, 0.95), st.floats(0.0, 1.0))
def test_kalai_smorodinsky_gives_nobody_less_when_the_frontier_grows(us, them, grown):
    """Monotonicity: Nash's point lacks it, which is why the two differ."""
    corner = (us, max(them, 1 - us))
    farther = tuple(each + grown * (0.99 - each) for each in corner)
    before, after = bent(corner), bent(farther)
    assume((after[1] >= before[1] - 1e-12).all())
    one, two = kalai_smorodinsky_place(*before), kalai_smorodinsky_place(*after)
    assert after[0][two] >= before[0][one] - 1e-3
    assert after[1][two] >= before[1][one] - 1e-3


def test_nash_can_give_less_to_one_when_the_frontier_grows():
    """Luce and Raiffa's example: more for both to share, less for one of them."""
    small = np.array([[0.0, 1.0], [0.75, 0.75], [1.0, 0.0]]).T
    large = np.array([[0.0, 1.0], [0.75, 0.75], [1.0, 0.7]]).T
    assert small[:, nash_place(*small)].tolist() == [0.75, 0.75]
    assert large[:, nash_place(*large)].tolist() == [1.0, 0.7]


SLOPES = st.lists(
    st.tuples(st.integers(-40, -1), st.integers(1, 40)), min_size=1, max_size=4
)  # fmt: skip


@given(SLOPES, st.integers(-60, 0), st.integers(0, 60))
def test_the_frontier_is_enough_to_find_both(slopes, ours, theirs):
    issues = tuple(Issue(f"i{n}", "count", 0, 3, 1) for n in range(len(slopes)))
    us, them = (
        Side(
            name,
            {
                issue.key: Curve((0, 3), (0, pair[at]))
                for issue, pair in zip(issues, slopes, strict=True)
            },
            least,
        )
        for at, (name, least) in enumerate((("us", ours), ("them", theirs)))
    )
    agenda = Agenda(issues, us, them)
    for solution in (nash, kalai_smorodinsky):
        near, far = solution(frontier_of(agenda)), solution(outcomes_of(agenda))
        assert (near is None) == (far is None)
        if near is not None and far is not None:
            gains = [(deal.us - ours, deal.them - theirs) for deal in (near, far)]
            assert gains[0][0] * gains[0][1] == pytest.approx(gains[1][0] * gains[1][1])
            assert near.us == pytest.approx(agenda.us.worth(near.package))


def test_the_annual_terms_are_shared(annual_terms):
    deal = nash(frontier_of(annual_terms))
    assert deal.package["displays"] == 4
    assert deal.package["payment_days"] == 90
    fair = kalai_smorodinsky(frontier_of(annual_terms))
    assert fair.us >= annual_terms.us.reservation
    assert fair.them >= annual_terms.them.reservation
