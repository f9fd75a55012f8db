"""Decide which table a sheet is, from its headers; a doubtful sheet is not guessed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ka_helpers.cases.importing.cell_dates import Period
from ka_helpers.cases.importing.header_rows import Header
from ka_helpers.cases.importing.headers import (
    NAMES_OF_IDS,
    TOTAL_COLUMN,
    Heading,
    Vocabulary,
    normal,
)
from ka_helpers.cases.importing.mapping import Source
from ka_helpers.columns import NUMERIC, TABLES, Table
from ka_helpers.errors import Problem

NUMBERED = ("cost", "contact", "opportunity", "signal", "action")
"""Tables whose id only tells rows apart, so that it may be numbered if a file has none."""
_WORDS: Mapping[str, tuple[str, ...]] = {
    "account": ("account", "客户资料", "客户清单", "客户主数据"),
    "product": ("product", "产品", "商品"),
    "sales": ("sales", "销售", "销量"),
    "market": ("market", "市场", "品类"),
    "execution": ("execution", "执行", "拜访", "陈列"),
    "promotion": ("promotion", "促销"),
    "cost": ("cost", "费用"),
    "order_line": ("order", "订单"),
    "receivable": ("receivable", "应收"),
    "objective": ("objective", "目标"),
    "forecast": ("forecast", "预测"),
    "contact": ("contact", "联系人"),
    "opportunity": ("opportunit", "商机"),
    "signal": ("signal", "信号"),
    "action": ("action", "行动"),
    "negotiation": ("negotiation", "谈判"),
    "store": ("store", "门店"),
}


@dataclass(frozen=True)
class Choice:
    """The table a sheet is and what its headers mean; `problems` if that cannot be decided."""

    table: Table | None
    headings: tuple[Heading, ...]
    problems: tuple[Problem, ...] = ()


def choose_table(header: Header, source: Source, file: str, year: int | None) -> Choice:
    """Return the table whose required columns the headers have; the fullest if several."""
    value = source.pivot.value
    names = [name for name in TABLES if value is None or value in TABLES[name].by_name]
    names = [source.table] if source.table else names
    readings = {name: _headings(header, TABLES[name], source, year) for name in names}
    lacking = {name: _lacking(TABLES[name], readings[name], source) for name in names}
    most = max(_matched(headings) for headings in readings.values())
    whole = [name for name in names if not lacking[name]]
    if not any(_matched(readings[name]) == most or _has_figures(name) for name in whole):
        best = min(names, key=lambda name: len(lacking[name]) - _matched(readings[name]))
        return Choice(None, readings[best], tuple(_why(readings[best], best, lacking[best], file)))
    ranked = sorted(whole, key=lambda name: _rank(name, readings[name], file), reverse=True)
    first, *others = ranked
    tied = [o for o in others if _rank(o, readings[o], file) == _rank(first, readings[first], file)]
    if tied:
        values = {"tables": ", ".join([first, *tied])}
        return Choice(
            None, readings[first], (Problem(file, "importing.table_unclear", values=values),)
        )
    problems = tuple(_heading_problems(readings[first], source, file))
    return Choice(TABLES[first], readings[first], problems)


def _headings(
    header: Header, table: Table, source: Source, year: int | None
) -> tuple[Heading, ...]:
    value = source.pivot.value if source.pivot.value in table.by_name else None
    vocabulary = Vocabulary(table, source.columns, source.pivot.year or year or header.year, value)
    headings = [vocabulary.heading(at, levels) for at, levels in enumerate(header.levels)]
    dropped = {normal(said) for said in source.drop}
    return tuple(Heading(h.position, h.text) if normal(h.text) in dropped else h for h in headings)


def _lacking(table: Table, headings: tuple[Heading, ...], source: Source) -> list[str]:
    there = {heading.column for heading in headings} | {*source.constants}
    if any(heading.period for heading in headings):
        there.add("period_start")
    if "period_start" in there:
        there.add("period_type")
    there |= {identifier for identifier, name in NAMES_OF_IDS.items() if name in there}
    if table.name in NUMBERED:
        there.add(table.key[0])
    if "order_id" in there:
        there.add("line")
    lacking = [
        column.name for column in table.columns if column.required and column.name not in there
    ]
    if table.any_of and not there & {*table.any_of}:
        lacking.append(" | ".join(table.any_of))
    return lacking


def _matched(headings: tuple[Heading, ...]) -> int:
    return len({heading.column for heading in headings if heading.column})


def _has_figures(name: str) -> bool:
    """Tell whether a table needs a figure: names alone fit an account list by accident."""
    return any(column.required and column.kind in NUMERIC for column in TABLES[name].columns)


def _rank(name: str, headings: tuple[Heading, ...], file: str) -> tuple[int, int, bool]:
    required = {column.name for column in TABLES[name].columns if column.required}
    found = {heading.column for heading in headings}
    needed = len(required & found) + any(heading.period for heading in headings)
    needed += sum(n in found and i in required - found for i, n in NAMES_OF_IDS.items())
    return needed, _matched(headings), any(word in file.casefold() for word in _WORDS[name])


def _why(
    headings: tuple[Heading, ...], table: str, lacking: list[str], file: str
) -> Iterator[Problem]:
    faults = [heading for heading in headings if heading.fault]
    for heading in faults:
        yield _fault(heading, file)
    if not faults:
        unused = [heading.text for heading in headings if heading.text and not heading.column]
        values = {
            "table": table,
            "missing": ", ".join(lacking),
            "unused": ", ".join(unused[:8]) or "–",
        }
        yield Problem(file, "importing.no_table", values=values)


def _heading_problems(
    headings: tuple[Heading, ...], source: Source, file: str
) -> Iterator[Problem]:
    for heading in headings:
        if heading.fault:
            yield _fault(heading, file)
    by_column: dict[tuple[str, Period | None], list[str]] = {}
    for heading in headings:
        if heading.column and heading.column != TOTAL_COLUMN:
            by_column.setdefault((heading.column, heading.period), []).append(heading.text)
    for (name, _), texts in by_column.items():
        if len(texts) > 1:
            values = {"headers": ", ".join(texts), "column": name}
            yield Problem(file, "importing.two_headers", values=values)
    kinds = Counter(heading.period.kind for heading in headings if heading.period)
    if len(kinds) > 1:
        yield Problem(file, "importing.mixed_periods", values={"kinds": ", ".join(kinds)})


def _fault(heading: Heading, file: str) -> Problem:
    assert heading.fault is not None
    values = {"found": heading.text, "expected": heading.fault.expected}
    return Problem(file, heading.fault.key, column=heading.text, values=values)
