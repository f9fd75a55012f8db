"""Tables as files that a trainer opens in Excel: one workbook a table, or csv that Excel reads.

Ids, texts and choices stand as text, so that no leading zero is lost; dates are dates, shares are
percentages, flags are TRUE and FALSE. The second sheet says in both languages what each column
means and what may stand in it; the loader reads the first. The same rows give the same bytes.
Not in here: reading (`cases.reading`).
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ka_helpers.cases.scaffolding.words import both
from ka_helpers.cases.synthesis.writing import as_text
from ka_helpers.columns import TABLES, Column, Kind, Table

MOST_ROWS = 1_000_000
"""Rows of a table that still fit a sheet of Excel; a longer one is written as csv."""
COLUMNS_SHEET = "说明 Columns"
_MADE = dt.datetime(2000, 1, 1)
_LONGEST_LIST = 255
"""Characters of a list of choices that a cell can offer."""
_NUMBER_FORMATS: dict[Kind, str] = {
    "id": "@", "text": "@", "choice": "@", "flag": '"TRUE";"TRUE";"FALSE"',
    "count": "#,##0", "number": "General", "money": "#,##0.00", "price": "#,##0.00",
    "share": "0.00%", "date": "yyyy-mm-dd",
}  # fmt: skip
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False, "nan_inf_to_errors": False,
}  # fmt: skip


def write_table(folder: Path, name: str, rows: pd.DataFrame, form: str = "xlsx") -> Path:
    """Write the table `name` into `folder` as "xlsx" or "csv" and return its file.

    `rows` has the dtypes that `cases.parsing` gives. A table too long for Excel becomes csv.
    """
    if form == "xlsx" and len(rows) <= MOST_ROWS:
        return _write_workbook(folder / f"{name}.xlsx", TABLES[name], rows)
    return _write_csv(folder / f"{name}.csv", TABLES[name], rows)


def _write_csv(path: Path, table: Table, rows: pd.DataFrame) -> Path:
    columns = _present(table, rows)
    texts = [as_text(_plain(rows[column.name], column), column) for column in columns]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(zip(*texts, strict=True))
    return path


def _write_workbook(path: Path, table: Table, rows: pd.DataFrame) -> Path:
    columns = _present(table, rows)
    book = Workbook(str(path), _OPTIONS)
    book.set_properties({"created": _MADE, "title": table.name})
    sheet = book.add_worksheet(table.name)
    looks = {kind: book.add_format(_look(kind)) for kind in _NUMBER_FORMATS}
    for position, column in enumerate(columns):
        sheet.set_column(position, position, _width(column, rows[column.name]), looks[column.kind])
        _offer_choices(sheet, position, column)
    sheet.freeze_panes(1, _frozen(columns))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1})
    for position, column in enumerate(columns):
        sheet.write_string(0, position, column.name, head)
    _write_rows(sheet, columns, rows, looks)
    _explain(book, book.add_worksheet(COLUMNS_SHEET), columns, head)
    book.close()
    return path


def _look(kind: Kind) -> dict[str, Any]:
    """Return a column's format: text is indented, so that it does not touch a number before it."""
    beside = {"indent": 1} if kind in ("text", "choice") else {}
    centred = {"align": "center"} if kind in ("flag", "date") else {}
    return {"num_format": _NUMBER_FORMATS[kind], **beside, **centred}


def _write_rows(
    sheet: Worksheet, columns: Sequence[Column], rows: pd.DataFrame, looks: dict[Kind, Format]
) -> None:
    """Write row by row, since a sheet held in memory would be large; empty cells are left out."""
    writers = {
        "date": sheet.write_datetime, "flag": sheet.write_boolean,
        "id": sheet.write_string, "text": sheet.write_string, "choice": sheet.write_string,
    }  # fmt: skip
    with_writers = [
        (position, writers.get(column.kind, sheet.write_number), looks[column.kind])
        for position, column in enumerate(columns)
    ]
    cells = [_plain(rows[column.name], column) for column in columns]
    for number, row in enumerate(zip(*cells, strict=True), start=1):
        for (position, write, look), cell in zip(with_writers, row, strict=True):
            if cell is not None:
                write(number, position, cell, look)


def _plain(cells: pd.Series, column: Column) -> list[Any]:
    """Return a column's cells as Python values, None where it is empty."""
    if column.kind == "date":
        return [None if pd.isna(day) else day.to_pydatetime() for day in cells]
    return [None if pd.isna(cell) else cell for cell in cells.tolist()]


def _present(table: Table, rows: pd.DataFrame) -> list[Column]:
    return [column for column in table.columns if column.name in rows]


def _frozen(columns: Sequence[Column]) -> int:
    """Return how many columns stay in sight: the leading ids, at most three."""
    names = [column.kind == "id" for column in columns[:3]]
    return names.index(False) if False in names else len(names)


def _width(column: Column, cells: pd.Series) -> float:
    """Return a column's width: that of its name or of the longest of its first cells."""
    if column.kind in ("id", "text", "choice"):
        longest = max((_cells_wide(str(cell)) for cell in cells.head(50).dropna()), default=0)
    else:
        longest = 14 if column.kind in ("money", "date") else 9
    return float(min(max(longest, len(column.name) + 3) + 1, 60))


def _cells_wide(text: str) -> int:
    return sum(2 if re.match("[\u2e80-\uffef]", sign) else 1 for sign in text)


def _offer_choices(sheet: Worksheet, position: int, column: Column) -> None:
    """Offer a list where a column has choices; what else is typed is only asked about."""
    choices = list(column.choices)
    if not choices or len(",".join(choices)) > _LONGEST_LIST:
        return
    sheet.data_validation(
        1, position, MOST_ROWS, position,
        {"validate": "list", "source": choices, "error_type": "warning",
         "error_title": column.name, "error_message": ", ".join(choices)[:_LONGEST_LIST]},
    )  # fmt: skip


def _explain(book: Workbook, sheet: Worksheet, columns: Sequence[Column], head: Format) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [_titles(), *map(_explanation, columns)]
    for position, width in enumerate((26, 18, 68, 40, 60)):
        sheet.set_column(position, position, width)
    for number, line in enumerate(lines):
        for position, text in enumerate(line):
            sheet.write_string(number, position, text, head if number == 0 else wrapped)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _titles() -> tuple[str, ...]:
    return tuple(
        both(f"scaffolding.columns_{name}")
        for name in ("column", "chinese", "holds", "needed", "choices")
    )


def _explanation(column: Column) -> tuple[str, ...]:
    chinese = next((name for name in column.aliases if re.search("[\u4e00-\u9fff]", name)), "")
    needed = both(f"scaffolding.columns_{'must' if column.required else 'may'}")
    holds = both(f"scaffolding.kind_{column.kind}")
    return column.name, chinese, holds, needed, ", ".join(_allowed(column))


def _allowed(column: Column) -> Iterator[str]:
    yield from column.choices
    if column.minimum is not None:
        yield f"≥ {column.minimum:g}"
    if column.maximum is not None:
        yield f"≤ {column.maximum:g}"
    if column.refers_to is not None:
        yield both("scaffolding.columns_refers", table=column.refers_to)
