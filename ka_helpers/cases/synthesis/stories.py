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
from ka_helpers.cases.synthesis.story import AS_TOLD, STRONGEST, WEAKEST, Story, StoryId
from ka_helpers.cases.synthesis.world import World
from ka_helpers.periods import shift_quarter

Told = tuple[float, float, float]
"""A figure at the weakest strength, as the source tells it, and at the strongest."""

SPEND_LEFT: Told = (0.52, 0.44, 0.25)
LAST_WEEK_SHARE: Told = (0.60, 0.70, 0.82)
LAST_MONTH_SHARE: Told = (0.56, 0.62, 0.70)
GAP_TOLD_AT = 7_400_000.0
"""Quarterly sales of the account at which the order gap is the source's sum."""
GAP_MONEY = 600_000.0
_GAP: Told = (0.75, 1.0, 1.4)
LOADED_MONTHS = {-2: 2.6, -1: 2.9, 0: 3.0}
"""Sell-in as a multiple of sell-out in the last months of the quarters filled up."""
_FORCED: Mapping[int, Told] = {-3: (1, 2, 3), -2: (2, 4, 5), -1: (3, 5, 7), 0: (6, 8, 10)}
_LOADED: Told = (0.85, 1.0, 1.25)
_COVER_WEEKS: Told = (18.0, 20.0, 24.0)
_IN_TO_OUT: Told = (1.5, 1.6, 1.7)
_OUT_OF_REGION: Mapping[int, Told] = {
    -2: (0.10, 0.15, 0.20), -1: (0.25, 0.40, 0.55), 0: (0.45, 0.70, 0.90), 1: (0.2, 0.2, 0.2),
    2: (0.02, 0.02, 0.02),
}  # fmt: skip
_FILL_RATES: Mapping[int, Told] = {
    -7: (0.92, 0.92, 0.92), -6: (0.91, 0.91, 0.91), -5: (0.89, 0.89, 0.89),
    -4: (0.90, 0.90, 0.90), -3: (0.88, 0.87, 0.86), -2: (0.86, 0.82, 0.78),
    -1: (0.82, 0.74, 0.64), 0: (0.74, 0.65, 0.50), 1: (0.86, 0.86, 0.86), 2: (0.90, 0.90, 0.90),
}  # fmt: skip
_SCORE_TURNED: Mapping[int, Told] = {
    -7: (65, 58, 44), -6: (66, 59, 45), -5: (67, 60, 46), -4: (67, 60, 46),
    -3: (71, 66, 56), -2: (80, 76, 71), -1: (86, 84, 83), 0: (90, 90, 93),
}  # fmt: skip
_DONE_TURNED: Mapping[int, Told] = {
    -7: (0.66, 0.57, 0.42), -6: (0.67, 0.58, 0.43), -5: (0.68, 0.60, 0.44),
    -4: (0.68, 0.60, 0.45), -3: (0.73, 0.68, 0.56), -2: (0.81, 0.79, 0.72),
    -1: (0.87, 0.87, 0.85), 0: (0.92, 0.92, 0.95),
}  # fmt: skip
_SCORE_GAP: Mapping[int, Told] = {-2: (74, 72, 70), -1: (69, 66, 60), 0: (64, 59, 52)}
_DONE_GAP: Mapping[int, Told] = {
    -2: (0.76, 0.74, 0.72), -1: (0.68, 0.64, 0.58), 0: (0.57, 0.51, 0.40),
}  # fmt: skip
_LEAVING: Told = (0.62, 0.54, 0.42)
_WAY_DOWN = {-3: 0.0, -2: 0.1, -1: 0.4, 0: 1.0}
_ABOVE_DESIGN = 0.03
"""What chance and new listings may add to the growth of an account whose spending is cut."""
_OPEN_SIGNALS = (
    ("complaint_unresolved", 78, 5), ("old_friend_dropped", 55, 4), ("stronger_rival", 33, 5),
)  # fmt: skip
_LATE_DAYS: Mapping[int, Told] = {-2: (8, 10, 12), -1: (20, 25, 32), 0: (20, 25, 32)}
_HELD: Told = (0.045, 0.06, 0.09)
_SHARE_LOST: Told = (0.15, 0.18, 0.25)
"""The part of our share in the category that is lost within a year."""
_WAY_TO_CATEGORY = {-3: 0.25, -2: 0.5, -1: 0.75, 0: 1.0}


