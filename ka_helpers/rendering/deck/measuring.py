"""How much room a text takes, so that nothing overflows its box: shrink first, then cut.

Widths are those of a common sans serif face in ems, full-width letters one em; a little wider
than most faces, so that another face of the company's template fits as well.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

LINE = 1.33
"""Height of a line in font sizes: Chinese faces stand further apart than Latin ones."""
ELLIPSIS = "…"
_SAFETY, _BOLD = 1.04, 1.06
_WIDTHS = {
    letter: width / 1000
    for width, letters in {
        222: "ijl'|", 278: " !,./:;I[]\\ft", 333: "()-`r", 389: '*"', 500: "ckJsvxyz{}^",
        556: "0123456789abdeghnopquL#$_?", 584: "+<=>~", 611: "FTZ", 667: "ABEKPSVXY&",
        722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1015: "@",
    }.items()
    for letter in letters
}  # fmt: skip
_OTHER = 0.62
_TOKEN = re.compile(r"[⺀-鿿豈-￯]|[^\s⺀-鿿豈-￯]+|\s+")


@lru_cache(maxsize=4096)
def letter_width(letter: str) -> float:
    """Return the width of one letter in ems."""
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else _OTHER


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of text in points.

    >>> round(text_width("客户", 10.0), 1)
    20.8
    """
    ems = sum(map(letter_width, text))
    return ems * size * _SAFETY * (_BOLD if bold else 1.0)


def lines_of(text: str, size: float, width: float, bold: bool = False) -> int:
    """Return how many lines a text takes in a box `width` points wide.

    >>> lines_of("one two three", 10.0, 45.0), lines_of("", 10.0, 45.0)
    (2, 1)
    """
    room = width / (size * _SAFETY * (_BOLD if bold else 1.0))
    return sum(_broken(line, max(room, 1.0)) for line in text.split("\n"))


def height_of(texts: Iterable[str], size: float, width: float, bold: bool = False) -> float:
    """Return the height of paragraphs in points."""
    return sum(lines_of(text, size, width, bold) for text in texts) * size * LINE


def fitting(
    text: str, width: float, height: float, sizes: Sequence[float], bold: bool = False
) -> tuple[str, float]:
    """Return a text and the largest of `sizes` at which it fits; cut at the smallest if it must.

    Parameters
    ----------
    width, height : of the box, in points
    sizes : font sizes in points, the largest first
    """
    for size in sizes:
        if height_of((text,), size, width, bold) <= height:
            return text, size
    return cut(text, sizes[-1], width, max(1, int(height / (sizes[-1] * LINE))), bold), sizes[-1]


def cut(text: str, size: float, width: float, most_lines: int, bold: bool = False) -> str:
    """Return a text that takes at most `most_lines`, an ellipsis where it was cut."""
    if lines_of(text, size, width, bold) <= most_lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_of(text[:middle].rstrip() + ELLIPSIS, size, width, bold) <= most_lines:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;，；、") + ELLIPSIS


def _broken(line: str, room: float) -> int:
    """Return the lines of one paragraph in a box `room` ems wide."""
    lines, used = 1, 0.0
    for width, blank in _tokens(line):
        if used + width <= room or (blank and used):
            used += width
        elif width <= room:
            lines, used = lines + 1, 0.0 if blank else width
        else:
            extra = int((used + width) // room)
            lines, used = lines + extra, (used + width) % room
    return lines


@lru_cache(maxsize=8192)
def _tokens(line: str) -> tuple[tuple[float, bool], ...]:
    return tuple((sum(map(letter_width, token)), token.isspace()) for token in _TOKEN.findall(line))
