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

import pandas as pd

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


def classified(costs: pd.DataFrame) -> pd.DataFrame:
    """Return the costs of quarters with `layer`, `fixed` and `scenario` filled.

    A row without a scenario is actual. Rows of a whole year belong to no quarter and are left
    out.
    """
    rows = costs[costs["period_type"] != "year"] if "period_type" in costs else costs
    return rows.assign(
        layer=_filled(rows, "layer", rows["cost_type"].map(LAYER_OF_TYPE)),
        fixed=_filled(rows, "fixed", rows["cost_type"].isin(FIXED_TYPES)).astype(bool),
        scenario=_filled(rows, "scenario", pd.Series("actual", index=rows.index)),
    )


def trade_spend(costs: pd.DataFrame) -> pd.DataFrame:
    """Return the classified rows that are trade spend."""
    return costs[costs["layer"].isin(TRADE_LAYERS)]


def cost_lines(costs: pd.DataFrame, quarter: str, before: str | None) -> tuple[CostLine, ...]:
    """Return the costs of a quarter by layer and type, in layer order, largest first.

    Parameters
    ----------
    costs : classified rows of one account
    """
    now = costs[costs["quarter"] == quarter]
    planned = now[now["scenario"] == "plan"]
    actual = now[now["scenario"] == "actual"]
    past = costs[(costs["quarter"] == before) & (costs["scenario"] == "actual")]
    keys = ["layer", "cost_type"]
    booked = actual.groupby(keys)["amount"]
    sums = pd.DataFrame(
        {
            "actual": booked.sum(),
            "n": booked.size(),
            "before": past.groupby(keys)["amount"].sum(),
            "plan": planned.groupby(keys)["amount"].sum(),
        }
    ).fillna(0.0)
    lines = [
        CostLine(
            cost_type=str(row["cost_type"]), layer=str(row["layer"]), n=int(row["n"]),
            actual=float(row["actual"]),
            before=float(row["before"]) if len(past) else None,
            plan=float(row["plan"]) if len(planned) else None,
        )
        for row in sums.reset_index().to_dict("records")
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda c: (LAYERS.index(c.layer), -c.actual, c.cost_type)))


def _filled(rows: pd.DataFrame, column: str, fallback: pd.Series) -> pd.Series:
    return rows[column].fillna(fallback) if column in rows else fallback
