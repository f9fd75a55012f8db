"""Write numbers, money, shares and dates the way a language writes them.

The only place, with `tables`, that rounds. `None` and NaN are written as an en dash,
because missing is not zero.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

LOCALES: Mapping[str, str] = {"en": "en", "zh": "zh_Hans_CN"}
MISSING = "–"
_EXACT = 1e15
"""Below it Python writes a rounded number as babel does, in a hundredth of the time: both
languages group by thousands with commas and write the same point and minus."""
_STEPS: Mapping[str, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, "B"), (1e6, "M"), (1e3, "K")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}


def number(value: float | None, language: str, decimals: int = 0) -> str:
    """Return a grouped number, at most `decimals` decimals.

    >>> number(1234.56, "en", 1)
    '1,234.6'
    """
    if _missing(value):
        return MISSING
    rounded = round(float(value), decimals) + 0.0  # type: ignore[arg-type]  # + 0.0 turns -0.0 into 0.0
    if abs(rounded) < _EXACT / 10**decimals and language in LOCALES:
        return f"{rounded:,.{decimals}f}"
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return str(format_decimal(rounded, format=pattern, locale=LOCALES[language]))


def money(value: float | None, language: str, currency: str = "CNY") -> str:
    """Return an amount in a unit that reads easily: ¥1.23M, ¥123.4万.

    >>> money(1_234_000, "zh"), money(1_234_000, "en"), money(-85, "en")
    ('¥123.4万', '¥1.23M', '-¥85')
    """
    if _missing(value):
        return MISSING
    amount = float(value)  # type: ignore[arg-type]
    size, suffix = _step(abs(amount), language)
    scaled = abs(amount) / size
    decimals = 0 if size == 1 else _three_digits(scaled)
    sign = "-" if amount < 0 and round(scaled, decimals) else ""
    digits = number(scaled, language, decimals)
    plain = digits.rstrip("0").rstrip(".") if decimals else digits
    return f"{sign}{symbol(currency)}{plain}{suffix}"


def money_exact(value: float | None, language: str, currency: str = "CNY") -> str:
    """Return an amount to the whole currency unit: ¥1,234,567."""
    if _missing(value):
        return MISSING
    amount = round(float(value))  # type: ignore[arg-type]
    return f"{'-' if amount < 0 else ''}{symbol(currency)}{number(abs(amount), language)}"


def price(value: float | None, language: str, currency: str = "CNY") -> str:
    """Return a price a unit, two decimals: ¥12.50."""
    if _missing(value):
        return MISSING
    amount = float(value)  # type: ignore[arg-type]
    return f"{'-' if amount < 0 else ''}{symbol(currency)}{number(abs(amount), language, 2)}"


def share(value: float | None, language: str, decimals: int = 1) -> str:
    """Return a fraction as a percentage.

    >>> share(-0.0625, "en", 2)
    '-6.25%'
    """
    if _missing(value):
        return MISSING
    return f"{number(float(value) * 100, language, decimals)}%"  # type: ignore[arg-type]


def rate(value: float | None, language: str) -> str:
    """Return a fraction as a percentage with one decimal, or two where it has two.

    >>> rate(0.0975, "en"), rate(0.05, "en")
    ('9.75%', '5.0%')
    """
    said = share(value, language, 2)
    return f"{said[:-2]}%" if said.endswith("0%") else said


def change(value: float | None, language: str, decimals: int = 1) -> str:
    """Return a fraction as a signed percentage: +12.0%."""
    if _missing(value):
        return MISSING
    said = share(value, language, decimals)
    return f"+{said}" if float(value) > 0 and not said.startswith("0.0%") else said  # type: ignore[arg-type]


def points(value: float | None, language: str) -> str:
    """Return a difference of two shares in signed percentage points: +1.2 pp."""
    if _missing(value):
        return MISSING
    said = number(float(value) * 100, language, 1)  # type: ignore[arg-type]
    unit = {"en": " pp", "zh": "个百分点"}[language]
    return f"{'+' if float(value) > 0 and said != '0.0' else ''}{said}{unit}"  # type: ignore[arg-type]


def date(value: Any, language: str) -> str:
    """Return a day: 6 Apr 2026, 2026年4月6日."""
    if _missing(value):
        return MISSING
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
    return _dated(day, {"en": "d MMM y", "zh": "y年M月d日"}[language], language)


def quarter(value: str, language: str) -> str:
    """Return a quarter: Q2 2026, 2026年第2季度."""
    year, _, number_in_year = str(value).partition("Q")
    return f"Q{number_in_year} {year}" if language == "en" else f"{year}年第{number_in_year}季度"


def month(value: str, language: str) -> str:
    """Return a month given as "2026-04": Apr 2026, 2026年4月."""
    first = dt.date.fromisoformat(f"{value}-01")
    return _dated(first, {"en": "MMM y", "zh": "y年M月"}[language], language)


def message(key: str | None, language: str) -> str:
    """Return the message that `key` names: a value that is a word, not a figure."""
    from ka_helpers.i18n import say

    return MISSING if key is None else say(key, language)


@lru_cache(maxsize=4096)
def _dated(day: dt.date, pattern: str, language: str) -> str:
    return str(format_date(day, format=pattern, locale=LOCALES[language]))


@cache
def symbol(currency: str) -> str:
    """Return the short sign of a currency: ¥, $, €."""
    return str(get_currency_symbol(currency, locale="en")).replace("CN¥", "¥")


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _step(size: float, language: str) -> tuple[float, str]:
    for step, suffix in _STEPS[language]:
        if size >= step:
            return step, suffix
    return 1, ""


def _three_digits(scaled: float) -> int:
    return 2 if scaled < 10 else 1 if scaled < 1000 else 0


Format = Callable[[Any, str, str], str]
FORMATS: Mapping[str, Format] = {
    "count": lambda value, language, _: number(value, language),
    "number": lambda value, language, _: number(value, language, 1),
    "ratio": lambda value, language, _: number(value, language, 2),
    "days": lambda value, language, _: number(value, language),
    "money": money,
    "money_exact": money_exact,
    "price": price,
    "share": lambda value, language, _: share(value, language),
    "rate": lambda value, language, _: rate(value, language),
    "change": lambda value, language, _: change(value, language),
    "points": lambda value, language, _: points(value, language),
    "date": lambda value, language, _: date(value, language),
    "quarter": lambda value, language, _: quarter(value, language),
    "month": lambda value, language, _: month(value, language),
    "message": lambda value, language, _: message(value, language),
}
