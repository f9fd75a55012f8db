"""What do we do when: the account's own promotions, and a draft of the next ones to mend.

The draft is made up for the lesson, of the account's own categories and sizes. Not in here:
answers, and what is late or overlaps (`planning.rolling`).
"""

import math

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.variants import varied
from ka_helpers.metrics.lead_time import lead_days
from ka_helpers.planning.rolling import (
    LEAD_DAYS,
    RollingPlan,
    earliest_start,
    months_after,
    rolling_plan,
)

FEWEST_PROMOTIONS, FEWEST_CATEGORIES = 4, 2
WEEK = pd.Timedelta(days=7)
PLAN_MONTHS = 3
UNITS_A_GIFT, RESERVE = 6, 0.10
SIZE_STEP, SIZE_ABOVE, USUAL_SIZE = 600, 100, 3000
FEES_IN_BUDGET, FEE_STEP, USUAL_FEE = 4, 1000, 10_000
_DRAFT = (
    ("D1", -14, 0, "price_cut", False),
    ("D2", 0, 1, "gift", False),
    ("D3", 7, 1, "price_cut", False),
    ("D4", -21, 0, "price_cut", False),
    ("D5", 14, 0, "display_fee", True),
    ("D6", 42, 1, "sampling", False),
)
"""Name, days from the first Monday in time, category, mechanic, display."""
_OTHER_DRAFTS = tuple(
    (
        ("D1", -14, 0, "price_cut", False),
        ("D2", 0, 1, "gift", False),
        ("D3", -7, 1, "price_cut", False),
        ("D4", -21, 0, "price_cut", False),
        ("D5", -7, category, "display_fee", True),
        ("D6", 42, 1, "sampling", False),
    )
    for category in (0, 1)
)
_OTHERS_ABOVE = (200, 400, 500)
"""Units above a whole step in variants; all of them leave part of a gift over."""


def today(lesson: Lesson) -> pd.Timestamp:
    """Return the day that the case ends."""
    return pd.Timestamp(lesson.case.file.as_of)


def lead_limit(lesson: Lesson) -> int:
    """Return the days before its start that a promotion must be asked for."""
    return round(lesson.case.file.settings.lead_time_days or LEAD_DAYS)


def own_promotions(lesson: Lesson) -> pd.DataFrame:
    """Return the account's promotions whose request is known, in order of start.

    Cancelled ones are left out.

    Raises
    ------
    NotGradableError : there are too few
    """
    rows = lesson.account["promotion"]
    if "requested_at" not in rows:
        raise NotGradableError("chapter_05.no_requests", account=lesson.account_id)
    kept = rows[rows["requested_at"].notna()]
    if "status" in kept:
        kept = kept[(kept["status"] != "cancelled").fillna(True).astype(bool)]
    if len(kept) < FEWEST_PROMOTIONS:
        values = {"account": lesson.account_id, "n": len(kept), "fewest": FEWEST_PROMOTIONS}
        raise NotGradableError("chapter_05.too_few", **values)
    ordered = kept.sort_values(["start", "promo_id"]).set_index("promo_id", drop=False)
    return ordered.rename_axis("promotion")


def plan_categories(lesson: Lesson) -> list[str]:
    """Return the categories that the account promotes, the most frequent first.

    Raises
    ------
    NotGradableError : fewer than two
    """
    rows = lesson.account["promotion"]
    known = rows["category"].dropna() if "category" in rows else pd.Series(dtype=str)
    counted = known.value_counts()
    ranked = sorted(counted.index, key=lambda name: (-counted[name], name))
    if len(ranked) < FEWEST_CATEGORIES:
        raise NotGradableError("chapter_05.one_category", account=lesson.account_id)
    return [str(name) for name in ranked]


def first_monday(lesson: Lesson) -> pd.Timestamp:
    """Return the first Monday on which a promotion that is asked for today starts in time."""
    return _monday_from(earliest_start(today(lesson), lead_limit(lesson)))


