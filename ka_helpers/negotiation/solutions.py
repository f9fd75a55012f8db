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

from ka_helpers.negotiation.frontier import pareto_places
from ka_helpers.negotiation.issues import Floats, Package
from ka_helpers.negotiation.outcomes import Outcomes


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


def nash(outcomes: Outcomes, power: float = 0.5) -> Deal | None:
    """Return Nash's package of an agenda, None where no agreement is worth it to both."""
    return _deal(outcomes, nash_place(*_gains(outcomes), power))


def kalai_smorodinsky(outcomes: Outcomes) -> Deal | None:
    """Return Kalai and Smorodinsky's package, None where no agreement is worth it to both."""
    return _deal(outcomes, kalai_smorodinsky_place(*_gains(outcomes)))


def _gains(outcomes: Outcomes) -> tuple[Floats, Floats]:
    agenda = outcomes.agenda
    return outcomes.us - agenda.us.reservation, outcomes.them - agenda.them.reservation


def _shares(gains: Floats, best: float) -> Floats:
    return gains / best if best > 0 else np.ones_like(gains)


def _deal(outcomes: Outcomes, place: int | None) -> Deal | None:
    if place is None:
        return None
    package = outcomes.package(place)
    return Deal(package, float(outcomes.us[place]), float(outcomes.them[place]))
