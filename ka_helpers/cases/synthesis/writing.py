"""How a synthetic case is written: the same frames always give the same bytes.

Rows are appended account by account, so that memory does not grow with their number. Numbers
have fixed formats by `columns.Column.kind`; money is worked out in the currency and divided as the
case's unit says; line ends are LF; Parquet carries no pandas metadata.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.columns import TABLES, Column, Kind

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]
"""A table's rows: a frame, or a mapping a row; a column that is not there is missing."""
PARQUET_TABLES = ("sales", "order_line")
ROWS_IN_GROUP = 200_000
NEVER_FILLED = {("negotiation", "batna_us"), ("negotiation", "batna_them")}
"""Columns that no synthetic case has: what an alternative is worth is worked out."""


class CaseWriter:
    """The files of one case, open for appending; use as a context manager.

    `money_scale` is the case's unit of money, in the currency: 10,000 for 万元.
    """

    def __init__(self, folder: Path, money_scale: float = 1.0) -> None:
        self._folder = folder
        self._money_scale = money_scale
        self._parquet: dict[str, Any] = {}
        self._waiting: dict[str, list[pd.DataFrame]] = {}
        self._started: set[str] = set()

    def __enter__(self) -> "CaseWriter":
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._waiting):
            self._flush(name)
        for writer in self._parquet.values():
            writer.close()

    def append(self, name: str, rows: Rows) -> None:
        """Append the rows of one table; `columns_of` it are written, in the contract's order."""
        if not len(rows):
            return
        if isinstance(rows, pd.DataFrame) and name in PARQUET_TABLES:
            waiting = self._waiting.setdefault(name, [])
            waiting.append(rows)
            if sum(map(len, waiting)) >= ROWS_IN_GROUP:
                self._flush(name)
        else:
            self._append_csv(name, rows)

    def _append_csv(self, name: str, rows: Rows) -> None:
        columns = columns_of(name)
        is_new = name not in self._started
        self._started.add(name)
        with (self._folder / f"{name}.csv").open(
            "w" if is_new else "a", encoding="utf-8", newline=""
        ) as file:
            lines = csv.writer(file, lineterminator="\n")
            if is_new:
                lines.writerow([column.name for column in columns])
            texts = [as_text(self._values(rows, column), column) for column in columns]
            lines.writerows(zip(*texts, strict=True))

    def _values(self, rows: Rows, column: Column) -> list[Any]:
        values = _values(rows, column.name)
        if column.kind != "money" or self._money_scale == 1:
            return values
        return [None if _is_missing(value) else value / self._money_scale for value in values]

    def _flush(self, name: str) -> None:
        import pyarrow.parquet as pq

        waiting = self._waiting.pop(name, [])
        if not waiting:
            return
        table = arrow_table(name, waiting, self._money_scale)
        if name not in self._parquet:
            self._parquet[name] = pq.ParquetWriter(
                self._folder / f"{name}.parquet", table.schema, compression="zstd",
                compression_level=12, write_statistics=True, store_schema=False,
            )  # fmt: skip
        self._parquet[name].write_table(table, row_group_size=ROWS_IN_GROUP * 2)


def columns_of(name: str) -> list[Column]:
    """Return the columns of a table that are written, filled or not."""
    return [each for each in TABLES[name].columns if (name, each.name) not in NEVER_FILLED]


def _values(rows: Rows, name: str) -> list[Any]:
    if not isinstance(rows, pd.DataFrame):
        return [row.get(name) for row in rows]
    return rows[name].tolist() if name in rows else [None] * len(rows)


def as_text(values: Sequence[Any], column: Column) -> list[str]:
    """Return a column as it is written in CSV; missing is empty.

    Money has two decimals, and up to six where the unit is large.

    >>> as_text([0.12, None, float("nan")], Column("rate", "share"))
    ['0.1200', '', '']
    >>> as_text([1200.0, 0.1234], Column("amount", "money"))
    ['1200.00', '0.1234']
    """
    written = _FORMATS[column.kind]
    return ["" if _is_missing(value) else written(value) for value in values]


def _is_missing(value: Any) -> bool:
    if isinstance(value, float):
        return isnan(value)
    return value is None or value is pd.NA or value is pd.NaT


def _plain(value: float) -> str:
    """Return a number with up to four decimals and no trailing zeros."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _money(value: float) -> str:
    whole, _, part = f"{value:.6f}".partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


_FORMATS: Mapping[Kind, Callable[[Any], str]] = {
    "id": str,
    "text": str,
    "choice": str,
    "count": lambda value: f"{value:.0f}",
    "money": _money,
    "price": lambda value: f"{value:.2f}",
    "share": lambda value: f"{value:.4f}",
    "number": _plain,
    "date": lambda value: f"{value.year}-{value.month:02d}-{value.day:02d}",
    "flag": lambda value: "true" if value else "false",
}


def arrow_table(name: str, pieces: Sequence[Rows], money_scale: float = 1.0) -> Any:
    """Return rows of one table as an Arrow table of `columns_of` it; what is missing is null."""
    import pyarrow as pa

    return pa.table(
        {
            column.name: _in_unit(
                pa.concat_arrays([_as_arrow(rows, column) for rows in pieces]), column, money_scale
            )
            for column in columns_of(name)
        }
    )


def _in_unit(values: Any, column: Column, money_scale: float) -> Any:
    import pyarrow.compute as pc

    if column.kind != "money" or money_scale == 1:
        return values
    return pc.round(pc.divide(values, money_scale), 6)


def _as_arrow(rows: Rows, column: Column) -> Any:
    import pyarrow as pa

    kind = _ARROW_TYPES.get(column.kind, "string")
    if not isinstance(rows, pd.DataFrame):
        return pa.array([row.get(column.name) for row in rows], kind, from_pandas=True)
    if column.name not in rows:
        return pa.nulls(len(rows), kind)
    return _series_as_arrow(rows[column.name], column.kind, kind)


def _series_as_arrow(values: pd.Series, kind: Kind, arrow_type: str) -> Any:
    import pyarrow as pa

    if kind == "date":
        days = values.to_numpy().astype("datetime64[D]")
        return pa.array(days, arrow_type, from_pandas=True)
    if isinstance(values.dtype, pd.StringDtype):
        written = pa.array(values, "string")
        return written.combine_chunks() if isinstance(written, pa.ChunkedArray) else written
    if arrow_type == "double":
        return pa.array(values.to_numpy(dtype=float), arrow_type, from_pandas=True)
    if kind == "count":
        return pa.array(values.astype("Int64"), arrow_type)
    return pa.array(values.tolist(), arrow_type, from_pandas=True)


_ARROW_TYPES: Mapping[Kind, str] = {
    "count": "int64", "date": "date32", "flag": "bool",
    "number": "double", "money": "double", "price": "double", "share": "double",
}  # fmt: skip
