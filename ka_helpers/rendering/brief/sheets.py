"""A brief as a workbook: what a manager filters, and an offer to retype that reckons its worth."""

from ka_helpers.negotiation.brief import Brief
from ka_helpers.rendering.brief.offer_sheet import write_offer
from ka_helpers.rendering.brief.parts import (
    Part,
    company_of,
    facts_of,
    kicker_of,
    opening_of,
    parts_of,
    title_of,
)
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.overview import write_contents, write_findings
from ka_helpers.rendering.workbook.sheet import Sheet

WIDE = {
    "ways": {1: 90.0}, "swaps": {0: 44.0, 1: 44.0}, "people": {6: 46.0}, "prices": {5: 34.0},
    "questions": {2: 90.0}, "arguments": {1: 46.0, 2: 46.0, 3: 46.0}, "assumptions": {0: 62.0},
}  # fmt: skip
"""The widest that columns of texts may be, part by part."""


def brief_workbook(brief: Brief, language: str) -> bytes:
    """Return a brief as an .xlsx file; the same brief gives the same bytes."""
    book = Book(language, brief.currency, brief.as_of)
    book.describe(title_of(brief, language), company_of(brief, language))
    parts = parts_of(brief, language)
    overview = book.sheet("overview", title_of(brief, language))
    answers = [(write_offer(book, brief), book.say("brief.part_offer_question"))]
    answers += [(_sheet(book, part), part.question) for part in parts if part.tables]
    _write_overview(book, overview, brief, parts)
    write_contents(book, overview, answers)
    overview.one_page = True
    overview.paper.activate()
    return book.written()


def _write_overview(book: Book, sheet: Sheet, brief: Brief, parts: tuple[Part, ...]) -> None:
    sheet.row = 1
    sheet.note(kicker_of(brief, book.language), "kicker")
    sheet.row -= 1
    sheet.note(facts_of(brief, book.language), "kicker")
    sheet.row -= 1
    sheet.note(opening_of(brief, book.language), "opening")
    for part in parts:
        for text in part.texts:
            sheet.note(text, "opening")
        if part.findings:
            write_findings(book, sheet, part.findings)
            sheet.row += 1


def _sheet(book: Book, part: Part) -> Sheet:
    sheet = book.sheet(f"brief_{part.key}", part.title, part.question)
    sheet.caps |= WIDE.get(part.key, {})
    for table in part.tables:
        place(sheet, table)
    if part.points:
        sheet.caption(part.points_title)
        for point in part.points:
            sheet.note(point, "opening")
            sheet.row -= 1
        sheet.row += 1
    return sheet
