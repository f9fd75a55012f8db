"""Read one cell as a number, in every notation that extracts use; guess none.

1,200 · １，２００ · (1,200) · 1,200- · 1.2万 · 3亿 · 12% · ¥5 · 5元 · 1.2E3. Decimal commas,
groups of four and 1.2k are not understood, and are said so. Decimal arithmetic, so that
1.1万 is 11000 to the last digit.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ka_helpers.cases.importing.faults import Fault
from ka_helpers.cases.importing.units import narrow
from ka_helpers.columns import Kind

MISSING_MARKS = frozenset(
    {"-", "--", "—", "——", "―", "–", "/", "\\", "n/a", "#n/a", "na", "n.a.", "null", "none", "nan",
     "无", "暂无", "空", "缺", "缺失", "未知", "nil"}
)  # fmt: skip
CURRENCY_SIGNS: Mapping[str, frozenset[str]] = {
    "¥": frozenset({"CNY", "JPY"}), "元": frozenset({"CNY"}), "人民币": frozenset({"CNY"}),
    "rmb": frozenset({"CNY"}), "cny": frozenset({"CNY"}), "cn¥": frozenset({"CNY"}),
    "$": frozenset({"USD", "HKD", "AUD", "CAD", "SGD"}), "us$": frozenset({"USD"}),
    "usd": frozenset({"USD"}), "hk$": frozenset({"HKD"}), "hkd": frozenset({"HKD"}),
    "€": frozenset({"EUR"}), "eur": frozenset({"EUR"}), "£": frozenset({"GBP"}),
    "gbp": frozenset({"GBP"}), "jpy": frozenset({"JPY"}),
}  # fmt: skip
_SIGNS = r"cn¥|us\$|hk\$|¥|\$|€|£|rmb|cny|usd|hkd|eur|gbp|jpy|人民币"
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<currency>{_SIGNS})?\s*(?P<inner>[+-])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?P<power>e[+-]?[0-9]{1,3})?\s*(?P<size>百万|千万|万亿|百|千|万|亿)?\s*"
    rf"(?P<money>元|{_SIGNS})?(?P<percent>%)?\s*(?P<close>\))?(?P<trailing>-)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NumberRule:
    """How the numbers of a column are meant: kind, the unit's power of ten, factor, currency."""

    kind: Kind
    power: int = 0
    factor: float = 1.0
    currency: str = "CNY"

    @property
    def plain(self) -> bool:
        """Whether a number stands for itself."""
        return self.power == 0 and self.factor == 1


def is_blank(cell: Any) -> bool:
    """Tell whether a cell is empty: None, NaN, NaT, or nothing but blanks."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None or bool(cell != cell)  # noqa: PLR0124  NaN and NaT differ from themselves


def is_missing(cell: Any) -> bool:
    """Tell whether a cell says "nothing here": blank, a dash, N/A, 无."""
    return is_blank(cell) or (isinstance(cell, str) and narrow(cell).casefold() in MISSING_MARKS)


def read_number(cell: Any, rule: NumberRule) -> float | Fault | None:
    """Return the number in a cell, in currency units or fractions; None if the cell is empty.

    >>> read_number("（1,200）", NumberRule("money"))
    -1200.0
    >>> read_number("1.2万", NumberRule("money")), read_number("12%", NumberRule("share"))
    (12000.0, 0.12)
    >>> read_number("1,20", NumberRule("money")).key
    'importing.not_a_number'
    """
    if is_missing(cell):
        return None
    if isinstance(cell, str):
        return _read_text(narrow(cell), rule)
    if isinstance(cell, bool):
        return Fault("importing.flag_in_number")
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return Fault("importing.date_in_number")
    if not math.isfinite(cell):
        return Fault("importing.not_a_number")
    return float(cell) if rule.plain else _scaled(Decimal(str(cell)), rule.power, rule)


def _read_text(text: str, rule: NumberRule) -> float | Fault | None:
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return Fault("importing.not_a_number")
    marks = [m for m in (match["open"], match["sign"], match["inner"], match["trailing"]) if m]
    if len(marks) > 1:
        return Fault("importing.not_a_number")
    fault = _misplaced(match, rule)
    if fault:
        return fault
    digits = Decimal(match["digits"].replace(",", "") + (match["power"] or ""))
    negative = bool(marks) and marks[0] != "+"
    return _scaled(-digits if negative else digits, _power(match, rule), rule)


def _misplaced(match: re.Match[str], rule: NumberRule) -> Fault | None:
    money = [sign.casefold() for sign in (match["currency"], match["money"]) if sign]
    if match["percent"] and (money or match["size"] or rule.kind not in {"share", "number"}):
        return Fault("importing.percent_here")
    if money and rule.kind not in {"money", "price", "number"}:
        return Fault("importing.money_here")
    if any(rule.currency not in CURRENCY_SIGNS[sign] for sign in money):
        return Fault("importing.other_currency", rule.currency)
    if match["size"] and not match["money"] and rule.power:
        return Fault("importing.double_unit")
    return None


def _power(match: re.Match[str], rule: NumberRule) -> int:
    if match["percent"]:
        return -2
    if match["size"] or match["money"]:  # the cell names its own unit: the column's does not count
        return _POWERS[match["size"] or ""]
    return rule.power


def _scaled(digits: Decimal, power: int, rule: NumberRule) -> float | Fault:
    exact = digits.scaleb(power) * Decimal(repr(rule.factor))
    number = float(exact)
    return number if math.isfinite(number) else Fault("importing.not_a_number")
