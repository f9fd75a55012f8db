"""The season of a year of weeks as features: two waves, and the weeks around Chinese New Year.

New Year moves by up to a month, so that no wave of the calendar year can follow it.
Not in here: how strong a season is (see `seasonal_baseline`).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.periods import NEW_YEARS, WEEK_TO_THURSDAY

WEEKS_A_YEAR = 52.18
WEEKS_BEFORE, WEEKS_AFTER = 4, 3


def years_from_middle(weeks: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Return the time of each week in years, zero in the middle."""
    return np.asarray((np.arange(len(weeks)) - (len(weeks) - 1) / 2) / WEEKS_A_YEAR)


def season_features(weeks: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Return features x weeks: two waves a year, and one for each New Year's week that is there.

    >>> season_features(pd.date_range("2026-01-05", periods=10, freq="7D")).shape
    (12, 10)
    """
    turn = 2 * np.pi * years_from_middle(weeks)
    waves = [np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)]
    offsets = weeks_from_new_year(weeks)
    known = [
        offset for offset in range(-WEEKS_BEFORE, WEEKS_AFTER + 1) if (offsets == offset).any()
    ]
    return np.array([*waves, *[(offsets == offset).astype(float) for offset in known]])


def weeks_from_new_year(weeks: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Return each week's distance in weeks from the nearest New Year, negative before it.

    >>> weeks_from_new_year(pd.DatetimeIndex(["2026-02-09", "2026-02-16"])).tolist()
    [-1.0, 0.0]
    """
    thursdays = (weeks + WEEK_TO_THURSDAY).to_numpy()[:, None]
    days = (thursdays - NEW_YEARS.to_numpy()) / np.timedelta64(1, "D")
    nearest = np.abs(days).argmin(axis=1)
    return np.asarray(np.round(days[np.arange(len(weeks)), nearest] / 7))
