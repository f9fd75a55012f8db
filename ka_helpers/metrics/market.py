"""Our sales laid against the market's: one cell a category and period that both have.

A month of the market meets our four or five weeks of it; a competitor's row repeats its
category's total, which counts once. Not in here: any share (see `share`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.columns import ANY_ACCOUNT
from ka_helpers.metrics.assessment import Tables
from ka_helpers.metrics.mix import with_products
from ka_helpers.metrics.sales import GRAINS, finest_periods, grain_of, of_basis, places
from ka_helpers.periods import Calendar

_READ = ("basis", "quarter", "month", "period_start", "period_type", "product_id", "category",
         "is_own", "sales_value", "n_obs")  # fmt: skip
WHOLE = ""
"""The category of rows that name none."""


@dataclass(frozen=True)
class Books:
    """Our rows and the market's of one account, ready to be compared.

    `scope` is "account" (the market is the category at this account) or "market" (all
    accounts, so that a share is a share of the whole market). Market rows carry `listed`, the
    category as written, also where our sales name none and all are compared as one.
    """

    own: pd.DataFrame
    market: pd.DataFrame
    scope: str
    basis: str


def open_books(tables: Tables) -> Books:
    """Return our own products' sales and the market rows that hold for the account."""
    rows, basis = of_basis(tables["sales"].filter(_READ), "sell_out")
    products = tables.get("product")
    told = None if products is None else products.filter(["product_id", "category", "is_own"])
    own = with_products(rows, told)
    if "is_own" in own:
        own = own[own["is_own"].fillna(True).astype(bool)]
    market = tables["market"]
    at_account = market[market["account_id"] != ANY_ACCOUNT]
    scope = "market" if at_account.empty else "account"
    market = finest_periods(market if at_account.empty else at_account)
    listed = market["category"].fillna(WHOLE) if "category" in market else WHOLE
    market = market.assign(listed=listed)
    if "category" in own and "category" in market and own["category"].notna().any():
        return Books(own, market, scope, basis)
    return Books(own.assign(category=WHOLE), market.assign(category=WHOLE), scope, basis)


def grain_between(books: Books, quarters: tuple[str, ...]) -> str:
    """Return the shortest period that all rows of these quarters can be added up to."""
    grains = [grain_of(rows[rows["quarter"].isin(quarters)]) for rows in (books.own, books.market)]
    return max(grains, key=GRAINS.index)


@dataclass(frozen=True)
class QuarterBooks:
    """The rows of one quarter, each with its `place` in it (see `sales.places`)."""

    own: pd.DataFrame
    market: pd.DataFrame


def quarter_of(books: Books, quarter: str, grain: str, calendar: Calendar) -> QuarterBooks:
    """Return what both books have of a quarter, by places of the grain."""
    own, market = (rows[rows["quarter"] == quarter] for rows in (books.own, books.market))
    return QuarterBooks(
        *(rows.assign(place=places(rows, quarter, grain, calendar)) for rows in (own, market))
    )


def cells_of(books: Books, rows: QuarterBooks) -> pd.DataFrame:
    """Return a row a category and place in the quarter: `own`, `category_sales`, `n_obs`.

    A category we did not sell in a period we did report is a zero. Rows by product tell what
    was sold, so a period without any, from our first row on, is a zero too; rows of a whole
    account or category are a report, so a period without one is a gap, left out.
    """
    own = rows.own
    sold = own.groupby(["category", "place"], dropna=True)["sales_value"].sum().rename("own")
    market = _category_rows(rows.market)
    market = market[_reported(books, market, own)]
    in_cell = market.groupby(["category", "place"])
    sums = in_cell[["category_sales_value"]].sum()
    cells = sums.join(sold).fillna({"own": 0.0})
    if "own_excluded" in market:
        without_us = in_cell["own_excluded"].any()
        cells["category_sales_value"] += cells["own"].where(without_us.astype(bool), 0.0)
    cells["n_obs"] = _observations(market, own)
    return cells.rename(columns={"category_sales_value": "category_sales"}).reset_index()


def rivals_of(rows: QuarterBooks, cells: pd.DataFrame) -> pd.Series:
    """Return each competitor's sales in the cells compared, by name; empty if none is given."""
    market = rows.market
    if not {"competitor", "competitor_sales_value"} <= set(market.columns):
        return pd.Series(dtype="float64")
    market = market[market["competitor"].notna() & market["competitor_sales_value"].notna()]
    kept = market.merge(cells[["category", "place"]], on=["category", "place"])
    return kept.groupby("competitor")["competitor_sales_value"].sum()


def account_totals(books: Books, rows: QuarterBooks) -> pd.DataFrame:
    """Return our sales (`own`) and all the account's (`total`) in the places that have both."""
    market = rows.market
    if books.scope == "market" or "account_total_sales" not in market:
        return pd.DataFrame({"own": [], "total": []}, dtype="float64")
    market = market[market["account_total_sales"].notna()]
    each = market.groupby(["period_start", "place"])["account_total_sales"].max()
    sold = rows.own.groupby("place")["sales_value"].sum()
    both = pd.concat([sold.rename("own"), each.groupby("place").sum().rename("total")], axis=1)
    return both.dropna()


def _reported(books: Books, market: pd.DataFrame, own: pd.DataFrame) -> pd.Series:
    """Tell which market rows fall into a period that our own book covers."""
    if "product_id" not in books.own or books.own["product_id"].isna().any():
        return market["place"].isin(own["place"])
    since_first: pd.Series = market["period_start"] >= books.own["period_start"].min()
    # a market month may start before the first of the weeks that add up to it
    return since_first | market["place"].isin(own["place"])


def _category_rows(market: pd.DataFrame) -> pd.DataFrame:
    """Keep one row a category and period: its own, else any competitor's, which repeats it."""
    if "competitor" not in market:
        return market
    ranked = market.assign(rival=market["competitor"].notna()).sort_values("rival", kind="stable")
    return ranked.drop_duplicates(["listed", "period_start"])


def _observations(market: pd.DataFrame, own: pd.DataFrame) -> pd.Series | float:
    """Return what stands behind each cell: the market's count, else ours; NaN if not given."""
    for rows in (market, own):
        if "n_obs" in rows and rows["n_obs"].notna().any():
            return rows.groupby(["category", "place"])["n_obs"].sum(min_count=1)
    return float("nan")
