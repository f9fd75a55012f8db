"""Chapter 12's answers about how sales came: late in the month, for other regions, piled up."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_12 import accounts_of, signs
from ka_helpers.exercises.materials.chapter_12_examples import month_example, regions_example
from ka_helpers.metrics.evenness import last_share
from ka_helpers.reviews.sections.phasing import (
    COVER_BAD_WEEKS,
    LAST_WEEK_BAD,
    LOADING_BAD,
    OUTSIDE_BAD,
)

NONE = "none"


def last_week(lesson: Lesson) -> Answer:
    """Return the last week's share of the month, and how many even weeks it is."""
    weeks = lesson.once(month_example).weeks
    found = last_share(weeks)
    return {"last_share": found, "times": found * len(weeks)}


def over_the_others(lesson: Lesson) -> Answer:
    """Return the last week over all the others."""
    weeks = lesson.once(month_example).weeks
    return {"last_share": weeks.iloc[-1] / weeks.iloc[:-1].sum()}


def if_even(lesson: Lesson) -> Answer:
    """Return what the share would be if all weeks were equal."""
    return {"last_share": 1 / len(lesson.once(month_example).weeks)}


def against_the_others(lesson: Lesson) -> Answer:
    """Return the last week over the mean of the others."""
    weeks = lesson.once(month_example).weeks
    return {"times": weeks.iloc[-1] / weeks.iloc[:-1].mean()}


def inside_growth(lesson: Lesson) -> Answer:
    """Return the growth of what was bought for the account's own region."""
    regions = lesson.once(regions_example)
    return {"inside_growth": regions.inside / regions.inside_before - 1}


def growth_of_everything(lesson: Lesson) -> Answer:
    """Return the growth of all that was bought."""
    return {"inside_growth": growths(lesson)["growth"]}


def of_the_new(lesson: Lesson) -> Answer:
    """Return the change over the new figure."""
    regions = lesson.once(regions_example)
    return {"inside_growth": 1 - regions.inside_before / regions.inside}


def share_inside(lesson: Lesson) -> Answer:
    """Return which part of what was bought stayed in the region."""
    regions = lesson.once(regions_example)
    return {"inside_growth": regions.inside / (regions.inside + regions.outside)}


def growths(lesson: Lesson) -> Mapping[str, Any]:
    """Return growth in the region and of everything, and the part that left."""
    regions = lesson.once(regions_example)
    bought = regions.inside + regions.outside
    before = regions.inside_before + regions.outside_before
    return {
        **inside_growth(lesson),
        "growth": bought / before - 1,
        "outside": regions.outside / bought,
    }


def accounts_or_none(lesson: Lesson) -> tuple[str, ...]:
    """Return the accounts that may be named, and that it is none of them."""
    return (*sorted(accounts_of(lesson)), NONE)


def three_signs(lesson: Lesson) -> Answer:
    """Return the account with each sign of rough selling at its strongest, or none.

    Raises
    ------
    NotGradableError : one of the signs is measured at no account
    """
    known = lesson.once(signs)
    if known.drop(columns="account_name").isna().all().any():
        raise NotGradableError("chapter_12.signs_missing", case=lesson.case.file.case_id)
    full = known["cover"] >= COVER_BAD_WEEKS
    return {
        "phased": _strongest(known["last_week"], LAST_WEEK_BAD),
        "loaded": _strongest(known.loc[full, "in_over_out"], LOADING_BAD),
        "diverted": _strongest(known["outside"], OUTSIDE_BAD),
    }


def signs_swapped(lesson: Lesson) -> Answer:
    """Return the late account as the full one, and the other way round."""
    right = three_signs(lesson)
    return {"phased": right["loaded"], "loaded": right["phased"]}


def signs_named(lesson: Lesson) -> Mapping[str, Any]:
    """Return what the accounts are called."""
    found = three_signs(lesson)
    return {key: "–" if each == NONE else lesson.name_of(each) for key, each in found.items()}


def _strongest(figures: pd.Series, limit: float) -> str:
    over = figures[figures >= limit]
    return NONE if over.empty else str(over.idxmax())
