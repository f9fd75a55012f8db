"""Every number of the portfolio page in one frozen value, JSON both ways.

The executed portfolio notebook carries it, as an account's review carries its `ReviewSummary`.
"""

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from ka_helpers.metrics.portfolio import PortfolioAssessment
from ka_helpers.reviews.digest import Digest
from ka_helpers.reviews.summary import Names

PORTFOLIO_MIME = "application/vnd.ka-kit.portfolio+json"


@dataclass(frozen=True)
class PortfolioSummary:
    """All accounts in one quarter.

    `sales` is the quarter's (currency units), `growth` a fraction against `before`; `assessment`
    is None where nothing was sold; `digests` are the reviews rendered, which may be fewer than
    the `accounts`.
    """

    case_id: str
    case_title: Names
    our_company: Names
    quarter: str
    before: str | None
    as_of: str
    currency: str
    accounts: int
    sales: float
    growth: float | None
    assessment: PortfolioAssessment | None
    digests: tuple[Digest, ...]


@cache
def _adapter() -> TypeAdapter[PortfolioSummary]:
    return TypeAdapter(PortfolioSummary)


def portfolio_summary_to_json(summary: PortfolioSummary) -> str:
    """Return a summary as JSON text; `portfolio_summary_from_json` gives an equal one back."""
    return _adapter().dump_json(summary).decode()


def portfolio_summary_from_json(text: str) -> PortfolioSummary:
    """Return the summary written by `portfolio_summary_to_json`.

    Raises
    ------
    pydantic.ValidationError : a field is missing, unknown or of another type
    """
    return _adapter().validate_json(text)
