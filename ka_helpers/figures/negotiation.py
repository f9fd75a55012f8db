"""Charts of a negotiation: the space of what can be agreed with the offers in it, and concessions.

Not in here: what a package is worth, which ones are efficient; both are given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ka_helpers.figures.plot import Band, Bubbles, Line, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    SERIES,
    drawable,
)
from ka_helpers.i18n import say

Worths = tuple[float, float]
"""What a package is worth to us and to them, in money a year against today."""
OFFER, NAMED, DEAL = 34.0, 46.0, 130.0
"""Areas of dots, in points squared."""
NAME_LETTERS = 16
_DASH = (4.0, 3.0)
_MARGIN = 0.06
_ROOM = 0.35
"""How far the picture reaches beyond the zone and the offers, as a part of their extent."""


@dataclass(frozen=True)
class Space:
    """What is drawn of a negotiation.

    Parameters
    ----------
    frontier : the efficient packages, in any order
    bottom : both sides' bottom lines: the worth of each one's best alternative
    ours, theirs : the offers of both in the order they were made
    deal : what was agreed, None if nothing was
    named : other packages to mark, with what each is called
    """

    frontier: tuple[Worths, ...]
    bottom: Worths
    ours: tuple[Worths, ...] = ()
    theirs: tuple[Worths, ...] = ()
    deal: Worths | None = None
    named: tuple[tuple[str, Worths], ...] = ()

    @property
    def zone(self) -> tuple[Worths, ...]:
        """The efficient packages that both sides may agree to, the worst for us first."""
        return tuple(
            point
            for point in sorted(self.frontier)
            if point[0] >= self.bottom[0] and point[1] >= self.bottom[1]
        )

    @property
    def looked_at(self) -> tuple[Worths, ...]:
        """The points that the picture must hold."""
        deal = () if self.deal is None else (self.deal,)
        named = tuple(point for _, point in self.named)
        zone = self.zone or self.frontier
        return (self.bottom, *zone, *self.ours, *self.theirs, *deal, *named)


def plot_space(space: Space, language: str, currency: str = "CNY") -> Plot:
    """Return the space of agreement: ours across, theirs up, the zone between the bottom lines."""
    x, y = (_scale(space, side, language) for side in (0, 1))
    marks = (*_field(space, language), *_offers(space, language))
    return Plot(marks, x, y, language, currency)


def _field(space: Space, language: str) -> list[Mark]:
    """Return the zone, the frontier, and both bottom lines with what they are called."""
    us, them = space.bottom
    frontier, zone = sorted(space.frontier), space.zone
    marks: list[Mark] = []
    if zone:
        across = (us, *(point[0] for point in zone))
        high = (zone[0][1], *(point[1] for point in zone))
        label = say("desk.zone", language)
        marks.append(Band(across, (them,) * len(across), high, PALE_BLUE, 0.55, label))
    marks += [
        Rule(us, MUTED, upright=True, width=1.1, dash=_DASH),
        Rule(them, MUTED, width=1.1, dash=_DASH),
        Line(tuple(point[0] for point in frontier), tuple(point[1] for point in frontier), INK,
             width=1.3, label=say("desk.frontier", language)),
        Note(us, 0.02, say("desk.our_bottom", language), MUTED, dx=4.0, across="start",
             up="bottom", framed=(False, True)),
        Note(0.99, them, say("desk.their_bottom", language), MUTED, dy=3.0, across="end",
             up="bottom", framed=(True, False)),
    ]  # fmt: skip
    return marks


def _offers(space: Space, language: str) -> list[Mark]:
    marks: list[Mark] = []
    for name, points, colour in (("ours", space.ours, BLUE), ("theirs", space.theirs, ORANGE)):
        if points:
            across, up = zip(*points, strict=True)
            marks.append(Line(across, up, colour, width=1.4, marker=5.5, opacity=0.9,
                              label=say(f"desk.offers_{name}", language)))  # fmt: skip
            marks.append(_numbered(points, colour))
    marks += [_marked(name, point, GREY, NAMED) for name, point in space.named]
    if space.deal is not None:
        marks.append(_marked(say("desk.deal", language), space.deal, GREEN, DEAL))
    return marks


def _numbered(points: Sequence[Worths], colour: str) -> Bubbles:
    """Return dots with the number of the first offer made there."""
    first = dict.fromkeys(points)
    places = [points.index(point) + 1 for point in first]
    across, up = zip(*first, strict=True)
    names = tuple((str(place), "") for place in places)
    return Bubbles(across, up, (OFFER,) * len(places), (colour,), edge="#ffffff", names=names)


def _marked(name: str, point: Worths, colour: str, area: float) -> Bubbles:
    names = ((drawable(name, NAME_LETTERS), ""),)
    return Bubbles((point[0],), (point[1],), (area,), (colour,), edge="#ffffff", names=names)


def _scale(space: Space, side: int, language: str) -> Scale:
    """Return an axis that holds what is looked at and some room, but not the far ends."""
    seen = [point[side] for point in space.looked_at]
    every = [*seen, *(point[side] for point in space.frontier)]
    room = _ROOM * (max(seen) - min(seen) or 1.0)
    low, high = max(min(every), min(seen) - room), min(max(every), max(seen) + room)
    extra = _MARGIN * (high - low or 1.0)
    title = say(("desk.us_axis", "desk.them_axis")[side], language)
    return Scale(title, "money", low=low - extra, high=high + extra)


def plot_steps(
    patterns: Mapping[str, Sequence[float]], language: str, currency: str = "CNY"
) -> Plot:
    """Return what was given away in all after each round, a line a way of giving.

    Parameters
    ----------
    patterns : the sizes of the steps by what the way is called
    """
    marks = []
    for place, (name, steps) in enumerate(patterns.items()):
        given = [sum(steps[:count]) for count in range(len(steps) + 1)]
        rounds = tuple(float(number) for number in range(len(given)))
        marks.append(Line(rounds, tuple(given), SERIES[place % len(SERIES)], marker=5.0,
                          label=drawable(name, NAME_LETTERS)))  # fmt: skip
    return Plot(
        tuple(marks),
        Scale(say("desk.round_axis", language), "count", whole=True),
        Scale(say("desk.given_axis", language), "money", low=0.0),
        language, currency,
    )  # fmt: skip
