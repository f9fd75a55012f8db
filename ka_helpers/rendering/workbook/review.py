"""One account's review as a workbook: what a manager filters, retypes and adds up himself."""

from collections.abc import Iterator

from ka_helpers.rendering.executed import ExecutedReview
from ka_helpers.rendering.wording import (
    headlines,
    review_facts,
    review_kicker,
    review_opening,
    section_question,
    skipped_table,
)
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.differences import write_differences
from ka_helpers.rendering.workbook.findings import write_all_findings
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.objectives import write_objectives
from ka_helpers.rendering.workbook.overview import write_contents, write_findings
from ka_helpers.rendering.workbook.profit import write_profit
from ka_helpers.rendering.workbook.promotions import write_promotions
from ka_helpers.rendering.workbook.scorecard import write_scorecard
from ka_helpers.rendering.workbook.sections import write_section
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.rendering.workbook.sources import write_sources
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.reviews.summary import ReviewSummary

OWN_SHEETS = ("objectives", "promotions", "receivables", "profit")
"""Sections that have a sheet of their own design; the others show their tables."""


def review_workbook(review: ExecutedReview) -> bytes:
    """Return an account's review as an .xlsx file; the same review gives the same bytes."""
    summary, language = review.summary, review.language
    book = Book(language, summary.currency, summary.as_of)
    company = summary.our_company.in_language(language)
    title = book.say("review.page_title", name=summary.account.name, quarter=summary.quarter)
    book.describe(title, company)
    overview = book.sheet("overview", summary.account.name)
    answers = list(_write_sheets(book, summary))
    _write_overview(book, overview, summary, answers)
    overview.one_page = True
    overview.paper.activate()
    return book.written()


def _write_sheets(book: Book, summary: ReviewSummary) -> Iterator[tuple[Sheet, str]]:
    """Write every other sheet; yield each with the question it answers."""
    yield write_scorecard(book, summary), book.say("review.scorecard_question")
    for key in OWN_SHEETS:
        sheet = _own_sheet(book, summary, key)
        if sheet is not None:
            yield sheet, section_question(key, book.language)
    for section in SECTIONS:
        assessment = getattr(summary, section.key)
        if section.key not in OWN_SHEETS and assessment is not None:
            sheet = write_section(book, section, assessment)
            yield sheet, section_question(section.key, book.language)
    yield write_all_findings(book, summary.findings), book.word("findings_question")
    yield _write_skipped(book, summary), book.say("review.skipped_caption")
    yield write_sources(book, summary), book.word("sources_question")


def _own_sheet(book: Book, summary: ReviewSummary, key: str) -> Sheet | None:
    if key == "objectives" and summary.objectives is not None:
        return write_objectives(book, summary.objectives)
    if key == "promotions" and summary.promotions is not None:
        return write_promotions(book, summary.promotions)
    if key == "receivables" and summary.receivables is not None:
        return write_differences(book, summary.receivables, summary)
    if key == "profit" and summary.profit is not None:
        return write_profit(book, summary.profit)
    return None


def _write_overview(
    book: Book, sheet: Sheet, summary: ReviewSummary, answers: list[tuple[Sheet, str]]
) -> None:
    kicker = review_kicker(summary, book.language)
    sheet.row = 1
    sheet.note(kicker, "kicker")
    sheet.row -= 1
    sheet.note(review_facts(summary, book.language), "kicker")
    sheet.row -= 1
    sheet.note(review_opening(summary, book.language), "opening")
    top = headlines(summary.findings)
    write_findings(book, sheet, top)
    rest = len(summary.findings) - len(top)
    sheet.note(book.say("workbook.more_findings", n=rest) if rest else "")
    write_contents(book, sheet, answers)
    sheet.note(book.say("workbook.overview_note", day=summary.as_of))


def _write_skipped(book: Book, summary: ReviewSummary) -> Sheet:
    """Write what could not be said, and which table would unlock it."""
    sheet = book.sheet("skipped", book.say("review.skipped_title"),
                       book.say("review.skipped_caption"))  # fmt: skip
    if not summary.skipped:
        sheet.note(book.say("review.nothing_skipped"))
        return sheet
    sheet.caps |= {1: 80.0}
    head = place(sheet, skipped_table(summary, book.language), titled=False).head
    sheet.freeze(head + 1, repeat=True)
    return sheet
