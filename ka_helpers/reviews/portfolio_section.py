"""The portfolio as a section: its charts and tables, for the page of all accounts.

Assessed by `metrics.portfolio.assess_portfolio` from all accounts; one account has none.
"""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.portfolio import placed, plot_concentration, plot_portfolio_matrix
from ka_helpers.metrics.assessment import Context, Tables
from ka_helpers.metrics.portfolio import PortfolioAssessment
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.portfolio import lay_out_accounts, lay_out_classes, lay_out_concentration


def _matrix_facts(portfolio: PortfolioAssessment) -> dict[str, Any]:
    sizes = {size.name: size.n for size in portfolio.quadrants}
    return {"placed": len(placed(portfolio)), "n": len(portfolio.rows), **sizes}


def _concentration_facts(portfolio: PortfolioAssessment) -> dict[str, Any]:
    top_n, top_share = portfolio.top_n, portfolio.top_share
    return {"top_n": top_n, "top_share": top_share, "n": len(portfolio.rows)}


def _assess_alone(tables: Tables, quarter: str, context: Context) -> PortfolioAssessment | None:
    """Return nothing: one account is no portfolio."""
    return None


def _find_nothing(portfolio: PortfolioAssessment, context: Context) -> Iterator[Finding]:
    """Yield nothing: what is to be known stands in the accounts' own findings."""
    yield from ()


MATRIX = Chart(
    "matrix", plot=plot_portfolio_matrix, facts=_matrix_facts, height=4.4,
    shown=lambda p: bool(placed(p)),
)  # fmt: skip
CONCENTRATION = Chart("concentration", plot=plot_concentration, facts=_concentration_facts)
SECTION = Section(
    key="portfolio",
    needs=("sales",),
    assess=_assess_alone,
    find=_find_nothing,
    charts=(MATRIX, CONCENTRATION),
    layouts=(
        Layout(lay_out_accounts),
        Layout(lay_out_classes, shown=lambda p: bool(placed(p))),
        Layout(lay_out_concentration),
    ),
)
