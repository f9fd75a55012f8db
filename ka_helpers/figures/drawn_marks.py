"""Each kind of mark as SVG, in a frame; what lies outside the frame is not drawn."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ka_helpers.figures.dots import drawn_bubbles
from ka_helpers.figures.drawn_lines import dashes, drawn_line
from ka_helpers.figures.elements import (
    baseline,
    look_of,
    path,
    plain,
    rectangle,
    text_at,
    through,
)
from ka_helpers.figures.frame import Frame, note_point
from ka_helpers.figures.limits import WRITTEN, is_known, written_at, written_boxes
from ka_helpers.figures.measuring import LINE, cut_to, width_of
from ka_helpers.figures.plot import Arrow, Band, Bars, Bubbles, Line, Mark, Note, Rule, Span
from ka_helpers.figures.style import INK

_HEAD = 7.0
_NEAR, _FAR = 5.0, 4.5
"""An arrow stays this far from the points it joins."""
_EDGE, _SMALLEST = 1.0, 5.0
_HALO = look_of(stroke="#fff", stroke_width=2.0, stroke_linejoin="round", paint_order="stroke")
"""Keeps lines behind a number off it."""
_DARK = 140.0


def drawn(mark: Mark, frame: Frame) -> str:
    """Return a mark's elements."""
    return _WRITERS[type(mark)](mark, frame)


def written(bars: Bars, frame: Frame, size: float = WRITTEN) -> str:
    """Return what is written at bars, inside the picture."""
    boxes = written_boxes(bars, frame.at_x, frame.at_y)
    across, room = "start" if bars.horizontal else "middle", frame.width - 2 * _EDGE
    parts = []
    for said, (left, top, right, bottom) in zip(written_at(bars), boxes, strict=True):
        wide = min(right - left, room)
        x = _inside(left, wide, frame.width)
        y = _inside(top, bottom - top, frame.height) + (bottom - top) / 2
        text = cut_to(said.text, room, WRITTEN)
        colour = bars.colours[said.bar % len(bars.colours)]
        look = look_of(fill="#fff") if bars.standing == "middle" and _is_dark(colour) else ""
        down = baseline(y, WRITTEN, "middle")
        parts.append(text_at(x if bars.horizontal else x + wide / 2, down, text, across, look))
    look = look_of(fill=INK, font_size="" if size == WRITTEN or bars.horizontal else size)
    look += "" if bars.standing == "middle" else _HALO
    return f"<g{look}>{''.join(parts)}</g>" if parts else ""


def written_size(bars: Sequence[Bars], frame: Frame) -> float:
    """Return the size at which what is written at upright bars does not touch its neighbour."""
    boxes = sorted(
        box
        for mark in bars
        if not mark.horizontal
        for box in written_boxes(mark, frame.at_x, frame.at_y)
    )
    size = WRITTEN
    for (left, top, right, bottom), (start, upper, end, lower) in pairwise(boxes):
        if start < right and upper < bottom and top < lower:
            apart = (start + end - left - right) / 2
            size = min(size, WRITTEN * (apart - 1.0) / ((right - left + end - start) / 2))
    return max(size, _SMALLEST)


