"""Execution in the store: the stores, visits and checks that chapter 11 starts from.

Not in here: frequencies to choose from (`chapter_11_choices`), answers, pictures and sentences.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_03 import accounts_from_the_lessons_own
from ka_helpers.exercises.variants import varied
from ka_helpers.metrics.assessment import comparison_quarter
from ka_helpers.metrics.rows import Rows
from ka_helpers.planning.visits import FREQUENCIES, store_classes, visits_of

FEWEST_STORES, SHOWN = 9, 8
FIVE, MOST_STORES_TRIED = 5, 10
LEAST_APART = 0.02
"""Two stores have something else at stake if it differs by this part of the largest."""
FEWEST_POINTS = 0.01
"""An account has improved only if its agreement items done went up by more than this."""
_NEEDED = (
    "store_class", "district", "annual_sales", "visit_minutes", "travel_minutes",
    "visits_a_month", "last_visit", "exec_score",
)  # fmt: skip
_RANKED = ("store_name", "annual_sales", "exec_score", "last_visit")
_VISITS = ("visits_planned", "visits_made", "visits_productive")
_CHECKS = ("agreement_items_due", "agreement_items_done", "exec_score")
CHECKLIST = (
    ("assortment", 25, 20), ("shelf", 20, 20), ("display", 20, 0), ("price", 15, 15),
    ("promotion", 10, 10), ("stock", 10, 5),
)  # fmt: skip
"""A store check as an example: item, points there are, points found."""
OTHER_ASSORTMENTS = (15, 18, 12, 16, 11, 13, 17, 14)
"""Points found for the assortment in variants; the display loses most in all of them."""


@dataclass(frozen=True)
class Improved:
    """Agreement items and score of the account that improved most, now and in `before`."""

    account_id: str
    before: str
    due: float
    done: float
    due_before: float
    done_before: float
    score: float
    score_before: float


def stores(lesson: Lesson) -> pd.DataFrame:
    """Return the account's stores, those that sell most of ours first; an index `store_id`.

    Raises
    ------
    NotGradableError : the case says too little of them, or there are too few
    """
    rows = lesson.table("store")
    lacking = [name for name in _NEEDED if name not in rows]
    if lacking:
        raise NotGradableError("chapter_11.no_columns", columns=", ".join(lacking))
    own = rows[rows["account_id"] == lesson.account_id].dropna(subset=list(_NEEDED))
    own = own[(own["annual_sales"] > 0) & (own["visits_a_month"] > 0)]
    if len(own) < FEWEST_STORES:
        values = {"account": lesson.account_id, "n": len(own), "fewest": FEWEST_STORES}
        raise NotGradableError("chapter_11.too_few_stores", **values)
    ordered = own.sort_values(["annual_sales", "store_id"], ascending=[False, True])
    return ordered.set_index("store_id")[["store_name", *_NEEDED]]


def largest_stores(lesson: Lesson) -> pd.DataFrame:
    """Return the largest stores: what they sell, their class in the table, visits a month."""
    shown = ["store_name", "annual_sales", "store_class", "visits_a_month"]
    return lesson.once(stores)[shown].head(SHOWN)


def classes(lesson: Lesson) -> pd.Series:
    """Return each store's class by its sales today; an index `store_id`.

    Raises
    ------
    NotGradableError : not every class has stores
    """
    found = store_classes(lesson.once(stores)["annual_sales"])
    if set(found) != set(FREQUENCIES):
        raise NotGradableError("chapter_11.too_few_classes", account=lesson.account_id)
    return found


def by_class(lesson: Lesson) -> pd.DataFrame:
    """Return for each class its stores, sales, visits each by the usual rule, minutes a visit.

    An index `store_class`; `minutes_a_visit` is the mean of visit and way, `visits_now` the mean
    of what is planned today.
    """
    rows, named = lesson.once(stores), lesson.once(classes)
    minutes = rows["visit_minutes"] + rows["travel_minutes"]
    found = pd.DataFrame(
        {
            "stores": named.value_counts(),
            "sales": rows["annual_sales"].groupby(named).sum(),
            "visits_now": rows["visits_a_month"].groupby(named).mean(),
            "visits_each": pd.Series(FREQUENCIES),
            "minutes_a_visit": minutes.groupby(named).mean(),
        }
    )
    return found.rename_axis("store_class")


def visits_by_rule(lesson: Lesson) -> pd.Series:
    """Return each store's visits in four weeks by the usual rule."""
    return visits_of(lesson.once(classes))


