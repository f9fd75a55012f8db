"""What a package is worth to one side: a curve for each issue, and what issues do together.

Worth is money a year against what holds today; a side agrees only to what is worth at least its
`reservation`, the worth of its best alternative to an agreement (BATNA). Not in here: where the
curves come from (`pricing`), and which packages are best (`frontier`, `solutions`).

References
----------
Raiffa 1982, additive scoring: U = sum of the worth of each issue; the links add pairs to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod, sqrt

import numpy as np

from ka_helpers.negotiation.issues import Floats, Package


@dataclass(frozen=True)
class Curve:
    """Worth along an issue: straight lines between points, level outside them.

    >>> float(Curve((0, 5), (300_000, -200_000)).at(2))
    100000.0
    """

    values: tuple[float, ...]
    worths: tuple[float, ...]

    def at(self, value: float | Floats) -> Floats:
        """Return the worth at one value or at each of many."""
        return np.asarray(np.interp(value, self.values, self.worths), dtype=float)

    def scaled(self, factor: float) -> "Curve":
        """Return the curve with every worth times `factor`."""
        return Curve(self.values, tuple(worth * factor for worth in self.worths))


@dataclass(frozen=True)
class Link:
    """What two issues are worth together: `worth` for each unit of (x - at_x) * (y - at_y).

    More displays sell more in more promotion slots: neither curve alone can say that.
    """

    issues: tuple[str, str]
    worth: float
    at: tuple[float, float] = (0.0, 0.0)

    def of(self, first: float | Floats, second: float | Floats) -> Floats:
        """Return the worth of a pair of values, or of each of many pairs."""
        moved = np.asarray(first, dtype=float) - self.at[0]
        return np.asarray(self.worth * moved * (np.asarray(second, dtype=float) - self.at[1]))


@dataclass(frozen=True)
class Side:
    """One side of the table; `name` is "us" or "them".

    Worth is in one currency a year for all issues, so that it adds up. For the buyer it is what
    the agreement is worth to that person: money to the account times a private weight.
    """

    name: str
    curves: Mapping[str, Curve]
    reservation: float
    links: tuple[Link, ...] = ()

    def worth(self, package: Package) -> float:
        """Return what a package is worth to the side a year.

        >>> us = Side("us", {"displays": Curve((0, 4), (0, 80_000))}, reservation=-50_000)
        >>> us.worth({"displays": 3})
        60000.0
        """
        alone = sum(float(curve.at(package[key])) for key, curve in self.curves.items())
        linked = sum(
            float(each.of(package[each.issues[0]], package[each.issues[1]])) for each in self.links
        )
        return alone + linked

    def weighed(self, weights: Mapping[str, float]) -> "Side":
        """Return the side with each issue's curve times its weight (1 where none is given).

        What two issues are worth together weighs the geometric mean of both weights: nothing
        where one of them is of no interest.
        """
        curves = {key: curve.scaled(weights.get(key, 1.0)) for key, curve in self.curves.items()}
        links = tuple(
            replace(
                each, worth=each.worth * sqrt(prod(weights.get(key, 1.0) for key in each.issues))
            )
            for each in self.links
        )
        return replace(self, curves=curves, links=links)

    def accepts(self, package: Package) -> bool:
        """Tell whether a package is worth at least the side's best alternative."""
        return self.worth(package) >= self.reservation
