"""What chapter 3 asks about: accounts and an order for which each mistake gives another answer.

Not in here: the right answers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_03 import (
    KPI_NAMES,
    MODULE_OF,
    accounts_from_the_lessons_own,
    figures_of,
    scorecard,
)
from ka_helpers.exercises.materials.chapter_03_stories import Story, story_of

Found = TypeVar("Found")
_UNKNOWN = float("nan")
_FEWEST_LINES, _MOST_LINES = 3, 8


@dataclass(frozen=True)
class TwoQuarters:
    """Sales of an account now and in the quarter compared with (money)."""

    account_id: str
    now: float
    before: float
    quarter_before: str


@dataclass(frozen=True)
class Market:
    """What an account sold to shoppers of ours and of the whole category, and what it bought."""

    account_id: str
    sold: float
    sold_before: float
    category: float
    category_before: float
    bought: float


@dataclass(frozen=True)
class Order:
    """One order of an account, a line a product: `ordered` and `delivered` in units."""

    account_id: str
    order_id: str
    lines: pd.DataFrame


@dataclass(frozen=True)
class Account:
    """What is left of the sales of an account after goods, trade spend and service (money)."""

    account_id: str
    net_sales: float
    goods: float
    trade_spend: float
    service: float


def sales_example(lesson: Lesson) -> TwoQuarters:
    """Return an account whose growth is not near zero.

    Raises
    ------
    NotGradableError : there is none
    """
    for account_id in accounts_from_the_lessons_own(lesson):
        found = figures_of(lesson, account_id).sales
        if found is None or found.sales.value is None or not found.sales_before.value:
            continue
        now, before = found.sales.value, found.sales_before.value
        if before > 0 and _apart([now / before - 1, 1 - before / now, now / before], by=0.0011):
            return TwoQuarters(account_id, now, before, found.before or lesson.quarter)
    raise NotGradableError("chapter_03.no_example")


def share_example(lesson: Lesson) -> Market:
    """Return an account whose share is known now and before, and moved.

    Raises
    ------
    NotGradableError : there is none
    """
    for account_id in accounts_from_the_lessons_own(lesson):
        found = _market(lesson, account_id)
        if found is None:
            continue
        share, before = found.sold / found.category, found.sold_before / found.category_before
        by_purchases, upside_down = found.bought / found.category, found.category / found.sold
        moves = [share - before, share / before - 1, before - share]
        if _apart([share, by_purchases, upside_down], by=0.0011) and _apart(moves, by=0.00025):
            return found
    raise NotGradableError("chapter_03.no_example")


def order_example(lesson: Lesson) -> Order:
    """Return an order that came short, whose lines differ in size.

    Raises
    ------
    NotGradableError : there is none
    """
    for account_id in accounts_from_the_lessons_own(lesson):
        rows = lesson.case.slice(account_id).get("order_line")
        if rows is None or "order_id" not in rows:
            continue
        known = rows[(rows["quarter"] == lesson.quarter) & (rows["qty_ordered"] > 0)]
        for order_id, lines in known.groupby("order_id"):
            if _FEWEST_LINES <= len(lines) <= _MOST_LINES and _tells(lines):
                return Order(account_id, str(order_id), _as_lines(lines))
    raise NotGradableError("chapter_03.no_order")


def profit_example(lesson: Lesson) -> Account:
    """Return an account whose costs are all known.

    Raises
    ------
    NotGradableError : there is none
    """
    for account_id in accounts_from_the_lessons_own(lesson):
        found = figures_of(lesson, account_id).profit
        if found is None or not found.account_profit.value:
            continue
        net, goods, spend, service = (
            (measure.value or 0.0)
            for measure in (found.net_sales, found.cogs, found.trade_spend, found.service)
        )
        left = found.account_profit.value
        margins = [left / net, (net - goods) / net, left / goods]
        if _apart(margins, by=0.0011) and _apart([left, net - goods, left + service], by=1e3):
            return Account(account_id, net, goods, spend, service)
    raise NotGradableError("chapter_03.no_example")


def scorecard_example(lesson: Lesson) -> str:
    """Return an account, another one if there is, whose KPIs have an order of their own.

    Raises
    ------
    NotGradableError : there is none
    """
    own, *others = accounts_from_the_lessons_own(lesson)
    for account_id in (*others, own):
        card = scorecard(lesson, account_id)
        if card["attained"].isna().any() or not (card["aim"] > 0).all():
            continue
        order = tuple(card["attained"].sort_values(kind="stable").index)
        known = {order, order[::-1], KPI_NAMES}
        own_module = MODULE_OF[order[0]]
        if len(known) == 3 and _apart(card["attained"], by=0.002) and own_module != "execution":
            return account_id
    raise NotGradableError("chapter_03.no_example")


@dataclass(frozen=True)
class Asked:
    """What the notebook's cells show; NaN and the lesson's own account where nothing fits."""

    sales: TwoQuarters
    market: Market
    order: Order
    account: Account
    scored: str
    story: Story


def asked_of(lesson: Lesson) -> Asked:
    """Return what the chapter asks about on this case."""
    own, none = lesson.account_id, _UNKNOWN
    no_lines = pd.DataFrame({"product_id": [own], "ordered": [none], "delivered": [none]})
    return Asked(
        sales=_found(lesson, sales_example, TwoQuarters(own, none, none, lesson.quarter)),
        market=_found(lesson, share_example, Market(own, none, none, none, none, none)),
        order=_found(lesson, order_example, Order(own, "", no_lines)),
        account=_found(lesson, profit_example, Account(own, none, none, none, none)),
        scored=_found(lesson, scorecard_example, own),
        story=story_of(lesson),
    )


def _market(lesson: Lesson, account_id: str) -> Market | None:
    figures = figures_of(lesson, account_id)
    share, bought = figures.share, figures.sales
    if share is None or bought is None or bought.basis != "sell_in" or share.basis != "sell_out":
        return None
    now = share.own_sales.value, share.category_sales.value, bought.sales.value
    growths = share.own_growth.value, share.category_growth.value
    if None in (*now, *growths) or -1 in growths:
        return None
    sold, category, purchases = (value or 0.0 for value in now)
    before, category_before = (
        value / (1 + (growth or 0.0))
        for value, growth in zip((sold, category), growths, strict=True)
    )
    return Market(account_id, sold, before, category, category_before, purchases)


def _as_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Return ordered and delivered; what came beyond the order makes up for no other line."""
    named = lines["product_id"] if "product_id" in lines else lines["line"]
    delivered = lines["qty_delivered"].fillna(0.0).clip(upper=lines["qty_ordered"])
    return pd.DataFrame(
        {
            "product_id": named.astype(str).to_numpy(),
            "ordered": lines["qty_ordered"].to_numpy(),
            "delivered": delivered.to_numpy(),
        }
    )


def _tells(rows: pd.DataFrame) -> bool:
    if rows["qty_delivered"].isna().any():
        return False
    lines = _as_lines(rows)
    rates = lines["delivered"] / lines["ordered"]
    whole = lines["delivered"].sum() / lines["ordered"].sum()
    return _apart([whole, float(rates.mean()), float((rates == 1).mean()), 1.0], by=0.004)


def _apart(values: Iterable[float], by: float) -> bool:
    return all(high - low > by for low, high in pairwise(sorted(values)))


def _found(lesson: Lesson, look: Callable[[Lesson], Found], otherwise: Found) -> Found:
    try:
        return lesson.once(look)
    except NotGradableError:
        return otherwise
