"""Objectives of the last four quarters and the next, and their months.

Months of a flow add up to the quarter; a level's last month is the quarter's; a ratio is the same
in each month, so that any weighting gives the quarter's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.objective_faults import plant_faults
from ka_helpers.cases.synthesis.performance import Performance
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.stories import tells
from ka_helpers.cases.synthesis.trading import Trading
from ka_helpers.periods import Calendar, shift_quarter, trailing_quarters, year_before

SOURCE = "年度计划 annual plan"


@dataclass(frozen=True)
class Rule:
    """How a measure adds up over months, and how its target is set.

    `fixed` is a target that is the same for every account; else the target is the base period
    (the year before for flows of money, else the quarter before) times `factor` plus `step`.
    """

    agg: str
    digits: int
    primary: bool = False
    by_month: bool = False
    fixed: float | None = None
    from_year_before: bool = False
    factor: float = 1.0
    step: float = 0.0


RULES = {
    "sales_value": Rule("flow", -3, primary=True, by_month=True, from_year_before=True),
    "growth": Rule("ratio", 3, primary=True),
    "market_share": Rule("ratio", 3, primary=True, step=0.002),
    "share_growth_gap": Rule("ratio", 3, fixed=0.01),
    "display_points": Rule("level", 0, primary=True, by_month=True, step=1),
    "display_share": Rule("ratio", 3, step=0.004),
    "activity_points": Rule("flow", 0, by_month=True, step=2),
    "activity_share": Rule("ratio", 3, step=0.005),
    "sku_listed": Rule("level", 0, primary=True, by_month=True),
    "store_distribution": Rule("ratio", 3, fixed=0.95),
    "trade_cost_ratio": Rule("ratio", 4, by_month=True, factor=0.98),
    "account_profit": Rule("flow", -2, by_month=True, from_year_before=True),
    "fill_rate": Rule("ratio", 3, primary=True, fixed=0.95),
    "otif": Rule("ratio", 3, fixed=0.88),
    "exec_score": Rule("level", 0, fixed=85),
    "high_margin_share": Rule("ratio", 3, fixed=0.40),
}
WEIGHTS = {
    "trade_cost_ratio": "sales_value", "high_margin_share": "sales_value",
    "fill_rate": "sales_value", "otif": "sales_value", "growth": "sales_value",
    "market_share": "sales_value", "share_growth_gap": "sales_value",
}  # fmt: skip


def objective_rows(
    trading: Trading,
    quarterly: Performance,
    monthly: Performance,
    chance: np.random.Generator,
) -> list[dict[str, Any]]:
    """Return the rows of the table `objective` of one account.

    `quarterly` and `monthly` are what `performance` returns; `actual` is missing for periods
    after the data, `baseline_actual` is the quarter before's.
    """
    design, weeks = trading.design, trading.weeks
    rows: list[dict[str, Any]] = []
    for metric, rule in RULES.items():
        if metric not in quarterly:
            continue
        for quarter in (*trailing_quarters(weeks.review_quarter), weeks.next_quarter):
            target = _target(design, metric, quarter, quarterly[metric], chance)
            if target is None:
                continue
            rows.append(_quarter_row(metric, quarter, target, (quarterly[metric], weeks.calendar)))
            if rule.by_month:
                months = weeks.calendar.months_of(quarter)
                rows += _month_rows(metric, months, target, monthly[metric])
    plant_faults(rows, trading)
    shared = {"account_id": design.account_id, "source": SOURCE}
    return [{**shared, **row, "owner": _owner(design, row["metric"])} for row in rows]


def _target(
    design: AccountDesign,
    metric: str,
    quarter: str,
    actual: Mapping[str, float],
    chance: np.random.Generator,
) -> float | None:
    """Return the quarter's target, None if there is nothing to set it from."""
    rule, ambition = RULES[metric], max(design.growth, 0.0) + 0.03
    stretch = float(chance.normal(0, 0.02))
    if rule.fixed is not None:
        return rule.fixed
    if metric == "growth":
        return round(ambition, rule.digits)
    if metric == "sales_value" and tells(design, "loading") and quarter in actual:
        return float(round(float(actual[quarter]) * 0.99, rule.digits))
    base = actual.get(year_before(quarter) if rule.from_year_before else shift_quarter(quarter, -1))
    if base is None or not np.isfinite(base):
        return None
    if rule.from_year_before:
        return float(round(float(base) + abs(float(base)) * (ambition + stretch), rule.digits))
    return float(round(float(base) * rule.factor + rule.step, rule.digits))


def _quarter_row(
    metric: str, quarter: str, target: float, known: tuple[Mapping[str, float], Calendar]
) -> dict[str, Any]:
    actual, calendar = known
    return {
        **_shared(metric),
        "period_start": calendar.bounds(quarter)[0],
        "period_type": "quarter",
        "target": target,
        "baseline_actual": actual.get(shift_quarter(quarter, -1)),
        "actual": actual.get(quarter),
    }


def _month_rows(
    metric: str, months: tuple[str, ...], target: float, actual: Mapping[str, float]
) -> list[dict[str, Any]]:
    targets = _split(RULES[metric], target, months, actual)
    return [
        {
            **_shared(metric),
            "period_start": _first_of_month(month),
            "period_type": "month",
            "target": part,
            "actual": actual.get(month),
        }
        for month, part in zip(months, targets, strict=True)
    ]


@cache
def _first_of_month(month: str) -> pd.Timestamp:
    return pd.Timestamp(f"{month}-01")


def _split(
    rule: Rule, target: float, months: tuple[str, ...], actual: Mapping[str, float]
) -> tuple[float, ...]:
    """Return the three months' targets, which roll up to the quarter's exactly."""
    if rule.agg != "flow":
        return (target, target, target)
    year_ago = [f"{int(month[:4]) - 1}{month[4:]}" for month in months]
    weights = np.abs([float(actual.get(month, 1.0)) for month in year_ago])
    first, second = (
        float(round(target * weight / weights.sum(), rule.digits)) for weight in weights[:2]
    )
    return (first, second, float(round(target - first - second, 2)))


def _shared(metric: str) -> dict[str, Any]:
    rule = RULES[metric]
    return {
        "metric": metric,
        "agg": rule.agg,
        "weight_metric": WEIGHTS.get(metric),
        "priority": "primary" if rule.primary else "secondary",
    }


def _owner(design: AccountDesign, metric: str) -> str:
    if metric in ("fill_rate", "otif"):
        return "物流部 Logistics"
    if metric in ("exec_score", "store_distribution"):
        return "门店执行组 Field team"
    return design.kam
