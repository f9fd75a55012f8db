"""Match an extract's headers with the contract's columns: by name, alias, unit and period.

Case, spaces, punctuation and width do not matter; a unit at the end sets the column's unit.
The unit also decides the meaning: 销量 is units, 销量(万元) is money. A header that fits
nothing, or two columns, is listed with the nearest names; none is guessed.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache

from ka_helpers.cases.importing.cell_dates import Period, read_date, read_label
from ka_helpers.cases.importing.faults import Fault
from ka_helpers.cases.importing.units import Unit, narrow, split_unit
from ka_helpers.columns import TABLES, Column, Table

ACCOUNT_NAME, PRODUCT_NAME = "account_name", "product_name"
NAMES_OF_IDS: Mapping[str, str] = {"account_id": ACCOUNT_NAME, "product_id": PRODUCT_NAME}
TOTAL_COLUMN = "(total)"
JOINER = " / "
_AROUND = " _-/:()[]"
_IGNORED = re.compile(r"[\s_\-./\\:·*#\"'“”‘’,、，。;&]+")
_TOTAL = re.compile(r"(合计|总计|小计|共计|汇总|累计|(sub|grand)?total)", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """One header: where it stands, what column, unit and period it means, or why none."""

    position: int
    text: str
    column: str | None = None
    unit: Unit | None = None
    period: Period | None = None
    fault: Fault | None = None
    nearest: tuple[str, ...] = ()
    total_of: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """What headers of one table may be called; `renamed` are the reader's own words."""

    table: Table
    renamed: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    measure: str | None = None

    def heading(self, position: int, levels: Sequence[str]) -> Heading:
        """Return what the header cells of one column mean, upper cell first."""
        words = [word for word in dict.fromkeys(level.strip() for level in levels) if word]
        plain = Heading(position, JOINER.join(words))
        if not words:
            return plain
        own = self._own_words(plain, words)
        if own:
            return own
        return self._by_name(plain, words) or self._by_period(plain, words) or self._none(plain)

    def _own_words(self, plain: Heading, words: list[str]) -> Heading | None:
        renamed = {normal(said): meant for said, meant in self.renamed.items()}
        for said in (plain.text, words[-1]):
            if normal(said) in renamed:
                unit = split_unit(words[-1])[1]
                return replace(plain, column=renamed[normal(said)], unit=unit)
        return None

    def _by_name(self, plain: Heading, words: list[str]) -> Heading | None:
        if len(words) == 1:
            return self._named(plain, words[0])
        upper, lower = words[0], words[-1]
        for said in (upper + lower, lower + upper):
            found = self._named(plain, said)
            if found and found.column:
                return found
        below, above = self._named(plain, lower), self._named(plain, upper)
        if below and below.column == TOTAL_COLUMN:
            return replace(below, total_of=above.column if above else None)
        if below and below.column in self._dimensions:
            return below
        same = below and above and below.column == above.column
        return below if same else None

    def _named(self, plain: Heading, said: str) -> Heading | None:
        base, unit = split_unit(said)
        if _TOTAL.fullmatch(normal(base)):
            return replace(plain, column=TOTAL_COLUMN, total_of=self.measure)
        known = names_of(self.table)
        if unit is not None:
            trap = known.get((normal(base), unit.measures))
            if trap:
                return replace(plain, column=trap[0], unit=unit)
        found = known.get((normal(base), None)) or known.get((normal(said), None))
        if not found:
            return None
        if len(found) > 1:
            return replace(plain, fault=Fault("importing.header_ambiguous", ", ".join(found)))
        column = column_named(self.table, found[0])
        if unit is not None and not unit.fits(column.kind):
            return replace(plain, fault=Fault("importing.unit_conflict", column.name))
        return replace(plain, column=column.name, unit=unit)

    def _by_period(self, plain: Heading, words: list[str]) -> Heading | None:
        if len(words) == 1:
            pairs = [(words[0], self.measure or ""), *splits_of(words[0])]
        else:
            pairs = [(words[-1], words[0]), (words[0], words[-1])]
        for label, name in pairs:
            found = self._measured(plain, label, name)
            if found:
                return found
        return None

    def _measured(self, plain: Heading, label: str, name: str) -> Heading | None:
        base, unit = split_unit(label)
        period = period_label(base, self.year)
        if period is None:
            return None
        if not name:
            return replace(plain, fault=Fault("importing.measure_needed"))
        measured = self._measure(plain, name)
        if measured is None or measured.column in self._dimensions:
            return None
        if isinstance(period, Fault):
            return replace(plain, fault=period)
        return replace(measured, period=period, unit=measured.unit or unit)

    def _measure(self, plain: Heading, name: str) -> Heading | None:
        if name in {column.name for column in self.table.columns}:
            return replace(plain, column=name)
        return self._named(plain, name)

    def _none(self, plain: Heading) -> Heading:
        return replace(plain, nearest=nearest_names(plain.text.split(JOINER)[-1], self.table))

    @property
    def _dimensions(self) -> set[str]:
        kinds = {"id", "text", "choice", "date", "flag"}
        return {c.name for c in self.table.columns if c.kind in kinds} | {*NAMES_OF_IDS.values()}


