"""A table to show: raw values, and beside them how each column is written.

Exporters read the same table: HTML writes the formatted text, a workbook the raw value and
its format. Not in here: calculation, and any page's look beyond class names.
"""

from dataclasses import dataclass
from html import escape

from ka_helpers.i18n.formatting import FORMATS

Value = str | float | int | bool | None
TEXT = "text"
STATUSES = ("good", "warn", "bad", "total", "")


@dataclass(frozen=True)
class TableColumn:
    """One column: its label in the reader's language and its format.

    `format` is "text" or a name of `i18n.formatting.FORMATS`; "each" reads the format from
    the row's own `formats` (a table whose rows have different units).
    """

    label: str
    format: str = TEXT


@dataclass(frozen=True)
class Table:
    """A table in one language, ready to be written in any format.

    `rows` hold raw values in column order; `statuses` one of `STATUSES` a row (empty: none);
    `formats` the format of the "each" columns a row; `note` names unit, n and source.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    language: str
    currency: str = "CNY"
    note: str = ""
    statuses: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def written(self, row: int, column: int) -> str:
        """Return one value as the reader sees it."""
        value, form = self.rows[row][column], self.columns[column].format
        if form == "each":
            form = self.formats[row]
        if form == TEXT:
            return "" if value is None else str(value)
        return FORMATS[form](value, self.language, self.currency)

    def status(self, row: int) -> str:
        """Return the row's status, "" if it has none."""
        return self.statuses[row] if self.statuses else ""

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th scope="col"{_side(column)}>{escape(column.label)}</th>' for column in self.columns
        )
        body = "".join(self._row_html(row) for row in range(len(self.rows)))
        note = f'<p class="ka-note">{escape(self.note)}</p>' if self.note else ""
        return (
            f'<div class="ka-table"><table><caption>{escape(self.title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}</div>"
        )

    def _row_html(self, row: int) -> str:
        cells = "".join(
            f"<td{_side(column)}>{escape(self.written(row, index))}</td>"
            for index, column in enumerate(self.columns)
        )
        status = self.status(row)
        return f'<tr class="ka-{status}">{cells}</tr>' if status else f"<tr>{cells}</tr>"


def _side(column: TableColumn) -> str:
    return "" if column.format == TEXT else ' class="ka-number"'
