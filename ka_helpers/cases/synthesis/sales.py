"""Rows of the table `sales`: sell-in (within and outside the region) and sell-out by week."""

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.trading import Trading, Units


def sales_rows(trading: Trading, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows of the table `sales` of one account.

    Values are net: sell-in at invoice prices, sell-out at invoice prices less price cuts.
    """
    outside = _outside(trading, chance)
    inside = trading.sell_in - outside
    frames = [_rows(trading, inside, "sell_in", in_region=True)]
    if outside.any():
        frames.append(_rows(trading, outside, "sell_in", in_region=False))
    if trading.design.reports_sell_out:
        sold = _rows(trading, trading.sell_out, "sell_out", in_region=True)
        frames.append(sold.assign(n_obs=trading.design.store_count))
    return pd.concat(frames, ignore_index=True)


def _outside(trading: Trading, chance: np.random.Generator) -> Units:
    shares = stories.out_of_region_shares(trading.design, trading.weeks)
    noisy = np.clip(shares * chance.lognormal(0, 0.05, trading.sell_in.shape), 0, 0.95)
    outside: Units = np.round(trading.sell_in * noisy * (shares > 0)).astype(np.int64)
    return outside


def _rows(trading: Trading, units: Units, basis: str, *, in_region: bool) -> pd.DataFrame:
    places, weeks = np.nonzero(units)
    sold = units[places, weeks]
    net = trading.net_prices[places, 0]
    if basis == "sell_out":
        net = net * (1 - trading.price_cut[places, weeks])
    return pd.DataFrame(
        {
            "account_id": trading.design.account_id,
            "period_start": trading.weeks.mondays[weeks],
            "sales_value": _money(sold * net),
            "product_id": [trading.products[place].product_id for place in places],
            "category": [trading.products[place].category for place in places],
            "units": sold,
            "list_value": _money(sold * trading.list_prices[places, 0]),
            "basis": basis,
            "in_region": in_region,
            "period_type": "week",
            "n_obs": None,
        }
    )


def _money(values: Amounts) -> Amounts:
    return np.asarray(np.round(values, 2))
