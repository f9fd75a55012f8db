"""The first sheet: who, how it stands in one sentence, what to do first, where to find what."""

from collections.abc import Sequence

from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.findings import Finding

FINDING_WIDTH, NEXT_WIDTH = 58.0, 58.0


def write_findings(book: Book, sheet: Sheet, findings: Sequence[Finding]) -> None:
    """Write findings with their next steps and stakes, a row each."""
    sheet.caps |= {1: FINDING_WIDTH, 2: NEXT_WIDTH}
    sheet.caption(book.say("review.headline_title"))
    sheet.header([(book.word(name), form) for name, form in
                  (("tone", "text"), ("finding", "text"), ("next", "text"),
                   ("stake", "money"))])  # fmt: skip
    for finding in findings:
        row = sheet.row
        tone = book.say(f"review.tone_{finding.tone}")
        sheet.write((row, 0), tone, "centred", tone=finding.tone)
        sheet.write((row, 1), finding.headline(book.language), role="cell")
        sheet.write((row, 2), finding.next_step(book.language))
        sheet.write((row, 3), finding.stake, "money")
        sheet.row += 1
    if not findings:
        sheet.write((sheet.row, 1), book.say("review.no_findings"))
        sheet.row += 1


def write_contents(book: Book, sheet: Sheet, answers: Sequence[tuple[Sheet, str]]) -> None:
    """Write a link to each sheet and what it answers."""
    sheet.caption(book.word("contents"))
    sheet.header([(book.word("sheet"), "text"), (book.word("answers"), "text"), ("", "text")])
    for other, question in answers:
        sheet.link((sheet.row, 0), other)
        look = book.look()
        sheet.paper.merge_range(sheet.row, 1, sheet.row, 2, question, look)
        sheet.row += 1
    sheet.row += 1
