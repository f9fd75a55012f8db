"""From the order to the cash: the forecasts, orders, stock and invoices of chapter 10.

The lesson's own account is worked on where it can be; what is held back is read at the account
of the case that held back most. Not in here: forecasts and orders (`chapter_10_orders`), answers.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_03 import accounts_from_the_lessons_own
from ka_helpers.exercises.materials.chapter_10_orders import forecast_month, month_orders
from ka_helpers.metrics import receivables, supply
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.open_items import reconcile_differences
from ka_helpers.metrics.order_failures import DEPARTMENTS, UNEXPLAINED
from ka_helpers.metrics.rows import AccountView
from ka_helpers.periods import Calendar

FEWEST_REASONS = 2
WEEKS_IN_QUARTER = 13
NOBODY = DEPARTMENTS[UNEXPLAINED]


@dataclass(frozen=True)
class Fresh:
    """A product that was refused as too old: its life and the way it has to go, in days."""

    product_id: str
    product_name: str
    shelf_life_days: int
    least_life: float
    transit_days: int


@dataclass(frozen=True)
class Owed:
    """What the lesson's account owes at the end of the quarter, in currency units."""

    invoiced: float
    balance: float
    overdue: float
    quarter_days: int
    term_days: float
    credit_limit: float

    @property
    def a_day(self) -> float:
        """What it is invoiced a day."""
        return self.invoiced / self.quarter_days

    @property
    def a_week(self) -> float:
        """What it is invoiced a week."""
        return self.invoiced / WEEKS_IN_QUARTER


def context_of(lesson: Lesson) -> Context:
    """Return what the metrics judge an account of the lesson's case against."""
    file = lesson.case.file
    return Context(
        as_of=str(file.as_of),
        calendar=Calendar(file.calendar.fiscal_year_start_month),
        currency=file.currency,
        **file.settings.model_dump(),
    )


def supplied(lesson: Lesson) -> supply.SupplyAssessment:
    """Return how the account that held back most was supplied in the quarter."""
    tables = AccountView(lesson.case.slice(lesson.once(gap_account)))
    found = supply.assess(tables, lesson.quarter, context_of(lesson))
    if found is None:
        raise NotGradableError("chapter_10.no_orders", account=lesson.once(gap_account))
    return found


def gap_account(lesson: Lesson) -> str:
    """Return the account that held back most of the quarter's invoices.

    Raises
    ------
    NotGradableError : none held back anything for two reasons
    """
    rows = lesson.table("receivable")
    if not {"paid_amount", "deduction_type", "deduction_amount"} <= set(rows):
        raise NotGradableError("chapter_10.no_deductions", case=lesson.case.file.case_id)
    gaps = {}
    for account_id, invoices in rows[rows["quarter"] == lesson.quarter].groupby("account_id"):
        found = reconcile_differences(invoices)
        if len([each for each in found if each.kind != UNEXPLAINED]) >= FEWEST_REASONS:
            gaps[str(account_id)] = sum(each.amount for each in found)
    if not gaps:
        raise NotGradableError("chapter_10.no_deductions", case=lesson.case.file.case_id)
    return max(sorted(gaps), key=lambda each: gaps[each])


def invoices(lesson: Lesson) -> pd.DataFrame:
    """Return the quarter's invoices of the account that held back most, an index `invoice_id`."""
    rows = lesson.case.slice(lesson.once(gap_account))["receivable"]
    shown = ["invoice_id", "amount", "paid_amount", "deduction_type", "deduction_amount"]
    return rows.loc[rows["quarter"] == lesson.quarter, shown].set_index("invoice_id")


def causes(lesson: Lesson) -> pd.DataFrame:
    """Return why units did not arrive there: a row a reason, most units missing first.

    `department`, `missing_units`, `lines`, `penalty` in currency units; an index `reason`.
    """
    found = lesson.once(supplied)
    charged = {each.reason: each.amount for each in found.penalties}
    rows = [
        (each.reason, each.department, each.missing_units, each.n, charged.get(each.reason, 0.0))
        for each in found.failures
    ]
    columns = ["reason", "department", "missing_units", "lines", "penalty"]
    return pd.DataFrame(rows, columns=columns).set_index("reason")


