"""Choosing key accounts: the places there are, the rules, and what a choice comes to.

Rules come from the case itself, so that every case has a choice that keeps them. Not in here:
points and feedback.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import floor

import pandas as pd

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_01 import (
    account_groups,
    account_names,
    account_profits,
    account_sales,
    groups_are_real,
)

MOST_PLACES, MOST_CHANNELS = 5, 3
SHARE_OF_ACCOUNTS = 0.4
LEEWAY = 0.95
"""How much of what a good choice reaches the rules ask for."""


@dataclass(frozen=True)
class SelectionRules:
    """What a choice of key accounts must keep to; shares are fractions, profit None unmeasured."""

    places: int
    channels: int
    sales_share: float
    profit_share: float | None


@dataclass(frozen=True)
class Choice:
    """What a choice comes to; a group takes one place and counts with all its accounts."""

    places: int
    channels: int
    sales_share: float
    profit_share: float | None


def candidates(lesson: Lesson) -> pd.DataFrame:
    """Return the groups and single accounts, the largest first, by the id of the head.

    Columns: account_name, channel (that of the head; "" where unknown), sales and profit of all
    its accounts. A merger that is only supposed does not count here.
    """
    sales = lesson.once(account_sales)
    heads = lesson.once(account_groups) if lesson.once(groups_are_real) else sales.index.to_series()
    profit = lesson.once(account_profits).groupby(heads).sum(min_count=1)
    total = sales.groupby(heads).sum().sort_values(ascending=False, kind="stable")
    accounts = lesson.case.accounts.set_index("account_id")
    channel = accounts["channel"] if "channel" in accounts else pd.Series("", accounts.index)
    return pd.DataFrame(
        {
            "account_name": account_names(lesson).reindex(total.index),
            "channel": channel.reindex(total.index).fillna(""),
            "sales": total,
            "profit": profit,
        },
        index=total.index.rename("account_id"),
    )


def good_choice(lesson: Lesson) -> tuple[str, ...]:
    """Return a choice in enough channels: the largest of each, then the largest that are left."""
    known = lesson.once(candidates)
    places, channels = _places(known), _channels(known)
    leaders = known.drop_duplicates("channel").index[:channels]
    others = known[known.duplicated("channel")].index[: places - channels]
    return (*leaders, *others)


def selection_rules(lesson: Lesson) -> SelectionRules:
    """Return the rules of the case: a good choice keeps them with a little to spare."""
    known = lesson.once(candidates)
    good = outcome_of(good_choice(lesson), lesson)
    earned = good.profit_share
    return SelectionRules(
        places=_places(known),
        channels=_channels(known),
        sales_share=floor(good.sales_share * LEEWAY * 100) / 100,
        profit_share=None if earned is None else floor(earned * LEEWAY * 100) / 100,
    )


def outcome_of(chosen: Collection[str], lesson: Lesson) -> Choice:
    """Return what a choice of accounts comes to; each stands for its whole group."""
    known = lesson.once(candidates)
    heads = _heads_of(chosen, lesson)
    taken = known.loc[[head for head in known.index if head in heads]]
    earned = known["profit"].sum(skipna=False)
    return Choice(
        places=len(taken),
        channels=int(taken["channel"].nunique()),
        sales_share=float(taken["sales"].sum() / known["sales"].sum()),
        profit_share=float(taken["profit"].sum() / earned) if earned > 0 else None,
    )


def _heads_of(chosen: Collection[str], lesson: Lesson) -> set[str]:
    heads = dict(lesson.once(account_groups)) if lesson.once(groups_are_real) else {}
    return {str(heads.get(each, each)) for each in chosen}


def _places(known: pd.DataFrame) -> int:
    return max(2, min(MOST_PLACES, round(len(known) * SHARE_OF_ACCOUNTS)))


def _channels(known: pd.DataFrame) -> int:
    return min(MOST_CHANNELS, _places(known), int(known["channel"].nunique()))
