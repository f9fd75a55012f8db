"""The sheet of a brief's workbook with an offer to retype, and what it is worth to both.

Each worth is looked up along the issue's values below, in straight lines between them, as the
agenda reckons it. Not in here: what a value is worth (`negotiation.pricing`).
"""

from dataclasses import dataclass

import numpy as np

from ka_helpers.negotiation.brief import Brief, Point, Together
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import cell, span
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.tables.negotiation import form_of, name_of_issue

ISSUE, TODAY, OFFER, US, THEM, LIMIT, LOW, HIGH, PLACE = range(9)
VALUE, VALUE_US, VALUE_THEM = 1, 2, 3
"""Columns of the values below."""
_HEADS = ("issue", "today", "offer", "to_us", "to_them", "limit", "low", "high", "place")
_PLAIN = ("number", "number", "number", "number", "count")


@dataclass(frozen=True)
class _Block:
    """Where an issue's values stand: their first and last row."""

    first: int
    last: int

    def column(self, column: int) -> str:
        """Return the address of one column of the values, fixed."""
        start, _, end = span(self.first, self.last, column).partition(":")
        return f"{_fixed(start)}:{_fixed(end)}"


def write_offer(book: Book, brief: Brief) -> Sheet:
    """Write the offer, its worth and, below, the worth of every value."""
    sheet = book.sheet(
        "brief_offer", book.say("brief.part_offer"), book.say("brief.part_offer_question")
    )
    sheet.note(book.say("brief.offer_how"), "opening")
    sheet.header(_heads(book))
    first = sheet.row
    below = first + len(brief.points) + len(brief.together) + 6
    blocks = _blocks(brief, below)
    for point in brief.points:
        _write_issue(sheet, point, blocks[point.issue.key])
        sheet.row += 1
    for together in brief.together:
        _write_together(sheet, together, brief, first)
        sheet.row += 1
    _write_totals(sheet, brief, first)
    sheet.row = below - 2
    _write_values(sheet, brief, blocks)
    return sheet


def _heads(book: Book) -> list[tuple[str, str]]:
    forms = ("text", "number", "number", "money", "money", *_PLAIN[:3], "count")
    return [
        (book.say(f"brief.column_{name}"), form) for name, form in zip(_HEADS, forms, strict=True)
    ]


def _blocks(brief: Brief, below: int) -> dict[str, _Block]:
    blocks, row = {}, below
    for point in brief.points:
        blocks[point.issue.key] = _Block(row, row + len(point.worths) - 1)
        row += len(point.worths)
    return blocks


def _write_issue(sheet: Sheet, point: Point, block: _Block) -> None:
    row, form, issue = sheet.row, form_of(point.issue), point.issue
    sheet.write((row, ISSUE), name_of_issue(issue, sheet.book.language))
    sheet.write((row, TODAY), point.today, form)
    sheet.write((row, OFFER), point.opening, form, role="input")
    found = f"=MATCH({_held(row)}+1E-9,{block.column(VALUE)},1)"
    sheet.formula((row, PLACE), found, _place(point, point.opening), "count")
    for column, at, which in ((US, VALUE_US, 1), (THEM, VALUE_THEM, 2)):
        sheet.formula((row, column), _between(row, block, at), _worth(point, which), "money")
    sheet.write((row, LIMIT), point.limit, form)
    sheet.write((row, LOW), issue.low, form)
    sheet.write((row, HIGH), point.worths[-1][0], form)


def _held(row: int) -> str:
    """Return the formula of what is offered, held to the issue's range."""
    return f"MIN(MAX(N({cell(row, OFFER)}),{cell(row, LOW)}),{cell(row, HIGH)})"


def _between(row: int, block: _Block, column: int) -> str:
    """Return the formula of the worth between the value at the place found and the next one."""
    place, values, worths = cell(row, PLACE), block.column(VALUE), block.column(column)
    ahead = f"MIN({place}+1,ROWS({values}))"
    low, high = f"INDEX({values},{place})", f"INDEX({values},{ahead})"
    part = f"IF({high}>{low},({_held(row)}-{low})/({high}-{low}),0)"
    return f"=INDEX({worths},{place})+{part}*(INDEX({worths},{ahead})-INDEX({worths},{place}))"


def _write_together(sheet: Sheet, together: Together, brief: Brief, first: int) -> None:
    """Write what two issues are worth together; factors and starting points stand in its row."""
    row, points = sheet.row, {point.issue.key: point for point in brief.points}
    pair = [points[key] for key in together.issues]
    names = [name_of_issue(point.issue, sheet.book.language) for point in pair]
    sheet.write((row, ISSUE), sheet.book.say("brief.together", first=names[0], second=names[1]))
    keys = [point.issue.key for point in brief.points]
    moved = "*".join(
        f"({cell(first + keys.index(key), OFFER)}-{at!r})"
        for key, at in zip(together.issues, together.at, strict=True)
    )
    apart = np.prod([p.opening - at for p, at in zip(pair, together.at, strict=True)])
    for column, factor in ((US, together.us), (THEM, together.them)):
        sheet.formula((row, column), f"={factor!r}*{moved}", float(factor * apart), "money")


def _write_totals(sheet: Sheet, brief: Brief, first: int) -> None:
    row, last, book = sheet.row, sheet.row - 1, sheet.book
    opening = brief.offer("opening")
    sheet.write((row, ISSUE), book.say("brief.offer_total"), role="total")
    sheet.write((row + 1, ISSUE), book.say("brief.offer_bottom"))
    sheet.write((row + 2, ISSUE), book.say("brief.offer_verdict"), role="strong")
    sides = ((US, opening.us, brief.bottom_us), (THEM, opening.them, brief.bottom_them))
    yes, no = book.say("brief.offer_passes"), book.say("brief.offer_fails")
    for column, worth, bottom in sides:
        sheet.formula((row, column), f"=SUM({span(first, last, column)})", worth, "money",
                      role="total")  # fmt: skip
        sheet.write((row + 1, column), bottom, "money")
        passes = f'=IF({cell(row, column)}>={cell(row + 1, column)},"{yes}","{no}")'
        sheet.formula((row + 2, column), passes, yes if worth >= bottom else no, role="strong")
    sheet.row += 3


def _write_values(sheet: Sheet, brief: Brief, blocks: dict[str, _Block]) -> None:
    book = sheet.book
    sheet.caption(book.say("brief.offer_values"))
    names = (("issue", "text"), ("value", "number"), ("to_us", "money"), ("to_them", "money"))
    sheet.header([(book.say(f"brief.column_{name}"), form) for name, form in names])
    for point in brief.points:
        sheet.row = blocks[point.issue.key].first
        for value, us, them in point.worths:
            sheet.write((sheet.row, ISSUE), name_of_issue(point.issue, book.language))
            sheet.write((sheet.row, VALUE), value, form_of(point.issue))
            sheet.write((sheet.row, VALUE_US), us, "money")
            sheet.write((sheet.row, VALUE_THEM), them, "money")
            sheet.row += 1
    sheet.row += 1


def _place(point: Point, offered: float) -> int:
    """Return which of the issue's values an offer has reached, counted from one."""
    values = np.array([each[0] for each in point.worths])
    held = min(max(offered, point.issue.low), float(values[-1]))
    return int(np.searchsorted(values, held + 1e-9, side="right"))


def _worth(point: Point, which: int) -> float:
    values = [each[0] for each in point.worths]
    return float(np.interp(point.opening, values, [each[which] for each in point.worths]))


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"