def _is_dark(colour: str) -> bool:
    """Tell whether white reads better than ink on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue < _DARK


def _bars(bars: Bars, frame: Frame) -> str:
    starts = bars.starts or (0.0,) * len(bars.at)
    colours = bars.colours if len(bars.colours) > 1 else bars.colours * len(bars.at)
    parts = []
    for at, start, length, colour in zip(bars.at, starts, bars.lengths, colours, strict=True):
        if not (is_known(at) and is_known(start) and is_known(length)):
            continue
        ends = (start, start + length)
        sides = (at - bars.thickness / 2, at + bars.thickness / 2)
        xs, ys = (ends, sides) if bars.horizontal else (sides, ends)
        corner, opposite = ((frame.at_x(x), frame.at_y(y)) for x, y in zip(xs, ys, strict=True))
        parts.append(rectangle(corner, opposite, look_of(fill=colour)))
    return "".join(parts)


def _band(band: Band, frame: Frame) -> str:
    known = [
        (frame.at_x(x), frame.at_y(low), frame.at_y(high))
        for x, low, high in zip(band.x, band.low, band.high, strict=True)
        if is_known(x) and is_known(low) and is_known(high)
    ]
    outline = [(x, high) for x, _, high in known] + [(x, low) for x, low, _ in known[::-1]]
    steps = through(outline) + "Z" if outline else ""
    return path(steps, look_of(fill=band.colour, opacity=band.opacity))


def _span(span: Span, frame: Frame) -> str:
    if not (is_known(span.low) and is_known(span.high)):
        return ""
    corner = (frame.at_x(span.low), frame.top)
    return rectangle(corner, (frame.at_x(span.high), frame.bottom), look_of(fill=span.colour))


def _rule(rule: Rule, frame: Frame) -> str:
    axis = frame.x if rule.upright else frame.y
    if not is_known(rule.at) or not axis.holds(rule.at):
        return ""
    if rule.upright:
        steps = f"M{plain(frame.at_x(rule.at))} {plain(frame.top)}V{plain(frame.bottom)}"
    else:
        steps = f"M{plain(frame.left)} {plain(frame.at_y(rule.at))}H{plain(frame.right)}"
    dash = dashes(rule.dash)
    return path(steps, look_of(stroke=rule.colour, stroke_width=rule.width, stroke_dasharray=dash))


def _arrow(arrow: Arrow, frame: Frame) -> str:
    if not all(is_known(value) for value in (*arrow.x, *arrow.y)):
        return ""
    (x0, x1), (y0, y1) = map(frame.at_x, arrow.x), map(frame.at_y, arrow.y)
    far = math.hypot(x1 - x0, y1 - y0)
    if far <= _NEAR + _FAR:
        return ""
    along, up = (x1 - x0) / far, (y1 - y0) / far
    head = min(_HEAD, far - _NEAR - _FAR)
    tail, tip = (x0 + _FAR * along, y0 + _FAR * up), (x1 - _NEAR * along, y1 - _NEAR * up)
    back = (tip[0] - head * along, tip[1] - head * up)
    wings = [(back[0] + side * head * up, back[1] - side * head * along) for side in (0.4, -0.4)]
    shaft = path(through([tail, back]), look_of(stroke=arrow.colour, stroke_width=1.3))
    return shaft + path(through([tip, *wings]) + "Z", look_of(fill=arrow.colour))


def _note(note: Note, frame: Frame) -> str:
    if not (is_known(note.x) and is_known(note.y)):
        return ""
    x, y = note_point(note, frame)
    size = note.size
    lines = [cut_to(line, frame.width - 2 * _EDGE, size) for line in note.text.split("\n")]
    wide = max(width_of(line, size) for line in lines)
    shift = {"start": 0.0, "middle": wide / 2, "end": wide}[note.across]
    x = _inside(x + note.dx - shift, wide, frame.width) + shift
    first = baseline(y - note.dy, size, note.up, len(lines))
    first = max(min(first, frame.height - (len(lines) - 1) * LINE * size - 2.0), size)
    look = look_of(fill=note.colour, font_size="" if size == WRITTEN else size)
    look += _HALO if all(note.framed) else ""
    return "".join(
        text_at(x, first + place * LINE * size, line, note.across, look)
        for place, line in enumerate(lines)
    )


def _inside(start: float, extent: float, size: float) -> float:
    """Return where something of an extent begins so that it lies inside the picture."""
    return max(_EDGE, min(start, size - _EDGE - extent))


_WRITERS: Mapping[type, Callable[[Any, Frame], str]] = {
    Bars: _bars, Line: drawn_line, Bubbles: drawn_bubbles, Band: _band, Span: _span, Rule: _rule,
    Arrow: _arrow, Note: _note,
}  # fmt: skip