def ordered_units(lesson: Lesson) -> float:
    """Return the units that the account which held back most ordered in the quarter."""
    return float(_lines(lesson)["qty_ordered"].sum())


def delivered_units(lesson: Lesson) -> float:
    """Return the units that it got, no line counted beyond its order."""
    lines = _lines(lesson)
    return float(np.fmin(lines["qty_delivered"], lines["qty_ordered"]).sum())


def first_department(lesson: Lesson) -> str:
    """Return our department that can bring back most units there.

    Raises
    ------
    NotGradableError : no unit is missing for a reason that a department answers for
    """
    told = lesson.once(causes)
    missing = told[told["department"] != NOBODY].groupby("department")["missing_units"].sum()
    if not len(missing) or missing.max() <= 0:
        raise NotGradableError("chapter_10.no_causes", account=lesson.once(gap_account))
    return str(missing.idxmax())


def fresh_product(lesson: Lesson) -> Fresh:
    """Return the product most often refused as too old, at the account that held back most first.

    Raises
    ------
    NotGradableError : no product has a shelf life and a limit that somebody asked of it
    """
    products = lesson.table("product").set_index("product_id")
    first = [lesson.once(gap_account), *accounts_from_the_lessons_own(lesson)]
    for account_id in dict.fromkeys(first):
        lines = lesson.case.slice(account_id).get("order_line")
        found = None if lines is None else _refused_as_old(lines, products)
        if found is not None:
            return found
    raise NotGradableError("chapter_10.no_shelf_life", case=lesson.case.file.case_id)


def receivable(lesson: Lesson) -> receivables.ReceivablesAssessment | None:
    """Return the receivables of the lesson's account, None where they are not known."""
    return receivables.assess(AccountView(lesson.account), lesson.quarter, context_of(lesson))


def owed(lesson: Lesson) -> Owed:
    """Return what the lesson's account owes.

    Raises
    ------
    NotGradableError : its invoices, its term or its credit limit are not known
    """
    found = lesson.once(receivable)
    wanted = () if found is None else (
        found.invoiced.value, found.open_amount.value, found.term_days, found.credit_limit,
    )  # fmt: skip
    if found is None or not all(wanted):
        raise NotGradableError("chapter_10.no_terms", account=lesson.account_id)
    return Owed(
        invoiced=found.invoiced.value or 0.0,
        balance=found.open_amount.value or 0.0,
        overdue=found.overdue_amount.value or 0.0,
        quarter_days=context_of(lesson).calendar.days_in(lesson.quarter),
        term_days=found.term_days or 0.0,
        credit_limit=found.credit_limit or 0.0,
    )


def can_be_read(lesson: Lesson) -> None:
    """Raise NotGradableError where the case cannot carry the chapter."""
    for needed in (gap_account, supplied, first_department, owed, forecast_month, month_orders):
        lesson.once(needed)
    charged = any(each.amount > 0 for each in lesson.once(supplied).penalties)
    if len(lesson.once(causes)) < FEWEST_REASONS or not charged:
        raise NotGradableError("chapter_10.no_causes", account=lesson.once(gap_account))
    lesson.once(fresh_product)


def _lines(lesson: Lesson) -> pd.DataFrame:
    lines = lesson.case.slice(lesson.once(gap_account))["order_line"]
    return lines[lines["quarter"] == lesson.quarter]


def _refused_as_old(lines: pd.DataFrame, products: pd.DataFrame) -> Fresh | None:
    needed = {"product_id", "min_life_pct", "reject_reason", "delivered_at", "requested_at"}
    if not needed <= set(lines) or "shelf_life_days" not in products:
        return None
    old = lines[(lines["reject_reason"] == "shelf_life") & lines["min_life_pct"].gt(0)]
    ways = (lines["delivered_at"] - lines["requested_at"]).dt.days.dropna()
    for product_id in old["product_id"].value_counts().index:
        life = products["shelf_life_days"].get(product_id)
        if pd.isna(life) or not len(ways) or ways.max() < 1:
            continue
        least = float(old.loc[old["product_id"] == product_id, "min_life_pct"].max())
        name = str(products["product_name"].get(product_id, product_id))
        return Fresh(str(product_id), name, int(life), least, int(ways.max()))
    return None
