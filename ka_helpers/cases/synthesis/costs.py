"""What an account costs us, planned and actual, by month and layer.

`list_discount` (on the invoice) is exactly list value less net sales of sell-in; `penalty` and
`price_difference` are what order lines and deductions say. A promotion's price cut is paid off
the invoice, as its `unit_allowance` a unit sold out.
"""

from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.entry_fees import earned_before_fees, raised_fees
from ka_helpers.cases.synthesis.trading import Trading

INTEREST = 0.05
GIFT_COST = 2.6
OTHER_RATE = 0.012
LISTING_FEE_WEEKS = 0.06
LAYERS = {
    "list_discount": "on_invoice", "rebate": "off_invoice", "price_difference": "off_invoice",
    "entry_fee": "off_invoice", "listing_fee": "off_invoice", "terms_cost": "service",
    "promotion": "promo", "display_fee": "promo", "gift": "promo",
    "logistics": "service", "penalty": "service", "staff": "service", "other": "service",
}  # fmt: skip
FIXED = ("entry_fee", "listing_fee")
DRAWN_COLUMNS = ("period_start", "cost_type", "amount", "promo_id", "product_id", "scenario")


def cost_rows(
    trading: Trading,
    order_lines: pd.DataFrame,
    invoices: pd.DataFrame,
    chance: np.random.Generator,
) -> pd.DataFrame:
    """Return the rows of the table `cost` of one account, ordered by month."""
    months = trading.weeks.month_starts()
    amounts = _monthly_actual(trading, chance)
    amounts["penalty"] = _sum_by_month(order_lines, "requested_at", "penalty", months)
    differences = invoices[invoices["deduction_type"] == "price_difference"]
    amounts["price_difference"] = _sum_by_month(
        differences, "invoice_date", "deduction_amount", months
    )
    of_products = [*_promotion_costs(trading), *_listing_fees(trading)]
    if story := stories.told_at(trading.design, "entry_fees"):
        earned = earned_before_fees(trading, story, amounts, of_products)
        amounts["entry_fee"] = raised_fees(trading, story, amounts["entry_fee"], earned)
    rows = [
        *_tidy(amounts, months, "actual"),
        *_tidy(_monthly_plan(trading, amounts, chance), months, "plan"),
        *of_products,
    ]
    return _finished(rows, trading.design.account_id)


def _monthly_actual(trading: Trading, chance: np.random.Generator) -> dict[str, Amounts]:
    """Return monthly amounts of the costs that go with sales, and of the fixed fees."""
    terms, weeks = trading.design.terms, trading.weeks
    net = trading.by_month(trading.weekly_net_sales)
    listed = trading.by_month(trading.sell_in_list_value.sum(axis=0))
    months = list(dict.fromkeys(weeks.months.tolist()))
    # the factor changes with a month, never within one
    first_weeks = [int(np.argmax(weeks.months == month)) for month in months]
    cut = stories.spend_factor(trading.design, weeks)[first_weeks]
    noise = chance.lognormal(0, 0.04, (5, len(net)))
    opening = {weeks.calendar.months_of(quarter)[0] for quarter in set(weeks.quarters.tolist())}
    is_first = np.array([month in opening for month in months])
    return {
        "list_discount": listed - net,
        "rebate": terms.rebate * net * cut,
        "display_fee": terms.activity * net * cut * noise[0],
        "logistics": terms.logistics * net * noise[1],
        "staff": terms.staff * trading.usual_weekly_sales * 52 / 12 * noise[2],
        "terms_cost": net * INTEREST * terms.payment_days / 365,
        "other": OTHER_RATE * net * noise[3],
        "entry_fee": terms.entry_fee * trading.usual_weekly_sales * 13 * is_first,
    }


