"""What slides have in common: the cover, charts under captions, points, sources, tables."""

from collections.abc import Sequence
from dataclasses import replace

from ka_helpers.figures.style import BLUE, INK, MUTED
from ka_helpers.i18n import say
from ka_helpers.rendering.deck.building import Deck, Sheet
from ka_helpers.rendering.deck.grid import Cell, Grid
from ka_helpers.rendering.deck.markup import Box, Look, Paragraph, Run, said
from ka_helpers.rendering.deck.measuring import LINE, cut, fitting, height_of
from ka_helpers.rendering.deck.subjects import ChartSaid, Subject
from ka_helpers.reviews.findings import Finding
from ka_helpers.tables.table import TEXT, Table

GAP = 12.0


SOURCE = 9.5


SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)


POINT_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0)


WIDE = 1.9
MOST_ROWS = 9


def put_cover(sheet: Sheet, lines: Sequence[str], opening: str) -> None:
    """Put who and when, and the whole in one sentence, under the title of the first slide."""
    title = sheet.page.title_box
    free = sheet.deck.frame.height - title.bottom - 40
    box = Box(title.left, title.bottom + 12, title.width, max(60.0, free))
    room = (sheet.page.under or box).width - 15
    small = [said(cut(line, 14.0, room, 2), Look(14.0, colour=MUTED), 6.0) for line in lines]
    text = cut(opening, 18.0, room, 4)
    sheet.put_under_title([*small, said(text, Look(18.0, colour=INK))], box)


def grid_of(table: Table, shares: Sequence[float], name: str, bold: int = 0) -> Grid:
    """Return a table of the kit as a native one; `bold` is the column that names the row."""
    shown = table.shown()
    marked = shown[-1] if table.marked is None else table.marked
    rows = tuple(
        tuple(
            Cell(table.written(row, place), table.status(row) if place == marked else "",
                 place == bold)
            for place in shown
        )
        for row in range(len(table.rows))
    )  # fmt: skip
    return Grid(
        name,
        table.title,
        tuple(table.columns[place].label for place in shown),
        rows,
        tuple(shares[place] for place in shown),
        frozenset(at for at, place in enumerate(shown) if table.columns[place].format != TEXT),
        roomy=1.7,
    )


def findings_grid(name: str, alt: str, findings: Sequence[Finding], language: str) -> Grid:
    """Return findings as a native table: how grave, what, what next."""
    rows = tuple(
        (Cell(say(f"review.tone_{found.tone}", language), found.tone, bold=True),
         Cell(found.headline(language), bold=True), Cell(found.next_step(language)))
        for found in findings
    )  # fmt: skip
    head = tuple(say(f"deck.know_{column}", language) for column in ("tone", "what", "next"))
    return Grid(name, alt, head, rows, (0.9, 4.2, 5.4), sizes=SIZES, roomy=1.6)


def subject_slide(deck: Deck, subject: Subject, language: str) -> None:
    """Add the slide of one subject: its message, charts (or a table), points and sources."""
    sheet = deck.slide(subject.message, subject.notes)
    area = sheet.content
    table = subject.table
    source = put_source(sheet, [table.note] if table else [c.note for c in subject.charts])
    area = Box(area.left, area.top, area.width, area.height - source - 6)
    one = table is not None or len(subject.charts) == 1
    if one and area.width > WIDE * area.height and (subject.points or subject.step):
        left = Box(area.left, area.top, area.width * 0.66, area.height)
        right = Box(left.right + 2 * GAP, area.top, area.width * 0.34 - 2 * GAP, area.height)
        put_figures(sheet, subject, left)
        put_points(sheet, subject, right, language)
    else:
        tall = points_height(subject, area.width, language, area.height * 0.4)
        figures = Box(area.left, area.top, area.width, area.height - tall - (GAP if tall else 0))
        put_figures(sheet, subject, figures)
        put_points(sheet, subject, Box(area.left, figures.bottom + GAP, area.width, tall), language)
    sheet.done()


def put_figures(sheet: Sheet, subject: Subject, box: Box) -> None:
    """Put charts side by side, or the table of a subject that has none."""
    if subject.table is not None:
        table = replace(subject.table, rows=subject.table.rows[:MOST_ROWS])
        shares = [1.0 if column.format != TEXT else 1.6 for column in table.columns]
        sheet.put_grid(grid_of(table, [2.4, *shares[1:]], subject.key), box)
    for chart, column in zip(
        subject.charts, box.columns(max(1, len(subject.charts)), 2 * GAP), strict=False
    ):
        put_chart(sheet, chart, column)


def put_chart(sheet: Sheet, chart: ChartSaid, box: Box) -> None:
    """Put a chart under its caption."""
    caption = cut(chart.title, 12.0, box.width, 1, bold=True)
    head = Box(box.left, box.top, box.width, 12.0 * LINE + 3)
    sheet.put_text("caption", head, (said(caption, Look(12.0, bold=True, colour=MUTED)),))
    sheet.put_chart(chart.plot, box.below(head.height), chart.name, chart.alt)


def put_source(sheet: Sheet, notes: Sequence[str]) -> float:
    """Put unit, n and source at the foot of the content, a column a note; return its height."""
    area = sheet.content
    tall = source_height(notes, area.width)
    foot = Box(area.left, area.bottom - tall, area.width, tall)
    for note, column in zip(notes, foot.columns(max(1, len(notes)), 2 * GAP), strict=True):
        text = cut(note, SOURCE, column.width, 3)
        sheet.put_text("source", column, (said(text, Look(SOURCE, colour=MUTED)),), "b")
    return tall


def source_height(notes: Sequence[str], width: float) -> float:
    """Return the height of the notes at the foot, at most three lines."""
    column = (width - 2 * GAP * (len(notes) - 1)) / max(1, len(notes))
    return min(3 * SOURCE * LINE, max(height_of((note,), SOURCE, column) for note in notes))


def points_height(subject: Subject, width: float, language: str, most: float) -> float:
    """Return the height of the points under charts, at most `most`."""
    texts = texts_of(subject, language)
    wanted = height_of(texts, 13.0, width - 14) + 5.0 * len(texts)
    return min(wanted, most)


def texts_of(subject: Subject, language: str) -> list[str]:
    """Return what the points say, the next step last."""
    step = [say("deck.next_step", language, step=subject.step)] if subject.step else []
    return [*subject.points, *step]


def put_points(sheet: Sheet, subject: Subject, box: Box, language: str) -> None:
    """Put two or three short points; what does not fit stands in full in the notes."""
    texts = texts_of(subject, language)
    if not texts:
        return
    room, after = box.width - 14, 8.0 if box.height > 120 else 5.0
    tall = box.height - after * len(texts)
    size = next((s for s in POINT_SIZES if height_of(texts, s, room) <= tall), POINT_SIZES[-1])
    if height_of(texts, size, room) > tall:
        each = tall / len(texts)
        texts = [fitting(text, room, each, (size,))[0] for text in texts]
    body = [
        Paragraph((Run(text, Look(size, colour=BLUE if step else INK, bold=step)),), after,
                  bullet=True)
        for text, step in zip(texts, is_step(subject, texts), strict=True)
    ]  # fmt: skip
    sheet.put_text("points", box, body)


def is_step(subject: Subject, texts: Sequence[str]) -> list[bool]:
    """Tell for each text whether it is the next step."""
    return [bool(subject.step) and place == len(texts) - 1 for place in range(len(texts))]
