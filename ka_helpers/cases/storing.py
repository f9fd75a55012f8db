"""The stored form of a sound case: what `Case` reads, written block by block.

Each table is sorted by account (rows of one account keep the file's order) and stands there twice:
`<table>.parquet` in small row groups, which DuckDB skips where it can, and `<table>.rows`, which
holds each account's rows as a piece. `case.json` keeps what every load asks for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from ka_helpers.cases.account_rows import AccountRowsWriter, write_places
from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.columns_check import ParsedTable
from ka_helpers.cases.large_tables import LargeTable
from ka_helpers.cases.normalising import normalised
from ka_helpers.cases.sorting import sorted_by_account
from ka_helpers.rulesets import Ruleset

SMALLEST_ROW_GROUP = 8_192
MOST_ROW_GROUPS = 1_000
FACTS = "case.json"
Source = ParsedTable | LargeTable


@dataclass(frozen=True)
class Facts:
    """What a load asks for, of a case that is stored."""

    file: CaseFile
    tables: tuple[str, ...]
    quarters: tuple[str, ...]
    ruleset: str
    """A digest of the ruleset that the case names."""


def write_case(
    sources: Mapping[str, Source], case_file: CaseFile, ruleset: Ruleset, folder: Path
) -> None:
    """Write the stored form of a case's checked tables into `folder`."""
    quarters: set[str] = set()
    writers = {}
    for name, source in sources.items():
        writers[name] = _write_table(name, source, case_file, folder, quarters)
    write_places(writers, folder)
    facts = {
        "file": case_file.model_dump(mode="json"),
        "tables": list(sources),
        "quarters": sorted(quarters),
        "ruleset": sha256(repr(ruleset).encode()).hexdigest(),
    }
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def read_facts(folder: Path) -> Facts:
    """Return the facts of the case stored in `folder`.

    Raises
    ------
    OSError : they have been deleted
    """
    written = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    file = CaseFile.model_validate(written["file"])
    tables, quarters = tuple(written["tables"]), tuple(written["quarters"])
    return Facts(file, tables, quarters, written["ruleset"])


def _write_table(
    name: str, source: Source, case_file: CaseFile, folder: Path, quarters: set[str]
) -> AccountRowsWriter:
    size = max(SMALLEST_ROW_GROUP, -(-source.row_count // MOST_ROW_GROUPS))
    pieces = AccountRowsWriter(folder / f"{name}.rows")
    with ExitStack() as closing:
        closing.enter_context(pieces)
        whole: parquet.ParquetWriter | None = None
        for rows in _blocks(source, case_file, folder):
            if whole is None:
                path = folder / f"{name}.parquet"
                whole = parquet.ParquetWriter(path, rows.schema, compression="zstd")
                closing.callback(whole.close)
            whole.write_table(rows, row_group_size=size)
            pieces.append(rows)
            if name == "sales":
                quarters |= _quarters_of(rows)
    return pieces


def _blocks(source: Source, case_file: CaseFile, folder: Path) -> Iterator[pa.Table]:
    """Yield the table's rows as metrics receive them, sorted by account."""
    if isinstance(source, ParsedTable):
        yield _arrow(normalised(source, case_file))
        return
    blocks: Iterable[pa.Table] = (_arrow(normalised(block, case_file)) for block in source.blocks())
    yield from blocks if source.is_sorted else sorted_by_account(blocks, folder)


def _arrow(rows: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata(None)


def _quarters_of(sales: pa.Table) -> set[str]:
    """Return the quarters with sales; sales by year belong to no quarter."""
    if "quarter" not in sales.column_names:
        return set()
    groups = sales.select(["quarter", "period_type"]).group_by(["quarter", "period_type"])
    found = groups.aggregate([]).to_pylist()
    return {
        row["quarter"]
        for row in found
        if row["quarter"] is not None and row["period_type"] not in (None, "year")
    }
