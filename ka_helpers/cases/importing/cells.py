"""Read a whole column of cells by the contract's kind of that column.

Equal cells are read once, and columns that already are numbers pass straight through, so a
million cells take seconds. A cell that is not understood becomes missing and is listed in
`faults` with its row: never guessed, never dropped quietly.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import pandas as pd

from ka_helpers.cases.importing.cell_dates import DayOrder, Period, read_date, read_period
from ka_helpers.cases.importing.cell_numbers import NumberRule, is_blank, is_missing, read_number
from ka_helpers.cases.importing.choice_words import NO, WORDS, YES
from ka_helpers.cases.importing.faults import Fault
from ka_helpers.cases.importing.units import narrow
from ka_helpers.columns import NUMERIC, Column

Reader = Callable[[Any], Any]
_LARGEST_EXACT_ID = 10**15
_MANGLED_ID = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]{2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Parsed:
    """A column that was read: its values, and a fault for each row not understood."""

    values: pd.Series
    faults: Mapping[Any, Fault] = field(default_factory=dict)


@dataclass(frozen=True)
class CellRule:
    """What the reader of one column must know beyond its kind."""

    column: Column
    power: int = 0
    factor: float = 1.0
    currency: str = "CNY"
    order: DayOrder | None = None
    year: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)


def read_column(cells: pd.Series, rule: CellRule) -> Parsed:
    """Return the cells of one column, read as its kind says; periods as `Period`s.

    >>> from ka_helpers.columns import TABLES
    >>> units = TABLES["sales"]["units"]
    >>> parsed = read_column(pd.Series(["1,200", "abc"], index=[2, 3]), CellRule(units))
    >>> parsed.values.tolist(), list(parsed.faults)
    ([1200.0, nan], [3])
    """
    kind = rule.column.kind
    if kind in NUMERIC:
        number = NumberRule(kind, rule.power, rule.factor, rule.currency)
        if number.plain and cells.dtype.kind in "iuf":
            return _finite(cells.astype("float64"))
        return _read_each(cells, lambda cell: read_number(cell, number), "float64")
    if rule.column.name == "period_start":
        return _read_each(cells, lambda cell: read_period(cell, rule.year, rule.order), "object")
    return _read_each(cells, _reader(rule), "object")


def _finite(numbers: pd.Series) -> Parsed:
    endless = numbers.isin([float("inf"), float("-inf")])
    faults = dict.fromkeys(numbers.index[endless], Fault("importing.not_a_number"))
    return Parsed(numbers.mask(endless), faults)


def _reader(rule: CellRule) -> Reader:
    column = rule.column
    if column.kind == "date":
        return lambda cell: read_date(cell, rule.order)
    if column.kind == "flag":
        return read_flag
    if column.kind == "choice":
        return lambda cell: read_choice(cell, column, rule.words)
    if column.kind == "id":
        return lambda cell: read_id(cell, keep_marks=column.required)
    return lambda cell: read_text(cell, keep_marks=column.required)


def _read_each(cells: pd.Series, read: Reader, dtype: str) -> Parsed:
    known: dict[tuple[type, Any], Any] = {}
    values = []
    for cell in cells.tolist():
        asked = (type(cell), cell)
        if asked not in known:
            known[asked] = read(cell)
        values.append(known[asked])
    if not any(isinstance(value, Fault) for value in known.values()):
        return Parsed(pd.Series(values, index=cells.index, dtype=dtype))
    faults = {row: v for row, v in zip(cells.index, values, strict=True) if isinstance(v, Fault)}
    understood = [None if isinstance(value, Fault) else value for value in values]
    return Parsed(pd.Series(understood, index=cells.index, dtype=dtype), faults)


def read_flag(cell: Any) -> bool | Fault | None:
    """Return whether a cell says yes or no; None if it is empty.

    >>> [read_flag(cell) for cell in ("是", "N", 1.0, " ")]
    [True, False, True, None]
    """
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in {0, 1}:
        return bool(cell)
    word = narrow(str(cell)).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    return None if is_missing(cell) else Fault("importing.not_a_flag")


def read_choice(cell: Any, column: Column, words: Mapping[str, str]) -> str | Fault | None:
    """Return which of the column's choices a cell names, in any of the known words."""
    word = narrow(str(cell)).casefold()
    own = {narrow(said).casefold(): meant for said, meant in words.items()}
    known = {said.casefold(): meant for said, meant in WORDS.get(column.name, {}).items()}
    named = own.get(word) or re.sub(r"[\s-]+", "_", word)
    named = named if named in column.choices else known.get(word, named)
    if named in column.choices:
        return named
    if is_missing(cell):
        return None
    near = get_close_matches(named, column.choices, n=3, cutoff=0.6) or column.choices
    return Fault("importing.unknown_choice", ", ".join(near))


def read_id(cell: Any, keep_marks: bool) -> str | Fault | None:
    """Return an id as text: 10023.0 is "10023"; what a spreadsheet has spoilt is a fault."""
    if isinstance(cell, float) and cell.is_integer():
        if abs(cell) >= _LARGEST_EXACT_ID:
            return Fault("importing.spoilt_id")
        return str(int(cell))
    if isinstance(cell, str) and _MANGLED_ID.fullmatch(cell.strip()):
        return Fault("importing.spoilt_id")
    if isinstance(cell, dt.date):
        return Fault("importing.date_in_id")
    return read_text(cell, keep_marks)


def read_text(cell: Any, keep_marks: bool) -> str | Fault | None:
    """Return text without the blanks around it, otherwise as it stands.

    With `keep_marks` a name such as "NA" or "/" is a name, not a sign for "missing".
    """
    if is_blank(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    if any("\udc80" <= letter <= "\udcff" for letter in text):
        return Fault("importing.undecodable")
    return None if not text or (not keep_marks and is_missing(text)) else text


def period_starts(periods: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the first day and the kind of each `Period`; missing stays missing."""
    starts = [p.start if isinstance(p, Period) else None for p in periods]
    kinds = [p.kind if isinstance(p, Period) else None for p in periods]
    return (
        pd.Series(starts, index=periods.index, dtype="object"),
        pd.Series(kinds, index=periods.index, dtype="object"),
    )
