"""What a promotion budget is made of: packages, accounts' responses, and the plans themselves.

Money is in currency units. "Margin" is incremental margin before spend; "gain" is that less the
spend, so that a gain above zero and a return above one are the same. Not in here: any rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from ka_helpers.metrics.promotion_economics import input_output_ratio, return_on_spend

Aim = Literal["gain", "sales"]
"""What an optimum makes the most of: incremental margin less spend, or extra sales."""
Method = Literal["sales_first", "cost_first", "optimum", "given"]
METHODS: tuple[Method, ...] = ("sales_first", "cost_first", "optimum")
Reason = Literal["at_cap", "no_package", "not_worth", "no_money", "does_not_fit"]
"""Why an account gets no more than it gets."""
Source = Literal["own", "portfolio", "given"]
"""What an expectation stands on: the account's own history, all accounts' median, a trainer."""


@dataclass(frozen=True)
class Package:
    """One promotion that is bought whole or not at all, and what it is expected to bring.

    `sales` are sales on top of what would be sold anyway, `margin` the incremental margin before
    `spend`. `name` is its kind, `n` how many past promotions the expectation stands on.
    """

    spend: float
    sales: float
    margin: float
    name: str = ""
    n: int = 0
    source: Source = "given"

    @property
    def gain(self) -> float:
        """Incremental margin less spend."""
        return self.margin - self.spend

    @property
    def returned(self) -> float:
        """Incremental margin / spend, break-even at 1."""
        return return_on_spend(self.margin, self.spend)

    def worth(self, aim: Aim) -> float:
        """Return what the package brings towards an aim."""
        return self.gain if aim == "gain" else self.sales


@dataclass(frozen=True)
class Response:
    """What an account gives for money: packages in the order they are bought, best return first.

    Parameters
    ----------
    base_sales : sales expected without any package
    fixed_fees : owed whatever is decided, outside the packages
    minimum, maximum : of the money for packages; None is no limit
    """

    account_id: str
    packages: tuple[Package, ...]
    base_sales: float = 0.0
    fixed_fees: float = 0.0
    minimum: float = 0.0
    maximum: float | None = None

    @property
    def spends(self) -> tuple[float, ...]:
        """What the first 0, 1, 2, ... packages cost."""
        return (0.0, *accumulate(package.spend for package in self.packages))

    @property
    def fewest(self) -> int | None:
        """The fewest packages that cost the minimum; None if all together do not."""
        return next((n for n, spend in enumerate(self.spends) if spend >= self.minimum), None)

    @property
    def most(self) -> int:
        """The most packages that the maximum pays for."""
        if self.maximum is None:
            return len(self.packages)
        return sum(spend <= self.maximum for spend in self.spends) - 1


@dataclass(frozen=True)
class BudgetShare:
    """What one account gets in a plan, what that is expected to bring, and why it gets no more.

    `place` is its place in a principle's order and `ranked_by` the figure that decided it (sales,
    or cost / sales, of the account when filled), None in an optimum. `sales` are all its expected
    sales. `only_minimum` says that it has these packages because of its minimum. `cost_ratio` is
    amount / sales (low is good); `returned` margin / amount, None where nothing is spent.
    """

    account_id: str
    packages: int
    amount: float
    fixed_fees: float
    sales: float
    extra_sales: float
    margin: float
    reason: Reason
    place: int | None
    ranked_by: float | None
    only_minimum: bool
    next_package: Package | None

    @property
    def gain(self) -> float:
        """Incremental margin less the amount."""
        return self.margin - self.amount

    @property
    def cost_ratio(self) -> float | None:
        """Amount / sales."""
        return input_output_ratio(self.amount, self.sales) if self.sales > 0 else None

    @property
    def returned(self) -> float | None:
        """Incremental margin / amount."""
        return return_on_spend(self.margin, self.amount) if self.amount > 0 else None


@dataclass(frozen=True)
class BudgetPlan:
    """A budget over accounts by one method, a share an account in the order they were given.

    `pool` is the budget less the fixed fees. `gap` is how far, at most, the plan is from the best
    (fraction of its aim): 0 where it is proved, None for a principle.
    """

    method: Method
    budget: float
    pool: float
    shares: tuple[BudgetShare, ...]
    gap: float | None = None

    @property
    def spent(self) -> float:
        """The money for packages."""
        return sum(share.amount for share in self.shares)

    @property
    def left(self) -> float:
        """What of the pool is not spent; the cost-first principle puts it into fixed fees."""
        return self.pool - self.spent

    @property
    def sales(self) -> float:
        """All expected sales."""
        return sum(share.sales for share in self.shares)

    @property
    def extra_sales(self) -> float:
        """Sales on top of what would be sold anyway."""
        return sum(share.extra_sales for share in self.shares)

    @property
    def margin(self) -> float:
        """Incremental margin before spend."""
        return sum(share.margin for share in self.shares)

    @property
    def gain(self) -> float:
        """Incremental margin less what is spent on packages."""
        return self.margin - self.spent

    @property
    def cost_ratio(self) -> float | None:
        """Spent / sales."""
        return input_output_ratio(self.spent, self.sales) if self.sales > 0 else None

    @property
    def returned(self) -> float | None:
        """Incremental margin / spent."""
        return return_on_spend(self.margin, self.spent) if self.spent > 0 else None

    @property
    def counts(self) -> dict[str, int]:
        """How many packages each account gets."""
        return {share.account_id: share.packages for share in self.shares}

    def __getitem__(self, account_id: str) -> BudgetShare:
        return next(share for share in self.shares if share.account_id == account_id)

    def worth(self, aim: Aim) -> float:
        """Return what the plan brings towards an aim."""
        return self.gain if aim == "gain" else self.extra_sales


@dataclass(frozen=True)
class MoreMoney:
    """What `extra` money on top of the budget would bring, by solving again.

    `worth` is in the aim's unit, None where it is smaller than the gap to which was solved.
    `accounts` get another number of packages then.
    """

    extra: float
    worth: float | None
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class BudgetComparison:
    """The same budget under the same limits three ways, and what more money would bring.

    `more` is for a given amount; `next_step` for the least money with which anything better can
    be bought, None if there is nothing better at any price or the optimum is known to a gap only.
    """

    aim: Aim
    sales_first: BudgetPlan
    cost_first: BudgetPlan
    optimum: BudgetPlan
    more: MoreMoney
    next_step: MoreMoney | None

    @property
    def plans(self) -> tuple[BudgetPlan, BudgetPlan, BudgetPlan]:
        """The three plans side by side."""
        return self.sales_first, self.cost_first, self.optimum


Responses = Sequence[Response]
Counts = tuple[int, ...]
"""How many packages each account gets, in the order of the responses."""
