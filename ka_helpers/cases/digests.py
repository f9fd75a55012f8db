"""A digest of rows that depends on their values alone.

Not on how Arrow happens to hold them: where a slice begins, what stands under a missing value,
which of the many NaN it is. Minus zero and zero are one value, as they are in a calculation.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

DIGEST_BYTES = 16


@dataclass(frozen=True)
class _Column:
    """A column's values in one way of writing them: something of equal width a row, and letters."""

    head: bytes
    by_row: tuple[NDArray[Any], ...]
    letters: memoryview | None = None
    places: NDArray[np.int64] | None = None


class Digester:
    """Digests of runs of a table's rows; what is the same for all runs is worked out once."""

    def __init__(self, rows: pa.Table) -> None:
        self._columns = [
            _column(name, column.combine_chunks())
            for name, column in zip(rows.column_names, rows.columns, strict=True)
        ]

    def of(self, first: int, after: int) -> bytes:
        """Return the digest of the rows from `first` up to, not with, `after`: names and values.

        >>> rows = pa.table({"a": [9.0, 1.0, -0.0]})
        >>> Digester(rows).of(1, 3) == Digester(pa.table({"a": [1.0, 0.0]})).of(0, 2)
        True
        """
        seen = blake2b(str(after - first).encode(), digest_size=DIGEST_BYTES)
        for column in self._columns:
            seen.update(column.head)
            for values in column.by_row:
                seen.update(values[first:after].data)
            if column.places is not None and column.letters is not None:
                begin, end = column.places[first], column.places[after]
                seen.update(column.letters[begin:end])
        return seen.digest()


def _column(name: str, values: pa.Array) -> _Column:
    head = f"{name}\0{values.type}\0".encode()
    known = values.is_valid().to_numpy(zero_copy_only=False).view(np.uint8)
    if pa.types.is_floating(values.type):
        return _Column(head, (known, values.to_numpy(zero_copy_only=False) + 0.0))
    if pa.types.is_boolean(values.type):
        flags = compute.fill_null(values, False).to_numpy(zero_copy_only=False)
        return _Column(head, (known, flags.view(np.uint8)))
    if pa.types.is_timestamp(values.type):
        days = values.to_numpy(zero_copy_only=False).view(np.int64)
        return _Column(head, (known, days))
    texts = compute.fill_null(values, "").cast("large_string")
    _, offsets, letters = texts.buffers()
    if letters is None:
        return _Column(head, (known, np.zeros(len(texts), dtype=np.int64)))
    places = np.frombuffer(offsets, "int64")[texts.offset : texts.offset + len(texts) + 1]
    return _Column(head, (known, np.diff(places)), memoryview(letters), places)
