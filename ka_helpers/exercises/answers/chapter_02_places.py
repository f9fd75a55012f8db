"""Chapter 2, places in the matrix: class, response, certainty, and another order."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.exercises.answers.chapter_02_scores import name_of
from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Choice, Ranking
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_02 import (
    account_measures,
    account_scores,
    placed_accounts,
    rules_of,
)
from ka_helpers.exercises.materials.chapter_02_examples import (
    GROWTH_FIRST,
    one_sided_account,
    ranking_example,
    uncertain_accounts,
)
from ka_helpers.metrics.reweighting import reweighted
from ka_helpers.metrics.scoring import QUADRANTS, evaluate
from ka_helpers.rulesets import AXES

RESPONSES = ("promote_often", "win_support", "try_promotion", "keep_foothold", "harvest")
_RESPONSE_TO = dict(zip(QUADRANTS, RESPONSES, strict=False))


def class_and_response(lesson: Lesson) -> Answer:
    """Return the class of the one-sided account, and what it asks for."""
    quadrant = lesson.once(placed_accounts)["quadrant"][lesson.once(one_sided_account)]
    return {"account_class": quadrant, "response": _RESPONSE_TO[quadrant]}


def one_sided_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the name and the points of the one-sided account."""
    account_id = lesson.once(one_sided_account)
    placed = lesson.once(placed_accounts)
    points = {str(axis): float(placed[axis][account_id]) for axis in AXES}
    return {**name_of(lesson, account_id), **points}


def axes_swapped(lesson: Lesson) -> Answer:
    """Return the class if support were read as attractiveness."""
    quadrant = class_and_response(lesson)["account_class"]
    return {"account_class": "cash_cow" if quadrant == "question_mark" else "question_mark"}


def growth_share_matrix(lesson: Lesson) -> Answer:
    """Return what one does with the cash cow of the growth-share matrix."""
    return {"response": "harvest"}


def least_certain(lesson: Lesson) -> Answer:
    """Return the account of the shortlist that stands nearest to a cut."""
    return {"account": lesson.once(uncertain_accounts).nearest}


def nearest_on_one_axis(lesson: Lesson) -> Answer:
    """Return the nearest if only the other axis is looked at."""
    return {"account": lesson.once(uncertain_accounts).nearest_on_other}


def growth_first_order(lesson: Lesson) -> Answer:
    """Return the shortlist by attractiveness once growth weighs most."""
    rules = reweighted(rules_of(lesson), GROWTH_FIRST)
    scores = evaluate(lesson.once(account_measures), rules)["attractiveness"]
    return {"order": _ordered(scores, lesson)}


def old_weights(lesson: Lesson) -> Answer:
    """Return the shortlist by attractiveness as it was."""
    return {"order": _ordered(lesson.once(account_scores)["attractiveness"], lesson)}


def by_size(lesson: Lesson) -> Answer:
    """Return the shortlist by sales."""
    return {"order": lesson.once(ranking_example)}


def lowest_first(lesson: Lesson) -> Answer:
    """Return the right order from its end."""
    return {"order": growth_first_order(lesson)["order"][::-1]}


def _ordered(scores: pd.Series, lesson: Lesson) -> tuple[str, ...]:
    few = list(lesson.once(ranking_example))
    return tuple(map(str, scores[few].sort_values(ascending=False, kind="stable").index))


CLASSES = (
    Exercise(
        "2.4",
        skill="evaluation",
        parts=(Choice("account_class", QUADRANTS), Choice("response", RESPONSES)),
        answer=class_and_response,
        mistakes={"axes_swapped": axes_swapped, "growth_share_matrix": growth_share_matrix},
        figures=one_sided_figures,
    ),
    Exercise(
        "2.5",
        skill="evaluation",
        parts=(Choice("account", lambda lesson: lesson.once(uncertain_accounts).shortlist),),
        answer=least_certain,
        mistakes={"nearest_on_one_axis": nearest_on_one_axis},
        figures=lambda lesson: {
            **name_of(lesson, lesson.once(uncertain_accounts).nearest),
            "borderline": rules_of(lesson).borderline,
        },
    ),
    Exercise(
        "2.6",
        skill="evaluation",
        parts=(Ranking("order", lambda lesson: lesson.once(ranking_example)),),
        answer=growth_first_order,
        mistakes={"old_weights": old_weights, "by_size": by_size, "lowest_first": lowest_first},
        figures=lambda lesson: name_of(lesson, growth_first_order(lesson)["order"][0]),
    ),
)
