"""What counts as right, and what as the right figure rounded too soon."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.exercises.rounding import half_unit, is_close, is_too_coarse

sizes = st.floats(min_value=1e-3, max_value=1e9)
places = st.integers(min_value=-3, max_value=4)


@pytest.mark.parametrize(
    ("answer", "right", "decimals", "close"),
    [
        (0.545, 0.54467, 3, True),
        (0.54, 0.54467, 3, False),
        (0.544, 0.54467, 3, False),
        (0.3335, 0.333, 3, True),
        (2.675, 2.67, 2, True),
        (1_235_000, 1_234_567, -3, True),
        (1_230_000, 1_234_567, -3, False),
        (0, 0.0004, 3, True),
        (3, 2.5, 0, True),
        (2, 2.5, 0, True),
    ],
)
def test_half_a_unit_of_the_last_decimal_is_right(answer, right, decimals, close):
    assert is_close(answer, right, decimals, 1e-9) is close


@pytest.mark.parametrize(
    ("answer", "right", "decimals", "coarse"),
    [
        (0.54, 0.54467, 3, True),
        (0.544, 0.54467, 3, True),  # cut off, not rounded
        (0.5, 0.54467, 3, False),  # too little left of it
        (0.55, 0.54467, 3, False),
        (1_200_000, 1_234_567, 0, True),
        (1_000_000, 1_234_567, 0, False),
        (-0.54, -0.54467, 3, True),
        (0.54, -0.54467, 3, False),
        (0, 0.0123, 3, False),
        (0.5, 0, 3, False),
    ],
)
def test_a_figure_rounded_too_soon_is_told_from_a_wrong_one(answer, right, decimals, coarse):
    assert is_too_coarse(answer, right, decimals) is coarse


@given(sizes, places)
def test_what_is_rounded_as_asked_is_right(right, decimals):
    assert is_close(round(right, decimals), right, decimals, 1e-9)


@given(sizes, places, st.sampled_from([-1, 1]))
def test_what_is_further_off_than_half_a_unit_is_not(right, decimals, way):
    off = right + way * (1.01 * half_unit(decimals) + 1e-8 * right)
    assert not is_close(off, right, decimals, 1e-9)


@given(sizes, places, st.floats(min_value=1.06, max_value=100))
def test_what_is_far_off_is_never_the_right_figure_rounded(right, decimals, times):
    assert not is_too_coarse(right * times, right, decimals)
    assert not is_too_coarse(right / times, right, decimals)


@given(st.floats(min_value=10, max_value=1e6))
def test_two_figures_are_enough(right):
    two = round(right, 1 - math.floor(math.log10(right)))
    assert is_close(two, right, 3, 1e-9) or is_too_coarse(two, right, 3)
