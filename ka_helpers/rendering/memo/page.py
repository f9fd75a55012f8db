"""A memo as one self-contained HTML page, in the look of the reviews."""

from html import escape

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.rendering.fragments import Html, block, paragraph, picture
from ka_helpers.rendering.html import plain_page
from ka_helpers.reviews.memo import Drawing, Memo, Part


def memo_page(memo: Memo) -> str:
    """Return the page of a memo."""
    links = "".join(f'<a href="#{part.key}">{escape(part.title)}</a>' for part in memo.parts)
    head = (
        '<header class="ka-fragment ka-title">'
        f"{paragraph(memo.kicker, 'kicker')}<h1>{escape(memo.title)}</h1>"
        f"{paragraph(memo.facts, 'facts')}{paragraph(memo.opening, 'opening')}"
        f'<nav class="ka-nav">{links}</nav></header>'
    )
    return plain_page(memo.title, head + "".join(_part(each, memo) for each in memo.parts),
                      memo.language)  # fmt: skip


def _part(part: Part, memo: Memo) -> Html:
    points = "".join(f"<li>{escape(point)}</li>" for point in part.points)
    step = say("deck.next_step", memo.language, step=part.step) if part.step else ""
    return block(
        part.key, part.title,
        f"<ul>{points}</ul>" if points else "",
        *(_drawing(each, part) for each in part.drawings),
        *(table._repr_html_() for table in part.tables),
        paragraph(step, "next") if step else "",
        question=part.message,
    ).html  # fmt: skip


def _drawing(drawing: Drawing, part: Part) -> Html:
    svg = svg_of(drawing.plot, drawing.width, drawing.height)
    return picture(svg, f"{part.key}.{drawing.name}", (drawing.title, drawing.alt, drawing.note))
