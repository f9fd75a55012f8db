"""Our sales laid against the market's: one cell a category and period that both have.

A month of the market meets our four or five weeks of it; a competitor's row repeats its
category's total, which counts once. Not in here: any share (see `share`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ka_helpers.columns import ANY_ACCOUNT
from ka_helpers.metrics.assessment import Tables
from ka_helpers.metrics.rows import Codes, Mask, Rows, Texts, rows_of, sums_by
from ka_helpers.metrics.sales_rows import (
    GRAINS,
    finest_periods,
    grain_of,
    of_quarter,
    places,
    told_sales_of,
)
from ka_helpers.periods import Calendar

WHOLE = ""
"""The category of rows that name none."""
Place = tuple[str, int]
"""A category and a place in its quarter."""


@dataclass(frozen=True)
class Cell:
    """A category and place of a quarter that both books have: our sales and the category's.

    `n_obs` is how many observations stand behind it, None if the tables do not say.
    """

    category: str
    place: int
    own: float
    category_sales: float
    n_obs: float | None


@dataclass(frozen=True, eq=False)
class Books:
    """Our rows and the market's of one account, ready to be compared.

    `scope` is "account" (the market is the category at this account) or "market" (all
    accounts, so that a share is a share of the whole market). Market rows carry `listed`, the
    category as written, also where our sales name none and all are compared as one.
    """

    own: Rows
    market: Rows
    scope: str
    basis: str


def open_books(tables: Tables) -> Books:
    """Return our own products' sales and the market rows that hold for the account."""
    own, basis = told_sales_of(tables, "sell_out")
    if "is_own" in own:
        own = own.where(own.numbers("is_own") != 0)
    market = rows_of(tables, "market")
    at_account = market.where(~market.named("account_id", ANY_ACCOUNT))
    scope = "account" if len(at_account) else "market"
    market = finest_periods(at_account if len(at_account) else market)
    whole = {len(rows): Texts(np.zeros(len(rows), np.intp), (WHOLE,)) for rows in (own, market)}
    listed = whole[len(market)]
    if "category" in market:
        listed = market.texts("category").filled(listed)
    market = market.having({"listed": listed})
    named = "category" in own and "category" in market
    if named and (own.texts("category").codes >= 0).any():
        return Books(own, market, scope, basis)
    own, market = (rows.having({"category": whole[len(rows)]}) for rows in (own, market))
    return Books(own, market, scope, basis)


def grain_between(books: Books, quarters: tuple[str, ...]) -> str:
    """Return the shortest period that all rows of these quarters can be added up to."""
    parts = (rows.where(rows.named("quarter", *quarters)) for rows in (books.own, books.market))
    return max((grain_of(rows) for rows in parts), key=GRAINS.index)


@dataclass(frozen=True, eq=False)
class QuarterBooks:
    """The rows of one quarter, and the place in it of each (see `sales.places`)."""

    own: Rows
    own_places: Codes
    market: Rows
    market_places: Codes


def quarter_of(books: Books, quarter: str, grain: str, calendar: Calendar) -> QuarterBooks:
    """Return what both books have of a quarter, by places of the grain."""
    own, market = (of_quarter(rows, quarter) for rows in (books.own, books.market))
    at = [places(rows, quarter, grain, calendar) for rows in (own, market)]
    return QuarterBooks(own, at[0], market, at[1])


def cells_of(books: Books, rows: QuarterBooks) -> tuple[Cell, ...]:
    """Return the cells of a quarter, by category and place.

    A category we did not sell in a period we did report is a zero. Rows by product tell what
    was sold, so a period without any, from our first row on, is a zero too; rows of a whole
    account or category are a report, so a period without one is a gap, left out.
    """
    sold = _sums(rows.own, rows.own_places, "sales_value")
    kept = np.flatnonzero(_category_rows(rows.market) & _reported(books, rows))
    market, at = rows.market.where(kept), rows.market_places[kept]
    sizes = _sums(market, at, "category_sales_value")
    without_us = _sums(market, at, "own_excluded") if "own_excluded" in market else {}
    observed = _observations((market, at), (rows.own, rows.own_places))
    return tuple(
        Cell(
            *place,
            own=sold.get(place, 0.0),
            category_sales=size + (sold.get(place, 0.0) if without_us.get(place) else 0.0),
            n_obs=observed.get(place),
        )
        for place, size in sorted(sizes.items())
    )


