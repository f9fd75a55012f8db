"""The legend above a plot: one entry a named series, on as many lines as it needs."""

from dataclasses import dataclass

from ka_helpers.figures.measuring import cut_to, width_of
from ka_helpers.figures.plot import Band, Bars, Line, Plot, Span

SIZE = 8.0
KEY = 16.0
"""Width of an entry's sample of its mark, in points."""
PITCH = 12.5
_AFTER_KEY, _BETWEEN, _BELOW = 5.0, 14.0, 3.0

Keyed = Bars | Line | Band | Span


@dataclass(frozen=True)
class Entry:
    """One series: its mark, its name, and where its sample begins, from the legend's corner."""

    mark: Keyed
    label: str
    x: float
    line: int

    @property
    def text_x(self) -> float:
        """Where the name begins."""
        return self.x + KEY + _AFTER_KEY


@dataclass(frozen=True)
class Legend:
    """All entries, and the height they take, in points (nothing where there are none)."""

    entries: tuple[Entry, ...]
    height: float


def legend_of(plot: Plot, room: float) -> Legend:
    """Return the legend of a plot in lines no wider than `room`."""
    entries: list[Entry] = []
    x, line = 0.0, 0
    for label, mark in _named(plot).items():
        said = cut_to(label, room - KEY - _AFTER_KEY, SIZE)
        wide = KEY + _AFTER_KEY + width_of(said, SIZE)
        if x and x + wide > room:
            x, line = 0.0, line + 1
        entries.append(Entry(mark, said, x, line))
        x += wide + _BETWEEN
    return Legend(tuple(entries), PITCH * (line + 1) + _BELOW if entries else 0.0)


def _named(plot: Plot) -> dict[str, Keyed]:
    """Return the marks that have a name, the first of each name."""
    named: dict[str, Keyed] = {}
    if plot.legend:
        for mark in plot.marks:
            if isinstance(mark, Keyed) and mark.label:
                named.setdefault(mark.label, mark)
    return named
