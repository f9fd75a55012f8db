"""One account's tables, read from its piece of a stored case.

It is one read of one place: no database is opened and no thread is started, so that it is safe and
cheap in a forked process. How the pieces are written is in `account_rows`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from ka_helpers.cases.account_rows import DIGEST, NO_ACCOUNT, PLACES, ROWS, SIZE_BYTES
from ka_helpers.columns import ANY_ACCOUNT

FLAGS = {pa.bool_(): pd.BooleanDtype()}


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
        return dict(zip(accounts, self._places[DIGEST].to_pylist(), strict=True))

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
    size = int.from_bytes(piece[:SIZE_BYTES], "little")
    written = pa.Codec("zstd").decompress(memoryview(piece)[SIZE_BYTES:], size)
    return pa.ipc.open_stream(written).read_all()
