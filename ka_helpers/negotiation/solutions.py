"""Points of a negotiation that are fair by a rule: Nash's and Kalai and Smorodinsky's.

Both look at what each side gains over its best alternative; where nothing is worth its
alternative to both sides, there is no solution, and walking away is right.

References
----------
Nash 1950 (the product of gains); Kalai and Smorodinsky 1975 (equal shares of the best gains);
Raiffa 1982.
"""

from dataclasses import dataclass

import numpy as np

from ka_helpers.negotiation.frontier import Frontier, pareto_places
from ka_helpers.negotiation.issues import Floats, Package
from ka_helpers.negotiation.outcomes import Outcomes

Space = Outcomes | Frontier
"""Where a solution is looked for. The frontier is enough: no solution lies off it."""


@dataclass(frozen=True)
class Deal:
    """One package and its worth to both sides a year."""

    package: Package
    us: float
    them: float


def nash_place(us: Floats, them: Floats, power: float = 0.5) -> int | None:
    """Return the place of the largest product of gains; None if no package gains either nothing.

    Parameters
    ----------
    us, them : gains over each side's alternative, package by package
    power : our power, 0 to 1: the product is us**power * them**(1 - power)
    """
    open_ = np.flatnonzero((us >= 0) & (them >= 0))
    if len(open_) == 0:
        return None
    efficient = open_[pareto_places(us[open_], them[open_])]
    product = us[efficient] ** power * them[efficient] ** (1 - power)
    return int(efficient[int(np.argmax(product))])


def kalai_smorodinsky_place(us: Floats, them: Floats) -> int | None:
    """Return the place where the smaller of both shares of the best gains is largest.

    A share is a side's gain over the most it could gain where the other gains nothing or more.
    """
    open_ = np.flatnonzero((us >= 0) & (them >= 0))
    if len(open_) == 0:
        return None
    efficient = open_[pareto_places(us[open_], them[open_])]
    shares = [_shares(gains[efficient], float(gains[open_].max())) for gains in (us, them)]
    return int(efficient[int(np.argmax(np.minimum(*shares)))])


def nash(space: Space, power: float = 0.5) -> Deal | None:
    """Return Nash's package of an agenda, None where no agreement is worth it to both."""
    return _deal(space, nash_place(*_gains(space), power))


def kalai_smorodinsky(space: Space) -> Deal | None:
    """Return Kalai and Smorodinsky's package, None where no agreement is worth it to both."""
    return _deal(space, kalai_smorodinsky_place(*_gains(space)))


def _gains(space: Space) -> tuple[Floats, Floats]:
    agenda = space.agenda
    return space.us - agenda.us.reservation, space.them - agenda.them.reservation


def _shares(gains: Floats, best: float) -> Floats:
    return gains / best if best > 0 else np.ones_like(gains)


def _deal(space: Space, place: int | None) -> Deal | None:
    if place is None:
        return None
    package = space.package(place)
    return Deal(package, float(space.us[place]), float(space.them[place]))
