"""All accounts, a row each, to sort and filter; and the gravest finding of each that needs action.

Not in here: what a page says of them (`portfolio_wording`).
"""

from xlsxwriter.url import Url

from ka_helpers.metrics.portfolio import PortfolioRow
from ka_helpers.rendering.account_list import page_address
from ka_helpers.rendering.portfolio_wording import (
    accounts_caption,
    by_size,
    channel_said,
    first_findings,
    kpis_good,
    kpis_tone,
)
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.sheet import LONGEST_TEXT, Sheet
from ka_helpers.reviews.digest import Digest
from ka_helpers.reviews.portfolio_summary import PortfolioSummary

(RANK, ACCOUNT, IDENTITY, CHANNEL, SALES, GROWTH, PROFIT, COST, POSITION, CLASS, GOOD, JUDGED,
 TONE, FINDING, STAKE) = range(15)  # fmt: skip
COLUMNS = (
    ("rank", "count"), ("account", "text"), ("account_id", "text"), ("channel", "text"),
    ("quarter_sales", "money"), ("growth", "change"), ("profit", "money"), ("trade_cost", "share"),
    ("position", "text"), ("abc", "centred"), ("kpis_good", "count"), ("kpis_judged", "count"),
    ("tone", "centred"), ("finding", "text"), ("stake", "money"),
)  # fmt: skip


class PageLink(Url):  # type: ignore[misc]
    """A link to a page beside the workbook, written with slashes, which every system follows."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


def write_accounts(book: Book, summary: PortfolioSummary) -> Sheet:
    """Write a row an account, the largest first; its name opens its page."""
    sheet = book.sheet(
        "accounts", book.say("review.accounts_title"), book.word("accounts_question")
    )
    sheet.caps |= {ACCOUNT: 26.0, FINDING: 52.0}
    sheet.caption(accounts_caption(summary, book.language))
    sheet.header([(book.word(name), form) for name, form in COLUMNS])
    sheet.freeze(sheet.row, IDENTITY, repeat=True)
    head = sheet.row - 1
    places = {row.account_id: row for row in summary.assessment.rows} if summary.assessment else {}
    for rank, digest in enumerate(by_size(summary.digests), 1):
        _write_row(book, sheet, rank, digest)
        _write_place(book, sheet, places.get(digest.account_id))
        sheet.row += 1
    if summary.digests:
        sheet.paper.autofilter(head, 0, sheet.row - 1, STAKE)
    return sheet


def write_first_findings(book: Book, summary: PortfolioSummary) -> Sheet:
    """Write the gravest finding of each account that needs action, most money first."""
    title = book.say("review.portfolio_headline_title")
    question = book.say("review.portfolio_headline_question")
    sheet = book.sheet("first_findings", title, question)
    sheet.caps |= {0: 34.0, 1: 44.0, 2: 52.0, 3: 46.0}
    sheet.header([(book.word(name), form) for name, form in (
        ("account", "text"), ("finding", "text"), ("evidence", "text"), ("next", "text"),
        ("stake", "money"),
    )])  # fmt: skip
    sheet.freeze(sheet.row, repeat=True)
    head, first = sheet.row - 1, first_findings(summary.digests)
    for digest, finding in first:
        link_page(book, sheet, (sheet.row, 0), digest)
        for column, said in enumerate(
            (finding.headline(book.language), finding.evidence(book.language),
             finding.next_step(book.language)), 1
        ):  # fmt: skip
            sheet.write((sheet.row, column), said)
        sheet.write((sheet.row, 4), finding.stake, "money")
        sheet.row += 1
    if first:
        sheet.paper.autofilter(head, 0, sheet.row - 1, 4)
    sheet.note("" if first else book.say("review.no_findings"))
    return sheet


def link_page(book: Book, sheet: Sheet, at: tuple[int, int], digest: Digest) -> None:
    """Write an account's name as a link to its page."""
    row, column = at
    sheet.measure(row, column, digest.name)
    link = PageLink(f"external:{page_address(digest.account_id)}")
    link.text = digest.name[:LONGEST_TEXT]
    sheet.paper.write_url(row, column, link, book.look(role="link"))


def _write_row(book: Book, sheet: Sheet, rank: int, digest: Digest) -> None:
    row = sheet.row
    sheet.write((row, RANK), rank, "count")
    link_page(book, sheet, (row, ACCOUNT), digest)
    sheet.write((row, IDENTITY), digest.account_id)
    sheet.write((row, CHANNEL), channel_said(digest, book.language))
    sheet.write((row, SALES), digest.sales, "money")
    sheet.write((row, GROWTH), digest.growth, "change")
    sheet.write((row, PROFIT), digest.profit, "money")
    good, judged = kpis_good(digest)
    sheet.write((row, GOOD), good if judged else None, "count", tone=kpis_tone(digest))
    sheet.write((row, JUDGED), judged or None, "count")
    if not digest.rendered:
        sheet.write((row, TONE), None)
        sheet.write((row, FINDING), book.say("review.accounts_not_rendered"), tone="bad")
        sheet.write((row, STAKE), None, "money")
        return
    first = digest.findings[0] if digest.findings else None
    tone = book.say(f"review.tone_{first.tone}") if first else None
    sheet.write((row, TONE), tone, "centred", tone=first.tone if first else "")
    sheet.write((row, FINDING), first.headline(book.language) if first else None)
    sheet.write((row, STAKE), first.stake if first else None, "money")


def _write_place(book: Book, sheet: Sheet, place: PortfolioRow | None) -> None:
    row = sheet.row
    sheet.write((row, COST), place.trade_cost_ratio if place else None, "share")
    sheet.write((row, POSITION), quadrant_said(book, place) if place else None)
    sheet.write((row, CLASS), place.abc if place else None, "centred")


def quadrant_said(book: Book, place: PortfolioRow) -> str | None:
    """Return an account's class in the matrix; a borderline one says so."""
    if place.quadrant is None:
        return None
    name = book.say(f"position.quadrant_{place.quadrant}")
    return book.say("position.borderline_class", quadrant=name) if place.borderline else name
