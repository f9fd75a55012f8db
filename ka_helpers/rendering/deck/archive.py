"""A ZIP file of parts, some of them packed long before: the same parts give the same bytes.

A template's parts, and most of a chart's workbook, stand in every deck; `zipfile` would pack them
anew each time. Not in here: what the parts are.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

QUICK, SMALL = 3, 9
"""Levels of packing: of what is packed for each deck, and of what is packed once."""
_AS_THEY_ARE = (".png", ".jpg", ".jpeg", ".gif", ".xlsx", ".mp4", ".wdp")
_STORED, _DEFLATED = 0, 8
_NAMED_IN_UTF8 = 0x800
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_READS, _MADE_BY = 20, 3 << 8 | 20
"""Version 2.0, on a system whose files have owners."""
_TIME, _DAY = 0, 1 << 5 | 1
"""The first day there is: 1 January 1980."""
_OWNERS_ALONE = 0o600 << 16


@dataclass(frozen=True)
class Packed:
    """A part as it stands in the archive: `head` is what both of its entries say about it."""

    name: str
    head: bytes
    data: bytes


def packed(name: str, data: bytes, level: int = QUICK) -> Packed:
    """Return a part packed; one that is packed already, as a picture is, stands as it is."""
    stored = name.lower().endswith(_AS_THEY_ARE)
    body = data if stored else zlib.compress(data, level, wbits=-zlib.MAX_WBITS)
    head = struct.pack(
        "<5H3L2H",
        _READS,
        0 if name.isascii() else _NAMED_IN_UTF8,
        _STORED if stored else _DEFLATED,
        _TIME,
        _DAY,
        zlib.crc32(data),
        len(body),
        len(data),
        len(name.encode()),
        0,
    )
    return Packed(name, head, body)


def archive(parts: Iterable[Packed]) -> bytes:
    """Return the bytes of a ZIP file that holds parts in their order.

    >>> import io, zipfile
    >>> file = zipfile.ZipFile(io.BytesIO(archive([packed("a/b.xml", b"<b/>")])))
    >>> file.testzip(), file.read("a/b.xml")
    (None, b'<b/>')
    """
    entries, listed, at = [], [], 0
    for part in parts:
        name = part.name.encode()
        entry = b"".join((_LOCAL, part.head, name, part.data))
        entries.append(entry)
        made = struct.pack("<4sH", _CENTRAL, _MADE_BY)
        listed += [made, part.head, struct.pack("<3H2L", 0, 0, 0, _OWNERS_ALONE, at), name]
        at += len(entry)
    n, central = len(entries), b"".join(listed)
    end = struct.pack("<4s4H2LH", _END, 0, 0, n, n, len(central), at, 0)
    return b"".join((*entries, central, end))
