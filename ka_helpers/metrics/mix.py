"""Mix: what sales consist of, and whether growth came from volume, mix, price or range.

A product's contribution to growth is its change over everybody's sales before, so that
contributions add up to the growth. Not in here: share of the market (see `share`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.errors import MetricInputError

PARTS_NAMED = 8
"""Products or categories named one by one; the others are shown together."""
_PRODUCT_COLUMNS = ("product_name", "category", "is_own", "high_margin")


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


def flagged_share(sales: pd.Series, flags: pd.Series) -> float:
    """Return the share of sales (fraction) whose flag is true, among rows whose flag is known.

    Raises
    ------
    MetricInputError : the rows with a known flag have no sales to take a share of
    """
    known = flags.notna()
    total = float(sales[known].sum())
    if total <= 0:
        raise MetricInputError("sales.nothing_flagged", found=total)
    return float(sales[flags.fillna(False).astype(bool)].sum()) / total


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
    priced = now.index[now["units"] > 0].intersection(before.index[before["units"] > 0])
    old, new = before.loc[priced], now.loc[priced]
    total = float(now["sales_value"].sum() - before["sales_value"].sum())
    if priced.empty:
        return Effects(0.0, 0.0, 0.0, total, total, by, 0)
    average_price = float(old["sales_value"].sum() / old["units"].sum())
    at_old_prices = float((new["units"] * old["sales_value"] / old["units"]).sum())
    level = float(new["units"].sum()) * average_price
    volume = level - float(old["sales_value"].sum())
    price = float(new["sales_value"].sum()) - at_old_prices
    mix = at_old_prices - level
    return Effects(volume, mix, price, total - volume - mix - price, total, by, len(priced))


def with_products(rows: pd.DataFrame, products: pd.DataFrame | None) -> pd.DataFrame:
    """Return sales rows with what the product table says of each: name, category, flags.

    A category written in the row itself goes before the product's.
    """
    if products is None or "product_id" not in rows:
        return rows
    by_id = products.set_index("product_id")
    columns = [column for column in _PRODUCT_COLUMNS if column in by_id]
    told = by_id[columns].reindex(rows["product_id"]).set_axis(rows.index)
    return rows.assign(**{c: rows[c].fillna(told[c]) if c in rows else told[c] for c in columns})


def split_sales(now: pd.DataFrame, before: pd.DataFrame, by: str) -> tuple[Part, ...]:
    """Return the sales by product or category, largest of both quarters first, rest together.

    Parameters
    ----------
    now, before : sales rows of a quarter; `before` is empty if there is nothing to compare with
    by : "product_id" or "category"
    """
    if by not in now or now[by].isna().all():
        return ()
    sold = now.groupby(by)["sales_value"].sum()
    had = before.groupby(by)["sales_value"].sum() if by in before else pd.Series(dtype="float64")
    ranking = pd.concat([sold, had], axis=1).max(axis=1).round(2)  # summing order is no rank
    order = ranking.reset_index(name="size").sort_values(["size", by], ascending=[False, True])
    named = list(order[by][:PARTS_NAMED])
    totals = (float(now["sales_value"].sum()), float(before["sales_value"].sum()))
    counts, names = now[by].value_counts(), _names((before, now), by)
    parts = [
        _part((key, names.get(key, str(key))), (sold.get(key, 0.0), had.get(key, 0.0)), totals,
              int(counts.get(key, 0)))
        for key in named
    ]  # fmt: skip
    rest, rest_before = (rows[~rows[by].isin(named)] if by in rows else rows
                         for rows in (now, before))  # fmt: skip
    if len(rest) or len(rest_before):
        amounts = rest["sales_value"].sum(), rest_before["sales_value"].sum()
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


def _names(quarters: tuple[pd.DataFrame, ...], by: str) -> dict[str, str]:
    """Return the first name known of each product or category; a later quarter's goes before."""
    column = "product_name" if by == "product_id" else by
    names: dict[str, str] = {}
    for rows in quarters:
        if column in rows and by in rows:
            known = rows[rows[column].notna()].drop_duplicates(by)
            names |= dict(zip(known[by], known[column].astype(str), strict=True))
    return names
