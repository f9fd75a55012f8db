"""One sheet from cells to rows of a table, with everything that is to be said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from ka_helpers.cases.importing.accounts import FILE, SOURCE_ROW
from ka_helpers.cases.importing.cell_numbers import CURRENCY_SIGNS, is_blank
from ka_helpers.cases.importing.cells import CellRule, period_starts, read_column
from ka_helpers.cases.importing.faults import RowFault, shown
from ka_helpers.cases.importing.files import Sheet
from ka_helpers.cases.importing.header_rows import Header, find_header, header_at
from ka_helpers.cases.importing.headers import TOTAL_COLUMN, Heading, column_named
from ka_helpers.cases.importing.mapping import Source
from ka_helpers.cases.importing.report import Note, SheetReport
from ka_helpers.cases.importing.row_periods import Dated, summed, with_period_types
from ka_helpers.cases.importing.sheet_rows import (
    KIND,
    ROW,
    Layout,
    Records,
    nameless_columns,
    read_records,
)
from ka_helpers.cases.importing.table_choice import choose_table
from ka_helpers.cases.importing.units import UNITS, Unit, currency_sign, noted_units
from ka_helpers.errors import Problem

_CASES_SHOWN = 8


@dataclass(frozen=True)
class Defaults:
    """What holds for all sheets unless they say otherwise."""

    unit: str = "元"
    currency: str = "CNY"
    year: int | None = None
    period_type: str | None = None


@dataclass(frozen=True)
class SheetImport:
    """A sheet's rows in the contract's columns, its faults, its problems as a whole."""

    sheet: Sheet
    report: SheetReport
    rows: pd.DataFrame | None = None
    faults: tuple[RowFault, ...] = ()
    problems: tuple[Problem, ...] = ()
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def import_sheet(sheet: Sheet, source: Source, defaults: Defaults) -> SheetImport:
    """Return what one sheet holds."""
    notes = tuple(Note(key, values) for key, values in sheet.notes)
    report = SheetReport(sheet.file, notes=notes)
    if sheet.problems or source.skip or _is_empty(sheet):
        return SheetImport(sheet, report, problems=sheet.problems)
    header = _header(sheet, source)
    if header is None:
        found = ", ".join(shown(c) for c in _first_cells(sheet)) or "–"
        problem = Problem(sheet.file, "importing.no_header", values={"found": found})
        return SheetImport(sheet, report, problems=(problem,))
    choice = choose_table(header, source, sheet.file, defaults.year)
    money, doubts = _money_unit(header, defaults, sheet.file)
    if choice.table is None or choice.problems or doubts:
        return SheetImport(sheet, report, problems=(*choice.problems, *doubts))
    year = source.pivot.year or defaults.year or header.year
    layout = Layout(
        sheet, choice.table, header, choice.headings, source, money, defaults.currency, year
    )
    foreign = tuple(_foreign(layout))
    if foreign:
        return SheetImport(sheet, report, problems=foreign)
    return _imported(layout, report, defaults)


def _imported(layout: Layout, report: SheetReport, defaults: Defaults) -> SheetImport:
    records = read_records(layout)
    rows, doubts = _with_constants(records.rows, layout)
    faulty = {fault.row for fault in records.faults}
    dated = _dated(rows, layout, defaults, faulty)
    report = replace(
        report,
        table=layout.table.name,
        rows=records.read,
        dropped=records.dropped,
        columns=tuple(_columns(layout)),
        unmatched=tuple((h.text, h.nearest) for h in layout.headings if h.text and not h.column),
        notes=(*report.notes, *_notes(layout, records), *dated.notes),
    )
    placed = dated.rows.rename(columns={ROW: SOURCE_ROW}).assign(**{FILE: layout.sheet.file})
    problems = (*records.problems, *doubts, *dated.problems)
    return SheetImport(layout.sheet, report, placed, records.faults, problems, dated.members)


def _dated(rows: pd.DataFrame, layout: Layout, defaults: Defaults, faulty: set[int]) -> Dated:
    to = layout.source.sum_to
    if to is not None and "period_start" in rows:
        sound = rows[~rows[ROW].isin(faulty) & rows["period_start"].notna()]
        added = summed(sound, layout.table, layout.sheet.file, to)
        left = rows[~rows[ROW].isin(sound[ROW])].drop(columns=[KIND], errors="ignore")
        both = pd.concat([added.rows, left]) if len(left) else added.rows
        return replace(added, rows=both.reset_index(drop=True))
    return with_period_types(rows, layout.table, layout.sheet.file, defaults.period_type)


def _foreign(layout: Layout) -> Iterator[Problem]:
    """Yield the headers in another currency than the case's."""
    for heading in layout.used:
        unit = layout.unit(heading)
        sign = currency_sign(unit.label) if unit and unit.measures == "money" else ""
        if sign and layout.currency not in CURRENCY_SIGNS.get(sign, frozenset()):
            values = {"found": heading.text, "expected": layout.currency}
            yield Problem(layout.sheet.file, "importing.other_currency", None, heading.text, values)