def draft(lesson: Lesson) -> pd.DataFrame:
    """Return a made-up draft of promotions, all asked for today: rows of the promotion table."""
    categories, first, size = plan_categories(lesson), first_monday(lesson), _usual_size(lesson)
    soonest = _monday_from(today(lesson) + pd.Timedelta(days=1))
    rows = []
    for name, days, category, mechanic, display in varied(lesson, _DRAFT, _OTHER_DRAFTS):
        start = max(first + pd.Timedelta(days=days), soonest)
        rows.append((name, categories[category], mechanic, start, display))
    made = pd.DataFrame(rows, columns=["promo_id", "category", "mechanic", "start", "display_flag"])
    made["end"] = made["start"] + 2 * WEEK - pd.Timedelta(days=1)
    made["requested_at"] = today(lesson)
    made["planned_base"], made["planned_units"] = size // 2, size
    made["account_id"], made["status"] = lesson.account_id, "planned"
    return made.set_index("promo_id", drop=False).rename_axis("draft")


def draft_plan(lesson: Lesson) -> RollingPlan:
    """Return the draft as a rolling plan, from the month after today to its last month."""
    rows = draft(lesson)
    first, last = months_after(today(lesson), 1)[0], rows["start"].max()
    first = min(first, str(rows["start"].min().to_period("M")))
    months = [str(month) for month in pd.period_range(first, last, freq="M")]
    return rolling_plan(rows, today(lesson), lead_limit(lesson), months)


def months_said(lesson: Lesson) -> pd.DataFrame:
    """Return the months of the draft: whether they can still be planned, and by when."""
    return pd.DataFrame(
        [(each.month, each.state, each.decide_by, each.n, each.n_late)
         for each in draft_plan(lesson).months],
        columns=["month", "state", "decide_by", "promotions", "late"],
    )  # fmt: skip


def to_decide(lesson: Lesson) -> pd.DataFrame:
    """Return the promotions of the draft that must be decided within thirty days."""
    rows = [(each.promo_id, each.start, each.latest_request)
            for each in draft_plan(lesson).to_decide]  # fmt: skip
    return pd.DataFrame(rows, columns=["promo_id", "start", "latest_request"])


def plan_starts(lesson: Lesson) -> pd.Series:
    """Return for each month of the open task the first Monday to start on in time."""
    first = first_monday(lesson)
    months = pd.period_range(first, periods=PLAN_MONTHS, freq="M")
    days = [max(first, _monday_from(month.start_time)) for month in months]
    return pd.Series(days, index=pd.Index(months.astype(str), name="month"), name="start")


def plan_budget(lesson: Lesson) -> int:
    """Return what the promotions of the open task may cost in fees, in currency units."""
    rows = lesson.account["promotion"]
    fees = rows["fixed_fee"] if "fixed_fee" in rows else pd.Series(dtype=float)
    paid = fees[fees > 0]
    usual = float(paid.median()) if len(paid) else USUAL_FEE
    return FEE_STEP * max(math.ceil(FEES_IN_BUDGET * usual / FEE_STEP), FEES_IN_BUDGET)


def days_before(day: str | pd.Timestamp, days: float) -> str:
    """Return the day that lies so many days before another.

    >>> days_before("2026-09-25", 10)
    '2026-09-15'
    """
    return str((pd.Timestamp(day) - pd.Timedelta(days=days)).date())


def share_in_time(lesson: Lesson, days: int) -> float:
    """Return the share of the account's promotions asked for at least `days` before the start."""
    return float((lead_days(lesson.once(own_promotions)) >= days).mean())


def promotion(
    start: str | pd.Timestamp, category: str, mechanic: str, display: bool = False,
    fee: float = 0,
) -> dict[str, object]:  # fmt: skip
    """Return one promotion of two weeks for a plan; `start` is a day such as "2026-09-07"."""
    return {"start": start, "category": category, "mechanic": mechanic, "display": display,
            "fee": fee}  # fmt: skip


def _usual_size(lesson: Lesson) -> int:
    """Return about the usual planned units, such that gifts must be rounded up."""
    rows = lesson.account["promotion"]
    sizes = rows["planned_units"].dropna() if "planned_units" in rows else pd.Series(dtype=float)
    usual = float(sizes.median()) if len(sizes) else USUAL_SIZE
    above = varied(lesson, SIZE_ABOVE, _OTHERS_ABOVE)
    return SIZE_STEP * max(round(usual / SIZE_STEP), 1) + above


def _monday_from(day: pd.Timestamp) -> pd.Timestamp:
    return day + pd.Timedelta(days=(7 - day.weekday()) % 7)
