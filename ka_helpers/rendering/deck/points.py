"""A plot as a native scatter chart has it: groups of points, each with its own size.

A scatter's dots have the sizes given in every program; those of a native bubble chart are sized
by whoever opens it.
"""

from dataclasses import dataclass

from ka_helpers.figures.plot import Arrow, Bubbles, Line, Numbers, Plot


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
    listed: bool = False


def is_of_points(plot: Plot) -> bool:
    """Tell whether a plot can only be a chart of points."""
    return any(isinstance(mark, Bubbles | Arrow) for mark in plot.marks)


def points_of(plot: Plot) -> tuple[Group, ...]:
    """Return a plot's bubbles and lines as groups of points; rules and arrows are drawn on top."""
    groups: list[Group] = []
    for mark in plot.marks:
        if isinstance(mark, Bubbles):
            groups += _bubble_groups(mark, plot.y.title)
        elif isinstance(mark, Line):
            known = [(x, y) for x, y in zip(mark.x, mark.y, strict=True) if y is not None]
            x, y = tuple(x for x, _ in known), tuple(y for _, y in known)
            groups.append(
                Group(mark.label, x, y, mark.colour, width=mark.width, dash=bool(mark.dash),
                      listed=bool(mark.label))
            )  # fmt: skip
    return tuple(groups)


def _bubble_groups(mark: Bubbles, name: str) -> list[Group]:
    """Return bubbles a colour, in the order given."""
    n = len(mark.x)
    colours = mark.colours * n if len(mark.colours) == 1 else mark.colours
    groups = []
    for paint in dict.fromkeys(colours):
        chosen = [place for place in range(n) if colours[place] == paint]
        names = tuple(mark.names[place] for place in chosen) if mark.names else ()
        groups.append(
            Group(name, tuple(mark.x[p] for p in chosen), tuple(mark.y[p] for p in chosen), paint,
                  tuple(mark.areas[p] for p in chosen), names, mark.opacity, mark.edge)
        )  # fmt: skip
    return groups
