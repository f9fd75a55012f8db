"""A `Table` of the review as cells: raw values with number formats, units in the headers.

A table whose rows have different units gets a column that names them. Not in here: formulas.
"""

from dataclasses import dataclass

from ka_helpers.rendering.workbook.looks import DIFFERENCES, NUMBER_FORMATS
from ka_helpers.rendering.workbook.paper import Cells
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.tables.table import TEXT, Table

TOTAL = "total"


@dataclass(frozen=True)
class Placed:
    """Where a table stands: its rows without the header, and the column of each of its columns."""

    rows: Cells
    columns: dict[int, int]
    head: int


def place(sheet: Sheet, table: Table, *, titled: bool = True) -> Placed:
    """Write a table at the row to write next, with its title and its note."""
    if titled:
        sheet.caption(table.title)
    shown, mixed = table.shown(), any(c.format.startswith("each") for c in table.columns)
    columns = {place: at + (mixed and at > 0) for at, place in enumerate(shown)}
    labels = [(table.columns[at].label, _plain(table.columns[at].format)) for at in shown]
    if mixed:
        labels.insert(1, (sheet.book.word("unit"), TEXT))
    head = sheet.row
    sheet.header(labels)
    first = sheet.row
    for row in range(len(table.rows)):
        _write_row(sheet, table, row, columns)
        if mixed:
            form = table.formats[row] if table.formats else ""
            role = TOTAL if table.status(row) == TOTAL else "cell"
            sheet.write((sheet.row, 1), sheet.book.unit(form), role=role)
        sheet.row += 1
    last = max(first, sheet.row - 1)
    sheet.note(table.note)
    return Placed(sheet.cells(first, last, max(columns.values())), columns, head)


def _write_row(sheet: Sheet, table: Table, row: int, columns: dict[int, int]) -> None:
    status = table.status(row)
    role, tone = (TOTAL, "") if status == TOTAL else ("cell", status)
    marked = max(columns) if table.marked is None else table.marked
    for column, at in columns.items():
        value, form = table.rows[row][column], _form(table, row, column)
        if value is not None and form not in NUMBER_FORMATS and form != TEXT:
            value, form = table.written(row, column), TEXT
        if form == TEXT and table.columns[column].format != TEXT:
            form = "right"
        sheet.write((sheet.row, at), value, form, role=role, tone=tone if column == marked else "")


def _form(table: Table, row: int, column: int) -> str:
    form = table.columns[column].format
    if form == "each_difference":
        return DIFFERENCES.get(table.formats[row], table.formats[row])
    return table.formats[row] if form == "each" else form


def _plain(form: str) -> str:
    """Return the format of a header: numbers of different units stand right, without a unit."""
    return "number" if form.startswith("each") else form
