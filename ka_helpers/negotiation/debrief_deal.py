"""What an agreement brought both sides, and what could have been had.

Gains are over each side's best alternative. What our company lets nobody agree to could not have
been had, unless it was agreed all the same. Not in here: how it came about
(`debrief_concessions`), what to learn from it (`debrief_lessons`).

References
----------
Raiffa 1982 (efficient contracts, joint gains); Kalai and Smorodinsky 1975 (equal shares).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import Frontier, frontier_of, zone_of
from ka_helpers.negotiation.issues import Floats, Package
from ka_helpers.negotiation.logrolling import Trade, best_swaps, best_trade
from ka_helpers.negotiation.sides import Side
from ka_helpers.negotiation.solutions import Deal, kalai_smorodinsky, nash

_NOTHING = 1e-6


@dataclass(frozen=True)
class Gain:
    """What one side has at the end, a year.

    Parameters
    ----------
    worth : of the agreement as that side weighs the issues; without one, of its alternative
    money : of the agreement in money; None without one
    alternative : the worth of its best alternative
    best : the most it could have gained over the alternative, the other agreeing too; None where
        no package suits both
    """

    worth: float
    money: float | None
    alternative: float
    best: float | None

    @property
    def gain(self) -> float:
        """Worth over that of the alternative."""
        return self.worth - self.alternative

    @property
    def part_of_best(self) -> float | None:
        """The gain as a part of the most that could have been gained."""
        return self.gain / self.best if self.best else None


@dataclass(frozen=True)
class Result:
    """An agreement, or none, against all that could have been agreed.

    Parameters
    ----------
    deal : the package agreed, None without an agreement
    has_zone : some package within the limits suits both sides: an agreement was possible
    efficiency : gains as a part of the largest in the same proportion; 1 on the frontier, 0
        without an agreement, None where there was nothing to agree or a side is below its line
    pie_share : the trainee's part of both gains; None without gains
    left_us, left_them : how much better each could have done at no cost to the other
    missed : the changes from the deal to the frontier that gain both most; None if it is on it
    swap : the best swap of two issues that was still open
    nash, fair : Nash's point, and Kalai and Smorodinsky's, to which the score compares
    """

    deal: Package | None
    has_zone: bool
    us: Gain
    them: Gain
    efficiency: float | None
    pie_share: float | None
    left_us: float
    left_them: float
    missed: Trade | None
    swap: Trade | None
    nash: Deal | None
    fair: Deal | None


def result_of(table: Agenda, money: Mapping[str, Side], deal: Package | None) -> Result:
    """Return what a deal, or none, brought both sides.

    Parameters
    ----------
    table : as the trainee sat at it
    money : what packages are worth in money to "us", the trainee, and to "them"
    """
    table = reached(table, deal)
    frontier = frontier_of(table, within_limits=True)
    zone = zone_of(frontier)
    gains = {
        side.name: _gain(side, money[side.name], deal, zone) for side in (table.us, table.them)
    }
    us, them = gains["us"], gains["them"]
    fair = kalai_smorodinsky(frontier)
    left = (0.0, 0.0) if deal is None else _left(frontier, us.worth, them.worth)
    total = us.gain + them.gain
    agreed = deal is not None
    return Result(
        dict(deal) if deal is not None else None, zone is not None, us, them,
        _efficiency(zone, us, them) if agreed else (0.0 if zone is not None else None),
        us.gain / total if agreed and min(us.gain, them.gain) >= 0 < total else None,
        *left,
        best_trade(table, deal, frontier) if deal is not None else None,
        next(iter(best_swaps(table, deal, 1)), None) if deal is not None else None,
        nash(frontier), fair,
    )  # fmt: skip


def reached(table: Agenda, deal: Package | None) -> Agenda:
    """Return the table with every limit that a deal went beyond moved to where it went.

    So what is compared with the deal holds it too, and nothing goes farther beyond.
    """
    if deal is None:
        return table
    moved = {key: deal[key] for key in table.limits if not table.allows(key, deal[key])}
    return replace(table, limits={**table.limits, **moved})


def _gain(side: Side, money: Side, deal: Package | None, zone: Frontier | None) -> Gain:
    worth = side.reservation if deal is None else side.worth(deal)
    worths = None if zone is None else (zone.us if side.name == "us" else zone.them)
    best = None if worths is None else float(worths.max()) - side.reservation
    return Gain(worth, None if deal is None else money.worth(deal), side.reservation, best)


def _left(frontier: Frontier, us: float, them: float) -> tuple[float, float]:
    least = _NOTHING * np.ptp(frontier.us), _NOTHING * np.ptp(frontier.them)
    ours = frontier.us[frontier.them >= them - least[1]]
    theirs = frontier.them[frontier.us >= us - least[0]]
    left = (float(ours.max(initial=us)) - us, float(theirs.max(initial=them)) - them)
    return (left[0] if left[0] > least[0] else 0.0, left[1] if left[1] > least[1] else 0.0)


def _efficiency(zone: Frontier | None, us: Gain, them: Gain) -> float | None:
    """Return 1 over how many times larger both gains could have been."""
    if zone is None or min(us.gain, them.gain) < 0:
        return None
    if max(us.gain, them.gain) <= 0:
        return 0.0 if max(us.best or 0.0, them.best or 0.0) > 0 else 1.0
    ours, theirs = zone.us - us.alternative, zone.them - them.alternative
    grown = np.minimum(_times(ours, us.gain), _times(theirs, them.gain))
    return 1.0 / max(float(grown.max()), 1.0)


def _times(gains: Floats, gain: float) -> Floats:
    return gains / gain if gain > 0 else np.full_like(gains, np.inf)
