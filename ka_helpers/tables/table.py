"""A table to show: raw values, and beside them how each column is written.

Exporters read the same table: HTML writes the formatted text, a workbook the raw value and
its format. Not in here: calculation, and any page's look beyond class names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ka_helpers.i18n.formatting import FORMATS

Value = str | float | int | bool | None
TEXT = "text"
STATUSES = ("good", "warn", "bad", "total", "")
_DIFFERENCES = {"share": "points", "change": "points"}


@dataclass(frozen=True)
class TableColumn:
    """One column: its label in the reader's language and its format.

    `format` is "text" or a name of `i18n.formatting.FORMATS`; "each" reads the format from
    the row's own `formats` (a table whose rows have different units), "each_difference" is the
    difference of two such values: percentage points where the values are percentages.
    """

    label: str
    format: str = TEXT


@dataclass(frozen=True)
class Table:
    """A table in one language, ready to be written in any format.

    `rows` hold raw values in column order; `statuses` one of `STATUSES` a row (empty: none);
    `formats` the format of the "each" columns a row; `note` names unit, n and source.
    `marked` is the column whose cell shows the row's status, the last one shown if None.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    language: str
    currency: str = "CNY"
    note: str = ""
    statuses: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    marked: int | None = None

    def written(self, row: int, column: int) -> str:
        """Return one value as the reader sees it."""
        value, form = self.rows[row][column], self.columns[column].format
        if form.startswith("each"):
            difference = form == "each_difference"
            form = self.formats[row]
            form = _DIFFERENCES.get(form, form) if difference else form
        if form == TEXT:
            return "" if value is None else str(value)
        return FORMATS[form](value, self.language, self.currency)

    def status(self, row: int) -> str:
        """Return the row's status, "" if it has none."""
        return self.statuses[row] if self.statuses else ""

    def shown(self) -> tuple[int, ...]:
        """Return the places of the columns to show: all but a text column without any text."""
        return tuple(
            place
            for place, column in enumerate(self.columns)
            if column.format != TEXT or not self.rows or any(row[place] for row in self.rows)
        )

    def _repr_html_(self) -> str:
        shown = self.shown()
        head = "".join(
            f'<th scope="col"{_kind(column)}>{escape(column.label)}</th>'
            for column in (self.columns[place] for place in shown)
        )
        body = "".join(self._row_html(row, shown) for row in range(len(self.rows)))
        note = f'<p class="ka-note">{escape(self.note)}</p>' if self.note else ""
        return (
            f'<div class="ka-table"><table><caption>{escape(self.title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}</div>"
        )

    def _row_html(self, row: int, shown: Sequence[int]) -> str:
        status = self.status(row)
        marked = shown[-1] if self.marked is None else self.marked
        cells = "".join(
            f"<td{_kind(self.columns[place], bool(status) and place == marked)}>"
            f"{escape(self.written(row, place))}</td>"
            for place in shown
        )
        return f'<tr class="ka-{status}">{cells}</tr>' if status else f"<tr>{cells}</tr>"


def _kind(column: TableColumn, marked: bool = False) -> str:
    """Return class and style; JupyterLab sets text to the right unless a cell itself says left."""
    names = ["ka-number"] * (column.format != TEXT) + ["ka-marked"] * marked
    side = ' style="text-align:left"' if column.format == TEXT else ""
    return (f' class="{" ".join(names)}"' if names else "") + side
