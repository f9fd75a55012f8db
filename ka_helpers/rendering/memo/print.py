"""A memo in print: A4, a bookmark for each part."""

from collections.abc import Iterator

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.rendering.pdf import blocks
from ka_helpers.rendering.pdf.printing import Block, Document, printed
from ka_helpers.reviews.memo import Memo, Part


def memo_pdf(memo: Memo) -> bytes:
    """Return a memo as PDF: the same memo gives the same bytes."""
    first, *rest = memo.parts
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
            first=(title, *_part(first, memo)),
            rest=tuple(each for part in rest for each in _part(part, memo)),
        )
    )


def _part(part: Part, memo: Memo) -> Iterator[Block]:
    yield blocks.section(part.key, part.title, part.message)
    for point in part.points:
        yield blocks.text(f"• {point}")
    for drawing in part.drawings:
        svg = svg_of(drawing.plot, drawing.width, drawing.height)
        yield blocks.drawn(svg, (drawing.title, drawing.alt, drawing.note), drawing.width)
    for table in part.tables:
        yield blocks.table(table)
    if part.step:
        yield blocks.text(say("deck.next_step", memo.language, step=part.step))
