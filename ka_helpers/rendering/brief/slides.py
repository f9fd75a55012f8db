"""A brief as slides for the talk with one's own boss: charts and tables native."""

from dataclasses import replace
from pathlib import Path

from ka_helpers.figures.plot import Band
from ka_helpers.figures.style import INK, MUTED
from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import Brief
from ka_helpers.rendering.brief.parts import (
    DOMAIN,
    SHARES,
    Part,
    facts_of,
    kicker_of,
    opening_of,
    parts_of,
    title_of,
    zone_of,
)
from ka_helpers.rendering.deck.building import Card, Deck, Sheet
from ka_helpers.rendering.deck.grid import Cell, Grid
from ka_helpers.rendering.deck.markup import Box, Look, Paragraph, Run, said
from ka_helpers.rendering.deck.measuring import LINE, fitting, height_of
from ka_helpers.rendering.deck.slides import (
    GAP,
    POINT_SIZES,
    SIZES,
    grid_of,
    put_chart,
    put_cover,
    put_source,
    source_height,
)
from ka_helpers.rendering.deck.subjects import ChartSaid
from ka_helpers.rendering.wording import chart_texts
from ka_helpers.reviews.section import Chart
from ka_helpers.tables.table import Table

MOST_RISKS, MOST_ROWS = 6, 10
MOST_QUESTIONS = 8
"""Two topics of four questions each."""
POINTS_SHARE = 0.38
"""Of a slide, what points under a table may take."""


def brief_deck(brief: Brief, language: str, template: Path | None = None) -> bytes:
    """Return a brief as a .pptx file.

    Parameters
    ----------
    template : a company's own .pptx or .potx; the kit's own look if None

    Raises
    ------
    RequestError : the template is no presentation that slides can be made from
    """
    deck = Deck(template, language)
    opening = opening_of(brief, language)
    cover = deck.slide(brief.account_name, (opening,), cover=True)
    put_cover(cover, (kicker_of(brief, language), facts_of(brief, language)), opening)
    cover.done()
    for part in parts_of(brief, language):
        if part.findings:
            _risk_slide(deck, part, language)
        for chart in part.charts:
            _chart_slide(deck, zone_of(brief, language), _chart_said(chart, brief, language))
        for table in part.tables[:1]:
            _table_slide(deck, part, table)
    title, subject = title_of(brief, language), say("brief.document_subject", language)
    return deck.saved(Card(title, subject, brief.as_of, language))


def _risk_slide(deck: Deck, part: Part, language: str) -> None:
    notes = [f"{f.headline(language)} {f.evidence(language)}" for f in part.findings]
    sheet = deck.slide(part.question, (*part.texts, *notes))
    rows = tuple(
        (Cell(say(f"review.tone_{f.tone}", language), f.tone, bold=True),
         Cell(f.headline(language), bold=True), Cell(f.next_step(language)))
        for f in part.findings[:MOST_RISKS]
    )  # fmt: skip
    head = tuple(say(f"deck.know_{name}", language) for name in ("tone", "what", "next"))
    grid = Grid(part.key, part.title, head, rows, (0.9, 4.2, 5.4), sizes=SIZES, roomy=1.6)
    sheet.put_grid(grid, sheet.content)
    sheet.done()


def _chart_slide(deck: Deck, message: str, chart: ChartSaid) -> None:
    sheet = deck.slide(message, (chart.title, chart.alt, chart.note))
    area = sheet.content
    source = put_source(sheet, (chart.note,))
    put_chart(sheet, chart, Box(area.left, area.top, area.width, area.height - source - 6))
    sheet.done()


def _table_slide(deck: Deck, part: Part, table: Table) -> None:
    """Add a slide of a part's first table, its points below; the rest stands in the document."""
    sheet = deck.slide(part.question, (part.title, table.title, *part.points, table.note))
    area = sheet.content
    source = source_height((table.note,), area.width) + GAP
    under = min(_points_height(part, area.width), POINTS_SHARE * area.height)
    box = Box(area.left, area.top, area.width, area.height - source - under)
    most = MOST_QUESTIONS if part.key == "questions" else MOST_ROWS
    shown = replace(table, rows=table.rows[:most])
    shares = SHARES.get(part.key) or (2.2, *(1.0,) * (len(table.columns) - 1))
    tall = sheet.put_grid(grid_of(shown, shares, part.key), box)
    if part.points:
        _put_points(sheet, part, Box(area.left, area.top + tall + GAP, area.width, under - GAP))
    put_source(sheet, (table.note,))
    sheet.done()


def _points_height(part: Part, width: float) -> float:
    if not part.points:
        return 0.0
    return height_of((part.points_title, *part.points), POINT_SIZES[-1], width - 14) + 3 * GAP


def _put_points(sheet: Sheet, part: Part, box: Box) -> None:
    size = POINT_SIZES[-1]
    heading = said(part.points_title, Look(size, bold=True, colour=MUTED), 3.0)
    room = box.height - size * LINE - 3.0 * (len(part.points) + 1)
    body = [_point(text, box.width - 14, room / len(part.points)) for text in part.points]
    sheet.put_text("points", box, [heading, *body])


def _point(text: str, width: float, height: float) -> Paragraph:
    size = POINT_SIZES[-1]
    shown, _ = fitting(text, width, max(height, size * LINE), (size,))
    return Paragraph((Run(shown, Look(size, colour=INK)),), 3.0, bullet=True)


def _chart_said(drawing: Chart, brief: Brief, language: str) -> ChartSaid:
    """Return a chart for a slide: a native one has no shape for the zone between lines."""
    title, alt, note = chart_texts(DOMAIN, drawing, brief, language, brief.currency)
    plot = drawing.plot(brief, language, brief.currency)
    drawn = replace(plot, marks=tuple(m for m in plot.marks if not isinstance(m, Band)))
    return ChartSaid(f"{DOMAIN}.{drawing.name}", drawn, title, alt, note)
