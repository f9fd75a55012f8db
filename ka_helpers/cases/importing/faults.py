"""What an import finds wrong, cell by cell and row by row, before it is said to anyone.

A `Fault` is why one cell cannot be understood; a `RowFault` is a fault with its place, light
enough for a million of them. Not in here: any sentence (catalogue domain `importing`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ka_helpers.cases.columns_check import MOST_KEPT
from ka_helpers.errors import Problem

_LONGEST = 40


class Fault(NamedTuple):
    """Why a cell is not understood: a message key and what the message needs."""

    key: str
    expected: str = ""


class RowFault(NamedTuple):
    """A fault in one row of one sheet; `row` counts as a spreadsheet does, from 1.

    `column` is the sheet's header, `name` our column.
    """

    file: str
    row: int
    column: str | None
    key: str
    found: str = ""
    expected: str = ""
    values: Mapping[str, Any] = MappingProxyType({})
    name: str = ""

    def as_problem(self) -> Problem:
        """Return the fault as a problem that can be said."""
        values = {"found": self.found, "expected": self.expected, **self.values}
        return Problem(self.file, self.key, row=self.row, column=self.column, values=values)


def shown(cell: Any) -> str:
    """Return a cell as a message quotes it, at most 40 characters.

    >>> shown("x" * 50)[-3:]
    'xx…'
    """
    text = str(cell).encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def as_problems(faults: Iterable[RowFault]) -> Iterator[Problem]:
    """Yield a problem for each fault, at most 10,000 of a kind in a column; then how many more."""
    seen: Counter[tuple[str, str | None, str]] = Counter()
    for fault in faults:
        kind = (fault.file, fault.column, fault.key)
        seen[kind] += 1
        if seen[kind] <= MOST_KEPT:
            yield fault.as_problem()
    for (file, column, _), times in seen.items():
        if times > MOST_KEPT:
            values = {"n": times - MOST_KEPT}
            yield Problem(file, "cases.and_more", column=column, values=values)
