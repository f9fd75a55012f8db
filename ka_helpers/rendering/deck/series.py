"""A plot as a native chart has it: categories and series of values.

A native chart has no free marks: bars, lines and bands become series over the places of one
axis, dots and intervals in rows become bars with error bars. Not in here: scatter (`points`),
XML (`chart_xml`).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ka_helpers.figures.plot import Band, Bars, Gaps, Line, Mark, Note, Numbers, Plot, Rule, Scale
from ka_helpers.rendering.deck.places import (
    category_names,
    category_places,
    paints_at,
    texts_at,
    values_at,
)

Kind = Literal["bar", "line", "area"]
ROOM_FOR_LABELS = 0.15
"""A longer line is thinned out to this many places."""


@dataclass(frozen=True)
class Series:
    """One series; "" as a colour is invisible. `errors` are the ends of intervals a value.

    `listed` stands in the legend; `at` is where its labels stand: "end", "inside", "above", "base";
    `label` is their size in points.
    """

    name: str
    kind: Kind
    values: Gaps
    paints: tuple[str, ...]
    written: tuple[str, ...] = ()
    at: str = "end"
    width: float = 0.0
    dash: bool = False
    marker: float = 0.0
    opacity: float = 1.0
    listed: bool = False
    errors: tuple[tuple[float, float] | None, ...] = ()
    label: float = 10.0


@dataclass(frozen=True)
class Columns:
    """A chart over categories: bars side by side, or `stacked`, or in front of each other.

    `places` are where the categories stand on the plot's axis; `gap` is between bars, in % of one.
    """

    categories: tuple[str, ...]
    places: Numbers
    series: tuple[Series, ...]
    horizontal: bool
    gap: int = 60
    stacked: bool = False
    overlapping: bool = False


def columns_of(plot: Plot) -> Columns:
    """Return a plot of bars, lines and bands as series over categories."""
    bars = [mark for mark in plot.marks if isinstance(mark, Bars) and mark.at]
    rows = _is_in_rows(plot)
    horizontal = rows or any(mark.horizontal for mark in bars)
    scale = plot.y if horizontal else plot.x
    places = category_places(plot.marks, scale, rows)
    names = category_names(places, scale, plot)
    if rows:
        series = tuple(_row_series(plot, places))
        return Columns(
            names, places, series, True, 60 if len(series) > 1 or len(places) > 5 else 140
        )
    stacked = any(any(mark.starts) for mark in bars)
    beyond = any(not isinstance(mark.standing, str) for mark in bars)
    series = (
        *_band_series(plot.marks, places),
        *(_stacked(bars, places, horizontal) if stacked else _side_by_side(bars, places)),
        *_line_series(plot.marks, places, horizontal),
    )
    gap = _gap(bars, places, scale, stacked or _disjoint(bars, places))
    return Columns(
        names, places, series, horizontal, gap, stacked, beyond or _disjoint(bars, places)
    )


def _is_in_rows(plot: Plot) -> bool:
    """Tell whether dots and intervals stand in named rows instead of along x."""
    lines = [mark for mark in plot.marks if isinstance(mark, Line)]
    none = not any(isinstance(mark, Bars) for mark in plot.marks)
    return none and bool(lines) and plot.y.labels is not None


def _disjoint(bars: Sequence[Bars], places: Numbers) -> bool:
    """Tell whether several series of bars never share a place."""
    taken = [at for mark in bars for at in mark.at]
    return len(bars) > 1 and len(set(taken)) == len(taken) and len(taken) <= len(places)


def _gap(bars: Sequence[Bars], places: Numbers, scale: Scale, single: bool) -> int:
    if not bars:
        return 60
    beside = 1 if single else len(bars)
    fixed = scale.low is not None and scale.high is not None and len(places) < 8
    room = (scale.high - scale.low) / len(places) if fixed else 1.0  # type: ignore[operator]
    thick = bars[0].thickness
    return round(min(400.0, max(12.0, 100 * (room - beside * thick) / thick)))


def _side_by_side(bars: Sequence[Bars], places: Numbers) -> Iterator[Series]:
    def shift(mark: Bars) -> float:
        return sum(at - round(at) for at in mark.at) / len(mark.at)

    for mark in sorted(bars, key=shift) if not _disjoint(bars, places) else bars:
        values = values_at(places, dict(zip(mark.at, mark.lengths, strict=True)))
        written = texts_at(mark, places)
        where = "inside" if mark.standing == "middle" else "end"
        paints = paints_at(mark, places)
        one = Series(mark.label, "bar", values, paints, written, where, listed=bool(mark.label))
        if isinstance(mark.standing, str):
            yield one
            continue
        yield replace(one, written=())
        furthest = tuple(None if v is None else max(v, mark.standing) for v in values)
        yield Series("", "bar", furthest, ("",), written)


def _stacked(bars: Sequence[Bars], places: Numbers, horizontal: bool) -> Iterator[Series]:
    """Yield bars that stand on each other, or hang on an invisible one."""
    level = [0.0] * len(places)
    for mark in bars:
        values = values_at(places, dict(zip(mark.at, mark.lengths, strict=True)))
        first = mark.starts or (0.0,) * len(mark.at)
        starts = values_at(places, dict(zip(mark.at, first, strict=True)))
        paints, written = paints_at(mark, places), texts_at(mark, places)
        pairs = list(zip(starts, values, level, strict=True))
        if all(v is None or math.isclose(start or 0.0, on, abs_tol=1e-6) for start, v, on in pairs):
            yield Series(mark.label, "bar", values, paints, (), listed=bool(mark.label))
            level = [on + (v or 0.0) for _, v, on in pairs]
            if any(written) and horizontal:
                room = tuple(ROOM_FOR_LABELS * max(level) for _ in level)
                yield Series("", "bar", room, ("",), written, "base")
            elif any(written):
                yield Series("", "line", tuple(level), ("",), written, "above")
            continue
        yield from _hanging(mark, (starts, values), paints, written)


def _hanging(
    mark: Bars, spans: tuple[Gaps, Gaps], paints: tuple[str, ...], written: tuple[str, ...]
) -> Iterator[Series]:
    starts, lengths = spans
    pairs = [(start or 0.0, length) for start, length in zip(starts, lengths, strict=True)]
    base, over, under = zip(*(_hung(start, length) for start, length in pairs), strict=True)
    yield Series("", "bar", base, ("",))
    yield Series(mark.label, "bar", over, paints, listed=bool(mark.label))
    if any(under):
        yield Series(mark.label, "bar", under, paints)
    if any(written):
        tops = tuple(None if length is None else max(on, on + length) for on, length in pairs)
        yield Series("", "line", tops, ("",), written, "above")


def _hung(start: float, length: float | None) -> tuple[float | None, float | None, float | None]:
    """Return what is invisible, above zero and below it of a bar that begins anywhere."""
    if length is None:
        return None, None, None
    low, high = sorted((start, start + length))
    if low >= 0:
        return low, abs(length), 0.0
    if high <= 0:
        return high, 0.0, -abs(length)
    return 0.0, high, low


def _line_series(marks: Sequence[Mark], places: Numbers, horizontal: bool) -> Iterator[Series]:
    for mark in marks:
        if isinstance(mark, Rule) and not mark.upright and mark.at and not horizontal:
            yield Series("", "line", (mark.at,) * len(places), (mark.colour,), width=mark.width,
                         dash=bool(mark.dash))  # fmt: skip
        if isinstance(mark, Line) and not horizontal:
            values = tuple(_on_line(mark, place) for place in places)
            drawn = mark.marker or mark.label or _lasts(values)
            if drawn and any(value is not None for value in values):
                yield Series(mark.label, "line", values, (mark.colour,), width=mark.width,
                             dash=bool(mark.dash), marker=mark.marker, opacity=mark.opacity,
                             listed=bool(mark.label))  # fmt: skip


def _lasts(values: Gaps) -> bool:
    """Tell whether a line goes on for two places somewhere; joints of steps do not."""
    return len(values) == 1 or any(a is not None and b is not None for a, b in pairwise(values))


def _on_line(line: Line, place: float) -> float | None:
    """Return a line's height at a place: a point of it, or between two of its points."""
    for x, y in zip(line.x, line.y, strict=True):
        if abs(x - place) < 1e-6 and y is not None:
            return y
    points = list(zip(line.x, line.y, strict=True))
    for (x, y), (next_x, next_y) in pairwise(points):
        if y is not None and next_y is not None and x < place < next_x:
            return y + (next_y - y) * (place - x) / (next_x - x)
    return None


