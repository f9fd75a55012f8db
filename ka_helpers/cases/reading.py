"""Table files as they stand: csv, xlsx and parquet become frames indexed by spreadsheet row.

The header is row 1, so the first record has index 2. Cells stay what they are in the file
(text in csv); `parsing` turns them into values. Blank rows are left out and still counted.
Not in here: other encodings, other headers, other layouts (`cases.importing`).
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from ka_helpers.errors import CaseError, Problem

FIRST_ROW = 2
ROWS_IN_BLOCK = 262_144
"""Rows of a large Parquet file held at once."""


@dataclass(frozen=True)
class RawTable:
    """A file's cells, indexed by spreadsheet row, and the rows that could not be cut into cells."""

    file: str
    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()


def read_table(path: Path, table: str) -> RawTable:
    """Return the cells of the table file at `path`.

    Raises
    ------
    CaseError : the file cannot be read at all: encoding, damage, no header
    """
    raw = _READERS[path.suffix](path, table)
    if raw.frame.columns.empty:
        raise _unreadable(path, "cases.file_empty")
    return raw


def _read_csv(path: Path, _: str) -> RawTable:
    written = path.read_bytes()
    _require_utf8(written, path)
    header = _header_of(written)
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise _unreadable(path, "cases.file_separator")
    broken: list[Any] = []
    if not written.endswith((b"\n", b"\r")):
        written += b"\n"
    try:
        cells = _cut(written, len(header), broken)
    except pa.ArrowInvalid:
        raise _unreadable(path, "cases.file_not_cut") from None
    problems = [
        Problem(path.name, "cases.row_length", row=row.number,
                values={"found": row.actual_columns, "expected": row.expected_columns})
        for row in broken
    ]  # fmt: skip
    left_out = {row.number for row in broken}
    last = FIRST_ROW + cells.num_rows + len(left_out)
    rows = [row for row in range(FIRST_ROW, last) if row not in left_out]
    return _tabled(path, header, cells.to_pandas().set_axis(rows, axis=0), problems)


def _cut(written: bytes, width: int, broken: list[Any]) -> pa.Table:
    from pyarrow import csv as arrow_csv

    names = [str(position) for position in range(width)]
    if not written.strip(codecs.BOM_UTF8 + b"\r\n"):
        return pa.table({name: pa.array([], pa.string()) for name in names})

    def leave_out(row: Any) -> str:
        broken.append(row)
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(written),
        arrow_csv.ReadOptions(use_threads=False, column_names=names, skip_rows_after_names=1),
        arrow_csv.ParseOptions(
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=leave_out
        ),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _header_of(written: bytes) -> list[str]:
    start = io.StringIO(written[:1_000_000].decode("utf-8-sig", errors="ignore"), newline="")
    return next(csv.reader(start), [])


def _require_utf8(written: bytes, path: Path) -> None:
    try:
        written.decode("utf-8")
    except UnicodeDecodeError as error:
        row = written.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, "cases.file_not_utf8", row=row) from None


def _read_xlsx(path: Path, table: str) -> RawTable:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        name = table if table in book.sheet_names else book.sheet_names[0]
        grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError):
        raise _unreadable(path, "cases.file_damaged") from None
    if not grid:
        raise _unreadable(path, "cases.file_empty")
    header, records = [str(cell) for cell in grid[0]], grid[1:]
    rows = range(FIRST_ROW, FIRST_ROW + len(records))
    frame = pd.DataFrame(records, index=rows, columns=range(len(header)), dtype=object)
    return _tabled(path, header, frame, [])


def _read_parquet(path: Path, _: str) -> RawTable:
    try:
        cells = parquet_file(path).read()
    except (pa.ArrowInvalid, OSError):
        raise _unreadable(path, "cases.file_damaged") from None
    return _of_arrow(path, cells, FIRST_ROW)


def read_blocks(path: Path) -> Iterator[RawTable]:
    """Yield the cells of a Parquet file block by block, each with its own rows' numbers.

    Raises
    ------
    CaseError : the file is damaged
    """
    first = FIRST_ROW
    try:
        for batch in parquet_file(path).iter_batches(ROWS_IN_BLOCK, use_threads=False):
            yield _of_arrow(path, pa.Table.from_batches([batch]), first)
            first += len(batch)
    except (pa.ArrowInvalid, OSError):
        raise _unreadable(path, "cases.file_damaged") from None


def rows_in_parquet(path: Path) -> int:
    """Return the number of rows that a Parquet file says it has; 0 if it is damaged."""
    try:
        return int(parquet_file(path).metadata.num_rows)
    except (pa.ArrowInvalid, OSError):
        return 0


def parquet_file(path: Path) -> Any:
    """Return a Parquet file opened for reading."""
    from pyarrow import parquet

    return parquet.ParquetFile(path)


def _of_arrow(path: Path, cells: pa.Table, first_row: int) -> RawTable:
    plain = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in cells.columns
    ]
    frame = pa.table(plain, names=[str(n) for n in range(len(plain))]).to_pandas(
        types_mapper=_WHOLE_NUMBERS.get, date_as_object=False
    )
    frame.index = pd.RangeIndex(first_row, first_row + len(frame))
    return _tabled(path, cells.column_names, frame, [])


def _tabled(
    path: Path, header: Sequence[str], frame: pd.DataFrame, problems: list[Problem]
) -> RawTable:
    """Name the columns, keep the first of equal names, leave out blank rows and columns."""
    names = [name.strip() for name in header]
    for name, times in Counter(names).items():
        if name and times > 1:
            values = {"times": times}
            problems.append(Problem(path.name, "cases.column_twice", column=name, values=values))
    first = [position for position, name in enumerate(names) if name not in names[:position]]
    for position, name in enumerate(names):
        if not name and not _blank(frame.iloc[:, position]).all():
            values = {"position": position + 1}
            problems.append(Problem(path.name, "cases.column_nameless", row=1, values=values))
    kept = [position for position in first if names[position]]
    frame = frame.iloc[:, kept].set_axis([names[position] for position in kept], axis=1)
    return RawTable(path.name, _without_blank_rows(frame), tuple(problems))


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.columns.empty:
        return frame
    blank = frame.index[_blank(frame.iloc[:, 0])]
    for _, cells in frame.items():
        blank = blank[_blank(cells.loc[blank])]
    return frame.drop(index=blank) if len(blank) else frame


def _blank(cells: pd.Series) -> pd.Series:
    return cells.isna() | cells.isin([""])


def _unreadable(path: Path, key: str, row: int | None = None) -> CaseError:
    problem = Problem(path.name, key, row=row)
    return CaseError("cases.unreadable", [problem], file=path.name)


_WHOLE_NUMBERS: Mapping[pa.DataType, Any] = {
    pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype(), pa.int16(): pd.Int16Dtype(),
    pa.int8(): pd.Int8Dtype(), pa.uint64(): pd.UInt64Dtype(), pa.uint32(): pd.UInt32Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}  # fmt: skip
_READERS: Mapping[str, Callable[[Path, str], RawTable]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".parquet": _read_parquet,
}
