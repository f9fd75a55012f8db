"""Charts of all accounts: the matrix with a bubble each, and the concentration of sales."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ka_helpers.figures.labels import label_bubbles
from ka_helpers.figures.position import draw_quadrants
from ka_helpers.figures.style import BLUE, GREY, INK, MUTED, ORANGE, format_axis
from ka_helpers.i18n import say
from ka_helpers.metrics.portfolio import ABC_CUTS, PortfolioAssessment, PortfolioRow

LARGEST_BUBBLE, SMALLEST_BUBBLE = 900.0, 10.0
_ROOMY = 24
MOST_BARS = 60
CLASS_COLOURS = {"A": BLUE, "B": ORANGE, "C": GREY}


def placed(portfolio: PortfolioAssessment) -> tuple[PortfolioRow, ...]:
    """Return the accounts that have a place in the matrix, the largest first."""
    return tuple(row for row in portfolio.rows if row.quadrant is not None)


def draw_portfolio_matrix(
    ax: Axes, portfolio: PortfolioAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw every account as a bubble whose area is its sales.

    Names stand where they fit, the largest account first; a number is the account's rank.
    """
    draw_quadrants(ax, portfolio.cut, language)
    rows = placed(portfolio)
    if not rows:
        return ax
    points = np.array([(row.support, row.attractiveness) for row in rows], dtype=float)
    sizes = _areas(np.array([row.sales for row in rows], dtype=float))
    ax.scatter(
        points[:, 0], points[:, 1], s=sizes, color=[CLASS_COLOURS[row.abc] for row in rows],
        alpha=0.55, edgecolors="white", linewidths=0.8, zorder=2,
    )  # fmt: skip
    label_bubbles(ax, points, sizes, [(row.name, str(row.rank)) for row in rows])
    return ax


def draw_concentration(
    ax: Axes, portfolio: PortfolioAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw each account's share of sales, the largest first, and what they make together."""
    ranks = [row.rank for row in portfolio.rows]
    colours = [CLASS_COLOURS[row.abc] for row in portfolio.rows]
    if len(ranks) <= MOST_BARS:
        ax.bar(ranks, [row.share for row in portfolio.rows], color=colours, width=0.75)
    marker = "o" if len(ranks) <= MOST_BARS else ""
    ax.plot(
        ranks, [row.cumulative_share for row in portfolio.rows], color=INK, marker=marker,
        markersize=3, linewidth=1.4,
    )  # fmt: skip
    for cut, name in zip(ABC_CUTS, ("A", "B"), strict=True):
        ax.axhline(cut, color=MUTED, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1.5)
        ax.annotate(
            say("portfolio.up_to", language, name=name, cut=cut), (1.0, cut),
            xycoords=("axes fraction", "data"), xytext=(-2, -3), textcoords="offset points",
            ha="right", va="top", fontsize=8, color=MUTED,
        )  # fmt: skip
    ax.set_ylim(0, 1.04)
    ax.set_xlim(0.4, len(ranks) + 0.6)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "share", language, currency)
    ax.set_xlabel(say("portfolio.rank_axis", language))
    ax.set_ylabel(say("portfolio.share_axis", language))
    return ax


def _areas(sales: np.ndarray) -> np.ndarray:
    """Return bubble areas (points squared) in proportion to sales; smaller where many crowd."""
    largest = LARGEST_BUBBLE * min(1.0, _ROOMY / len(sales)) ** 0.5
    areas: np.ndarray = np.clip(sales, 0.0, None) / max(sales.max(), 1e-9) * largest
    return areas.clip(min=SMALLEST_BUBBLE)
