"""A memo as slides: a cover, then a slide for each part, chart and table; all of it native."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ka_helpers.i18n import say
from ka_helpers.rendering.deck.building import Card, Deck
from ka_helpers.rendering.deck.slides import MOST_ROWS, put_cover, put_points, subject_slide
from ka_helpers.rendering.deck.subjects import ChartSaid, Subject
from ka_helpers.reviews.memo import Drawing, Memo, Part
from ka_helpers.tables.table import Table

MOST_POINTS, MOST_ALONE = 4, 7
"""Points beside a chart or table, and on a slide of their own."""
Figure = tuple[tuple[ChartSaid, ...], tuple[str, ...], str, tuple[str, ...], Table | None]
"""What a slide shows beside its message: charts, points, next step, notes, a table."""


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
    """Add the slides of a part: its points beside the first chart or table, or by themselves."""
    figures = [
        *(_of_drawing(each) for each in part.drawings if each.native),
        *(t for each in part.tables for t in _of_table(each)),
    ]
    subjects = [Subject(part.key, part.message, *figure) for figure in figures]
    if subjects and len(part.points) <= MOST_POINTS:
        subjects[0] = replace(subjects[0], points=part.points, step=part.step)
    else:
        _points_slides(deck, part, language)
    for subject in subjects:
        subject_slide(deck, subject, language)


def _points_slides(deck: Deck, part: Part, language: str) -> None:
    """Add slides of points alone, as many as they need."""
    groups = [part.points[at : at + MOST_ALONE] for at in range(0, len(part.points), MOST_ALONE)]
    for place, group in enumerate(groups or [()]):
        step = part.step if place == len(groups) - 1 else ""
        subject = Subject(part.key, part.message, (), group, step, group)
        sheet = deck.slide(part.message, group)
        put_points(sheet, subject, sheet.content, language)
        sheet.done()


def _of_drawing(drawing: Drawing) -> Figure:
    chart = ChartSaid(drawing.name, drawing.plot, drawing.title, drawing.alt, drawing.note)
    return (chart,), (), "", (drawing.alt,), None


def _of_table(table: Table) -> Iterator[Figure]:
    """Yield a table in pieces that fit a slide each."""
    for at in range(0, max(len(table.rows), 1), MOST_ROWS):
        rows = slice(at, at + MOST_ROWS)
        piece = replace(
            table, rows=table.rows[rows], statuses=table.statuses[rows],
            formats=table.formats[rows],
        )  # fmt: skip
        yield (), (), "", (table.title,), piece
