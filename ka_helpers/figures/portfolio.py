"""Charts of all accounts: the matrix with a bubble each, and the concentration of sales."""

from ka_helpers.figures.plot import Bars, Bubbles, Line, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.position import matrix_scales, quadrants
from ka_helpers.figures.style import BLUE, GREY, INK, MUTED, ORANGE, drawable
from ka_helpers.i18n import say
from ka_helpers.metrics.portfolio import ABC_CUTS, PortfolioAssessment, PortfolioRow

LARGEST_BUBBLE, SMALLEST_BUBBLE = 900.0, 10.0
_ROOMY = 24
MOST_BARS = 60
CLASS_COLOURS = {"A": BLUE, "B": ORANGE, "C": GREY}


def placed(portfolio: PortfolioAssessment) -> tuple[PortfolioRow, ...]:
    """Return the accounts that have a place in the matrix, the largest first."""
    return tuple(row for row in portfolio.rows if row.quadrant is not None)


def plot_portfolio_matrix(
    portfolio: PortfolioAssessment, language: str, currency: str = "CNY"
) -> Plot:
    """Return every account as a bubble whose area is its sales.

    Names stand where they fit, the largest account first; a number is the account's rank.
    """
    rows = placed(portfolio)
    bubbles = Bubbles(
        tuple(row.support or 0.0 for row in rows), tuple(row.attractiveness or 0.0 for row in rows),
        _areas([row.sales or 0.0 for row in rows]), tuple(CLASS_COLOURS[row.abc] for row in rows),
        opacity=0.55, edge="#ffffff",
        names=tuple((drawable(row.name), str(row.rank)) for row in rows),
    )  # fmt: skip
    marks = (*quadrants(portfolio.cut, language), *([bubbles] if rows else []))
    return Plot(marks, *matrix_scales(language), language, currency)


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
