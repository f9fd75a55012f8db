"""The weeks of a synthetic case, their months and quarters, and what the season does to sales."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.trades import Category
from ka_helpers.cases.synthesis.world import World
from ka_helpers.periods import NEW_YEARS, WEEK_TO_THURSDAY, Calendar

Amounts = NDArray[np.float64]
SUMMER_PEAK_DAY = 205
AFTER_NEW_YEAR = 0.28
LOWEST_SEASON = 0.12
"""However strong its seasons, a category never sells less than this part of its usual week."""


@dataclass(frozen=True)
class Weeks:
    """The Mondays of a case, oldest first, and what each belongs to (by its Thursday)."""

    mondays: pd.DatetimeIndex
    world: World

    def __len__(self) -> int:
        return len(self.mondays)

    @property
    def calendar(self) -> Calendar:
        """The company's year, which quarters are of."""
        return self.world.calendar

    @property
    def as_of(self) -> pd.Timestamp:
        """The day the data end."""
        return self.world.as_of

    @property
    def review_quarter(self) -> str:
        """The last quarter of the data, which a review looks at."""
        return self.world.review_quarter

    @property
    def next_quarter(self) -> str:
        """The quarter that is planned."""
        return self.world.next_quarter

    @cached_property
    def thursdays(self) -> pd.DatetimeIndex:
        """The days that decide month and quarter."""
        return self.mondays + WEEK_TO_THURSDAY

    @cached_property
    def quarters(self) -> NDArray[np.str_]:
        """The quarter of each week."""
        labels = self.calendar.quarters_of(pd.Series(self.thursdays))
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
        strength = self.world.season_strength
        dip = AFTER_NEW_YEAR * strength * after

        def factor(category: Category) -> Amounts:
            height, lift = category.summer * strength, category.new_year * strength
            return np.maximum(1 + height * summer + lift * before - dip, LOWEST_SEASON)

        return {category.name: factor(category) for category in self.world.categories}

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


def weeks_of(world: World) -> Weeks:
    """Return the weeks of a world's data: as many as it asks for, and on to a quarter's first.

    >>> str(weeks_of(World()).mondays[0].date())
    '2024-07-01'
    """
    last = world.last_monday
    asked = last - pd.Timedelta(weeks=world.weeks - 1) + WEEK_TO_THURSDAY
    quarter = str(world.calendar.quarters_of(pd.Series([asked])).iloc[0])
    opening = world.calendar.bounds(quarter)[0] - WEEK_TO_THURSDAY
    first = opening + pd.Timedelta(days=-opening.weekday() % 7)
    return Weeks(pd.date_range(first, last, freq="7D"), world)
