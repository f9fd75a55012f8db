"""Ticks stand at round numbers and can be told apart."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.figures.plot import Scale
from ka_helpers.figures.ticks import nice_ticks, ticks_of, write_ticks


@pytest.mark.parametrize(
    ("ticks", "written"),
    [
        ([0.0, 0.2, 1.0], ["0%", "20%", "100%"]),
        ([0.235, 0.24], ["23.5%", "24.0%"]),
        ([-0.0025, 0.0], ["-0.25%", "0.00%"]),
        ([1 / 3, 2 / 3], ["33.333%", "66.667%"]),
    ],
)
def test_percentages_have_the_decimals_the_ticks_need(ticks, written):
    assert list(write_ticks(ticks, "share", "en", "CNY")) == written


def test_steps_are_round():
    assert nice_ticks(0.0, 1.0, 6) == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    assert nice_ticks(-3.0, 11.0, 4) == (0.0, 5.0, 10.0)
    assert nice_ticks(0.0, 1_000_000.0, 5) == (0.0, 250_000.0, 500_000.0, 750_000.0, 1_000_000.0)


def test_counts_of_few_things_are_whole():
    ticks, labels = ticks_of(Scale(unit="count"), (0.0, 2.2), 8, ("en", "CNY"))
    assert ticks == (0.0, 1.0, 2.0)
    assert labels == ("0", "1", "2")


def test_ticks_outside_the_limits_are_left_out():
    scale = Scale(ticks=(0.0, 1.0, 2.0), labels=("a", "b", "c"))
    assert ticks_of(scale, (0.5, 2.0), 9, ("en", "CNY")) == ((1.0, 2.0), ("b", "c"))


@given(
    st.floats(-1e9, 1e9),
    st.floats(1e-6, 1e9),
    st.integers(2, 9),
    st.booleans(),
)
def test_ticks_are_few_even_and_inside(low, extent, most, whole):
    high = low + extent
    ticks = nice_ticks(low, high, most, whole=whole)
    slack = 1e-6 * max(abs(low), abs(high), extent)
    assert len(ticks) <= most
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    gaps = [b - a for a, b in pairwise(ticks)]
    assert all(math.isclose(gap, gaps[0], rel_tol=1e-3, abs_tol=slack) for gap in gaps)
    if whole:
        assert all(tick == round(tick) for tick in ticks)
