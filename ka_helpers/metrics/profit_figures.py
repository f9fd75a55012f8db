"""The figures of one account's profit in one quarter, read from its sales and costs.

Both are in the account's books of the quarter; nothing here compares quarters (see `profit`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import mul

import numpy as np

from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.cost_layers import LAYERS, RETAILER_INCOME_TYPES, trade_spend
from ka_helpers.metrics.price_waterfall import (
    WaterfallStep,
    back_margin,
    front_margin,
    price_waterfall,
)
from ka_helpers.metrics.rows import Rows, sums_of, total
from ka_helpers.metrics.spend_efficiency import cases_per_100, cost_ratio, input_output_ratio

SALES, COSTS, BOTH = "sales", "cost", "sales, cost"
UNITS: Mapping[str, str] = {
    "list_value": "money", "on_invoice": "money", "net_sales": "money", "off_invoice": "money",
    "promo": "money", "service": "money", "pocket": "money", "cogs": "money",
    "account_profit": "money", "profit_margin": "share", "trade_spend": "money",
    "trade_cost_ratio": "share", "variable_spend": "money", "fixed_spend": "money",
    "input_output_ratio": "share", "cases_per_100": "number", "discount_depth": "share",
    "net_price": "price", "front_margin": "share", "back_margin": "share",
}  # fmt: skip
"""Every figure and the format it is read in."""
Known = dict[str, tuple[float | None, int, str]]


@dataclass(frozen=True, eq=False)
class Books:
    """One quarter of an account: sales of one basis with their product columns, actual costs.

    `sales` may carry `unit_cost` and `retail_price` (joined from the products).
    """

    sales: Rows
    costs: Rows
    basis: str

    @cached_property
    def net_sales(self) -> float:
        """Net invoice sales."""
        return total(self.sales.numbers("sales_value"))

    @cached_property
    def units(self) -> float | None:
        """Units sold; None unless every row with sales counts them."""
        return _complete_sum(self.sales, ("units",))

    @cached_property
    def layers(self) -> dict[str, float]:
        """Money taken off by layer; the invoice's from list values where they are given."""
        sums = sums_of(self.costs, "layer", "amount")
        layers = {layer: sums.get(layer, 0.0) for layer in LAYERS}
        if self.lists_prices:
            listed, sold = self.sales.numbers("list_value"), self.sales.numbers("sales_value")
            layers["on_invoice"] = total(np.where(np.isnan(listed), sold, listed)) - self.net_sales
        return layers

    @cached_property
    def lists_prices(self) -> bool:
        """Whether sales say their list value."""
        return "list_value" in self.sales and bool(self.sales.known("list_value").any())

    @cached_property
    def steps(self) -> tuple[WaterfallStep, ...]:
        """The waterfall of the quarter."""
        list_value = self.net_sales + self.layers["on_invoice"]
        return price_waterfall(list_value, self.layers, _complete_sum(self.sales, _COST_OF_GOODS))

    @cached_property
    def profit_margin(self) -> float | None:
        """Account profit over net sales (fraction); None without the cost of goods or sales."""
        profit = next((s.amount for s in self.steps if s.key == "account_profit"), None)
        return None if profit is None or self.net_sales <= 0 else profit / self.net_sales


_COST_OF_GOODS = ("units", "unit_cost")


def figures(books: Books) -> dict[str, Measure]:
    """Return every figure of `UNITS`; all are None where the quarter has no sales or no costs."""
    known: Known = {}
    if len(books.sales) and len(books.costs):
        known = {**_step_figures(books), **_spend_figures(books), **_price_figures(books)}
    return {
        name: Measure(*_valued(known.get(name, (None, 0, BOTH)), unit))
        for name, unit in UNITS.items()
    }


def cost_coverage(sales: Rows) -> float | None:
    """Return the share of sales (fraction) whose cost of goods is known; None without sales."""
    amounts = np.abs(sales.numbers("sales_value"))
    whole = total(amounts)
    if whole == 0:
        return None
    if any(column not in sales for column in _COST_OF_GOODS):
        return 0.0
    known = np.logical_and.reduce([sales.known(column) for column in _COST_OF_GOODS])
    return total(amounts[known]) / whole


def _step_figures(books: Books) -> Known:
    n_sales, n_costs = len(books.sales), len(books.costs)
    counts = {layer: int(books.costs.named("layer", layer).sum()) for layer in LAYERS}
    if books.lists_prices:
        counts["on_invoice"] = n_sales
    sources = {"list_value": SALES, "net_sales": SALES, "cogs": "sales, product"}
    known: Known = {
        step.key: (
            -step.amount if step.kind == "down" else step.amount,
            counts.get(step.key, n_sales if step.key in sources else n_sales + n_costs),
            sources.get(step.key, COSTS if step.key in counts else BOTH),
        )
        for step in books.steps
    }
    if books.profit_margin is not None:
        known["profit_margin"] = (books.profit_margin, n_sales + n_costs, BOTH)
    return known


def _spend_figures(books: Books) -> Known:
    spend = trade_spend(books.costs)
    is_fixed = spend.numbers("fixed") == 1
    variable, fixed = spend.where(~is_fixed), spend.where(is_fixed)
    spent, moving = total(spend.numbers("amount")), total(variable.numbers("amount"))
    known: Known = {
        "trade_spend": (spent, len(spend), COSTS),
        "variable_spend": (moving, len(variable), COSTS),
        "fixed_spend": (total(fixed.numbers("amount")), len(fixed), COSTS),
    }
    if books.net_sales > 0:
        known["trade_cost_ratio"] = (cost_ratio(spent, books.net_sales), len(spend), BOTH)
        ratio = input_output_ratio(moving, books.net_sales)
        known["input_output_ratio"] = (ratio, len(variable), BOTH)
    if books.units is not None and moving > 0:
        known["cases_per_100"] = (cases_per_100(books.units, moving), len(variable), BOTH)
    return known


def _price_figures(books: Books) -> Known:
    known: Known = {}
    list_value = books.steps[0].amount
    if list_value > 0 and (books.lists_prices or books.layers["on_invoice"]):
        known["discount_depth"] = (
            books.layers["on_invoice"] / list_value, len(books.sales),
            SALES if books.lists_prices else BOTH,
        )  # fmt: skip
    if books.units:
        known["net_price"] = (books.net_sales / books.units, len(books.sales), SALES)
    if books.basis != "sell_in" or books.net_sales <= 0:
        return known
    paid = books.costs.where(books.costs.named("cost_type", *RETAILER_INCOME_TYPES))
    income = total(paid.numbers("amount"))
    known["back_margin"] = (back_margin(income, books.net_sales), len(paid), BOTH)
    retail = _complete_sum(books.sales, ("units", "retail_price"))
    if retail is not None and retail > 0:
        margin = front_margin(retail, books.net_sales)
        known["front_margin"] = (margin, len(books.sales), "sales, product")
    return known


def _complete_sum(sales: Rows, factors: tuple[str, ...]) -> float | None:
    """Return the sum of a product of columns; None if any row with sales lacks one of them."""
    if any(column not in sales for column in factors):
        return None
    products = reduce(mul, (sales.numbers(column) for column in factors))
    if (np.isnan(products) & (sales.numbers("sales_value") != 0)).any():
        return None
    return total(products)


def _valued(known: tuple[float | None, int, str], unit: str) -> tuple[float | None, str, int, str]:
    value, n, source = known
    return value, unit, n, source
