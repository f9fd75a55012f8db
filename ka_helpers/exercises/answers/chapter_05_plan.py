"""The open task of chapter 5: three months of promotions, point by point."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ka_helpers.exercises.days import day_of
from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.kinds import one_of
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_05 import (
    FEES_IN_BUDGET,
    WEEK,
    lead_limit,
    plan_budget,
    plan_categories,
    plan_starts,
    today,
)
from ka_helpers.exercises.plain import UnreadableError, plain_number, plain_text
from ka_helpers.planning.rolling import earliest_start, overlaps_of

MECHANICS = (
    "sampling",
    "price_cut",
    "gift",
    "contest",
    "bonus_pack",
    "discount",
    "display_fee",
    "sales_reward",
    "store_contest",
)
PRICE_CUT = "price_cut"
MOST_PRICE_CUTS = 0.5


@dataclass(frozen=True)
class Planned:
    """One promotion of two weeks that a trainee planned."""

    start: pd.Timestamp
    category: str
    mechanic: str
    display: bool
    fee: float


PromotionPlan = tuple[Planned, ...]


def read_plan(given: Any, lesson: Lesson) -> PromotionPlan:
    """Return the promotions of a list, or of a table with their columns."""
    rows = given.to_dict("records") if hasattr(given, "to_dict") else given
    if isinstance(rows, Mapping):
        rows = [rows]
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise UnreadableError("chapter_05.not_a_plan")
    return tuple(_read(row, lesson) for row in rows)


def right_plan(lesson: Lesson) -> Answer:
    """Return a plan that keeps to every constraint."""
    return {"plan": [_as_given(each) for each in _kept(lesson)]}


def _kept(lesson: Lesson) -> list[Planned]:
    categories, fee = plan_categories(lesson), plan_budget(lesson) / FEES_IN_BUDGET
    first, second, third = plan_starts(lesson)
    return [
        Planned(first, categories[0], "gift", False, fee),
        Planned(second, categories[1], "display_fee", True, fee),
        Planned(third, categories[0], "sampling", False, fee),
    ]


def _each_month(plan: PromotionPlan, lesson: Lesson) -> bool:
    return set(plan_starts(lesson).index) <= {str(each.start.to_period("M")) for each in plan}


def _in_time(plan: PromotionPlan, lesson: Lesson) -> bool:
    earliest = earliest_start(today(lesson), lead_limit(lesson))
    return all(each.start >= earliest for each in plan)


def _no_overlap(plan: PromotionPlan, lesson: Lesson) -> bool:
    rows = pd.DataFrame(
        {
            "promo_id": [str(place) for place in range(len(plan))],
            "account_id": lesson.account_id,
            "category": [each.category for each in plan],
            "start": [each.start for each in plan],
            "end": [each.start + 2 * WEEK - pd.Timedelta(days=1) for each in plan],
        }
    )
    return not overlaps_of(rows)


def _within_budget(plan: PromotionPlan, lesson: Lesson) -> bool:
    return sum(each.fee for each in plan) <= plan_budget(lesson) + 0.005


def _has_display(plan: PromotionPlan, lesson: Lesson) -> bool:
    return any(each.display for each in plan)


def _not_only_price(plan: PromotionPlan, lesson: Lesson) -> bool:
    cuts = sum(each.mechanic == PRICE_CUT for each in plan)
    return cuts <= MOST_PRICE_CUTS * len(plan)


POINTS: Mapping[str, Callable[[PromotionPlan, Lesson], bool]] = {
    "each_month": _each_month,
    "in_time": _in_time,
    "no_overlap": _no_overlap,
    "within_budget": _within_budget,
    "has_display": _has_display,
    "not_only_price": _not_only_price,
}
Change = Callable[[list[Planned], Lesson], list[Planned]]


def _changed(change: Change) -> Callable[[Lesson], Answer]:
    """Return a mistake: the right plan with one thing changed."""

    def made(lesson: Lesson) -> Answer:
        return {"plan": [_as_given(each) for each in change(_kept(lesson), lesson)]}

    return made


def _month_left_empty(plan: list[Planned], lesson: Lesson) -> list[Planned]:
    return [*plan[:2], replace(plan[2], start=plan[1].start + 2 * WEEK)]


def _one_too_soon(plan: list[Planned], lesson: Lesson) -> list[Planned]:
    tomorrow = today(lesson) + pd.Timedelta(days=1)
    return [*plan, replace(plan[1], start=tomorrow, fee=0.0)]


def _two_at_once(plan: list[Planned], lesson: Lesson) -> list[Planned]:
    return [*plan, replace(plan[2], mechanic="contest", fee=0.0)]


def _too_dear(plan: list[Planned], lesson: Lesson) -> list[Planned]:
    return [*plan[:2], replace(plan[2], fee=2.0 * plan_budget(lesson))]


def _without_display(plan: list[Planned], lesson: Lesson) -> list[Planned]:
    return [replace(each, display=False) for each in plan]


def _price_cuts(plan: list[Planned], lesson: Lesson) -> list[Planned]:
    return [replace(each, mechanic=PRICE_CUT) for each in plan]


MISSED: Mapping[str, Callable[[Lesson], Answer]] = {
    "each_month": _changed(_month_left_empty),
    "in_time": _changed(_one_too_soon),
    "no_overlap": _changed(_two_at_once),
    "within_budget": _changed(_too_dear),
    "has_display": _changed(_without_display),
    "not_only_price": _changed(_price_cuts),
}


def _as_given(planned: Planned) -> dict[str, Any]:
    return {
        "start": planned.start,
        "category": planned.category,
        "mechanic": planned.mechanic,
        "display": planned.display,
        "fee": planned.fee,
    }


def _read(row: Any, lesson: Lesson) -> Planned:
    if not isinstance(row, Mapping) or not {"start", "category", "mechanic"} <= set(row):
        raise UnreadableError("chapter_05.not_a_plan")
    return Planned(
        start=day_of(row["start"]),
        category=_category(row["category"], lesson),
        mechanic=one_of(plain_text(row["mechanic"]), MECHANICS),
        display=bool(row.get("display", False)),
        fee=max(plain_number(row.get("fee", 0.0)), 0.0),
    )


def _category(given: Any, lesson: Lesson) -> str:
    """Return the category that was meant, letters of any width and case."""
    known = {plain_text(name).casefold(): name for name in plan_categories(lesson)}
    meant = known.get(plain_text(given).casefold())
    if meant is None:
        values = {"found": plain_text(given), "known": ", ".join(known.values())}
        raise UnreadableError("exercises.no_such_option", **values)
    return meant