def visit_months(lesson: Lesson) -> pd.DataFrame:
    """Return visits planned, made and productive in each month of the quarter.

    Raises
    ------
    NotGradableError : they are not known of the account
    """
    rows = lesson.account.get("execution")
    if rows is None or not set(_VISITS) <= set(rows):
        raise NotGradableError("chapter_11.no_visits", account=lesson.account_id)
    known = rows[rows["quarter"] == lesson.quarter].dropna(subset=list(_VISITS))
    found = known.groupby("month")[list(_VISITS)].sum()
    whole = found.sum()
    if not (whole["visits_planned"] > whole["visits_made"] > whole["visits_productive"] > 0):
        raise NotGradableError("chapter_11.no_visits", account=lesson.account_id)
    return found


def checklist(lesson: Lesson) -> pd.DataFrame:
    """Return the example of a store check: points there are and points found, by item."""
    rows = pd.DataFrame(CHECKLIST, columns=["item", "points", "found"]).set_index("item")
    rows.loc["assortment", "found"] = varied(lesson, CHECKLIST[0][2], OTHER_ASSORTMENTS)
    return rows


def improved(lesson: Lesson) -> Improved:
    """Return the account of the case whose agreement items done went up most.

    Raises
    ------
    NotGradableError : none went up
    """
    best: Improved | None = None
    for found in _improvements(lesson):
        if best is None or _points(found) > _points(best):
            best = found
    if best is None or _points(best) < FEWEST_POINTS:
        raise NotGradableError("chapter_11.no_improvement", case=lesson.case.file.case_id)
    return best


def agreement(lesson: Lesson) -> pd.DataFrame:
    """Return that account's items due and done, and its score, in the two quarters."""
    found = lesson.once(improved)
    rows = {
        found.before: (found.due_before, found.done_before, found.score_before),
        lesson.quarter: (found.due, found.done, found.score),
    }
    columns = ["due", "done", "score"]
    return pd.DataFrame.from_dict(rows, "index", columns=columns).rename_axis("quarter")


def five_stores(lesson: Lesson) -> pd.DataFrame:
    """Return five stores of a district for which each way of ranking gives another order.

    `annual_sales`, `exec_score`, `last_visit`; an index `store_id`.

    Raises
    ------
    NotGradableError : there are none
    """
    rows = lesson.once(stores)
    for district in sorted(rows["district"].unique()):
        here = rows[rows["district"] == district].head(MOST_STORES_TRIED)
        for chosen in combinations(here.index, FIVE):
            five: pd.DataFrame = here.loc[sorted(chosen), list(_RANKED)]
            if _ranked_differently(five):
                return five
    raise NotGradableError("chapter_11.no_five", account=lesson.account_id)


def at_stake(five: pd.DataFrame) -> pd.Series:
    """Return yearly sales times the part of the score that is missing: a rule of thumb."""
    return five["annual_sales"] * (100 - five["exec_score"]) / 100


def can_be_read(lesson: Lesson) -> None:
    """Raise NotGradableError where the case cannot carry the chapter."""
    for needed in (classes, visit_months, improved, five_stores):
        lesson.once(needed)


def _points(found: Improved) -> float:
    return found.done / found.due - found.done_before / found.due_before


def _improvements(lesson: Lesson) -> Iterator[Improved]:
    for account_id in accounts_from_the_lessons_own(lesson):
        tables = lesson.case.slice(account_id)
        rows = tables.get("execution")
        if rows is None or not set(_CHECKS) <= set(rows):
            continue
        before = comparison_quarter(Rows.of(rows), lesson.quarter)
        now, past = (rows[rows["quarter"] == of] for of in (lesson.quarter, before))
        due, due_before = now["agreement_items_due"].sum(), past["agreement_items_due"].sum()
        if before is not None and due > 0 and due_before > 0:
            yield Improved(
                account_id, before, float(due), float(now["agreement_items_done"].sum()),
                float(due_before), float(past["agreement_items_done"].sum()),
                float(now["exec_score"].mean()), float(past["exec_score"].mean()),
            )  # fmt: skip


def _ranked_differently(five: pd.DataFrame) -> bool:
    """Tell whether sales, score, last visit and what is at stake rank five stores differently."""
    if five["exec_score"].duplicated().any() or five["last_visit"].duplicated().any():
        return False
    stake = at_stake(five).sort_values(ascending=False)
    if (stake.diff().dropna().abs() <= LEAST_APART * stake.iloc[0]).any():
        return False
    orders = [
        tuple(stake.index),
        tuple(stake.index[::-1]),
        tuple(five["annual_sales"].sort_values(ascending=False).index),
        tuple(five["exec_score"].sort_values().index),
        tuple(five["last_visit"].sort_values().index),
    ]
    return len(set(orders)) == len(orders)
