"""What a twin is made from: the origin's tables, those moved so far, and how sales were moved.

Tables are moved in an order; what is measured by sales (invoices, costs, targets) follows the
factors that sales were moved by, so that what agreed before agrees again. Not in here: the moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ka_helpers.classroom.twins.chance import Amounts, Chance

LEVEL, MONTH, WEEK, PRODUCT, PRICE = 0.09, 0.03, 0.05, 0.08, 0.05
"""Usual sizes of the factors: of an account, its months, weeks and products; of a price."""
DAY = pd.Timedelta(days=1)


@dataclass
class Moved:
    """The origin's tables (`old`), the twin's so far (`new`), and what they are moved by."""

    old: Mapping[str, pd.DataFrame]
    chance: Chance
    as_of: pd.Timestamp
    new: dict[str, pd.DataFrame] = field(default_factory=dict)
    _known: dict[tuple[str, ...], pd.Series] = field(default_factory=dict)

    def level(self, accounts: pd.Series) -> Amounts:
        """Return the factor of each account's size."""
        return self.chance.factors("level", LEVEL, accounts)

    def units(self, rows: pd.DataFrame, day: str) -> Amounts:
        """Return the factor of units by account, month, week and product, as far as rows say."""
        accounts, days = rows["account_id"], rows[day]
        found = self.level(accounts) * self.chance.factors("month", MONTH, accounts, months(days))
        if "product_id" in rows:
            drawn = self.chance.factors("product", PRODUCT, accounts, rows["product_id"])
            found = found * np.where(rows["product_id"].isna(), 1.0, drawn)
        if "period_type" in rows:
            weekly = rows["period_type"].eq("week").to_numpy()
            drawn = self.chance.factors("week", WEEK, accounts, mondays(days))
            found = np.where(weekly, found * drawn, found)
        return np.asarray(found)

    def price(self, products: pd.Series) -> Amounts:
        """Return by what each row's list price was moved, 1 where no price is known."""
        if "product" not in self.new or "list_price" not in self.new["product"]:
            return np.ones(len(products))
        old, new = (each["product"].set_index("product_id")["list_price"]
                    for each in (self.old, self.new))  # fmt: skip
        return filled(products.map(new / old), 1.0)

    def ratio(self, what: str, keys: Mapping[str, pd.Series], fewer: int = 0) -> Amounts:
        """Return by what a column of moved sales has changed in sum, by keys, a row each.

        Where sales say nothing for all keys, the last `fewer` of them are left out, and then
        the account's size counts.
        """
        names = tuple(keys)
        changed = _looked_up(self._sums(what, names), keys)
        for left in range(1, fewer + 1):
            short = {name: keys[name] for name in names[:-left]}
            looked_up = _looked_up(self._sums(what, tuple(short)), short)
            changed = np.where(np.isnan(changed), looked_up, changed)
        return np.where(np.isnan(changed), self.level(keys["account_id"]), changed)

    def _sums(self, what: str, names: tuple[str, ...]) -> pd.Series:
        """Return new over old sums of a column of sales; of sell-in where an account has some."""
        known = (what, *names)
        if known not in self._known:
            column, _, basis = what.partition(":")
            sums = []
            for tables in (self.old, self.new):
                rows = _of_basis(tables["sales"], basis or "sell_in")
                rows = rows.assign(monday=mondays(rows["period_start"]))
                sums.append(_column(rows, column).groupby([rows[name] for name in names]).sum())
            old, new = sums
            self._known[known] = (new / old.where(old.abs() > 0)).dropna()
        return self._known[known]


def months(days: pd.Series) -> pd.Series:
    """Return the month that each day belongs to, as text."""
    named: pd.Series = days.dt.strftime("%Y-%m")
    return named


def mondays(days: pd.Series) -> pd.Series:
    """Return the Monday of each day's week."""
    first: pd.Series = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return first


def filled(values: pd.Series, otherwise: float) -> Amounts:
    """Return numbers, another where one is missing or without bounds."""
    numbers = values.to_numpy(dtype=float)
    return np.where(np.isfinite(numbers), numbers, otherwise)


def scaled(values: pd.Series, factors: Amounts, digits: int = 2) -> Amounts:
    """Return amounts times factors; what is missing stays missing."""
    return np.asarray(np.round(values.to_numpy(dtype=float) * factors, digits))


def per(new: pd.Series, old: pd.Series, otherwise: float = 1.0) -> Amounts:
    """Return new over old, `otherwise` where there was nothing."""
    return filled(new / old.where(old.abs() > 0), otherwise)


def _of_basis(sales: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return the rows of a basis; all rows of accounts that have none of it."""
    wanted = sales["basis"].eq(basis)
    have = set(sales.loc[wanted, "account_id"])
    return sales[wanted | ~sales["account_id"].isin(have)]


def _column(rows: pd.DataFrame, column: str) -> pd.Series:
    if column == "discount":
        return rows["list_value"] - rows["sales_value"]
    return rows[column]


def _looked_up(ratios: pd.Series, keys: Mapping[str, pd.Series]) -> Amounts:
    values = list(keys.values())
    if len(values) == 1:
        return np.asarray(values[0].map(ratios), dtype=float)
    wanted = pd.MultiIndex.from_arrays([each.to_numpy() for each in values])
    return np.asarray(ratios.reindex(wanted), dtype=float)
