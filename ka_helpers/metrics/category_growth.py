"""How the categories grow at an account against the whole market: the retailer's own question.

Not in here: our share of them (`share`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ka_helpers.columns import ANY_ACCOUNT
from ka_helpers.metrics.assessment import Tables, comparison_quarter
from ka_helpers.metrics.rows import Rows, rows_of
from ka_helpers.metrics.sales_rows import finest_periods, grain_of, of_quarter, places
from ka_helpers.periods import Calendar

Place = tuple[str, int]


@dataclass(frozen=True)
class CategoryGrowth:
    """A category in a quarter: its sales and growth at the account, its growth in the market.

    `missed` is the money by which the account's sales of it fall short of the market's pace,
    negative where they run ahead. `n` counts the periods compared.
    """

    category: str
    sales: float
    growth: float
    market_growth: float
    missed: float
    n: int


def category_growths(
    tables: Tables, quarter: str, calendar: Calendar
) -> tuple[CategoryGrowth, ...]:
    """Return the categories that account and market both know, the most missed first.

    Only periods are compared that all four know: account and market, now and before. Rows that
    leave our own sales out are not the category and are not read.
    """
    rows = _whole_categories(rows_of(tables, "market"))
    everywhere = rows.named("account_id", ANY_ACCOUNT)
    books = (finest_periods(rows.where(~everywhere)), finest_periods(rows.where(everywhere)))
    before = comparison_quarter(books[0], quarter) if len(books[0]) else None
    if before is None or not len(books[1]):
        return ()
    grain = max((grain_of(book) for book in books), key=("week", "month", "quarter").index)
    now, then, all_now, all_then = (
        _by_place(of_quarter(book, of), (of, grain), calendar)
        for book in books
        for of in (quarter, before)
    )
    shared = sorted(now.keys() & then.keys() & all_now.keys() & all_then.keys())
    found = [
        _growth(category, [p for p in shared if p[0] == category], (now, then, all_now, all_then))
        for category in dict.fromkeys(place[0] for place in shared)
    ]
    return tuple(sorted(filter(None, found), key=lambda each: (-each.missed, each.category)))


def _growth(
    category: str, shared: list[Place], books: tuple[Mapping[Place, float], ...]
) -> CategoryGrowth | None:
    sold, had, market, market_had = (sum(book[place] for place in shared) for book in books)
    if had <= 0 or market_had <= 0:
        return None
    growth, pace = sold / had - 1, market / market_had - 1
    return CategoryGrowth(category, sold, growth, pace, had * (pace - growth), len(shared))


def _whole_categories(rows: Rows) -> Rows:
    if "category" not in rows:
        return rows.where(np.zeros(len(rows), dtype=bool))
    whole = rows.texts("category").codes >= 0
    return rows.where(
        whole & (rows.numbers("own_excluded") != 1) if "own_excluded" in rows else whole
    )


def _by_place(rows: Rows, period: tuple[str, str], calendar: Calendar) -> Mapping[Place, float]:
    """Return each category's sales by place; a competitor's row repeats them and counts once."""
    each: dict[tuple[str, int, object], float] = {}
    categories, sales = rows.texts("category").tolist(), rows.numbers("category_sales_value")
    days, at = rows.days("period_start").tolist(), places(rows, *period, calendar).tolist()
    for category, place, day, amount in zip(categories, at, days, sales.tolist(), strict=True):
        if category is not None and place >= 0 and not np.isnan(amount):
            each[category, place, day] = max(each.get((category, place, day), -np.inf), amount)
    found: dict[Place, float] = {}
    for (category, place, _), amount in each.items():
        found[category, place] = found.get((category, place), 0.0) + amount
    return found
