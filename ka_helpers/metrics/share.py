"""Share: what part of the category is ours, and whether we grow with it.

Growth alone hides losses: an account that grows 60 % while we grow 50 % gives our place away.
Only categories, periods and places of the quarter that both books have, now and before, are
compared; coverage says how much that is. Not in here: shares of displays (see `execution`).
"""

from dataclasses import dataclass

from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.market import (
    Books,
    Cell,
    QuarterBooks,
    account_totals,
    cells_of,
    grain_between,
    open_books,
    quarter_of,
)
from ka_helpers.metrics.rows import Rows, total
from ka_helpers.metrics.sales_rows import of_quarter, period_days
from ka_helpers.metrics.share_formulas import (
    fair_share_index,
    market_share,
    share_growth_gap,
    share_opportunity,
)
from ka_helpers.metrics.share_parts import (
    CategoryShare,
    FairShare,
    PeriodShare,
    RivalShare,
    by_category,
    by_period,
    by_rival,
    fair_shares_of,
    growth_of,
    ratio,
    sums,
)

__all__ = [
    "LEAST_OBSERVATIONS",
    "NEEDS",
    "ShareAssessment",
    "assess",
    "fair_share_index",
    "market_share",
    "share_growth_gap",
    "share_opportunity",
]
NEEDS = ("sales", "market")
LEAST_OBSERVATIONS = 400
"""Below this many observations a share of 20 % is known to worse than 4 points either way."""


@dataclass(frozen=True)
class ShareAssessment:
    """What part of the category is ours.

    `scope` is "account" or "market" (see `market.Books`). n counts the periods compared;
    `coverage` is their part of the quarter's, `own_covered` the part of our sales compared;
    `observations` sums n_obs where it is given, and `thin` says that they are too few.
    """

    before: str | None
    basis: str
    scope: str
    grain: str
    share: Measure
    share_before: Measure
    change: Measure
    growth_gap: Measure
    own_growth: Measure
    category_growth: Measure
    own_sales: Measure
    category_sales: Measure
    account_share: Measure
    account_share_before: Measure
    account_growth: Measure
    coverage: float
    own_covered: float | None
    observations: float | None
    thin: bool
    periods: tuple[PeriodShare, ...]
    categories: tuple[CategoryShare, ...]
    rivals: tuple[RivalShare, ...]
    fair_shares: tuple[FairShare, ...]


def assess(tables: Tables, quarter: str, context: Context) -> ShareAssessment | None:
    """Return the share of one account in `quarter`; None without a period both books have."""
    books = open_books(tables)
    own_rows = books.own
    shared = own_rows.where(own_rows.named("quarter", *books.market.present("quarter")))
    if quarter not in shared.present("quarter"):
        return None
    compared = _comparable(books, shared, quarter, context)
    now, then, before, grain = compared.now, compared.then, compared.before, compared.grain
    if sums(now)[1] <= 0:
        return None
    starts = period_days(quarter, grain, context.calendar)
    n, n_before = (len({cell.place for cell in cells}) for cells in (now, then))
    (own, category), (own_before, category_before) = sums(now), sums(then)
    share, share_before = ratio(own, category), ratio(own_before, category_before)
    own_growth, category_growth = growth_of(own, own_before), growth_of(category, category_before)
    known = own_growth is not None and category_growth is not None
    gap = share_growth_gap(own_growth or 0.0, category_growth or 0.0) if known else None
    change = None if share is None or share_before is None else share - share_before
    counts = [cell.n_obs for cell in now if cell.n_obs is not None]
    observed = sum(counts) if counts else None
    sold = total(of_quarter(own_rows, quarter).numbers("sales_value"))
    account = _account(books, compared.rows)
    return ShareAssessment(
        before=before,
        basis=books.basis,
        scope=books.scope,
        grain=grain,
        share=_measure(share, "share", n),
        share_before=_measure(share_before, "share", n_before),
        change=_measure(change, "points", n),
        growth_gap=_measure(gap, "change", n),
        own_growth=_measure(own_growth, "change", n),
        category_growth=_measure(category_growth, "change", n),
        own_sales=_measure(own, "money", n),
        category_sales=_measure(category, "money", n),
        account_share=account[0],
        account_share_before=account[1],
        account_growth=account[2],
        coverage=n / len(starts),
        own_covered=ratio(own, sold),
        observations=None if observed is None else float(observed),
        thin=observed is not None and float(observed) < LEAST_OBSERVATIONS,
        periods=by_period(now, then, starts),
        categories=tuple(by_category(now, then, share)),
        rivals=tuple(by_rival(compared.rows, (now, then))),
        fair_shares=tuple(fair_shares_of(tables, quarter, books.scope, (own, category))),
    )


@dataclass(frozen=True, eq=False)
class _Compared:
    """The cells of both quarters that can be compared, and the rows they were made of."""

    now: tuple[Cell, ...]
    then: tuple[Cell, ...]
    before: str | None
    grain: str
    rows: tuple[QuarterBooks, QuarterBooks | None]


def _comparable(books: Books, shared: Rows, quarter: str, context: Context) -> _Compared:
    before = comparison_quarter(shared, quarter)
    quarters = (quarter,) if before is None else (quarter, before)
    grain = grain_between(books, quarters)
    rows = quarter_of(books, quarter, grain, context.calendar)
    now = cells_of(books, rows)
    if before is not None:
        rows_before = quarter_of(books, before, grain, context.calendar)
        then = cells_of(books, rows_before)
        both = (*now, *then)
        alike = [_ours(_in_both(cells, other), both) for cells, other in ((now, then), (then, now))]
        if alike[0]:
            return _Compared(alike[0], alike[1], before, grain, (rows, rows_before))
    return _Compared(_ours(now, now), (), None, grain, (rows, None))


def _in_both(cells: tuple[Cell, ...], other: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Keep the cells whose category and place the other quarter has too."""
    known = {(cell.category, cell.place) for cell in other}
    return tuple(cell for cell in cells if (cell.category, cell.place) in known)


def _ours(cells: tuple[Cell, ...], known: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Keep the categories we sell or sold: others are not ours to have a share of."""
    sold: dict[str, float] = {}
    for cell in known:
        sold[cell.category] = sold.get(cell.category, 0.0) + cell.own
    return tuple(cell for cell in cells if sold.get(cell.category, 0.0) > 0)


def _account(
    books: Books, rows: tuple[QuarterBooks, QuarterBooks | None]
) -> tuple[Measure, Measure, Measure]:
    """Return our share of all the account sells, before, and the account's growth."""
    now = account_totals(books, rows[0])
    then = {} if rows[1] is None else account_totals(books, rows[1])
    alike = now.keys() & then.keys()
    if rows[1] is not None:
        now = {place: now[place] for place in alike} if alike else now
        then = {place: then[place] for place in alike}
    (own, sold), (had, sold_before) = (
        (sum(own for own, _ in of.values()), sum(sold for _, sold in of.values()))
        for of in (now, then)
    )
    return (
        _measure(ratio(own, sold), "share", len(now)),
        _measure(ratio(had, sold_before), "share", len(then)),
        _measure(growth_of(sold, sold_before), "change", len(now)),
    )


def _measure(value: float | None, unit: str, n: int) -> Measure:
    return Measure(value, unit, n if value is not None else 0, "sales, market")
