"""Weeks, months and quarters as values; there is no clock here, "today" is an argument.

A week is named by its Monday and belongs to the month and quarter of its Thursday, as in
ISO 8601, so that every quarter has 13 weeks (14 now and then) and months add up to quarters.
A quarter is written "2026Q2"; a fiscal year is named by the calendar year it ends in.
"""

import re
from dataclasses import dataclass

import pandas as pd

from ka_helpers.errors import PeriodError

WEEK_TO_THURSDAY = pd.Timedelta(days=3)
_NEW_YEARS = """
    2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
    2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29
    2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31
    2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12
"""
NEW_YEARS = pd.DatetimeIndex(_NEW_YEARS.split())
"""Chinese New Year's day, which moves by up to a month; other years are not known."""
_QUARTER = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True)
class Calendar:
    """A company's year: the month it starts in (1 = January)."""

    fiscal_year_start_month: int = 1

    def quarters_of(self, days: pd.Series) -> pd.Series:
        """Return the quarter ("2026Q2") of each day (datetime64); missing stays missing.

        >>> Calendar().quarters_of(pd.Series(pd.to_datetime(["2026-06-30"]))).tolist()
        ['2026Q2']
        """
        shifted = days.dt.year * 12 + days.dt.month - self.fiscal_year_start_month
        year = shifted // 12 + (self.fiscal_year_start_month > 1)
        number = shifted % 12 // 3 + 1
        known = days.notna()
        labels = pd.Series(pd.NA, index=days.index, dtype="str")
        labels[known] = (
            year[known].astype(int).astype(str) + "Q" + number[known].astype(int).astype(str)
        )
        return labels

    def months_of(self, quarter: str) -> tuple[str, ...]:
        """Return the three months of a quarter.

        >>> Calendar().months_of("2026Q2")
        ('2026-04', '2026-05', '2026-06')
        """
        first, _ = self.bounds(quarter)
        return tuple(str(month) for month in pd.period_range(first, periods=3, freq="M"))

    def bounds(self, quarter: str) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Return the first and the last day of a quarter.

        >>> [str(day.date()) for day in Calendar().bounds("2026Q2")]
        ['2026-04-01', '2026-06-30']
        """
        year, number = parse_quarter(quarter)
        start_year = year - (self.fiscal_year_start_month > 1)
        month = start_year * 12 + self.fiscal_year_start_month - 1 + (number - 1) * 3
        first = pd.Timestamp(year=month // 12, month=month % 12 + 1, day=1)
        return first, first + pd.DateOffset(months=3) - pd.Timedelta(days=1)

    def days_in(self, quarter: str) -> int:
        """Return the number of days in a quarter.

        >>> Calendar().days_in("2026Q1")
        90
        """
        first, last = self.bounds(quarter)
        return int((last - first).days) + 1


def anchors(period_start: pd.Series, period_type: pd.Series | None = None) -> pd.Series:
    """Return the day that decides a row's month and quarter: a week's Thursday, else itself."""
    if period_type is None:
        return period_start
    return period_start.where(period_type != "week", period_start + WEEK_TO_THURSDAY)


def parse_quarter(quarter: str) -> tuple[int, int]:
    """Return year and number of a quarter written "2026Q2".

    Raises
    ------
    PeriodError : it is not written so
    """
    match = _QUARTER.fullmatch(str(quarter))
    if match is None:
        raise PeriodError("periods.not_a_quarter", found=quarter)
    return int(match[1]), int(match[2])


def shift_quarter(quarter: str, by: int) -> str:
    """Return the quarter `by` quarters later (earlier if negative).

    >>> shift_quarter("2026Q1", -1), shift_quarter("2026Q2", -4)
    ('2025Q4', '2025Q2')
    """
    year, number = parse_quarter(quarter)
    total = year * 4 + number - 1 + by
    return f"{total // 4}Q{total % 4 + 1}"


def year_before(quarter: str) -> str:
    """Return the same quarter of the year before."""
    return shift_quarter(quarter, -4)


def trailing_quarters(quarter: str, count: int = 4) -> tuple[str, ...]:
    """Return the `count` quarters that end with `quarter`, oldest first."""
    return tuple(shift_quarter(quarter, -back) for back in range(count - 1, -1, -1))
