"""The weeks of a synthetic case, their months and quarters, and what the season does to sales."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.specification import FUNCTIONAL, JUICE, TEA, WATER
from ka_helpers.periods import WEEK_TO_THURSDAY, Calendar

LAST_MONDAY = pd.Timestamp("2026-06-22")
AS_OF = pd.Timestamp("2026-06-30")
REVIEW_QUARTER = "2026Q2"
NEXT_QUARTER = "2026Q3"
NEW_YEARS = tuple(
    pd.Timestamp(day)
    for day in ("2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06")
)
"""Chinese New Year's day, which moves; the sources of a season that months cannot show."""

Amounts = NDArray[np.float64]
SUMMER_AMPLITUDE = {TEA: 0.34, JUICE: 0.14, WATER: 0.42, FUNCTIONAL: 0.26}
NEW_YEAR_LIFT = {TEA: 0.25, JUICE: 0.95, WATER: 0.10, FUNCTIONAL: 0.35}
SUMMER_PEAK_DAY = 205


@dataclass(frozen=True)
class Weeks:
    """The Mondays of a case, oldest first, and what each belongs to (by its Thursday)."""

    mondays: pd.DatetimeIndex

    def __len__(self) -> int:
        return len(self.mondays)

    @cached_property
    def thursdays(self) -> pd.DatetimeIndex:
        """The days that decide month and quarter."""
        return self.mondays + WEEK_TO_THURSDAY

    @cached_property
    def quarters(self) -> NDArray[np.str_]:
        """The quarter of each week."""
        labels = Calendar().quarters_of(pd.Series(self.thursdays))
        return np.array(labels.tolist())

    @cached_property
    def months(self) -> NDArray[np.str_]:
        """The month ("2026-04") of each week."""
        return np.array(self.thursdays.strftime("%Y-%m").tolist())

    @cached_property
    def years_before_end(self) -> Amounts:
        """Years from each week to the last one, zero or more."""
        return np.arange(len(self))[::-1] / 52.18

    def month_starts(self) -> list[pd.Timestamp]:
        """Return the first day of every month that has a week."""
        return [pd.Timestamp(f"{month}-01") for month in dict.fromkeys(self.months.tolist())]

    def season(self, category: str) -> Amounts:
        """Return the factor on a category's sales each week, about 1 on average."""
        return self._seasons[category]

    @cached_property
    def _seasons(self) -> dict[str, Amounts]:
        days = self.thursdays.day_of_year.to_numpy()
        summer = np.cos(2 * np.pi * (days - SUMMER_PEAK_DAY) / 365.25)
        before, after = self._before_new_year(), self._after_new_year()
        return {
            category: 1 + height * summer + NEW_YEAR_LIFT[category] * before - 0.28 * after
            for category, height in SUMMER_AMPLITUDE.items()
        }

    def _before_new_year(self) -> Amounts:
        return self._near_new_year(day=-12, width=9.0)

    def _after_new_year(self) -> Amounts:
        return self._near_new_year(day=7, width=6.0)

    def _near_new_year(self, day: int, width: float) -> Amounts:
        total = np.zeros(len(self))
        for new_year in NEW_YEARS:
            distance = np.asarray((self.thursdays - new_year).days, dtype=float) - day
            total += np.exp(-0.5 * (distance / width) ** 2)
        return total


def weeks_of_case(count: int) -> Weeks:
    """Return the `count` weeks that end with the last one.

    >>> str(weeks_of_case(104).mondays[0].date())
    '2024-07-01'
    """
    return Weeks(pd.date_range(end=LAST_MONDAY, periods=count, freq="7D"))
