"""The baseline: what it finds without noise, what it must not depend on, how sure it is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.metrics.seasonal_baseline import FEWEST_CLEAN_WEEKS, fit_seasonal_baseline

WEEKS = pd.date_range("2024-07-01", periods=104, freq="7D")
CATEGORY = np.array([0, 0, 0, 1, 1, 1])
CHANCE = np.random.default_rng(11)
SEASON = 1 + 0.3 * np.sin(np.arange(104) / 104 * 4 * np.pi)
LEVELS = np.array([100.0, 900, 40, 300, 2_000, 70])
NOISY = LEVELS[:, None] * SEASON * np.exp(CHANCE.normal(0, 0.1, (6, 104)))
CLEAN = np.ones((6, 104), bool)
CLEAN[0, 40:44] = CLEAN[4, 42:48] = False


def test_without_noise_the_season_of_the_others_fills_the_gap():
    holiday = SEASON.copy()
    holiday[41] *= 1.8
    units = LEVELS[:, None] * holiday
    spoiled = np.where(CLEAN, units, 7 * units)
    found = fit_seasonal_baseline(spoiled, CLEAN, CATEGORY, WEEKS)
    assert found.expected[~CLEAN] == pytest.approx(units[~CLEAN], rel=0.02)


def test_promoted_units_do_not_touch_the_baseline():
    one = fit_seasonal_baseline(NOISY, CLEAN, CATEGORY, WEEKS)
    other = fit_seasonal_baseline(np.where(CLEAN, NOISY, 1e6), CLEAN, CATEGORY, WEEKS)
    assert np.array_equal(one.expected, other.expected)


@settings(max_examples=10)
@given(st.floats(0.01, 100))
def test_other_units_scale_the_baseline_and_its_error(factor):
    cells = np.zeros_like(CLEAN)
    cells[0, 40:44] = True
    one = fit_seasonal_baseline(NOISY, CLEAN, CATEGORY, WEEKS)
    other = fit_seasonal_baseline(NOISY * factor, CLEAN, CATEGORY, WEEKS)
    assert other.expected == pytest.approx(one.expected * factor, rel=1e-3)
    assert other.variance(cells) == pytest.approx(one.variance(cells) * factor**2, rel=1e-2)


def test_the_order_of_products_does_not_matter():
    order = [4, 2, 0, 5, 1, 3]
    one = fit_seasonal_baseline(NOISY, CLEAN, CATEGORY, WEEKS)
    other = fit_seasonal_baseline(NOISY[order], CLEAN[order], CATEGORY[order], WEEKS)
    assert other.expected == pytest.approx(one.expected[order])


def test_the_noise_is_found():
    found = fit_seasonal_baseline(NOISY, CLEAN, CATEGORY, WEEKS)
    assert np.sqrt(found.noise.mean()) == pytest.approx(0.1, rel=0.15)
    assert found.persistence < 0.1


def test_weeks_that_drift_together_are_less_sure_than_weeks_apart():
    drift = np.repeat(CHANCE.normal(0, 0.2, (6, 13)), 8, axis=1)
    found = fit_seasonal_baseline(NOISY * np.exp(drift), CLEAN, CATEGORY, WEEKS)
    cells = np.zeros_like(CLEAN)
    cells[0, 40:44] = True
    each = sum(found.variance(cells & (np.arange(104) == week)) for week in range(40, 44))
    assert found.persistence > 0.3
    assert found.variance(cells) > 1.5 * each


def test_products_with_too_few_clean_weeks_have_no_baseline():
    clean = CLEAN.copy()
    clean[2, FEWEST_CLEAN_WEEKS - 1 :] = False
    found = fit_seasonal_baseline(NOISY, clean, CATEGORY, WEEKS)
    assert np.isnan(found.expected[2]).all()
    assert np.isfinite(np.delete(found.expected, 2, axis=0)).all()
