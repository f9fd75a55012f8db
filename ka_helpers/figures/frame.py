"""Where everything of a chart goes: margins measured from what must fit into them, in points."""

from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.figures.legend import Legend, legend_of
from ka_helpers.figures.limits import Limits, is_known, limits_of, note_reach, written_boxes
from ka_helpers.figures.measuring import LINE, cut_to, width_of, wrapped
from ka_helpers.figures.plot import Note, Plot
from ka_helpers.figures.ticks import ticks_of

TICK, TITLE, NOTE = 8.0, 8.5, 8.0
"""Sizes of text, in points."""
PAD = 3.0
GAP = 4.0

_ROOM_PER_TICK = {True: 44.0, False: 21.0}
_BETWEEN = 6.0
_FEW = 7
_MOST_THINNED = 3
_DEEPEST = 0.4
_WIDEST_NAMES = 0.38
_LEAST = 20.0


@dataclass(frozen=True)
class Axis:
    """One axis: its limits, its ticks, and the lines that each says (none where thinned out)."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[tuple[str, ...], ...]
    turned: bool = False

    def part(self, value: float) -> float:
        """Return where a value stands between the limits, 0 to 1; an end if it is outside."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def holds(self, value: float) -> bool:
        """Tell whether a value stands between the limits."""
        slack = 1e-9 * (self.high - self.low)
        return self.low - slack <= value <= self.high + slack


@dataclass(frozen=True)
class Frame:
    """The field that marks are drawn in, in points from the upper left, and what is around it."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    x: Axis
    y: Axis
    legend: Legend

    def at_x(self, value: float) -> float:
        """Return the place of a value of x, points from the left."""
        return self.left + self.x.part(value) * (self.right - self.left)

    def at_y(self, value: float) -> float:
        """Return the place of a value of y, points from the top."""
        return self.bottom - self.y.part(value) * (self.bottom - self.top)


def frame_of(plot: Plot, width: float, height: float) -> Frame:
    """Return a plot's layout in a picture of `width` by `height` points."""
    legend = legend_of(plot, width - 40.0 - PAD)
    guess = Frame(width, height, 40.0, 6.0, width - 8.0, height - 30.0, _NO_AXIS, _NO_AXIS, legend)
    for _ in range(3):
        guess = _fitted(plot, guess)
    return guess


def note_point(note: Note, frame: Frame) -> tuple[float, float]:
    """Return where a note is tied to, in points."""
    across, up = note.framed
    x = frame.left + note.x * (frame.right - frame.left) if across else frame.at_x(note.x)
    y = frame.bottom - note.y * (frame.bottom - frame.top) if up else frame.at_y(note.y)
    return x, y


_NO_AXIS = Axis(0.0, 1.0, (), ())


def _fitted(plot: Plot, frame: Frame) -> Frame:
    """Return a layout whose margins hold what the axes would say in `frame`."""
    x = _across(plot, frame)
    y = _upward(plot, frame)
    sized = Frame(frame.width, frame.height, frame.left, frame.top, frame.right, frame.bottom,
                  x, y, frame.legend)  # fmt: skip
    names = max((width_of(line, TICK) for lines in y.labels for line in lines), default=0.0)
    left = PAD + names + GAP + (TITLE * LINE + 1.0 if plot.y.title else 0.0)
    bottom = PAD + _depth(x) + (TITLE * LINE + 1.0 if plot.x.title else 0.0)
    beyond = _beyond(plot, sized)
    ends = _end_reaches(x, sized)
    left = max(left, PAD + beyond[0], PAD + ends[0])
    legend = legend_of(plot, frame.width - left - PAD)
    top = PAD + max(TICK / 2, beyond[1]) + legend.height
    right = PAD + max(beyond[2], ends[1], 2.0)
    bottom = max(bottom, PAD + beyond[3])
    return Frame(
        frame.width, frame.height, min(left, frame.width - _LEAST), min(top, frame.height - _LEAST),
        max(frame.width - right, min(left, frame.width - _LEAST) + _LEAST / 2),
        max(frame.height - bottom, min(top, frame.height - _LEAST) + _LEAST / 2), x, y, legend,
    )  # fmt: skip


