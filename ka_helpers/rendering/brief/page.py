"""A brief as one self-contained HTML page."""

from html import escape

from ka_helpers.negotiation.brief import Brief
from ka_helpers.rendering.brief.parts import (
    DOMAIN,
    Part,
    facts_of,
    kicker_of,
    opening_of,
    parts_of,
    title_of,
)
from ka_helpers.rendering.fragments import (
    Fragment,
    Html,
    block,
    chart_html,
    finding_list,
    paragraph,
)
from ka_helpers.rendering.html import plain_page


def brief_page(brief: Brief, language: str) -> bytes:
    """Return the page of a brief."""
    parts = parts_of(brief, language)
    blocks = (_block(part, brief, language) for part in parts)
    body = _title(brief, parts, language) + "".join(each.html for each in blocks)
    return plain_page(title_of(brief, language), body, language).encode()


def _title(brief: Brief, parts: tuple[Part, ...], language: str) -> Html:
    links = "".join(f'<a href="#{part.key}">{escape(part.title)}</a>' for part in parts)
    return (
        '<header class="ka-fragment ka-title">'
        f"{paragraph(kicker_of(brief, language), 'kicker')}<h1>{escape(brief.account_name)}</h1>"
        f"{paragraph(facts_of(brief, language), 'facts')}"
        f"{paragraph(opening_of(brief, language), 'opening')}"
        f'<nav class="ka-nav">{links}</nav></header>'
    )


def _block(part: Part, brief: Brief, language: str) -> Fragment:
    said = "".join(paragraph(text, "facts") for text in part.texts)
    charts = "".join(
        chart_html(DOMAIN, drawing, brief, language, brief.currency) for drawing in part.charts
    )
    laid_out = "".join(table._repr_html_() for table in part.tables)
    found = finding_list(part.findings, language)
    return block(
        part.key, part.title, said, found, charts, laid_out, _points(part), question=part.question
    )


def _points(part: Part) -> Html:
    if not part.points:
        return ""
    items = "".join(f"<li>{escape(point)}</li>" for point in part.points)
    return f"<h3>{escape(part.points_title)}</h3><ul>{items}</ul>"
