"""Will they stay: what chapter 9 knows of an account, its people and its rank.

Not in here: signs of leaving, opportunities, pictures, answers.
"""

from dataclasses import replace

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.variants import varied
from ka_helpers.metrics.account_evidence import Evidence, evidence_of
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.relationship_paths import (
    RelationshipAssessment,
    relationship_from,
)
from ka_helpers.metrics.rows import AccountView
from ka_helpers.metrics.supplier_rank import BEST, SupplierRank, class_of, rank_from, rank_points
from ka_helpers.periods import Calendar, shift_quarter, year_before
from ka_helpers.reviews.portfolio_inputs import company_growth, sales_by_quarter

NEEDS = ("sales", "market", "product", "cost", "order_line", "contact", "signal", "opportunity")
MOST_ACCOUNTS = 10
"""On the map: the largest, so that each can be told from the others."""
FEWEST_PEOPLE = 3
US = "us"
OTHER_WEIGHTS = ((42, 33, 13, 12), (45, 28, 15, 12), (37, 31, 18, 14), (43, 32, 11, 14))
"""What the four grounds weigh in variants; sales and profit count for most in all of them."""


def suits_relationship(lesson: Lesson) -> None:
    """Raise NotGradableError where the account's people or its rank are not known."""
    people = lesson.account.get("contact")
    told = people is not None and {"support", "influence"} <= set(people.columns)
    if people is None or not told or len(people.dropna(subset=["support"])) < FEWEST_PEOPLE:
        raise NotGradableError("chapter_09.few_people", account=lesson.account.account_name)
    found = evidence_of(AccountView(lesson.account), lesson.quarter, context_of(lesson))
    rank = rank_from(found)
    if rank is None or rank.standing is None or rank.coverage < 1:
        raise NotGradableError("chapter_09.no_rank", account=lesson.account.account_name)


def context_of(lesson: Lesson) -> Context:
    """Return what the accounts of the case are judged against."""
    file = lesson.case.file
    return Context(
        as_of=str(file.as_of),
        calendar=Calendar(file.calendar.fiscal_year_start_month),
        currency=file.currency,
        company_growth=lesson.once(_company_growth),
        **file.settings.model_dump(),
    )


def evidence_at(lesson: Lesson, account_id: str) -> Evidence:
    """Return what the case shows of an account, worked out once for a lesson."""
    key = (evidence_at, account_id)
    if key not in lesson.kept:
        tables = AccountView(lesson.case.slice(account_id))
        lesson.kept[key] = evidence_of(tables, lesson.quarter, context_of(lesson))
    found: Evidence = lesson.kept[key]
    return found


def rank_at(lesson: Lesson) -> SupplierRank:
    """Return how the lesson's account would rank us; a variant weighs the grounds otherwise."""
    rank = rank_from(evidence_at(lesson, lesson.account_id))
    assert rank is not None, "a lesson that suits the chapter has a rank"
    weights = varied(lesson, None, OTHER_WEIGHTS)
    if weights is None:
        return rank
    grounds = tuple(
        replace(each, weight=weight, points=each.grade and weight * each.grade / BEST)
        for each, weight in zip(rank.grounds, weights, strict=True)
    )
    points = rank_points(
        {each.name: each.grade for each in grounds}, {each.name: each.weight for each in grounds}
    )
    assert points is not None, "at least one ground has a grade"
    return replace(rank, grounds=grounds, points=points, supplier_class=class_of(points))


def relationship_at(lesson: Lesson, account_id: str) -> RelationshipAssessment:
    """Return where the relationship with an account stands."""
    evidence, tables = evidence_at(lesson, account_id), lesson.case.slice(account_id)
    return relationship_from(evidence, tables, context_of(lesson))


def both_sides(lesson: Lesson) -> tuple[float, float]:
    """Return trust (-2 to 2) and the points of our rank (20-100) at the lesson's account."""
    found = relationship_at(lesson, lesson.account_id)
    assert found.trust.value is not None and found.business is not None, "the lesson has both"
    return found.trust.value, found.business


