"""Chapter 7's answers about an account's people: what is known of them, how they stand."""

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials import chapter_07 as account
from ka_helpers.metrics.account_record import ENOUGH
from ka_helpers.metrics.contacts import USUAL_RHYTHM_DAYS


def known(lesson: Lesson) -> Answer:
    """Return how many items have to be asked, and of how many levels two thirds are known."""
    levels = lesson.once(account.knowledge)
    asked = int(levels["items"].sum() - levels["known"].sum())
    enough = (levels["known"] / levels["items"] >= ENOUGH).sum()
    return {"to_ask": asked, "enough": int(enough)}


def known_for_asked(lesson: Lesson) -> Answer:
    """Return what is known instead of what is not."""
    return {"to_ask": int(lesson.once(account.knowledge)["known"].sum())}


def all_items(lesson: Lesson) -> Answer:
    """Return all items there are."""
    return {"to_ask": int(lesson.once(account.knowledge)["items"].sum())}


def whole_levels_only(lesson: Lesson) -> Answer:
    """Return of how many levels everything is known."""
    levels = lesson.once(account.knowledge)
    return {"enough": int((levels["known"] == levels["items"]).sum())}


def met_and_for_us(lesson: Lesson) -> Answer:
    """Return the share of influence met in time, and the mean support weighted by influence."""
    found = lesson.once(account.centre)
    return {"coverage": found.coverage, "support": found.support}


def heads_counted(lesson: Lesson) -> Answer:
    """Return the share of people met in time."""
    people = lesson.once(account.centre).people
    return {"coverage": sum(each.in_rhythm for each in people) / len(people)}


def one_rhythm(lesson: Lesson) -> Answer:
    """Return the share of influence met within the days allowed to the least important."""
    rows = lesson.once(account.people)
    met = rows["days_since"] <= USUAL_RHYTHM_DAYS
    return {"coverage": float(rows["influence"][met].sum() / rows["influence"].sum())}


def unweighted(lesson: Lesson) -> Answer:
    """Return the plain mean of support."""
    return {"support": float(lesson.once(account.people)["support"].mean())}


def over_people(lesson: Lesson) -> Answer:
    """Return support times influence, divided by the number of people."""
    rows = lesson.once(account.people)
    return {"support": float((rows["support"] * rows["influence"]).mean())}


def guide(lesson: Lesson) -> Answer:
    """Return who can lead us to the most influential person."""
    worth = _worth_as_guide(lesson)
    if worth.iloc[0] <= 0:
        raise NotGradableError("chapter_07.nobody_for_us", account=lesson.account_id)
    if len(worth) > 1 and worth.iloc[0] == worth.iloc[1]:
        raise NotGradableError("chapter_07.guides_alike", account=lesson.account_id)
    return {"guide": str(worth.index[0])}


def the_top(lesson: Lesson) -> Answer:
    """Return the most influential person."""
    return {"guide": lesson.once(account.contact_ids)[0]}


def another(lesson: Lesson) -> Answer:
    """Return the most influential of the others who is not the best guide."""
    best = guide(lesson)["guide"]
    return {"guide": next(each for each in lesson.once(account.contact_ids)[1:] if each != best)}


def _worth_as_guide(lesson: Lesson) -> pd.Series:
    """Return support times influence of all but the most influential person, best first."""
    rows = lesson.once(account.people).iloc[1:]
    return (rows["support"] * rows["influence"]).sort_values(ascending=False)
