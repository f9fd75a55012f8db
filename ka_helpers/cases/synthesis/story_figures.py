"""The figures of the planted stories: as the source tells them, weaker and stronger.

`Told` is a figure at strengths 0.6, 1 and 1.5; between them it goes in a straight line. Figures
by quarter are counted from the quarter in which the story shows, below zero before it. Paths over
weeks are made of them in `stories`.
"""

from collections.abc import Mapping

import numpy as np

from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.story import AS_TOLD, STRONGEST, WEAKEST, Story, StoryId

Told = tuple[float, float, float]
"""A figure at the weakest strength, as the source tells it, and at the strongest."""

SPEND_LEFT: Told = (0.52, 0.44, 0.25)
LAST_WEEK_SHARE: Told = (0.60, 0.70, 0.82)
LAST_MONTH_SHARE: Told = (0.56, 0.62, 0.70)
GAP_TOLD_AT = 7_400_000.0
"""Quarterly sales of the account at which the order gap is the source's sum."""
GAP_MONEY = 600_000.0
GAP: Told = (0.75, 1.0, 1.4)
LOADED_MONTHS = {-2: 2.6, -1: 2.9, 0: 3.0}
"""Sell-in as a multiple of sell-out in the last months of the quarters filled up."""
FORCED: Mapping[int, Told] = {-3: (1, 2, 3), -2: (2, 4, 5), -1: (3, 5, 7), 0: (6, 8, 10)}
LOADED: Told = (0.85, 1.0, 1.25)
COVER_WEEKS: Told = (18.0, 20.0, 24.0)
IN_TO_OUT: Told = (1.5, 1.6, 1.7)
OUT_OF_REGION: Mapping[int, Told] = {
    -2: (0.10, 0.15, 0.20), -1: (0.25, 0.40, 0.55), 0: (0.45, 0.70, 0.90), 1: (0.2, 0.2, 0.2),
    2: (0.02, 0.02, 0.02),
}  # fmt: skip
FILL_RATES: Mapping[int, Told] = {
    -7: (0.92, 0.92, 0.92), -6: (0.91, 0.91, 0.91), -5: (0.89, 0.89, 0.89),
    -4: (0.90, 0.90, 0.90), -3: (0.88, 0.87, 0.86), -2: (0.86, 0.82, 0.78),
    -1: (0.82, 0.74, 0.64), 0: (0.74, 0.65, 0.50), 1: (0.86, 0.86, 0.86), 2: (0.90, 0.90, 0.90),
}  # fmt: skip
SCORE_TURNED: Mapping[int, Told] = {
    -7: (65, 58, 44), -6: (66, 59, 45), -5: (67, 60, 46), -4: (67, 60, 46),
    -3: (71, 66, 56), -2: (80, 76, 71), -1: (86, 84, 83), 0: (90, 90, 93),
}  # fmt: skip
DONE_TURNED: Mapping[int, Told] = {
    -7: (0.66, 0.57, 0.42), -6: (0.67, 0.58, 0.43), -5: (0.68, 0.60, 0.44),
    -4: (0.68, 0.60, 0.45), -3: (0.73, 0.68, 0.56), -2: (0.81, 0.79, 0.72),
    -1: (0.87, 0.87, 0.85), 0: (0.92, 0.92, 0.95),
}  # fmt: skip
SCORE_GAP: Mapping[int, Told] = {-2: (74, 72, 70), -1: (69, 66, 60), 0: (64, 59, 52)}
DONE_GAP: Mapping[int, Told] = {
    -2: (0.76, 0.74, 0.72), -1: (0.68, 0.64, 0.58), 0: (0.57, 0.51, 0.40),
}  # fmt: skip
LEAVING: Told = (0.62, 0.54, 0.42)
WAY_DOWN = {-3: 0.0, -2: 0.1, -1: 0.4, 0: 1.0}
ABOVE_DESIGN = 0.03
"""What chance and new listings may add to the growth of an account whose spending is cut."""
OPEN_SIGNALS = (
    ("complaint_unresolved", 78, 5), ("old_friend_dropped", 55, 4), ("stronger_rival", 33, 5),
)  # fmt: skip
LATE_DAYS: Mapping[int, Told] = {-2: (8, 10, 12), -1: (20, 25, 32), 0: (20, 25, 32)}
HELD: Told = (0.045, 0.06, 0.09)
SHARE_LOST: Told = (0.15, 0.18, 0.25)
"""The part of our share in the category that is lost within a year."""
WAY_TO_CATEGORY = {-3: 0.25, -2: 0.5, -1: 0.75, 0: 1.0}


