"""Messages over a stream socket or pipe: a list of byte strings, each with its length before it."""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

COUNT = struct.Struct("!I")
LENGTH = struct.Struct("!Q")
LARGEST_READ = 1 << 20

Read = Callable[[int], bytes]
"""Returns at most so many bytes, and none at the end of the stream."""


def framed(parts: Sequence[bytes]) -> bytes:
    r"""Return `parts` as the bytes of one message.

    Examples
    --------
    >>> incoming = framed([b"one", b""])
    >>> incoming[:4]
    b'\x00\x00\x00\x02'
    """
    pieces = [COUNT.pack(len(parts))]
    for part in parts:
        pieces += (LENGTH.pack(len(part)), part)
    return b"".join(pieces)


def read_frame(read: Read) -> list[bytes]:
    """Return the parts of the next message.

    Raises
    ------
    EOFError : the other side is gone, between two messages or within one
    """
    (count,) = COUNT.unpack(_exactly(read, COUNT.size))
    return [_part(read) for _ in range(count)]


def _part(read: Read) -> bytes:
    (length,) = LENGTH.unpack(_exactly(read, LENGTH.size))
    return _exactly(read, length)


def _exactly(read: Read, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        piece = read(min(LARGEST_READ, length - len(received)))
        if not piece:
            raise EOFError
        received += piece
    return bytes(received)


def packed(value: Any) -> bytes:
    """Return a JSON-able value as bytes."""
    return json.dumps(value).encode()


def unpacked(data: bytes) -> Any:
    """Return the value of `packed` bytes."""
    return json.loads(data)
