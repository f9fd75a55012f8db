"""How wide a text will be, before anyone draws it.

Readers' fonts differ, so widths are those of two common sans faces, the wider of both letter by
letter, and `SAFETY` more; full-width letters are one em. No font is read: reading a Chinese font
takes longer than drawing a review's charts.
"""

import re
import unicodedata
from functools import lru_cache

SAFETY = 1.05
ASCENT, DESCENT, LINE = 0.88, 0.22, 1.28
"""Above and below a baseline, and from one baseline to the next, in ems."""

_BOLD = 1.1
_SLACK = 0.01
_WIDTHS = (  # of space to tilde, in hundredths of an em
    28, 33, 48, 56, 56, 93, 68, 28, 34, 34, 47, 59, 28, 35, 28, 40, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 59, 59, 59, 56, 102, 67, 67, 73, 73, 67, 62, 78, 73, 30, 54, 67, 56, 84, 73, 78,
    67, 78, 73, 67, 62, 73, 67, 95, 67, 67, 62, 34, 40, 34, 56, 56, 61, 57, 62, 51, 62, 56, 33, 57,
    61, 28, 28, 56, 29, 93, 61, 61, 62, 62, 39, 50, 38, 61, 53, 81, 50, 53, 50, 34, 27, 34, 59,
)  # fmt: skip
_RARE = {"¥": 56, "€": 56, "£": 56, "–": 56, "−": 58, "·": 50, "’": 34, "‘": 34, "°": 40, "×": 60}
_WORDS = re.compile(
    r"[0-9]+[年月日]|[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef][，。、；：！？）％]*|\s+|[^\s\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]+"
)


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in the unit of `size`.

    >>> width_of("销售", 10.0), round(width_of("Sales", 10.0), 1)
    (21.0, 27.2)
    """
    hundredths = sum(_hundredths(letter) for letter in text)
    return hundredths / 100 * size * SAFETY * (_BOLD if bold else 1.0)


def cut_to(text: str, room: float, size: float) -> str:
    """Return `text` if it is no wider than `room`, else its beginning and an ellipsis.

    >>> cut_to("A very long name", 40.0, 8.0)
    'A very l…'
    """
    if width_of(text, size) <= room + _SLACK:
        return text
    left = room + _SLACK - width_of("…", size)
    for place, letter in enumerate(text):
        left -= width_of(letter, size)
        if left < 0:
            return text[:place].rstrip() + "…" if place else ""
    return text


def wrapped(text: str, room: float, size: float, most: int = 3) -> tuple[str, ...]:
    """Return `text` in lines no wider than `room`, at most `most`, the last one cut.

    Lines break at spaces and between Chinese characters.

    >>> wrapped("Display fees and listing", 45.0, 8.0)
    ('Display', 'fees and', 'listing')
    """
    lines = [""]
    for word in _WORDS.findall(text):
        if lines[-1] and width_of((lines[-1] + word).rstrip(), size) > room + _SLACK:
            if len(lines) == most:
                lines[-1] = f"{lines[-1].rstrip()}{word}……"
                break
            lines.append("")
        lines[-1] = (lines[-1] + word).lstrip()
    return tuple(cut_to(line.rstrip(), room, size) for line in lines)


def _hundredths(letter: str) -> int:
    code = ord(letter)
    if 32 <= code < 127:
        return _WIDTHS[code - 32]
    if 0x2E80 <= code <= 0xA4CF or 0xAC00 <= code <= 0xD7A3:
        return 100
    return _RARE.get(letter) or _rare(letter)


def _rare(letter: str) -> int:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0
    if kind in ("Cc", "Cs", "Co", "Cn"):  # shown as a box
        return 100
    breadth = unicodedata.east_asian_width(letter)
    if breadth in ("W", "F", "A"):
        return 130 if ord(letter) >= 0x1F000 else 100
    return 85 if letter.isupper() else 70
