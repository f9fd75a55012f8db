"""Questions that tell strong from weak: by hand, against scipy, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ka_helpers.classroom.reporting.discrimination import (
    ENDS,
    discrimination,
    interval,
    item_rest,
    upper_lower,
)

SCORES = st.lists(
    st.tuples(st.sampled_from((0.0, 0.5, 1.0)), st.integers(0, 100)), min_size=4, max_size=40
)


def columns(pairs):
    item, rest = zip(*pairs, strict=True)
    return np.array(item), np.array(rest) / 100


def test_ten_trainees_by_hand():
    """The three best of ten against the three weakest: 27 % of ten is three."""
    item = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 0], dtype=float)
    rest = np.array([0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.2, 0.1])
    told = discrimination(item, rest)
    assert (told.n, told.difficulty, told.ends, told.gap) == (10, 0.5, 3, 1.0)
    assert told.verdict == "sound"


def test_equals_at_the_edge_share_the_place():
    """Two of three places are taken by the best; the third is shared by two, one right."""
    item = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], dtype=float)
    rest = np.array([0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05])
    gap, size = upper_lower(item, rest)
    assert size == round(ENDS * 11) == 3
    assert gap == pytest.approx((1 + 1 + 0.5) / 3)


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_scipy(seed):
    chance = np.random.default_rng(seed)
    rest = chance.uniform(size=28)
    item = (rest + chance.normal(0, 0.3, 28) > 0.5).astype(float)
    told = discrimination(item, rest)
    reference = stats.pearsonr(item, rest)
    assert told.correlation == pytest.approx(stats.pointbiserialr(item, rest).statistic)
    bounds = reference.confidence_interval(0.95)
    assert (told.low, told.high) == pytest.approx((bounds.low, bounds.high))


@given(SCORES, st.randoms())
def test_the_order_of_trainees_does_not_matter(pairs, chance):
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    one, other = discrimination(*columns(pairs)), discrimination(*columns(shuffled))
    assert one.gap == pytest.approx(other.gap, abs=1e-9)
    assert one.correlation == pytest.approx(other.correlation, abs=1e-9)
    assert one.verdict == other.verdict or abs(one.correlation or 0) < 1e-6


@given(SCORES)
def test_turning_the_scores_round_turns_the_signs(pairs):
    item, rest = columns(pairs)
    one, other = discrimination(item, rest), discrimination(1 - item, rest)
    for figure in ("correlation", "gap"):
        found, turned = getattr(one, figure), getattr(other, figure)
        assert (found is None) == (turned is None)
        assert found is None or found == pytest.approx(-turned, abs=1e-9)
        assert found is None or -1 <= found <= 1


@given(SCORES)
def test_the_correlation_lies_in_its_interval(pairs):
    told = discrimination(*columns(pairs))
    if told.low is not None:
        assert -1 <= told.low <= told.correlation + 1e-12
        assert told.correlation <= told.high + 1e-12 <= 1 + 1e-9


def test_who_is_not_known_does_not_count():
    item = np.array([1.0, np.nan, 0.0, 1.0, 0.0])
    rest = np.array([0.9, 0.1, np.nan, 0.8, 0.2])
    assert discrimination(item, rest).n == 3


UP = np.linspace(0.1, 0.9, 20)


@pytest.mark.parametrize(
    ("item", "rest", "verdict"),
    [
        (UP[:9] > 0.5, UP[:9], "few"),
        (np.ones(20), UP, "all_right"),
        (np.zeros(20), UP, "all_wrong"),
        (UP < 0.5, UP, "reversed"),
        (np.tile([1.0, 0.0], 10), UP, "flat"),
        (np.tile([1.0, 0.0], 10), np.full(20, 0.5), "flat"),
        (UP > 0.5, UP, "sound"),
    ],
)
def test_what_the_figures_say(item, rest, verdict):
    assert discrimination(item.astype(float), rest).verdict == verdict


def test_a_slightly_negative_correlation_of_few_is_not_called_reversed():
    item = np.ones(30)
    item[[5, 20]] = 0
    told = discrimination(item, np.linspace(0, 1, 30) ** 0.5)
    assert told.verdict == "flat"


def test_nobody_at_all():
    told = discrimination(np.array([]), np.array([]))
    assert (told.n, told.difficulty, told.correlation, told.gap) == (0, None, None, None)
    assert interval(0.4, 3) == (None, None)
    assert item_rest(np.array([1.0, 0.0]), np.array([0.1, 0.2])) is None
