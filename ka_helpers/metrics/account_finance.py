"""An account's own finances: can it pay, does it earn, how fast does it sell.

Figures are those of the account's yearly accounts, not of our business with it. Not in here: how
long the account takes to pay us (`receivables`).

References
----------
Source 003: current-asset ratio, net margin, return on assets, collection and inventory period.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.errors import MetricInputError

DAYS_OF_YEAR = 365


@dataclass(frozen=True)
class AccountFinance:
    """Four figures of an account's accounts; None is not given. Fractions, and days."""

    current_asset_ratio: float | None
    net_margin: float | None
    return_on_assets: float | None
    inventory_days: float | None


def current_asset_ratio(current_assets: float, total_assets: float) -> float:
    """Return the part of the assets that is money within a year: cash, stock, claims (fraction).

    Raises
    ------
    MetricInputError : `total_assets` is not above zero

    >>> current_asset_ratio(current_assets=60.0, total_assets=100.0)
    0.6
    """
    return current_assets / _above_zero("total_assets", total_assets)


def net_margin(net_profit: float, annual_sales: float) -> float:
    """Return what is left of a year's sales after all cost (fraction, below zero at a loss).

    Raises
    ------
    MetricInputError : `annual_sales` is not above zero

    >>> net_margin(net_profit=3.0, annual_sales=150.0)
    0.02
    """
    return net_profit / _above_zero("annual_sales", annual_sales)


def return_on_assets(net_profit: float, total_assets: float) -> float:
    """Return a year's profit on all that the account has put in (fraction).

    It is the net margin times how often sales turn the assets over.

    Raises
    ------
    MetricInputError : `total_assets` is not above zero

    >>> return_on_assets(net_profit=3.0, total_assets=100.0)
    0.03
    """
    return net_profit / _above_zero("total_assets", total_assets)


def inventory_days(
    inventory: float, cost_of_sales: float, period_days: int = DAYS_OF_YEAR
) -> float:
    """Return for how many days the stock lasts (days).

    Stock is kept at cost, so it is divided by the cost of what was sold, not by sales.

    Parameters
    ----------
    cost_of_sales : of `period_days` days

    Raises
    ------
    MetricInputError : `cost_of_sales` is not above zero

    >>> inventory_days(inventory=20.0, cost_of_sales=146.0)
    50.0
    """
    return inventory * period_days / _above_zero("cost_of_sales", cost_of_sales)


def account_finance(account: Mapping[str, Any]) -> AccountFinance:
    """Return the figures that an account's row allows; None where one of its columns is missing.

    Parameters
    ----------
    account : `total_assets`, `current_assets`, `net_profit`, `annual_sales`, `inventory`,
        `cost_of_sales`, all of one year, in one currency; None or absent is not given
    """
    known = {name: value for name, value in account.items() if not pd.isna(value)}

    def found(formula: Any, *names: str) -> float | None:
        if not all(name in known for name in names) or not known[names[1]] > 0:
            return None
        return float(formula(*(known[name] for name in names)))

    return AccountFinance(
        current_asset_ratio=found(current_asset_ratio, "current_assets", "total_assets"),
        net_margin=found(net_margin, "net_profit", "annual_sales"),
        return_on_assets=found(return_on_assets, "net_profit", "total_assets"),
        inventory_days=found(inventory_days, "inventory", "cost_of_sales"),
    )


def _above_zero(name: str, value: float) -> float:
    if not value > 0:
        raise MetricInputError("account_finance.not_above_zero", name=name, found=value)
    return value
