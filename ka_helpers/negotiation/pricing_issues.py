"""Which issues are on the table with an account: the negotiation table's rows, or the usual ones.

An issue's text is recognised in Chinese or English; one that is not keeps its own name. Not in
here: what a value is worth (`pricing_worth`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ka_helpers.cases.case import AccountSlice
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.pricing_year import AccountYear

_PATTERNS = (
    ("listing_fee", r"进场费|入场费|条码费|上架费|新品费|listing fee|slotting"),
    ("new_skus", r"新品|新sku|new (sku|product|item|listing)|listing"),
    ("rebate", r"返利|返点|rebate"),
    ("payment_days", r"[账帐]期|付款|结款|回款|payment|credit term"),
    ("displays", r"陈列|堆头|端架|资源位|display|end.?cap|placement"),
    ("promotion_slots", r"档期|促销|海报|promotion|slot|leaflet"),
    ("delivery_window", r"送货|配送|收货|到货|delivery"),
    ("price", r"供货价|进货价|进价|价格|提价|price"),
)
"""Looked for in this order: a fee for new SKUs is a fee, not an SKU."""
UNITS: Mapping[str, str] = {
    "rebate": "share", "payment_days": "days", "displays": "count", "promotion_slots": "count",
    "listing_fee": "money", "new_skus": "count", "delivery_window": "days", "price": "share",
}  # fmt: skip
STEPS: Mapping[str, float] = {
    "rebate": 0.0025, "payment_days": 5, "displays": 1, "promotion_slots": 1, "new_skus": 1,
    "delivery_window": 1, "price": 0.005,
}  # fmt: skip
PARTS = 10
"""Steps that an issue without a usual step is cut into."""
USUAL_DAYS = 45.0
"""The payment term about which ranges lie where the account's is not known."""
_CLOSE = 1e-9


@dataclass(frozen=True)
class Row:
    """An issue and what the company knows of it; None is not said. Weights are points."""

    issue: Issue
    weight_us: float
    weight_them: float
    limit: float | None = None
    target: float | None = None
    their_limit: float | None = None
    their_opening: float | None = None


def rows_of_table(account: AccountSlice, year: AccountYear) -> tuple[Row, ...]:
    """Return the issues of the account's latest negotiation, () where it has none."""
    if "negotiation" not in account or account["negotiation"].empty:
        return ()
    table = account["negotiation"]
    rows = table[table["case_id"] == table["case_id"].max()]
    taken: set[str] = set()
    found = []
    for record in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        said = {str(name): value for name, value in record.items()}
        found.append(_row(said, _key_of(said, taken), account, year))
        taken.add(found[-1].issue.key)
    return tuple(found)


def usual_rows(account: AccountSlice, year: AccountYear) -> tuple[Row, ...]:
    """Return the issues that are usual, in ranges about today."""
    fee = _rounded(year.listing_fee or 0.05 * year.sales / max(len(year.best_sellers), 1))
    rebate, days = year.rebate / year.sales, USUAL_DAYS if year.days is None else year.days
    plan = (
        ("rebate", (max(rebate - 0.02, 0.0), rebate + 0.03), 0.0025),
        ("payment_days", (max(days - 20, 0), days + 30), 5),
        ("displays", (0, 5), 1),
        ("promotion_slots", _slots(year), 1),
        ("new_skus", (0, 4), 1),
        ("listing_fee", (0, 2 * fee), fee / 5),
    )
    return tuple(
        Row(_issue(key, UNITS[key], _whole(ends, step), step, today_of(key, year)), 1.0, 1.0)
        for key, ends, step in plan
        if key != "promotion_slots" or year.promotions is not None
    )


def today_of(key: str, year: AccountYear) -> float | None:
    """Return what holds today as the case's other tables have it, None where they do not say."""
    known = {
        "rebate": year.rebate / year.sales, "payment_days": year.days, "displays": 0.0,
        "new_skus": 0.0, "listing_fee": year.listing_fee, "delivery_window": 1.0, "price": 0.0,
        "promotion_slots": year.promotions.slots if year.promotions else None,
    }  # fmt: skip
    return known.get(key)


def recognised(text: str, unit: str) -> str | None:
    """Return the key of an issue by its text and unit, None if the kit cannot price it.

    >>> recognised("新品进场费 listing fee", "元/SKU"), recognised("免费培训", "次")
    ('listing_fee', None)
    """
    wanted = format_of(unit)
    for key, pattern in _PATTERNS:
        if re.search(pattern, text.casefold()):
            return key if UNITS[key] == wanted else None
    return None


def format_of(unit: str) -> str:
    """Return the format that a unit's numbers are read in: share, days, money or count.

    >>> [format_of(unit) for unit in ("%", "天 days", "元/SKU yuan per SKU", "档/年 a year")]
    ['share', 'days', 'money', 'count']
    """
    said = unit.casefold()
    if "%" in said or "％" in said or "百分" in said:
        return "share"
    if re.search(r"天|日|\bdays?\b", said):
        return "days"
    return "money" if re.search(r"元|yuan|cny|rmb|¥|￥", said) else "count"


def _key_of(said: Mapping[str, Any], taken: set[str]) -> str:
    key = recognised(str(said["issue"]), str(said["unit"]))
    if key is not None and key not in taken:
        return key
    return f"issue_{len(taken) + 1}"


def _row(said: Mapping[str, Any], key: str, account: AccountSlice, year: AccountYear) -> Row:
    unit = format_of(str(said["unit"]))
    factor = 0.01 if unit == "share" else 10_000.0 if "万" in str(said["unit"]) else 1.0

    def known(name: str) -> float | None:
        value = said.get(name)
        return None if value is None else round(float(value) * factor, 12)

    today = known("today")
    today = today_of(key, year) if today is None else today
    issue = _issue(key, unit, (known("low") or 0.0, known("high") or 0.0), known("step"), today)
    if key not in UNITS:
        issue = replace(issue, name=str(said["issue"]), unit_name=str(said["unit"]))
    return Row(
        issue, float(said["weight_us"]), float(said["weight_them"]), known("reservation_us"),
        known("target_us"), known("reservation_them"), known("target_them"),
    )  # fmt: skip


def _issue(
    key: str, unit: str, ends: tuple[float, float], step: float | None, today: float | None
) -> Issue:
    """Return the issue; its range takes in what holds today, by whole steps.

    What nobody says of today stands at the low end: nothing is given yet.
    """
    low, high = ends
    step = step or STEPS.get(key) or (high - low) / PARTS
    if today is None or not low < high:
        return Issue(key, unit, low, high, step, low)
    low -= step * max(0.0, np.ceil((low - today) / step - _CLOSE))
    high += step * max(0.0, np.ceil((today - high) / step - _CLOSE))
    at = low + step * round((today - low) / step)
    low, high, at = (round(float(value), 12) for value in (low, high, at))
    return Issue(key, unit, low, high, step, at)


def _whole(ends: tuple[float, float], step: float) -> tuple[float, float]:
    """Return ends that are whole steps from zero."""
    low, high = np.floor(ends[0] / step + _CLOSE), np.ceil(ends[1] / step - _CLOSE)
    return round(float(low * step), 12), round(float(high * step), 12)


def _slots(year: AccountYear) -> tuple[float, float]:
    today = year.promotions.slots if year.promotions else 0
    return max(today - 4, 0), today + 6


def _rounded(amount: float) -> float:
    """Return an amount with one or two digits that mean something."""
    size = 10 ** int(np.floor(np.log10(max(amount, 1.0))))
    return float(max(round(amount / size * 2) / 2 * size, 1.0))
