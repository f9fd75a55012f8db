"""How good an account is for us: what chapter 2 starts from. Not in here: answers, pictures."""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.cases import read_ruleset
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.metrics.open_items import open_amounts
from ka_helpers.metrics.portfolio import ranking_sales
from ka_helpers.metrics.scoring import QUADRANTS, evaluate
from ka_helpers.periods import Calendar, shift_quarter, year_before
from ka_helpers.reviews.portfolio_inputs import account_inputs, as_frame, sales_by_quarter
from ka_helpers.rulesets import Ruleset

CRITERIA = (
    "annual_sales",
    "growth",
    "payment_days",
    "display_share",
    "activity_share",
    "sku_listed",
    "relationship",
)
"""The course's criteria: three of attractiveness, four of support."""
MODES = ("textbook", "relative", "fair_share")
"""The rulesets that come with the kit, one for each way of scoring."""


def rules_of(lesson: Lesson) -> Ruleset:
    """Return the case's own ruleset if it grades the course's criteria by bands, else the course's.

    The chapter is about those criteria and about bands; a trainer's other ruleset has neither.
    """
    own = lesson.case.ruleset
    suits = own.mode == "absolute" and set(own.by_name) == set(CRITERIA)
    return own if suits else read_ruleset("textbook")


def account_measures(lesson: Lesson) -> pd.DataFrame:
    """Return what each account is scored by, the largest first; NaN is not measured.

    Money in currency units, shares and growth as fractions, payment in days, relationship 1-5;
    growth is against the year before, or the quarter before where there is no such year.
    """
    case, quarter = lesson.case, lesson.quarter
    candidates = (year_before(quarter), shift_quarter(quarter, -1))
    before = next((each for each in candidates if each in case.quarters), None)
    measured = as_frame(account_inputs(case, quarter, before, sales_by_quarter(case)))
    order = ranking_sales(measured)[0].sort_values(ascending=False, kind="stable").index
    names = case.accounts.set_index("account_id")["account_name"]
    named = measured.loc[order, [*CRITERIA, "market_share", "trade_cost_ratio"]]
    named.insert(0, "account_name", names.reindex(named.index))
    return named


def account_scores(lesson: Lesson) -> pd.DataFrame:
    """Return every account's grades, points, axes and class by the chapter's rules."""
    return evaluate(lesson.once(account_measures), rules_of(lesson))


def placed_accounts(lesson: Lesson) -> pd.DataFrame:
    """Return name, points of both axes, coverage and class of each account that has a class."""
    scores = lesson.once(account_scores)
    columns = ["attractiveness", "support", "support_coverage", "quadrant", "borderline"]
    placed = scores.loc[scores["quadrant"].notna(), columns]
    placed.insert(0, "account_name", lesson.once(account_measures)["account_name"])
    return placed


def score_card(
    lesson: Lesson, account_id: str, axis: str, struck: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return one account's criteria on one axis: value, grade, part of the weight, weight.

    Parameters
    ----------
    struck : criteria to be read as not measured

    Returns
    -------
    frame with an index `criterion`; value, grade and part are NaN where not measured
    """
    rules = rules_of(lesson)
    measures = lesson.once(account_measures).loc[[account_id]]
    measures = measures.assign(**{name: float("nan") for name in struck})
    scores = evaluate(measures, rules).iloc[0]
    criteria = rules.on_axis("support" if axis == "support" else "attractiveness")
    names = [criterion.name for criterion in criteria]
    grades = [scores[f"{name}_grade"] for name in names]
    return pd.DataFrame(
        {
            "value": [measures[name].iloc[0] if name in measures else None for name in names],
            "grade": grades,
            "part": [rules.grade_factors.get(grade) for grade in grades],
            "weight": [criterion.weight for criterion in criteria],
        },
        index=pd.Index(names, name="criterion"),
        dtype=float,
    )


def classes_by_mode(lesson: Lesson) -> pd.DataFrame:
    """Return how many accounts each ruleset puts in each class; the chapter's own rules first.

    Returns
    -------
    frame with an index `ruleset`, `mode` and a column a class
    """
    own = rules_of(lesson)
    known = (own, *(read_ruleset(name) for name in MODES if name != own.name))
    rows = [
        {"ruleset": rules.name, "mode": rules.mode, **_counts(lesson, rules)} for rules in known
    ]
    return pd.DataFrame(rows).set_index("ruleset")


def display_grades(lesson: Lesson) -> pd.DataFrame:
    """Return display share, our share of sales, and the displays' grade by bands and by fair share.

    Only accounts of which both shares are known.
    """
    measures = lesson.once(account_measures)
    known = measures[measures[["display_share", "market_share"]].notna().all(axis="columns")]
    fair = evaluate(known, read_ruleset("fair_share"))["display_share_grade"]
    fixed = lesson.once(account_scores)["display_share_grade"].reindex(known.index)
    shown = known[["account_name", "display_share", "market_share"]]
    return shown.assign(fixed=fixed, fair=fair)


def _counts(lesson: Lesson, rules: Ruleset) -> dict[str, int]:
    classes = evaluate(lesson.once(account_measures), rules)["quadrant"]
    return {name: int((classes == name).sum()) for name in QUADRANTS}


@dataclass(frozen=True)
class Owed:
    """What an account owes at the end of a quarter, what it was invoiced in it, its days."""

    balance: float
    invoiced: float
    days: int


def owed_by(lesson: Lesson, account_id: str) -> Owed | None:
    """Return what an account owes us; None if nothing was invoiced, or no payment is told."""
    if "receivable" not in lesson.case.tables:
        return None
    file = lesson.case.file
    calendar = Calendar(file.calendar.fiscal_year_start_month)
    invoices = lesson.case.slice(account_id)["receivable"]
    told = {"paid_date", "paid_amount"} & set(invoices.columns)
    invoiced = float(invoices.loc[invoices["quarter"] == lesson.quarter, "amount"].sum())
    if not told or not invoiced > 0:
        return None
    balance = float(open_amounts(invoices, calendar.bounds(lesson.quarter)[1]).sum())
    return Owed(balance, invoiced, calendar.days_in(lesson.quarter))
