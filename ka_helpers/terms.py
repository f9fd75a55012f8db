"""The field's vocabulary as data: each word in English and Chinese, its formula, its source.

The words are in `terms.csv` beside this file. Not in here: how a figure is calculated (that
is `metrics`, whose names are these keys) or how a page is worded (that is `i18n`).
"""

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from ka_helpers.errors import RequestError

Aggregation = Literal["flow", "level", "ratio"]
Module = Literal["supply", "planning", "execution", "resources", "organisation"]
MODULES: tuple[Module, ...] = ("supply", "planning", "execution", "resources", "organisation")
"""The five modules of key account management; each is the term `module_<name>` (source 001)."""

_WORDS = Path(__file__).with_name("terms.csv")


@dataclass(frozen=True)
class Term:
    """One word of the field.

    `formula` is written with names of other terms, and empty where there is nothing to work
    out; `source` is the source text's number, or "trade" for words the whole trade uses.
    """

    key: str
    en: str
    zh: str
    kind: str
    formula: str
    source: str

    def name(self, language: str) -> str:
        """Return the word in `language`, "en" or "zh"."""
        return {"en": self.en, "zh": self.zh}[language]


@dataclass(frozen=True)
class Kpi:
    """One of the five KPIs an account is steered by; none is enough alone (source 001).

    `unit` is a format of `i18n.formatting.FORMATS`; `aggregation` says how months make a
    quarter; `direction` is +1 where more is better; `module` is where to look first when the
    KPI is missed.
    """

    key: str
    en: str
    zh: str
    unit: str
    aggregation: Aggregation
    direction: Literal[1, -1]
    module: Module


KPIS: tuple[Kpi, ...] = (
    Kpi("sales_revenue", "sales revenue", "销售收入", "money", "flow", 1, "planning"),
    Kpi("market_share", "market share", "市场份额", "share", "ratio", 1, "planning"),
    Kpi("store_execution", "store execution", "门店执行", "number", "ratio", 1, "execution"),
    Kpi("account_profit", "account profit", "客户经营利润", "money", "flow", 1, "resources"),
    Kpi("order_fill_rate", "order fill rate", "订单满足率", "share", "ratio", 1, "supply"),
)


def term(key: str) -> Term:
    """Return the term `key`.

    Raises
    ------
    RequestError : there is none; the message names the nearest

    >>> term("dso").zh
    '应收账款周转天数（DSO）'
    """
    by_key = _by_key()
    if key not in by_key:
        near = get_close_matches(key.lower().replace("-", "_").replace(" ", "_"), by_key, n=3)
        if near:
            raise RequestError("terms.unknown_near", found=key, near=", ".join(near))
        raise RequestError("terms.unknown", found=key, n=len(by_key))
    return by_key[key]


def terms(kind: str | None = None) -> tuple[Term, ...]:
    """Return all terms, or those of one kind, in the order of the vocabulary.

    Raises
    ------
    RequestError : no term is of that kind; the message lists the kinds

    >>> [grade.en for grade in terms("matrix")][1:3]
    ['star', 'question mark']
    """
    known = tuple(_by_key().values())
    if kind is None:
        return known
    kinds = dict.fromkeys(each.kind for each in known)
    if kind not in kinds:
        raise RequestError("terms.unknown_kind", found=kind, kinds=", ".join(kinds))
    return tuple(each for each in known if each.kind == kind)


@cache
def _by_key() -> dict[str, Term]:
    with _WORDS.open(encoding="utf-8", newline="") as words:
        return {row["key"]: Term(**row) for row in csv.DictReader(words)}
