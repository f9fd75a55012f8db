"""A memo as slides: a cover, then a slide for its findings, each chart and each table; all native.

Tables in `details` and charts that are not native stay with the page and the print.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ka_helpers.figures.style import MUTED
from ka_helpers.i18n import say
from ka_helpers.rendering.deck.building import Card, Deck, Sheet
from ka_helpers.rendering.deck.grid import Grid
from ka_helpers.rendering.deck.markup import Box, Look, said
from ka_helpers.rendering.deck.measuring import LINE, cut
from ka_helpers.rendering.deck.slides import (
    GAP,
    findings_grid,
    grid_of,
    points_height,
    put_cover,
    put_points,
    put_source,
    source_height,
    subject_slide,
)
from ka_helpers.rendering.deck.subjects import ChartSaid, Subject
from ka_helpers.rendering.memo.widths import pieces, shares_of
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.memo import Drawing, Memo, Part
from ka_helpers.tables.table import Table

MOST_BESIDE, MOST_UNDER, MOST_ALONE = 4, 5, 7
"""Points beside a chart, under a table, and on a slide of their own."""
MOST_FINDINGS = 6
UNDER = 0.4
"""Of a slide, what points under a table may take."""
HEADING = 12.0
Figure = tuple[Finding, ...] | Drawing | Table


def memo_deck(memo: Memo, template: Path | None = None) -> bytes:
    """Return a memo as a .pptx file.

    Raises
    ------
    RequestError : the template is no presentation that slides can be made from
    """
    deck = Deck(template, memo.language)
    sheet = deck.slide(memo.title, (memo.opening,), cover=True)
    put_cover(sheet, (memo.kicker, memo.facts), memo.opening)
    sheet.done()
    for part in memo.parts:
        _part_slides(deck, part, memo.language)
    subject = say("deck.memo_subject", memo.language)
    return deck.saved(Card(memo.title, subject, memo.as_of, memo.language))


def _part_slides(deck: Deck, part: Part, language: str) -> None:
    """Add the slides of a part: its points with the first figure, or by themselves."""
    figures = list(_figures(part))
    beside = bool(figures) and isinstance(figures[0], Drawing)
    if not figures or len(part.points) > (MOST_BESIDE if beside else MOST_UNDER):
        _points_slides(deck, part, language)
        part = replace(part, points=(), step="")
    for figure in figures:
        if isinstance(figure, Drawing):
            _chart_slide(deck, figure, part, language)
        else:
            _grid_slide(deck, figure, part, language)
        part = replace(part, points=(), step="")


def _figures(part: Part) -> Iterator[Figure]:
    """Yield what a part's slides show: findings, charts, tables in pieces that fit a slide."""
    if part.findings:
        yield part.findings
    yield from (each for each in part.drawings if each.native)
    for table in part.tables:
        yield from pieces(table)


def _points_slides(deck: Deck, part: Part, language: str) -> None:
    """Add slides of points alone, as many as they need."""
    groups = [part.points[at : at + MOST_ALONE] for at in range(0, len(part.points), MOST_ALONE)]
    for place, group in enumerate(groups or [()]):
        step = part.step if place == len(groups) - 1 else ""
        subject = Subject(part.key, part.message, (), group, step, group)
        sheet = deck.slide(part.message, group)
        put_points(sheet, subject, sheet.content, language)
        sheet.done()


def _chart_slide(deck: Deck, drawing: Drawing, part: Part, language: str) -> None:
    name = f"{part.key}.{drawing.name}"
    chart = ChartSaid(name, drawing.plot, drawing.title, drawing.alt, drawing.note)
    notes = (drawing.title, drawing.alt, *part.points, drawing.note)
    message = drawing.message or part.message
    subject = Subject(part.key, message, (chart,), part.points, part.step, notes)
    subject_slide(deck, subject, language)


def _grid_slide(deck: Deck, figure: tuple[Finding, ...] | Table, part: Part, language: str) -> None:
    """Add the slide of findings or of a table; the part's points follow below."""
    if isinstance(figure, Table):
        grid, note = grid_of(figure, shares_of(figure), part.key), figure.note
        spoken = [part.title, figure.title]
    else:
        grid, note = findings_grid(part.key, part.title, figure[:MOST_FINDINGS], language), ""
        spoken = [f"{found.headline(language)} {found.evidence(language)}" for found in figure]
    sheet = deck.slide(part.message, (*spoken, *part.points, part.step, note))
    _put_grid(sheet, grid, note, Subject(part.key, part.message, (), part.points, part.step, ()),
              part.points_title)  # fmt: skip
    sheet.done()


def _put_grid(sheet: Sheet, grid: Grid, note: str, subject: Subject, heading: str) -> None:
    """Put a table, its source at the foot, and between them points under their heading."""
    area, language = sheet.content, sheet.deck.voice.language
    source = source_height((note,), area.width) + GAP if note else 0.0
    head = HEADING * LINE + 3 if heading and subject.points else 0.0
    under = points_height(subject, area.width, language, UNDER * area.height)
    room = area.height - source - head - under - (GAP if under else 0.0)
    tall = sheet.put_grid(grid, Box(area.left, area.top, area.width, room))
    below = Box(area.left, area.top + tall + GAP, area.width, head + under)
    if head:
        text = cut(heading, HEADING, below.width, 1, bold=True)
        box = Box(below.left, below.top, below.width, head)
        sheet.put_text("heading", box, (said(text, Look(HEADING, bold=True, colour=MUTED)),))
    put_points(sheet, subject, below.below(head), language)
    if note:
        put_source(sheet, (note,))
