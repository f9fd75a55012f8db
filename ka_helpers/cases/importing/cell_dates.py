"""Read one cell as a day or as a period: the many ways extracts write them; guess none.

Days: 2026-04-06, 2026/4/6, 2026.4.6, 20260406, 2026年4月6日, 6 Apr 2026, Excel serials.
Periods: those, and 2026W15, 2026年第15周 (ISO 8601 weeks), 2026-04, 2026年4月, 2026Q2.
26-4-6 and 4/6/2026 have two readings; without being told the order they are not understood.
"""

import datetime as dt
import re
from typing import Any, Literal, NamedTuple

from ka_helpers.cases.importing.cell_numbers import is_missing
from ka_helpers.cases.importing.faults import Fault
from ka_helpers.cases.importing.units import narrow

PeriodType = Literal["day", "week", "month", "quarter", "year"]
DayOrder = Literal["dmy", "mdy", "ymd"]
FIRST_SERIAL, LAST_SERIAL = 36526, 73050  # 2000-01-01 and 2099-12-31, as Excel counts
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_YEARS = range(1990, 2100)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"  # noqa: E501  one alternation
_Y, _M, _D = r"(?P<y>[0-9]{4})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_CLOCK = r"(?:[ t]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
_WEEKDAY = r"(?:\s*\(?(?:星期|周)(?P<weekday>[一二三四五六日天])\)?)?"
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_NUMERAL = r"(?P<numeral>十[一二]?|[一二三四五六七八九])"


class Period(NamedTuple):
    """A period by its first day and what it is; a plain date is a "day"."""

    start: dt.date
    kind: PeriodType


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_DAYS = _compiled(
    rf"{_Y}(?P<sep>[-/.]){_M}(?P=sep){_D}{_CLOCK}{_WEEKDAY}",
    rf"{_Y}年\s*{_M}月\s*{_D}[日号]?{_CLOCK}{_WEEKDAY}",
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    rf"{_D}[ -]?{_NAME}[ ,-]*{_Y}",
    rf"{_NAME}[ -]{_D},?[ -]{_Y}",
)
_DAY_LAST_YEAR = re.compile(r"(?P<a>[0-9]{1,2})([-/.])(?P<b>[0-9]{1,2})\2(?P<y>[0-9]{4})" + _CLOCK)
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]?"
)
_WEEKS = _compiled(
    rf"{_Y}[-/ ]?w(?:k|eek)?[- ]?(?P<w>[0-9]{{1,2}})",
    rf"{_Y}年?\s*第?(?P<w>[0-9]{{1,2}})周",
    rf"w(?:k|eek)?[- ]?(?P<w>[0-9]{{1,2}})(?:[ /-]{_Y})?",
    r"第(?P<w>[0-9]{1,2})周",
)
_MONTHS = _compiled(
    rf"{_Y}[-/]{_M}",
    r"(?P<y>[0-9]{4})\.(?P<m>0[1-9]|1[0-2]|[2-9])",
    r"(?P<y>[0-9]{4})(?P<m>0[1-9]|1[0-2])",
    rf"(?:{_Y}年)?\s*{_M}月份?",
    rf"(?:{_Y}年)?\s*{_NUMERAL}月份?",
    rf"{_NAME}(?:[ -]*{_Y})?",
    rf"{_Y}[ -]?{_NAME}",
)
_QUARTERS = _compiled(
    rf"(?:{_Y}[- ]?)?q(?P<q>[1-4])",
    rf"q(?P<q>[1-4])[ -/]?{_Y}",
    rf"(?:{_Y}年)?\s*第?(?P<q>[1-4一二三四])季度?",
)
_YEARLY = re.compile(rf"{_Y}年?(?:全年|度)?")
_RANGE = re.compile(
    r"(?P<first>.+?[日0-9])\s*(?:~|—|–|至|到| - |-(?=[0-9]{4}[/.年]))\s*(?P<last>[0-9]{4}.+)"
)


def read_date(cell: Any, order: DayOrder | None = None) -> dt.date | Fault | None:
    """Return the day in a cell, None if it is empty; a time of day is left out.

    >>> read_date("2026年4月6日").isoformat(), read_date(46118).isoformat()
    ('2026-04-06', '2026-04-06')
    >>> read_date("26-4-6").key, read_date("2026-02-30").key
    ('importing.short_year', 'importing.no_such_day')
    """
    if is_missing(cell):
        return None
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = _as_text(cell)
    serial = _serial(text)
    return serial or _written_day(text, order)


