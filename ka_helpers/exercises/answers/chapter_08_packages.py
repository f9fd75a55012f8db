"""Chapter 8's packages: which can be signed, what to give first, which offers are alike."""

import pandas as pd

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Ranking, Several
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_08 import (
    AIMS,
    concession_prices,
    facts,
    six_packages,
)
from ka_helpers.exercises.materials.chapter_08_offers import ALIKE, ORDER, near, offers, worths


def zone(lesson: Lesson) -> Answer:
    """Return the packages that are worth both sides' alternatives."""
    six, known = lesson.once(six_packages), lesson.once(facts)
    return _named((six["worth_us"] >= known.bottom_us) & (six["worth_them"] >= known.bottom_them))


def good_for_us(lesson: Lesson) -> Answer:
    """Return those that we could sign."""
    return _named(lesson.once(six_packages)["worth_us"] >= lesson.once(facts).bottom_us)


def good_for_them(lesson: Lesson) -> Answer:
    """Return those that they could sign."""
    return _named(lesson.once(six_packages)["worth_them"] >= lesson.once(facts).bottom_them)


def better_than_today(lesson: Lesson) -> Answer:
    """Return those that cost neither side anything against today."""
    six = lesson.once(six_packages)
    return _named((six["worth_us"] >= 0) & (six["worth_them"] >= 0))


def no_loss_for_us(lesson: Lesson) -> Answer:
    """Return those that cost us nothing against today."""
    return _named(lesson.once(six_packages)["worth_us"] >= 0)


def order(lesson: Lesson) -> Answer:
    """Return the issues by what a yuan that we give brings them, most first."""
    rows = lesson.once(concession_prices)
    return {"order": _ranked(rows["worth_them"] / rows["cost_us"], ascending=False)}


def upside_down(lesson: Lesson) -> Answer:
    """Return the order from its end."""
    return {"order": order(lesson)["order"][::-1]}


def cheapest_first(lesson: Lesson) -> Answer:
    """Return the issues by what a step costs us."""
    return {"order": _ranked(lesson.once(concession_prices)["cost_us"], ascending=True)}


def dearest_to_them_first(lesson: Lesson) -> Answer:
    """Return the issues by what a step is worth to them."""
    return {"order": _ranked(lesson.once(concession_prices)["worth_them"], ascending=False)}


def alike(lesson: Lesson) -> Answer:
    """Return the packages that are worth nearly the same to us."""
    found = _worths(lesson)
    return {"alike": list(found[(found - found.median()).abs() <= lesson.once(near)].index)}


def best_for_us(lesson: Lesson) -> Answer:
    """Return the three that are worth most to us."""
    return {"alike": list(_worths(lesson).nlargest(ALIKE).index)}


def worst_for_us(lesson: Lesson) -> Answer:
    """Return the three that are worth least to us."""
    return {"alike": list(_worths(lesson).nsmallest(ALIKE).index)}


def _worths(lesson: Lesson) -> "pd.Series[float]":
    return worths(lesson, lesson.once(offers))


def _named(kept: "pd.Series[bool]") -> Answer:
    return {"zone": list(kept[kept].index)}


def _ranked(values: "pd.Series[float]", ascending: bool) -> tuple[str, ...]:
    return tuple(map(str, values.sort_values(ascending=ascending, kind="stable").index))


def _first_and_last(lesson: Lesson) -> dict[str, str]:
    first, *_, last = order(lesson)["order"]
    return {"first": f"negotiation.issue_{first}", "last": f"negotiation.issue_{last}"}


PACKAGES = (
    Exercise(
        "8.4",
        skill="negotiation",
        parts=(Several("zone", tuple(AIMS)),),
        answer=zone,
        mistakes={
            "only_us": good_for_us,
            "only_them": good_for_them,
            "today": better_than_today,
            "no_loss": no_loss_for_us,
        },
        figures=lambda lesson: {
            "us": lesson.once(facts).bottom_us, "them": lesson.once(facts).bottom_them,
        },
    ),
    Exercise(
        "8.5",
        skill="negotiation",
        parts=(Ranking("order", lambda lesson: tuple(lesson.once(concession_prices).index)),),
        answer=order,
        mistakes={
            "upside_down": upside_down,
            "cheapest": cheapest_first,
            "most_wanted": dearest_to_them_first,
        },
        figures=_first_and_last,
    ),
    Exercise(
        "8.6",
        skill="negotiation",
        parts=(Several("alike", ORDER),),
        answer=alike,
        mistakes={"best": best_for_us, "worst": worst_for_us},
    ),
)  # fmt: skip
