"""A plot as a native scatter chart has it: groups of points, each with its own size.

A scatter's dots have the sizes given in every program; those of a native bubble chart are sized
by whoever opens it.
"""

from dataclasses import dataclass

from ka_helpers.figures.plot import Arrow, Bubbles, Line, Numbers, Plot, Rule
from ka_helpers.figures.style import INK

MOST_POINTS = 400
"""Of more bubbles only the first are charted: the largest, as figures order them."""


@dataclass(frozen=True)
class Group:
    """Points in one look; `areas` in points squared, `names` a long and a short one each."""

    name: str
    x: Numbers
    y: Numbers
    paint: str
    areas: Numbers = ()
    names: tuple[tuple[str, str], ...] = ()
    opacity: float = 1.0
    edge: str = ""
    width: float = 0.0
    dash: bool = False
    arrow: bool = False
    listed: bool = False


def is_of_points(plot: Plot) -> bool:
    """Tell whether a plot can only be a chart of points."""
    return any(isinstance(mark, Bubbles | Arrow) for mark in plot.marks)


def points_of(
    plot: Plot, limits: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[Group, ...]:
    """Return a plot of bubbles, arrows and rules as groups of points.

    Parameters
    ----------
    limits : where x and y begin and end: the ends of rules
    """
    groups: list[Group] = []
    for mark in plot.marks:
        if isinstance(mark, Bubbles):
            groups += _bubble_groups(mark)
        else:
            groups += _line_groups(mark, limits)
    return tuple(groups)


def _line_groups(
    mark: object, limits: tuple[tuple[float, float], tuple[float, float]]
) -> list[Group]:
    if isinstance(mark, Rule):
        along = limits[1] if mark.upright else limits[0]
        level = (mark.at, mark.at)
        x, y = (level, along) if mark.upright else (along, level)
        return [Group("", x, y, mark.colour, width=mark.width, dash=bool(mark.dash))]
    if isinstance(mark, Arrow):
        return [Group("", mark.x, mark.y, mark.colour, width=1.5, arrow=True)]
    if isinstance(mark, Line):
        known = [(x, y) for x, y in zip(mark.x, mark.y, strict=True) if y is not None]
        return [
            Group(
                mark.label,
                tuple(x for x, _ in known),
                tuple(y for _, y in known),
                mark.colour,
                width=mark.width,
                dash=bool(mark.dash),
            )
        ]
    return []


def _bubble_groups(mark: Bubbles) -> list[Group]:
    """Return bubbles a colour, the largest first in each."""
    n = min(len(mark.x), MOST_POINTS)
    colours = mark.colours * n if len(mark.colours) == 1 else mark.colours
    groups = []
    for paint in dict.fromkeys(colours[:n]):
        chosen = [place for place in range(n) if colours[place] == paint]
        names = tuple(mark.names[place] for place in chosen) if mark.names else ()
        edge = mark.edge if mark.edge else ("" if paint else INK)
        groups.append(
            Group("", tuple(mark.x[p] for p in chosen), tuple(mark.y[p] for p in chosen), paint,
                  tuple(mark.areas[p] for p in chosen), names, mark.opacity, edge)
        )  # fmt: skip
    return groups