def contacts(lesson: Lesson) -> pd.DataFrame:
    """Return the account's people of whom support and influence are known."""
    rows = lesson.account["contact"].dropna(subset=["support", "influence"])
    wanted = ["name", "role", "buying_role", "support", "influence", "last_touch"]
    return rows[[name for name in wanted if name in rows]].set_index("name")


def suppliers(lesson: Lesson) -> pd.Series:
    """Return what each supplier sold at the account in the quarter: "us", others by name."""
    standing = lesson.once(rank_at).standing
    assert standing is not None, "a lesson that suits the chapter has a standing"
    sold = {US: standing.own_sales, **{rival.name: rival.sales for rival in standing.rivals}}
    return pd.Series(sold, name="sales").rename_axis("supplier")


def figures_behind(lesson: Lesson) -> pd.DataFrame:
    """Return the figures behind the four grounds of the ranking, each with its grade."""
    rows = [
        {"ground": ground.name, "figure": each.name, "value": each.measured.value,
         "unit": each.measured.unit, "grade": each.grade}
        for ground in lesson.once(rank_at).grounds
        for each in ground.figures
    ]  # fmt: skip
    return pd.DataFrame(rows)


def grounds(lesson: Lesson) -> pd.DataFrame:
    """Return weight and grade of the four grounds of the ranking, by name."""
    found = lesson.once(rank_at).grounds
    return pd.DataFrame(
        {"weight": [each.weight for each in found], "grade": [each.grade for each in found]},
        index=pd.Index([each.name for each in found], name="ground"),
    )


def supports(lesson: Lesson) -> pd.DataFrame:
    """Return what the account gives us of each support, what would be fair, and the index."""
    found = lesson.once(rank_at).supports
    return pd.DataFrame(
        {"given": [each.given for each in found], "fair": [each.fair for each in found],
         "unit": [each.unit for each in found], "index": [each.index for each in found]},
        index=pd.Index([each.name for each in found], name="support_kind"),
    )  # fmt: skip


def expectations(lesson: Lesson) -> pd.DataFrame:
    """Return the five expectations: the figure of each, its limit, and whether it is met."""
    rows = [
        {"expectation": each.name, "figure": each.figure, "value": each.measured.value,
         "limit": each.limit, "unit": each.measured.unit, "is_met": each.is_met}
        for each in relationship_at(lesson, lesson.account_id).expectations
    ]  # fmt: skip
    return pd.DataFrame(rows)


def relationships(lesson: Lesson) -> pd.DataFrame:
    """Return trust, points of the rank, and states of the largest accounts where both are known."""
    rows = []
    for account_id in lesson.once(mapped_accounts):
        found = relationship_at(lesson, account_id)
        if found.seen is not None:
            rows.append(
                {"account_id": account_id, "account_name": lesson.name_of(account_id),
                 "trust": found.trust.value, "points": found.business,
                 "seen": found.seen, "recorded": found.recorded}
            )  # fmt: skip
    return pd.DataFrame(rows).set_index("account_id")


def mapped_accounts(lesson: Lesson) -> tuple[str, ...]:
    """Return the lesson's account and the largest others that have a market of their own."""
    own_market = set(lesson.table("market")["account_id"])
    largest = [name for name in by_sales(lesson).index if name in own_market]
    others = [name for name in largest if name != lesson.account_id]
    return (lesson.account_id, *others[: MOST_ACCOUNTS - 1])


def by_sales(lesson: Lesson) -> pd.Series:
    """Return each account's sales of the last four quarters (of those there are), largest first."""
    sales = lesson.once(_quarterly)
    year = [shift_quarter(lesson.quarter, -back) for back in range(4)]
    known = [quarter for quarter in year if quarter in sales]
    return sales[known].sum(axis=1).sort_values(ascending=False, kind="stable").rename("sales")


def _quarterly(lesson: Lesson) -> pd.DataFrame:
    return sales_by_quarter(lesson.case)


def _company_growth(lesson: Lesson) -> float | None:
    sales = lesson.once(_quarterly)
    candidates = (year_before(lesson.quarter), shift_quarter(lesson.quarter, -1))
    before = next((quarter for quarter in candidates if quarter in sales), None)
    return company_growth(sales, lesson.quarter, before)
