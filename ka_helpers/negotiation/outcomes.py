"""Every package of a discrete agenda and its worth to both sides, as two long arrays.

A million packages are two arrays of 8 MB; nothing is sampled. Not in here: which are efficient.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import STEPS, Floats, Package, steps_of
from ka_helpers.negotiation.sides import Side

MOST_PACKAGES = 5_000_000


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The worth of every package to us and to them, in one order."""

    agenda: Agenda
    values: tuple[Floats, ...]
    us: Floats
    them: Floats

    def __len__(self) -> int:
        return len(self.us)

    @property
    def agreeable(self) -> NDArray[np.bool_]:
        """Which packages both sides accept: the zone of possible agreement (ZOPA)."""
        return (self.us >= self.agenda.us.reservation) & (self.them >= self.agenda.them.reservation)

    def package(self, place: int) -> Package:
        """Return the package at a place of the arrays."""
        at = np.unravel_index(place, tuple(len(values) for values in self.values))
        keys = self.agenda.keys
        return {key: float(values[i]) for key, values, i in zip(keys, self.values, at, strict=True)}

    def terms(self, places: NDArray[np.int64]) -> Floats:
        """Return the packages at `places`: a row each, a column for each issue."""
        at = np.unravel_index(places, tuple(len(values) for values in self.values))
        return np.column_stack([values[i] for values, i in zip(self.values, at, strict=True)])


def outcomes_of(
    agenda: Agenda, steps: int = STEPS, fixed: Package | None = None, *, within_limits: bool = False
) -> Outcomes:
    """Return all packages; a continuous issue is cut into `steps` equal steps.

    Parameters
    ----------
    fixed : issues that stand at one value and what it is
    within_limits : leave out what our company lets us not agree to

    Raises
    ------
    RequestError : more than five million packages; says how to have fewer
    """
    settled = fixed or {}
    values = tuple(
        np.array([settled[issue.key]], dtype=float)
        if issue.key in settled
        else open_values(agenda, issue.key, steps, within_limits=within_limits)
        for issue in agenda.issues
    )
    count = int(np.prod([len(each) for each in values], dtype=float))
    if count > MOST_PACKAGES:
        raise RequestError("negotiation.too_many_packages", n=count, most=MOST_PACKAGES)
    us, them = (_worths(side, agenda.keys, values) for side in (agenda.us, agenda.them))
    return Outcomes(agenda, values, us, them)


def open_values(agenda: Agenda, key: str, steps: int = STEPS, *, within_limits: bool) -> Floats:
    """Return the values that an issue can be agreed at, ascending.

    Where all of them are beyond our company's limit, the one that is best for us.
    """
    values = np.array(steps_of(agenda.by_key[key], steps))
    limit = agenda.limits.get(key) if within_limits else None
    if limit is None:
        return values
    issue = agenda.by_key[key]
    if issue.step is None and issue.low < limit < issue.high:
        values = np.unique(np.append(values, limit))
    allowed = values[[agenda.allows(key, value) for value in values]]
    worths = agenda.us.curves[key].at(values)
    return allowed if len(allowed) else values[[int(np.argmax(worths))]]


def _worths(side: Side, keys: tuple[str, ...], values: tuple[Floats, ...]) -> Floats:
    """Return the side's worth of every combination of values, the last issue moving fastest."""
    axes = np.ix_(*values)
    alone = (side.curves[key].at(axis) for key, axis in zip(keys, axes, strict=True))
    place = {key: number for number, key in enumerate(keys)}
    linked = (
        each.of(axes[place[each.issues[0]]], axes[place[each.issues[1]]]) for each in side.links
    )
    worth = reduce(np.add, [*alone, *linked])
    return np.broadcast_to(worth, tuple(len(each) for each in values)).ravel()