def rivals_of(rows: QuarterBooks, cells: Sequence[Cell]) -> Mapping[str, float]:
    """Return each competitor's sales in the cells compared, by name; empty if none is given."""
    market = rows.market
    if "competitor" not in market or "competitor_sales_value" not in market:
        return {}
    compared = {(cell.category, cell.place) for cell in cells}
    rivals, sold = market.texts("competitor"), market.numbers("competitor_sales_value")
    sums: dict[str, float] = {}
    for number, place in _each(market, rows.market_places):
        if place in compared and rivals.codes[number] >= 0 and not np.isnan(sold[number]):
            name = rivals.names[rivals.codes[number]]
            sums[name] = sums.get(name, 0.0) + float(sold[number])
    return sums


def account_totals(books: Books, rows: QuarterBooks) -> dict[int, tuple[float, float]]:
    """Return our sales and all the account's at the places that have both."""
    market = rows.market
    if books.scope == "market" or "account_total_sales" not in market:
        return {}
    each: dict[tuple[int, np.datetime64], float] = {}
    totals, days = market.numbers("account_total_sales"), market.days("period_start")
    for number in np.flatnonzero(~np.isnan(totals)).tolist():
        key = (int(rows.market_places[number]), days[number])
        each[key] = max(each.get(key, -np.inf), float(totals[number]))
    both: dict[int, tuple[float, float]] = {}
    for (place, _), amount in sorted(each.items()):
        ours = rows.own.numbers("sales_value")[rows.own_places == place]
        if len(ours):
            both[place] = (float(ours.sum()), both.get(place, (0.0, 0.0))[1] + amount)
    return both


def _each(rows: Rows, at: Codes) -> list[tuple[int, Place]]:
    """Return each row's number with its category and place, rows without one left out."""
    categories = rows.texts("category")
    return [
        (number, (categories.names[code], place))
        for number, (code, place) in enumerate(
            zip(categories.codes.tolist(), at.tolist(), strict=True)
        )
        if code >= 0 and place >= 0
    ]


def _sums(rows: Rows, at: Codes, column: str) -> dict[Place, float]:
    """Return the sum of what is known at each category and place that has a row."""
    categories, amounts = rows.texts("category"), rows.numbers(column)
    width = int(at.max()) + 1 if len(at) else 1
    cell = np.where((categories.codes >= 0) & (at >= 0), categories.codes * width + at, -1)
    sums = sums_by(cell, amounts, len(categories.names) * width)
    return {
        (categories.names[number // width], number % width): float(sums[number])
        for number in np.unique(cell[cell >= 0]).tolist()
    }


def _reported(books: Books, rows: QuarterBooks) -> Mask:
    """Tell which market rows fall into a period that our own book covers."""
    together = np.isin(rows.market_places, rows.own_places)
    if "product_id" not in books.own or (books.own.texts("product_id").codes < 0).any():
        return together
    since_first = rows.market.days("period_start") >= books.own.days("period_start").min()
    # a market month may start before the first of the weeks that add up to it
    return np.asarray(since_first | together)


def _category_rows(market: Rows) -> Mask:
    """Keep one row a category and period: its own, else any competitor's, which repeats it."""
    kept = np.ones(len(market), dtype=bool)
    if "competitor" not in market:
        return kept
    is_rival = market.texts("competitor").codes >= 0
    listed, days = market.texts("listed").codes.tolist(), market.days("period_start").tolist()
    seen: set[tuple[int, object]] = set()
    for number in np.argsort(is_rival, kind="stable").tolist():
        key = (listed[number], days[number])
        kept[number] = key not in seen
        seen.add(key)
    return kept


def _observations(*books: tuple[Rows, Codes]) -> dict[Place, float]:
    """Return what stands behind each cell: the market's count, else ours; empty if not given."""
    for rows, at in books:
        if "n_obs" in rows and rows.known("n_obs").any():
            known = rows.known("n_obs")
            return _sums(rows.where(known), at[known], "n_obs")
    return {}
