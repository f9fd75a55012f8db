"""Chapter 9's answers about opportunities: how much of them is real, and when money is made."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_09_opportunities import (
    asked_account,
    asked_window,
    pipeline,
)
from ka_helpers.exercises.materials.chapter_09_signals import lesson_day
from ka_helpers.metrics.opportunities import TESTS, budget_window

LATE_STAGE = 7


def real_share(lesson: Lesson) -> Answer:
    """Return the share of the pipeline's value that passes all four tests."""
    return _share(lesson, _passed(lesson, *TESTS))


def real_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the values for the sentence about the pipeline: all of it, and its late stages."""
    rows, passed = lesson.once(pipeline), _passed(lesson, *TESTS)
    late = rows["stage"] >= LATE_STAGE
    return {
        **real_share(lesson), "stage": LATE_STAGE, "currency": lesson.case.file.currency,
        "late": float(rows.loc[late, "value"].sum()),
        "late_open": float(rows.loc[late & ~passed, "value"].sum()),
        "no_budget": float(rows.loc[late & ~rows["budget"], "value"].sum()),
    }  # fmt: skip


def counted(lesson: Lesson) -> Answer:
    """Return the share of the number of opportunities instead of their value."""
    return {"real_share": float(_passed(lesson, *TESTS).mean())}


def budget_alone(lesson: Lesson) -> Answer:
    """Return the share that passes the test of budget, whatever the others say."""
    return _share(lesson, _passed(lesson, "budget"))


def by_stage(lesson: Lesson) -> Answer:
    """Return the share that has come far, whatever the customer has confirmed."""
    return _share(lesson, lesson.once(pipeline)["stage"] >= LATE_STAGE)


def in_money(lesson: Lesson) -> Answer:
    """Return the value instead of its share."""
    rows = lesson.once(pipeline)
    return {"real_share": float(rows.loc[_passed(lesson, *TESTS), "value"].sum())}


def budget_time(lesson: Lesson) -> Answer:
    """Return the days until the window opens, and the value that has a need and no budget."""
    rows = lesson.once(pipeline)
    waiting = rows.loc[rows["need"] & ~rows["budget"], "value"].sum()
    return {"days": lesson.once(asked_window).days_until, "waiting": float(waiting)}


def calendar_year(lesson: Lesson) -> Answer:
    """Return the days for a customer whose year is the calendar's."""
    return {"days": budget_window(lesson_day(lesson)).days_until}


def until_it_closes(lesson: Lesson) -> Answer:
    """Return the days until the window closes."""
    return {"days": _days_to(lesson, lesson.once(asked_window).closes)}


def until_the_money(lesson: Lesson) -> Answer:
    """Return the days until the new year begins."""
    return {"days": _days_to(lesson, lesson.once(asked_window).money_from)}


def no_need_either(lesson: Lesson) -> Answer:
    """Return the value without budget, need or not."""
    rows = lesson.once(pipeline)
    return {"waiting": float(rows.loc[~rows["budget"], "value"].sum())}


def with_budget(lesson: Lesson) -> Answer:
    """Return the value that has need and budget."""
    rows = lesson.once(pipeline)
    return {"waiting": float(rows.loc[_passed(lesson, "need", "budget"), "value"].sum())}


def window_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the values for the sentences about the window."""
    window, asked = lesson.once(asked_window), lesson.once(asked_account)
    return {
        **budget_time(lesson), "opens": window.opens, "closes": window.closes,
        "account": lesson.name_of(asked.account_id), "currency": lesson.case.file.currency,
    }  # fmt: skip


def _passed(lesson: Lesson, *tests: str) -> pd.Series:
    return lesson.once(pipeline)[list(tests)].all(axis=1)


def _share(lesson: Lesson, chosen: pd.Series) -> Answer:
    value = lesson.once(pipeline)["value"]
    return {"real_share": float(value[chosen].sum() / value.sum())}


def _days_to(lesson: Lesson, day: str) -> int:
    return int((pd.Timestamp(day) - lesson_day(lesson)).days)
