"""How often to visit each class of stores: all that can be chosen, and what each takes and reaches.

Not in here: answers.
"""

from itertools import product

import pandas as pd

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_11 import classes, stores
from ka_helpers.planning.visits import (
    MINUTES_A_DAY,
    WEEKS,
    VisitPlan,
    minutes_of,
    plan_visits,
    visits_of,
)

NAMES = ("A", "B", "C")
Choice = dict[str, int]


def minutes_today(lesson: Lesson) -> float:
    """Return the minutes a month that the visits planned today take, the way included."""
    rows = lesson.once(stores)
    return float(minutes_of(rows, rows["visits_a_month"]).sum())


def minutes_taken(lesson: Lesson, chosen: Choice) -> float:
    """Return the minutes a month that a choice takes."""
    return float(minutes_of(lesson.once(stores), visits_of(lesson.once(classes), chosen)).sum())


def visits_a_yuan(lesson: Lesson, visits: pd.Series) -> float:
    """Return the visits a month that a store gets on average, each store weighed by its sales."""
    sales = lesson.once(stores)["annual_sales"]
    return float((sales * visits).sum() / sales.sum())


def reached(lesson: Lesson, chosen: Choice) -> float:
    """Return the visits weighed by sales that a choice brings."""
    return visits_a_yuan(lesson, visits_of(lesson.once(classes), chosen))


def reached_today(lesson: Lesson) -> float:
    """Return the visits weighed by sales that are planned today."""
    return visits_a_yuan(lesson, lesson.once(stores)["visits_a_month"])


def choices(lesson: Lesson) -> pd.DataFrame:
    """Return every choice that leaves no class out and visits no smaller one more than a larger.

    `A`, `B`, `C` visits in four weeks, `minutes` a month, `reached`; numbered from 1.
    """
    rows = [
        {**chosen, "minutes": minutes_taken(lesson, chosen), "reached": reached(lesson, chosen)}
        for a, b, c in product(range(1, WEEKS + 1), repeat=3)
        if a >= b >= c and (chosen := dict(zip(NAMES, (a, b, c), strict=True)))
    ]
    found = pd.DataFrame(rows).sort_values(["minutes", "A", "B", "C"], ignore_index=True)
    return found.set_axis(range(1, len(found) + 1)).rename_axis("choice")


def best_choice(lesson: Lesson) -> Choice:
    """Return the choice that fits today's minutes and reaches most; once each if none fits."""
    room = minutes_today(lesson)
    fitting = [row for row in lesson.once(choices).to_dict("records") if row["minutes"] <= room]
    once_each = {**dict.fromkeys(NAMES, 1), "reached": 0.0}
    best = max(fitting, key=lambda row: row["reached"], default=once_each)
    return {name: int(best[name]) for name in NAMES}


def routes(lesson: Lesson) -> VisitPlan:
    """Return a month of routes by the usual rule."""
    visits = visits_of(lesson.once(classes))
    return plan_visits(lesson.once(stores), visits, MINUTES_A_DAY)


def shared_week(lesson: Lesson) -> tuple[int, int]:
    """Return the person and week of the first day shared by districts, else the first of all."""
    planned = lesson.once(routes).routes
    first = next((route for route in planned if len(route.districts) > 1), planned[0])
    return first.person, first.week


def week_of_routes(lesson: Lesson, person: int, week: int) -> pd.DataFrame:
    """Return one person's days of one week: districts, stores, minutes; an index `day`."""
    rows = [
        (route.day, ", ".join(route.districts), len(route.stores), route.minutes)
        for route in lesson.once(routes).week_of(person, week)
    ]
    columns = ["day", "districts", "stores", "minutes"]
    return pd.DataFrame(rows, columns=columns).set_index("day")
