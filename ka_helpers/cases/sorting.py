"""Blocks of rows in any order, sorted by account on disk, for tables beyond memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

MEMORY = "1500MB"
ROWS_AT_ONCE = 262_144
GLOB = str.maketrans({mark: f"[{mark}]" for mark in "[*?"})
"""How DuckDB takes `[`, `*` and `?` of a folder's name as they stand."""
_PLACE = "ka_place"


def sorted_by_account(blocks: Iterable[pa.Table], folder: Path) -> Iterator[pa.Table]:
    """Yield the rows sorted by account, those of one account in the order they came.

    `folder` holds two files while this runs, and as much again if DuckDB needs room to sort.
    """
    spooled, in_order = folder / "spooled.tmp", folder / "in_order.tmp"
    try:
        schema = _spool(blocks, spooled)
        _sort(spooled, in_order, folder)
        for batch in parquet.ParquetFile(in_order).iter_batches(ROWS_AT_ONCE, use_threads=False):
            yield pa.Table.from_batches([batch]).select(schema.names).cast(schema)
    finally:
        spooled.unlink(missing_ok=True)
        in_order.unlink(missing_ok=True)


def _spool(blocks: Iterable[pa.Table], path: Path) -> pa.Schema:
    written, first = None, 0
    try:
        for block in blocks:
            places = pa.array(range(first, first + len(block)), "int64")
            numbered = block.append_column(_PLACE, places)
            if written is None:
                schema = block.schema
                written = parquet.ParquetWriter(path, numbered.schema, compression="lz4")
            written.write_table(numbered)
            first += len(block)
    finally:
        if written is not None:
            written.close()
    return schema


def _sort(path: Path, out: Path, folder: Path) -> None:
    import duckdb

    room = str(folder / "sorting.tmp")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 1,
        "temp_directory": room,
    }
    with duckdb.connect(config=settings) as database:
        rows = database.read_parquet(str(path).translate(GLOB))
        rows.order(f"account_id, {_PLACE}").write_parquet(str(out))