def _is_empty(sheet: Sheet) -> bool:
    return sheet.cells.empty or all(map(is_blank, sheet.cells.head(200).to_numpy().ravel()))


def _header(sheet: Sheet, source: Source) -> Header | None:
    if sheet.columns is not None:
        return Header((), tuple((name,) for name in sheet.columns))
    if source.header_rows:
        return header_at(sheet.cells, source.header_rows, sheet.merged)
    parts = [part for said in source.columns for part in said.split(" / ")]
    return find_header(sheet.cells, sheet.merged, [*source.columns, *parts])


def _first_cells(sheet: Sheet) -> list[object]:
    for row in sheet.cells.head(_CASES_SHOWN).to_numpy():
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) > 1:
            return filled[:_CASES_SHOWN]
    return []


def _money_unit(header: Header, defaults: Defaults, file: str) -> tuple[Unit, tuple[Problem, ...]]:
    """Return the unit that a line "单位：万元" above the header names, else the case's."""
    noted = [unit for line in header.above for unit in noted_units(line)]
    unknown = [label for label in noted if label.casefold() not in UNITS]
    money = {UNITS[u.casefold()] for u in noted if u not in unknown}
    money = {unit for unit in money if unit.measures == "money"}
    if unknown or len({unit.power for unit in money}) > 1:
        values = {"found": ", ".join(noted)}
        return UNITS["元"], (Problem(file, "importing.unit_note_unclear", values=values),)
    return (money.pop() if money else UNITS[defaults.unit]), ()


def _with_constants(rows: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    problems = []
    for name, said in layout.source.constants.items():
        if name not in layout.table.by_name and name != "account_name":
            continue
        rule = CellRule(column_named(layout.table, name), year=layout.year)
        parsed = read_column(pd.Series([said], dtype=object), rule)
        for fault in parsed.faults.values():
            values = {"found": said, "expected": fault.expected}
            problems.append(Problem(layout.sheet.file, fault.key, column=name, values=values))
        if name == "period_start":
            starts, kinds = period_starts(parsed.values)
            rows = rows.assign(period_start=starts.iloc[0], **{KIND: kinds.iloc[0]})
        else:
            rows = rows.assign(**{name: parsed.values.iloc[0]})
    return rows, tuple(problems)


def _columns(layout: Layout) -> Iterator[tuple[str, str, str]]:
    """Yield header, column and unit; columns that are periods of one measure as one."""
    by_column: dict[str, list[Heading]] = {}
    for heading in layout.used:
        by_column.setdefault(heading.column or "", []).append(heading)
    for name, headings in by_column.items():
        unit = layout.unit(headings[0])
        texts = [headings[0].text, headings[-1].text]
        yield " … ".join(dict.fromkeys(texts)), name, unit.label if unit else ""


def _notes(layout: Layout, records: Records) -> Iterator[Note]:
    if layout.header.rows and max(layout.header.rows) > 1:
        rows = "–".join(str(row) for row in layout.header.rows)
        yield Note("importing.note_header", {"rows": rows})
    for letter, n in nameless_columns(layout):
        yield Note("importing.note_nameless", {"column": letter, "n": n})
    for heading in layout.headings:
        if heading.column == TOTAL_COLUMN:
            yield Note("importing.note_total_column", {"header": heading.text})
    labels = [h for h in layout.used if h.period]
    if labels:
        values = {"n": len({h.period for h in labels}), "first": labels[0].text}
        yield Note("importing.note_unpivoted", values)
    if layout.year and layout.header.year == layout.year and not layout.source.pivot.year:
        yield Note("importing.note_year", {"year": str(layout.year)})
    if records.rows.get(KIND) is not None and (records.rows[KIND] == "week").any():
        yield Note("importing.note_iso_weeks")
