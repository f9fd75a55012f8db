"""The checks of a table in blocks: the same problems as if it had been read as a whole.

Rows are judged block by block, with the numbers they have in the file. Keys are compared over all
blocks by a number of 64 bits a row; rows whose number comes twice are read again and compared as
they are written. Memory holds a block and eight bytes a row.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.columns_check import MOST_KEPT, ParsedTable
from ka_helpers.cases.large_tables import LargeTable
from ka_helpers.cases.references import problems_of_references
from ka_helpers.cases.rules import cell_problems, key_problems, keys_of, row_problems
from ka_helpers.cases.seen import Seen, seen_in
from ka_helpers.errors import Problem

Numbers = NDArray[np.uint64]
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STAGES = ("cells", "limits", "keys", "rows", "references")
_MORE = "cases.and_more"


@dataclass(frozen=True)
class LargeFindings:
    """What the check of a large table found; `table` knows whether it is sorted."""

    table: LargeTable
    problems: list[Problem]
    seen: Seen


@dataclass
class _Kept:
    """Problems of one stage of the check, as many of a kind as of a table read as a whole."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    def add(self, found: Iterable[Problem]) -> None:
        kind = ""
        for problem in found:
            kind = kind if problem.key == _MORE else problem.key
            of_header = problem.row in (None, 1) and problem.key != _MORE
            if of_header and problem in self.problems:
                continue
            more = problem.values["n"] if problem.key == _MORE else 1
            self.counts[kind, problem.column] += more
            if problem.key != _MORE and self.counts[kind, problem.column] <= MOST_KEPT:
                self.problems.append(problem)

    def all(self) -> list[Problem]:
        left = {kind: count - MOST_KEPT for kind, count in self.counts.items()}
        rest = [
            Problem(self.file, _MORE, column=column, values={"n": n})
            for (_, column), n in left.items()
            if n > 0
        ]
        return self.problems + rest


def check_large(table: LargeTable, tables: Mapping[str, ParsedTable], as_of: str) -> LargeFindings:
    """Return every problem of a large table; `tables` are those that it may refer to.

    Raises
    ------
    CaseError : the file turns out to be damaged
    """
    kept = {stage: _Kept(table.file) for stage in _STAGES}
    seen, order, rows = Seen(table.file), _Order(), 0
    keys: list[Numbers] = []
    for block, faults in table.blocks_and_faults():
        kept["cells"].add(faults)
        kept["limits"].add(cell_problems(block))
        kept["rows"].add(row_problems(block))
        kept["references"].add(problems_of_references(block, tables))
        seen += seen_in(block, as_of)
        order.add(block.frame.get("account_id"))
        keys.append(_numbers_of(keys_of(block)))
        rows += block.row_count
    kept["keys"].add(_same_keys(table, keys))
    problems = [problem for stage in kept.values() for problem in stage.all()]
    checked = replace(table, row_count=rows, is_sorted=order.is_kept)
    return LargeFindings(checked, problems, seen)


@dataclass
class _Order:
    """Whether ids have come in ascending order so far."""

    is_kept: bool = True
    last: str = ""

    def add(self, ids: pd.Series | None) -> None:
        if ids is None or ids.empty or not self.is_kept:
            return
        known = ids.dropna()
        self.is_kept = known.is_monotonic_increasing and (known.empty or known.iloc[0] >= self.last)
        self.last = known.iloc[-1] if len(known) else self.last


def _numbers_of(keys: pd.DataFrame) -> Numbers:
    """Return a number for each row that equal keys share."""
    numbers = np.zeros(len(keys), dtype=np.uint64)
    for name in keys:
        codes, distinct = pd.factorize(keys[name], use_na_sentinel=False)
        texts = pd.Series(distinct).astype("object").map(str).to_numpy(dtype=object)
        numbers = numbers * _MIX + pd.util.hash_array(texts, categorize=False)[codes]
    return numbers


def _same_keys(table: LargeTable, keys: list[Numbers]) -> list[Problem]:
    numbers = np.sort(np.concatenate(keys)) if keys else np.zeros(0, dtype=np.uint64)
    twice = np.unique(numbers[1:][numbers[1:] == numbers[:-1]])
    if not len(twice):
        return []
    alike = []
    for block in table.blocks():
        written = keys_of(block)
        alike.append(written[np.isin(_numbers_of(written), twice)])
    rows = pd.concat(alike)
    sound = {str(name): pd.Series(False, index=rows.index) for name in rows}
    return list(key_problems(replace(block, frame=rows, faulty=sound)))