def normal(header: str) -> str:
    """Return a header without what does not matter: case, width, blanks, punctuation.

    >>> normal(" 客户_编码 "), normal("Customer-ID")
    ('客户编码', 'customerid')
    """
    return _IGNORED.sub("", narrow(header).casefold())


def splits_of(header: str) -> list[tuple[str, str]]:
    """Return the ways to cut a header into a label and a name, longest label first.

    >>> ("4月", "销售额") in splits_of("4月销售额")
    True
    """
    text = narrow(header)
    cuts = [(text[:at], text[at:]) for at in range(len(text) - 1, 0, -1)]
    cuts += [(text[at:], text[:at]) for at in range(1, len(text))]
    return [
        (label.strip(_AROUND), name.strip(" _-/:"))
        for label, name in cuts
        if label.strip(_AROUND) and name.strip(_AROUND)
    ]


def period_label(text: str, year: int | None) -> Period | Fault | None:
    """Return the period a header names, a plain day too; None if it names none."""
    label = read_label(text, year)
    if label is not None:
        return label
    day = read_date(text) if text[:1].isdigit() and len(text) >= 8 else None
    return Period(day, "day") if isinstance(day, dt.date) else None


def column_named(table: Table, name: str) -> Column:
    """Return a table's column, or the name column that stands in for an id."""
    return table.by_name.get(name) or Column(name, "text", required=True)


@cache
def names_of(table: Table) -> Mapping[tuple[str, str | None], tuple[str, ...]]:
    """Return the columns each header can mean, by header and by what its unit measures."""
    names: dict[tuple[str, str | None], list[str]] = {}
    for column in table.columns:
        for said in (column.name, *column.aliases):
            base, unit = split_unit(said)
            trap = (normal(base), unit.measures if unit and said in column.aliases else None)
            names.setdefault(trap if trap[1] else (normal(said), None), []).append(column.name)
    for identifier, name in NAMES_OF_IDS.items():
        if identifier in table.by_name and name not in table.by_name:
            for said in (name, *_name_aliases(name)):
                names.setdefault((normal(said), None), [name])
    return {said: tuple(dict.fromkeys(columns)) for said, columns in names.items()}


def _name_aliases(name: str) -> tuple[str, ...]:
    owner = TABLES["account" if name == ACCOUNT_NAME else "product"]
    return tuple(alias for alias in owner[name].aliases if alias != "name")


def nearest_names(header: str, table: Table) -> tuple[str, ...]:
    """Return at most three names of columns or aliases that look like a header."""
    spelled = {normal(said): said for c in table.columns for said in (c.name, *c.aliases)}
    close = get_close_matches(normal(split_unit(header)[0]), spelled, n=3, cutoff=0.5)
    return tuple(spelled[match] for match in close)
