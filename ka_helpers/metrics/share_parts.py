"""Parts of a share: by period, by category, by competitor, and against displays and activities.

All of them read the same cells (see `market.cells_of`). Not in here: the share itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ka_helpers.metrics.assessment import Tables
from ka_helpers.metrics.market import Cell, QuarterBooks, rivals_of
from ka_helpers.metrics.rows import rows_of, total
from ka_helpers.metrics.sales_rows import of_quarter
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
    now: Sequence[Cell], then: Sequence[Cell], starts: Sequence[str]
) -> tuple[PeriodShare, ...]:
    """Return the share of each period of the quarter, with its counterpart before."""
    shares = [
        {place: ratio(*sums(at)) for place, at in _by(cells, "place").items()}
        for cells in (now, then)
    ]
    return tuple(
        PeriodShare(start, shares[0].get(place), shares[1].get(place))
        for place, start in enumerate(starts)
    )


def by_category(
    now: Sequence[Cell], then: Sequence[Cell], share_of_all: float | None
) -> Iterator[CategoryShare]:
    """Yield the categories compared, largest first."""
    cells_of, had_of = _by(now, "category"), _by(then, "category")
    for category, cells in sorted(cells_of.items(), key=lambda item: -sums(item[1])[1]):
        own, category_sales = sums(cells)
        share, before = ratio(own, category_sales), ratio(*sums(had_of.get(category, [])))
        missing = share_opportunity(share_of_all or 0.0, share or 0.0, category_sales)
        yield CategoryShare(
            category, own, category_sales, share, before, growth_of(share, before),
            max(0.0, missing), len(_by(cells, "place")),
        )  # fmt: skip


def by_rival(
    rows: tuple[QuarterBooks, QuarterBooks | None], cells: tuple[Sequence[Cell], Sequence[Cell]]
) -> Iterator[RivalShare]:
    """Yield the competitors named in the market table, largest first.

    Parameters
    ----------
    rows, cells : of the quarter and of the one before
    """
    sold = rivals_of(rows[0], cells[0])
    had = rivals_of(rows[1], cells[1]) if rows[1] is not None else {}
    category, category_before = sums(cells[0])[1], sums(cells[1])[1]
    for name, sales in sorted(sold.items(), key=lambda item: (-item[1], item[0])):
        before = ratio(had[name], category_before) if name in had else None
        yield RivalShare(name, sales, ratio(sales, category), before)


def fair_shares_of(
    tables: Tables, quarter: str, scope: str, sums: tuple[float, float]
) -> Iterator[FairShare]:
    """Yield the indices of the account's own category; a market's share has no displays here."""
    share = ratio(*sums)
    if "execution" not in tables or scope == "market" or not share or share <= 0:
        return
    visits = of_quarter(rows_of(tables, "execution"), quarter)
    for tactic in TACTICS:
        ours, all_ = f"{tactic}_own", f"{tactic}_category"
        if ours not in visits or all_ not in visits:
            continue
        seen = visits.where(visits.known(ours) & visits.known(all_))
        held = ratio(total(seen.numbers(ours)), total(seen.numbers(all_)))
        if held is not None:
            missing = share_opportunity(held, share, sums[1])
            yield FairShare(tactic, held, fair_share_index(held, share), missing, len(seen))


def sums(cells: Sequence[Cell]) -> tuple[float, float]:
    """Return our sales and the category's in these cells."""
    return sum((c.own for c in cells), 0.0), sum((c.category_sales for c in cells), 0.0)


def _by(cells: Sequence[Cell], key: str) -> dict[Any, list[Cell]]:
    """Return the cells by category or place, in the order they come."""
    groups: dict[Any, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(getattr(cell, key), []).append(cell)
    return groups


def ratio(part: float, whole: float) -> float | None:
    """Return a share (fraction), None where there is nothing to have a share of."""
    return market_share(float(part), float(whole)) if whole > 0 else None


def growth_of(now: float | None, before: float | None) -> float | None:
    """Return a growth (fraction), None where there is nothing to grow from."""
    return None if now is None or before is None or before <= 0 else now / before - 1
