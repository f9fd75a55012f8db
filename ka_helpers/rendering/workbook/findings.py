"""All findings, ranked: what, on what evidence, what next, how much money it is about."""

from collections.abc import Sequence

from ka_helpers.rendering.wording import section_title
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.findings import Finding

RANK, TONE, SECTION, FINDING, EVIDENCE, NEXT, STAKE = range(7)
WITHOUT_SECTION = {"stories", "scorecard"}


def write_all_findings(book: Book, findings: Sequence[Finding]) -> Sheet:
    """Write a row a finding in the order to read them; can be filtered."""
    sheet = book.sheet("findings", book.word("findings_title"), book.word("findings_question"))
    sheet.caps |= {SECTION: 14.0, FINDING: 34.0, EVIDENCE: 44.0, NEXT: 38.0}
    sheet.header([(book.word(name), form) for name, form in (
        ("rank", "count"), ("tone", "text"), ("section", "text"), ("finding", "text"),
        ("evidence", "text"), ("next", "text"), ("stake", "money"),
    )])  # fmt: skip
    sheet.freeze(sheet.row, SECTION, repeat=True)
    head = sheet.row - 1
    for rank, finding in enumerate(findings, 1):
        _write_row(book, sheet, rank, finding)
        sheet.row += 1
    if findings:
        sheet.paper.autofilter(head, 0, sheet.row - 1, STAKE)
    sheet.note("" if findings else book.say("review.no_findings"))
    sheet.note(book.say("workbook.findings_note", n=len(findings)))
    return sheet


def _write_row(book: Book, sheet: Sheet, rank: int, finding: Finding) -> None:
    row, language = sheet.row, book.language
    sheet.write((row, RANK), rank, "count")
    tone = book.say(f"review.tone_{finding.tone}")
    sheet.write((row, TONE), tone, "centred", tone=finding.tone)
    sheet.write((row, SECTION), _section(book, finding))
    sheet.write((row, FINDING), finding.headline(language))
    sheet.write((row, EVIDENCE), finding.evidence(language))
    sheet.write((row, NEXT), finding.next_step(language))
    sheet.write((row, STAKE), finding.stake, "money")


def _section(book: Book, finding: Finding) -> str:
    if finding.section in WITHOUT_SECTION:
        return book.word("several")
    return section_title(finding.section, book.language)
