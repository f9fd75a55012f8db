"""Promotions as rows of the tables `promotion` and of the planted truth."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.calendar_weeks import Weeks
from ka_helpers.cases.synthesis.demand import Demand
from ka_helpers.cases.synthesis.promotions import (
    MECHANICS,
    Effects,
    Promotion,
    draw_planned,
    status_of,
)
from ka_helpers.cases.synthesis.specification import AccountDesign

THEMES = {
    1: "新春团圆 New Year reunion",
    2: "初夏畅饮 Early summer",
    3: "盛夏清凉 High summer",
    4: "金秋欢聚 Golden autumn",
}
OBJECTIVES = {
    "consumer": "增加试用和家庭购买 More trial and family purchase",
    "trade": "争取陈列和库存 Win display and stock",
}


def promotion_rows(
    design: AccountDesign,
    demand: Demand,
    weeks: Weeks,
    promotions: list[Promotion],
    chance: np.random.Generator,
) -> list[dict[str, Any]]:
    """Return the rows of past promotions without actual units, then those of the next quarter."""
    rows: list[dict[str, Any]] = []
    for promotion in promotions:
        start = weeks.mondays[promotion.first_week]
        usual = float(demand.expected[promotion.place, promotion.weeks].sum())
        when = _When(len(rows) + 1, start, usual, weeks.as_of)
        rows.append(_row(design, demand, when, promotion, chance))
    for promotion, start in draw_planned(demand, weeks, chance):
        weekly = float(demand.expected[promotion.place, -8:].mean())
        when = _When(len(rows) + 1, start, weekly * promotion.week_count * 1.08, weeks.as_of)
        rows.append(_row(design, demand, when, promotion, chance))
    return rows


@dataclass(frozen=True)
class _When:
    """A promotion's number and first day, the units usually sold in its weeks, the data's end."""

    number: int
    start: pd.Timestamp
    usual: float
    as_of: pd.Timestamp


def _row(
    design: AccountDesign,
    demand: Demand,
    when: _When,
    promotion: Promotion,
    chance: np.random.Generator,
) -> dict[str, Any]:
    number, start = when.number, when.start
    end = start + pd.Timedelta(days=7 * promotion.week_count - 1)
    lead = pd.Timedelta(days=promotion.lead_days)
    requested = min(start - lead, when.as_of - pd.Timedelta(days=6))
    product = demand.products[promotion.place]
    target = MECHANICS[promotion.mechanic][1]
    return {
        "promo_id": f"{design.account_id}-P{number:03d}",
        "account_id": design.account_id,
        "start": start,
        "end": end,
        "product_id": product.product_id,
        "category": product.category,
        "mechanic": promotion.mechanic,
        "target": target,
        "theme": THEMES[start.quarter],
        "objective": OBJECTIVES[target],
        "buyer_forced": promotion.buyer_forced,
        "requested_at": requested,
        "approved_at": requested + pd.Timedelta(days=2 + number % 5),
        **_sizes(design, promotion, (product.list_price, when.usual), chance),
        "display_flag": promotion.display,
        "feature_flag": promotion.feature,
        "status": status_of((start, end), promotion.cancelled, when.as_of),
    }


def _sizes(
    design: AccountDesign,
    promotion: Promotion,
    price_and_usual: tuple[float, float],
    chance: np.random.Generator,
) -> dict[str, Any]:
    """Return what was planned: units with honest error, fees, allowances and gifts."""
    list_price, usual = price_and_usual
    net_price = list_price * (1 - design.terms.discount)
    base = usual * float(chance.lognormal(0, 0.10))
    planned = round(base * (1 + promotion.lift * float(chance.uniform(0.75, 1.4))))
    sales = usual * net_price
    fee = sales * (0.05 * promotion.display + 0.04 * promotion.feature)
    fee += 0.10 * sales if promotion.mechanic in ("display_fee", "sampling", "contest") else 0.0
    allowance = {"sales_reward": 0.05, "store_contest": 0.04, "bonus_pack": 0.09}
    per_unit = promotion.discount or allowance.get(promotion.mechanic, 0.0)
    rehearsed = chance.random() < 0.4
    return {
        "discount_pct": promotion.discount or None,
        "fixed_fee": float(round(fee, -1)),
        "unit_allowance": round(per_unit * net_price, 2),
        "planned_units": planned,
        "planned_base": round(base),
        "gifts": round(planned / 2) if promotion.mechanic == "gift" else None,
        "rehearsal_units": round(planned * float(chance.uniform(0.06, 0.10)))
        if rehearsed
        else None,
    }


def with_actual_units(
    rows: list[dict[str, Any]], promotions: list[Promotion], sell_out: Any
) -> pd.DataFrame:
    """Return the table `promotion`: rows with the units sold out of promotions that ran."""
    table = pd.DataFrame(rows)
    actual = [
        None if promotion.cancelled else int(sell_out[promotion.place, promotion.weeks].sum())
        for promotion in promotions
    ]
    table["actual_units"] = pd.array(actual + [None] * (len(rows) - len(actual)), dtype="Int64")
    return table


def truth_rows(
    rows: list[dict[str, Any]], promotions: list[Promotion], baseline: Any, effects: Effects
) -> pd.DataFrame:
    """Return the planted truth of the promotions that ran, units over their weeks."""
    truth = [
        {
            "promo_id": row["promo_id"],
            "true_baseline_units": int(baseline[promotion.place, promotion.weeks].sum()),
            "true_uplift_units": int(effects.extra[promotion.place, promotion.weeks].sum()),
            "dip_units": int(effects.missing[promotion.place, _after(promotion)].sum()),
        }
        for row, promotion in zip(rows, promotions, strict=False)
        if not promotion.cancelled
    ]
    columns = ["promo_id", "true_baseline_units", "true_uplift_units", "dip_units"]
    return pd.DataFrame(truth, columns=columns)


def _after(promotion: Promotion) -> slice:
    return slice(promotion.weeks.stop, promotion.weeks.stop + 3)
