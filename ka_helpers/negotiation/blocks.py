"""Parts of an agenda that can be looked at one by one, because worth adds up across them.

A part is one issue, the issues that links tie together, or all continuous issues that both
sides value along straight lines without a gain from mixing. Of each part only the packages
that no other one of the part beats can belong to an efficient whole. Not in here: putting the
parts together (`frontier`).

References
----------
The efficient points of a sum of sets are sums of their efficient points (Minkowski sum).
Continuous parts are the relaxed knapsack: concessions in order of worth to them / cost to us.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Floats, Issue, Package
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.sides import Curve, Side

_CLOSE = 1e-9
"""By what fraction of the steepest line a line may bend the other way: floats are not exact."""


Places = NDArray[np.int64]


def pareto_places(us: Floats, them: Floats) -> Places:
    """Return the places of the efficient packages, the best for us first.

    Of packages of the same worth to both, the first stands for all. Exact: sorts once.

    Parameters
    ----------
    us, them : worth of each package to either side, of one length

    >>> pareto_places(np.array([1.0, 3.0, 2.0, 2.0]), np.array([5.0, 1.0, 4.0, 2.0])).tolist()
    [1, 2, 0]
    """
    if len(us) == 0:
        return np.array([], dtype=np.int64)
    order = np.lexsort((-them, -us))
    best = np.maximum.accumulate(them[order])
    better = np.concatenate(([True], best[1:] > best[:-1]))
    return np.asarray(order[better], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Block:
    """Packages of some of the issues: a row of `terms` each, a column for each of `keys`."""

    keys: tuple[str, ...]
    us: Floats
    them: Floats
    terms: Floats

    def __len__(self) -> int:
        return len(self.us)

    def only(self, places: Places) -> "Block":
        """Return the packages at `places`, in their order."""
        return replace(self, us=self.us[places], them=self.them[places], terms=self.terms[places])


class _Piece(NamedTuple):
    """A stretch of a continuous issue: what it costs us and gives them, and where it ends."""

    ratio: float
    column: int
    end: float


class Cut(NamedTuple):
    """Which values are looked at: steps of a continuous issue, settled issues, company limits."""

    steps: int
    fixed: Package
    within_limits: bool


def blocks_of(agenda: Agenda, cut: Cut) -> Iterator[Block]:
    """Yield the parts of an agenda; every issue is in exactly one.

    A continuous issue that is linked, or that a side values along a line bent the other way,
    is cut into equal steps.

    Raises
    ------
    RequestError : linked issues make more than five million packages; says how to have fewer
    """
    groups = _linked(agenda)
    alone = (group[0] for group in groups if len(group) == 1 and group[0] not in cut.fixed)
    smooth = tuple(key for key in alone if _is_smooth(agenda, agenda.by_key[key], cut))
    for group in groups:
        if group[0] not in smooth:
            yield _enumerated(agenda, group, cut)
    if smooth:
        yield _in_order_of_ratio(agenda, smooth, cut)


def worths_of(side: Side, keys: tuple[str, ...], terms: Floats) -> Floats:
    """Return what each row of `terms` (a column for each of `keys`) is worth to a side."""
    column = {key: number for number, key in enumerate(keys)}
    alone = [side.curves[key].at(terms[:, column[key]]) for key in keys]
    linked = [each.of(*(terms[:, column[key]] for key in each.issues)) for each in side.links]
    return np.asarray(sum([*alone, *linked], start=np.zeros(len(terms))))


def _linked(agenda: Agenda) -> list[tuple[str, ...]]:
    """Return the issues in groups that no link leaves, each in the agenda's order."""
    group = {key: {key} for key in agenda.keys}
    for link in (*agenda.us.links, *agenda.them.links):
        first, second = link.issues
        if group[first] is not group[second]:
            group[first] |= group[second]
            group.update(dict.fromkeys(group[first], group[first]))
    return list(
        dict.fromkeys(tuple(k for k in agenda.keys if k in group[key]) for key in agenda.keys)
    )


