"""Find the header of a sheet: below title lines, in one row or in two merged rows.

A header row is one whose cells are names of the contract, or of the mapping, or labels of
periods. Which table the sheet is, is decided elsewhere (`tables_of_sheets`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from ka_helpers.cases.importing.cell_numbers import is_blank
from ka_helpers.cases.importing.headers import (
    NAMES_OF_IDS,
    names_of,
    normal,
    period_label,
    splits_of,
)
from ka_helpers.cases.importing.units import split_unit
from ka_helpers.columns import TABLES

ROWS_SEARCHED = 40
FEWEST_NAMES = 2
LONGEST_NAME = 40
Range = tuple[tuple[int, int], tuple[int, int]]
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class Header:
    """A sheet's header: the rows it takes, its cells by column, and the lines above it."""

    rows: tuple[int, ...]
    levels: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The one year the lines above name; None if they name none or several."""
        years = {int(year) for line in self.above for year in _YEAR.findall(line)}
        return years.pop() if len(years) == 1 else None


def find_header(
    cells: pd.DataFrame, merged: Sequence[Range] = (), own_words: Sequence[str] = ()
) -> Header | None:
    """Return the header among the first rows of `cells` (index: spreadsheet rows), or None."""
    top = [[_text(cell) for cell in row] for row in cells.head(ROWS_SEARCHED).to_numpy()]
    known = {normal(word) for word in own_words}
    scores = [_score(row, known) for row in top]
    if not scores or max(scores) < FEWEST_NAMES:
        return None
    best = scores.index(max(scores))
    rows = cells.index[: len(top)]
    for upper in (best - 1, best):
        if upper >= 0 and upper + 1 < len(top):
            pair = _spread(top[upper], int(rows[upper]), merged), top[upper + 1]
            if _is_pair(pair, top[upper], known):
                return _header(top, rows, (upper, upper + 1), pair)
    return _header(top, rows, (best,), (top[best],))


def header_at(cells: pd.DataFrame, rows: Sequence[int], merged: Sequence[Range] = ()) -> Header:
    """Return the header in the rows the reader named."""
    upto = cells.loc[: max(rows)]
    top = [[_text(cell) for cell in row] for row in upto.to_numpy()]
    positions = [upto.index.tolist().index(row) for row in rows]
    levels = [top[position] for position in positions]
    if len(levels) > 1:
        levels[0] = _spread(levels[0], int(rows[0]), merged)
    return _header(top, upto.index, positions, levels)


def _header(
    top: list[list[str]], rows: pd.Index, at: Sequence[int], levels: Sequence[Sequence[str]]
) -> Header:
    above = tuple(" ".join(filter(None, row)) for row in top[: at[0]] if any(row))
    return Header(
        tuple(int(rows[position]) for position in at),
        tuple(zip(*levels, strict=True)),
        above,
    )


def _spread(cells: list[str], row: int, merged: Sequence[Range]) -> list[str]:
    """Write the label of a group over all its columns: as merged, or up to the next label."""
    spread, label = list(cells), ""
    spans = {first[1]: last[1] for first, last in merged if first[0] <= row - 1 <= last[0]}
    if spans:
        for first, last in spans.items():
            spread[first : last + 1] = [cells[first]] * (last + 1 - first)
        return spread
    for position, cell in enumerate(cells):
        label = cell or label
        spread[position] = label
    return spread


def _is_pair(pair: tuple[list[str], list[str]], written: list[str], known: set[str]) -> bool:
    """Tell whether two rows are one header: groups above, names or periods below."""
    upper, lower = pair
    filled = [position for position, cell in enumerate(lower) if cell]
    if not filled or not all(_is_label(lower[position], known) for position in filled):
        return False
    if not any(_is_name(cell, known) for cell in written):
        return False
    groups = any(not written[position] or upper.count(upper[position]) > 1 for position in filled)
    rest = [position for position, cell in enumerate(written) if cell and not lower[position]]
    return groups and (bool(rest) or sum(map(bool, written)) > 1 or not written[0])


def _score(row: list[str], known: set[str]) -> int:
    """Count the names in a row; bare years and days count beside a name only."""
    names = [cell for cell in row if _is_name(cell, known)]
    strong = [cell for cell in names if not cell[:4].isdigit() or not cell[-1].isdigit()]
    return len(names) if strong else 0


def _is_label(cell: str, known: set[str]) -> bool:
    return _is_name(cell, known) or normal(cell) in {"本品", "品类", "本公司", "合计", "total"}


def _is_name(cell: str, known: set[str]) -> bool:
    if not cell or len(cell) > LONGEST_NAME:
        return False
    base, _ = split_unit(cell)
    names = _all_names()
    if normal(cell) in known or normal(base) in names or period_label(base, 2000) is not None:
        return True
    return any(
        normal(split_unit(name)[0]) in names and period_label(label, 2000) is not None
        for label, name in splits_of(cell)
    )


@cache
def _all_names() -> frozenset[str]:
    names: Mapping[Any, Any] = {key[0]: 1 for table in TABLES.values() for key in names_of(table)}
    return frozenset({*names, *NAMES_OF_IDS.values()})


def _text(cell: Any) -> str:
    if is_blank(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if hasattr(cell, "strftime"):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()
