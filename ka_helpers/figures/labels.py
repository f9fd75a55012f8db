"""Names that never cover each other: beside their bubble where there is room, else inside it.

Notes, rules, what is written at bars and other bubbles are kept free as well. Not in here: where
bubbles stand (see `frame`), how they look (see `dots`).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ka_helpers.figures.elements import baseline, look_of, text_at
from ka_helpers.figures.frame import NOTE, Frame, note_point
from ka_helpers.figures.limits import Box, is_known, note_reach, written_boxes
from ka_helpers.figures.measuring import cut_to, width_of
from ka_helpers.figures.plot import Bubbles, Note, Plot, Rule
from ka_helpers.figures.style import INK

MOST_LABELS = 60
LETTERS = 14
_GAP = 2.0
_TALL = 1.1 * NOTE
_ROOM = LETTERS * NOTE


@dataclass(frozen=True)
class Name:
    """A name where it is written: its text and its box, in points."""

    text: str
    box: Box


def drawn_names(plot: Plot, frame: Frame) -> str:
    """Return the names of all bubbles of a plot that have room for one."""
    texts = [
        text_at(
            (name.box[0] + name.box[2]) / 2,
            baseline((name.box[1] + name.box[3]) / 2, NOTE, "middle"),
            name.text, "middle",
        )
        for name in names_of(plot, frame)
    ]  # fmt: skip
    return f"<g{look_of(fill=INK)}>{''.join(texts)}</g>" if texts else ""


def names_of(plot: Plot, frame: Frame) -> tuple[Name, ...]:
    """Return the names that have room, in the order of their bubbles, none on another."""
    names: list[Name] = []
    for bubbles in (mark for mark in plot.marks if isinstance(mark, Bubbles) and mark.names):
        taken = [*_taken(plot, frame), *(name.box for name in names)]
        names += _named(bubbles, frame, taken)
    return tuple(names)


def _named(bubbles: Bubbles, frame: Frame, taken: list[Box]) -> Iterator[Name]:
    points = zip(bubbles.x, bubbles.y, strict=True)
    centres = [(frame.at_x(x), frame.at_y(y)) for x, y in points]
    radii = [math.sqrt(area / math.pi) for area in bubbles.areas]
    circles = np.array(
        [_around(centre, 2 * r, 2 * r) for centre, r in zip(centres, radii, strict=True)]
    ).reshape(-1, 4)
    blocked = list(taken)
    for index, (long, short) in enumerate(bubbles.names[:MOST_LABELS]):
        if not (frame.x.holds(bubbles.x[index]) and frame.y.holds(bubbles.y[index])):
            continue
        said = cut_to(" ".join(long.split()), _ROOM, NOTE)
        wide = width_of(said, NOTE)
        away = radii[index] + _GAP
        for box in _beside(centres[index], away, wide) if said else ():
            if _inside(box, frame) and not _hits(box, blocked) and not _covers(box, circles, index):
                break
        else:
            said, wide = short, width_of(short, NOTE)
            box = _around(centres[index], wide, _TALL)
            fits = bool(said) and wide <= 2 * radii[index] and _inside(box, frame)
            if not fits or _hits(box, blocked) or _covers(box, circles[:index], index):
                continue
        blocked.append(box)
        yield Name(said, box)


def _taken(plot: Plot, frame: Frame) -> list[Box]:
    """Return what names must not cover: notes, rules, what is written at bars."""
    taken = [box for mark in plot.marks for box in written_boxes(mark, frame.at_x, frame.at_y)]
    for mark in plot.marks:
        if isinstance(mark, Rule) and mark.upright:
            taken.append((frame.at_x(mark.at), frame.top, frame.at_x(mark.at), frame.bottom))
        elif isinstance(mark, Rule):
            taken.append((frame.left, frame.at_y(mark.at), frame.right, frame.at_y(mark.at)))
        elif isinstance(mark, Note) and is_known(mark.x) and is_known(mark.y):
            x, y = note_point(mark, frame)
            (before, after), (below, above) = note_reach(mark, True), note_reach(mark, False)
            taken.append((x - before, y - above, x + after, y + below))
    return taken


def _beside(centre: tuple[float, float], away: float, wide: float) -> Iterator[Box]:
    """Yield the places right, left, above and below a point."""
    x, y = centre
    yield _around((x + away + wide / 2, y), wide, _TALL)
    yield _around((x - away - wide / 2, y), wide, _TALL)
    yield _around((x, y - away - _TALL / 2), wide, _TALL)
    yield _around((x, y + away + _TALL / 2), wide, _TALL)


def _around(centre: tuple[float, float], wide: float, tall: float) -> Box:
    x, y = centre
    return x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2


def _inside(box: Box, frame: Frame) -> bool:
    left, top, right, bottom = box
    across = frame.left <= left and right <= frame.right
    return across and frame.top <= top and bottom <= frame.bottom


def _hits(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left <= o[2] and o[0] <= right and top <= o[3] and o[1] <= bottom for o in others)


def _covers(box: Box, circles: np.ndarray, own: int) -> bool:
    """Tell whether a box lies on a bubble other than its own."""
    left, top, right, bottom = box
    hit = (circles[:, 0] < right) & (circles[:, 2] > left)
    hit &= (circles[:, 1] < bottom) & (circles[:, 3] > top)
    if own < len(hit):
        hit[own] = False
    return bool(hit.any())
