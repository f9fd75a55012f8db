"""Elements of an SVG as text: few decimals, nothing unescaped, no ids."""

import re
from collections.abc import Iterable
from html import escape

from ka_helpers.figures.measuring import ASCENT, DESCENT, LINE

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}

Point = tuple[float, float]


def plain(value: float) -> str:
    """Return a coordinate with at most one decimal.

    >>> plain(12.04), plain(-0.01), plain(3.25)
    ('12', '0', '3.2')
    """
    return f"{round(value, 1) + 0.0:g}"


def words(text: str) -> str:
    """Return text for an element: escaped, runs of spaces kept, what XML forbids a box."""
    return escape(_UNWRITABLE.sub("□", text), quote=False).replace("  ", "\u00a0 ")


def text_at(x: float, y: float, said: str, across: str = "start", look: str = "") -> str:
    """Return a line of text whose baseline is at `y`."""
    if not said:
        return ""
    return f'<text x="{plain(x)}" y="{plain(y)}"{_ANCHORS[across]}{look}>{words(said)}</text>'


def baseline(y: float, size: float, up: str, lines: int = 1) -> float:
    """Return the first baseline of lines of which `y` is the bottom, the middle or the top."""
    pitch = LINE * size
    tall = (lines - 1) * pitch
    if up == "top":
        return y + ASCENT * size
    if up == "bottom":
        return y - DESCENT * size - tall
    return y + 0.36 * size - tall / 2


def rectangle(corner: Point, opposite: Point, look: str) -> str:
    """Return a rectangle between two corners."""
    (x0, y0), (x1, y1) = corner, opposite
    left, top = round(min(x0, x1), 1), round(min(y0, y1), 1)
    wide, tall = round(max(x0, x1), 1) - left, round(max(y0, y1), 1) - top
    return (
        f'<rect x="{plain(left)}" y="{plain(top)}" width="{plain(wide)}" '
        f'height="{plain(tall)}"{look}/>'
    )


def path(steps: str, look: str) -> str:
    """Return a path, nothing if it goes nowhere."""
    return f'<path d="{steps}"{look}/>' if steps else ""


def through(points: Iterable[Point]) -> str:
    """Return the steps of a path through points."""
    return "M" + "L".join(f"{plain(x)} {plain(y)}" for x, y in points)


def circle(centre: Point, radius: float, look: str = "") -> str:
    """Return a circle."""
    return f'<circle cx="{plain(centre[0])}" cy="{plain(centre[1])}" r="{plain(radius)}"{look}/>'


def look_of(**attributes: str | float) -> str:
    """Return attributes, those that change nothing left out: `stroke_width` is stroke-width.

    >>> look_of(fill="none", stroke_width=1.8, opacity=1.0)
    ' fill="none" stroke-width="1.8"'
    """
    said = []
    for name, value in attributes.items():
        if (name.endswith("opacity") and value == 1.0) or value == "":
            continue
        shown = _quoted(value) if isinstance(value, str) else f"{round(value, 2):g}"
        said.append(f' {name.replace("_", "-")}="{shown}"')
    return "".join(said)


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