def read_period(
    cell: Any, year: int | None = None, order: DayOrder | None = None
) -> Period | Fault | None:
    """Return the period in a cell; `year` completes labels such as 4月 and W15.

    >>> read_period("2026W15").start.isoformat(), read_period("4月", 2026).start.isoformat()
    ('2026-04-06', '2026-04-01')
    >>> read_period("4月").key
    'importing.year_needed'
    """
    if is_missing(cell):
        return None
    if not isinstance(cell, dt.date):
        label = read_label(_as_text(cell), year)
        if label is not None:
            return label
    day = read_date(cell, order)
    return Period(day, "day") if isinstance(day, dt.date) else day


def read_label(text: str, year: int | None = None) -> Period | Fault | None:
    """Return the week, month, quarter or year a label names; None if it is no such label."""
    label = narrow(text)
    for patterns, reader in ((_WEEKS, _week), (_MONTHS, _month), (_QUARTERS, _quarter)):
        for pattern in patterns:
            match = pattern.fullmatch(label)
            if match:
                named = match.groupdict().get("y") or year
                return reader(match, int(named)) if named else Fault("importing.year_needed")
    match = _YEARLY.fullmatch(label)
    if match and int(match["y"]) in _YEARS:
        return Period(dt.date(int(match["y"]), 1, 1), "year")
    return _range(label)


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return narrow(str(cell))


def _serial(text: str) -> dt.date | None:
    if not re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return None
    days = int(float(text))
    known = FIRST_SERIAL <= days <= LAST_SERIAL
    return _EXCEL_EPOCH + dt.timedelta(days=days) if known else None


def _written_day(text: str, order: DayOrder | None) -> dt.date | Fault:
    for pattern in _DAYS:
        match = pattern.fullmatch(text)
        if match:
            day = _day(int(match["y"]), _month_number(match), int(match["d"]))
            weekday = match.groupdict().get("weekday")
            if isinstance(day, dt.date) and weekday and day.weekday() != _WEEKDAYS[weekday]:
                return Fault("importing.other_weekday")
            return day
    match = _DAY_LAST_YEAR.fullmatch(text)
    if match and order in {"dmy", "mdy"}:
        day_of, month = (match["a"], match["b"]) if order == "dmy" else (match["b"], match["a"])
        return _day(int(match["y"]), int(month), int(day_of))
    if match:
        return Fault("importing.day_or_month_first")
    return Fault("importing.short_year" if _SHORT_YEAR.fullmatch(text) else "importing.not_a_date")


def _month_number(match: re.Match[str]) -> int:
    parts = match.groupdict()
    if parts.get("name"):
        return _MONTH_NAMES.index(parts["name"][:3].casefold()) + 1
    if parts.get("numeral"):
        return _NUMERALS.index(parts["numeral"]) + 1
    return int(parts["m"])


def _day(year: int, month: int, day: int) -> dt.date | Fault:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return Fault("importing.no_such_day")
    return found if year in _YEARS else Fault("importing.year_out_of_range")


def _week(match: re.Match[str], year: int) -> Period | Fault:
    try:
        return Period(dt.date.fromisocalendar(year, int(match["w"]), 1), "week")
    except ValueError:
        return Fault("importing.no_such_week")


def _month(match: re.Match[str], year: int) -> Period | Fault:
    first = _day(year, _month_number(match), 1)
    return Period(first, "month") if isinstance(first, dt.date) else first


def _quarter(match: re.Match[str], year: int) -> Period | Fault:
    number = "一二三四".find(match["q"]) + 1 or int(match["q"])
    first = _day(year, 3 * number - 2, 1)
    return Period(first, "quarter") if isinstance(first, dt.date) else first


def _range(label: str) -> Period | Fault | None:
    match = _RANGE.fullmatch(label)
    if match is None:
        return None
    first, last = _written_day(match["first"], None), _written_day(match["last"], None)
    if isinstance(first, Fault) or isinstance(last, Fault):
        return Fault("importing.not_a_date")
    after = last + dt.timedelta(days=1)
    if first.weekday() == 0 and (last - first).days == 6:
        return Period(first, "week")
    if first.day == after.day == 1 and (last - first).days < 31:
        return Period(first, "month")
    return Fault("importing.odd_range")
