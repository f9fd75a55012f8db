"""A memo as a workbook: an overview, and a sheet for each part with its tables as numbers.

Charts stay with the page, the print and the slides: here one calculates on. Findings stand on the
overview.
"""

import re
from collections.abc import Callable

from ka_helpers.rendering.memo.widths import caps_of
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.looks import text_width
from ka_helpers.rendering.workbook.overview import write_contents, write_findings
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.memo import Memo, Part

LONGEST_NAME = 28
More = Callable[[Book], tuple[Sheet, str]]
"""Writes a sheet that only one kind of memo has; returns it with the question it answers."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def memo_workbook(memo: Memo, more: More | None = None) -> bytes:
    """Return a memo as an .xlsx file; the same memo gives the same bytes.

    Parameters
    ----------
    more : writes a sheet to calculate on, which stands before those of the parts
    """
    book = Book(memo.language, memo.currency, memo.as_of)
    book.describe(memo.title, memo.company)
    overview = book.sheet("overview", memo.title)
    answers = [more(book)] if more else []
    answers += [(_part_sheet(book, part), part.message) for part in memo.parts if _has_sheet(part)]
    _write_overview(book, overview, memo)
    half = max((text_width(answer) for _, answer in answers), default=0.0) / 2 + 2
    overview.widest |= {at: max(half, overview.widest.get(at, 0.0)) for at in (1, 2)}
    write_contents(book, overview, answers)
    overview.one_page = True
    overview.paper.activate()
    return book.written()


def _has_sheet(part: Part) -> bool:
    """Tell whether a part has a sheet of its own: all but findings, which the overview shows."""
    return not part.findings or bool(part.tables or part.details)


def _part_sheet(book: Book, part: Part) -> Sheet:
    taken = {sheet.name.casefold() for sheet in book.sheets}
    name = base = _NOT_IN_NAMES.sub(" ", part.title).strip()[:LONGEST_NAME]
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{base} {number}"
    sheet = book.sheet(part.key, part.title, part.message, name)
    tables = (*part.tables, *part.details)
    if len(tables) == 1:
        sheet.caps |= caps_of(tables[0])
    if not part.points_title:
        _write_points(sheet, part)
    for table in tables:
        place(sheet, table)
    if part.points_title:
        _write_points(sheet, part)
    if part.step:
        sheet.note(book.say("deck.next_step", step=part.step), "opening")
    return sheet


def _write_points(sheet: Sheet, part: Part) -> None:
    if part.points and part.points_title:
        sheet.caption(part.points_title)
    for point in part.points:
        sheet.note(f"• {point}", "opening")
        sheet.row -= 1
    sheet.row += bool(part.points)


def _write_overview(book: Book, sheet: Sheet, memo: Memo) -> None:
    sheet.row = 1
    for text, role in ((memo.kicker, "kicker"), (memo.facts, "kicker"), (memo.opening, "opening")):
        sheet.note(text, role)
        sheet.row -= role == "kicker"
    for part in memo.parts:
        if not _has_sheet(part):
            _write_points(sheet, part)
        if part.findings:
            write_findings(book, sheet, part.findings)
            sheet.row += 1
