"""Read extracts as they stand: csv, Excel and parquet files become sheets of cells.

Nothing is interpreted here: cells are text, numbers or dates as the file has them, and the
index counts rows as a spreadsheet does.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.cases.importing.encodings import decode, suggested
from ka_helpers.cases.importing.excel_faults import unread_cells
from ka_helpers.cases.importing.faults import RowFault
from ka_helpers.cases.importing.header_rows import Range
from ka_helpers.errors import Problem, RequestError

DELIMITERS = (",", "\t", ";", "|")
TEXT, EXCEL, PARQUET = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods"), (".parquet",)
_SNIFFED_ROWS, _SNIFFED_TEXT = 200, 100_000


@dataclass(frozen=True)
class Sheet:
    """One table-like sheet: its cells, and what can be said of the file before reading it.

    `columns` are the names of a file that carries them itself (parquet); else the header is
    among the cells. `file` names the sheet in messages, `notes` are message keys and values.
    """

    file: str
    path: Path
    name: str | None
    cells: pd.DataFrame
    columns: tuple[str, ...] | None = None
    merged: tuple[Range, ...] = ()
    faults: tuple[RowFault, ...] = ()
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def files_of(sources: Iterable[Path | str]) -> tuple[Path, ...]:
    """Return the extract files that `sources` name: files, or all in a folder, by name.

    Raises
    ------
    RequestError : one does not exist, or is of a format that is not read
    """
    found: list[Path] = []
    for source in map(Path, sources):
        if source.is_dir():
            found += sorted(path for path in source.iterdir() if _is_extract(path))
        elif not source.is_file():
            raise RequestError("importing.no_such_file", file=str(source))
        elif not _is_extract(source):
            known = " ".join((*TEXT, *EXCEL, *PARQUET))
            raise RequestError("importing.unknown_format", file=source.name, known=known)
        else:
            found.append(source)
    if not found:
        raise RequestError("importing.nothing_to_import")
    return tuple(dict.fromkeys(found))


def read_sheets(
    path: Path, encoding: str | None = None, delimiter: str | None = None
) -> tuple[Sheet, ...]:
    """Return the sheets of one file; a file that cannot be read is a sheet with a problem."""
    if path.suffix.lower() in TEXT:
        return (_read_text(path, encoding, delimiter),)
    if path.suffix.lower() in PARQUET:
        return (_read_parquet(path),)
    return _read_excel(path)


def _is_extract(path: Path) -> bool:
    known = path.suffix.lower() in (*TEXT, *EXCEL, *PARQUET)
    return known and path.is_file() and not path.name.startswith(("~$", "."))


def _unread(path: Path, key: str, row: int | None = None, **values: Any) -> Sheet:
    problem = Problem(path.name, key, row=row, values=values)
    return Sheet(path.name, path, None, pd.DataFrame(), problems=(problem,))


def _read_text(path: Path, encoding: str | None, delimiter: str | None) -> Sheet:
    written = path.read_bytes()
    try:
        decoded = decode(written, encoding)
    except LookupError:
        return _unread(path, "importing.unknown_encoding", found=encoding)
    if decoded is None:
        return _unread(path, "importing.encoding_unclear", guess=suggested(written))
    first_lines = decoded.text[:_SNIFFED_TEXT].splitlines(keepends=True)
    mark = delimiter or sniff_delimiter(first_lines[:_SNIFFED_ROWS])
    if mark is None:
        return _unread(path, "importing.delimiter_unclear")
    reader = csv.reader(_lines_of(decoded.text), delimiter=mark, strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return _unread(path, "importing.broken_quotes", row=reader.line_num)
    said = {",": "','", "\t": "TAB", ";": "';'", "|": "'|'"}.get(mark, repr(mark))
    note = ("importing.note_text", {"encoding": decoded.encoding, "delimiter": said})
    return Sheet(path.name, path, None, _framed(rows), notes=(note,))


def _lines_of(text: str) -> list[str]:
    """Cut at line ends only: `splitlines` would also cut at U+2028 inside a name."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return [line + "\n" for line in lines]


def sniff_delimiter(lines: Sequence[str]) -> str | None:
    """Return the mark that cuts most lines into equally many cells; None if two do as well.

    >>> sniff_delimiter(["a;b;c", "1,2;3,4;5"])
    ';'
    """
    scores = {}
    for mark in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if any(row)]
        wide = [width for width in widths if width > 1]
        if wide:
            usual = max(set(wide), key=lambda width: (wide.count(width), width))
            scores[mark] = (round(wide.count(usual) / len(widths), 2), usual)
    if not scores:
        return DELIMITERS[0]
    best = max(scores.values())
    winners = [mark for mark, score in scores.items() if score == best]
    return winners[0] if len(winners) == 1 else None


def _read_parquet(path: Path) -> Sheet:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except (pa.ArrowInvalid, OSError):
        return _unread(path, "importing.damaged")
    cells = table.to_pandas(date_as_object=False, ignore_metadata=True)
    names = tuple(map(str, cells.columns))
    cells.columns = pd.RangeIndex(len(names))
    cells.index = pd.RangeIndex(2, 2 + len(cells))
    return Sheet(path.name, path, None, cells, columns=names)


def _read_excel(path: Path) -> tuple[Sheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return tuple(_excel_sheets(path, book))
    except (CalamineError, OSError) as error:
        key = (
            "importing.password" if type(error).__name__ == "PasswordError" else "importing.damaged"
        )
        return (_unread(path, key),)


def _excel_sheets(path: Path, book: Any) -> Iterable[Sheet]:
    for described in book.sheets_metadata:
        if not str(described.typ).endswith("WorkSheet"):
            continue
        label = f"{path.name} [{described.name}]" if len(book.sheet_names) > 1 else path.name
        if not str(described.visible).endswith("Visible"):
            note = ("importing.note_hidden", {"sheet": described.name})
            yield Sheet(label, path, described.name, pd.DataFrame(), notes=(note,))
            continue
        sheet = book.get_sheet_by_name(described.name)
        rows = sheet.to_python(skip_empty_area=False)
        faults = unread_cells(path, described.name, label) if path.suffix != ".xls" else ()
        merged = tuple(sheet.merged_cell_ranges or ())
        yield Sheet(label, path, described.name, _framed(rows), merged=merged, faults=faults)


def _framed(rows: list[list[Any]]) -> pd.DataFrame:
    width = max(map(len, rows), default=0)
    padded = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
    numbered = pd.RangeIndex(1, len(rows) + 1)
    return pd.DataFrame(padded, index=numbered, columns=range(width), dtype=object)
