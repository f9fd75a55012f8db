"""What chapter 12's cells show, on any case: its examples, or nothing where none fits.

Not in here: the right answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isnan
from typing import TypeVar

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_12_examples import (
    Cut,
    Month,
    Regions,
    Shelf,
    Stored,
    cut_example,
    month_example,
    regions_example,
    shelf_example,
    stored_example,
)

Found = TypeVar("Found")
FEWEST_PERIODS, WEEKS_A_PERIOD = 6, 4
_UNKNOWN = float("nan")


def periods(lesson: Lesson) -> pd.DataFrame:
    """Return periods of four weeks to come: what shoppers will have bought by each end, units.

    There are so many that the stock would run out before the last.
    """
    stored = asked_of(lesson).stored
    cover = stored.stock / stored.weekly
    needed = 0 if isnan(cover) else ceil(cover / WEEKS_A_PERIOD) + 1
    fewest = max(FEWEST_PERIODS, needed)
    numbers = pd.RangeIndex(1, fewest + 1, name="period")
    return pd.DataFrame({"sold_by_then": numbers * WEEKS_A_PERIOD * stored.weekly}, index=numbers)


@dataclass(frozen=True)
class Asked:
    """What the notebook's cells show; NaN and the lesson's own account where nothing fits."""

    shelf: Shelf
    cut: Cut
    month: Month
    stored: Stored
    regions: Regions


def asked_of(lesson: Lesson) -> Asked:
    """Return what the chapter asks about on this case."""
    own, none = lesson.account_id, _UNKNOWN
    weeks = pd.Series([none] * 4, index=pd.RangeIndex(1, 5, name="week"), name="bought")
    return Asked(
        shelf=_found(lesson, shelf_example, Shelf(own, none, none, none)),
        cut=_found(lesson, cut_example, Cut(own, none, none, none, none, none, none)),
        month=_found(lesson, month_example, Month(own, "", weeks)),
        stored=_found(lesson, stored_example, Stored(own, none, none, none, none)),
        regions=_found(lesson, regions_example, Regions(own, none, none, none, none)),
    )


def _found(lesson: Lesson, look: Callable[[Lesson], Found], otherwise: Found) -> Found:
    try:
        return lesson.once(look)
    except NotGradableError:
        return otherwise
