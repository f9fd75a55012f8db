"""The rows of each account written as one piece of a file, to be read without the others.

Beside the tables' Parquet files, which serve queries over the whole case, stands `accounts.rows`:
account after account, and in each its tables as Arrow streams compressed with zstd after eight
bytes that say their size. Where each account begins, how long its tables are and the digest of
what it has stands in a file that is mapped into memory. Reading is in `account_frames`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa

from ka_helpers.cases.digests import DIGEST_BYTES, Digester

NO_ACCOUNT = ""
"""The key of what belongs to no account: a table like `product` whole, else no rows at all."""
ROWS = "accounts.rows"
PLACES = "places.arrow"
DIGEST = " digest"
SIZE_BYTES = 8
_LEVEL = 3


class AccountRowsWriter:
    """Writes the pieces of one table whose rows come sorted by account; a context manager."""

    def __init__(self, path: Path) -> None:
        self.pieces: dict[str, tuple[int, int]] = {}
        self.digests: dict[str, bytes] = {}
        self.path = path
        self._open_account: str | None = None
        self._waiting: list[_Run] = []
        self._codec = pa.Codec("zstd", compression_level=_LEVEL)

    def __enter__(self) -> "AccountRowsWriter":
        self._file = self.path.open("wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._close_account()
        self._file.close()

    def append(self, rows: pa.Table) -> None:
        """Append rows; those of an account may go on in the next call."""
        digester = Digester(rows)
        if NO_ACCOUNT not in self.pieces and "account_id" in rows.column_names:
            self._write(NO_ACCOUNT, rows.slice(0, 0), digester.of(0, 0))
        for account_id, first, after in _runs(rows):
            if account_id != self._open_account:
                self._close_account()
                self._open_account = account_id
            self._waiting.append(_Run(rows, digester, first, after))

    def _close_account(self) -> None:
        if self._open_account is not None:
            run = _joined(self._waiting)
            own = run.rows.slice(run.first, run.after - run.first)
            self._write(self._open_account, own, run.digester.of(run.first, run.after))
        self._waiting = []

    def _write(self, account_id: str, rows: pa.Table, digest: bytes) -> None:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, rows.schema) as stream:
            stream.write_table(rows)
        written = sink.getvalue()
        piece = len(written).to_bytes(SIZE_BYTES, "little")
        piece += self._codec.compress(written, asbytes=True)
        self.pieces[account_id] = (self._file.tell(), len(piece))
        self.digests[account_id] = digest
        self._file.write(piece)


@dataclass(frozen=True)
class _Run:
    """Rows of one account that stand together in a block."""

    rows: pa.Table
    digester: Digester
    first: int
    after: int


def _joined(runs: Sequence[_Run]) -> _Run:
    """Return the runs of an account as one; a run that is alone stays where it is."""
    if len(runs) == 1:
        return runs[0]
    parts = [run.rows.slice(run.first, run.after - run.first) for run in runs]
    rows = pa.concat_tables(parts).combine_chunks()
    return _Run(rows, Digester(rows), 0, len(rows))


def _runs(rows: pa.Table) -> Iterator[tuple[str, int, int]]:
    """Yield each account with its first row and the row after its last; a whole table without."""
    if "account_id" not in rows.column_names:
        yield NO_ACCOUNT, 0, len(rows)
        return
    if not len(rows):
        return
    encoded = rows["account_id"].combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(codes)) + 1])
    ends = np.append(starts[1:], len(codes))
    names = encoded.dictionary.to_pylist()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield names[codes[start]], start, end


def write_places(writers: Mapping[str, AccountRowsWriter], folder: Path) -> None:
    """Put the pieces of all tables together account by account, and write where they are."""
    accounts = sorted({account for writer in writers.values() for account in writer.pieces})
    starts = _put_together(writers, accounts, folder / ROWS)
    columns = {"account_id": pa.array(accounts, "string"), "start": pa.array(starts, "int64")}
    for name, writer in writers.items():
        lengths = [writer.pieces.get(account, (0, 0))[1] for account in accounts]
        columns[name] = pa.array(lengths, "int64")
        writer.path.unlink()
    columns[DIGEST] = pa.array([_over_tables(writers, one) for one in accounts], "binary")
    table = pa.table(columns)
    with pa.ipc.new_file(str(folder / PLACES), table.schema) as file:
        file.write_table(table)


def _put_together(
    writers: Mapping[str, AccountRowsWriter], accounts: Sequence[str], path: Path
) -> list[int]:
    """Write the pieces account by account; return where each account begins."""
    starts = []
    with ExitStack() as closing:
        together = closing.enter_context(path.open("wb"))
        files = [
            (writer, closing.enter_context(writer.path.open("rb"))) for writer in writers.values()
        ]
        for account in accounts:
            starts.append(together.tell())
            for writer, file in files:
                if account in writer.pieces:
                    offset, length = writer.pieces[account]
                    file.seek(offset)
                    together.write(file.read(length))
    return starts


def _over_tables(writers: Mapping[str, AccountRowsWriter], account_id: str) -> bytes:
    seen = blake2b(digest_size=DIGEST_BYTES)
    for name, writer in writers.items():
        seen.update(name.encode() + b"\0" + writer.digests.get(account_id, b""))
    return seen.digest()
