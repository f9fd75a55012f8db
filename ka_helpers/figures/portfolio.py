"""Charts of all accounts: the matrix with a bubble each, and the concentration of sales."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from ka_helpers.figures.plot import Bars, Bubbles, Line, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.position import matrix_scales, quadrants
from ka_helpers.figures.style import BLUE, GREY, INK, MUTED, ORANGE, drawable
from ka_helpers.i18n import say
from ka_helpers.metrics.portfolio import ABC_CUTS, PortfolioAssessment, PortfolioRow

LARGEST_BUBBLE, SMALLEST_BUBBLE = 900.0, 10.0
_ROOMY = 24
MOST_BARS = 60
MOST_BUBBLES = 400
CELL = 2
"""Where there are more accounts, those within so many points share a bubble."""
CLASS_COLOURS = {"A": BLUE, "B": ORANGE, "C": GREY}


def placed(portfolio: PortfolioAssessment) -> tuple[PortfolioRow, ...]:
    """Return the accounts that have a place in the matrix, the largest first."""
    return tuple(row for row in portfolio.rows if row.quadrant is not None)


def plot_portfolio_matrix(
    portfolio: PortfolioAssessment, language: str, currency: str = "CNY"
) -> Plot:
    """Return every account as a bubble whose area is its sales; very many share bubbles.

    Names stand where they fit, the largest account first; a number is the account's rank.
    """
    rows = placed(portfolio)
    bubbles = _gathered(rows) if len(rows) > MOST_BUBBLES else _single(rows)
    marks = (*quadrants(portfolio.cut, language), *([bubbles] if rows else []))
    x, y = matrix_scales(language)
    if len(rows) > MOST_BUBBLES:
        x = replace(x, title=say("portfolio.gathered_axis", language, axis=x.title, points=CELL))
    return Plot(marks, x, y, language, currency)


def _single(rows: Sequence[PortfolioRow]) -> Bubbles:
    """Return a bubble an account."""
    return Bubbles(
        tuple(row.support or 0.0 for row in rows), tuple(row.attractiveness or 0.0 for row in rows),
        _areas([row.sales or 0.0 for row in rows]), tuple(CLASS_COLOURS[row.abc] for row in rows),
        opacity=0.55, edge="#ffffff",
        names=tuple((drawable(row.name), str(row.rank)) for row in rows),
    )  # fmt: skip


def _gathered(rows: Sequence[PortfolioRow]) -> Bubbles:
    """Return a bubble for all accounts within a few points, in the colour of the largest."""
    cells: dict[tuple[int, int], list[PortfolioRow]] = {}
    for row in rows:
        place = round((row.support or 0.0) / CELL), round((row.attractiveness or 0.0) / CELL)
        cells.setdefault(place, []).append(row)
    together = {place: sum(row.sales or 0.0 for row in cell) for place, cell in cells.items()}
    places = sorted(cells, key=lambda place: (-together[place], place))
    return Bubbles(
        tuple(fmean(row.support or 0.0 for row in cells[place]) for place in places),
        tuple(fmean(row.attractiveness or 0.0 for row in cells[place]) for place in places),
        _areas([together[place] for place in places]),
        tuple(CLASS_COLOURS[cells[place][0].abc] for place in places),
        opacity=0.55, edge="#ffffff",
        names=tuple(
            (drawable(cell[0].name) if len(cell) == 1 else "", str(cell[0].rank))
            for cell in map(cells.__getitem__, places)
        ),
    )  # fmt: skip


def plot_concentration(
    portfolio: PortfolioAssessment, language: str, currency: str = "CNY"
) -> Plot:
    """Return each account's share of sales, the largest first, and what they make together."""
    rows = portfolio.rows
    ranks = tuple(float(row.rank) for row in rows)
    few = len(rows) <= MOST_BARS
    together = tuple(row.cumulative_share for row in rows)
    marks: list[Mark] = []
    if few:
        colours = tuple(CLASS_COLOURS[row.abc] for row in rows)
        marks.append(Bars(ranks, tuple(row.share for row in rows), colours, thickness=0.75))
    marks += [Rule(cut, MUTED, dash=(4.0, 3.0)) for cut in ABC_CUTS]
    marks.append(Line(ranks, together, INK, width=1.4, marker=3.0 if few else 0.0))
    for cut, name in zip(ABC_CUTS, ("A", "B"), strict=True):
        said = say("portfolio.up_to", language, name=name, cut=cut)
        marks.append(Note(1.0, cut, said, MUTED, -2.0, -2.0, "end", "top", 8.0, (True, False)))
    rank_axis = say("portfolio.rank_axis", language)
    return Plot(
        tuple(marks),
        Scale(rank_axis, low=0.4, high=len(rows) + 0.6, whole=True, grid=False),
        Scale(say("portfolio.share_axis", language), "share", low=0.0, high=1.04),
        language, currency,
    )  # fmt: skip


def _areas(sales: list[float]) -> tuple[float, ...]:
    """Return bubble areas (points squared) in proportion to sales; smaller where many crowd."""
    if not sales:
        return ()
    largest = LARGEST_BUBBLE * min(1.0, _ROOMY / len(sales)) ** 0.5
    most = max(*sales, 1e-9) if len(sales) > 1 else max(sales[0], 1e-9)
    return tuple(max(SMALLEST_BUBBLE, max(0.0, value) / most * largest) for value in sales)
