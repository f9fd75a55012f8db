"""All accounts on one page: what to do first, the list with its links, the matrix, who matters."""

from collections.abc import Sequence
from html import escape
from typing import Any

from ka_helpers.i18n import say
from ka_helpers.metrics.portfolio import PortfolioAssessment, assess_portfolio
from ka_helpers.rendering.account_list import account_list, page_address
from ka_helpers.rendering.fragments import Carried, Fragment, Html, block, chart_html, paragraph
from ka_helpers.rendering.layout import stylesheet
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

MOST_HEADLINES = 8


class PortfolioPage:
    """One quarter of all accounts in one language, fragment by fragment.

    `digests` are the reviews rendered; they may be fewer than the portfolio's accounts.
    """

    def __init__(self, portfolio: Portfolio, digests: Sequence[Digest], language: str) -> None:
        self.portfolio = portfolio
        self.digests = tuple(digests)
        self.language = language
        profits = {digest.account_id: digest.profit for digest in digests}
        self.assessment = assess_portfolio(
            portfolio.inputs_now(), dict(portfolio.names), portfolio.ruleset, profits
        )

    def _repr_html_(self) -> Html:
        """Give the notebook the report's look."""
        return f"<style>{stylesheet()}</style>"

    def title(self) -> Fragment:
        """Return whose accounts these are, the quarter, and how they do together."""
        company = self.portfolio.our_company.in_language(self.language)
        case_title = self.portfolio.case_title.in_language(self.language)
        heading = self._say("index_title", quarter=self.portfolio.quarter)
        html = (
            '<header class="ka-fragment ka-title">'
            f"{paragraph(f'{company} · {case_title}', 'kicker')}<h1>{escape(heading)}</h1>"
            f"{paragraph(self._opening(), 'opening')}</header>"
        )
        return Fragment("title", html)

    def headline(self) -> Fragment:
        """Return the gravest finding of each account that needs action, most money first."""
        title, question = (
            self._say("portfolio_headline_title"),
            self._say("portfolio_headline_question"),
        )
        first = self._first_findings()
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
        currency = self.portfolio.currency
        values = {"quarter": self.portfolio.quarter, "n": len(self.digests)}
        caption = self._say("accounts_caption", **values)
        table = account_list(self.digests, caption, self.language, currency)
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
        place = self.portfolio
        summary = PortfolioSummary(
            case_id=place.case_id,
            case_title=place.case_title,
            our_company=place.our_company,
            quarter=place.quarter,
            before=place.before,
            as_of=place.as_of,
            currency=place.currency,
            accounts=len(place.now),
            sales=self._sales(),
            growth=place.growth,
            assessment=self.assessment,
            digests=self.digests,
        )
        text = self._say("portfolio_carried", n=len(self.digests))
        return Carried(PORTFOLIO_MIME, portfolio_summary_to_json(summary), text)

    def _sales(self) -> float:
        return sum(row.sales or 0.0 for row in self.portfolio.now)

    def _drawn(self, name: str, drawing: Chart, lay_out: Any) -> Fragment:
        title = self._say(f"{name}_title")
        portfolio: PortfolioAssessment | None = self.assessment
        if portfolio is None or not drawing.shown(portfolio):
            return block(name, title, paragraph(self._say("no_rows"), "facts"))
        currency = self.portfolio.currency
        picture = chart_html("portfolio", drawing, portfolio, self.language, currency)
        table = lay_out(portfolio, self.language, currency)._repr_html_()
        return block(name, title, picture, table, question=self._say(f"{name}_question"))

    def _first_findings(self) -> list[tuple[Digest, Finding]]:
        """Return each account that needs action with its first finding, most money first."""
        grave = [
            (digest, digest.findings[0])
            for digest in self.digests
            if digest.findings and digest.findings[0].tone == "bad"
        ]
        return sorted(grave, key=lambda pair: (-abs(pair[1].stake or 0.0), pair[0].account_id))

    def _headline_item(self, digest: Digest, finding: Finding) -> Html:
        return (
            f'<li class="ka-{finding.tone}"><h3><a href="{page_address(digest.account_id)}">'
            f"{escape(digest.name)}</a></h3>"
            f"<p>{escape(finding.headline(self.language))}</p>"
            f"{paragraph(finding.next_step(self.language), 'next')}</li>"
        )

    def _opening(self) -> str:
        growth = self.portfolio.growth
        return self._say(
            "portfolio_opening_no_growth" if growth is None else "portfolio_opening",
            n=len(self.portfolio.now),
            sales=self._sales(),
            growth=growth,
            before=self.portfolio.before or "",
            act=len(self._first_findings()),
        )

    def _say(self, name: str, **values: Any) -> str:
        return say(
            f"review.{name}", self.language, **{"currency": self.portfolio.currency, **values}
        )
