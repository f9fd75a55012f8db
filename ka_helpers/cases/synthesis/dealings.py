"""What is on the table with each account: opportunities, agreed actions, the next negotiation."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.costs import LISTING_FEE_WEEKS
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.stories import spend_left, tells
from ka_helpers.cases.synthesis.world import World
from ka_helpers.periods import parse_quarter

_STEPS = (
    "约见采购 Meet the buyer", "确认需求 Confirm the need", "提交品类方案 Send the category plan",
    "确认预算 Confirm the budget", "现场演示 Present on site", "商务报价 Quote",
    "条款谈判 Negotiate terms", "签约 Sign", "上架复盘 Review the launch",
)  # fmt: skip
_RIVALS = ("{zh}也在报价 {en} is quoting too", "{zh}有老关系 {en} knows them well", None, None)
_QUARTERS = (("一", "first"), ("二", "second"), ("三", "third"), ("四", "fourth"))
# text, module, kpi
_ACTIONS = (
    ("补签{zh}季度陈列协议 Sign the {en}-quarter displays", "execution", "store_execution"),
    ("每月对账一次 Reconcile accounts every month", "supply", "order_fill_rate"),
    ("培训送货司机收货流程 Train drivers in the receiving procedure", "supply", "order_fill_rate"),
    ("提交滚动三个月促销计划 Hand in the rolling three-month plan", "planning", "sales_revenue"),
    ("复盘低效促销 Review promotions that did not pay", "resources", "account_profit"),
    ("引进两支高毛利新品 List two high-margin products", "planning", "account_profit"),
    ("重排门店拜访路线 Redraw the visit routes", "execution", "store_execution"),
    ("向采购介绍品类数据 Show the buyer the category data", "organisation", "market_share"),
)  # fmt: skip
NEGOTIATING = ("modern", "convenience", "online")


def opportunity_rows(
    design: AccountDesign, world: World, chance: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the rows of the table `opportunity`: a few, tests met as stages go on."""
    rows: list[dict[str, Any]] = []
    fewest, most = design.opportunities
    for number in range(1, int(chance.integers(fewest, most + 1)) + 1):
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
                "competitor_notes": _note_on(world, int(chance.integers(len(_RIVALS)))),
                "opened_at": world.as_of - pd.Timedelta(days=int(chance.integers(20, 260))),
                "due": world.as_of + pd.Timedelta(days=int(chance.integers(-25, 120))),
            }
        )
    return rows


def _note_on(world: World, place: int) -> str | None:
    """Return what is known of a rival at the account; often nothing."""
    note = _RIVALS[place]
    if note is None:
        return None
    rival = world.competitors[place % len(world.competitors)]
    return note.format(zh=rival.brand_zh, en=rival.brand_en)


def action_rows(
    design: AccountDesign, world: World, chance: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the rows of the table `action`: three to five, some done, some late."""
    count = int(chance.integers(3, 6))
    zh, en = _QUARTERS[parse_quarter(world.next_quarter)[1] - 1]
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
                "text": text.format(zh=zh, en=en),
                "due": world.as_of + pd.Timedelta(days=days),
                "owner": "物流部 Logistics" if module == "supply" else design.kam,
                "status": past if days < 0 else "open",
                "module": module,
                "kpi": kpi,
            }
        )
    return rows


def negotiation_rows(design: AccountDesign, world: World) -> list[dict[str, Any]]:
    """Return the issues of next year's agreement where one is negotiated; weights add up to 100.

    A reservation is the worst value that a side's own rules allow, a target what it hopes for;
    the account asks for its target first. Ranges lie about today, so that they fit the account.
    Nothing is drawn by chance. The rebate of an account whose spend was cut within the year is
    left to its booked costs.
    """
    if design.channel not in NEGOTIATING:
        return []
    year = parse_quarter(world.review_quarter)[0] + 1
    shared = {"case_id": f"{design.account_id}-{year}", "account_id": design.account_id}
    return [{**shared, **_row(issue)} for issue in _issues(design, world)]


@dataclass(frozen=True)
class _Issue:
    """An issue: its weights, its range about `at`, and offsets from it that each side holds to."""

    text: str
    unit: str
    weights: tuple[float, float]
    at: float
    ends: tuple[float, float]
    step: float
    us: tuple[float, float]
    """Our limit and our target, from `at`."""
    them: tuple[float, float]
    """Their limit and their opening, from `at`."""
    today: float | None = None


def _issues(design: AccountDesign, world: World) -> tuple[_Issue, ...]:
    online = design.channel == "online"
    days, slots = design.terms.payment_days, _usual_slots(design)
    place = ("首页资源位 homepage placements", "个 count") if online else (
        "端架陈列 end-cap displays", "个/店 per store")  # fmt: skip
    return (
        _rebate(design),
        _Issue("账期 payment term", "天 days", (15, 20), days, (-min(20, days), 30), 5,
               (10, -5), (-5, 20), days),
        _Issue(*place, (20, 10), 0, (0, 5), 1, (1, 4), (4, 1), 1),
        _Issue("促销档期 promotion slots", "档/年 a year", (10, 15), slots, (-4, 4), 1,
               (2, -2), (-2, 4)),
        _Issue("引进新品 new SKUs", "支 SKUs", (20, 10), 0, (0, 4), 1, (1, 3), (3, 1), 0),
        _listing_fee(design, world),
    )  # fmt: skip


def _rebate(design: AccountDesign) -> _Issue:
    cut = tells(design, "spend_cut")
    percent = 100 * design.terms.rebate * spend_left(design)
    at = round(percent * 4) / 4
    return _Issue(
        "年度返利 annual rebate", "%", (30, 30), at, (-3.0, 4.0), 0.25,
        (1.0, -0.5), (-1.0, 2.5), None if cut else at,
    )  # fmt: skip


def _listing_fee(design: AccountDesign, world: World) -> _Issue:
    """Return the fee for each new SKU, about what was paid before, in steps of a round sum."""
    usual = LISTING_FEE_WEEKS * design.quarterly_sales / 13
    size = 10.0 ** np.floor(np.log10(usual / 6))
    step = float(min(each * size for each in (1, 2, 5, 10) if each * size >= usual / 6))
    at = round(usual / step) * step
    return _Issue(
        "新品进场费 listing fee", _money_each(world.currency), (5, 15), at, (-at, at), step,
        (2 * step, -3 * step), (-2 * step, at - step),
    )  # fmt: skip


def _money_each(currency: str) -> str:
    return "元/SKU yuan per SKU" if currency == "CNY" else f"{currency}/SKU {currency} per SKU"


def _usual_slots(design: AccountDesign) -> int:
    if tells(design, "buyer_price_cuts"):
        return 24
    return 2 * sum(design.promotion_rhythm)


def _row(issue: _Issue) -> dict[str, Any]:
    """Return an issue as the columns of its table."""
    return {
        "issue": issue.text,
        "unit": issue.unit,
        "weight_us": issue.weights[0],
        "weight_them": issue.weights[1],
        "low": issue.at + issue.ends[0],
        "high": issue.at + issue.ends[1],
        "step": issue.step,
        "today": issue.today,
        "reservation_us": issue.at + issue.us[0],
        "reservation_them": issue.at + issue.them[0],
        "target_us": issue.at + issue.us[1],
        "target_them": issue.at + issue.them[1],
    }