def _band_series(marks: Sequence[Mark], places: Numbers) -> Iterator[Series]:
    """Yield each colour's bands as one area on an invisible one."""
    bands = [mark for mark in marks if isinstance(mark, Band)]
    for band in {(b.colour, b.label): b for b in bands}.values():
        pieces = [b for b in bands if (b.colour, b.label) == (band.colour, band.label)]
        ends = {
            x: (min(low, high), max(low, high))
            for piece in pieces
            for x, low, high in zip(piece.x, piece.low, piece.high, strict=True)
        }
        low = values_at(places, {x: end[0] for x, end in ends.items()})
        thick = values_at(places, {x: end[1] - end[0] for x, end in ends.items()})
        yield Series("", "area", low, ("",))
        yield Series(band.label, "area", thick, (band.colour,), opacity=band.opacity,
                     listed=bool(band.label))  # fmt: skip


def _row_series(plot: Plot, places: Numbers) -> Iterator[Series]:
    """Yield dots in rows as bars; a line through a lone dot is its interval."""
    lines = [mark for mark in plot.marks if isinstance(mark, Line)]
    dots = [line for line in lines if line.marker and not line.width]
    spans = {line.y[0]: line.x for line in lines if line.width and len(line.x) == 2}
    written = {m.y: m.text for m in plot.marks if isinstance(m, Note) and not any(m.framed)}
    labels = list(dict.fromkeys(dot.label for dot in dots))
    for label in labels:
        drawn = [dot for dot in dots if dot.label == label]
        found = {y: (x, dot.colour) for dot in drawn for x, y in zip(dot.x, dot.y, strict=True)}
        rows = [found.get(place) for place in places]
        paints = tuple(row[1] if row else drawn[0].colour for row in rows)
        errors = tuple(spans.get(place) for place in places) if len(labels) == 1 else ()
        yield Series(
            label, "bar", tuple(row[0] if row else None for row in rows),
            paints[:1] if len(set(paints)) == 1 else paints,
            tuple(written.get(place, "") for place in places) if label == labels[-1] else (),
            listed=bool(label), errors=tuple((e[0], e[1]) if e else None for e in errors),
        )  # fmt: skip
