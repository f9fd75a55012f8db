"""Which letters the kit's Chinese font has, read from the font's own table.

Only the table that maps letters to glyphs is read, a few milliseconds once a process; a library
that reads the whole font takes half a second. Not in here: how wide letters are (`measuring`).
"""

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

_WHOLE_UNICODE = 12
"""The format of the table that holds letters beyond the first 65,536 as well."""


def has_letter(letter: str) -> bool:
    """Tell whether the font can draw a letter.

    >>> has_letter("茶"), has_letter("\N{UNICORN FACE}")
    (True, False)
    """
    starts, ends = _ranges()
    place = bisect_right(starts, ord(letter)) - 1
    return place >= 0 and ord(letter) <= ends[place]


def font_path() -> Path:
    """Return where the font is."""
    from pylopdf_fonts_zh_cn import sans_path

    return Path(sans_path())


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where runs of letters begin and end."""
    table = _letter_table(font_path())
    (count,) = struct.unpack_from(">H", table, 2)
    for record in range(count):
        (offset,) = struct.unpack_from(">L", table, 8 + 8 * record)
        (form,) = struct.unpack_from(">H", table, offset)
        if form == _WHOLE_UNICODE:
            (runs,) = struct.unpack_from(">L", table, offset + 12)
            numbers = struct.unpack_from(f">{3 * runs}L", table, offset + 16)
            return numbers[::3], numbers[1::3]
    return (), ()


def _letter_table(font: Path) -> bytes:
    """Return a font's table from letters to glyphs ("cmap")."""
    with font.open("rb") as opened:
        (count,) = struct.unpack(">4xH6x", opened.read(12))
        directory = opened.read(16 * count)
        for tag, offset, length in struct.iter_unpack(">4s4xLL", directory):
            if tag == b"cmap":
                opened.seek(offset)
                return opened.read(length)
    return b"\0\0\0\0"
