"""The look of every chart: font, colours, size, number formats on axes.

Figures are made without pyplot, so nothing is registered globally and nothing leaks.
Text that the font cannot draw is replaced by a box before drawing, never warned about.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ka_helpers.i18n.formatting import FORMATS, share

INK, MUTED, GRID = "#1f2933", "#6b7785", "#e3e8ee"
BLUE, ORANGE, GREEN, RED, GREY = "#2463a8", "#d9822b", "#2f855a", "#c0392b", "#9aa5b1"
PALE_BLUE, PALE_ORANGE = "#bcd3ec", "#f6dcbf"
SERIES = (BLUE, ORANGE, GREEN, "#7b5ea7", "#3d9a9a", "#b0537d", GREY)
MOST_LETTERS = 24
LEAST_ROWS = 4
_UNDRAWABLE = "□"
_MOST_DECIMALS = 3


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the kit's style inside the `with` block."""
    with mpl.rc_context(_settings()):
        yield


@contextmanager
def chart(width: float = 7.2, height: float = 3.0) -> Iterator[Axes]:
    """Yield the Axes of a new figure, `width` by `height` inches, in the kit's style."""
    with chart_style():
        yield Figure(figsize=(width, height), layout="constrained").add_subplot()


def as_svg(ax: Axes) -> str:
    """Return the figure of `ax` as one <svg> element: text as outlines, stable bytes."""
    drawing = io.StringIO()
    with chart_style():
        ax.get_figure().savefig(drawing, format="svg", metadata={"Date": None})  # type: ignore[union-attr]
    text = drawing.getvalue()
    return text[text.index("<svg") :]


def drawable(text: str, most: int | None = MOST_LETTERS) -> str:
    """Return `text` cut to `most` letters, what the font lacks replaced by a box."""
    flat = " ".join(str(text).split())
    cut = flat if most is None or len(flat) <= most else flat[: most - 1] + "…"
    known = _glyphs()
    return "".join(letter if ord(letter) in known else _UNDRAWABLE for letter in cut)


def format_axis(axis: Any, unit: str, language: str, currency: str = "CNY") -> None:
    """Write the ticks of `ax.xaxis` or `ax.yaxis` in a format of `i18n.formatting.FORMATS`.

    Percentages have as many decimals as the ticks need to be told apart: 0%, 20%; 23.5%, 24.0%.
    """
    if unit == "share":
        axis.set_major_formatter(
            FuncFormatter(
                lambda value, _: share(value, language, _decimals(axis.get_majorticklocs()))
            )
        )
        return
    axis.set_major_formatter(
        FuncFormatter(lambda value, _: FORMATS[unit](value, language, currency))
    )


def _decimals(ticks: Sequence[float]) -> int:
    """Return how many decimals of a percentage write all ticks exactly, at most a few."""
    for decimals in range(_MOST_DECIMALS):
        if all(abs(100 * tick - round(100 * tick, decimals)) < 1e-6 for tick in ticks):
            return decimals
    return _MOST_DECIMALS


def keep_bars_slim(ax: Axes, bars: int) -> None:
    """Leave room above and below few horizontal bars at 0, 1, 2, ... instead of fattening them."""
    room = 0.5 + max(0, LEAST_ROWS - bars) / 2
    ax.set_ylim(-room, bars - 1 + room)


def slim_limits(bars: int) -> tuple[float, float]:
    """Return the limits that leave room about few bars at 0, 1, 2, ... instead of fattening them.

    >>> slim_limits(2), slim_limits(6)
    ((-1.5, 2.5), (-0.5, 5.5))
    """
    room = 0.5 + max(0, LEAST_ROWS - bars) / 2
    return -room, bars - 1 + room


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(_font_path()).get_charmap())


def _font_path() -> str:
    from pylopdf_fonts_zh_cn import sans_path

    return str(sans_path())


@cache
def _font_family() -> str:
    font_manager.fontManager.addfont(_font_path())
    return str(font_manager.FontProperties(fname=_font_path()).get_name())


def _settings() -> Any:
    return {
        "font.family": [_font_family()],
        "font.size": 9,
        "text.color": INK,
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "axes.edgecolor": GRID,
        "axes.labelcolor": MUTED,
        "axes.labelsize": 8.5,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": cycler(color=SERIES),
        "grid.color": GRID,
        "grid.linewidth": 0.7,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "legend.frameon": False,
        "legend.fontsize": 8,
        "lines.linewidth": 1.8,
        "svg.fonttype": "path",
        "svg.hashsalt": "ka-kit",
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
    }
