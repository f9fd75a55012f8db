"""The look of every chart: its colours, how long a name may be, how thick a bar.

Not in here: anything that draws (`svg`, `on_axes`), widths of text (`measuring`).
"""

from ka_helpers.figures.coverage import has_letter

INK, MUTED, GRID = "#1f2933", "#6b7785", "#e3e8ee"
BLUE, ORANGE, GREEN, RED, GREY = "#2463a8", "#d9822b", "#2f855a", "#c0392b", "#9aa5b1"
PALE_BLUE, PALE_ORANGE = "#bcd3ec", "#f6dcbf"
SERIES = (BLUE, ORANGE, GREEN, "#7b5ea7", "#3d9a9a", "#b0537d", GREY)
MOST_LETTERS = 24
LEAST_ROWS = 4
_UNDRAWABLE = "□"


def drawable(text: str, most: int | None = MOST_LETTERS) -> str:
    """Return `text` cut to `most` letters, what the font lacks replaced by a box.

    >>> drawable("Jasmine   tea \N{UNICORN FACE}"), drawable("Jasmine tea", 8)
    ('Jasmine tea □', 'Jasmine…')
    """
    flat = " ".join(str(text).split())
    cut = flat if most is None or len(flat) <= most else flat[: most - 1] + "…"
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(letter if has_letter(letter) else _UNDRAWABLE for letter in cut)


def slim_limits(bars: int) -> tuple[float, float]:
    """Return the limits that leave room about few bars at 0, 1, 2, ... instead of fattening them.

    >>> slim_limits(2), slim_limits(6)
    ((-1.5, 2.5), (-0.5, 5.5))
    """
    room = 0.5 + max(0, LEAST_ROWS - bars) / 2
    return -room, bars - 1 + room
