"""A case of thousands of accounts, written block by block as Parquet, by one process or several.

The rows are those that `synthesise` would write. A block is the same whoever works it out, and
blocks are written in order, so that the number of processes changes no byte. Memory holds a few
blocks, whatever the number of accounts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from ka_helpers.cases.synthesis import case_file
from ka_helpers.cases.synthesis.assembly import completed, tables_of, trade
from ka_helpers.cases.synthesis.calendar_weeks import weeks_of
from ka_helpers.cases.synthesis.chance import generator_for
from ka_helpers.cases.synthesis.markets import national_rows
from ka_helpers.cases.synthesis.products import product_table
from ka_helpers.cases.synthesis.specification import AccountDesign, SynthesisSpec
from ka_helpers.cases.synthesis.truth import TruthWriter
from ka_helpers.cases.synthesis.writing import Rows, arrow_table

ACCOUNTS_IN_BLOCK = 40


@dataclass(frozen=True)
class Block:
    """The rows of some accounts by table, as Arrow streams, and what was planted in them."""

    tables: dict[str, bytes]
    truth: pd.DataFrame


def synthesise_in_blocks(spec: SynthesisSpec, out: Path, processes: int = 1) -> None:
    """Write the case folder of `spec` to `out`, every table as Parquet in the accounts' order."""
    spec = completed(spec)
    weeks = weeks_of(spec.world)
    truth = TruthWriter(out)
    scale = spec.world.money_scale
    with _ParquetTables(out) as tables:
        products = product_table(spec.products, spec.world)
        tables.append("product", arrow_table("product", [products], scale))
        national = national_rows(weeks, generator_for(spec.seed, "ALL", "market"))
        tables.append("market", arrow_table("market", [national], scale))
        for block in _blocks(spec, processes):
            truth.append(block.truth)
            for name, stream in block.tables.items():
                tables.append(name, pa.ipc.open_stream(stream).read_all())
    truth.write_stories(spec.accounts, spec.world)
    case_file.write(spec, out)


def _blocks(spec: SynthesisSpec, processes: int) -> Iterator[Block]:
    designs = [
        spec.accounts[first : first + ACCOUNTS_IN_BLOCK]
        for first in range(0, len(spec.accounts), ACCOUNTS_IN_BLOCK)
    ]
    work = partial(_block, replace(spec, accounts=()))
    if processes == 1:
        yield from map(work, designs)
        return
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(work, designs)


def _block(spec: SynthesisSpec, designs: tuple[AccountDesign, ...]) -> Block:
    weeks = weeks_of(spec.world)
    rows: dict[str, list[Rows]] = {}
    planted = []
    for design in designs:
        trading = trade(design, spec, weeks)
        planted.append(trading.promotion_truth)
        for name, of_account in tables_of(trading, spec.seed):
            if len(of_account):
                rows.setdefault(name, []).append(of_account)
    scale = spec.world.money_scale
    streams = {name: _stream(arrow_table(name, rows[name], scale)) for name in rows}
    return Block(streams, pd.concat(planted, ignore_index=True))


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


class _ParquetTables:
    """One Parquet file a table, a row group a block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, parquet.ParquetWriter] = {}

    def __enter__(self) -> "_ParquetTables":
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def append(self, name: str, rows: pa.Table) -> None:
        """Append rows to a table's file as one row group."""
        if name not in self._writers:
            self._writers[name] = parquet.ParquetWriter(
                self._folder / f"{name}.parquet", rows.schema, compression="zstd",
                write_statistics=True, store_schema=False,
            )  # fmt: skip
        self._writers[name].write_table(rows)