def _across(plot: Plot, frame: Frame) -> Axis:
    """Return the x axis: labels that would collide are wrapped, thinned out or turned."""
    length = frame.right - frame.left
    low, high = limits_of(plot, length, across=True)
    fixed = plot.x.ticks is not None or plot.x.labels is not None
    for most in range(min(9, int(length / _ROOM_PER_TICK[True])), 1, -1):
        ticks, labels = ticks_of(plot.x, (low, high), most, (plot.language, plot.currency))
        slot = _slot(ticks, (low, high), length) - _BETWEEN
        if fixed or _widest(labels) <= slot:
            break
    else:
        ticks, labels = ticks_of(plot.x, (low, high), 2, (plot.language, plot.currency))
        slot = _slot(ticks, (low, high), length) - _BETWEEN
    if _widest(labels) <= slot:
        return Axis(low, high, ticks, tuple(tuple(said.split("\n")) for said in labels))
    every = _every(_widest(labels), slot)
    if plot.x.labels is None:
        return Axis(low, high, ticks, _thinned(labels, every))
    wrap = tuple(wrapped(said, slot, TICK, 3 if len(ticks) <= _FEW else 2) for said in labels)
    if len(ticks) <= _FEW or all(map(_is_whole, wrap, labels)):
        return Axis(low, high, ticks, wrap)
    if every <= _MOST_THINNED:
        return Axis(low, high, ticks, _thinned(labels, every))
    upright = [cut_to(said, _DEEPEST * frame.height, TICK) for said in labels]
    every = _every(TICK * LINE - _BETWEEN, slot)
    return Axis(low, high, ticks, _thinned(upright, every), turned=True)


def _widest(labels: Sequence[str]) -> float:
    return max((width_of(line, TICK) for said in labels for line in said.split("\n")), default=0.0)


def _is_whole(lines: Sequence[str], text: str) -> bool:
    return "".join("".join(lines).split()) == "".join(text.split())


def _every(widest: float, slot: float) -> int:
    """Return which of the labels stay, counted from the last: each, each second, third ..."""
    pitch = max(slot + _BETWEEN, 0.01)
    return max(1, int(-(-(widest + _BETWEEN) // pitch)))


def _thinned(labels: Sequence[str], every: int) -> tuple[tuple[str, ...], ...]:
    last = len(labels) - 1
    return tuple(
        (said,) if (last - place) % every == 0 else () for place, said in enumerate(labels)
    )


def _slot(ticks: tuple[float, ...], limits: Limits, length: float) -> float:
    """Return how many points lie between neighbouring ticks, at the closest."""
    if len(ticks) < 2:
        return length
    closest = min(b - a for a, b in zip(sorted(ticks), sorted(ticks)[1:], strict=False))
    return max(0.0, closest / (limits[1] - limits[0]) * length)


def _upward(plot: Plot, frame: Frame) -> Axis:
    """Return the y axis: names too long are wrapped into two lines, or cut."""
    length = frame.bottom - frame.top
    limits = limits_of(plot, length, across=False)
    most = min(8, int(length / _ROOM_PER_TICK[False]) + 1)
    ticks, labels = ticks_of(plot.y, limits, most, (plot.language, plot.currency))
    slot = _slot(ticks, limits, length)
    room = _WIDEST_NAMES * frame.width
    most_lines = max(1, min(2, int(slot / (TICK * LINE))))
    lines = tuple(wrapped(said, room, TICK, most_lines) if said else () for said in labels)
    if slot < TICK and len(lines) > 1:
        every = _every(TICK - _BETWEEN, slot - _BETWEEN)
        lines = _thinned([said[0] if said else "" for said in lines], every)
    return Axis(*limits, ticks, lines)


def _depth(x: Axis) -> float:
    """Return how far tick labels reach below the frame."""
    if x.turned:
        return GAP + max((width_of(said, TICK) for lines in x.labels for said in lines), default=0)
    return GAP + TICK * LINE * max((len(lines) for lines in x.labels), default=0)


def _end_reaches(x: Axis, frame: Frame) -> tuple[float, float]:
    """Return how far tick labels reach beyond the left and the right end of the frame."""
    if x.turned:
        return TICK / 2, TICK / 2
    reaches = [
        (frame.at_x(at), width_of(line, TICK) / 2)
        for at, lines in zip(x.ticks, x.labels, strict=True)
        for line in lines
    ]
    return (
        max((frame.left - at + half for at, half in reaches), default=0.0),
        max((at + half - frame.right for at, half in reaches), default=0.0),
    )


def _beyond(plot: Plot, frame: Frame) -> tuple[float, float, float, float]:
    """Return how far texts at marks reach beyond the frame: left, top, right, bottom."""
    boxes = [box for mark in plot.marks for box in written_boxes(mark, frame.at_x, frame.at_y)]
    for note in (mark for mark in plot.marks if isinstance(mark, Note)):
        if is_known(note.x) and is_known(note.y):
            x, y = note_point(note, frame)
            (before, after), (below, above) = note_reach(note, True), note_reach(note, False)
            boxes.append((x - before, y - above, x + after, y + below))
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    room = 0.4 * frame.width
    return (
        min(room, max(0.0, frame.left - min(lefts))), min(room, max(0.0, frame.top - min(tops))),
        min(room, max(0.0, max(rights) - frame.right)),
        min(room, max(0.0, max(bottoms) - frame.bottom)),
    )  # fmt: skip
