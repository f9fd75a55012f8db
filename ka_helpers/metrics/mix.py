"""Mix: what sales consist of, and whether growth came from volume, mix, price or range.

A product's contribution to growth is its change over everybody's sales before, so that
contributions add up to the growth. Not in here: share of the market (see `share`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.rows import (
    Numbers,
    Rows,
    column_numbers,
    counts_by,
    sums_of,
    total,
)

PARTS_NAMED = 8
"""Products or categories named one by one; the others are shown together."""


@dataclass(frozen=True)
class Part:
    """Sales of one product or category against before; `key` None is all others together.

    `share` is of all sales now; `contribution` is the change over all sales before: a part
    of the growth, and all parts sum to it. `n` counts rows of the quarter.
    """

    key: str | None
    name: str | None
    sales: float
    before: float | None
    share: float | None
    growth: float | None
    contribution: float | None
    n: int


@dataclass(frozen=True)
class Effects:
    """Why sales changed, in money; the four effects sum to `total`.

    `range_change` is what is new, delisted, or was sold without units in one of the two
    quarters. `n` counts the products (or what `by` says) sold in both.
    """

    volume: float
    mix: float
    price: float
    range_change: float
    total: float
    by: str
    n: int


def flagged_share(sales: pd.Series | Numbers, flags: pd.Series | Numbers) -> float:
    """Return the share of sales (fraction) whose flag is true, among rows whose flag is known.

    Raises
    ------
    MetricInputError : the rows with a known flag have no sales to take a share of
    """
    sold, told = column_numbers(sales), column_numbers(flags)
    known = ~np.isnan(told)
    whole = total(sold[known])
    if whole <= 0:
        raise MetricInputError("sales.nothing_flagged", found=whole)
    return total(sold[known & (told != 0)]) / whole


def high_margin_share(sales: pd.Series, high_margin: pd.Series) -> float:
    """Return the share of sales (fraction) made with high-margin products.

    Parameters
    ----------
    sales : Series of money, a row a product or sale
    high_margin : Series of flags, aligned; rows whose flag is missing count on neither side

    Raises
    ------
    MetricInputError : no flag is known, or the sales with a known flag are not above zero

    References
    ----------
    Source 001: revenue counts only with high-margin products at their required share.

    >>> high_margin_share(pd.Series([30.0, 70.0]), pd.Series([True, False]))
    0.3
    """
    return flagged_share(sales, high_margin)


def growth_contributions(now: pd.Series, before: pd.Series) -> pd.Series:
    """Return each product's part of the growth (fraction); the parts sum to the growth.

    Parameters
    ----------
    now, before : Series of money by product; a product absent from one was not sold then

    Raises
    ------
    MetricInputError : sales before are not above zero

    >>> growth_contributions(pd.Series({"tea": 90.0, "cola": 30.0}),
    ...                      pd.Series({"tea": 60.0, "cola": 40.0})).to_dict()
    {'tea': 0.3, 'cola': -0.1}
    """
    total = float(before.sum())
    if total <= 0:
        raise MetricInputError("sales.no_sales_before", found=total)
    return now.sub(before, fill_value=0.0) / total


def price_volume_mix(now: pd.DataFrame, before: pd.DataFrame, by: str = "product") -> Effects:
    """Return why sales changed: volume, mix, price and range, in money, summing to the change.

    Volume is the change in units at the average price before; mix what selling dearer or
    cheaper products than before adds; price the change of each product's price on today's units.

    Parameters
    ----------
    now, before : frames indexed by product with `units` and `sales_value`; units missing (NaN)
        or not above zero move the product to `range_change`
    by : what a row is, for the reader

    >>> now = pd.DataFrame({"units": [60.0, 60.0], "sales_value": [600.0, 1260.0]}, ["a", "b"])
    >>> before = pd.DataFrame({"units": [60.0, 40.0], "sales_value": [600.0, 800.0]}, ["a", "b"])
    >>> effects = price_volume_mix(now, before)
    >>> effects.volume, effects.mix, effects.price, effects.total
    (280.0, 120.0, 60.0, 460.0)
    """
    sold, had = now["sales_value"].to_numpy(float), before["sales_value"].to_numpy(float)
    units, units_before = now["units"].to_numpy(float), before["units"].to_numpy(float)
    change = float(np.nansum(sold) - np.nansum(had))
    place_before = before.index.get_indexer(now.index)
    there = np.flatnonzero((units > 0) & (place_before >= 0))
    there = there[units_before[place_before[there]] > 0]
    if not len(there):
        return Effects(0.0, 0.0, 0.0, change, change, by, 0)
    old = place_before[there]
    average_price = float(had[old].sum() / units_before[old].sum())
    at_old_prices = float((units[there] * had[old] / units_before[old]).sum())
    level = float(units[there].sum()) * average_price
    volume = level - float(had[old].sum())
    price = float(sold[there].sum()) - at_old_prices
    mix = at_old_prices - level
    return Effects(volume, mix, price, change - volume - mix - price, change, by, len(there))


def split_sales(now: pd.DataFrame | Rows, before: pd.DataFrame | Rows, by: str) -> tuple[Part, ...]:
    """Return the sales by product or category, largest of both quarters first, rest together.

    Parameters
    ----------
    now, before : sales rows of a quarter; `before` is empty if there is nothing to compare with
    by : "product_id" or "category"
    """
    now, before = Rows.of(now), Rows.of(before)
    if by not in now or not (now.texts(by).codes >= 0).any():
        return ()
    sold = sums_of(now, by, "sales_value")
    had = sums_of(before, by, "sales_value") if by in before else {}
    size = {key: max(round(b[key], 2) for b in (sold, had) if key in b) for key in {**sold, **had}}
    named = sorted(size, key=lambda key: (-size[key], key))[
        :PARTS_NAMED
    ]  # summing order is no rank
    totals = (total(now.numbers("sales_value")), total(before.numbers("sales_value")))
    counts, names = _counts(now, by), _names((before, now), by)
    parts = [
        _part((key, names.get(key, str(key))), (sold.get(key, 0.0), had.get(key, 0.0)), totals,
              counts.get(key, 0))
        for key in named
    ]  # fmt: skip
    rest, rest_before = (
        rows.where(~rows.named(by, *named)) if by in rows else rows for rows in (now, before)
    )
    if len(rest) or len(rest_before):
        amounts = total(rest.numbers("sales_value")), total(rest_before.numbers("sales_value"))
        parts.append(_part((None, None), amounts, totals, len(rest)))
    return tuple(parts)


def _part(
    named: tuple[str | None, str | None],
    amounts: tuple[float, float],
    totals: tuple[float, float],
    n: int,
) -> Part:
    """Return a part by its key and name; amounts and totals are now and before."""
    sold, total = float(amounts[0]), totals[0]
    had = float(amounts[1]) if totals[1] > 0 else None
    return Part(
        key=named[0],
        name=named[1],
        sales=sold,
        before=had,
        share=sold / total if total > 0 else None,
        growth=sold / had - 1 if had is not None and had > 0 else None,
        contribution=(sold - had) / totals[1] if had is not None else None,
        n=n,
    )


def _counts(rows: Rows, by: str) -> dict[str, int]:
    texts = rows.texts(by)
    counts = counts_by(texts.codes, len(texts.names))
    return dict(zip(texts.names, counts.tolist(), strict=True))


def _names(quarters: tuple[Rows, ...], by: str) -> dict[str, str]:
    """Return the first name known of each product or category; a later quarter's goes before."""
    column = "product_name" if by == "product_id" else by
    names: dict[str, str] = {}
    for rows in quarters:
        if column in rows and by in rows:
            keys, told = rows.texts(by), rows.texts(column)
            known = np.flatnonzero((told.codes >= 0) & (keys.codes >= 0))
            found, first = np.unique(keys.codes[known], return_index=True)
            said = told.codes[known[first]]
            names |= {keys.names[k]: told.names[n] for k, n in zip(found, said, strict=True)}
    return names
