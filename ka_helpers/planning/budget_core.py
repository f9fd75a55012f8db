"""Which packages are settled before the best budget is sought, so that few are left to decide.

If packages could be bought in part, the best plan would take them by what they bring for the
money, down to one rate. A package far above that rate is in every best plan, one far below in
none: "far" is more than what lies between that plan and a whole one already found. Not in here:
the solving of what is left.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Core:
    """Bounds of each choice, 0 to 1: equal where it is settled."""

    low: Floats
    high: Floats


def core_of_room(place: Places, spend: Floats, worth: Floats, room: float) -> Core:
    """Return what is settled where most worth is sought for at most `room` money.

    Parameters
    ----------
    place : the account of each package, an account's packages side by side and in order
    spend, worth : above zero
    """
    order, rates = _by_rate(spend, worth)
    spent, brought = np.cumsum(spend[order]), np.cumsum(worth[order])
    first = int(np.searchsorted(spent, room, side="right"))
    if first == len(order):
        return Core(np.ones(len(order)), np.ones(len(order)))
    before = (spent[first - 1], brought[first - 1]) if first else (0.0, 0.0)
    bound = before[1] + rates[first] * (room - before[0])
    found = float(worth[_filled(place, spend, order, room)].sum())
    return _settled(spend, worth, rates[first], bound - found)


def core_of_floor(place: Places, spend: Floats, worth: Floats, floor: float) -> Core:
    """Return what is settled where `floor` worth or more is sought for least money."""
    order, rates = _by_rate(spend, worth)
    spent, brought = np.cumsum(spend[order]), np.cumsum(worth[order])
    first = min(int(np.searchsorted(brought, floor)), len(order) - 1)
    before = (spent[first - 1], brought[first - 1]) if first else (0.0, 0.0)
    bound = before[0] + (floor - before[1]) / rates[first]
    taken = np.zeros(len(order), dtype=bool)
    taken[order[: first + 1]] = True
    found = float(spend[_with_earlier(place, taken)].sum())
    return _settled(spend, worth, rates[first], (found - bound) * rates[first])


def _by_rate(spend: Floats, worth: Floats) -> tuple[Places, Floats]:
    rates = worth / spend
    order = np.argsort(-rates, kind="stable")
    return order, rates[order]


def _settled(spend: Floats, worth: Floats, rate: float, between: float) -> Core:
    """Return bounds: in if above the rate by more than `between`, out if below by more."""
    margin = worth - rate * spend
    sure = between * (1 + 1e-6) + 1e-6 * rate
    return Core((margin > sure).astype(float), (margin >= -sure).astype(float))


def _filled(place: Places, spend: Floats, order: Places, room: float) -> NDArray[np.bool_]:
    """Return the packages bought one by one by rate, each after the one before it, if it fits."""
    bought = np.zeros(len(place), dtype=bool)
    follows = np.concatenate([[False], place[1:] == place[:-1]])
    for number in order.tolist():
        if spend[number] <= room and (not follows[number] or bought[number - 1]):
            bought[number] = True
            room -= spend[number]
    return bought


def _with_earlier(place: Places, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the packages taken and, of their accounts, those that come before them."""
    numbers = np.arange(len(place))
    last = np.full(int(place.max()) + 1, -1)
    np.maximum.at(last, place[taken], numbers[taken])
    return np.asarray(numbers <= last[place])
