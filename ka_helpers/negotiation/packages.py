"""Several offers at once that are worth the same to us (multiple equivalent simultaneous offers).

Which of them the other side likes says what matters to it, and none costs us more than another.
Not in here: what is efficient without a price of ours given (`frontier`).

References
----------
Medvec and Galinsky 2005 (multiple equivalent simultaneous offers).
"""

from collections.abc import Iterator

import numpy as np

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import Frontier, frontier_of
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.outcomes import open_values
from ka_helpers.negotiation.solutions import Deal

_LOOKED_AT = 9
"""At how many values of each issue packages are looked for."""
_SLACKS = ((0.002, 0.05), (0.01, 0.08), (0.03, 0.12), (0.06, 0.2))
"""By how much the worth of packages to us may differ from that of the first, and how much less
they may be worth to them, as parts of each whole range: the first pair that leaves enough."""


def equal_packages(agenda: Agenda, worth: float, n: int = 3) -> tuple[Deal, ...]:
    """Return packages worth nearly the same to us, never less than `worth`, best for them first.

    All keep within our company's limits.

    The first is the best for them of all that are worth so much to us; the others are the best
    for them that have one issue at some value. Of those that are nearly as good for them and
    worth as much to us, those that differ most are taken. Fewer than `n` where there are not so
    many; none where nothing is worth so much to us.

    Parameters
    ----------
    worth : what each package must be worth to us a year

    Raises
    ------
    RequestError : fewer than one package is asked for
    """
    if n < 1:
        raise RequestError("debrief.packages_wanted", found=n)
    frontier = frontier_of(agenda, within_limits=True)
    best = _best_above(frontier, worth)
    if best is None:
        return ()
    spans = float(np.ptp(frontier.us)), float(np.ptp(frontier.them))
    found = {_terms(deal): deal for deal in (best, *_candidates(agenda, (worth, best.us)))}
    nears = [
        [
            deal
            for deal in found.values()
            if abs(deal.us - best.us) <= same * spans[0]
            and deal.them >= best.them - less * spans[1]
        ]
        for same, less in _SLACKS
    ]
    near = next((deals for deals in nears if len(deals) >= n), nears[-1])
    chosen = [best]
    while len(chosen) < min(n, len(near)):
        left = [deal for deal in near if deal not in chosen]
        chosen.append(max(left, key=lambda deal: (_nearest(agenda, deal, chosen), deal.them)))
    return tuple(sorted(chosen, key=lambda deal: -deal.them))


def difference(agenda: Agenda, first: Package, second: Package) -> float:
    """Return how different two packages are: the mean over issues of the part of the range.

    0 is the same package, 1 has every issue at opposite ends.
    """
    apart = [
        abs(first[issue.key] - second[issue.key]) / (issue.high - issue.low)
        for issue in agenda.issues
    ]
    return sum(apart) / len(apart)


def _candidates(agenda: Agenda, worths: tuple[float, ...]) -> Iterator[Deal]:
    """Yield, for each value of each issue, the best for them of those worth enough to us."""
    for issue in agenda.issues:
        values = open_values(agenda, issue.key, within_limits=True)
        shown = np.unique(np.linspace(0, len(values) - 1, min(_LOOKED_AT, len(values))).round())
        for value in values[shown.astype(int)].tolist():
            frontier = frontier_of(agenda, fixed={issue.key: value}, within_limits=True)
            for worth in worths:
                deal = _best_above(frontier, worth)
                if deal is not None:
                    yield deal


def _best_above(frontier: Frontier, worth: float) -> Deal | None:
    """Return the package that is best for them of those worth at least `worth` to us."""
    enough = np.flatnonzero(frontier.us >= worth - 1e-9 * abs(worth))
    if len(enough) == 0:
        return None
    at = int(enough[-1])
    return Deal(frontier.package(at), float(frontier.us[at]), float(frontier.them[at]))


def _terms(deal: Deal) -> tuple[float, ...]:
    return tuple(deal.package.values())


def _nearest(agenda: Agenda, deal: Deal, chosen: list[Deal]) -> float:
    return min(difference(agenda, deal.package, each.package) for each in chosen)
