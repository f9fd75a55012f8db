"""A digest of rows that depends on their values alone.

Not on how Arrow happens to hold them: where a slice begins, what stands under a missing value,
which of the many NaN it is. Minus zero and zero are one value, as they are in a calculation.
"""

from hashlib import blake2b

import numpy as np
import pyarrow as pa
from pyarrow import compute

DIGEST_BYTES = 16


def digest_of(rows: pa.Table) -> bytes:
    """Return the digest of a table's columns, their names, types and values, in their order.

    >>> one, other = pa.table({"a": [1.0, 0.0]}), pa.table({"a": [9.0, 1.0, -0.0]})
    >>> digest_of(one) == digest_of(other.slice(1))
    True
    """
    seen = blake2b(digest_size=DIGEST_BYTES)
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        seen.update(f"{name}\0{column.type}\0{len(column)}\0".encode())
        values = column.combine_chunks()
        for part in _parts(values):
            seen.update(part)
    return seen.digest()


def _parts(values: pa.Array) -> list[bytes]:
    known = values.is_valid().to_numpy(zero_copy_only=False) if values.null_count else None
    missing = b"" if known is None else np.packbits(known).tobytes()
    if pa.types.is_floating(values.type):
        return [missing, (values.to_numpy(zero_copy_only=False) + 0.0).tobytes()]
    if pa.types.is_boolean(values.type):
        flags = compute.fill_null(values, False).to_numpy(zero_copy_only=False)
        return [missing, np.packbits(flags).tobytes()]
    if pa.types.is_timestamp(values.type):
        return [missing, values.to_numpy(zero_copy_only=False).tobytes()]
    texts = values if known is None else compute.fill_null(values, "")
    lengths = compute.binary_length(texts).to_numpy(zero_copy_only=False)
    return [missing, lengths.tobytes(), _letters(texts)]


def _letters(texts: pa.Array) -> bytes:
    _, places, letters = texts.buffers()
    if letters is None or not len(texts):
        return b""
    width = "int64" if pa.types.is_large_string(texts.type) else "int32"
    offsets = np.frombuffer(places, width)[texts.offset : texts.offset + len(texts) + 1]
    written: bytes = letters[int(offsets[0]) : int(offsets[-1])].to_pybytes()
    return written
