"""Chapter 11's answers about stores: classes, people, and how often to visit each class."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_11 import at_stake as stake_of
from ka_helpers.exercises.materials.chapter_11 import by_class, classes, five_stores, stores
from ka_helpers.exercises.materials.chapter_11_choices import (
    NAMES,
    best_choice,
    minutes_taken,
    minutes_today,
    reached,
)
from ka_helpers.exercises.plain import UnreadableError, plain_keys, plain_number
from ka_helpers.planning.visits import (
    DAYS,
    MINUTES_A_DAY,
    WEEKS,
    minutes_of,
    people_needed,
    visits_of,
)

NEAR = 0.95
"""The part of what the best choice reaches from which a choice counts as good."""


def class_a(lesson: Lesson) -> Answer:
    """Return how many stores make half of the sales, and what they sell."""
    return _counted(lesson, lesson.once(classes) == "A")


def old_classes(lesson: Lesson) -> Answer:
    """Return the same by the classes that the table says."""
    return _counted(lesson, lesson.once(stores)["store_class"] == "A")


def half_of_stores(lesson: Lesson) -> Answer:
    """Return the larger half of the stores instead of the stores of half of the sales."""
    ranks = lesson.once(stores)["annual_sales"].rank(ascending=False, method="first")
    return _counted(lesson, ranks <= len(ranks) // 2)


def with_class_b(lesson: Lesson) -> Answer:
    """Return the stores of classes A and B."""
    return _counted(lesson, lesson.once(classes) != "C")


def month_of_visits(lesson: Lesson) -> Answer:
    """Return the visits of a month by the usual rule, and the people they take."""
    rows, visits = lesson.once(stores), visits_of(lesson.once(classes))
    minutes = float(minutes_of(rows, visits).sum())
    return {"visits": int(visits.sum()), "people": people_needed(minutes)}


def all_weekly(lesson: Lesson) -> Answer:
    """Return both as if every store were visited every week."""
    each = dict.fromkeys(NAMES, WEEKS)
    people = people_needed(minutes_taken(lesson, each))
    return {"visits": WEEKS * len(lesson.once(stores)), "people": people}


def added_not_multiplied(lesson: Lesson) -> Answer:
    """Return the visits of one store of each class."""
    return {"visits": int(lesson.once(by_class)["visits_each"].sum())}


def not_rounded(lesson: Lesson) -> Answer:
    """Return the people with the part of one that is left over."""
    visits = visits_of(lesson.once(classes))
    minutes = float(minutes_of(lesson.once(stores), visits).sum())
    return {"people": minutes / (MINUTES_A_DAY * WEEKS * DAYS)}


def of_a_week(lesson: Lesson) -> Answer:
    """Return the people as if a month's minutes had to be done in a week."""
    return {"people": not_rounded(lesson)["people"] * WEEKS}


def names_of_five(lesson: Lesson, language: str = "en") -> Mapping[str, str]:
    """Return what the five stores are called, the same in every language."""
    names = lesson.once(five_stores)["store_name"].dropna()
    return {str(key): str(name) for key, name in names.items()}


def at_stake(lesson: Lesson) -> Answer:
    """Return the five stores by what is at stake, most first."""
    return {"ranking": tuple(_by_stake(lesson))}


def least_at_stake_first(lesson: Lesson) -> Answer:
    """Return them the other way round."""
    return {"ranking": tuple(reversed(_by_stake(lesson)))}


def by_sales(lesson: Lesson) -> Answer:
    """Return them by sales alone."""
    rows = lesson.once(five_stores)
    return {"ranking": tuple(rows["annual_sales"].sort_values(ascending=False).index)}


def by_score(lesson: Lesson) -> Answer:
    """Return them by score alone, the lowest first."""
    return {"ranking": tuple(lesson.once(five_stores)["exec_score"].sort_values().index)}


def by_last_visit(lesson: Lesson) -> Answer:
    """Return them by how long nobody has been there."""
    return {"ranking": tuple(lesson.once(five_stores)["last_visit"].sort_values().index)}


def whole_frequencies(given: Any, lesson: Lesson) -> Mapping[str, int]:
    """Return the visits a month of each class, 0 where it is not named.

    Raises
    ------
    UnreadableError : another class, or visits that are not 0 to 4
    """
    frequencies = dict.fromkeys(NAMES, 0)
    for key, value in plain_keys(given).items():
        name, number = str(key).strip().upper(), plain_number(value)
        if name not in frequencies:
            raise UnreadableError("chapter_11.other_class", found=str(key))
        if number not in range(WEEKS + 1):
            raise UnreadableError("chapter_11.other_visits", found=str(value), most=WEEKS)
        frequencies[name] = int(number)
    return frequencies


def fits(chosen: Mapping[str, int], lesson: Lesson) -> bool:
    """Tell whether a choice takes no more minutes than today's visits."""
    return minutes_taken(lesson, dict(chosen)) <= minutes_today(lesson)


def everywhere(chosen: Mapping[str, int], lesson: Lesson) -> bool:
    """Tell whether no class is left without visits."""
    return all(chosen[name] >= 1 for name in NAMES)


def near(chosen: Mapping[str, int], lesson: Lesson) -> bool:
    """Tell whether a choice reaches at least `NEAR` of what the best one reaches."""
    return reached(lesson, dict(chosen)) >= NEAR * reached(lesson, best_choice(lesson))


def best(lesson: Lesson) -> Answer:
    """Return the choice that fits and reaches most."""
    return {"frequencies": best_choice(lesson)}


def everybody_weekly(lesson: Lesson) -> Answer:
    """Return a weekly visit to every store."""
    return {"frequencies": dict.fromkeys(NAMES, WEEKS)}


def small_ones_dropped(lesson: Lesson) -> Answer:
    """Return the choice that reaches most if class C gets nothing."""
    tried = [
        {"A": a, "B": b, "C": 0}
        for a in range(WEEKS + 1)
        for b in range(WEEKS + 1)
        if fits({"A": a, "B": b, "C": 0}, lesson)
    ]
    return {"frequencies": max(tried, key=lambda each: reached(lesson, each))}


def everybody_once(lesson: Lesson) -> Answer:
    """Return one visit to every store."""
    return {"frequencies": dict.fromkeys(NAMES, 1)}


def _counted(lesson: Lesson, chosen: pd.Series) -> Answer:
    sales = lesson.once(stores)["annual_sales"]
    return {"a_stores": int(chosen.sum()), "a_sales": float(sales[chosen].sum())}


def _by_stake(lesson: Lesson) -> list[str]:
    found = stake_of(lesson.once(five_stores)).sort_values(ascending=False)
    return [str(each) for each in found.index]
