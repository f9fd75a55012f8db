"""Are we winning: the five KPIs that chapter 3 starts from. Not in here: answers."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.metrics import execution, profit, sales, share, supply
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.rows import AccountView
from ka_helpers.periods import Calendar
from ka_helpers.reviews.building import ACCOUNT_SCOPE
from ka_helpers.reviews.scorecard import attainment, keep_score
from ka_helpers.terms import KPIS

NEEDS = ("sales", "market", "execution", "cost", "order_line")
KPI_NAMES = tuple(kpi.key for kpi in KPIS)
MODULE_OF = {kpi.key: kpi.module for kpi in KPIS}
"""The module to look at first when a KPI is missed (source 001)."""


@dataclass(frozen=True)
class Figures:
    """What was worked out of one account and quarter; None where its tables do not tell."""

    sales: sales.SalesAssessment | None
    share: share.ShareAssessment | None
    execution: execution.ExecutionAssessment | None
    profit: profit.ProfitAssessment | None
    supply: supply.SupplyAssessment | None


def figures_of(lesson: Lesson, account_id: str) -> Figures:
    """Return the figures behind an account's five KPIs, worked out once for a lesson."""
    key = (figures_of, account_id)
    if key not in lesson.kept:
        lesson.kept[key] = _assessed(lesson, account_id)
    found: Figures = lesson.kept[key]
    return found


def scorecard(lesson: Lesson, account_id: str) -> pd.DataFrame:
    """Return the five KPIs of an account, in the order of `terms.KPIS`.

    Returns
    -------
    frame with an index `kpi`; `actual` and `aim` in the KPI's unit, `unit`, `judged_by`: the aim is
    the quarter's "target", or where none is set what was reached "before"; `module`, the one to
    look at first; `attained` (fraction of the aim). NaN where not measured.
    """
    tables = lesson.case.slice(account_id)
    rows = keep_score(vars(figures_of(lesson, account_id)), tables.get("objective"), lesson.quarter)
    found = pd.DataFrame(
        {
            "actual": [row.actual.value for row in rows],
            "aim": [row.target if row.judged_by == "target" else row.before.value for row in rows],
            "unit": [row.actual.unit for row in rows],
            "judged_by": [row.judged_by for row in rows],
            "module": [MODULE_OF[row.kpi] for row in rows],
        },
        index=pd.Index([row.kpi for row in rows], name="kpi"),
    ).astype({"actual": float, "aim": float})
    attained = [attainment(*pair) for pair in zip(found["actual"], found["aim"], strict=True)]
    return found.assign(attained=attained)


def accounts_from_the_lessons_own(lesson: Lesson) -> Iterator[str]:
    """Yield the lesson's account, then all others."""
    yield lesson.account_id
    yield from (each for each in lesson.case.account_ids if each != lesson.account_id)


def account_name(lesson: Lesson, account_id: str) -> str:
    """Return what an account is called."""
    names = lesson.case.accounts.set_index("account_id")["account_name"]
    return str(names[account_id])


def _assessed(lesson: Lesson, account_id: str) -> Figures:
    account = lesson.case.slice(account_id)
    file, quarter, tables = account.file, lesson.quarter, AccountView(account)
    context = Context(
        as_of=str(file.as_of),
        calendar=Calendar(file.calendar.fiscal_year_start_month),
        currency=file.currency,
        **file.settings.model_dump(),
    )
    shared = share.assess(tables, quarter, context) if "market" in account else None
    at_account = shared is not None and shared.scope == ACCOUNT_SCOPE
    has = {name: name in account for name in NEEDS}
    return Figures(
        sales=sales.assess(tables, quarter, context),
        share=shared if at_account else None,
        execution=execution.assess(tables, quarter, context) if has["execution"] else None,
        profit=profit.assess(tables, quarter, context) if has["cost"] else None,
        supply=supply.assess(tables, quarter, context) if has["order_line"] else None,
    )
