"""One account's trading as arrays (products x weeks): what every other piece is drawn from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.specification import AccountDesign, ProductDesign

Units = NDArray[np.int64]


@dataclass(frozen=True)
class Trading:
    """What an account sold and bought; arrays are products x weeks, units are cases.

    `baseline` is what would have been sold out without any promotion: the planted truth.
    """

    design: AccountDesign
    weeks: Weeks
    products: tuple[ProductDesign, ...]
    listed: NDArray[np.bool_]
    baseline: Units
    sell_out: Units
    sell_in: Units
    stock: Units
    price_cut: Amounts
    """Fraction of the price given away in promotion weeks."""
    promotions: pd.DataFrame
    promotion_truth: pd.DataFrame

    @cached_property
    def list_prices(self) -> Amounts:
        """List prices, products x 1."""
        return np.array([[product.list_price] for product in self.products])

    @cached_property
    def net_prices(self) -> Amounts:
        """Invoice prices, products x 1."""
        return self.list_prices * (1 - self.design.terms.discount)

    @cached_property
    def sell_in_value(self) -> Amounts:
        """Net sales, products x weeks."""
        return np.round(self.sell_in * self.net_prices, 2)

    @cached_property
    def sell_in_list_value(self) -> Amounts:
        """Sell-in at list prices, products x weeks."""
        return np.round(self.sell_in * self.list_prices, 2)

    @cached_property
    def sell_out_value(self) -> Amounts:
        """Sell-out at our invoice prices less price cuts, products x weeks."""
        return np.round(self.sell_out * self.net_prices * (1 - self.price_cut), 2)

    @cached_property
    def weekly_net_sales(self) -> Amounts:
        """Net sales a week."""
        return np.asarray(self.sell_in_value.sum(axis=0))

    @cached_property
    def usual_weekly_sales(self) -> float:
        """Net sales of an average week of the first year."""
        return float(self.weekly_net_sales[:52].mean())

    def by_month(self, weekly: Amounts) -> Amounts:
        """Return sums by month of a weekly array, in the order of `weeks.month_starts()`."""
        return _sums(weekly, self.weeks.months)

    def by_quarter(self, weekly: Amounts) -> dict[str, float]:
        """Return sums by quarter of a weekly array."""
        labels = list(dict.fromkeys(self.weeks.quarters.tolist()))
        return dict(zip(labels, _sums(weekly, self.weeks.quarters).tolist(), strict=True))


def _sums(weekly: Amounts, labels: NDArray[np.str_]) -> Amounts:
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    sums = np.bincount(place, weights=weekly)
    return np.asarray(sums[np.argsort(first)])
