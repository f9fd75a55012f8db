"""How wide the columns of a printed table are, from the texts in them.

A number never breaks; text columns share what the numbers leave. Worked out from the width of
letters, so that typst need not lay every table out twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import le

PAGE = 493.0
"""Points between the margins of a page (A4, 18 mm each side)."""
SIZES = (8.2, 7.6, 7.0, 6.4, 5.8)
"""Sizes of a table's letters in points, the first that fits is taken."""
INSET, AIR = 3.2, 10.0
LEAST_TEXT, LEAST_LABEL, CHIP = 6.3, 4.6, 1.2
"""In multiples of the size: what texts and labels get at least, and what a chip adds."""
SLACK = 1.065
"""Bold letters are wider than the regular ones measured here."""
_WIDTHS = (  # of space to tilde in the kit's font, in hundredths of its size
    23, 33, 48, 56, 56, 93, 68, 28, 34, 34, 47, 56, 28, 35, 28, 40, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 56, 56, 56, 48, 95, 61, 66, 64, 69, 59, 56, 69, 73, 30, 54, 65, 55, 82, 73, 75,
    64, 75, 64, 60, 60, 73, 58, 88, 58, 54, 61, 34, 40, 34, 56, 56, 61, 57, 62, 51, 62, 56, 33, 57,
    61, 28, 28, 56, 29, 93, 61, 61, 62, 62, 39, 47, 38, 61, 53, 81, 50, 53, 48, 34, 27, 34, 56,
)  # fmt: skip
_RARE = {"¥": 56, "€": 56, "–": 54, "\u200b": 0}
_WORDS = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff\u200b]+")


@dataclass(frozen=True)
class Fit:
    """The widths of a table's columns and the size of its letters, in points.

    `one_line` says of each row, the labels first, whether no text of it breaks.
    """

    widths: tuple[float, ...]
    size: float
    one_line: tuple[bool, ...]


def fit(columns: Sequence[Sequence[str]], right: Sequence[bool], chips: Sequence[bool]) -> Fit:
    """Return widths that hold every number on one line and every word unbroken.

    Parameters
    ----------
    columns : the texts of each column, its label first
    right : which columns hold numbers
    chips : which columns hold coloured chips, a little wider than their text
    """
    room = PAGE - 2 * INSET * len(columns)
    wide = [[letters_wide(text) for text in column] for column in columns]
    needs = [_needs(*column) for column in zip(columns, wide, right, chips, strict=True)]
    least, wanted = [low for low, _ in needs], [want for _, want in needs]
    size = next((size for size in SIZES if sum(least) * size <= room), SIZES[-1])
    widths = _shared([wide * size for wide in least], [wide * size for wide in wanted], room)
    most = [width / size for width in widths]
    one_line = tuple(all(map(le, row, most)) for row in zip(*wide, strict=True))
    return Fit(tuple(round(width + 2 * INSET, 1) for width in widths), size, one_line)


def _needs(
    texts: Sequence[str], wide: Sequence[float], number: bool, chip: bool
) -> tuple[float, float]:
    """Return the least and the wanted width of a column, in multiples of the size."""
    body = max(wide[1:], default=0.0) + CHIP * chip
    wanted = max(body, wide[0])
    named = max(_longest_word(texts[0]), min(wide[0], LEAST_LABEL))
    if number or chip:
        return max(body, named), wanted
    return max(named, min(body, LEAST_TEXT), *map(_longest_word, texts[1:])), wanted


@lru_cache(maxsize=8192)
def letters_wide(text: str) -> float:
    """Return how wide a text is in multiples of its size, never less than it is.

    >>> letters_wide("¥12")
    1.79
    """
    hundredths = sum(
        _WIDTHS[ord(letter) - 32] if " " <= letter <= "~" else _RARE.get(letter, 100)
        for letter in text
    )
    return round(hundredths * SLACK / 100, 2)


def _longest_word(text: str) -> float:
    return max(map(letters_wide, _WORDS.findall(text)), default=0.0)


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Return widths that fill at most the room, between least and wanted, with some air."""
    spare = room - sum(wanted)
    if spare >= 0:
        return [width + min(spare / len(wanted), AIR) for width in wanted]
    spare = room - sum(least)
    if spare <= 0:
        return [room * width / sum(least) for width in least]
    roots = [max(want - low, 0.0) ** 0.8 for low, want in zip(least, wanted, strict=True)]
    return [low + spare * root / sum(roots) for low, root in zip(least, roots, strict=True)]
