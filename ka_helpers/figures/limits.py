"""Where an axis begins and ends: at its marks, with room for what is written at them."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from ka_helpers.figures.measuring import width_of
from ka_helpers.figures.plot import (
    Arrow,
    Band,
    Bars,
    Bubbles,
    Line,
    Mark,
    Note,
    Plot,
    Rule,
    Span,
)

WRITTEN = 8.0
"""Size of what is written at bars, in points."""
BESIDE, ABOVE = 4.0, 3.0
"""Between a bar's end and what is written there: along x, along y."""

_LARGEST = 1e100
_WIDEST = 0.7
"""Part of an axis that a text may ask for."""

Limits = tuple[float, float]
Box = tuple[float, float, float, float]
Place = Callable[[float], float]


@dataclass(frozen=True)
class Written:
    """A text at a bar: which bar, its place, the value it is tied to, and whether it ends there."""

    text: str
    bar: int
    at: float
    value: float
    back: bool


def is_known(value: float | None) -> TypeGuard[float]:
    """Tell whether a value can be drawn."""
    return value is not None and math.isfinite(value) and abs(value) < _LARGEST


def limits_of(plot: Plot, length: float, *, across: bool) -> Limits:
    """Return where x (or y) begins and ends on a plot `length` points long."""
    scale = plot.x if across else plot.y
    if scale.low is not None and scale.high is not None:
        return _apart(scale.low, scale.high)
    values = [v for mark in plot.marks for v in _values(mark, across) if is_known(v)]
    values += [tick for tick in scale.ticks or () if is_known(tick)]
    least, most = (min(values), max(values)) if values else (0.0, 1.0)
    room = scale.margin * (most - least)
    stands = any(isinstance(m, Bars) and m.horizontal == across and m.at for m in plot.marks)
    low = least if stands and least >= 0 else least - room
    high = most if stands and most <= 0 else most + room
    low = scale.low if scale.low is not None else low
    high = scale.high if scale.high is not None else high
    free = (scale.low is None, scale.high is None)
    texts = [text for mark in plot.marks for text in _texts(mark, across) if is_known(text[0])]
    return _with_room(_apart(low, high), free, texts, length)


def _values(mark: Mark, across: bool) -> Iterable[float | None]:
    if isinstance(mark, Bars):
        return _bar_values(mark, across)
    if isinstance(mark, Line | Bubbles | Arrow):
        return mark.x if across else mark.y
    if isinstance(mark, Band):
        return mark.x if across else (*mark.low, *mark.high)
    if isinstance(mark, Span):
        return (mark.low, mark.high) if across else ()
    if isinstance(mark, Rule):
        return (mark.at,) if mark.upright == across else ()
    return () if mark.framed[not across] else (mark.x if across else mark.y,)


def _bar_values(bars: Bars, across: bool) -> Iterator[float]:
    if bars.horizontal != across:
        for at in bars.at:
            yield from (at - bars.thickness / 2, at + bars.thickness / 2)
        return
    starts = bars.starts or (0.0,) * len(bars.at)
    for start, length in zip(starts, bars.lengths, strict=True):
        if is_known(length):
            yield from (start, start + (length or 0.0))


def _texts(mark: Mark, across: bool) -> Iterator[tuple[float, float, float]]:
    """Yield (value, points needed before it, points needed after it) along an axis."""
    if isinstance(mark, Bars) and mark.standing != "middle" and mark.horizontal == across:
        for said in written_at(mark):
            need = BESIDE + width_of(said.text, WRITTEN) if across else 2 * ABOVE + WRITTEN
            yield (said.value, *((need, 0.0) if said.back else (0.0, need)))
    elif isinstance(mark, Bubbles):
        for value, area in zip(mark.x if across else mark.y, mark.areas, strict=True):
            yield (value, *(math.sqrt(area / math.pi) + 1.0,) * 2)
    elif isinstance(mark, Note) and not mark.framed[not across]:
        yield (mark.x if across else mark.y, *note_reach(mark, across))


def note_reach(note: Note, across: bool) -> tuple[float, float]:
    """Return how far a note reaches before and after its point along x (left, right) or y."""
    lines = note.text.split("\n")
    if across:
        extent = max(width_of(line, note.size) for line in lines)
        before = {"start": 0.0, "middle": extent / 2, "end": extent}[note.across]
        return before - note.dx, extent - before + note.dx
    extent = len(lines) * note.size * 1.28
    before = {"bottom": 0.0, "middle": extent / 2, "top": extent}[note.up]
    return before - note.dy, extent - before + note.dy


def _apart(low: float, high: float) -> Limits:
    """Return two limits that differ, in order."""
    low, high = min(low, high), max(low, high)
    size = max(abs(low), abs(high))
    if high - low > max(1e-9 * size, 1e-100):
        return low, high
    return low - max(0.05 * size, 0.5), high + max(0.05 * size, 0.5)


def _with_room(
    limits: Limits,
    free: tuple[bool, bool],
    texts: list[tuple[float, float, float]],
    length: float,
) -> Limits:
    """Return limits moved outward, where they are free, until all texts have room."""
    low, high = limits
    for _ in range(3 if any(free) else 0):
        for value, before, after in texts:
            if free[1] and value > low:
                left = length - min(after, _WIDEST * length)
                high = max(high, low + (value - low) * length / left)
            if free[0] and value < high:
                left = length - min(before, _WIDEST * length)
                low = min(low, high - (high - value) * length / left)
    return low, high


def written_at(mark: Mark) -> Iterator[Written]:
    """Yield what is written at a mark's bars, where both can be drawn."""
    if not isinstance(mark, Bars) or not mark.written:
        return
    starts = mark.starts or (0.0,) * len(mark.at)
    for bar, (at, start, length) in enumerate(zip(mark.at, starts, mark.lengths, strict=True)):
        if not mark.written[bar] or not all(is_known(value) for value in (at, start, length)):
            continue
        value, back = start + (length or 0.0), (length or 0.0) < 0
        if mark.standing == "middle":
            value, back = start + (length or 0.0) / 2, False
        elif mark.standing == "top":
            value, back = max(start, value), False
        elif mark.standing != "end":
            value, back = mark.standing, False
        yield Written(mark.written[bar], bar, at, value, back)


def written_boxes(mark: Mark, at_x: Place, at_y: Place) -> Iterator[Box]:
    """Yield the box of each text at a mark's bars: left, top, right, bottom in points."""
    if not isinstance(mark, Bars):
        return
    for said in written_at(mark):
        wide, amid = width_of(said.text, WRITTEN), mark.standing == "middle"
        if mark.horizontal:
            x, y = at_x(said.value), at_y(said.at)
            left = x - wide / 2 if amid else x - BESIDE - wide if said.back else x + BESIDE
            yield left, y - WRITTEN / 2, left + wide, y + WRITTEN / 2
        else:
            x, y = at_x(said.at), at_y(said.value)
            away = -WRITTEN / 2 if amid else ABOVE if said.back else -ABOVE - WRITTEN
            yield x - wide / 2, y + away, x + wide / 2, y + away + WRITTEN
