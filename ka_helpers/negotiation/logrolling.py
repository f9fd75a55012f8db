"""Trades across issues: give what costs us little and is worth much to them, ask the reverse.

Not in here: what one change costs (`concessions`), and whether a trade was offered (`debrief`).

References
----------
Raiffa 1982; Hung 2003 (logrolling by exchange of differently weighted issues).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.blocks import worths_of
from ka_helpers.negotiation.concessions import Change, changes_between
from ka_helpers.negotiation.frontier import Frontier, frontier_of
from ka_helpers.negotiation.issues import Floats, Package
from ka_helpers.negotiation.outcomes import open_values
from ka_helpers.negotiation.sides import Side

_NOTHING = 1e-6
"""Gains below this are none, as a part of the most that could be gained: floats are not exact."""


@dataclass(frozen=True)
class Trade:
    """A package made from another by changes that go together.

    Parameters
    ----------
    given : the changes that cost us
    asked : the changes that cost them, and those that cost nobody
    us, them : what the whole trade gains each side a year
    package : what is agreed afterwards
    """

    given: tuple[Change, ...]
    asked: tuple[Change, ...]
    us: float
    them: float
    package: Package


def trade_between(agenda: Agenda, before: Package, after: Package) -> Trade:
    """Return the changes from one package to another, sorted into given and asked."""
    changes = changes_between(agenda, before, after)
    return Trade(
        tuple(change for change in changes if change.us < 0),
        tuple(change for change in changes if change.us >= 0),
        sum(change.us for change in changes),
        sum(change.them for change in changes),
        dict(after),
    )


def best_swaps(agenda: Agenda, base: Package | None = None, n: int = 5) -> tuple[Trade, ...]:
    """Return the swaps of two issues that gain both sides most, at most one for each pair.

    We give on one issue and they on the other, within our company's limits. Ranked by the
    product of both gains, which no change of currency or weight can turn round; swaps that leave
    one side as it was come last.

    Parameters
    ----------
    base : where the swap starts; None: today
    """
    start = agenda.today if base is None else base
    found = [swap for pair in combinations(agenda.keys, 2) for swap in _swaps(agenda, start, pair)]
    scale = max((swap.us for swap in found), default=1), max((s.them for s in found), default=1)
    gains = [
        swap for swap in found if swap.us > _NOTHING * scale[0] or swap.them > _NOTHING * scale[1]
    ]
    return tuple(sorted(gains, key=lambda swap: _merit((swap.us, swap.them), scale))[:n])


def best_trade(agenda: Agenda, base: Package, frontier: Frontier | None = None) -> Trade | None:
    """Return the way from `base` to the frontier that gains both most; None if no way leads there.

    Neither side loses; the product of the gains is the largest there is.

    Parameters
    ----------
    frontier : None: what is efficient within our company's limits
    """
    frontier = frontier_of(agenda, within_limits=True) if frontier is None else frontier
    us, them = frontier.us - agenda.us.worth(base), frontier.them - agenda.them.worth(base)
    least = _NOTHING * np.ptp(frontier.us), _NOTHING * np.ptp(frontier.them)
    better = np.flatnonzero(
        (us >= -least[0]) & (them >= -least[1]) & ((us > least[0]) | (them > least[1]))
    )
    if len(better) == 0:
        return None
    scale = max(float(us[better].max()), 1e-300), max(float(them[better].max()), 1e-300)
    place = min(better, key=lambda at: _merit((float(us[at]), float(them[at])), scale))
    return trade_between(agenda, base, frontier.package(int(place)))


def _merit(gains: Sequence[float], scale: Sequence[float]) -> tuple[float, float]:
    """Return what sorts trades, the best first: the product of both gains, then their sum."""
    us, them = (
        max(float(gain), 0.0) / (most or 1.0) for gain, most in zip(gains, scale, strict=True)
    )
    return -us * them, -us - them


def _swaps(agenda: Agenda, base: Package, pair: tuple[str, str]) -> Iterator[Trade]:
    """Yield the best swap of a pair of issues, if there is one."""
    values = tuple(_values(agenda, base, key) for key in pair)
    at = tuple(
        int(np.searchsorted(each, base[key])) for each, key in zip(values, pair, strict=True)
    )
    us, them = (
        _effects(_worths(side, agenda.keys, base, pair, values), at)
        for side in (agenda.us, agenda.them)
    )
    gains = [each[0] + each[1] for each in (us, them)]
    scale = [float(np.abs(gain).max()) or 1.0 for gain in gains]
    least = [_NOTHING * most for most in scale]
    fair = [gain >= -small for gain, small in zip(gains, least, strict=True)]
    swapped = [
        (us[one] < -least[0]) & (them[one] > least[1])
        & (us[1 - one] > least[0]) & (them[1 - one] <= 0)
        for one in (0, 1)
    ]  # fmt: skip
    open_ = np.argwhere(fair[0] & fair[1] & (swapped[0] | swapped[1]))
    if len(open_):
        row, column = min(
            open_.tolist(), key=lambda at: _merit([gain[at[0], at[1]] for gain in gains], scale)
        )
        after = dict(zip(pair, (float(values[0][row]), float(values[1][column])), strict=True))
        yield trade_between(agenda, base, {**base, **after})


def _values(agenda: Agenda, base: Package, key: str) -> Floats:
    """Return the values that an issue may be moved to, ascending, with the one that it has."""
    values = open_values(agenda, key, within_limits=True)
    near = int(np.argmin(np.abs(values - base[key])))
    issue = agenda.by_key[key]
    if abs(values[near] - base[key]) <= _NOTHING * (issue.high - issue.low):
        values[near] = base[key]
        return values
    return np.sort(np.append(values, base[key]))


def _worths(
    side: Side, keys: tuple[str, ...], base: Package, pair: tuple[str, str],
    values: tuple[Floats, ...],
) -> Floats:  # fmt: skip
    """Return the worth of `base` with every pair of values, a row for each of the first."""
    grid = np.array(np.meshgrid(*values, indexing="ij")).reshape(2, -1)
    terms = np.tile([float(base[key]) for key in keys], (grid.shape[1], 1))
    terms[:, [keys.index(key) for key in pair]] = grid.T
    return worths_of(side, keys, terms).reshape(len(values[0]), len(values[1]))


def _effects(worths: Floats, at: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return what the first and the second change contribute to the worth of each pair."""
    row, column = worths[at[0]], worths[:, at[1]][:, None]
    start = worths[at[0], at[1]]
    first = (column - start + worths - row) / 2
    second = (row - start + worths - column) / 2
    return first, second
