"""The rows of each account as one piece of a file, so that one account is read without the others.

Beside the tables' Parquet files, which serve queries over the whole case, stands `accounts.rows`:
account after account, and in each its tables as Arrow streams compressed with zstd after eight
bytes that say their size. Where each account begins, how long its tables are and the digest of
what it has stands in a memory-mapped file. Reading is one read of one place: it opens no database
and starts no thread, so that it is safe in a forked process.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from ka_helpers.cases.digests import DIGEST_BYTES, digest_of
from ka_helpers.columns import ANY_ACCOUNT

NO_ACCOUNT = ""
"""The key of what belongs to no account: a table like `product` whole, else no rows at all."""
ROWS = "accounts.rows"
PLACES = "places.arrow"
_DIGEST = " digest"
_SIZE_BYTES = 8
_LEVEL = 3
FLAGS = {pa.bool_(): pd.BooleanDtype()}


class AccountRowsWriter:
    """Writes the pieces of one table whose rows come sorted by account; a context manager."""

    def __init__(self, path: Path) -> None:
        self.pieces: dict[str, tuple[int, int]] = {}
        self.digests: dict[str, bytes] = {}
        self.path = path
        self._open_account: str | None = None
        self._waiting: list[pa.Table] = []
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
        if NO_ACCOUNT not in self.pieces and "account_id" in rows.column_names:
            self._write(NO_ACCOUNT, rows.slice(0, 0))
        for account_id, of_account in _by_account(rows):
            if account_id != self._open_account:
                self._close_account()
                self._open_account = account_id
            self._waiting.append(of_account)

    def _close_account(self) -> None:
        if self._open_account is not None:
            self._write(self._open_account, pa.concat_tables(self._waiting).combine_chunks())
        self._waiting = []

    def _write(self, account_id: str, rows: pa.Table) -> None:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, rows.schema) as stream:
            stream.write_table(rows)
        written = sink.getvalue()
        piece = len(written).to_bytes(_SIZE_BYTES, "little")
        piece += self._codec.compress(written, asbytes=True)
        self.pieces[account_id] = (self._file.tell(), len(piece))
        self.digests[account_id] = digest_of(rows)
        self._file.write(piece)


def _by_account(rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Yield account by account; a table without accounts is one piece."""
    if "account_id" not in rows.column_names:
        yield NO_ACCOUNT, rows
        return
    if not len(rows):
        return
    encoded = rows["account_id"].combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(codes)) + 1])
    ends = np.append(starts[1:], len(codes))
    names = encoded.dictionary.to_pylist()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield names[codes[start]], rows.slice(start, end - start)


def write_places(writers: Mapping[str, AccountRowsWriter], folder: Path) -> None:
    """Put the pieces of all tables together account by account, and write where they are."""
    accounts = sorted({account for writer in writers.values() for account in writer.pieces})
    starts = _put_together(writers, accounts, folder / ROWS)
    columns = {"account_id": pa.array(accounts, "string"), "start": pa.array(starts, "int64")}
    for name, writer in writers.items():
        lengths = [writer.pieces.get(account, (0, 0))[1] for account in accounts]
        columns[name] = pa.array(lengths, "int64")
        writer.path.unlink()
    columns[_DIGEST] = pa.array([_over_tables(writers, one) for one in accounts], "binary")
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


@dataclass(frozen=True)
class AccountRows:
    """The stored pieces of a case's tables, in `folder`."""

    folder: Path
    tables: tuple[str, ...]

    @cached_property
    def _places(self) -> pa.Table:
        with pa.memory_map(str(self.folder / PLACES)) as file:
            return pa.ipc.open_file(file).read_all()

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """The digest of each account's own rows, of "ALL" and of what belongs to no account."""
        accounts = self._places["account_id"].to_pylist()
        return dict(zip(accounts, self._places[_DIGEST].to_pylist(), strict=True))

    def frames_of(self, account_id: str) -> Mapping[str, pd.DataFrame]:
        """Return one account's rows of every table, each decoded when it is first asked for.

        Raises
        ------
        KeyError : there is no such account
        OSError : the files have been deleted
        """
        keys = (account_id, ANY_ACCOUNT, NO_ACCOUNT)
        own, shared, other = (self._pieces_of(key) for key in keys)
        if account_id == NO_ACCOUNT or "account" not in own:
            raise KeyError(account_id)
        pieces = {}
        for name in self.tables:
            parts = [own[name]] if name in own else []
            if name == "market" and name in shared:
                parts = (
                    [*parts, shared[name]] if account_id < ANY_ACCOUNT else [shared[name], *parts]
                )
            pieces[name] = parts or [other[name]]
        return _Frames(pieces)

    def _pieces_of(self, key: str) -> dict[str, bytes]:
        """Return the stored pieces of one account by table; none if there is no such account."""
        number = compute.index(self._places["account_id"], key).as_py()
        if number < 0:
            return {}
        row = self._places.slice(number, 1)
        lengths = {name: row[name][0].as_py() for name in self.tables}
        with (self.folder / ROWS).open("rb") as file:
            file.seek(row["start"][0].as_py())
            return {name: file.read(length) for name, length in lengths.items() if length}


class _Frames(Mapping[str, pd.DataFrame]):
    """An account's tables, already read, decoded one by one as they are asked for."""

    def __init__(self, pieces: Mapping[str, Sequence[bytes]]) -> None:
        self._pieces = pieces
        self._decoded: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._decoded:
            self._decoded[name] = _decoded(self._pieces[name])
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


def _decoded(pieces: Sequence[bytes]) -> pd.DataFrame:
    tables = [_read(piece) for piece in pieces]
    rows = tables[0] if len(tables) == 1 else pa.concat_tables(tables)
    frame: pd.DataFrame = rows.to_pandas(types_mapper=FLAGS.get, use_threads=False)
    return frame


def _read(piece: bytes) -> pa.Table:
    size = int.from_bytes(piece[:_SIZE_BYTES], "little")
    written = pa.Codec("zstd").decompress(memoryview(piece)[_SIZE_BYTES:], size)
    return pa.ipc.open_stream(written).read_all()