def _monthly_plan(
    trading: Trading, actual: dict[str, Amounts], chance: np.random.Generator
) -> dict[str, Amounts]:
    """Return what was planned: the same costs a little off, no penalties, no differences."""
    planned = {
        kind: amounts * (1.0 if kind in FIXED else chance.lognormal(-0.02, 0.05, len(amounts)))
        for kind, amounts in actual.items()
        if kind not in ("penalty", "price_difference")
    }
    planned["list_discount"] = actual["list_discount"]
    return planned


def _tidy(
    amounts: dict[str, Amounts], months: list[pd.Timestamp], scenario: str
) -> list[dict[str, Any]]:
    return [
        {"period_start": month, "cost_type": kind, "amount": amount, "scenario": scenario}
        for kind, monthly in amounts.items()
        for month, amount in zip(months, monthly.tolist(), strict=True)
    ]


def _promotion_costs(trading: Trading) -> list[dict[str, Any]]:
    """Return plan and actual costs of each promotion: allowances, fees, gifts."""
    rows = []
    for row in trading.promotions.to_dict("records"):
        month = (row["start"] + pd.Timedelta(days=3)).to_period("M").to_timestamp()
        shared = {
            "period_start": month,
            "promo_id": row["promo_id"],
            "product_id": row["product_id"],
        }
        units = {"plan": row["planned_units"], "actual": row["actual_units"]}
        for scenario, sold in units.items():
            if pd.isna(sold):
                continue
            gifts = 0.0 if pd.isna(row["gifts"]) else GIFT_COST * float(sold) / 2
            spent = {
                "promotion": row["unit_allowance"] * float(sold),
                "display_fee": row["fixed_fee"],
                "gift": gifts,
            }
            rows += [
                {**shared, "cost_type": kind, "amount": amount, "scenario": scenario}
                for kind, amount in spent.items()
            ]
    return rows


def _listing_fees(trading: Trading) -> list[dict[str, Any]]:
    """Return the one-off fee of each product that was listed on the way."""
    fee = LISTING_FEE_WEEKS * trading.usual_weekly_sales
    return [
        {
            "period_start": pd.Timestamp(f"{trading.weeks.months[int(np.argmax(weeks))]}-01"),
            "cost_type": "listing_fee",
            "amount": fee,
            "product_id": product.product_id,
            "scenario": scenario,
        }
        for product, weeks in zip(trading.products, trading.listed, strict=True)
        if not weeks[0]
        for scenario in ("plan", "actual")
    ]


def _finished(rows: list[dict[str, Any]], account_id: str) -> pd.DataFrame:
    """Return the rows that cost anything, with ids, layers and flags, in order."""
    rounded = np.round([row["amount"] for row in rows], 2).tolist()
    kept = [
        {**row, "amount": amount} for row, amount in zip(rows, rounded, strict=True) if amount != 0
    ]
    kept.sort(key=_place_of)
    columns: dict[str, list[Any]] = {
        name: [row.get(name) for row in kept] for name in DRAWN_COLUMNS
    }
    kinds = columns["cost_type"]
    return pd.DataFrame(
        {
            "cost_id": [f"{account_id}-C{number:04d}" for number in range(1, len(kept) + 1)],
            "account_id": account_id,
            **columns,
            "layer": [LAYERS[kind] for kind in kinds],
            "fixed": [kind in FIXED for kind in kinds],
            "period_type": "month",
        }
    )


def _place_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return the key that rows are ordered by; what is of no promotion or product goes first."""
    of_what = row.get("promo_id") or "", row.get("product_id") or ""
    return (row["period_start"], row["scenario"], row["cost_type"], *of_what)


def _sum_by_month(rows: pd.DataFrame, day: str, amount: str, months: list[pd.Timestamp]) -> Amounts:
    first = np.datetime64(months[0], "M")
    places = (rows[day].to_numpy().astype("datetime64[M]") - first).astype(np.int64)
    amounts = np.nan_to_num(rows[amount].to_numpy(dtype=float))
    sums = np.bincount(places, weights=amounts, minlength=len(months))
    return np.asarray(sums[: len(months)], dtype=np.float64)
