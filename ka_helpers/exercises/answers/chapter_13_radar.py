"""Chapter 13's answers from a colleague's figures: what is shown, blind spots, gaps, appraisal."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.exercises.competency import FEWEST_ANSWERS, Verdict, verdict
from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_13 import (
    CAP,
    LARGEST_GAPS,
    appraisal,
    colleague,
    gaps_of,
    shown_of,
)


def skills_asked(lesson: Lesson) -> tuple[str, ...]:
    """Return the colleague's skills."""
    return tuple(map(str, colleague(lesson).index))


def kpis_asked(lesson: Lesson) -> tuple[str, ...]:
    """Return the KPIs of the appraisal."""
    return tuple(map(str, appraisal(lesson).index))


def shown(lesson: Lesson) -> Answer:
    """Return points / answered of the skills with enough answers."""
    return {"shown": shown_of(colleague(lesson))}


def of_all_questions(lesson: Lesson) -> Answer:
    """Return points / questions, as if what was not answered were wrong."""
    rows = colleague(lesson)
    rows = rows[rows["answered"] >= FEWEST_ANSWERS]
    return {"shown": rows["points"] / rows["questions"]}


def thin_ones_too(lesson: Lesson) -> Answer:
    """Return points / answered of every skill, however few were answered."""
    rows = colleague(lesson)
    return {"shown": rows["points"] / rows["answered"]}


def blind_spots(lesson: Lesson) -> Answer:
    """Return the skills that the colleague rates high and shows low."""
    return {"blind": _with_verdict(lesson, "blind_spot")}


def hidden_strengths(lesson: Lesson) -> Answer:
    """Return the skills that she shows high and rates low."""
    return {"blind": _with_verdict(lesson, "hidden")}


def everything_low(lesson: Lesson) -> Answer:
    """Return every skill that she shows low."""
    return {"blind": (*_with_verdict(lesson, "blind_spot"), *_with_verdict(lesson, "gap"))}


def largest_gaps(lesson: Lesson) -> Answer:
    """Return the three largest weighted gaps, largest first."""
    return {"order": list(gaps_of(colleague(lesson)).index[:LARGEST_GAPS])}


def lowest_shown(lesson: Lesson) -> Answer:
    """Return the three lowest, whatever they weigh."""
    return {"order": _lowest(shown_of(colleague(lesson)))}


def lowest_levels(lesson: Lesson) -> Answer:
    """Return the three that she herself puts lowest."""
    return {"order": _lowest(colleague(lesson)["level"])}


def gap_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the largest weighted gap and the next."""
    largest = gaps_of(colleague(lesson))
    return {"largest": float(largest.iloc[0]), "next": float(largest.iloc[1])}


def appraised(lesson: Lesson) -> Answer:
    """Return the points of the appraisal, and the KPI that lost most of them."""
    rows = appraisal(lesson)
    lost = rows["weight"] * (1 - rows["attained"])
    return {"points": _points(rows["weight"], rows["attained"].clip(upper=CAP)),
            "first": str(lost.idxmax())}  # fmt: skip


def without_cap(lesson: Lesson) -> Answer:
    """Return the points if 50 per cent too much made up for everything."""
    rows = appraisal(lesson)
    return {"points": _points(rows["weight"], rows["attained"])}


def with_even_weights(lesson: Lesson) -> Answer:
    """Return the plain mean."""
    attained = appraisal(lesson)["attained"].clip(upper=CAP)
    return {"points": 100 * float(attained.mean())}


def heaviest(lesson: Lesson) -> Answer:
    """Return the KPI with the largest weight."""
    return {"first": str(appraisal(lesson)["weight"].idxmax())}


def _points(weights: pd.Series, attained: pd.Series) -> float:
    return 100 * float((weights * attained).sum())


def _lowest(figures: pd.Series) -> list[str]:
    return list(map(str, figures.sort_values(kind="stable").index[:LARGEST_GAPS]))


def _with_verdict(lesson: Lesson, wanted: Verdict) -> tuple[str, ...]:
    rows = colleague(lesson)
    found = shown_of(rows)
    levels = rows["level"].to_dict()
    return tuple(
        str(skill) for skill, value in found.items() if verdict(value, levels[skill]) == wanted
    )
