"""Sheets to tables: periods told apart, ids filled in, the contract's rules applied.

A row that breaks a rule is listed with the file and row it came from, not with its row in
the table that would have been written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.columns_check import ParsedTable
from ka_helpers.cases.importing.accounts import FILE, SOURCE_ROW
from ka_helpers.cases.importing.faults import RowFault
from ka_helpers.cases.normalising import with_defaults
from ka_helpers.cases.references import reference_problems
from ka_helpers.cases.rules import rule_problems
from ka_helpers.columns import NUMERIC, TABLES, Table
from ka_helpers.errors import Problem

Place = tuple[str, int]
FIRST_ROW = 2


@dataclass(frozen=True)
class Checked:
    """What the contract's rules say of the assembled tables."""

    problems: tuple[Problem, ...]
    places: frozenset[Place]
    homeless: tuple[Problem, ...] = field(default=())


def typed(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return rows with the contract's columns in its order and dtypes, and where they came from."""
    columns = {c.name: _typed(rows[c.name], c.kind) for c in table.columns if c.name in rows}
    places = {name: rows[name] for name in (FILE, SOURCE_ROW)}
    return pd.DataFrame({**columns, **places}).reset_index(drop=True)


def _typed(values: pd.Series, kind: str) -> pd.Series:
    if kind in NUMERIC:
        return pd.to_numeric(values).astype("float64")
    if kind == "date":
        return pd.to_datetime(values).astype("datetime64[us]")
    if kind == "flag":
        return values.astype("boolean")
    return values.astype("str").where(values.notna())


def check_tables(
    tables: Mapping[str, pd.DataFrame], faults: tuple[RowFault, ...], case_file: CaseFile
) -> Checked:
    """Return the rules that rows break; cells already known as faults are not named again."""
    known: dict[str, set[Place]] = {}
    for fault in faults:
        known.setdefault(fault.name, set()).add((fault.file, fault.row))
    parsed = {name: _parsed(name, rows, known, case_file) for name, rows in tables.items()}
    # periods in columns make several rows of one source row, which is named once
    problems: dict[tuple[object, ...], Problem] = {}
    places: set[Place] = set()
    homeless: list[Problem] = []
    for name, problem in _broken(parsed):
        if problem.row is None:
            homeless.append(problem)
            continue
        at = tables[name].iloc[problem.row - FIRST_ROW]
        places.add((at[FILE], int(at[SOURCE_ROW])))
        moved = _moved(problem, at, tables[name])
        problems.setdefault((moved.file, moved.row, moved.column, moved.key), moved)
    return Checked(tuple(problems.values()), frozenset(places), tuple(homeless))


def _broken(parsed: Mapping[str, ParsedTable]) -> Iterator[tuple[str, Problem]]:
    by_file = {table.file: name for name, table in parsed.items()}
    for name, table in parsed.items():
        for problem in rule_problems(table):
            yield name, problem
    for problem in reference_problems(parsed):
        yield by_file[problem.file], problem


def _parsed(
    name: str, rows: pd.DataFrame, known: Mapping[str, set[Place]], case_file: CaseFile
) -> ParsedTable:
    frame = rows.drop(columns=[FILE, SOURCE_ROW])
    frame.index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(frame))
    faulty = {str(column): pd.Series(False, index=frame.index) for column in frame}
    for column in known.keys() & faulty.keys():
        places = zip(rows[FILE], rows[SOURCE_ROW], strict=True)
        faulty[column] = pd.Series([p in known[column] for p in places], index=frame.index)
    return with_defaults(ParsedTable(name, TABLES[name], frame, faulty), case_file.defaults)


def _moved(problem: Problem, at: pd.Series, rows: pd.DataFrame) -> Problem:
    values = dict(problem.values)
    if problem.key == "cases.same_key":
        first = rows.iloc[int(values["first"]) - FIRST_ROW]
        same_file = first[FILE] == at[FILE]
        values["first"] = (
            int(first[SOURCE_ROW]) if same_file else f"{first[FILE]} {first[SOURCE_ROW]}"
        )
    return Problem(at[FILE], problem.key, int(at[SOURCE_ROW]), problem.column, values)
