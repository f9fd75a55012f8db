"""One sheet to records in the contract's columns, each with the row it came from.

What is not understood keeps its row in the records, as missing, and is listed among the
faults. Not in here: which table a sheet is, and rules between rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ka_helpers.cases.importing.cell_numbers import is_blank
from ka_helpers.cases.importing.cells import CellRule, period_starts, read_column
from ka_helpers.cases.importing.faults import RowFault, shown
from ka_helpers.cases.importing.files import Sheet
from ka_helpers.cases.importing.header_rows import Header
from ka_helpers.cases.importing.headers import TOTAL_COLUMN, Heading, column_named
from ka_helpers.cases.importing.mapping import Source
from ka_helpers.cases.importing.totals import Sorted, disagreements, sort_rows
from ka_helpers.cases.importing.units import UNITS, Unit
from ka_helpers.columns import NUMERIC, Kind, Table
from ka_helpers.errors import Problem

KIND = "(period)"
ROW = "(row)"


@dataclass(frozen=True)
class Layout:
    """How a sheet is to be read: its table, headers, the reader's instructions, its units."""

    sheet: Sheet
    table: Table
    header: Header
    headings: tuple[Heading, ...]
    source: Source
    money: Unit = UNITS["元"]
    currency: str = "CNY"
    year: int | None = None

    def rule(self, heading: Heading) -> CellRule:
        """Return how the cells under a heading are read."""
        assert heading.column is not None
        column = column_named(self.table, heading.column)
        unit = self.unit(heading)
        return CellRule(
            column,
            power=unit.power if unit else 0,
            factor=self.source.units_scale.get(column.name, 1.0),
            currency=self.currency,
            order=self.source.date_order,
            year=self.year,
            words=self.source.words.get(column.name, {}),
        )

    def unit(self, heading: Heading) -> Unit | None:
        """Return a column's unit: as the mapping, its header or the sheet's own note says."""
        column = column_named(self.table, heading.column or "")
        named = self.source.unit(column.name) or heading.unit
        return named or (self.money if column.kind == "money" else None)

    def kind(self, heading: Heading) -> Kind:
        """Return the kind of the column under a heading."""
        return column_named(self.table, heading.column or "").kind

    @property
    def used(self) -> tuple[Heading, ...]:
        """The headings that are columns of the table."""
        return tuple(h for h in self.headings if h.column and h.column != TOTAL_COLUMN)


@dataclass(frozen=True)
class Records:
    """A sheet's records; `ROW` is the row they came from, `KIND` the kind of period."""

    rows: pd.DataFrame
    faults: tuple[RowFault, ...]
    problems: tuple[Problem, ...] = ()
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_records(layout: Layout) -> Records:
    """Return the records of one sheet."""
    body = _body(layout)
    dimensions = {h.position: h.column for h in layout.used if not _is_measure(layout, h)}
    texts = [layout.header.levels[heading.position][-1] for heading in layout.headings]
    required = [name for name in dimensions.values() if name and _required(layout.table, name)]
    kinds = sort_rows(body, dimensions, texts, required)  # type: ignore[arg-type]
    if layout.source.keep_totals:
        records = kinds.records.union(kinds.totals).union(kinds.doubtful)
        kinds = replace(kinds, records=records, totals=kinds.totals[:0], doubtful=kinds.totals[:0])
    kept = body.loc[kinds.records.union(kinds.totals)]
    faults: list[RowFault] = [*_faults_before(layout, kinds)]
    read = {h.position: _read(layout, h, kept, kinds.totals, faults) for h in layout.used}
    faults += _totals_off(layout, kept, kinds.totals, read)
    faults += _beyond(layout, kept)
    rows, empty = _long(
        layout, {at: cells.drop(index=kinds.totals, errors="ignore") for at, cells in read.items()}
    )
    sound_totals = kinds.totals.difference([fault.row for fault in faults])
    dropped = {
        "blank": len(kinds.blank), "total": len(sound_totals), "footnote": len(kinds.footnotes),
        "repeated_header": len(kinds.repeated), "empty_cells": empty,
    }  # fmt: skip
    return Records(rows, tuple(faults), tuple(_merged_measures(layout)), len(body), dropped)


def _body(layout: Layout) -> pd.DataFrame:
    cells = layout.sheet.cells
    body = cells if layout.sheet.columns else cells.loc[max(layout.header.rows) + 1 :]
    filled = [h.position for h in layout.used if h.column in layout.source.fill_down]
    merges = [m for m in layout.sheet.merged if m[1][0] > m[0][0] and m[0][0] + 1 in body.index]
    if not filled and not merges:
        return body
    body = body.copy()
    dimensions = {h.position for h in layout.used if not _is_measure(layout, h)}
    for (top, left), (bottom, _) in merges:
        if left in dimensions:
            covered = (body.index > top) & (body.index <= bottom + 1)
            body[left] = body[left].mask(covered, body[left][top + 1])
    for position in filled:
        body[position] = body[position].where(body[position] != "").ffill()
    return body


def _is_measure(layout: Layout, heading: Heading) -> bool:
    return layout.kind(heading) in NUMERIC