def told_at(design: AccountDesign, story_id: StoryId) -> Story | None:
    """Return the account's story if it is this one."""
    story = design.story
    return story if story is not None and story.id == story_id else None


def tells(design: AccountDesign, story_id: StoryId) -> bool:
    """Tell whether this story is planted in the account."""
    return told_at(design, story_id) is not None


def at(story: Story, told: Told) -> float:
    """Return a figure at the story's strength; at strength 1 exactly as the source tells it.

    >>> at(Story("phasing", "K09"), (0.6, 0.7, 0.8)), at(Story("phasing", "K09", None, 1.25),
    ...                                                  (0.6, 0.7, 0.8))
    (0.7, 0.75)
    """
    return float(np.interp(story.strength, (WEAKEST, AS_TOLD, STRONGEST), told))


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
    return path(story, weeks, _FILL_RATES, before=0.92)


def size_of_gap(design: AccountDesign, story: Story) -> float:
    """Return the order gap's money as a multiple of the source's 600,000 yuan."""
    return design.quarterly_sales / GAP_TOLD_AT * at(story, _GAP)


def out_of_region_shares(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the share of sales that leaves the region each week."""
    if story := told_at(design, "diversion"):
        return path(story, weeks, _OUT_OF_REGION, before=0.02)
    leaks = 0.012 if design.channel == "dealer" else 0.0
    return np.full(len(weeks), leaks)


def execution_path(design: AccountDesign, weeks: Weeks) -> tuple[Amounts, Amounts]:
    """Return the execution score and the share of agreement items done, each week."""
    if story := told_at(design, "execution_turnaround"):
        before = at(story, _SCORE_TURNED[-7]), at(story, _DONE_TURNED[-7])
        return (
            path(story, weeks, _SCORE_TURNED, before[0]),
            path(story, weeks, _DONE_TURNED, before[1]),
        )
    usual = design.field.exec_score, design.field.agreement_done
    if story := told_at(design, "execution_gap"):
        score, done = (
            path(story, weeks, told, before)
            for told, before in zip((_SCORE_GAP, _DONE_GAP), usual, strict=True)
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
        wanted, way = at(story, _LEAVING), _WAY_DOWN
    elif story := told_at(design, "spend_cut"):
        wanted, way = 1 + design.growth + _ABOVE_DESIGN, _WAY_TO_CATEGORY
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
    return path(story, weeks, _LATE_DAYS, usual) if story else np.full(len(weeks), usual)


def held_rate(story: Story) -> float:
    """Return the fraction of what was invoiced that an overdue account holds back."""
    return at(story, _HELD)


def forced_promotions(design: AccountDesign, weeks: Weeks) -> dict[str, int]:
    """Return by quarter how many price cuts the buyer forces; none outside the story."""
    story = told_at(design, "buyer_price_cuts")
    if story is None:
        return {}
    counts = np.round(path(story, weeks, _FORCED, before=0.0)).astype(int)
    return dict(zip(weeks.quarters.tolist(), counts.tolist(), strict=True))


def missing_in_months(story: Story) -> float:
    """Return the part of a quarter's target that its months do not make."""
    return at(story, (0.05, 0.075, 0.12))


def other_target(story: Story) -> float:
    """Return by how much a second source's target is above the first's, fraction."""
    return at(story, (0.12, 0.20, 0.35))


def behind_company(story: Story) -> float:
    """Return by how much an account whose spending is cut grows less than the others."""
    return at(story, (0.16, 0.20, 0.22))


def usual_growth(growth: float, story: Story | None) -> float:
    """Return about how much an account that was to grow so much grows with its story."""
    if story is None or story.id not in ("leaving", "spend_cut"):
        return growth
    left = at(story, _LEAVING) if story.id == "leaving" else 1 - behind_company(story)
    return (1 + min(growth, 0.0)) * left - 1


def entry_fee_share(story: Story) -> float:
    """Return the part of what an account earns that its entry fees take."""
    return at(story, (0.64, 0.74, 0.88))


def open_signals(design: AccountDesign, world: World) -> list[tuple[str, pd.Timestamp, int]]:
    """Return cause, day and severity of the signals that nobody resolves at a leaving account."""
    story = told_at(design, "leaving")
    if story is None:
        return []
    end = world.calendar.bounds(story.quarter or world.review_quarter)[1]
    return [
        (cause, end - pd.Timedelta(days=back), severity) for cause, back, severity in _OPEN_SIGNALS
    ]


def last_week_share(story: Story) -> float:
    """Return the part of each month's sell-in that falls in its last week."""
    return at(story, LAST_WEEK_SHARE)


def last_month_share(story: Story) -> float:
    """Return the part of each quarter's sell-in that falls in its last month."""
    return at(story, LAST_MONTH_SHARE)


def loaded_months(story: Story, weeks: Weeks, more: float) -> dict[str, float]:
    """Return sell-in as a multiple of sell-out in the loaded months, `more` than the source's."""
    quarter, times = quarter_of(story, weeks), at(story, _LOADED) * more
    return {
        weeks.calendar.months_of(shift_quarter(quarter, back))[2]: told * times
        for back, told in LOADED_MONTHS.items()
    }


def is_full(story: Story, cover_weeks: float, in_to_out: float) -> bool:
    """Tell whether the account's stock and its buying show the loading as strongly as told."""
    return cover_weeks >= at(story, _COVER_WEEKS) and in_to_out >= at(story, _IN_TO_OUT)


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
    wanted = grown[0] / (1 - at(story, _SHARE_LOST)) / grown[1]
    way = [_WAY_TO_CATEGORY.get(min(back, 0), 0.0) for back in backs.tolist()]
    return np.asarray(max(wanted, 1.0) ** np.array(way))


def told_figures(design: AccountDesign, story: Story) -> dict[str, float]:
    """Return the figures that a planted story's text names (`planted.told_<id>`)."""
    told: dict[StoryId, dict[str, float]] = {
        "share_lost_growing": {"lost": at(story, _SHARE_LOST)},
        "order_gap": {
            "gap": GAP_MONEY * size_of_gap(design, story), "fill": at(story, _FILL_RATES[0]),
        },
        "buyer_price_cuts": {"forced": round(at(story, _FORCED[0]))},
        "phasing": {"last": last_week_share(story)},
        "loading": {"times": LOADED_MONTHS[0] * at(story, _LOADED)},
        "diversion": {"outside": at(story, _OUT_OF_REGION[0])},
        "quarter_end": {"last": last_month_share(story)},
        "overdue": {"late": at(story, _LATE_DAYS[0]), "held": held_rate(story)},
        "leaving": {"lost": 1 - at(story, _LEAVING)},
        "execution_gap": {"done": at(story, _DONE_GAP[0]), "score": at(story, _SCORE_GAP[0])},
        "entry_fees": {"taken": entry_fee_share(story)},
        "objective_faults": {"missing": missing_in_months(story), "other": other_target(story)},
        "spend_cut": {"cut": 1 - spend_left(design)},
        "execution_turnaround": {
            "score_before": at(story, _SCORE_TURNED[-4]), "score": at(story, _SCORE_TURNED[0]),
            "done_before": at(story, _DONE_TURNED[-4]), "done": at(story, _DONE_TURNED[0]),
        },
    }  # fmt: skip
    return told[story.id]
