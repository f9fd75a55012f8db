"""Chapter 5, what do we do when: its questions.

The gifts are in `chapter_05_gifts`, the open task in `chapter_05_plan`.
"""

import pandas as pd

from ka_helpers.exercises.answers.chapter_05_gifts import (
    bare,
    for_uplift_only,
    gifts,
    no_reserve,
    not_rounded_up,
    one_each,
    rounded_down,
)
from ka_helpers.exercises.answers.chapter_05_plan import (
    MECHANICS,
    MISSED,
    POINTS,
    read_plan,
    right_plan,
)
from ka_helpers.exercises.days import Day
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Plan, Ranking
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_05 import (
    draft,
    lead_limit,
    own_promotions,
    plan_budget,
    plan_categories,
)
from ka_helpers.metrics.lead_time import lead_days
from ka_helpers.planning.rolling import latest_request, overlaps_of, share_late

ASKED = "D6"
"""The promotion of the draft whose latest request is asked for."""
STEPS = ("design", "goals", "brief", "meeting", "orders", "delivery", "evaluation")
SHOWN = tuple(sorted(STEPS))
"""The steps as they are shown: not in their order."""


def median_lead(lesson: Lesson) -> Answer:
    """Return the median lead time of the account's promotions."""
    return {"median_lead": float(lead_days(lesson.once(own_promotions)).median())}


def from_approval(lesson: Lesson) -> Answer:
    """Return the median time from approval, not from request, to start."""
    rows = lesson.once(own_promotions)
    if "approved_at" not in rows or rows["approved_at"].isna().all():
        raise NotGradableError("chapter_05.no_approvals", account=lesson.account_id)
    return {"median_lead": float((rows["start"] - rows["approved_at"]).dt.days.median())}


def to_the_end(lesson: Lesson) -> Answer:
    """Return the median time from request to the end."""
    rows = lesson.once(own_promotions)
    return {"median_lead": float((rows["end"] - rows["requested_at"]).dt.days.median())}


def mean_lead(lesson: Lesson) -> Answer:
    """Return the mean instead of the median."""
    return {"median_lead": float(lead_days(lesson.once(own_promotions)).mean())}


def latest_day(lesson: Lesson) -> Answer:
    """Return the last day to ask for a promotion of the draft in time."""
    start = _asked(lesson, "start")
    return {"latest_day": latest_request(start, lead_limit(lesson))}


def counted_forward(lesson: Lesson) -> Answer:
    """Return the lead time counted from the start onwards."""
    start = _asked(lesson, "start")
    return {"latest_day": start + pd.Timedelta(days=lead_limit(lesson))}


def from_the_end(lesson: Lesson) -> Answer:
    """Return the lead time counted back from the end."""
    return {"latest_day": latest_request(_asked(lesson, "end"), lead_limit(lesson))}


def working_days(lesson: Lesson) -> Answer:
    """Return the lead time counted back in working days."""
    start = _asked(lesson, "start")
    return {"latest_day": start - pd.offsets.BDay(lead_limit(lesson))}


def late_share(lesson: Lesson) -> Answer:
    """Return the share of the draft that is late."""
    share, _ = share_late(lesson.once(draft), lead_limit(lesson))
    return {"late_share": share}


def late_count(lesson: Lesson) -> Answer:
    """Return how many are late, not their share."""
    return {"late_share": float((lead_days(lesson.once(draft)) < lead_limit(lesson)).sum())}


def on_time_share(lesson: Lesson) -> Answer:
    """Return the share of those in time."""
    return {"late_share": 1 - float(late_share(lesson)["late_share"])}


def pairs(lesson: Lesson) -> Answer:
    """Return how many pairs of the draft overlap."""
    return {"pairs": len(overlaps_of(lesson.once(draft)))}


def promotions_in_pairs(lesson: Lesson) -> Answer:
    """Return how many promotions overlap another."""
    return {"pairs": len({name for pair in overlaps_of(lesson.once(draft)) for name in pair})}


