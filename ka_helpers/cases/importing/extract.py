"""Extracts to a case folder: the whole way, and one report of everything on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.checking import check_case
from ka_helpers.cases.importing.assembly import check_tables, typed
from ka_helpers.cases.importing.case_values import case_file_of, taken_for_granted, values_from
from ka_helpers.cases.importing.faults import RowFault, as_problems
from ka_helpers.cases.importing.files import Sheet, files_of, read_sheets
from ka_helpers.cases.importing.mapping import Instructions, read_mapping
from ka_helpers.cases.importing.report import ImportReport
from ka_helpers.cases.importing.sheet_import import Defaults, SheetImport, import_sheet
from ka_helpers.cases.importing.tables import Draft, Place, draft_tables, with_one_unit
from ka_helpers.cases.importing.writing import (
    free_folder,
    write_case_file,
    write_problems,
    write_table,
)
from ka_helpers.cases.staging import staged
from ka_helpers.columns import TABLES
from ka_helpers.errors import CaseError, Problem
from ka_helpers.i18n import say


@dataclass
class _Findings:
    """What is wrong so far: rows by place with what is said of them, and whole sheets."""

    said: dict[tuple[str, int | None], list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)

    def add_faults(self, faults: Iterable[RowFault]) -> None:
        faults = [f for f in faults if (f.file, f.row) not in self.places]
        for fault in faults:
            self.said.setdefault((fault.file, fault.row), []).append(_sentence(fault.as_problem()))
        self.places |= {(fault.file, fault.row) for fault in faults}
        self.problems += as_problems(faults)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.said.setdefault((problem.file, problem.row), []).append(_sentence(problem))
            self.problems.append(problem)


def import_extracts(
    sources: Iterable[Path | str],
    out: Path | str,
    mapping: Path | str | Mapping[str, Any] | None = None,
    about: Mapping[str, Any] | None = None,
    keep_going: bool = False,
) -> ImportReport:
    """Make a case folder from extracts; nothing is written if anything is not understood.

    Parameters
    ----------
    sources : files (csv, xlsx, parquet, ...) or folders of them
    out : the case folder to make; it must not exist, or be empty
    mapping : `mapping.yaml`, or its content, for headers that are not known
    about : keys of case.yaml, and `year`; before those of the mapping
    keep_going : set faulty rows aside in `<out>.problems.csv` and write the others

    Returns
    -------
    ImportReport : what was read, left out, taken for granted and found wrong

    Raises
    ------
    RequestError : no such file, a format that is not read, or `out` is not free
    CaseError : the mapping, or what it says of the case, cannot be
    """
    folder = free_folder(out)
    instructions = read_mapping(mapping)
    files = files_of(sources)
    said_of_case = {**instructions.about, **(about or {})}
    case_file = case_file_of(said_of_case, folder, files)
    imports = [
        import_sheet(
            sheet, instructions.source(path.name, sheet.name), _defaults(said_of_case, case_file)
        )
        for path in files
        for sheet in _sheets(path, instructions)
    ]
    imports = with_one_unit(imports)
    findings = _Findings()
    draft, tables = _tables(imports, case_file, findings, keep_going)
    return _finish(
        _Import(folder, case_file, said_of_case, imports, draft, tables), findings, keep_going
    )


@dataclass(frozen=True)
class _Import:
    folder: Path
    case_file: CaseFile
    said_of_case: Mapping[str, Any]
    imports: list[SheetImport]
    draft: Draft
    tables: dict[str, pd.DataFrame]


def _tables(
    imports: list[SheetImport], case_file: CaseFile, findings: _Findings, keep_going: bool
) -> tuple[Draft, dict[str, pd.DataFrame]]:
    """Return the tables; with `keep_going` without every row that is at fault."""
    for done in imports:
        findings.add_faults(done.faults)
        findings.add_problems(done.problems)
    sound = [done for done in imports if not done.problems]
    members = {(d.sheet.file, first): rows for d in sound for first, rows in d.members.items()}
    while True:
        rejected = frozenset(findings.places) if keep_going else frozenset()
        draft = draft_tables(sound, rejected)
        findings.add_faults(draft.faults)
        tables = {
            name: typed(draft.tables[name], TABLES[name]) for name in TABLES if name in draft.tables
        }
        checked = check_tables(tables, tuple(_all_faults(imports, draft)), case_file)
        findings.add_problems(checked.problems)
        findings.places |= checked.places
        for place in checked.places & members.keys():
            findings.places |= {(place[0], row) for row in members[place]}
        if not keep_going or frozenset(findings.places) == rejected:
            findings.add_problems(checked.homeless)
            return draft, tables


def _all_faults(imports: list[SheetImport], draft: Draft) -> Iterable[RowFault]:
    return [fault for done in imports for fault in done.faults] + draft.faults


def _finish(done: _Import, findings: _Findings, keep_going: bool) -> ImportReport:
    lacking = "sales" not in done.tables or done.tables["sales"].empty
    if lacking and not any(sheet.problems for sheet in done.imports):
        problem = Problem("sales.csv", "cases.table_missing", values={"table": "sales"})
        findings.add_problems([problem])
    if lacking or (findings.problems and not keep_going):
        return _report(done, findings, written=False)
    try:
        _write(done)
    except CaseError as error:
        findings.add_problems(error.problems)
        return _report(done, findings, written=False)
    return _report(done, findings, written=True)


def _write(done: _Import) -> None:
    with staged(done.folder) as stage:
        write_case_file(stage, values_from(done.case_file, done.said_of_case, done.tables))
        for name, rows in done.tables.items():
            write_table(stage, name, rows)
        left = check_case(stage).problems
        if left:
            raise CaseError("importing.not_sound", left, out=str(done.folder))


def _report(done: _Import, findings: _Findings, written: bool) -> ImportReport:
    path = None
    if written and findings.said:
        path = done.folder.parent / f"{done.folder.name}.problems.csv"
        cells = {sheet.file: sheet.cells for sheet in (i.sheet for i in done.imports)}
        write_problems(path, _every_row(done, findings), cells)
    rows = {name: len(table) for name, table in done.tables.items()} if written else {}
    taken = taken_for_granted(done.case_file, done.said_of_case, done.tables.get("sales"))
    return ImportReport(
        out=done.folder, written=written, rows=rows,
        sheets=tuple(i.report for i in done.imports),
        notes=(*done.draft.notes, *taken),
        problems=tuple(findings.problems), rejected=len(findings.places) if path else 0,
        problems_path=path, ids=dict(done.draft.ids),
    )  # fmt: skip


def _every_row(done: _Import, findings: _Findings) -> dict[tuple[str, int | None], list[str]]:
    """Return what is said of each row set aside: its own faults, or its sum's."""
    members = {(i.sheet.file, r): (i.sheet.file, first) for i in done.imports
               for first, rows in i.members.items() for r in rows}  # fmt: skip
    said = dict(findings.said)
    for place in sorted(findings.places):
        if place not in said:
            said[place] = findings.said.get(members.get(place, place), [])
    return said


def _defaults(said: Mapping[str, Any], case_file: CaseFile) -> Defaults:
    return Defaults(
        unit=case_file.unit,
        currency=case_file.currency,
        year=int(said["year"]) if said.get("year") else None,
        period_type=case_file.period_type if "period_type" in said else None,
    )


def _sheets(path: Path, instructions: Instructions) -> tuple[Sheet, ...]:
    source = instructions.source(path.name)
    return read_sheets(path, source.encoding, source.delimiter)


def _sentence(problem: Problem) -> str:
    return say(problem.key, None, **problem.values)
