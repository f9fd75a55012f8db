"""What an account would sell out without promotions: level, season, trend, listing, noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.specification import AccountDesign, ProductDesign

PRODUCT_NOISE = 0.095
ACCOUNT_NOISE = 0.025
AVERAGE_WEEKS = 13


@dataclass(frozen=True)
class Demand:
    """Expected units and their noise (a factor), products x weeks; unlisted weeks are zero."""

    products: tuple[ProductDesign, ...]
    listed: NDArray[np.bool_]
    expected: Amounts
    noise: Amounts


def draw_demand(
    design: AccountDesign,
    products: tuple[ProductDesign, ...],
    weeks: Weeks,
    chance: np.random.Generator,
) -> Demand:
    """Return the demand of one account for the products it lists."""
    range_ = _listed_products(design, products, chance)
    weights = np.array([product.popularity for product in range_])
    weights = weights * chance.lognormal(0, 0.25, len(range_))
    listed = _listed_weeks((len(range_), len(weeks)), design.late_listings, chance)
    seasons = np.array([weeks.season(product.category) for product in range_])
    shape = weights[:, None] * seasons * _trends(design, len(range_), weeks, chance)
    prices = np.array([product.list_price for product in range_]) * (1 - design.terms.discount)
    first_year = float((shape * prices[:, None])[:, :52].mean(axis=1).sum())
    level = design.quarterly_sales / AVERAGE_WEEKS / first_year
    noise = chance.lognormal(0, PRODUCT_NOISE, shape.shape)
    noise *= chance.lognormal(0, ACCOUNT_NOISE, len(weeks))
    wanted = shape * level * listed
    wanted = wanted * stories.demand_factor(design, weeks, (wanted * prices[:, None]).sum(axis=0))
    return Demand(range_, listed, wanted, noise)


def _listed_products(
    design: AccountDesign, products: tuple[ProductDesign, ...], chance: np.random.Generator
) -> tuple[ProductDesign, ...]:
    """Return the account's range: popular products first, with some taste of its own."""
    own = [product for product in products if product.is_own]
    appeal = [product.popularity * taste for product, taste in zip(
        own, chance.lognormal(0, 0.35, len(own)), strict=True)]  # fmt: skip
    chosen = np.argsort(appeal)[::-1][: design.sku_count]
    return tuple(own[place] for place in sorted(chosen.tolist()))


def _listed_weeks(
    shape: tuple[int, int], late_listings: int, chance: np.random.Generator
) -> NDArray[np.bool_]:
    """Return which weeks each product is listed: a few in each range come in on the way."""
    listed, (product_count, week_count) = np.ones(shape, dtype=bool), shape
    late = chance.choice(product_count, size=min(late_listings, product_count), replace=False)
    starts = chance.integers(week_count // 5, week_count // 2, size=len(late))
    for place, start in zip(late, starts, strict=True):
        listed[place, :start] = False
    return listed


def _trends(
    design: AccountDesign, product_count: int, weeks: Weeks, chance: np.random.Generator
) -> Amounts:
    """Return growth since a year before the end: the account's, and a little by product."""
    rates = np.log1p(design.growth) + chance.normal(0, 0.04, product_count)
    return np.asarray(np.exp(rates[:, None] * (1 - weeks.years_before_end)))
