"""How wide the columns of a printed table are, from the texts in them.

A number never breaks; text columns share what the numbers leave. Worked out from the width of
letters, so that typst need not lay every table out twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PAGE = 493.0
"""Points between the margins of a page (A4, 18 mm each side)."""
SIZES = (8.2, 7.6, 7.0, 6.4, 5.8)
"""Sizes of a table's letters in points, the first that fits is taken."""
INSET, AIR = 3.2, 10.0
LEAST_TEXT, CHIP = 7.2, 1.2
"""In multiples of the size: what a column of texts gets at least, and what a chip adds."""
_WIDE, _NARROW, _CAPITAL = 1.0, 0.57, 0.66
_WORDS = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff\u200b]+")


@dataclass(frozen=True)
class Fit:
    """The widths of a table's columns and the size of its letters, in points."""

    widths: tuple[float, ...]
    size: float


def fit(columns: Sequence[Sequence[str]], right: Sequence[bool], chips: Sequence[bool]) -> Fit:
    """Return widths that hold every number on one line and every word unbroken.

    Parameters
    ----------
    columns : the texts of each column, its label first
    right : which columns hold numbers
    chips : which columns hold coloured chips, a little wider than their text
    """
    room = PAGE - 2 * INSET * len(columns)
    needs = [_needs(*column) for column in zip(columns, right, chips, strict=True)]
    least, wanted = [low for low, _ in needs], [want for _, want in needs]
    size = next((size for size in SIZES if sum(least) * size <= room), SIZES[-1])
    widths = _shared([wide * size for wide in least], [wide * size for wide in wanted], room)
    return Fit(tuple(round(width + 2 * INSET, 1) for width in widths), size)


def _needs(texts: Sequence[str], number: bool, chip: bool) -> tuple[float, float]:
    """Return the least and the wanted width of a column, in multiples of the size."""
    label, *body = texts
    wide = max(map(letters_wide, body), default=0.0) + CHIP * chip
    wanted = max(wide, letters_wide(label))
    if number or chip:
        return max(wide, _longest_word(label)), wanted
    return max(min(wanted, LEAST_TEXT), *map(_longest_word, texts)), wanted


def letters_wide(text: str) -> float:
    """Return about how wide a text is, in multiples of its size, never less than it is."""
    narrow = sum(letter < "\u2e80" for letter in text)
    capitals = sum(letter.isupper() for letter in text)
    return (
        _WIDE * (len(text) - narrow) + _NARROW * narrow + (_CAPITAL - _NARROW) * capitals
    ) + 0.15


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
    roots = [max(want - low, 0.0) ** 0.7 for low, want in zip(least, wanted, strict=True)]
    return [low + spare * root / sum(roots) for low, root in zip(least, roots, strict=True)]
