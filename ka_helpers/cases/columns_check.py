"""A file's columns against the contract, and its cells parsed by them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.parsing import FAULTS, parse
from ka_helpers.cases.reading import RawTable
from ka_helpers.cases.yaml_faults import closest
from ka_helpers.columns import Column, Table
from ka_helpers.errors import Problem

MOST_KEPT = 10_000
"""Problems of one kind kept for one column; one more says how many there were."""


@dataclass(frozen=True)
class ParsedTable:
    """A table's values in their dtypes, indexed by spreadsheet row, and its faulty cells.

    `filled_in` names columns that the file does not have and a default stands for.
    """

    file: str
    table: Table
    frame: pd.DataFrame
    faulty: Mapping[str, pd.Series]
    filled_in: tuple[str, ...] = ()

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return len(self.frame)

    def missing(self, column: str) -> pd.Series:
        """Return the rows whose cell is empty; faulty cells are not missing."""
        return self.frame[column].isna() & ~self.faulty[column]

    def problems(
        self, rows: pd.Series, key: str, column: str | None = None, **values: Any
    ) -> Iterator[Problem]:
        """Yield a problem for each row that is True in `rows`; Series among `values` by row."""
        marked = rows.index[rows.to_numpy(dtype=bool)]
        kept = marked[:MOST_KEPT]
        by_row = {name: _cells_of(value, kept) for name, value in values.items()}
        for position, row in enumerate(kept):
            said = {name: cells[position] for name, cells in by_row.items()}
            yield Problem(self.file, key, row=int(row), column=column, values=said)
        if len(marked) > MOST_KEPT:
            left = len(marked) - MOST_KEPT
            yield Problem(self.file, "cases.and_more", column=column, values={"n": left})


def parse_table(raw: RawTable, table: Table) -> tuple[ParsedTable, list[Problem]]:
    """Return the table's values, and every fault of its header and of single cells."""
    problems = [*raw.problems, *_header_problems(raw, table)]
    values: dict[str, pd.Series] = {}
    faulty: dict[str, pd.Series] = {}
    for column in table.columns:
        if column.name in raw.frame:
            values[column.name], faulty[column.name] = parse(column, raw.frame[column.name])
    frame = pd.DataFrame(values, index=raw.frame.index)
    parsed = ParsedTable(raw.file, table, frame, faulty)
    for name, rows in faulty.items():
        if rows.any():
            problems += _cell_problems(parsed, table[name], raw.frame[name], rows)
    return parsed, problems


def ids_kept_as_numbers(raw: RawTable, table: Table) -> Iterator[Problem]:
    """Yield a warning for each id column with number cells, which lose leading zeros."""
    for column in table.columns:
        if column.kind != "id" or column.name not in raw.frame:
            continue
        cells = raw.frame[column.name]
        numbers = cells[cells.map(_is_number, na_action="ignore").eq(True)]
        if not numbers.empty:
            yield Problem(
                raw.file, "cases.id_as_number", row=int(numbers.index[0]), column=column.name,
                values={"n": len(numbers)},
            )  # fmt: skip


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float))


def _cell_problems(
    parsed: ParsedTable, column: Column, cells: pd.Series, rows: pd.Series
) -> Iterator[Problem]:
    key = FAULTS[column.kind]
    if column.kind == "choice":
        expected = ", ".join(column.choices)
        yield from parsed.problems(rows, key, column.name, found=cells, expected=expected)
    else:
        yield from parsed.problems(rows, key, column.name, found=cells)


def _header_problems(raw: RawTable, table: Table) -> Iterator[Problem]:
    present = list(raw.frame.columns)
    meant_by = {name: _meant(name, table, present) for name in present if name not in table.by_name}
    for name, meant in meant_by.items():
        is_alias = meant is not None and name in table[meant].aliases
        kind = "alias" if is_alias else "unknown" if meant is None else "misspelt"
        values = {"meant": meant} if meant else {"expected": ", ".join(table.by_name)}
        yield Problem(raw.file, f"cases.column_{kind}", row=1, column=name, values=values)
    for column in table.columns:
        if column.required and column.name not in {*present, *meant_by.values()}:
            yield Problem(raw.file, "cases.column_missing", column=column.name)
    if table.any_of and not {*present, *meant_by.values()} & {*table.any_of}:
        values = {"expected": ", ".join(table.any_of)}
        yield Problem(raw.file, "cases.no_measure", values=values)


def _meant(name: str, table: Table, present: list[str]) -> str | None:
    for column in table.columns:
        if name in column.aliases:
            return column.name
    return closest(name, [column for column in table.by_name if column not in present])


def _cells_of(value: Any, rows: pd.Index) -> list[Any]:
    if isinstance(value, pd.Series):
        return [spelled(cell) for cell in value.loc[rows]]
    return [value] * len(rows)


def spelled(cell: Any) -> str:
    """Return a cell's value as a case file would write it, at most 60 characters."""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    if isinstance(cell, (bool, np.bool_)):
        return str(cell).lower()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell)[:60]