def at(story: Story, told: Told) -> float:
    """Return a figure at the story's strength; at strength 1 exactly as the source tells it.

    >>> at(Story("phasing", "K09"), (0.6, 0.7, 0.8)), at(Story("phasing", "K09", None, 1.25),
    ...                                                  (0.6, 0.7, 0.8))
    (0.7, 0.75)
    """
    return float(np.interp(story.strength, (WEAKEST, AS_TOLD, STRONGEST), told))


def size_of_gap(design: AccountDesign, story: Story) -> float:
    """Return the order gap's money as a multiple of the source's 600,000 yuan."""
    return design.quarterly_sales / GAP_TOLD_AT * at(story, GAP)


def held_rate(story: Story) -> float:
    """Return the fraction of what was invoiced that an overdue account holds back."""
    return at(story, HELD)


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
    left = at(story, LEAVING) if story.id == "leaving" else 1 - behind_company(story)
    return (1 + min(growth, 0.0)) * left - 1


def entry_fee_share(story: Story) -> float:
    """Return the part of what an account earns that its entry fees take."""
    return at(story, (0.64, 0.74, 0.88))


def last_week_share(story: Story) -> float:
    """Return the part of each month's sell-in that falls in its last week."""
    return at(story, LAST_WEEK_SHARE)


def last_month_share(story: Story) -> float:
    """Return the part of each quarter's sell-in that falls in its last month."""
    return at(story, LAST_MONTH_SHARE)


def is_full(story: Story, cover_weeks: float, in_to_out: float) -> bool:
    """Tell whether the account's stock and its buying show the loading as strongly as told."""
    return cover_weeks >= at(story, COVER_WEEKS) and in_to_out >= at(story, IN_TO_OUT)


def told_figures(design: AccountDesign, story: Story) -> dict[str, float]:
    """Return the figures that a planted story's text names (`planted.told_<id>`)."""
    told: dict[StoryId, dict[str, float]] = {
        "share_lost_growing": {"lost": at(story, SHARE_LOST)},
        "order_gap": {
            "gap": GAP_MONEY * size_of_gap(design, story), "fill": at(story, FILL_RATES[0]),
        },
        "buyer_price_cuts": {"forced": round(at(story, FORCED[0]))},
        "phasing": {"last": last_week_share(story)},
        "loading": {"times": LOADED_MONTHS[0] * at(story, LOADED)},
        "diversion": {"outside": at(story, OUT_OF_REGION[0])},
        "quarter_end": {"last": last_month_share(story)},
        "overdue": {"late": at(story, LATE_DAYS[0]), "held": held_rate(story)},
        "leaving": {"lost": 1 - at(story, LEAVING)},
        "execution_gap": {"done": at(story, DONE_GAP[0]), "score": at(story, SCORE_GAP[0])},
        "entry_fees": {"taken": entry_fee_share(story)},
        "objective_faults": {"missing": missing_in_months(story), "other": other_target(story)},
        "spend_cut": {"cut": 1 - at(story, SPEND_LEFT)},
        "execution_turnaround": {
            "score_before": at(story, SCORE_TURNED[-4]), "score": at(story, SCORE_TURNED[0]),
            "done_before": at(story, DONE_TURNED[-4]), "done": at(story, DONE_TURNED[0]),
        },
    }  # fmt: skip
    return told[story.id]
