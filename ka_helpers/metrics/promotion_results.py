"""One promotion's result: its uplift turned into margin, spend and return.

What was booked for a promotion stands in place of what was agreed: booked display and entry
fees in place of the fixed fee, booked allowances and price cuts in place of the unit
allowance times units. Other bookings (gifts, staff) come on top. Nothing is counted twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.metrics.assessment import Tables
from ka_helpers.metrics.promotion_economics import (
    break_even_uplift,
    gap_to_expected,
    input_output_ratio,
    promotion_spend,
    subsidised_share,
)
from ka_helpers.metrics.rows import rows_of, sums_of
from ka_helpers.metrics.uplift import Interval, Reason, Uplift

FEE_TYPES = ("display_fee", "entry_fee", "listing_fee")
ALLOWANCE_TYPES = ("promotion", "list_discount", "price_difference", "rebate")
LEAST_BASELINE = 1.0
"""Units; with less, a rate of uplift says nothing."""


@dataclass(frozen=True)
class Economics:
    """Our price and margin a unit, before any promotion's allowance (money a unit)."""

    price: float
    margin: float


@dataclass(frozen=True)
class PromotionResult:
    """One promotion: terms, process, uplift in units, and money. None is "cannot tell".

    Intervals are at the assessment's rate. `uplift_rate` and `break_even_uplift` are fractions
    of the baseline; `net` is the uplift less the pull-forward; `incremental_margin` is net
    units times unit margin; `return_on_spend` that over `spend`; `input_output_ratio` is
    spend over `sales_value`, what was sold at our price before allowances. `reason` says why
    there is no estimate.
    """

    promo_id: str
    product_id: str | None
    product_name: str | None
    category: str | None
    mechanic: str | None
    start: str
    end: str
    status: str | None
    buyer_forced: bool | None
    lead_days: float | None
    n_weeks: int
    n_clean_weeks: int
    reason: Reason | None
    actual_units: float | None
    planned_units: float | None
    plan_gap: float | None
    baseline_units: float | None
    uplift: Interval | None
    uplift_rate: Interval | None
    pull_forward_units: float | None
    net: Interval | None
    subsidised_share: float | None
    sales_value: float | None
    spend: float | None
    unit_margin: float | None
    incremental_margin: Interval | None
    return_on_spend: Interval | None
    input_output_ratio: float | None
    break_even_uplift: float | None

    @property
    def name(self) -> str:
        """What a reader knows the promotion by: its product, else its category, else its id."""
        return self.product_name or self.product_id or self.category or self.promo_id


def unit_economics(tables: Tables) -> Mapping[str, Economics]:
    """Return our price and margin a unit of each product whose cost is known.

    The price is what the account paid on average (sell-in value over units), else the list
    price. A category, by its name, has the mean of its products weighted by what they sold.
    """
    if "product" not in tables or "unit_cost" not in tables["product"]:
        return {}
    products, (value, units) = rows_of(tables, "product"), _sold(tables)
    nothing = np.full(len(products), np.nan)
    listed = products.numbers("list_price") if "list_price" in products else nothing
    of_category: dict[str, list[tuple[Economics, float]]] = {}
    of_product: dict[str, Economics] = {}
    for name, category, list_price, cost in zip(
        products.texts("product_id").tolist(), products.texts("category").tolist(),
        listed.tolist(), products.numbers("unit_cost").tolist(), strict=True,
    ):  # fmt: skip
        price = value[name] / units[name] if name in units else list_price
        if name is None or isnan(price - cost):
            continue
        of_product[name] = Economics(price, price - cost)
        if category is not None:
            of_category.setdefault(category, []).append((of_product[name], units.get(name, 0.0)))
    means = {name: _mean_of(parts) for name, parts in of_category.items()}
    return {name: mean for name, mean in means.items() if mean is not None} | of_product


def _mean_of(parts: list[tuple[Economics, float]]) -> Economics | None:
    """Return the mean weighted by what was sold, None where nothing was."""
    sold = sum(weight for _, weight in parts)
    if not sold > 0:
        return None
    price, margin = (
        sum(getattr(one, name) * weight for one, weight in parts) / sold
        for name in ("price", "margin")
    )
    return Economics(price, margin)


def spend_of(
    row: Mapping[str, Any], units: float | None, booked: Mapping[str, float]
) -> float | None:
    """Return what a promotion cost; None if nothing says, or if it has not started.

    Parameters
    ----------
    row : the promotion's agreed terms
    units : what it sold, on which an allowance is paid
    booked : its actual costs by "fee", "allowance" and "other" (see `booked_costs`)
    """
    if row.get("status") == "planned":
        return None
    agreed = row.get("unit_allowance")
    due = None if agreed is None or units is None else agreed * units
    fee, allowance = booked.get("fee", row.get("fixed_fee")), booked.get("allowance", due)
    known = [part for part in (fee, allowance, booked.get("other")) if part is not None]
    return promotion_spend(extra=float(sum(known))) if known else None


