"""What the planted stories do, as paths over weeks; an account without one gets the level path.

Every path is told by quarters counted from the one in which the story shows, and by the
story's strength. What each story must show is in `ka_helpers.reviews.story_limits` and tested.
Not in here: single rows (each table plants its own), and what makes an account fit to carry a
story (`planting`).
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.story import Story, StoryId
from ka_helpers.cases.synthesis.story_figures import (
    ABOVE_DESIGN,
    DONE_GAP,
    DONE_TURNED,
    FILL_RATES,
    FORCED,
    LATE_DAYS,
    LEAVING,
    LOADED,
    LOADED_MONTHS,
    OPEN_SIGNALS,
    OUT_OF_REGION,
    SCORE_GAP,
    SCORE_TURNED,
    SHARE_LOST,
    SPEND_LEFT,
    WAY_DOWN,
    WAY_TO_CATEGORY,
    Told,
    at,
)
from ka_helpers.cases.synthesis.world import World
from ka_helpers.periods import shift_quarter


def told_at(design: AccountDesign, story_id: StoryId) -> Story | None:
    """Return the account's story if it is this one."""
    story = design.story
    return story if story is not None and story.id == story_id else None


def tells(design: AccountDesign, story_id: StoryId) -> bool:
    """Tell whether this story is planted in the account."""
    return told_at(design, story_id) is not None


def quarter_of(story: Story, weeks: Weeks) -> str:
    """Return the quarter in which a story shows."""
    return story.quarter or weeks.review_quarter


def quarters_from(story: Story, weeks: Weeks) -> NDArray[np.int64]:
    """Return how many quarters each week's lies after the story's, below zero before it."""
    quarter = quarter_of(story, weeks)
    labels = list(dict.fromkeys(weeks.quarters.tolist()))
    distance = {shift_quarter(quarter, back): back for back in range(-len(labels), len(labels) + 1)}
    return np.array([distance[label] for label in weeks.quarters.tolist()])


def in_quarter(story: Story, weeks: Weeks) -> NDArray[np.bool_]:
    """Tell which weeks are of the story's quarter."""
    return np.asarray(weeks.quarters == quarter_of(story, weeks))


def path(story: Story, weeks: Weeks, told: Mapping[int, Told], before: float) -> Amounts:
    """Return a figure each week: `before` till the first quarter told, held after the last."""
    values = {back: at(story, figures) for back, figures in told.items()}
    last = max(values)
    return np.array(
        [values.get(min(back, last), before) for back in quarters_from(story, weeks).tolist()]
    )


def spend_left(design: AccountDesign) -> float:
    """Return what is left of the rates of variable trade spend after the account's cut."""
    story = told_at(design, "spend_cut")
    return at(story, SPEND_LEFT) if story else 1.0


