"""What an executed notebook carries: its summary and its pictures, for every other format."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ka_helpers.rendering.execution import carried
from ka_helpers.reviews.portfolio_summary import (
    PORTFOLIO_MIME,
    PortfolioSummary,
    portfolio_summary_from_json,
)
from ka_helpers.reviews.summary import MIME, ReviewSummary, from_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

_PICTURE = re.compile(
    r'<figure class="ka-chart" data-chart="([\w.]+)".*?"data:image/svg\+xml;base64,([^"]+)"',
    re.DOTALL,
)


@dataclass(frozen=True)
class ExecutedReview:
    """One account's review: `pictures` are its charts as <svg>, named "sales.trend"."""

    summary: ReviewSummary
    language: str
    pictures: Mapping[str, str]


@dataclass(frozen=True)
class ExecutedPortfolio:
    """The review of all accounts, the same way."""

    summary: PortfolioSummary
    language: str
    pictures: Mapping[str, str]


def executed_review(notebook: "NotebookNode", language: str) -> ExecutedReview:
    """Return what an executed account review carries.

    Raises
    ------
    RenderingError : no output of the notebook has the summary's MIME type
    """
    return ExecutedReview(from_json(carried(notebook, MIME)), language, pictures_in(notebook))


def executed_portfolio(notebook: "NotebookNode", language: str) -> ExecutedPortfolio:
    """Return what an executed portfolio review carries.

    Raises
    ------
    RenderingError : no output of the notebook has the summary's MIME type
    """
    summary = portfolio_summary_from_json(carried(notebook, PORTFOLIO_MIME))
    return ExecutedPortfolio(summary, language, pictures_in(notebook))


def pictures_in(notebook: "NotebookNode") -> dict[str, str]:
    """Return the charts that a notebook's outputs show, by name, as <svg>."""
    pages = (
        output["data"]["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    )
    return {
        name: base64.b64decode(data).decode()
        for page in pages
        for name, data in _PICTURE.findall(page)
    }
