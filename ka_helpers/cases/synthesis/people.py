"""The people of each account and what they have let us feel: contacts and signals.

Every name is drawn from common surnames and given names; no one is meant.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.stories import open_signals
from ka_helpers.cases.synthesis.trades import TRADES
from ka_helpers.cases.synthesis.world import World

_SURNAMES = (
    "王 Wang", "张 Zhang", "刘 Liu", "陈 Chen", "杨 Yang", "黄 Huang", "周 Zhou", "徐 Xu",
    "马 Ma", "朱 Zhu", "胡 Hu", "郭 Guo", "林 Lin", "高 Gao", "罗 Luo", "梁 Liang",
)  # fmt: skip
_GIVEN = (
    "敏 Min", "静 Jing", "磊 Lei", "洋 Yang", "艳 Yan", "勇 Yong", "杰 Jie", "娟 Juan",
    "涛 Tao", "明 Ming", "超 Chao", "霞 Xia", "平 Ping", "刚 Gang", "丹 Dan", "宁 Ning",
)  # fmt: skip
# role (None: the trade's buyer), department, level, buying role, influence
_POSTS = (
    ("采购总监 Purchasing director", "采购部 Purchasing", "decision", "decider", 5),
    (None, "采购部 Purchasing", "operating", "buyer", 4),
    ("品类经理 Category manager", "品类部 Category", "technical", "influencer", 3),
    ("营运经理 Operations manager", "营运部 Operations", "operating", "user", 3),
    ("财务结算 Settlement accountant", "财务部 Finance", "technical", "influencer", 2),
    ("市场企划 Marketing planner", "市场部 Marketing", "technical", "initiator", 2),
)
_COUNTERPARTS = (
    "",
    "",
    "市场部 Marketing",
    "门店执行组 Field team",
    "财务部 Finance",
    "市场部 Marketing",
)
_SIGNALS = (
    ("投诉未解决 complaint unresolved", "complaint_unresolved"),
    ("竞品拿走端架 rival took our end caps", "squeezed_by_rivals"),
    ("采购换人 new buyer", "old_friend_dropped"),
    ("竞品报价更优 rival offers better terms", "stronger_rival"),
    ("客户调整品类策略 account changes its category strategy", "strategy_change"),
)
_STORY_SIGNALS: Mapping[str, tuple[str, ...]] = {
    "spend_cut": ("squeezed_by_rivals", "stronger_rival"),
    "order_gap": ("complaint_unresolved", "complaint_unresolved"),
}
_WARMTH = {"order_gap": -1.2, "spend_cut": -0.8, "leaving": -1.0, "overdue": -0.2}


def contact_rows(
    design: AccountDesign, world: World, chance: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the rows of the table `contact`: four to six people, fewer at dealers."""
    count = 3 if design.channel == "dealer" else int(chance.integers(4, len(_POSTS) + 1))
    warmth = _WARMTH.get(design.story.id if design.story else "", 0.4)
    rows: list[dict[str, Any]] = []
    for number, (role, dept, level, buying_role, influence) in enumerate(_POSTS[:count], 1):
        days = int(chance.integers(3, 80))
        support = int(np.clip(round(float(chance.normal(warmth, 0.8))), -2, 2))
        if design.supports and design.story is None:
            support = design.supports[number - 1]
        rows.append(
            {
                "contact_id": f"{design.account_id}-H{number}",
                "account_id": design.account_id,
                "name": _name(chance),
                "role": role or TRADES[world.trade].buyer,
                "dept": dept,
                "level": level,
                "buying_role": buying_role,
                "support": support,
                "influence": influence,
                "coverage": "已覆盖 covered" if days < 45 else "覆盖不足 thin",
                "last_touch": world.as_of - pd.Timedelta(days=days),
                "counterpart": _COUNTERPARTS[number - 1] or design.kam,
            }
        )
    return rows


def _name(chance: np.random.Generator) -> str:
    surname, latin = _SURNAMES[int(chance.integers(len(_SURNAMES)))].split(" ")
    given, given_latin = _GIVEN[int(chance.integers(len(_GIVEN)))].split(" ")
    return f"{surname}{given} {latin} {given_latin}"


def signal_rows(
    design: AccountDesign, world: World, chance: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the rows of the table `signal` of the last year; often there is none."""
    causes = list(_STORY_SIGNALS.get(design.story.id if design.story else "", ()))
    usual = int(chance.poisson(1.2 if design.growth < 0 else 0.7))
    by_chance = [_SIGNALS[int(place)][1] for place in chance.integers(0, len(_SIGNALS), usual)]
    given = _given_signals(design, world)
    causes += by_chance if given is None else []
    days = sorted(chance.integers(10, 330, len(causes)).tolist(), reverse=True)
    rows: list[dict[str, Any]] = []
    for number, (cause, back) in enumerate(zip(causes, days, strict=True), 1):
        date = world.as_of - pd.Timedelta(days=back)
        is_resolved = number > 1 and back > 60 and chance.random() < 0.7
        found = (cause, date, int(chance.integers(2, 6)))
        resolved_at = date + pd.Timedelta(days=min(back, 40)) if is_resolved else None
        rows.append(_signal(design, number, found) | {"resolved_at": resolved_at})
    still_open = [*open_signals(design, world), *(given or [])]
    rows += [
        _signal(design, number, found) for number, found in enumerate(still_open, len(rows) + 1)
    ]
    return rows


def _signal(
    design: AccountDesign, number: int, found: tuple[str, pd.Timestamp, int]
) -> dict[str, Any]:
    """Return the row of one signal that nobody has settled."""
    cause, date, severity = found
    return {
        "signal_id": f"{design.account_id}-S{number}",
        "account_id": design.account_id,
        "date": date,
        "type": next(text for text, known in _SIGNALS if known == cause),
        "severity": severity,
        "resolved_at": None,
        "cause": cause,
    }


def _given_signals(
    design: AccountDesign, world: World
) -> list[tuple[str, pd.Timestamp, int]] | None:
    """Return cause, day and severity of the signals the design names; None where chance decides."""
    if design.signals is None or design.story is not None:
        return None
    return [
        (cause, world.as_of - pd.Timedelta(days=back), severity)
        for cause, back, severity in design.signals
    ]
