"""What is on the table with each account: opportunities, agreed actions, the next negotiation."""

from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.calendar_weeks import AS_OF
from ka_helpers.cases.synthesis.specification import AccountDesign

_STEPS = (
    "约见采购 Meet the buyer", "确认需求 Confirm the need", "提交品类方案 Send the category plan",
    "确认预算 Confirm the budget", "现场演示 Present on site", "商务报价 Quote",
    "条款谈判 Negotiate terms", "签约 Sign", "上架复盘 Review the launch",
)  # fmt: skip
_RIVALS = ("峰泽也在报价 Fengze is quoting too", "悦泉有老关系 Yuequan knows them well", None, None)
# text, module, kpi
_ACTIONS = (
    ("补签三季度陈列协议 Sign the third-quarter displays", "execution", "store_execution"),
    ("每月对账一次 Reconcile accounts every month", "supply", "order_fill_rate"),
    ("培训送货司机收货流程 Train drivers in the receiving procedure", "supply", "order_fill_rate"),
    ("提交滚动三个月促销计划 Hand in the rolling three-month plan", "planning", "sales_revenue"),
    ("复盘低效促销 Review promotions that did not pay", "resources", "account_profit"),
    ("引进两支高毛利新品 List two high-margin products", "planning", "account_profit"),
    ("重排门店拜访路线 Redraw the visit routes", "execution", "store_execution"),
    ("向采购介绍品类数据 Show the buyer the category data", "organisation", "market_share"),
)  # fmt: skip
_ISSUE_COLUMNS = [
    "issue", "unit", "weight_us", "weight_them", "low", "high",
    "reservation_us", "reservation_them", "target_us", "target_them",
]  # fmt: skip
_ISSUES = (
    ("年度返利 annual rebate", "%", 30, 35, 2, 10, 7.0, 4.0, 4.0, 9.0),
    ("账期 payment term", "天 days", 25, 20, 15, 90, 65, 40, 45, 75),
    ("端架陈列 end-cap displays", "个/店 per store", 20, 10, 0, 6, 2, 5, 5, 1),
    ("促销档期 promotion slots", "档/年 a year", 15, 15, 4, 20, 8, 16, 14, 6),
    ("新品进场费 listing fee", "元/SKU yuan per SKU", 10, 20, 0, 20e3, 12e3, 4e3, 4e3, 16e3),
)  # fmt: skip
NEGOTIATING = ("modern", "convenience", "online")


def opportunity_rows(design: AccountDesign, chance: np.random.Generator) -> list[dict[str, Any]]:
    """Return the rows of the table `opportunity`: one to three, tests met as stages go on."""
    rows: list[dict[str, Any]] = []
    for number in range(1, int(chance.integers(1, 4)) + 1):
        stage = int(chance.integers(1, 10))
        rows.append(
            {
                "opp_id": f"{design.account_id}-O{number}",
                "account_id": design.account_id,
                "stage": stage,
                "need_confirmed": stage >= 2,
                "budget_confirmed": stage >= 4 and bool(chance.random() < 0.85),
                "time_confirmed": stage >= 5 and bool(chance.random() < 0.8),
                "decision_confirmed": stage >= 6 and bool(chance.random() < 0.8),
                "value": round(design.quarterly_sales * float(chance.uniform(0.03, 0.15)), -3),
                "next_step": _STEPS[stage - 1],
                "competitor_notes": _RIVALS[int(chance.integers(len(_RIVALS)))],
                "opened_at": AS_OF - pd.Timedelta(days=int(chance.integers(20, 260))),
                "due": AS_OF + pd.Timedelta(days=int(chance.integers(-25, 120))),
            }
        )
    return rows


def action_rows(design: AccountDesign, chance: np.random.Generator) -> list[dict[str, Any]]:
    """Return the rows of the table `action`: three to five, some done, some late."""
    count = int(chance.integers(3, 6))
    chosen = chance.choice(len(_ACTIONS), size=count, replace=False).tolist()
    rows: list[dict[str, Any]] = []
    for number, place in enumerate(chosen, 1):
        text, module, kpi = _ACTIONS[place]
        days = int(chance.integers(-70, 60))
        past = "done" if chance.random() < 0.65 else "late"
        rows.append(
            {
                "action_id": f"{design.account_id}-A{number}",
                "account_id": design.account_id,
                "text": text,
                "due": AS_OF + pd.Timedelta(days=days),
                "owner": "物流部 Logistics" if module == "supply" else design.kam,
                "status": past if days < 0 else "open",
                "module": module,
                "kpi": kpi,
            }
        )
    return rows


def negotiation_rows(design: AccountDesign, chance: np.random.Generator) -> list[dict[str, Any]]:
    """Return the issues of next year's agreement where one is negotiated; weights add up to 100.

    A reservation is the worst value a side accepts; every issue leaves room for both. `batna`
    is each side's value without an agreement, 0 to 100, the same in all rows of a case.
    """
    if design.channel not in NEGOTIATING:
        return []
    batna_us, batna_them = (
        round(float(chance.uniform(28, 42))),
        round(float(chance.uniform(30, 45))),
    )
    shared = {
        "case_id": f"{design.account_id}-2027",
        "account_id": design.account_id,
        "batna_us": batna_us,
        "batna_them": batna_them,
    }
    return [{**dict(zip(_ISSUE_COLUMNS, issue, strict=True)), **shared} for issue in _ISSUES]
