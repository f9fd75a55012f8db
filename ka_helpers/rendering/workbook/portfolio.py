"""The review of all accounts as a workbook."""

from collections.abc import Iterator

from ka_helpers.rendering.executed import ExecutedPortfolio
from ka_helpers.rendering.portfolio_wording import (
    MOST_HEADLINES,
    first_findings,
    portfolio_heading,
    portfolio_kicker,
    portfolio_opening,
)
from ka_helpers.rendering.workbook.accounts import write_accounts, write_first_findings
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.concentration import write_concentration
from ka_helpers.rendering.workbook.matrix import write_matrix
from ka_helpers.rendering.workbook.overview import write_contents
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.portfolio_summary import PortfolioSummary


def portfolio_workbook(portfolio: ExecutedPortfolio) -> bytes:
    """Return the review of all accounts as an .xlsx file; the same input gives the same bytes.

    Account names link to their pages, from the folder in which the index stands.
    """
    summary, language = portfolio.summary, portfolio.language
    book = Book(language, summary.currency, summary.as_of)
    heading = portfolio_heading(summary, language)
    book.describe(heading, summary.our_company.in_language(language))
    overview = book.sheet("overview", heading)
    answers = list(_write_sheets(book, summary))
    _write_overview(book, overview, summary, answers)
    overview.one_page = True
    overview.paper.activate()
    return book.written()


def _write_sheets(book: Book, summary: PortfolioSummary) -> Iterator[tuple[Sheet, str]]:
    yield write_accounts(book, summary), book.word("accounts_question")
    yield write_first_findings(book, summary), book.say("review.portfolio_headline_question")
    if summary.assessment is not None:
        if any(row.quadrant for row in summary.assessment.rows):
            yield write_matrix(book, summary.assessment), book.say("review.matrix_question")
        sheet = write_concentration(book, summary.assessment)
        yield sheet, book.say("review.concentration_question")


def _write_overview(
    book: Book, sheet: Sheet, summary: PortfolioSummary, answers: list[tuple[Sheet, str]]
) -> None:
    language = book.language
    sheet.row = 1
    sheet.note(portfolio_kicker(summary, language), "kicker")
    sheet.row -= 1
    sheet.note(portfolio_opening(summary, language), "opening")
    sheet.caps |= {0: 26.0, 1: 58.0, 2: 58.0}
    sheet.caption(book.say("review.portfolio_headline_title"))
    sheet.header([(book.word(name), form) for name, form in (
        ("account", "text"), ("finding", "text"), ("next", "text"), ("stake", "money"),
    )])  # fmt: skip
    first = first_findings(summary.digests)
    for digest, finding in first[:MOST_HEADLINES]:
        sheet.write((sheet.row, 0), digest.name)
        sheet.write((sheet.row, 1), finding.headline(language))
        sheet.write((sheet.row, 2), finding.next_step(language))
        sheet.write((sheet.row, 3), finding.stake, "money")
        sheet.row += 1
    rest = len(first) - MOST_HEADLINES
    sheet.note(book.say("workbook.more_accounts", n=rest) if rest > 0 else
               "" if first else book.say("review.no_findings"))  # fmt: skip
    write_contents(book, sheet, answers)
    sheet.note(book.say("workbook.portfolio_note", day=summary.as_of, n=summary.accounts))