def _enumerated(agenda: Agenda, keys: tuple[str, ...], cut: Cut) -> Block:
    issues = tuple(agenda.by_key[key] for key in keys)
    us, them = (_part(side, keys) for side in (agenda.us, agenda.them))
    part = Agenda(issues, us, them, limits=agenda.limits)
    outcomes = outcomes_of(part, cut.steps, cut.fixed, within_limits=cut.within_limits)
    best = pareto_places(outcomes.us, outcomes.them)
    return Block(keys, outcomes.us[best], outcomes.them[best], outcomes.terms(best))


def _part(side: Side, keys: tuple[str, ...]) -> Side:
    links = tuple(each for each in side.links if set(each.issues) <= set(keys))
    return Side(side.name, {key: side.curves[key] for key in keys}, side.reservation, links)


def _is_smooth(agenda: Agenda, issue: Issue, cut: Cut) -> bool:
    """Tell whether an issue is continuous and neither side's line bends upwards.

    Within a limit our line must also go one way only, so that the limit is one end of it.
    """
    if issue.step is not None:
        return False
    every = _corners(agenda, issue, cut._replace(within_limits=False))
    if cut.within_limits and issue.key in agenda.limits:
        worths = np.diff(agenda.us.curves[issue.key].at(every))
        if (worths > 0).any() and (worths < 0).any():
            return False
    return all(_bends_down(side.curves[issue.key], every) for side in (agenda.us, agenda.them))


def _bends_down(curve: Curve, corners: Floats) -> bool:
    slopes = np.diff(curve.at(corners)) / np.diff(corners)
    return bool(np.all(np.diff(slopes) <= _CLOSE * np.max(np.abs(slopes))))


def _corners(agenda: Agenda, issue: Issue, cut: Cut) -> Floats:
    """Return the ends of an issue and every value at which a side's line bends, ascending."""
    limits = {issue.key: agenda.limits[issue.key]} if issue.key in agenda.limits else {}
    points = [point for side in (agenda.us, agenda.them) for point in side.curves[issue.key].values]
    inside = [point for point in (*points, *limits.values()) if issue.low < point < issue.high]
    corners = np.unique([issue.low, *inside, issue.high])
    if not cut.within_limits:
        return corners
    allowed = corners[[agenda.allows(issue.key, value) for value in corners]]
    best = corners[[int(np.argmax(agenda.us.curves[issue.key].at(corners)))]]
    return allowed if len(allowed) else best


def _in_order_of_ratio(agenda: Agenda, keys: tuple[str, ...], cut: Cut) -> Block:
    """Return the way from our best to theirs, the cheapest concession for its worth first."""
    paths = [_path(agenda, key, column, cut) for column, key in enumerate(keys)]
    pieces = sorted((piece for _, path in paths for piece in path), key=lambda piece: -piece.ratio)
    terms = np.tile([start for start, _ in paths], (len(pieces) + 1, 1))
    for row, piece in enumerate(pieces, start=1):
        terms[row:, piece.column] = piece.end
    us, them = (worths_of(_part(side, keys), keys, terms) for side in (agenda.us, agenda.them))
    return Block(keys, us, them, terms)


def _path(agenda: Agenda, key: str, column: int, cut: Cut) -> tuple[float, list[_Piece]]:
    """Return where an issue is best for us, and its pieces from there to what is best for them."""
    issue = agenda.by_key[key]
    corners = _corners(agenda, issue, cut)
    us, them = (side.curves[key].at(corners) for side in (agenda.us, agenda.them))
    ours, theirs = int(np.lexsort((them, us))[-1]), int(np.lexsort((us, them))[-1])
    turn = 1 if theirs >= ours else -1
    pieces: list[_Piece] = []
    ratio = np.inf
    for at in range(ours, theirs, turn):
        cost, gain = us[at] - us[at + turn], them[at + turn] - them[at]
        ratio = min(ratio, gain / cost if cost > 0 else np.inf)
        length = abs(corners[at + turn] - corners[at]) / (issue.high - issue.low)
        count = max(1, int(np.ceil(cut.steps * length - _CLOSE)))
        ends = np.linspace(corners[at], corners[at + turn], count + 1)[1:]
        pieces.extend(_Piece(float(ratio), column, float(end)) for end in ends)
    return float(corners[ours]), pieces
