"""Bubbles as SVG: each a circle with its name, or very many as few paths of dots."""

import math
from collections import defaultdict

from ka_helpers.figures.elements import circle, look_of, path
from ka_helpers.figures.frame import Frame
from ka_helpers.figures.limits import is_known
from ka_helpers.figures.plot import Bubbles

MANY = 400
"""More bubbles than this are drawn as dots of a few sizes, without an edge."""
_SIZES = 0.5
_SHADES = 6
"""Dots that overlap in one path are one shade; dealt to several paths they add up, like bubbles."""


def drawn_bubbles(bubbles: Bubbles, frame: Frame) -> str:
    """Return the circles of bubbles, largest below."""
    count = len(bubbles.x)
    colours = bubbles.colours if len(bubbles.colours) > 1 else bubbles.colours * count
    shown = [
        (frame.at_x(x), frame.at_y(y), math.sqrt(area / math.pi), colour)
        for x, y, area, colour in zip(bubbles.x, bubbles.y, bubbles.areas, colours, strict=True)
        if is_known(x) and is_known(y) and frame.x.holds(x) and frame.y.holds(y)
    ]
    if count > MANY:
        return _many(shown, bubbles.opacity)
    edge = look_of(stroke=bubbles.edge, stroke_width=0.9) if bubbles.edge else ""
    dots = "".join(circle((x, y), radius, look_of(fill=colour)) for x, y, radius, colour in shown)
    return f"<g{edge}{look_of(fill_opacity=bubbles.opacity)}>{dots}</g>" if dots else ""


def _many(shown: list[tuple[float, float, float, str]], opacity: float) -> str:
    """Return dots as strokes of no length with round ends, a path a size, colour and shade."""
    groups: dict[tuple[float, str, int], list[tuple[int, int]]] = defaultdict(list)
    for number, (x, y, radius, colour) in enumerate(shown):
        size = max(_SIZES, round(radius / _SIZES) * _SIZES)
        groups[-size, colour, number % _SHADES].append((round(y * 2), round(x * 2)))
    parts = []
    for (size, colour, _), places in sorted(groups.items()):
        look = look_of(stroke=colour, stroke_width=-4 * size)
        parts.append(path(_steps(sorted(set(places))), look))
    common = look_of(stroke_linecap="round", stroke_opacity=opacity)
    return f'<g transform="scale(.5)"{common}>{"".join(parts)}</g>' if parts else ""


def _steps(places: list[tuple[int, int]]) -> str:
    """Return relative moves from dot to dot, in whole half points."""
    steps, x, y = [], 0, 0
    for down, right in places:
        gap = "" if down < y else " "
        steps.append(f"m{right - x}{gap}{down - y}h0")
        x, y = right, down
    return "".join(steps)
