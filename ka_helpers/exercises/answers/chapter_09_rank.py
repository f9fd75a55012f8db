"""Chapter 9's answers about people, rank and state."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_09 import (
    US,
    contacts,
    grounds,
    rank_at,
    relationship_at,
    suppliers,
)
from ka_helpers.metrics.supplier_rank import BEST, rank_points

_STATES = {
    (False, False): "outsider",
    (True, False): "friend",
    (False, True): "supplier",
    (True, True): "partner",
}
"""The state by whether their people are for us, and their company does well with us."""


def trust(lesson: Lesson) -> Answer:
    """Return the support of the account's people, weighted by influence, now and without a friend.

    The one who does most for us leaves, and a successor of the same influence has no opinion.
    """
    product, influence = _products(lesson)
    return {
        "trust": relationship_at(lesson, lesson.account_id).trust.value,
        "after": float((product.sum() - product.max()) / influence.sum()),
    }


def left_out(lesson: Lesson) -> Answer:
    """Return the support without the friend, as if nobody took the chair."""
    product, influence = _products(lesson)
    friend = product.idxmax()
    return {"after": float(product.drop(friend).sum() / influence.drop(friend).sum())}


def director_leaves(lesson: Lesson) -> Answer:
    """Return the support if the most influential person left instead."""
    product, influence = _products(lesson)
    return {
        "after": float((product.sum() - product.iloc[int(influence.argmax())]) / influence.sum())
    }


def plain_mean(lesson: Lesson) -> Answer:
    """Return the support as if all had the same influence."""
    return {"trust": float(lesson.once(contacts)["support"].mean())}


def not_divided(lesson: Lesson) -> Answer:
    """Return support times influence added up, never divided."""
    people = lesson.once(contacts)
    return {"trust": float((people["support"] * people["influence"]).sum())}


def per_head(lesson: Lesson) -> Answer:
    """Return support times influence by the number of people instead of their influence."""
    people = lesson.once(contacts)
    return {"trust": float((people["support"] * people["influence"]).mean())}


def standing(lesson: Lesson) -> Answer:
    """Return our place by sales, and what the largest other sells more than we do."""
    found = lesson.once(rank_at).standing
    assert found is not None, "a lesson that suits the chapter has a standing"
    sold = lesson.once(suppliers)
    return {"place": found.rank, "missing": float(sold.drop(US).max() - sold[US])}


def counted_above(lesson: Lesson) -> Answer:
    """Return how many stand above us."""
    return {"place": standing(lesson)["place"] - 1}


def to_the_smallest(lesson: Lesson) -> Answer:
    """Return what parts us from the smallest other supplier."""
    sold = lesson.once(suppliers)
    return {"missing": float(sold.drop(US).min() - sold[US])}


def turned_round(lesson: Lesson) -> Answer:
    """Return our sales less theirs."""
    return {"missing": -standing(lesson)["missing"]}


def all_of_theirs(lesson: Lesson) -> Answer:
    """Return all that the largest other supplier sells."""
    return {"missing": float(lesson.once(suppliers).drop(US).max())}


def points(lesson: Lesson) -> Answer:
    """Return the points of our rank from its four grades."""
    return {"points": lesson.once(rank_at).points}


def same_weights(lesson: Lesson) -> Answer:
    """Return the points as if all four grounds weighed the same."""
    grades = lesson.once(grounds)["grade"]
    by_name = {str(name): float(grade) for name, grade in grades.items()}
    return {"points": rank_points(by_name, dict.fromkeys(by_name, 1.0))}


def not_of_five(lesson: Lesson) -> Answer:
    """Return weight times grade added up, not divided by the best grade."""
    return {"points": points(lesson)["points"] * BEST}


def mean_grade(lesson: Lesson) -> Answer:
    """Return the weighted grade (1-5) instead of points."""
    return {"points": points(lesson)["points"] * BEST / 100}


def state(lesson: Lesson) -> Answer:
    """Return the state that the figures speak for."""
    return {"state": relationship_at(lesson, lesson.account_id).seen}


def people_mistaken(lesson: Lesson) -> Answer:
    """Return the state with the people's side taken for its opposite."""
    return {"state": _turned(lesson, people=True)}


def company_mistaken(lesson: Lesson) -> Answer:
    """Return the state with the company's side taken for its opposite."""
    return {"state": _turned(lesson, company=True)}


def both_mistaken(lesson: Lesson) -> Answer:
    """Return the state with both sides taken for their opposite, as if they were swapped."""
    return {"state": _turned(lesson, people=True, company=True)}


def rank_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the values for the sentences about our rank."""
    rank = lesson.once(rank_at)
    return {**points(lesson), **standing(lesson), "supplier_class": rank.supplier_class}


def state_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the values for the sentences about the state."""
    return {"state": f"risks.state_{state(lesson)['state']}", **trust(lesson), **points(lesson)}


def _turned(lesson: Lesson, people: bool = False, company: bool = False) -> str:
    """Return the state of a relationship with a side turned round."""
    found = state(lesson)["state"]
    liked, valued = found in ("friend", "partner"), found in ("supplier", "partner")
    return _STATES[liked != people, valued != company]


def _products(lesson: Lesson) -> tuple[pd.Series, pd.Series]:
    """Return support times influence, and influence, of each person."""
    people = lesson.once(contacts).reset_index()
    return people["support"] * people["influence"], people["influence"]
