"""A memo in print: A4, a bookmark for each part."""

from collections.abc import Iterator
from itertools import chain

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.rendering.pdf import blocks
from ka_helpers.rendering.pdf.printing import Block, Document, printed
from ka_helpers.reviews.memo import Memo, Part


def memo_pdf(memo: Memo) -> bytes:
    """Return a memo as PDF: the same memo gives the same bytes."""
    parts = [tuple(_part(part, memo)) for part in memo.parts]
    first, rest = parts[: memo.first_page], parts[memo.first_page :]
    title = blocks.title(memo.kicker, memo.title, memo.facts, memo.opening)
    return printed(
        Document(
            title=memo.title,
            author=memo.company,
            description=memo.opening,
            as_of=memo.as_of,
            language=memo.language,
            left=memo.title,
            right=memo.kicker,
            foot=say("pdf.foot", memo.language, kicker=memo.kicker, as_of=memo.as_of),
            first=(title, *chain.from_iterable(first)),
            rest=tuple(chain.from_iterable(rest)),
        )
    )


def _part(part: Part, memo: Memo) -> Iterator[Block]:
    yield blocks.section(part.key, part.title, part.message)
    if not part.points_title:
        yield from _points(part, memo)
    for found in part.findings:
        yield blocks.finding(found, memo.language)
    for drawing in part.drawings:
        svg = svg_of(drawing.plot, drawing.width, drawing.height)
        yield blocks.drawn(svg, (drawing.title, drawing.alt, drawing.note), drawing.width)
    for table in (*part.tables, *part.details):
        yield blocks.table(table)
    if part.points_title:
        yield from _points(part, memo)
    if part.step:
        yield blocks.text(say("deck.next_step", memo.language, step=part.step))


def _points(part: Part, memo: Memo) -> Iterator[Block]:
    if part.points and part.points_title:
        yield blocks.text(part.points_title + ("：" if memo.language == "zh" else ":"))
    for point in part.points:
        yield blocks.text(f"• {point}")
