"""A memo as one self-contained HTML page, in the look of the reviews."""

from html import escape

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.rendering.fragments import Html, block, finding_list, paragraph, picture
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
    points = _points(part)
    step = say("deck.next_step", memo.language, step=part.step) if part.step else ""
    return block(
        part.key, part.title,
        "" if part.points_title else points,
        finding_list(part.findings, memo.language),
        *(_drawing(each, part) for each in part.drawings),
        *(table._repr_html_() for table in (*part.tables, *part.details)),
        points if part.points_title else "",
        paragraph(step, "next") if step else "",
        question=part.message,
    ).html  # fmt: skip


def _points(part: Part) -> Html:
    if not part.points:
        return ""
    heading = f"<h3>{escape(part.points_title)}</h3>" if part.points_title else ""
    items = "".join(f"<li>{escape(point)}</li>" for point in part.points)
    return f"{heading}<ul>{items}</ul>"


def _drawing(drawing: Drawing, part: Part) -> Html:
    svg = svg_of(drawing.plot, drawing.width, drawing.height)
    return picture(svg, f"{part.key}.{drawing.name}", (drawing.title, drawing.alt, drawing.note))
