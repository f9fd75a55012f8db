"""Weekly units of an account as a grid of products and weeks, and which of them are clean.

A clean week of a product is one in which it sold, was not promoted, and was not within
`after_weeks` of a promotion's end, when households still hold what they bought in it.
Not in here: any estimate (see `seasonal_baseline`, `uplift`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.metrics.rows import Rows

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

    @cached_property
    def touched(self) -> Mask:
        """The products x weeks in which any promotion ran."""
        return np.asarray(self.covers.T.astype(float) @ self.during.astype(float) > 0)

    def dirty(self) -> Mask:
        """Return the products x weeks that any promotion touches or has just touched."""
        touched = (self.during | self.after).astype(np.float64)
        return np.asarray(self.covers.T.astype(np.float64) @ touched > 0)


def lay_out_weeks(
    sales: pd.DataFrame | Rows, table: pd.DataFrame | None = None
) -> WeeklyUnits | None:
    """Return the account's weekly units; None if `sales` has no weekly units of products.

    Parameters
    ----------
    sales : rows of one account and one basis; regions and the like are added up
    table : products with `product_id` and `category`; without it all are one category
    """
    rows = Rows.of(sales)
    if "units" not in rows or "product_id" not in rows:
        return None
    rows = rows.where(rows.known("units") & (rows.texts("product_id").codes >= 0))
    rows = rows.where(rows.named("period_type", "week")) if "period_type" in rows else rows
    if not len(rows):
        return None
    products, days = rows.texts("product_id"), rows.days("period_start")
    found, product_number = np.unique(products.codes, return_inverse=True)
    ids = tuple(products.names[code] for code in found)
    weeks = pd.date_range(pd.Timestamp(days.min()), pd.Timestamp(days.max()), freq="7D")
    week_number = (days - days.min()) // WEEK.to_timedelta64()
    place = product_number * len(weeks) + week_number
    shape = (len(ids), len(weeks))
    known = np.bincount(place, minlength=shape[0] * shape[1]) > 0
    category_of, categories = _categories(ids, table)
    return WeeklyUnits(
        products=ids, category_of=category_of, categories=categories, weeks=weeks,
        units=_added(rows.numbers("units"), place, known).reshape(shape),
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


def _added(amounts: Grid, place: Any, known: Mask) -> Grid:
    total = np.bincount(place, amounts, minlength=len(known))
    return np.where(known, total, np.nan)


def _categories(
    ids: tuple[str, ...], products: pd.DataFrame | None
) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    if products is None or not {"product_id", "category"} <= set(products):
        return np.zeros(len(ids), dtype=np.intp), ("",)
    rows = Rows.of(products)
    pairs = zip(rows.texts("product_id").tolist(), rows.texts("category").tolist(), strict=True)
    category: dict[str | None, str] = {}
    for product_id, name in pairs:
        category.setdefault(product_id, name or "")
    found = [category.get(product_id, "") for product_id in ids]
    names = tuple(sorted(set(found)))
    return np.array([names.index(name) for name in found], dtype=np.intp), names


def _texts(promotions: pd.DataFrame, column: str) -> NDArray[np.object_]:
    if column not in promotions:
        return np.full(len(promotions), "", dtype=object)
    return promotions[column].fillna("").astype(object).to_numpy()


def _given(texts: NDArray[np.object_]) -> Mask:
    return np.asarray(texts != "")[:, None]
