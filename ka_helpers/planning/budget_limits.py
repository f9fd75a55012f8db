"""What a budget may do: fixed fees first, each account between its minimum and its maximum.

Packages are bought whole and in order, so the limits of an account are a fewest and a most
number of packages, and whether any plan exists is known before one is sought. Not in here:
which plan is good.
"""

from dataclasses import dataclass
from itertools import pairwise

from ka_helpers.errors import KaKitError
from ka_helpers.planning.budget_values import Counts, Response, Responses

TOLERANCE = 0.005
"""Half a fen: sums of money that differ by less are the same."""


class BudgetError(KaKitError, ValueError):
    """No plan keeps to all limits, or a response cannot be read; says which limit, of whom."""


@dataclass(frozen=True)
class Limits:
    """A budget's limits: the pool for packages, and for each account the fewest and the most."""

    budget: float
    pool: float
    fewest: Counts
    most: Counts


def limits_of(responses: Responses, budget: float) -> Limits:
    """Return the limits of a budget over these accounts.

    Raises
    ------
    BudgetError : no plan keeps to them (the message names the limit), or packages are not in
        order of falling return
    """
    for response in responses:
        _check(response)
    fees = sum(response.fixed_fees for response in responses)
    if fees > budget + TOLERANCE:
        raise BudgetError("budget.fees_above_budget", fees=fees, budget=budget)
    fewest = tuple(response.fewest or 0 for response in responses)
    least = sum(each.spends[n] for each, n in zip(responses, fewest, strict=True))
    if least > budget - fees + TOLERANCE:
        raise BudgetError("budget.minimums_above_pool", least=least, pool=budget - fees)
    return Limits(budget, budget - fees, fewest, tuple(each.most for each in responses))


def _check(response: Response) -> None:
    """Raise BudgetError where an account's own packages or limits make no sense."""
    account, packages = response.account_id, response.packages
    if any(package.spend <= 0 for package in packages):
        raise BudgetError("budget.no_spend", account=account)
    if any(after.returned > before.returned + 1e-9 for before, after in pairwise(packages)):
        raise BudgetError("budget.return_rises", account=account)
    fewest, cap = response.fewest, response.maximum
    if fewest is None:
        said = {"account": account, "minimum": response.minimum, "all": response.spends[-1]}
        raise BudgetError("budget.minimum_out_of_reach", **said)
    if cap is not None and fewest > response.most:
        said = {"account": account, "minimum": response.minimum, "maximum": cap}
        raise BudgetError("budget.nothing_between", **said, least=response.spends[fewest])
