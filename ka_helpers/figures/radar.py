"""A radar: several figures of one person or account, each on its own spoke, from 0 to 1.

Not in here: where the figures come from, and what they mean.
"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from ka_helpers.figures.plot import Line, Mark, Note, Plot, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, MUTED, ORANGE
from ka_helpers.i18n.formatting import share

RINGS = (0.25, 0.5, 0.75, 1.0)
WIDTH, HEIGHT = 7.2, 4.6
"""Inches of the picture: the scales are made for it, so that rings are round."""
_NAMES_AT = 1.1
_UP, _DOWN = 1.3, -1.25
_COLOURS = (BLUE, ORANGE, GREEN)
_PALE = 0.35


def plot_radar(
    names: Sequence[str], series: Mapping[str, Sequence[float | None]], language: str
) -> Plot:
    """Return a radar, the first spoke upright, the others clockwise.

    Parameters
    ----------
    names : what each spoke is called, three or more
    series : figures (fractions) a spoke, by the name in the legend, three at most; None is not
        known, and leaves a gap: it is no zero

    >>> plot = plot_radar(["a", "b", "c"], {"now": [1.0, 0.5, None]}, "en")
    >>> [mark.label for mark in plot.marks if getattr(mark, "label", "")]
    ['now']
    """
    spokes = [pi / 2 - 2 * pi * place / len(names) for place in range(len(names))]
    marks: list[Mark] = [_line([ring] * len(names), spokes) for ring in RINGS]
    marks += [Line((0.0, cos(at)), (0.0, sin(at)), GREY, 0.6, opacity=_PALE) for at in spokes]
    for colour, (label, values) in zip(_COLOURS, series.items(), strict=False):
        marks.append(_line(list(values), spokes, colour, label))
    marks += [_name(name, at) for name, at in zip(names, spokes, strict=True)]
    marks += [Note(0.0, ring, share(ring, language, 0), MUTED, 3.0, 0.0, "start", size=6.5)
              for ring in RINGS]  # fmt: skip
    across = (_UP - _DOWN) / 2 * WIDTH / HEIGHT
    return Plot(
        tuple(marks),
        Scale(low=-across, high=across, ticks=(), grid=False),
        Scale(low=_DOWN, high=_UP, ticks=(), grid=False),
        language,
    )


def _line(
    values: list[float | None] | list[float], spokes: list[float], colour: str = "", label: str = ""
) -> Line:
    """Return a line once round; a point is drawn where both of its neighbours are unknown too."""
    points = [
        (cos(at) * (value or 0.0), sin(at) * value if value is not None else None)
        for value, at in zip(values, spokes, strict=True)
    ]
    x, y = zip(*points, points[0], strict=True)
    if not colour:
        return Line(x, y, GREY, 0.6, opacity=_PALE)
    return Line(x, y, colour, 1.8, marker=5.0, label=label)


def _name(name: str, at: float) -> Note:
    x, y = cos(at), sin(at)
    across = "middle" if abs(x) < 0.1 else "start" if x > 0 else "end"
    return Note(x * _NAMES_AT, y * _NAMES_AT, name, MUTED, across=across)  # type: ignore[arg-type]
