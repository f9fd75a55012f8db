"""A `Plot` as one <svg> element: no library of charts, a millisecond or two.

Text stays text: searchable, sharp at any size, in the reader's font, placed by measure
(`figures.measuring`). There are no ids, scripts or references to anything outside, so that a
picture can stand anywhere. The same plot gives the same bytes.
"""

from ka_helpers.figures.drawn_lines import dot_look, stroke_look
from ka_helpers.figures.drawn_marks import drawn, written, written_size
from ka_helpers.figures.elements import (
    baseline,
    circle,
    look_of,
    path,
    plain,
    rectangle,
    text_at,
)
from ka_helpers.figures.frame import GAP, PAD, TICK, TITLE, Frame, frame_of
from ka_helpers.figures.labels import drawn_names
from ka_helpers.figures.legend import KEY, PITCH, SIZE, Entry
from ka_helpers.figures.measuring import ASCENT, LINE, cut_to, width_of
from ka_helpers.figures.plot import Bars, Line, Note, Plot, Span
from ka_helpers.figures.style import GRID, INK, MUTED

POINTS = 72.0
"""Points an inch."""
FONTS = "'KA Sans SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"


def svg_of(plot: Plot, width: float = 7.2, height: float = 3.0) -> str:
    """Return a plot as one <svg> element of `width` by `height` inches."""
    wide, tall = width * POINTS, height * POINTS
    frame = frame_of(plot, wide, tall)
    spans = [mark for mark in plot.marks if isinstance(mark, Span)]
    others = [mark for mark in plot.marks if not isinstance(mark, Span | Note)]
    notes = [mark for mark in plot.marks if isinstance(mark, Note)]
    bars = [mark for mark in plot.marks if isinstance(mark, Bars) and mark.written]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{plain(wide)}pt" '
        f'height="{plain(tall)}pt" viewBox="0 0 {plain(wide)} {plain(tall)}"',
        look_of(font_family=FONTS, font_size=TICK, fill=INK), ">",
        *(drawn(mark, frame) for mark in spans),
        _grid(plot, frame),
        *(drawn(mark, frame) for mark in others),
        *(written(mark, frame, written_size(bars, frame)) for mark in bars),
        *(drawn(mark, frame) for mark in notes),
        drawn_names(plot, frame),
        _tick_labels(frame), _titles(plot, frame), _legend(frame), "</svg>",
    ]  # fmt: skip
    return "".join(parts)


def _grid(plot: Plot, frame: Frame) -> str:
    """Return the lines at ticks and the two axes."""
    steps = []
    if plot.x.grid:
        steps += [
            f"M{plain(frame.at_x(at))} {plain(frame.top)}V{plain(frame.bottom)}"
            for at in frame.x.ticks
        ]
    if plot.y.grid:
        steps += [
            f"M{plain(frame.left)} {plain(frame.at_y(at))}H{plain(frame.right)}"
            for at in frame.y.ticks
        ]
    return path("".join(steps), look_of(stroke=GRID, stroke_width=0.7)) + path(
        _axes(plot, frame), look_of(fill="none", stroke=GRID, stroke_width=0.9)
    )


def _axes(plot: Plot, frame: Frame) -> str:
    """Return the steps of the two axes; one without ticks on purpose has no line."""
    left, bottom = plain(frame.left), plain(frame.bottom)
    upright = f"M{left} {plain(frame.top)}V{bottom}" if plot.y.ticks != () else ""
    start = "" if upright else f"M{left} {bottom}"
    return f"{upright}{start}H{plain(frame.right)}" if plot.x.ticks != () else upright


def _tick_labels(frame: Frame) -> str:
    parts = []
    for at, lines in zip(frame.y.ticks, frame.y.labels, strict=True):
        first = baseline(frame.at_y(at), TICK, "middle", len(lines))
        for place, line in enumerate(lines):
            down = first + place * LINE * TICK
            parts.append(text_at(frame.left - GAP, down, line, "end"))
    for at, lines in zip(frame.x.ticks, frame.x.labels, strict=True):
        x = frame.at_x(at)
        for place, line in enumerate(lines):
            if frame.x.turned:
                here = f"{plain(x + 0.36 * TICK)} {plain(frame.bottom + GAP)}"
                parts.append(
                    text_at(0, 0, line, "end", f' transform="translate({here})rotate(-90)"')
                )
            else:
                first = frame.bottom + GAP + ASCENT * TICK
                parts.append(text_at(x, first + place * LINE * TICK, line, "middle"))
    return f"<g{look_of(fill=MUTED)}>{''.join(parts)}</g>" if parts else ""


def _titles(plot: Plot, frame: Frame) -> str:
    parts = []
    if plot.x.title:
        said = cut_to(plot.x.title, frame.width - 2 * PAD, TITLE)
        middle = _amid((frame.left + frame.right) / 2, said, frame.width)
        parts.append(text_at(middle, frame.height - PAD - 0.22 * TITLE, said, "middle"))
    if plot.y.title:
        said = cut_to(plot.y.title, frame.height - 2 * PAD, TITLE)
        middle = _amid((frame.top + frame.bottom) / 2, said, frame.height)
        here = f"{plain(PAD + ASCENT * TITLE)} {plain(middle)}"
        parts.append(text_at(0, 0, said, "middle", f' transform="translate({here})rotate(-90)"'))
    return f"<g{look_of(fill=MUTED, font_size=TITLE)}>{''.join(parts)}</g>" if parts else ""


def _amid(middle: float, said: str, size: float) -> float:
    """Return the middle of a title moved so that it does not stick out of the picture."""
    half = width_of(said, TITLE) / 2
    return min(max(middle, PAD + half), size - PAD - half)


def _legend(frame: Frame) -> str:
    parts = []
    for entry in frame.legend.entries:
        middle = PAD + entry.line * PITCH + PITCH / 2
        parts.append(_sample(entry, frame.left + entry.x, middle))
        text_x = frame.left + entry.text_x
        parts.append(text_at(text_x, baseline(middle, SIZE, "middle"), entry.label))
    return "".join(parts)


def _sample(entry: Entry, left: float, middle: float) -> str:
    """Return the sample of a series' mark in the legend."""
    mark = entry.mark
    if not isinstance(mark, Line):
        colour = mark.colours[-1] if isinstance(mark, Bars) else mark.colour
        opacity = getattr(mark, "opacity", 1.0)
        corners = (left, middle - 3.0), (left + KEY, middle + 3.0)
        return rectangle(*corners, look_of(fill=colour, opacity=opacity))
    steps = f"M{plain(left)} {plain(middle)}h{plain(KEY)}" if mark.width else ""
    stroke = path(steps, stroke_look(mark))
    if not mark.marker:
        return stroke
    return stroke + circle((left + KEY / 2, middle), mark.marker / 2, dot_look(mark))
