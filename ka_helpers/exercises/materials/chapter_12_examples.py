"""What chapter 12 asks about: the accounts of the case that show each thing most clearly.

Not in here: the right answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_12 import accounts_of, phasing_of, profit_of
from ka_helpers.metrics.phasing import PhasingAssessment
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.metrics.rows import Rows
from ka_helpers.metrics.sales_rows import book_of, of_quarter
from ka_helpers.metrics.spend_efficiency import SMALLEST_CHANGE


@dataclass(frozen=True)
class Shelf:
    """What an account pays us, takes from shoppers for it, and gets from us besides, yuan."""

    account_id: str
    retail_value: float
    purchases: float
    income: float


@dataclass(frozen=True)
class Cut:
    """Cases sold and money spent, now and in the quarter compared with; whole numbers."""

    account_id: str
    cases: float
    cases_before: float
    variable: float
    variable_before: float
    fixed: float
    fixed_before: float


@dataclass(frozen=True)
class Month:
    """A month of an account: what it bought in each of its weeks, whole yuan."""

    account_id: str
    month: str
    weeks: pd.Series


@dataclass(frozen=True)
class Stored:
    """An account's stock and what its shoppers buy in a week, units; both books of the quarter."""

    account_id: str
    stock: float
    weekly: float
    sell_in: float
    sell_out: float


@dataclass(frozen=True)
class Regions:
    """What an account bought for its own region and for others, now and before, whole yuan."""

    account_id: str
    inside: float
    outside: float
    inside_before: float
    outside_before: float


def shelf_example(lesson: Lesson) -> Shelf:
    """Return the lesson's account, or the largest, with what it earns on us.

    Raises
    ------
    NotGradableError : retail prices are not known
    """
    for account_id, found in _profits(lesson):
        front, back, sold = (
            each.value for each in (found.front_margin, found.back_margin, found.net_sales)
        )
        if front and back and sold and front < 1:
            return Shelf(account_id, round(sold / (1 - front)), round(sold), round(back * sold))
    raise NotGradableError("chapter_12.no_retail_prices")


def cut_example(lesson: Lesson) -> Cut:
    """Return the account whose variable spend was cut hardest.

    Raises
    ------
    NotGradableError : none was cut by as much as can be told apart from noise
    """
    cuts = {
        cut.variable / cut.variable_before: cut
        for account_id, found in _profits(lesson)
        if (cut := _as_cut(account_id, found)) is not None
    }
    if not cuts or min(cuts) > 1 - SMALLEST_CHANGE:
        raise NotGradableError("chapter_12.no_cut")
    return cuts[min(cuts)]


def month_example(lesson: Lesson) -> Month:
    """Return the last whole month of the account that buys latest in its months.

    Raises
    ------
    NotGradableError : sales are not known by week
    """
    late = {
        account_id: found
        for account_id, found in _phasings(lesson)
        if found.last_week_share.value is not None
    }
    if not late:
        raise NotGradableError("chapter_12.no_weeks")
    chosen = max(late, key=lambda each: late[each].last_week_share.value or 0.0)
    month = [each for each in late[chosen].months if each.weeks][-1]
    weeks = pd.Series([round(week) for week in month.weeks], name="bought")
    weeks.index = pd.RangeIndex(1, len(weeks) + 1, name="week")
    return Month(chosen, month.month, weeks)


def stored_example(lesson: Lesson) -> Stored:
    """Return the account that bought most above what it sold, with its stock.

    Raises
    ------
    NotGradableError : stock, or sales to shoppers, are not known
    """
    known = {}
    for account_id, found in _phasings(lesson):
        loading, ratio = found.loading, found.loading_ratio.value
        weekly = round(loading.weekly_sell_out.value or 0.0)
        if ratio is not None and loading.stock_units.value and loading.unit == "count" and weekly:
            books = (loading.sell_in.value or 0.0, loading.sell_out.value or 0.0)
            known[ratio] = Stored(
                account_id, round(loading.stock_units.value), weekly, *map(round, books)
            )
    if not known:
        raise NotGradableError("chapter_12.no_stock")
    return known[max(known)]


def regions_example(lesson: Lesson) -> Regions:
    """Return the account of whose purchases most left the region.

    Raises
    ------
    NotGradableError : the region of goods is not known now and before
    """
    known = {}
    for account_id, found in _phasings(lesson):
        outside = found.out_of_region_share.value
        if outside is None or found.out_of_region_share_before.value is None or not found.before:
            continue
        books = book_of(lesson.case.slice(account_id), "sell_in")
        amounts = [
            amount
            for quarter in (lesson.quarter, found.before)
            for amount in _inside_and_outside(of_quarter(books, quarter))
        ]
        if amounts[2] > 0:
            known[outside] = Regions(account_id, *amounts)
    if not known:
        raise NotGradableError("chapter_12.no_regions")
    return known[max(known)]


def _profits(lesson: Lesson) -> Iterator[tuple[str, ProfitAssessment]]:
    for account_id in accounts_of(lesson):
        found = profit_of(lesson, account_id)
        if found is not None:
            yield account_id, found


def _phasings(lesson: Lesson) -> Iterator[tuple[str, PhasingAssessment]]:
    for account_id in accounts_of(lesson):
        found = phasing_of(lesson, account_id)
        if found is not None:
            yield account_id, found


def _as_cut(account_id: str, found: ProfitAssessment) -> Cut | None:
    pairs = (
        (found.cases_per_100.value, found.variable_spend.value, found.fixed_spend.value),
        (
            found.cases_per_100_before.value,
            found.variable_spend_before.value,
            found.fixed_spend_before.value,
        ),
    )
    if any(value is None for pair in pairs for value in pair[:2]):
        return None
    (cases, variable, fixed), (had, variable_before, fixed_before) = (
        ((bought or 0.0) * (moving or 0.0) / 100, moving or 0.0, standing or 0.0)
        for bought, moving, standing in pairs
    )
    amounts = (cases, had, variable, variable_before, fixed, fixed_before)
    return Cut(account_id, *map(round, amounts)) if round(variable_before) > 0 else None


def _inside_and_outside(rows: Rows) -> tuple[float, float]:
    sold, inside = rows.numbers("sales_value"), rows.numbers("in_region")
    return round(float(sold[inside == 1].sum())), round(float(sold[inside == 0].sum()))
