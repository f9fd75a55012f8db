"""The Pareto frontier: packages that cannot be made better for one side without the other's loss.

Worth adds up across issues, so the frontier of an agenda grows issue by issue and what cannot be
efficient is dropped on the way: it is exact without making every package. Not in here: which
point of it is fair (`solutions`).

References
----------
Raiffa 1982 (efficient contracts of additive scores); Minkowski sums, see `blocks`.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.blocks import Block, Cut, Places, blocks_of, pareto_places, worths_of
from ka_helpers.negotiation.issues import STEPS, Floats, Package

__all__ = ["Frontier", "Places", "frontier_of", "pareto_places", "zone_of"]
_AT_ONCE = 2_000_000
"""How many packages are held at one time while two blocks are joined."""
_FINENESS = 2.0**-34
"""Worths that differ by less than this part of the whole range count as equal."""


@dataclass(frozen=True, eq=False)
class Frontier:
    """The efficient packages, best for us (and worst for them) first.

    `us` and `them` are worth a year; `terms` has a row for each package and a column for each
    issue of the agenda.
    """

    agenda: Agenda
    us: Floats
    them: Floats
    terms: Floats

    def __len__(self) -> int:
        return len(self.us)

    def package(self, place: int) -> Package:
        """Return the package at a place; 0 is the best for us."""
        return dict(zip(self.agenda.keys, self.terms[place].tolist(), strict=True))

    def only(self, places: Places | NDArray[np.bool_]) -> "Frontier":
        """Return the part of the frontier at `places`."""
        return Frontier(self.agenda, self.us[places], self.them[places], self.terms[places])


def frontier_of(
    agenda: Agenda, steps: int = STEPS, fixed: Package | None = None, *, within_limits: bool = False
) -> Frontier:
    """Return the efficient packages of an agenda.

    Exact for discrete issues, linked or not. Continuous issues that both sides value along
    straight lines or lines bent down are exact at each of the points returned, about `steps` an
    issue; other continuous issues are cut into `steps` equal steps.

    Parameters
    ----------
    fixed : issues that are settled and the value of each
    within_limits : leave out what our company lets us not agree to

    Raises
    ------
    RequestError : linked issues make more than five million packages; says how to have fewer;
        or an issue is settled at a value that it cannot take

    Examples
    --------
    >>> from ka_helpers.negotiation.issues import Issue
    >>> from ka_helpers.negotiation.sides import Curve, Side
    >>> places = Issue("displays", "count", 0, 2, 2)
    >>> days = Issue("payment_days", "days", 30, 60, 30)
    >>> ours = {"displays": Curve((0, 2), (0, 50)), "payment_days": Curve((30, 60), (0, -20))}
    >>> theirs = {"displays": Curve((0, 2), (0, -10)), "payment_days": Curve((30, 60), (0, 40))}
    >>> agenda = Agenda((places, days), Side("us", ours, 0), Side("them", theirs, 0))
    >>> frontier = frontier_of(agenda)
    >>> frontier.us.tolist(), frontier.them.tolist(), frontier.package(1)
    ([50.0, 30.0, -20.0], [-10.0, 30.0, 40.0], {'displays': 2.0, 'payment_days': 60.0})
    """
    settled = agenda.package({}, **(fixed or {}))
    blocks = list(blocks_of(agenda, Cut(steps, settled, within_limits)))
    grain = tuple(
        _grain(sum(float(np.ptp(worth)) for worth in worths))
        for worths in ([each.us for each in blocks], [each.them for each in blocks])
    )
    pruned = sorted((_efficient(block, grain) for block in blocks), key=len)
    whole = reduce(lambda first, second: _joined(first, second, grain), pruned)
    terms = whole.terms[:, [whole.keys.index(key) for key in agenda.keys]]
    us, them = (worths_of(side, agenda.keys, terms) for side in (agenda.us, agenda.them))
    return Frontier(agenda, us, them, terms)


def zone_of(frontier: Frontier) -> Frontier | None:
    """Return the efficient packages that both sides accept, None if there are none.

    None means that no package at all is worth its alternative to both: the zone of possible
    agreement (ZOPA) is empty, for an efficient package is at least as good as those it beats.
    """
    agenda = frontier.agenda
    open_ = (frontier.us >= agenda.us.reservation) & (frontier.them >= agenda.them.reservation)
    return frontier.only(open_) if open_.any() else None


def _grain(span: float) -> float:
    """Return what worths are rounded to when compared: a power of two keeps whole numbers whole."""
    return float(2.0 ** np.ceil(np.log2(span * _FINENESS))) if span > 0 else 1.0


def _efficient(block: Block, grain: tuple[float, ...]) -> Block:
    us, them = (
        np.round(worth / each) for worth, each in zip((block.us, block.them), grain, strict=True)
    )
    return block.only(pareto_places(us, them))


def _joined(first: Block, second: Block, grain: tuple[float, ...]) -> Block:
    """Return the efficient ones of all packages made of one of each block."""
    rows = max(1, _AT_ONCE // len(second))
    starts = range(0, len(first), rows)
    parts = [_pairs(first, second, (at, at + rows), grain) for at in starts]
    left, right = (np.concatenate(each) for each in zip(*parts, strict=True))
    terms = np.hstack([first.terms[left], second.terms[right]])
    us, them = first.us[left] + second.us[right], first.them[left] + second.them[right]
    joined = Block(first.keys + second.keys, us, them, terms)
    return joined if len(parts) == 1 else _efficient(joined, grain)


def _pairs(
    first: Block, second: Block, rows: tuple[int, int], grain: tuple[float, ...]
) -> tuple[Places, Places]:
    """Return the efficient pairs of some rows of the first block with all of the second."""
    us, them = (
        np.round(np.add.outer(one[slice(*rows)], other).ravel() / each)
        for one, other, each in zip(
            (first.us, first.them), (second.us, second.them), grain, strict=True
        )
    )
    left, right = np.divmod(pareto_places(us, them), len(second))
    return left + rows[0], right
