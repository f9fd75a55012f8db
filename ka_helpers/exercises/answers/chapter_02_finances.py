"""Chapter 2, fair share and the account's own finances."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.answers.chapter_02_scores import name_of
from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Choice, Number
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_02 import Owed, account_measures, owed_by
from ka_helpers.exercises.materials.chapter_02_examples import (
    fair_share_example,
    finance_example,
)
from ka_helpers.metrics.account_finance import (
    DAYS_OF_YEAR,
    inventory_days,
    net_margin,
    return_on_assets,
)
from ka_helpers.metrics.grading import fair_share_index
from ka_helpers.metrics.receivables import dso_closing_balance

MODES = ("absolute", "relative", "fair_share")


def fair_share(lesson: Lesson) -> Answer:
    """Return the fair share index of the example's displays, and the mode that reads it."""
    display, sales = _two_shares(lesson)
    index = fair_share_index(display, sales)
    return {"display_index": index, "mode": "fair_share"}


def upside_down(lesson: Lesson) -> Answer:
    """Return the share of sales per share of displays."""
    display, sales = _two_shares(lesson)
    return {"display_index": fair_share_index(sales, display)}


def points_apart(lesson: Lesson) -> Answer:
    """Return the difference of the two shares, in points."""
    display, sales = _two_shares(lesson)
    return {"display_index": (display - sales) * 100}


def finances(lesson: Lesson) -> Answer:
    """Return how long the account pays, how long its stock lasts, what its assets earn."""
    owed, books = _owed(lesson), _books(lesson)
    return {
        "collection_days": dso_closing_balance(owed.balance, owed.invoiced, owed.days),
        "stock_days": inventory_days(books["inventory"], books["cost_of_sales"]),
        "asset_return": return_on_assets(books["net_profit"], books["total_assets"]),
    }


def quarter_as_year(lesson: Lesson) -> Answer:
    """Return the days to pay if the quarter's invoices were those of a year."""
    owed = _owed(lesson)
    return {"collection_days": dso_closing_balance(owed.balance, owed.invoiced, DAYS_OF_YEAR)}


def sales_for_cost(lesson: Lesson) -> Answer:
    """Return the days of stock against sales."""
    books = _books(lesson)
    return {"stock_days": inventory_days(books["inventory"], books["annual_sales"])}


def turns_for_days(lesson: Lesson) -> Answer:
    """Return how often a year the stock is turned over."""
    books = _books(lesson)
    return {"stock_days": books["cost_of_sales"] / books["inventory"]}


def margin_for_return(lesson: Lesson) -> Answer:
    """Return the profit per yuan of sales."""
    books = _books(lesson)
    return {"asset_return": net_margin(books["net_profit"], books["annual_sales"])}


def saturated_bands(lesson: Lesson) -> Answer:
    """Return the mode in which a market leader's accounts are all outstanding."""
    return {"mode": "absolute"}


def best_of_portfolio(lesson: Lesson) -> Answer:
    """Return the mode that compares accounts with each other only."""
    return {"mode": "relative"}


def _two_shares(lesson: Lesson) -> tuple[float, float]:
    measures, account_id = lesson.once(account_measures), lesson.once(fair_share_example)
    return float(measures["display_share"][account_id]), float(measures["market_share"][account_id])


def _owed(lesson: Lesson) -> Owed:
    owed = owed_by(lesson, lesson.once(finance_example))
    if owed is None:
        raise NotGradableError("chapter_02.no_books")
    return owed


def _books(lesson: Lesson) -> Mapping[str, Any]:
    accounts = lesson.case.accounts.set_index("account_id")
    books = accounts.loc[lesson.once(finance_example)]
    return {str(name): value for name, value in books.items()}


FINANCES = (
    Exercise(
        "2.7",
        skill="evaluation",
        parts=(Number("display_index"), Choice("mode", MODES)),
        answer=fair_share,
        mistakes={
            "upside_down": upside_down,
            "points_apart": points_apart,
            "saturated_bands": saturated_bands,
            "best_of_portfolio": best_of_portfolio,
        },
        figures=lambda lesson: {
            **fair_share(lesson),
            **name_of(lesson, lesson.once(fair_share_example)),
        },
    ),
    Exercise(
        "2.8",
        skill="analysis",
        parts=(
            Number("collection_days", unit="days"),
            Number("stock_days", unit="days"),
            Number("asset_return", unit="share", decimals=4),
        ),
        answer=finances,
        mistakes={
            "quarter_as_year": quarter_as_year,
            "sales_for_cost": sales_for_cost,
            "turns_for_days": turns_for_days,
            "margin_for_return": margin_for_return,
        },
        figures=lambda lesson: {
            **finances(lesson),
            **name_of(lesson, lesson.once(finance_example)),
        },
    ),
)
