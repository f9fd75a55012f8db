"""Do we earn anything: the books that chapter 12 starts from.

Figures that a trainee works with are rounded once, here, so that a sum made by hand is the sum
that the kit makes. Not in here: answers, and the accounts it asks about (`chapter_12_examples`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.metrics import phasing, profit
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.phasing import PhasingAssessment
from ka_helpers.metrics.price_waterfall import price_waterfall
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.metrics.rows import AccountView
from ka_helpers.periods import Calendar

NEEDS = ("sales", "cost")
MOST_ACCOUNTS = 30
"""Accounts that the chapter looks at, the largest: a table that can be read."""
TAKEN_OFF = ("on_invoice", "off_invoice", "promo", "service", "goods")
"""What comes off the list price, in order; the last is the cost of the goods."""


@dataclass(frozen=True)
class Way:
    """What an account's quarter takes off on the way from list price to profit, whole yuan."""

    account_id: str
    list_value: float
    on_invoice: float
    off_invoice: float
    promo: float
    service: float
    goods: float

    @property
    def left(self) -> dict[str, float]:
        """What is left at the totals of the waterfall: net_sales, pocket and account_profit."""
        layers = {name: getattr(self, name) for name in TAKEN_OFF[:-1]}
        steps = price_waterfall(self.list_value, layers, self.goods)
        return {step.key: step.amount for step in steps if step.kind == "total"}


def way_down(lesson: Lesson) -> Way:
    """Return the way of the lesson's account.

    Raises
    ------
    NotGradableError : its profit in the quarter is not known
    """
    found = profit_of(lesson, lesson.account_id)
    if found is None or found.account_profit.value is None or found.net_sales.value is None:
        raise NotGradableError("chapter_12.no_profit", account=lesson.account.account_name)
    taken = (found.on_invoice, found.off_invoice, found.promo, found.service, found.cogs)
    amounts = (found.list_value, *taken)
    return Way(lesson.account_id, *(round(each.value or 0.0) for each in amounts))


def has_profit(lesson: Lesson) -> None:
    """Raise NotGradableError where the chapter cannot be read on this account."""
    lesson.once(way_down)


def lines_of(lesson: Lesson) -> pd.DataFrame:
    """Return list value and what comes off it, whole yuan; index `line`."""
    way = lesson.once(way_down)
    names = ("list_value", *TAKEN_OFF)
    amounts = [getattr(way, name) for name in names]
    return pd.DataFrame({"amount": amounts}, index=pd.Index(names, name="line"))


def costs_of(lesson: Lesson) -> pd.DataFrame:
    """Return what was booked for the account: a row a kind of cost, in the order it comes off."""
    found = profit_of(lesson, lesson.account_id)
    booked = [line for line in (found.costs if found else ()) if line.actual]
    rows = [(line.cost_type, line.layer, round(line.actual)) for line in booked]
    return pd.DataFrame(rows, columns=["cost_type", "layer", "amount"]).set_index("cost_type")


def earners(lesson: Lesson) -> pd.DataFrame:
    """Return net sales, profit (money) and margin (fraction) by account, most profit first."""
    rows = []
    for account_id in accounts_of(lesson):
        found = profit_of(lesson, account_id)
        if found is not None and found.account_profit.value is not None:
            sold, left = found.net_sales.value, found.account_profit.value
            rows.append((account_id, lesson.name_of(account_id), sold, left, left / (sold or 1.0)))
    names = ["account_id", "account_name", "net_sales", "account_profit", "profit_margin"]
    known = pd.DataFrame(rows, columns=names).set_index("account_id")
    return known.sort_values("account_profit", ascending=False, kind="stable")


def signs(lesson: Lesson) -> pd.DataFrame:
    """Return the signs of rough selling by account, in the order of their ids; NaN not measured.

    `last_week` (share of a month's sell-in), `in_over_out`, `cover` (weeks), `outside` (share).
    """
    rows = {}
    for account_id in sorted(accounts_of(lesson)):
        found = phasing_of(lesson, account_id)
        if found is not None:
            rows[account_id] = (
                lesson.name_of(account_id), found.last_week_share.value,
                found.loading_ratio.value, found.weeks_of_cover.value,
                found.out_of_region_share.value,
            )  # fmt: skip
    names = ["account_name", "last_week", "in_over_out", "cover", "outside"]
    known = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    known.index.name = "account_id"
    return known.astype(dict.fromkeys(names[1:], float))


def accounts_of(lesson: Lesson) -> tuple[str, ...]:
    """Return the accounts that sold most in the quarter, the lesson's own first."""
    return lesson.once(_accounts)


def profit_of(lesson: Lesson, account_id: str) -> ProfitAssessment | None:
    """Return the profit of an account, worked out once for a lesson."""
    key = (profit_of, account_id)
    if key not in lesson.kept:
        account = lesson.case.slice(account_id)
        known = all(name in account for name in NEEDS)
        lesson.kept[key] = (
            profit.assess(AccountView(account), lesson.quarter, context_of(lesson))
            if known
            else None
        )
    found: ProfitAssessment | None = lesson.kept[key]
    return found


def phasing_of(lesson: Lesson, account_id: str) -> PhasingAssessment | None:
    """Return how evenly an account bought, worked out once for a lesson."""
    key = (phasing_of, account_id)
    if key not in lesson.kept:
        tables = AccountView(lesson.case.slice(account_id))
        lesson.kept[key] = phasing.assess(tables, lesson.quarter, context_of(lesson))
    found: PhasingAssessment | None = lesson.kept[key]
    return found


def context_of(lesson: Lesson) -> Context:
    """Return the case's day, calendar and limits."""
    file = lesson.case.file
    return Context(
        as_of=str(file.as_of),
        calendar=Calendar(file.calendar.fiscal_year_start_month),
        currency=file.currency,
        **file.settings.model_dump(),
    )


def _accounts(lesson: Lesson) -> tuple[str, ...]:
    sales = lesson.table("sales")
    sold = sales[sales["quarter"] == lesson.quarter].groupby("account_id")["sales_value"].sum()
    largest = sold.sort_values(ascending=False, kind="stable").index
    others = [str(each) for each in largest if each != lesson.account_id]
    return (lesson.account_id, *others[: MOST_ACCOUNTS - 1])
