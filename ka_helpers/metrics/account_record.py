"""The account record: what we know of an account, on three levels of knowledge.

A level is reached when enough of it, and of every level before it, is known. What no table of
a case can hold is listed all the same: it has to be asked. Not in here: the questions.

References
----------
Source 002: the surface (sales, stores, buyers), knowing the customer more deeply (company,
decisions, results, people, fiscal year), and its details (plans, procedures, stores, categories,
strategy, development, promotions, competitors, contacts). That two thirds reach a level is ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.metrics.account_finance import account_finance
from ka_helpers.metrics.assessment import Context, Tables
from ka_helpers.metrics.buying_centre import BuyingCentre
from ka_helpers.metrics.buying_centre import assess as assess_people
from ka_helpers.metrics.rows import rows_of, total
from ka_helpers.periods import trailing_quarters

NEEDS = ("account",)
LEVELS = ("surface", "deeper", "detail")
ENOUGH = 2 / 3


@dataclass(frozen=True)
class RecordItem:
    """One thing to know: whether it is known, and what, in `unit`; `source` names the table.

    `value` is a number, a text, or (unit "rows") how many records there are; `source` is
    "" where no table of a case holds it, so that it has to be asked.
    """

    key: str
    level: str
    known: bool
    value: float | str | None
    unit: str
    source: str


@dataclass(frozen=True)
class LevelKnown:
    """How much of a level is known, and whether it and all before it are reached."""

    level: str
    known: int
    items: int
    reached: bool


@dataclass(frozen=True)
class AccountRecord:
    """What is known of an account, item by item and level by level.

    `reached` is the deepest level reached, None where not even the surface is known.
    """

    items: tuple[RecordItem, ...]
    levels: tuple[LevelKnown, ...]
    reached: str | None

    def to_ask(self) -> tuple[RecordItem, ...]:
        """Return what is not known, the surface first."""
        return tuple(item for item in self.items if not item.known)


def assess(tables: Tables, quarter: str, context: Context) -> AccountRecord | None:
    """Return the record of one account at the end of `quarter`; None without its row."""
    if "account" not in tables or tables["account"].empty:
        return None
    known = _Known(tables, quarter, context)
    items = tuple(
        _item(known, key, level, make)
        for level, makers in _ITEMS.items()
        for key, make in makers.items()
    )
    levels = levels_of(items)
    reached = [each.level for each in levels if each.reached]
    return AccountRecord(items, levels, reached[-1] if reached else None)


def levels_of(items: tuple[RecordItem, ...]) -> tuple[LevelKnown, ...]:
    """Return each level's count; one that is full enough is not reached over one that is not."""
    levels: list[LevelKnown] = []
    for level in LEVELS:
        of_level = [item for item in items if item.level == level]
        known = sum(item.known for item in of_level)
        enough = bool(of_level) and known >= ENOUGH * len(of_level)
        before = all(each.reached for each in levels)
        levels.append(LevelKnown(level, known, len(of_level), enough and before))
    return tuple(levels)


Found = tuple[float | str | None, str, str]
"""Value, unit and source of what is known."""


class _Known:
    """One account's tables, and what several items are read from."""

    def __init__(self, tables: Tables, quarter: str, context: Context) -> None:
        self.tables, self.quarter = tables, quarter
        self.account: Mapping[Any, Any] = tables["account"].iloc[0].to_dict()
        self.people: BuyingCentre | None = assess_people(tables, quarter, context)

    def field(self, name: str, unit: str) -> Found | None:
        """Return what the account's own row says, None if nothing."""
        value = self.account.get(name)
        if value is None or pd.isna(value) or not str(value).strip():
            return None
        number = float(value) if isinstance(value, int | float) else str(value)
        return number, unit, "account"

    def rows(self, table: str, column: str) -> Found | None:
        """Return how many rows of a table know a column, None if none does."""
        if table not in self.tables or column not in self.tables[table]:
            return None
        rows = self.tables[table]
        n = int(rows[column].notna().sum())
        return (float(n), "rows", table) if n else None

    def met(self, *departments: str) -> Found | None:
        """Return how many people of some departments we know, None if none."""
        people = self.people.people if self.people else ()
        n = sum(each.department in departments for each in people)
        return (float(n), "count", "contact") if n else None


def _item(
    known: _Known, key: str, level: str, make: Callable[[_Known], Found | None]
) -> RecordItem:
    found = make(known)
    if found is None:
        return RecordItem(key, level, False, None, "text", SOURCES.get(key, ""))
    return RecordItem(key, level, True, *found)


def _year_sales(known: _Known) -> Found | None:
    if "sales" not in known.tables:
        return None
    rows = rows_of(known.tables, "sales")
    basis = rows.named("basis", "sell_in")
    rows = rows.where(basis) if basis.any() else rows
    year = rows.where(rows.named("quarter", *trailing_quarters(known.quarter)))
    return (total(year.numbers("sales_value")), "money", "sales") if len(year) else None


def _buyer(known: _Known) -> Found | None:
    people = known.people.in_role("buyer") if known.people else ()
    return (people[0].name, "text", "contact") if people else None


def _decider(known: _Known) -> Found | None:
    people = [each for each in known.people.people if each.decides] if known.people else []
    return (people[0].name, "text", "contact") if people else None


def _reporting(known: _Known) -> Found | None:
    levels = [each for each in known.people.levels if each.n] if known.people else []
    return (float(len(levels)), "count", "contact") if len(levels) > 1 else None


def _results(known: _Known) -> Found | None:
    found = account_finance(known.account)
    return None if found.net_margin is None else (found.net_margin, "share", "account")


def _stance(known: _Known) -> Found | None:
    support = known.people.support if known.people else None
    return None if support is None else (support, "ratio", "contact")


_ITEMS: Mapping[str, Mapping[str, Callable[[_Known], Found | None]]] = {
    "surface": {
        "sales": _year_sales,
        "stores": lambda known: known.field("store_count", "count"),
        "places": lambda known: known.field("region", "text"),
        "buyer": _buyer,
    },
    "deeper": {
        "company": lambda known: known.field("annual_sales", "money"),
        "reporting": _reporting,
        "decision": _decider,
        "results": _results,
        "people": _stance,
        "fiscal_year": lambda known: known.field("fiscal_year_start_month", "count"),
    },
    "detail": {
        "plans": lambda known: known.rows("negotiation", "target_them"),
        "procedures": lambda known: known.rows("order_line", "window_end"),
        "store_results": lambda known: known.rows("store", "annual_sales"),
        "categories": lambda known: known.rows("market", "account_total_sales"),
        "strategy": lambda known: None,
        "development": lambda known: None,
        "promotions": lambda known: known.rows("promotion", "start"),
        "rivals": lambda known: known.rows("market", "competitor"),
        "contacts": lambda known: known.met("store_operations"),
    },
}
SOURCES: Mapping[str, str] = {
    "sales": "sales", "stores": "account", "places": "account", "buyer": "contact",
    "company": "account", "reporting": "contact", "decision": "contact", "results": "account",
    "people": "contact", "fiscal_year": "account", "plans": "negotiation",
    "procedures": "order_line", "store_results": "store", "categories": "market",
    "promotions": "promotion", "rivals": "market", "contacts": "contact",
}  # fmt: skip
"""Which table would tell each item; strategy and development are only learnt by asking."""
