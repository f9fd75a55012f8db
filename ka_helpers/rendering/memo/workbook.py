"""A memo as a workbook: an overview, and a sheet for each part with its tables as numbers.

Charts stay with the page, the print and the slides: here one calculates on.
"""

import re

from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.memo import Memo, Part

LONGEST_NAME = 28
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def memo_workbook(memo: Memo) -> bytes:
    """Return a memo as an .xlsx file; the same memo gives the same bytes."""
    book = Book(memo.language, memo.currency, memo.as_of)
    book.describe(memo.title, memo.company)
    overview = book.sheet("overview", memo.title)
    sheets = [_part_sheet(book, part) for part in memo.parts]
    _write_overview(overview, memo, sheets)
    overview.one_page = True
    overview.paper.activate()
    return book.written()


def _part_sheet(book: Book, part: Part) -> Sheet:
    taken = {sheet.name.casefold() for sheet in book.sheets}
    name = base = _NOT_IN_NAMES.sub(" ", part.title).strip()[:LONGEST_NAME]
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{base} {number}"
    sheet = book.sheet(part.key, part.title, part.message, name)
    for point in part.points:
        sheet.note(f"• {point}", "opening")
        sheet.row -= 1
    sheet.row += bool(part.points)
    for table in part.tables:
        place(sheet, table)
    if part.step:
        sheet.note(book.say("deck.next_step", step=part.step), "opening")
    return sheet


def _write_overview(sheet: Sheet, memo: Memo, sheets: list[Sheet]) -> None:
    sheet.row = 1
    for text, role in ((memo.kicker, "kicker"), (memo.facts, "kicker"), (memo.opening, "opening")):
        sheet.note(text, role)
        sheet.row -= role == "kicker"
    sheet.caps |= {0: 34.0, 1: 90.0}
    for part, own in zip(memo.parts, sheets, strict=True):
        sheet.link((sheet.row, 0), own)
        sheet.write((sheet.row, 1), part.message)
        sheet.row += 1
