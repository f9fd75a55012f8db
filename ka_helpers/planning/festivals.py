"""The festivals that move trade in China, as days. Not in here: what a festival does to sales."""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.i18n import say
from ka_helpers.periods import NEW_YEARS

_DRAGON_BOAT = """
    2023-06-22 2024-06-10 2025-05-31 2026-06-19 2027-06-09 2028-05-28 2029-06-16 2030-06-05
"""
_MID_AUTUMN = """
    2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12
"""
_FIXED = {"labour_day": "05-01", "national_day": "10-01"}


@dataclass(frozen=True, order=True)
class Festival:
    """A festival's day, ISO; `name` is the message `planning.festival_<name>`."""

    day: str
    name: str

    def said(self, language: str) -> str:
        """Return what it is called."""
        return say(f"planning.festival_{self.name}", language)


def festivals_between(first: pd.Timestamp, last: pd.Timestamp) -> tuple[Festival, ...]:
    """Return the festivals from one day to another, earliest first.

    Those of the lunar calendar are known for 2023-2030, Spring Festival for 2010-2040.

    >>> [f.name for f in festivals_between(pd.Timestamp("2026-08-01"), pd.Timestamp("2026-10-31"))]
    ['mid_autumn', 'national_day']
    """
    fixed = [
        Festival(f"{year}-{day}", name)
        for year in range(first.year, last.year + 1)
        for name, day in _FIXED.items()
    ]
    moving = [Festival(str(day.date()), "spring_festival") for day in NEW_YEARS]
    moving += [Festival(day, "dragon_boat") for day in _DRAGON_BOAT.split()]
    moving += [Festival(day, "mid_autumn") for day in _MID_AUTUMN.split()]
    return tuple(sorted(each for each in fixed + moving if first <= pd.Timestamp(each.day) <= last))
