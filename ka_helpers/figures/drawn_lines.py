"""Lines as SVG: broken at gaps, cut off at the frame, with a dot at each value if wanted."""

from collections.abc import Iterator, Sequence

from ka_helpers.figures.elements import Point, circle, look_of, path, through
from ka_helpers.figures.frame import Frame
from ka_helpers.figures.limits import is_known
from ka_helpers.figures.plot import Line

_DENSE = 2
"""A line of more points than this a point of width is thinned out to what can be seen."""


def drawn_line(line: Line, frame: Frame) -> str:
    """Return a line and its dots."""
    steps = ""
    if line.width:
        runs = (_thinned(run, frame) for run in _runs(line.x, line.y, frame))
        steps = "".join(through(run) for run in runs if len(run) > 1)
    return path(steps, stroke_look(line)) + _dots(line, frame)


def stroke_look(line: Line) -> str:
    """Return the attributes of a line's stroke."""
    return look_of(
        fill="none", stroke=line.colour, stroke_width=line.width, stroke_linejoin="round",
        opacity=line.opacity, stroke_dasharray=dashes(line.dash),
    )  # fmt: skip


def dot_look(line: Line) -> str:
    """Return the attributes of a line's dots."""
    if line.hollow:
        return look_of(fill="#fff", stroke=line.colour, stroke_width=1.0)
    return look_of(fill=line.colour)


def dashes(dash: Sequence[float]) -> str:
    """Return on and off lengths as an attribute's value."""
    return " ".join(f"{part:g}" for part in dash)


def _dots(line: Line, frame: Frame) -> str:
    if not line.marker:
        return ""
    dots = [
        circle((frame.at_x(x), frame.at_y(y)), line.marker / 2)
        for x, y in zip(line.x, line.y, strict=True)
        if is_known(x) and is_known(y) and frame.x.holds(x) and frame.y.holds(y)
    ]
    look = dot_look(line) + look_of(opacity=line.opacity)
    return f"<g{look}>{''.join(dots)}</g>" if dots else ""


def _runs(xs: Sequence[float], ys: Sequence[float | None], frame: Frame) -> Iterator[list[Point]]:
    """Yield the stretches of a line inside the frame, in points, broken at gaps."""
    run: list[Point] = []
    before: Point | None = None
    for x, y in zip(xs, ys, strict=True):
        here = (x, y) if is_known(x) and is_known(y) else None
        kept = _kept(before, here, frame)
        if kept and run and run[-1] == kept[0]:
            run.append(kept[1])
        else:
            yield run
            run = list(kept)
        before = here
    yield run


def _kept(before: Point | None, here: Point | None, frame: Frame) -> tuple[Point, ...]:
    """Return the part of a stretch that is inside: two points, one where a line begins, none."""
    if here is None:
        return ()
    ends = (here, here) if before is None else (before, here)
    inside = _clipped(*ends, frame)
    if inside is None:
        return ()
    placed = tuple((frame.at_x(x), frame.at_y(y)) for x, y in inside)
    return placed[:1] if before is None else placed


def _clipped(start: Point, end: Point, frame: Frame) -> tuple[Point, Point] | None:
    """Return the part of a stretch between the limits (Liang and Barsky), None if there is none."""
    if all(frame.x.holds(x) and frame.y.holds(y) for x, y in (start, end)):
        return start, end
    first, last = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for step, room in (
        (-dx, start[0] - frame.x.low), (dx, frame.x.high - start[0]),
        (-dy, start[1] - frame.y.low), (dy, frame.y.high - start[1]),
    ):  # fmt: skip
        if step == 0 and room < 0:
            return None
        if step < 0:
            first = max(first, room / step)
        elif step > 0:
            last = min(last, room / step)
    if first > last:
        return None
    return (
        (start[0] + first * dx, start[1] + first * dy),
        (start[0] + last * dx, start[1] + last * dy),
    )


def _thinned(run: list[Point], frame: Frame) -> list[Point]:
    """Return a run of which each point of width keeps its ends and its extremes."""
    if len(run) < _DENSE * frame.width:
        return run
    columns: dict[int, list[Point]] = {}
    for point in run:
        columns.setdefault(round(point[0]), []).append(point)
    kept = []
    for points in columns.values():
        low, high = min(points, key=lambda p: p[1]), max(points, key=lambda p: p[1])
        kept += [p for p in points if p in (points[0], low, high, points[-1])]
    return kept
