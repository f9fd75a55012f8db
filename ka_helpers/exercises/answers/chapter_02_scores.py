"""Chapter 2, grades and points: what an account scores on an axis."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_02 import account_measures, rules_of, score_card
from ka_helpers.exercises.materials.chapter_02_examples import (
    partly_measured,
    retailers_offer,
    scored_example,
)


def offer_grades(lesson: Lesson) -> Answer:
    """Return the grades of an account whose sales stand exactly on the edge of two bands."""
    rules, offer = rules_of(lesson), lesson.once(retailers_offer)
    return {
        "sales_grade": rules["annual_sales"].grade(offer.annual_sales),
        "days_grade": rules["payment_days"].grade(offer.payment_days),
    }


def below_the_edge(lesson: Lesson) -> Answer:
    """Return the other of the two grades whose bands meet at the edge."""
    return {"sales_grade": offer_grades(lesson)["sales_grade"] - 1}


def yuan_against_wan(lesson: Lesson) -> Answer:
    """Return the grade if yuan are compared with bounds printed in a larger unit."""
    sales = rules_of(lesson)["annual_sales"]
    return {"sales_grade": sales.grade(lesson.once(retailers_offer).annual_sales * sales.scale)}


def more_days_better(lesson: Lesson) -> Answer:
    """Return the grade if many days were good."""
    return {"days_grade": 6 - offer_grades(lesson)["days_grade"]}


def attractiveness(lesson: Lesson) -> Answer:
    """Return the example's points of attractiveness."""
    card = score_card(lesson, lesson.once(scored_example), "attractiveness")
    return {"attractiveness": (card["part"] * card["weight"]).sum()}


def weights_forgotten(lesson: Lesson) -> Answer:
    """Return the mean of the criteria's parts."""
    card = score_card(lesson, lesson.once(scored_example), "attractiveness")
    return {"attractiveness": card["part"].mean() * 100}


def poor_earns_nothing(lesson: Lesson) -> Answer:
    """Return the points if grade 1 earned nothing, and 5 everything."""
    card = score_card(lesson, lesson.once(scored_example), "attractiveness")
    return {"attractiveness": ((card["grade"] - 1) / 4 * card["weight"]).sum()}


def out_of_one(lesson: Lesson) -> Answer:
    """Return the points as a fraction."""
    return {"attractiveness": attractiveness(lesson)["attractiveness"] / 100}


def partial_support(lesson: Lesson) -> Answer:
    """Return the points of support from what was measured, and how much that is."""
    card = lesson.once(partly_measured).card
    known = card[card["part"].notna()]
    earned, weighed = (known["part"] * known["weight"]).sum(), known["weight"].sum()
    return {"support": 100 * earned / weighed, "coverage": weighed / 100}


def possible_support(lesson: Lesson) -> Mapping[str, float]:
    """Return the points of support if all that was not measured were poor, and if outstanding."""
    card, factors = lesson.once(partly_measured).card, rules_of(lesson).grade_factors.values()
    ends = {"lowest": min(factors), "highest": max(factors)}
    return {
        name: float((card["part"].fillna(factor) * card["weight"]).sum())
        for name, factor in ends.items()
    }


def missing_as_zero(lesson: Lesson) -> Answer:
    """Return the points if what is not measured earned nothing."""
    card = lesson.once(partly_measured).card
    return {"support": (card["part"] * card["weight"]).sum()}


def missing_as_poor(lesson: Lesson) -> Answer:
    """Return the points if what is not measured were poor."""
    card = lesson.once(partly_measured).card
    return {"support": (card["part"].fillna(0.2) * card["weight"]).sum()}


def counted_criteria(lesson: Lesson) -> Answer:
    """Return the part of the criteria that was measured, whatever they weigh."""
    return {"coverage": lesson.once(partly_measured).card["part"].notna().mean()}


def name_of(lesson: Lesson, account_id: str) -> Mapping[str, Any]:
    """Return an account's name, for a sentence."""
    return {"account": str(lesson.once(account_measures)["account_name"][account_id])}


SCORES = (
    Exercise(
        "2.1",
        skill="evaluation",
        parts=(Number("sales_grade"), Number("days_grade")),
        answer=offer_grades,
        mistakes={
            "below_the_edge": below_the_edge,
            "yuan_against_wan": yuan_against_wan,
            "more_days_better": more_days_better,
        },
        figures=lambda lesson: {**vars(lesson.once(retailers_offer)), **offer_grades(lesson)},
    ),
    Exercise(
        "2.2",
        skill="evaluation",
        parts=(Number("attractiveness"),),
        answer=attractiveness,
        mistakes={
            "weights_forgotten": weights_forgotten,
            "poor_earns_nothing": poor_earns_nothing,
            "out_of_one": out_of_one,
        },
        figures=lambda lesson: {
            **attractiveness(lesson),
            **name_of(lesson, lesson.once(scored_example)),
        },
    ),
    Exercise(
        "2.3",
        skill="evaluation",
        parts=(Number("support"), Number("coverage", unit="share", decimals=3)),
        answer=partial_support,
        mistakes={
            "missing_as_zero": missing_as_zero,
            "missing_as_poor": missing_as_poor,
            "counted_criteria": counted_criteria,
        },
        figures=lambda lesson: {**partial_support(lesson), **possible_support(lesson)},
    ),
)
