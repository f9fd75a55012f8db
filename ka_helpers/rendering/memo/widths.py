"""How a memo's table fits where it is shown: pieces for slides, columns as wide as texts need."""

from collections.abc import Iterator
from dataclasses import replace

from ka_helpers.rendering.deck.measuring import text_width
from ka_helpers.tables.table import TEXT, Table

MOST_ROWS = 10
"""Of a table, on one slide."""
SHORT, SOFTER = 12.0, 0.6
"""In font sizes: of a text longer than this, the rest counts less, for it may break."""
MOST_LABEL = 4.5
"""In font sizes, what the label of a column of numbers claims; it may break."""
MARGIN = 1.0
"""Of a column, in font sizes."""
LONG = 38.0
"""A column of a workbook is no wider unless its sheet has room, see `caps_of`."""
WIDEST, TOGETHER = 90.0, 138.0
"""What columns of long texts may take in a workbook: one, and all of them."""


def pieces(table: Table) -> Iterator[Table]:
    """Yield a table in pieces of about the same length, for a slide each.

    A row that begins with nothing belongs to the one before, so no piece begins with it.

    Examples
    --------
    >>> from ka_helpers.tables.table import TableColumn
    >>> rows = tuple((topic,) for topic in ("a", "", "", "", "b", "", "", "", "c", "", "", ""))
    >>> [len(piece.rows) for piece in pieces(Table("t", (TableColumn("x"),), rows, "en"))]
    [8, 4]
    """
    start, total = 0, len(table.rows)
    while start < total or not start:
        end = _end(table, start)
        rows = slice(start, end)
        yield replace(table, rows=table.rows[rows], statuses=table.statuses[rows],
                      formats=table.formats[rows])  # fmt: skip
        if end >= total:
            return
        start = end


def _end(table: Table, start: int) -> int:
    """Return where the piece that begins at `start` ends."""
    left = len(table.rows) - start
    if left <= MOST_ROWS:
        return start + left
    number = -(-left // MOST_ROWS)
    even = start - (-left // number)
    heads = [at for at in range(start + 1, start + MOST_ROWS + 1) if table.rows[at][0]]
    after = [at for at in heads if at >= even]
    return min(after) if after else max(heads, default=start + MOST_ROWS)


def shares_of(table: Table) -> tuple[float, ...]:
    """Return how wide the columns are against each other; columns of numbers are alike."""
    texts = [column.format == TEXT for column in table.columns]
    wanted = [_wanted(table, place) for place in range(len(texts))]
    number = max((want for want, text in zip(wanted, texts, strict=True) if not text), default=0.0)
    return tuple(
        MARGIN + (min(want, SHORT) + SOFTER * max(0.0, want - SHORT) if text else number)
        for want, text in zip(wanted, texts, strict=True)
    )


def _wanted(table: Table, place: int) -> float:
    """Return the width of a column's widest cell or of its label, in font sizes."""
    column = table.columns[place]
    label = text_width(column.label, 1.0, bold=True)
    most = label if column.format == TEXT else min(label, MOST_LABEL)
    cells = (
        text_width(table.written(row, place), 1.0, not place) for row in range(len(table.rows))
    )
    return max([most, *cells])


def caps_of(table: Table) -> dict[int, float]:
    """Return how wide the columns of long texts may be on a sheet of their own, in letters."""
    long = [
        at
        for at, place in enumerate(table.shown())
        if table.columns[place].format == TEXT
        and max((len(str(row[place] or "")) for row in table.rows), default=0) > LONG
    ]
    return {at: min(WIDEST, TOGETHER / len(long)) for at in long}