def across_categories(lesson: Lesson) -> Answer:
    """Return the pairs that share a day, of whatever category."""
    return {"pairs": len(overlaps_of(lesson.once(draft).assign(category="all")))}


def suits(lesson: Lesson) -> None:
    """Raise NotGradableError where the account has too few promotions, or one category only."""
    lesson.once(own_promotions)
    plan_categories(lesson)
    plan_budget(lesson)


def _asked(lesson: Lesson, column: str) -> pd.Timestamp:
    """Return a day of the promotion of the draft that is asked about."""
    return pd.Timestamp(lesson.once(draft)[column].to_dict()[ASKED])


def _swapped(first: str, second: str) -> Answer:
    """Return the steps with two of them in each other's place."""
    swap = {first: second, second: first}
    return {"steps": [swap.get(step, step) for step in STEPS]}


CHAPTER = ChapterPlan(
    slug="05_what_do_we_do_when",
    needs=("promotion",),
    suits=suits,
    exercises=(
        Exercise(
            "5.1",
            skill="planning",
            parts=(Number("median_lead", unit="days", decimals=2),),
            answer=median_lead,
            mistakes={"from_approval": from_approval, "to_the_end": to_the_end, "mean": mean_lead},
            figures=lambda lesson: {**median_lead(lesson), "limit": lead_limit(lesson)},
        ),
        Exercise(
            "5.2",
            skill="planning",
            parts=(Day("latest_day"),),
            answer=latest_day,
            mistakes={
                "counted_forward": counted_forward,
                "from_the_end": from_the_end,
                "working_days": working_days,
            },
            figures=lambda lesson: {
                "limit": lead_limit(lesson),
                "latest": str(latest_day(lesson)["latest_day"].date()),
            },
        ),
        Exercise(
            "5.3",
            skill="planning",
            parts=(Number("late_share", unit="share", decimals=3),),
            answer=late_share,
            mistakes={"counted": late_count, "on_time": on_time_share},
            figures=lambda lesson: {**late_share(lesson), "limit": lead_limit(lesson)},
        ),
        Exercise(
            "5.4",
            skill="planning",
            parts=(Number("pairs", unit="count", decimals=0),),
            answer=pairs,
            mistakes={"promotions": promotions_in_pairs, "any_category": across_categories},
        ),
        Exercise(
            "5.5",
            skill="promotion",
            parts=(
                Choice("first_try", MECHANICS),
                Choice("bigger_basket", MECHANICS),
                Choice("store_staff", MECHANICS),
            ),
            answer=lambda lesson: {
                "first_try": "sampling",
                "bigger_basket": "bonus_pack",
                "store_staff": "store_contest",
            },
            mistakes={
                "cheap_try": lambda lesson: {"first_try": "price_cut"},
                "cheap_basket": lambda lesson: {"bigger_basket": "price_cut"},
                "wrong_audience": lambda lesson: {"store_staff": "contest"},
            },
        ),
        Exercise(
            "5.6",
            skill="execution",
            parts=(Ranking("steps", SHOWN),),
            answer=lambda lesson: {"steps": list(STEPS)},
            mistakes={
                "goals_after_brief": lambda lesson: _swapped("goals", "brief"),
                "goods_before_orders": lambda lesson: _swapped("orders", "delivery"),
            },
        ),
        Exercise(
            "5.7",
            skill="promotion",
            parts=(Number("gifts", unit="count", decimals=1),),
            answer=gifts,
            mistakes={
                "not_rounded_up": not_rounded_up,
                "rounded_down": rounded_down,
                "no_reserve": no_reserve,
                "bare": bare,
                "uplift_only": for_uplift_only,
                "one_each": one_each,
            },
            figures=gifts,
        ),
        Exercise(
            "5.8",
            skill="planning",
            parts=(Plan("plan", read_plan, POINTS),),
            answer=right_plan,
            mistakes=MISSED,
            hints=3,
        ),
    ),
)
