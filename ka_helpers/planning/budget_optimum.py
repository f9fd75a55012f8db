"""The best budget: which packages together bring most, solved exactly.

An integer programme (scipy's milp, HiGHS): one yes or no a package, the second of an account
only after its first, the pool not exceeded. Packages so good or so poor that no best plan can be
without or with them are settled first (`budget_core`). Not in here: reasons and totals.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ka_helpers.planning.budget_core import Core, Floats, core_of_floor, core_of_room
from ka_helpers.planning.budget_limits import TOLERANCE, BudgetError, Limits
from ka_helpers.planning.budget_values import Aim, Counts, Responses

EXACT_UP_TO = 2_000
"""Packages up to which the best plan is proved; above it, it is known to within `GAP`."""
GAP = 1e-6
SECONDS = 60.0
LARGEST_COST = 1_000.0
"""What costs are scaled to: at 1 HiGHS solves some plans twice, and prints a line of its own."""


@dataclass(frozen=True)
class Solved:
    """The packages of each account, and how far they are at most from the best (fraction)."""

    counts: Counts
    gap: float


def best_counts(responses: Responses, limits: Limits, aim: Aim) -> Solved:
    """Return the plan that brings most of the aim within the limits.

    Raises
    ------
    BudgetError : the solver ended without a plan; says how
    """
    choices = _Choices(responses, limits, aim)
    room = limits.pool - choices.committed
    core = core_of_room(choices.place, choices.spend, choices.worth, room)
    return choices.solved(-choices.worth, (choices.spend, -np.inf, room), core)


def cheapest_counts(responses: Responses, limits: Limits, aim: Aim, worth: float) -> Solved | None:
    """Return the cheapest plan, whatever the pool, that brings `worth` or more; None if none does.

    Parameters
    ----------
    worth : in the aim's unit, of the packages beyond the minimums
    """
    choices = _Choices(responses, limits, aim)
    if choices.worth.sum() < worth:
        return None
    core = core_of_floor(choices.place, choices.spend, choices.worth, worth)
    return choices.solved(choices.spend, (choices.worth, worth, np.inf), core)


class _Choices:
    """The packages that may be bought or left, and what is bought because of minimums.

    A package that brings nothing of the aim is left out: by falling return, so are those after.
    """

    def __init__(self, responses: Responses, limits: Limits, aim: Aim) -> None:
        self.fewest = limits.fewest
        self.committed = sum(
            each.spends[n] for each, n in zip(responses, limits.fewest, strict=True)
        )
        kept: list[tuple[int, float, float]] = []
        for place, response in enumerate(responses):
            for package in response.packages[limits.fewest[place] : limits.most[place]]:
                if package.worth(aim) <= 0:
                    break
                kept.append((place, package.spend, package.worth(aim)))
        table = np.array(kept, dtype=float).reshape(-1, 3)
        self.place, self.spend, self.worth = table[:, 0].astype(int), table[:, 1], table[:, 2]
        self.gap = 0.0 if len(kept) <= EXACT_UP_TO else GAP

    def solved(self, cost: Floats, row: tuple[Floats, float, float], core: Core) -> Solved:
        """Return the choice of least cost that keeps to a row (weights, low, high)."""
        if not len(cost):
            return Solved(self.fewest, 0.0)
        weights, low, high = row
        bought, gap = self._solve(cost, (weights, low, high), core)
        over = float(weights @ bought) - high
        if over > TOLERANCE:
            bought, gap = self._solve(cost, (weights, low, high - over - TOLERANCE), core)
        more = np.bincount(self.place, bought, minlength=len(self.fewest)).astype(int)
        return Solved(tuple((np.array(self.fewest) + more).tolist()), gap)

    def _solve(
        self, cost: Floats, row: tuple[Floats, float, float], core: Core
    ) -> tuple[Floats, float]:
        from scipy.optimize import Bounds, LinearConstraint, milp

        weights, low, high = row
        unit = weights.max()  # sums of large amounts would miss the solver's own tolerance
        limits = [LinearConstraint(weights[None, :] / unit, low / unit, high / unit)]
        after = np.flatnonzero(self.place[1:] == self.place[:-1])
        if len(after):
            limits.append(LinearConstraint(self._in_order(after), -np.inf, 0.0))
        answer = milp(
            cost * (LARGEST_COST / np.abs(cost).max()),
            integrality=np.ones(len(cost), dtype=int),
            bounds=Bounds(core.low, core.high), constraints=limits,
            options={"mip_rel_gap": self.gap, "time_limit": SECONDS},
        )  # fmt: skip
        if answer.x is None or answer.status not in (0, 1):
            raise BudgetError("budget.not_solved", status=str(answer.message))
        return np.round(answer.x), float(answer.mip_gap or 0.0)

    def _in_order(self, after: Any) -> Any:
        """Return rows that are at most zero if no package is bought before the one before it."""
        from scipy.sparse import csr_array

        rows = np.arange(len(after))
        values = np.concatenate([np.ones(len(after)), -np.ones(len(after))])
        at = np.concatenate([rows, rows]), np.concatenate([after + 1, after])
        return csr_array((values, at), shape=(len(after), len(self.place)))
