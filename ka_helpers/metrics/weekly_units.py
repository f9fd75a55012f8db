"""Weekly units of an account as a grid of products and weeks, and which of them are clean.

A clean week of a product is one in which it sold, was not promoted, and was not within
`after_weeks` of a promotion's end, when households still hold what they bought in it.
Not in here: any estimate (see `seasonal_baseline`, `uplift`).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

AFTER_WEEKS = 3
"""Weeks after a promotion in which sales may still be low because of it."""
WEEK = pd.Timedelta(days=7)
Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class WeeklyUnits:
    """Units sold: a row a product, a column a week, none left out between first and last.

    `units` is NaN where the table has no row; `category_of` is the number of each
    product's category.
    """

    products: tuple[str, ...]
    category_of: NDArray[np.intp]
    categories: tuple[str, ...]
    weeks: pd.DatetimeIndex
    units: Grid


@dataclass(frozen=True, eq=False)
class PromotedWeeks:
    """Where promotions lie on a grid: each array's first axis is the promotion.

    `covers` says which products, `during` which weeks, `after` which weeks follow its end.
    """

    covers: Mask
    during: Mask
    after: Mask

    def dirty(self) -> Mask:
        """Return the products x weeks that any promotion touches or has just touched."""
        touched = (self.during | self.after).astype(np.float64)
        return np.asarray(self.covers.T.astype(np.float64) @ touched > 0)


def lay_out_weeks(sales: pd.DataFrame, products: pd.DataFrame | None = None) -> WeeklyUnits | None:
    """Return the account's weekly units; None if `sales` has no weekly units of products.

    Parameters
    ----------
    sales : rows of one account and one basis; regions and the like are added up
    products : frame with `product_id` and `category`; without it all are one category
    """
    if not {"units", "product_id"} <= set(sales):
        return None
    rows = sales[sales["units"].notna() & sales["product_id"].notna()]
    rows = rows[rows["period_type"] == "week"] if "period_type" in rows else rows
    if rows.empty:
        return None
    product_number, ids = pd.factorize(rows["product_id"], sort=True)
    first, last = rows["period_start"].min(), rows["period_start"].max()
    week_number = ((rows["period_start"] - first) // WEEK).to_numpy()
    weeks = pd.date_range(first, last, freq="7D")
    place = product_number * len(weeks) + week_number
    shape = (len(ids), len(weeks))
    known = np.bincount(place, minlength=shape[0] * shape[1]) > 0
    category_of, categories = _categories(ids, products)
    return WeeklyUnits(
        products=tuple(map(str, ids)), category_of=category_of, categories=categories, weeks=weeks,
        units=_added(rows["units"], place, known).reshape(shape),
    )  # fmt: skip


def place_promotions(
    promotions: pd.DataFrame, weekly: WeeklyUnits, after_weeks: int = AFTER_WEEKS
) -> PromotedWeeks:
    """Return where each promotion lies; a week counts if any of its days is promoted.

    A promotion without `product_id` covers its category, without that everything.
    """
    monday = weekly.weeks.to_numpy()[None, :]
    start, end = (promotions[name].to_numpy()[:, None] for name in ("start", "end"))
    during = (monday + WEEK > start) & (monday <= end)
    after = (monday > end) & (monday <= end + after_weeks * WEEK)
    covers = np.ones((len(promotions), len(weekly.products)), dtype=bool)
    by_product = _texts(promotions, "product_id")
    by_category = _texts(promotions, "category")
    names = np.array(weekly.products, dtype=object)
    groups = np.array(weekly.categories, dtype=object)[weekly.category_of]
    covers &= np.where(_given(by_product), by_product[:, None] == names, True)
    covers &= np.where(_given(by_category), by_category[:, None] == groups, True)
    return PromotedWeeks(covers, during, after)


def clean_weeks(weekly: WeeklyUnits, promoted: PromotedWeeks) -> Mask:
    """Return the products x weeks whose sales show the product's ordinary pace."""
    return ~promoted.dirty() & (np.nan_to_num(weekly.units) > 0)


def _added(amounts: pd.Series, place: Any, known: Mask) -> Grid:
    total = np.bincount(place, amounts.fillna(0).to_numpy(dtype=float), minlength=len(known))
    return np.where(known, total, np.nan)


def _categories(
    ids: pd.Index, products: pd.DataFrame | None
) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    if products is None or not {"product_id", "category"} <= set(products):
        return np.zeros(len(ids), dtype=np.intp), ("",)
    found = products.drop_duplicates("product_id").set_index("product_id")["category"].reindex(ids)
    number, names = pd.factorize(found.fillna(""), sort=True)
    return number, tuple(map(str, names))


def _texts(promotions: pd.DataFrame, column: str) -> NDArray[np.object_]:
    if column not in promotions:
        return np.full(len(promotions), "", dtype=object)
    return promotions[column].fillna("").astype(object).to_numpy()


def _given(texts: NDArray[np.object_]) -> Mask:
    return np.asarray(texts != "")[:, None]
