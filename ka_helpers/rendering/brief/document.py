"""A brief as a printed document to take to the table."""

from collections.abc import Iterator

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import Brief
from ka_helpers.rendering.brief.parts import (
    DOMAIN,
    Part,
    company_of,
    facts_of,
    kicker_of,
    opening_of,
    parts_of,
    title_of,
)
from ka_helpers.rendering.pdf import blocks
from ka_helpers.rendering.pdf.printing import Block, Document, printed

FIRST = 2
"""Parts on the first page."""


def brief_pdf(brief: Brief, language: str) -> bytes:
    """Return the PDF of a brief: the same brief gives the same bytes."""
    return printed(brief_document(brief, language))


def brief_document(brief: Brief, language: str) -> Document:
    """Return what the brief prints."""
    parts = [tuple(_printed(part, brief, language)) for part in parts_of(brief, language)]
    head = blocks.title(
        kicker_of(brief, language), brief.account_name, facts_of(brief, language),
        opening_of(brief, language),
    )  # fmt: skip
    return Document(
        title=title_of(brief, language),
        author=company_of(brief, language),
        description=opening_of(brief, language),
        as_of=brief.as_of,
        language=language,
        left=brief.account_name,
        right=say("review.quarter", language, quarter=brief.quarter),
        foot=say("pdf.foot", language, kicker=kicker_of(brief, language), as_of=brief.as_of),
        first=(head, *(block for part in parts[:FIRST] for block in part)),
        rest=tuple(block for part in parts[FIRST:] for block in part),
    )


def _printed(part: Part, brief: Brief, language: str) -> Iterator[Block]:
    yield blocks.section(part.key, part.title, part.question)
    for text in part.texts:
        yield blocks.text(text)
    for found in part.findings:
        yield blocks.finding(found, language)
    for drawing in part.charts:
        plot = drawing.plot(brief, language, brief.currency)
        svg = svg_of(plot, drawing.width, drawing.height)
        yield blocks.chart(drawing, svg, DOMAIN, brief, (language, brief.currency))
    for table in part.tables:
        yield blocks.table(table)
    if part.points:
        colon = "：" if language == "zh" else ":"
        yield blocks.text(part.points_title + colon)
    for point in part.points:
        yield blocks.text(f"– {point}")