def spend_factor(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the factor on variable trade spend each week, cut three quarters before it shows."""
    story = told_at(design, "spend_cut")
    if story is None and design.spend_kept == 1:
        return np.ones(len(weeks))
    shown = quarter_of(story, weeks) if story else weeks.review_quarter
    since = weeks.calendar.months_of(shift_quarter(shown, -3))[2]
    left = spend_left(design) if story else design.spend_kept
    return np.where(weeks.months >= since, left, 1.0)


def fill_rates(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the case fill rate meant for each week."""
    story = told_at(design, "order_gap")
    if story is None:
        return np.full(len(weeks), design.field.fill_rate)
    return path(story, weeks, FILL_RATES, before=0.92)


def out_of_region_shares(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the share of sales that leaves the region each week."""
    if story := told_at(design, "diversion"):
        return path(story, weeks, OUT_OF_REGION, before=0.02)
    leaks = 0.012 if design.channel == "dealer" else 0.0
    return np.full(len(weeks), leaks)


def execution_path(design: AccountDesign, weeks: Weeks) -> tuple[Amounts, Amounts]:
    """Return the execution score and the share of agreement items done, each week."""
    if story := told_at(design, "execution_turnaround"):
        before = at(story, SCORE_TURNED[-7]), at(story, DONE_TURNED[-7])
        return (
            path(story, weeks, SCORE_TURNED, before[0]),
            path(story, weeks, DONE_TURNED, before[1]),
        )
    usual = design.field.exec_score, design.field.agreement_done
    if story := told_at(design, "execution_gap"):
        score, done = (
            path(story, weeks, told, before)
            for told, before in zip((SCORE_GAP, DONE_GAP), usual, strict=True)
        )
        return np.minimum(score, usual[0]), np.minimum(done, usual[1])
    level = np.ones(len(weeks))
    return level * usual[0], level * usual[1]


def demand_factor(design: AccountDesign, weeks: Weeks, usual: Amounts) -> Amounts:
    """Return the factor on what shoppers take each week, so that sales fall as the story tells.

    Parameters
    ----------
    usual : what they would take each week without the story, in money
    """
    if story := told_at(design, "leaving"):
        wanted, way = min(at(story, LEAVING), 1 + design.growth), WAY_DOWN
    elif story := told_at(design, "spend_cut"):
        wanted, way = 1 + design.growth + ABOVE_DESIGN, WAY_TO_CATEGORY
    else:
        return np.ones(len(weeks))
    since = quarters_from(story, weeks)
    base = float(usual[since == -4].sum())
    if base <= 0:
        return np.ones(len(weeks))
    left = min(wanted * base / float(usual[since == 0].sum()), 1.0)
    return np.asarray(left ** np.array([way.get(min(back, 0), 0.0) for back in since.tolist()]))


def late_days(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return by how many days each week's invoice is paid late, on average."""
    usual = float(design.terms.late_days)
    story = told_at(design, "overdue")
    return path(story, weeks, LATE_DAYS, usual) if story else np.full(len(weeks), usual)


def forced_promotions(design: AccountDesign, weeks: Weeks) -> dict[str, int]:
    """Return by quarter how many price cuts the buyer forces; none outside the story."""
    story = told_at(design, "buyer_price_cuts")
    if story is None:
        return {}
    counts = np.round(path(story, weeks, FORCED, before=0.0)).astype(int)
    return dict(zip(weeks.quarters.tolist(), counts.tolist(), strict=True))


def open_signals(design: AccountDesign, world: World) -> list[tuple[str, pd.Timestamp, int]]:
    """Return cause, day and severity of the signals that nobody resolves at a leaving account."""
    story = told_at(design, "leaving")
    if story is None:
        return []
    end = world.calendar.bounds(story.quarter or world.review_quarter)[1]
    return [
        (cause, end - pd.Timedelta(days=back), severity) for cause, back, severity in OPEN_SIGNALS
    ]


def loaded_months(story: Story, weeks: Weeks, more: float) -> dict[str, float]:
    """Return sell-in as a multiple of sell-out in the loaded months, `more` than the source's."""
    quarter, times = quarter_of(story, weeks), at(story, LOADED) * more
    return {
        weeks.calendar.months_of(shift_quarter(quarter, back))[2]: told * times
        for back, told in LOADED_MONTHS.items()
    }


def phased(weekly: Amounts, months: NDArray[np.str_], last_week: float) -> Amounts:
    """Return the same month totals with that share in each month's last week, the rest even.

    >>> months = np.array(["2026-04"] * 4)
    >>> phased(np.full((1, 4), 25.0), months, 0.7).round().tolist()
    [[10.0, 10.0, 10.0, 70.0]]
    """
    moved = np.empty_like(weekly)
    for month in np.unique(months):
        places = np.flatnonzero(months == month)
        total = weekly[:, places].sum(axis=1, keepdims=True)
        moved[:, places] = total * (1 - last_week) / max(len(places) - 1, 1)
        moved[:, places[-1]] = total[:, 0] * last_week
    return moved


def at_quarter_end(weekly: Amounts, weeks: Weeks, last_month: float) -> Amounts:
    """Return the same quarter totals with that share in each quarter's last month, even within."""
    moved = weekly.copy()
    for quarter in dict.fromkeys(weeks.quarters.tolist()):
        places = np.flatnonzero(weeks.quarters == quarter)
        is_last = weeks.months[places] == weeks.months[places[-1]]
        total = weekly[:, places].sum(axis=1, keepdims=True)
        if is_last.all():
            continue
        moved[:, places[is_last]] = total * last_month / is_last.sum()
        moved[:, places[~is_last]] = total * (1 - last_month) / (~is_last).sum()
    return moved


def category_factor(design: AccountDesign, weeks: Weeks, own: Amounts, all_: Amounts) -> Amounts:
    """Return the factor on an account's category each month, so that it outgrows us as told.

    Parameters
    ----------
    own, all_ : our sell-out and the category's sales at the account each month of `weeks`
    """
    story = told_at(design, "share_lost_growing")
    months = [f"{start:%Y-%m}" for start in weeks.month_starts()]
    if story is None:
        return np.ones(len(months))
    quarter = quarter_of(story, weeks)
    back_of = {
        month: back
        for back in range(-16, 5)
        for month in weeks.calendar.months_of(shift_quarter(quarter, back))
    }
    backs = np.array([back_of[month] for month in months])
    grown = [float(sold[backs == 0].sum() / sold[backs == -4].sum()) for sold in (own, all_)]
    wanted = grown[0] / (1 - at(story, SHARE_LOST)) / grown[1]
    way = [WAY_TO_CATEGORY.get(min(back, 0), 0.0) for back in backs.tolist()]
    return np.asarray(max(wanted, 1.0) ** np.array(way))
