"""The gifts of a promotion: how many to order. Not in here: what is said of an answer."""

import math

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_05 import RESERVE, UNITS_A_GIFT, draft
from ka_helpers.metrics.promotion_economics import gifts_needed

GIFT = "D2"
"""The promotion of the draft that gives gifts."""


def gifts(lesson: Lesson) -> Answer:
    """Return the whole gifts that the gift promotion of the draft needs, with the reserve."""
    return {"gifts": gifts_needed(_units(lesson, "planned_units"), UNITS_A_GIFT, RESERVE)}


def not_rounded_up(lesson: Lesson) -> Answer:
    """Return the gifts with what is left of one."""
    return {"gifts": _units(lesson, "planned_units") / UNITS_A_GIFT * (1 + RESERVE)}


def rounded_down(lesson: Lesson) -> Answer:
    """Return the gifts without what is left of one."""
    return {"gifts": math.floor(not_rounded_up(lesson)["gifts"])}


def no_reserve(lesson: Lesson) -> Answer:
    """Return the gifts without the reserve."""
    return {"gifts": gifts_needed(_units(lesson, "planned_units"), UNITS_A_GIFT)}


def bare(lesson: Lesson) -> Answer:
    """Return the gifts without the reserve, with what is left of one."""
    return {"gifts": _units(lesson, "planned_units") / UNITS_A_GIFT}


def for_uplift_only(lesson: Lesson) -> Answer:
    """Return the gifts for what is sold above the usual."""
    above = _units(lesson, "planned_units") - _units(lesson, "planned_base")
    return {"gifts": gifts_needed(above, UNITS_A_GIFT, RESERVE)}


def one_each(lesson: Lesson) -> Answer:
    """Return a gift for every unit."""
    return {"gifts": gifts_needed(_units(lesson, "planned_units"), 1, RESERVE)}


def _units(lesson: Lesson, column: str) -> float:
    return float(lesson.once(draft)[column].to_dict()[GIFT])
