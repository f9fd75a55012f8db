"""The review of all accounts as a printed document."""

from collections.abc import Iterator

from ka_helpers.i18n import say
from ka_helpers.rendering.executed import ExecutedPortfolio
from ka_helpers.rendering.pdf import blocks
from ka_helpers.rendering.pdf.printing import Block, Document, printed
from ka_helpers.rendering.portfolio_wording import (
    MOST_HEADLINES,
    accounts_table,
    by_size,
    first_findings,
    portfolio_heading,
    portfolio_kicker,
    portfolio_opening,
)
from ka_helpers.reviews.portfolio_section import CONCENTRATION, MATRIX
from ka_helpers.reviews.section import Chart, Layout
from ka_helpers.tables.portfolio import lay_out_classes, lay_out_concentration

MOST_ACCOUNTS = 200
"""The largest accounts a printed list holds: more is read on screen, where it can be sorted."""
FINDING_COLUMN = 7


def portfolio_pdf(portfolio: ExecutedPortfolio) -> bytes:
    """Return the PDF of the review of all accounts: the same review gives the same bytes."""
    return printed(portfolio_document(portfolio))


def portfolio_document(portfolio: ExecutedPortfolio) -> Document:
    """Return what the review of all accounts prints."""
    summary, language = portfolio.summary, portfolio.language
    kicker = portfolio_kicker(summary, language)
    return Document(
        title=portfolio_heading(summary, language),
        author=summary.our_company.in_language(language),
        description=portfolio_opening(summary, language),
        as_of=summary.as_of,
        language=language,
        left=portfolio_heading(summary, language),
        right=say("review.quarter", language, quarter=summary.quarter),
        foot=say("pdf.foot", language, kicker=kicker, as_of=summary.as_of),
        first=tuple(_first_page(portfolio)),
        rest=(
            *_drawn(portfolio, MATRIX, Layout(lay_out_classes)),
            *_accounts(portfolio),
            *_drawn(portfolio, CONCENTRATION, Layout(lay_out_concentration)),
        ),
    )


def _first_page(portfolio: ExecutedPortfolio) -> Iterator[Block]:
    summary, language = portfolio.summary, portfolio.language
    yield blocks.title(
        portfolio_kicker(summary, language),
        portfolio_heading(summary, language),
        "",
        portfolio_opening(summary, language),
    )
    yield blocks.section(
        "headline",
        say("review.portfolio_headline_title", language),
        say("review.portfolio_headline_question", language),
    )
    first = first_findings(summary.digests)
    if not first:
        yield blocks.text(say("review.no_findings", language))
    for digest, found in first[:MOST_HEADLINES]:
        yield blocks.account_finding(digest.name, found, language)
    if len(first) > MOST_HEADLINES:
        yield blocks.text(say("review.more_accounts", language, n=len(first) - MOST_HEADLINES))


def _accounts(portfolio: ExecutedPortfolio) -> Iterator[Block]:
    summary, language = portfolio.summary, portfolio.language
    yield blocks.section("accounts", say("review.accounts_title", language))
    listed = by_size(summary.digests)[:MOST_ACCOUNTS]
    yield blocks.table(accounts_table(summary, language, listed))
    if len(listed) < len(summary.digests):
        said = say("pdf.largest_accounts", language, shown=len(listed), n=len(summary.digests))
        yield blocks.text(said)


def _drawn(portfolio: ExecutedPortfolio, drawing: Chart, layout: Layout) -> Iterator[Block]:
    summary, language = portfolio.summary, portfolio.language
    assessment = summary.assessment
    name = drawing.name
    title, question = (say(f"review.{name}_{part}", language) for part in ("title", "question"))
    yield blocks.section(name, title, question)
    if assessment is None or not drawing.shown(assessment):
        yield blocks.text(say("review.no_rows", language))
        return
    svg = portfolio.pictures.get(f"portfolio.{name}")
    if svg is not None:
        words = (language, summary.currency)
        yield blocks.chart(drawing, svg, "portfolio", assessment, words)
    yield blocks.table(layout.lay_out(assessment, language, summary.currency))