def booked_costs(costs: pd.DataFrame | None) -> dict[str, dict[str, float]]:
    """Return actual bookings by promotion, and there by "fee", "allowance" and "other"."""
    if costs is None or "promo_id" not in costs:
        return {}
    rows = costs[costs["promo_id"].notna()]
    rows = rows[rows["scenario"].fillna("actual") == "actual"] if "scenario" in rows else rows
    stands_for = dict.fromkeys(FEE_TYPES, "fee") | dict.fromkeys(ALLOWANCE_TYPES, "allowance")
    kinds = rows["cost_type"].map(stands_for).fillna("other")
    booked: dict[str, dict[str, float]] = {}
    for promo_id, kind, amount in zip(rows["promo_id"], kinds, rows["amount"], strict=True):
        of_promotion = booked.setdefault(str(promo_id), {})
        of_promotion[kind] = of_promotion.get(kind, 0.0) + float(amount)
    return booked


def result_of(
    row: Mapping[str, Any],
    uplift: Uplift,
    economics_of: Mapping[str, Economics],
    booked: Mapping[str, float],
) -> PromotionResult:
    """Return one promotion's result from its row, its uplift, our margins and its bookings."""
    actual = uplift.actual_units if uplift.actual_units is not None else row.get("actual_units")
    spend = spend_of(row, actual, booked)
    economics = economics_of.get(str(row.get("product_id") or row.get("category")))
    margin = economics.margin if economics else None
    earned = uplift.net.scaled(margin) if uplift.net and margin and margin > 0 else None
    sales = actual * economics.price if actual is not None and economics else None
    planned = row.get("planned_units")
    base = uplift.baseline_units
    return PromotionResult(
        promo_id=uplift.promo_id,
        product_id=_text(row, "product_id"),
        product_name=_text(row, "product_name"),
        category=_text(row, "category"),
        mechanic=_text(row, "mechanic"),
        start=str(row["start"])[:10],
        end=str(row["end"])[:10],
        status=_text(row, "status"),
        buyer_forced=None if row.get("buyer_forced") is None else bool(row["buyer_forced"]),
        lead_days=_number(row.get("lead_days")),
        n_weeks=uplift.n_weeks,
        n_clean_weeks=uplift.n_clean_weeks,
        reason=uplift.reason,
        actual_units=_number(actual),
        planned_units=_number(planned),
        plan_gap=gap_to_expected(actual, planned) if actual is not None and planned else None,
        baseline_units=base,
        uplift=uplift.uplift,
        uplift_rate=_rate(uplift),
        pull_forward_units=uplift.pull_forward_units,
        net=uplift.net,
        subsidised_share=_subsidised(uplift),
        sales_value=sales,
        spend=_number(spend),
        unit_margin=margin,
        incremental_margin=earned,
        return_on_spend=earned.scaled(1 / spend) if earned and spend else None,
        input_output_ratio=input_output_ratio(spend, sales)
        if spend is not None and sales
        else None,
        break_even_uplift=_break_even(row, base, margin),
    )


def _sold(tables: Tables) -> tuple[dict[str, float], dict[str, float]]:
    """Return sell-in value and units by product, empty if not measured."""
    if "sales" not in tables or not {"units", "product_id"} <= set(tables["sales"]):
        return {}, {}
    sales = rows_of(tables, "sales")
    rows = sales.where(sales.named("basis", "sell_in") & (sales.numbers("units") > 0))
    return sums_of(rows, "product_id", "sales_value"), sums_of(rows, "product_id", "units")


def _rate(uplift: Uplift) -> Interval | None:
    base = uplift.baseline_units
    if uplift.uplift is None or base is None or base < LEAST_BASELINE:
        return None
    return uplift.uplift.scaled(1 / base)


def _subsidised(uplift: Uplift) -> float | None:
    if uplift.uplift is None or not uplift.actual_units:
        return None
    return subsidised_share(uplift.actual_units, uplift.uplift.value)


def _break_even(row: Mapping[str, Any], base: float | None, margin: float | None) -> float | None:
    if not base or base < LEAST_BASELINE or margin is None:
        return None
    fee, allowance = row.get("fixed_fee"), row.get("unit_allowance")
    if fee is None and allowance is None:
        return None
    return break_even_uplift(float(fee or 0.0), base, float(allowance or 0.0), margin)


def _text(row: Mapping[str, Any], column: str) -> str | None:
    value = row.get(column)
    return None if value is None else str(value)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