def _required(table: Table, name: str) -> bool:
    return column_named(table, name).required


def _read(
    layout: Layout, heading: Heading, kept: pd.DataFrame, totals: pd.Index, faults: list[RowFault]
) -> pd.Series:
    """Return the values under a heading; of totals only the figures are read."""
    cells = kept[heading.position]
    if not _is_measure(layout, heading):
        cells = cells.drop(index=totals)
    parsed = read_column(cells, layout.rule(heading))
    for row, fault in parsed.faults.items():
        place = layout.sheet.file, int(row), heading.text, fault.key
        found = shown(cells.at[row])
        faults.append(RowFault(*place, found, fault.expected, name=heading.column or ""))
    return parsed.values


def _faults_before(layout: Layout, kinds: Sorted) -> Iterator[RowFault]:
    letters = {_letter(h.position): h.text for h in layout.used}
    for fault in layout.sheet.faults:
        if fault.column in letters and fault.row > max(layout.header.rows, default=1):
            yield fault._replace(column=letters[fault.column])
    for row in kinds.doubtful:
        yield RowFault(layout.sheet.file, int(row), None, "importing.maybe_total")


def _letter(position: int) -> str:
    letters, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _totals_off(
    layout: Layout, kept: pd.DataFrame, totals: pd.Index, read: dict[int, pd.Series]
) -> Iterator[RowFault]:
    additive = [h for h in layout.used if layout.kind(h) in {"money", "count"}]
    if totals.empty or not additive:
        return
    scales = {h.text: 10.0 ** (layout.unit(h) or UNITS["元"]).power for h in additive}
    measures = pd.DataFrame({h.text: read[h.position] / scales[h.text] for h in additive})
    dimensions = kept[[h.position for h in layout.used if not _is_measure(layout, h)]]
    for row, text, found, expected in disagreements(measures, dimensions, totals):
        values = {"total": f"{found:.15g}", "sum": f"{round(expected, 6):.15g}"}
        yield RowFault(layout.sheet.file, row, text, "importing.total_disagrees", values=values)


def _long(layout: Layout, columns: dict[int, pd.Series]) -> tuple[pd.DataFrame, int]:
    """Return one row a record and period, and how many cells of period columns were empty."""
    fixed = {h.column: columns[h.position] for h in layout.used if h.period is None}
    base = pd.DataFrame(fixed)
    index = next(iter(columns.values())).index
    base = base.reindex(index).assign(**{ROW: np.asarray(index, dtype="int64")})
    if "period_start" in base:
        starts, kinds = period_starts(base["period_start"])
        base = base.assign(period_start=starts, **{KIND: kinds})
    periods = dict.fromkeys(h.period for h in layout.used if h.period)
    if not periods:
        return base.reset_index(drop=True), 0
    parts, empty = [], 0
    for period in periods:
        of_period = [h for h in layout.used if h.period == period]
        figures = {str(h.column): columns[h.position] for h in of_period}
        part = base.assign(**figures)
        filled = part[list(figures)].notna().any(axis=1)
        empty += int((~filled).sum())
        parts.append(part[filled].assign(period_start=period.start, **{KIND: period.kind}))
    long = pd.concat(parts)
    return long.sort_values(ROW, kind="stable").reset_index(drop=True), empty


def _beyond(layout: Layout, body: pd.DataFrame) -> Iterator[RowFault]:
    """Yield the text rows with cells right of the header: a separator too many shifts a row."""
    last = max(h.position for h in layout.headings if h.text)
    beyond = range(last + 1, body.shape[1]) if _is_text(layout) else ()
    for position in beyond:
        for row in _filled(body[position]).index:
            found = shown(body.at[row, position])
            yield RowFault(layout.sheet.file, int(row), None, "importing.too_many_cells", found)


def nameless_columns(layout: Layout) -> Iterator[tuple[str, int]]:
    """Yield the letter of each column with cells and no header, and how many cells."""
    last = max(h.position for h in layout.headings if h.text)
    body = _body(layout)
    for heading in layout.headings:
        at = heading.position
        if not heading.text and at in body and not (_is_text(layout) and at > last):
            filled = _filled(body[at])
            if len(filled):
                yield _letter(at), len(filled)


def _is_text(layout: Layout) -> bool:
    return layout.sheet.name is None and layout.sheet.columns is None


def _filled(cells: pd.Series) -> pd.Series:
    return cells[[not is_blank(cell) for cell in cells.tolist()]]


def _merged_measures(layout: Layout) -> Iterator[Problem]:
    measures: Sequence[Heading] = [h for h in layout.used if _is_measure(layout, h)]
    by_position = {h.position: h.text for h in measures}
    for (top, left), (bottom, _) in layout.sheet.merged:
        below = top + 1 > max(layout.header.rows, default=0)
        if bottom > top and left in by_position and below:
            values = {"first": top + 1, "last": bottom + 1}
            yield Problem(
                layout.sheet.file, "importing.merged_figure", row=top + 1,
                column=by_position[left], values=values,
            )  # fmt: skip
