"""Load a case: checked as a whole, normalised once, then read from its cache."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from ka_helpers.cases import cache
from ka_helpers.cases.case import Case
from ka_helpers.cases.casefile import CaseFile, read_case_file
from ka_helpers.cases.checking import Inspection, inspect_case
from ka_helpers.cases.normalising import normalised
from ka_helpers.cases.places import folder_of
from ka_helpers.columns import TABLES
from ka_helpers.errors import CaseError

SMALLEST_ROW_GROUP = 8_192
MOST_ROW_GROUPS = 1_000


def load_case(name_or_path: str | Path) -> Case:
    """Return the case called so under `datasets`, or the one in the folder given.

    Raises
    ------
    RequestError : there is no such case
    CaseError : its files have faults; all of them at once
    """
    folder = folder_of(name_or_path)
    mark = cache.fingerprint(folder)
    stored = cache.found(folder, mark)
    if stored is not None:
        case_file, _ = read_case_file(folder)
        return _case(folder, stored, case_file)
    inspection = inspect_case(folder)
    case_file = _sound(inspection)
    stored = cache.store(folder, mark, lambda at: _write_tables(inspection, case_file, at))
    return _case(folder, stored, case_file)


def _sound(inspection: Inspection) -> CaseFile:
    report = inspection.report
    if report.problems or inspection.case_file is None:
        values = {"case": report.path.name, "n": len(report.problems)}
        raise CaseError("cases.check_failed", report.problems, **values)
    return inspection.case_file


def _case(folder: Path, stored: Path, case_file: CaseFile) -> Case:
    tables = tuple(name for name in TABLES if (stored / f"{name}.parquet").is_file())
    return Case(file=case_file, path=folder, stored=stored, tables=tables)


def _write_tables(inspection: Inspection, case_file: CaseFile, folder: Path) -> None:
    for name, parsed in inspection.tables.items():
        _write(normalised(parsed, case_file), folder / f"{name}.parquet")


def _write(rows: pd.DataFrame, path: Path) -> None:
    """Write small row groups: DuckDB skips those whose accounts are all others."""
    size = max(SMALLEST_ROW_GROUP, -(-len(rows) // MOST_ROW_GROUPS))
    table = pa.Table.from_pandas(rows, preserve_index=False)
    parquet.write_table(table, path, row_group_size=size, compression="zstd")
