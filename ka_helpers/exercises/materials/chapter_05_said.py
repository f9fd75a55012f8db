"""What chapter 5 draws and says of its promotions. Not in here: the promotions (`chapter_05`)."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ka_helpers.exercises.materials.chapter_05 import (
    draft,
    draft_plan,
    lead_limit,
    own_promotions,
    plan_budget,
    plan_categories,
    share_in_time,
    today,
)
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plan_calendar import calendar_said, plot_calendar
from ka_helpers.i18n import say
from ka_helpers.planning.rolling import RollingPlan, earliest_start, rolling_plan

if TYPE_CHECKING:
    from ka_helpers.exercises.chapter import Chapter


def draw_draft(chapter: "Chapter") -> Picture:
    """Return the calendar of the draft."""
    return _calendar(chapter, draft_plan(chapter.lesson))


def draw_lead_time(chapter: "Chapter", days: int = 45) -> Picture:
    """Return the calendar of the last three months and the next three, late ones red.

    Below it stands how many of all the account's promotions were in time if `days` were asked.
    """
    lesson = chapter.lesson
    last = today(lesson).to_period("M")
    months = [str(month) for month in pd.period_range(last - 2, last + 3, freq="M")]
    rows, limit = lesson.once(own_promotions), int(days)
    picture = _calendar(chapter, rolling_plan(rows, today(lesson), limit, months))
    share = share_in_time(lesson, limit)
    values = {"n": len(rows), "in_time": round(share * len(rows)), "share": share}
    said = chapter.say("in_time", days=limit, **values)
    plot = replace(picture.plot, x=replace(picture.plot.x, title=said))
    return replace(picture, plot=plot, alt=said)


def today_said(chapter: "Chapter") -> Together:
    """Return in a sentence what day it is, and the lead time that the case asks for."""
    lesson = chapter.lesson
    values = {"day": str(today(lesson).date()), "days": lead_limit(lesson)}
    return Together((chapter.say("today_said", **values),))


def units_said(chapter: "Chapter") -> Together:
    """Return in a sentence what the gift promotion of the draft is to sell."""
    row = draft(chapter.lesson).loc["D2"]
    values = {"units": row["planned_units"], "base": row["planned_base"]}
    return Together((chapter.say("units_said", **values),))


def limits_said(chapter: "Chapter") -> Together:
    """Return in a sentence the earliest start, the budget and the categories of the open task."""
    lesson = chapter.lesson
    separator = "、" if chapter.language == "zh" else ", "
    said = chapter.say(
        "limits",
        earliest=str(earliest_start(today(lesson), lead_limit(lesson)).date()),
        days=lead_limit(lesson),
        budget=plan_budget(lesson),
        categories=separator.join(plan_categories(lesson)),
    )
    return Together((said,))


def _calendar(chapter: "Chapter", plan: RollingPlan) -> Picture:
    names = {
        each.promo_id: f"{each.promo_id} {mechanic_said(each.mechanic, chapter.language)}"
        for each in plan.promotions
    }
    plot = plot_calendar(plan, chapter.language, names)
    return Picture(plot, calendar_said(plan, chapter.language), height=3.8)


def mechanic_said(mechanic: str, language: str) -> str:
    """Return what a mechanic is called, "" where it is not known."""
    return say(f"promotions.mechanic_{mechanic}", language) if mechanic else ""
