"""Nash's and Kalai and Smorodinsky's points, and the frontier, against brute force and axioms."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.negotiation.frontier import pareto_places
from ka_helpers.negotiation.solutions import kalai_smorodinsky_place, nash_place

GAINS = st.lists(
    st.tuples(st.integers(-20, 40), st.integers(-20, 40)), min_size=1, max_size=40
).map(lambda pairs: np.array(pairs, dtype=float).T)


def dominated(point, points):
    return any((other >= point).all() and (other > point).any() for other in points)


@given(GAINS)
def test_the_frontier_is_what_brute_force_leaves(gains):
    points = gains.T
    left = {tuple(point) for point in points if not dominated(point, points)}
    assert {tuple(points[place]) for place in pareto_places(*gains)} == left


@given(GAINS)
def test_nash_is_the_largest_product_of_gains(gains):
    place = nash_place(*gains)
    open_ = [pair for pair in gains.T if (pair >= 0).all()]
    if not open_:
        assert place is None
        return
    best = max(us * them for us, them in open_)
    assert np.isclose(gains[0][place] * gains[1][place], best)


@given(GAINS)
def test_kalai_smorodinsky_is_the_largest_smaller_share(gains):
    place = kalai_smorodinsky_place(*gains)
    open_ = [pair for pair in gains.T if (pair >= 0).all()]
    if not open_:
        assert place is None
        return
    best = np.max(open_, axis=0)

    def smaller(pair):
        return min(1.0 if top == 0 else gain / top for gain, top in zip(pair, best, strict=True))

    assert np.isclose(smaller(gains[:, place]), max(map(smaller, open_)))
