"""What losing an account costs: right answers and known mistakes of questions 1.4 and 1.5."""

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_01 import (
    account_list,
    account_profits,
    account_sales,
    profits_are_known,
    uneven_account,
)
from ka_helpers.metrics.portfolio import abc_classes, sales_shares


def replacement(lesson: Lesson) -> Answer:
    """Return the year's sales of the largest account and how many of class C make as much."""
    sales = lesson.once(account_sales)
    lost = float(sales.iloc[0])
    return {"lost_sales": lost, "replacements": lost / _class_c(lesson).mean()}


def replaced_by_average(lesson: Lesson) -> Answer:
    """Return how many average accounts of all make as much."""
    sales = lesson.once(account_sales)
    return {"replacements": float(sales.iloc[0] / sales.mean())}


def quarter_for_year(lesson: Lesson) -> Answer:
    """Return the last quarter's sales of the largest account."""
    lost = float(lesson.once(account_list)["quarter_sales"].iloc[0])
    return {"lost_sales": lost, "replacements": lost / _class_c(lesson).mean()}


def sold_on_for_bought(lesson: Lesson) -> Answer:
    """Return what shoppers bought at the largest account, where that is measured."""
    sold_on = float(lesson.once(account_list)["sold_on"].iloc[0])
    return {} if pd.isna(sold_on) else {"lost_sales": sold_on}


def both_books(lesson: Lesson) -> Answer:
    """Return sell-in and sell-out of the largest account added up, where both are measured."""
    bought = replacement(lesson)["lost_sales"]
    return {name: value + bought for name, value in sold_on_for_bought(lesson).items()}


def profit_share(lesson: Lesson) -> Answer:
    """Return the share of all account profit that the account looked at earns."""
    profits = _known_profits(lesson)
    return {"profit_share": float(profits[uneven_account(lesson)] / profits.sum())}


def sales_for_profit(lesson: Lesson) -> Answer:
    """Return its share of sales."""
    return {"profit_share": float(sales_shares(lesson.once(account_sales))[uneven_account(lesson)])}


def margin_for_share(lesson: Lesson) -> Answer:
    """Return its profit over its own sales."""
    account, profits = uneven_account(lesson), _known_profits(lesson)
    return {"profit_share": float(profits[account] / lesson.once(account_sales)[account])}


def _class_c(lesson: Lesson) -> pd.Series:
    sales = lesson.once(account_sales)
    small = sales[abc_classes(sales) == "C"]
    if not small.sum() > 0:
        raise NotGradableError("chapter_01.no_class_c")
    return small


def _known_profits(lesson: Lesson) -> pd.Series:
    if not profits_are_known(lesson):
        raise NotGradableError("chapter_01.no_profit")
    return lesson.once(account_profits)
