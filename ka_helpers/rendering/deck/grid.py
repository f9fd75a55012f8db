"""A native table: rows measured so that they fit their box, status cells in colour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ka_helpers.figures.style import BLUE, GRID, INK, MUTED
from ka_helpers.rendering.deck.markup import (
    EMU,
    PALES,
    Box,
    Look,
    Voice,
    clean,
    fill,
    paragraphs,
    place,
    said,
)
from ka_helpers.rendering.deck.measuring import LINE, cut, lines_of, text_width

SIDE, ABOVE = 6.0, 4.0
"""Margins of a cell in points."""
_FILLED = 0.93
"""A table takes at most this part of its box: a wider face of a template may break a line more."""
_LONGEST = 110.0
_SURELY = 1.12
_WORDS = re.compile(r"[!-~¥€£]+")
_NO_LINES = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
PAINTED_INK = "#20282f"
"""Dark on the pale fills whatever the template's own text colour is."""


@dataclass(frozen=True)
class Cell:
    """Text of a cell; `status` colours it ("good", "warn", "bad")."""

    text: str
    status: str = ""
    bold: bool = False
    muted: bool = False


@dataclass(frozen=True)
class Grid:
    """A table to place: `shares` of the width a column, `numbers` the columns of figures.

    Rows may grow to `roomy` times their height; `wider` is the template's face against ours.
    """

    name: str
    alt: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    sizes: tuple[float, ...] = (14.0, 13.0, 12.0, 11.0, 10.0)
    roomy: float = 1.0
    wider: float = 1.0


def fitted(grid: Grid, box: Box) -> tuple[Grid, float, list[float]]:
    """Return the grid with texts that fit, its font size and the heights of its rows."""
    for size in grid.sizes:
        heights = _heights(grid, box, size)
        if sum(heights) <= _FILLED * box.height:
            return grid, size, _spread(heights, box, grid.roomy)
    size = grid.sizes[-1]
    most = 6
    while most > 1:
        most -= 1
        shorter = _shortened(grid, box, size, most)
        heights = _heights(shorter, box, size)
        if sum(heights) <= _FILLED * box.height:
            break
    return shorter, size, heights


def grid_xml(number: int, grid: Grid, box: Box, voice: Voice) -> tuple[str, float]:
    """Return a table as XML, and its height in points."""
    shown, size, heights = fitted(grid, box)
    widths = [round(width * EMU) for width in _widths(shown, box, size)]
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    head = tuple(Cell(text, bold=True, muted=True) for text in shown.head)
    rows = "".join(
        f'<a:tr h="{round(height * EMU)}">'
        + "".join(
            _cell(cell, Look(size if row else size - 1), place in grid.numbers, voice, not row)
            for place, cell in enumerate(cells)
        )
        + "</a:tr>"
        for row, (cells, height) in enumerate(zip((head, *shown.rows), heights, strict=True))
    )
    tall = sum(heights)
    at = Box(box.left, box.top, box.width, tall)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{clean(grid.name)}" '
        f'descr="{clean(grid.alt)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place(at, 'p')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1"><a:tableStyleId>{_PLAIN}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    ), tall


def _cell(cell: Cell, look: Look, number: bool, voice: Voice, head: bool) -> str:
    ink = PAINTED_INK if cell.status in PALES else MUTED if cell.muted else INK
    looks = Look(look.size, cell.bold, ink)
    align = "r" if number else "l"
    body = paragraphs((said(cell.text, looks, align=align),), voice)
    line = (BLUE, 12700) if head else (GRID, 6350)
    painted = fill(PALES[cell.status]) if cell.status in PALES else "<a:noFill/>"
    side, above = round(SIDE * EMU), round(ABOVE * EMU)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{above}" marB="{above}" '
        f'anchor="{"b" if head else "ctr"}">{_NO_LINES}<a:lnB w="{line[1]}">{fill(line[0])}</a:lnB>'
        f"{painted}</a:tcPr></a:tc>"
    )


def _widths(grid: Grid, box: Box, size: float) -> list[float]:
    """Return the columns' widths: their shares, but none narrower than its longest word."""
    shared = [box.width * share / sum(grid.shares) for share in grid.shares]
    least = [_longest_word(grid, place, size) + 2 * SIDE + 2 for place in range(len(shared))]
    if sum(least) >= box.width:
        return [box.width * width / sum(least) for width in least]
    for _ in shared:
        lacking = sum(max(0.0, low - width) for low, width in zip(least, shared, strict=True))
        spare = sum(max(0.0, width - low) for low, width in zip(least, shared, strict=True))
        shared = [
            low if width <= low else width - (width - low) * lacking / spare
            for low, width in zip(least, shared, strict=True)
        ]
    return shared


def _longest_word(grid: Grid, place: int, size: float) -> float:
    """Return the width of what a column must not break: words of Latin letters, numbers."""
    whole = place in grid.numbers
    texts = [cells[place].text for cells in grid.rows]
    words = [word for text in texts for word in ([text] if whole else _WORDS.findall(text))]
    known = [min(text_width(word, size, bold=True), _LONGEST) for word in words]
    head = [text_width(word, size - 1, bold=True) for word in _WORDS.findall(grid.head[place])]
    return _SURELY * max([0.0, *known, *head])


def _heights(grid: Grid, box: Box, size: float) -> list[float]:
    rooms = [(width - 2 * SIDE) / grid.wider for width in _widths(grid, box, size)]
    bold = tuple(Cell(text, bold=True) for text in grid.head)
    return [
        max(lines_of(c.text, size, room, c.bold) for c, room in zip(cells, rooms, strict=True))
        * size * LINE + 2 * ABOVE
        for cells in (bold, *grid.rows)
    ]  # fmt: skip


def _spread(heights: list[float], box: Box, roomy: float) -> list[float]:
    """Return rows up to `roomy` times as high where the box has room."""
    stretch = min(roomy, _FILLED * box.height / sum(heights))
    return (
        [heights[0], *(height * max(1.0, stretch) for height in heights[1:])]
        if (heights[0] + sum(heights[1:]) * max(1.0, stretch) <= box.height)
        else heights
    )


def _shortened(grid: Grid, box: Box, size: float, most: int) -> Grid:
    rooms = [(width - 2 * SIDE) / grid.wider for width in _widths(grid, box, size)]

    def shorten(cells: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(
            Cell(cut(c.text, size, room, most, c.bold), c.status, c.bold, c.muted)
            for c, room in zip(cells, rooms, strict=True)
        )

    rows = tuple(shorten(cells) for cells in grid.rows)
    head = tuple(c.text for c in shorten(tuple(Cell(text, bold=True) for text in grid.head)))
    return replace(grid, head=head, rows=rows)
