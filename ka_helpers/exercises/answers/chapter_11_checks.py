"""Chapter 11's answers about visits and checks: made, successful, scored, agreed and done."""

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_11 import checklist, improved, visit_months
from ka_helpers.metrics.execution_formulas import completion, execution_score

MANUAL = ("one_manual", "trained_on_site", "simple_steps", "bonus_only", "more_reports", "own_team")
WORKED = frozenset(MANUAL[:3])


def visit_rates(lesson: Lesson) -> Answer:
    """Return visits made of those planned, and productive ones of those made."""
    planned, made, productive = _visits(lesson)
    return {"made_share": completion(made, planned), "success": completion(productive, made)}


def success_of_planned(lesson: Lesson) -> Answer:
    """Return productive visits of those planned."""
    planned, _, productive = _visits(lesson)
    return {"success": productive / planned}


def visits_missed(lesson: Lesson) -> Answer:
    """Return the part of the visits that was not made."""
    return {"made_share": 1 - visit_rates(lesson)["made_share"]}


def rates_upside_down(lesson: Lesson) -> Answer:
    """Return both the other way round."""
    return {name: 1 / rate for name, rate in visit_rates(lesson).items()}


def checked(lesson: Lesson) -> Answer:
    """Return the score of the example, and the item that costs most points."""
    rows = lesson.once(checklist)
    lost = rows["points"] - rows["found"]
    return {
        "score": execution_score(rows["found"], rows["points"]),
        "first_item": str(lost.idxmax()),
    }


def mean_of_items(lesson: Lesson) -> Answer:
    """Return the mean of the items' own rates."""
    rows = lesson.once(checklist)
    return {"score": 100 * float((rows["found"] / rows["points"]).mean())}


def items_in_order(lesson: Lesson) -> Answer:
    """Return the part of the items that have every point."""
    rows = lesson.once(checklist)
    return {"score": 100 * float((rows["found"] == rows["points"]).mean())}


def largest_item(lesson: Lesson) -> Answer:
    """Return the item with most points instead of most points lost."""
    return {"first_item": str(lesson.once(checklist)["points"].idxmax())}


def agreed_and_done(lesson: Lesson) -> Answer:
    """Return the agreement items done now, and the change in points."""
    found = lesson.once(improved)
    now, before = found.done / found.due, found.done_before / found.due_before
    return {"done_share": now, "gain": now - before}


def relative_gain(lesson: Lesson) -> Answer:
    """Return the change as a part of what it was, not in points."""
    worked = agreed_and_done(lesson)
    return {"gain": worked["gain"] / (worked["done_share"] - worked["gain"])}


def gain_of_score(lesson: Lesson) -> Answer:
    """Return the change of the score of the checks."""
    found = lesson.once(improved)
    return {"gain": (found.score - found.score_before) / 100}


def before_instead(lesson: Lesson) -> Answer:
    """Return what was done in the quarter compared with."""
    found = lesson.once(improved)
    return {"done_share": found.done_before / found.due_before}


def turned_round(lesson: Lesson) -> Answer:
    """Return what turned execution round."""
    return {"worked": WORKED}


def bonus_too(lesson: Lesson) -> Answer:
    """Return that and a bonus."""
    return {"worked": WORKED | {"bonus_only"}}


def reports_too(lesson: Lesson) -> Answer:
    """Return that and more reports."""
    return {"worked": WORKED | {"more_reports"}}


def team_too(lesson: Lesson) -> Answer:
    """Return that and a team of one's own."""
    return {"worked": WORKED | {"own_team"}}


def manual_alone(lesson: Lesson) -> Answer:
    """Return the manual without the training."""
    return {"worked": WORKED - {"trained_on_site"}}


def _visits(lesson: Lesson) -> tuple[float, float, float]:
    whole = lesson.once(visit_months).sum()
    planned, made, productive = (
        float(whole[name]) for name in ("visits_planned", "visits_made", "visits_productive")
    )
    return planned, made, productive
