"""Parts of a share: by period, by category, by competitor, and against displays and activities.

All of them read the same cells (see `market.cells_of`). Not in here: the share itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ka_helpers.metrics.assessment import Tables
from ka_helpers.metrics.market import QuarterBooks, rivals_of
from ka_helpers.metrics.share_formulas import fair_share_index, market_share, share_opportunity

TACTICS = ("display", "activity")


@dataclass(frozen=True)
class PeriodShare:
    """Share in one week or month and in its counterpart before; None where not both known."""

    start: str
    share: float | None
    before: float | None


@dataclass(frozen=True)
class CategoryShare:
    """One category; `opportunity` is the money our share of all categories would add in it."""

    category: str
    own: float
    category_sales: float
    share: float | None
    share_before: float | None
    growth_gap: float | None
    opportunity: float
    n: int


@dataclass(frozen=True)
class RivalShare:
    """A competitor in the cells compared."""

    name: str
    sales: float
    share: float | None
    share_before: float | None


@dataclass(frozen=True)
class FairShare:
    """What we hold of a tactic (display, activity) against our share of sales; 100 is fair.

    `opportunity` is the money a share of sales equal to the tactic's would add or lose.
    """

    tactic: str
    tactic_share: float
    index: float
    opportunity: float
    n: int


def by_period(
    now: pd.DataFrame, then: pd.DataFrame, starts: pd.DatetimeIndex
) -> tuple[PeriodShare, ...]:
    """Return the share of each period of the quarter, with its counterpart before."""
    shares = []
    for cells in (now, then):
        sums = cells.groupby("place")[["own", "category_sales"]].sum()
        shares.append({p: ratio(row.own, row.category_sales) for p, row in sums.iterrows()})
    return tuple(
        PeriodShare(str(start.date()), shares[0].get(place), shares[1].get(place))
        for place, start in enumerate(starts)
    )


def by_category(
    now: pd.DataFrame, then: pd.DataFrame, share_of_all: float | None
) -> Iterator[CategoryShare]:
    """Yield the categories compared, largest first."""
    order = now.groupby("category")["category_sales"].sum().sort_values(ascending=False)
    for category in order.index:
        cells, had = (rows[rows["category"] == category] for rows in (now, then))
        own, total = sums(cells)
        share, before = ratio(own, total), ratio(*sums(had))
        missing = share_opportunity(share_of_all or 0.0, share or 0.0, total)
        yield CategoryShare(
            str(category), own, total, share, before, growth_of(share, before), max(0.0, missing),
            int(cells["place"].nunique()),
        )  # fmt: skip


def by_rival(
    rows: tuple[QuarterBooks, QuarterBooks | None], cells: tuple[pd.DataFrame, pd.DataFrame]
) -> Iterator[RivalShare]:
    """Yield the competitors named in the market table, largest first.

    Parameters
    ----------
    rows, cells : of the quarter and of the one before
    """
    sold = rivals_of(rows[0], cells[0])
    had = pd.Series(dtype="float64")
    if rows[1] is not None:
        had = rivals_of(rows[1], cells[1])
    category, category_before = sums(cells[0])[1], sums(cells[1])[1]
    for name, sales in sold.sort_values(ascending=False).items():
        before = ratio(float(had.loc[str(name)]), category_before) if name in had.index else None
        yield RivalShare(str(name), float(sales), ratio(float(sales), category), before)


def fair_shares_of(
    tables: Tables, quarter: str, scope: str, sums: tuple[float, float]
) -> Iterator[FairShare]:
    """Yield the indices of the account's own category; a market's share has no displays here."""
    share, visits = ratio(*sums), tables.get("execution")
    if visits is None or scope == "market" or not share or share <= 0:
        return
    visits = visits[visits["quarter"] == quarter]
    for tactic in TACTICS:
        columns = [f"{tactic}_own", f"{tactic}_category"]
        if not set(columns) <= set(visits.columns):
            continue
        seen = visits[columns].dropna()
        held = ratio(*(float(total) for total in seen.sum()))
        if held is not None:
            missing = share_opportunity(held, share, sums[1])
            yield FairShare(tactic, held, fair_share_index(held, share), missing, len(seen))


def sums(cells: pd.DataFrame) -> tuple[float, float]:
    """Return our sales and the category's in these cells."""
    return float(cells["own"].sum()), float(cells["category_sales"].sum())


def ratio(part: float, whole: float) -> float | None:
    """Return a share (fraction), None where there is nothing to have a share of."""
    return market_share(float(part), float(whole)) if whole > 0 else None


def growth_of(now: float | None, before: float | None) -> float | None:
    """Return a growth (fraction), None where there is nothing to grow from."""
    return None if now is None or before is None or before <= 0 else now / before - 1
