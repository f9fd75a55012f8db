"""Costs of an account by layer: where on the way from list price to profit each is taken.

A row says its own layer and whether it is fixed; where it does not, its cost type decides.
Trade spend is what an account or its promotions are paid besides the invoice: the layers
`off_invoice` and `promo`. On-invoice discounts are left out, since net sales are after them;
service costs are left out, since nobody at the account receives them. Its variable part
leaves out fixed entry fees (门槛费), which must be spent whatever is sold.
Not in here: sales and profit (see `profit`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.metrics.rows import Rows, Texts

LAYERS = ("on_invoice", "off_invoice", "promo", "service")
"""In the order in which they come off the list price."""
TRADE_LAYERS = ("off_invoice", "promo")
LAYER_OF_TYPE: Mapping[str, str] = {
    "list_discount": "on_invoice",
    "rebate": "off_invoice",
    "price_difference": "off_invoice",
    "entry_fee": "off_invoice",
    "listing_fee": "off_invoice",
    "promotion": "promo",
    "display_fee": "promo",
    "gift": "promo",
    "terms_cost": "service",
    "logistics": "service",
    "penalty": "service",
    "staff": "service",
    "other": "service",
}
FIXED_TYPES = ("entry_fee", "listing_fee")
RETAILER_INCOME_TYPES = ("rebate", "price_difference", "display_fee", "entry_fee", "listing_fee")
"""Cost types that the account books as income besides its selling margin."""


@dataclass(frozen=True)
class CostLine:
    """One cost type in one layer: actual, planned, and actual in the quarter compared with.

    Zero is nothing booked in a quarter that has costs; None is a plan, or a quarter, that the
    table does not have. `n` counts the actual rows.
    """

    cost_type: str
    layer: str
    actual: float
    before: float | None
    plan: float | None
    n: int


def classified(costs: pd.DataFrame | Rows) -> Rows:
    """Return the costs of quarters with `layer`, `fixed` and `scenario` filled.

    A row without a scenario is actual. Rows of a whole year belong to no quarter and are left
    out.
    """
    rows = Rows.of(costs)
    if "period_type" in rows:
        rows = rows.where(~rows.named("period_type", "year"))
    types = rows.texts("cost_type")
    layer = types.mapped(LAYER_OF_TYPE)
    actual = Texts(np.zeros(len(rows), dtype=np.intp), ("actual",))
    fixed = rows.named("cost_type", *FIXED_TYPES)
    if "fixed" in rows:
        fixed = np.where(rows.known("fixed"), rows.numbers("fixed") != 0, fixed)
    return rows.having(
        {
            "layer": rows.texts("layer").filled(layer) if "layer" in rows else layer,
            "fixed": fixed.astype(float),
            "scenario": rows.texts("scenario").filled(actual) if "scenario" in rows else actual,
        }
    )


def trade_spend(costs: Rows) -> Rows:
    """Return the classified rows that are trade spend."""
    return costs.where(costs.named("layer", *TRADE_LAYERS))


def cost_lines(costs: Rows, quarter: str, before: str | None) -> tuple[CostLine, ...]:
    """Return the costs of a quarter by layer and type, in layer order, largest first.

    Parameters
    ----------
    costs : classified rows of one account
    """
    actual, planned, past = (
        costs.where(costs.named("quarter", of) & costs.named("scenario", scenario))
        for of, scenario in ((quarter, "actual"), (quarter, "plan"), (before, "actual"))
    )
    booked, plan, had = (_by_line(rows) for rows in (actual, planned, past))
    lines = [
        CostLine(
            cost_type=cost_type, layer=layer, n=len(booked.get((layer, cost_type), ())),
            actual=sum(booked.get((layer, cost_type), ()), 0.0),
            before=sum(had.get((layer, cost_type), ()), 0.0) if len(past) else None,
            plan=sum(plan.get((layer, cost_type), ()), 0.0) if len(planned) else None,
        )
        for layer, cost_type in {**booked, **plan, **had}
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda c: (LAYERS.index(c.layer), -c.actual, c.cost_type)))


def _by_line(rows: Rows) -> dict[tuple[str, str], list[float]]:
    """Return the amounts of each layer and cost type."""
    amounts: dict[tuple[str, str], list[float]] = {}
    for layer, cost_type, amount in zip(
        rows.texts("layer").tolist(), rows.texts("cost_type").tolist(),
        rows.numbers("amount").tolist(), strict=True,
    ):  # fmt: skip
        if layer is not None and cost_type is not None:
            amounts.setdefault((layer, cost_type), []).append(amount)
    return amounts
