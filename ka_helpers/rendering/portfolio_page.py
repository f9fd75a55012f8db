"""All accounts on one page: what to do first, the list with its links, the matrix, who matters."""

from collections.abc import Sequence
from html import escape
from typing import Any

from ka_helpers.i18n import say
from ka_helpers.metrics.portfolio import assess_portfolio
from ka_helpers.rendering.account_list import account_list, page_address
from ka_helpers.rendering.fragments import Carried, Fragment, Html, block, chart_html, paragraph
from ka_helpers.rendering.layout import stylesheet
from ka_helpers.rendering.portfolio_wording import (
    MOST_HEADLINES,
    accounts_caption,
    first_findings,
    portfolio_heading,
    portfolio_kicker,
    portfolio_opening,
)
from ka_helpers.reviews.digest import Digest
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.portfolio import Portfolio
from ka_helpers.reviews.portfolio_section import CONCENTRATION, MATRIX
from ka_helpers.reviews.portfolio_summary import (
    PORTFOLIO_MIME,
    PortfolioSummary,
    portfolio_summary_to_json,
)
from ka_helpers.reviews.section import Chart
from ka_helpers.tables.portfolio import lay_out_classes, lay_out_concentration


class PortfolioPage:
    """One quarter of all accounts in one language, fragment by fragment.

    `digests` are the reviews rendered; they may be fewer than the portfolio's accounts.
    `formats` names what lies beside each account's page, comma-separated.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        digests: Sequence[Digest],
        language: str,
        formats: str = "html",
    ) -> None:
        self.summary = portfolio_summary(portfolio, digests)
        self.language = language
        self.formats = tuple(name for name in formats.split(",") if name != "html")

    def _repr_html_(self) -> Html:
        """Give the notebook the report's look."""
        return f"<style>{stylesheet()}</style>"

    def title(self) -> Fragment:
        """Return whose accounts these are, the quarter, and how they do together."""
        summary, language = self.summary, self.language
        html = (
            '<header class="ka-fragment ka-title">'
            f"{paragraph(portfolio_kicker(summary, language), 'kicker')}"
            f"<h1>{escape(portfolio_heading(summary, language))}</h1>"
            f"{paragraph(portfolio_opening(summary, language), 'opening')}</header>"
        )
        return Fragment("title", html)

    def headline(self) -> Fragment:
        """Return the gravest finding of each account that needs action, most money first."""
        title, question = (
            self._say("portfolio_headline_title"),
            self._say("portfolio_headline_question"),
        )
        first = first_findings(self.summary.digests)
        if not first:
            return block("headline", title, paragraph(self._say("no_findings"), "facts"))
        items = "".join(
            self._headline_item(digest, finding) for digest, finding in first[:MOST_HEADLINES]
        )
        rest = len(first) - MOST_HEADLINES
        more = paragraph(self._say("more_accounts", n=rest), "note") if rest > 0 else ""
        return block(
            "headline", title, f'<ol class="ka-findings">{items}</ol>', more, question=question
        )

    def accounts(self) -> Fragment:
        """Return the sortable list of all accounts with links to their reviews."""
        summary, language = self.summary, self.language
        caption = accounts_caption(summary, language)
        table = account_list(summary.digests, caption, language, summary.currency, self.formats)
        return block(
            "accounts", self._say("accounts_title"), table, question=self._say("accounts_question")
        )

    def matrix(self) -> Fragment:
        """Return the matrix of all accounts and what each class asks for."""
        return self._drawn("matrix", MATRIX, lay_out_classes)

    def concentration(self) -> Fragment:
        """Return how much hangs on how few."""
        return self._drawn("concentration", CONCENTRATION, lay_out_concentration)

    def carried(self) -> Carried:
        """Return every number of the page, for the notebook to carry."""
        text = self._say("portfolio_carried", n=len(self.summary.digests))
        return Carried(PORTFOLIO_MIME, portfolio_summary_to_json(self.summary), text)

    def _drawn(self, name: str, drawing: Chart, lay_out: Any) -> Fragment:
        title = self._say(f"{name}_title")
        portfolio = self.summary.assessment
        if portfolio is None or not drawing.shown(portfolio):
            return block(name, title, paragraph(self._say("no_rows"), "facts"))
        currency = self.summary.currency
        picture = chart_html("portfolio", drawing, portfolio, self.language, currency)
        table = lay_out(portfolio, self.language, currency)._repr_html_()
        return block(name, title, picture, table, question=self._say(f"{name}_question"))

    def _headline_item(self, digest: Digest, finding: Finding) -> Html:
        return (
            f'<li class="ka-{finding.tone}"><h3><a href="{page_address(digest.account_id)}">'
            f"{escape(digest.name)}</a></h3>"
            f"<p>{escape(finding.headline(self.language))}</p>"
            f"{paragraph(finding.next_step(self.language), 'next')}</li>"
        )

    def _say(self, name: str, **values: Any) -> str:
        return say(f"review.{name}", self.language, **values)


def portfolio_summary(portfolio: Portfolio, digests: Sequence[Digest]) -> PortfolioSummary:
    """Return every number of the review of all accounts."""
    profits = {digest.account_id: digest.profit for digest in digests}
    return PortfolioSummary(
        case_id=portfolio.case_id,
        case_title=portfolio.case_title,
        our_company=portfolio.our_company,
        quarter=portfolio.quarter,
        before=portfolio.before,
        as_of=portfolio.as_of,
        currency=portfolio.currency,
        accounts=len(portfolio.now),
        sales=sum(row.sales or 0.0 for row in portfolio.now),
        growth=portfolio.growth,
        assessment=assess_portfolio(
            portfolio.inputs_now(), dict(portfolio.names), portfolio.ruleset, profits
        ),
        digests=tuple(digests),
    )
