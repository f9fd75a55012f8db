"""Rows of a sheet that are not records: blank, repeated headers, footnotes, totals.

They are left out and counted. A total is compared with the rows above it; one that
disagrees is a fault, since either it or a record is wrong. A row that may be a total or a
record is a fault as well.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.cases.importing.cell_numbers import is_blank
from ka_helpers.cases.importing.headers import NAMES_OF_IDS
from ka_helpers.cases.importing.units import narrow

_EXACT = re.compile(
    r"(合\s*计|总\s*计|小\s*计|共\s*计|总\s*和|汇\s*总|(grand|sub)?[- ]?totals?)[::]?", re.I
)
_ENDING = re.compile(r".+(合计|总计|小计|共计|汇总)[::]?")
_ENGLISH_ENDING = re.compile(r".+\s(sub)?totals?[::]?", re.I)
_FOOTNOTE = re.compile(
    r"(注|备注|说明|数据来源|资料来源|来源|制表|审核|填表|打印|导出|note|notes|source|printed|exported)\w{0,4}\s*[::].*",
    re.I | re.S,
)
_ID_OF_NAME = {name: identifier for identifier, name in NAMES_OF_IDS.items()}


@dataclass(frozen=True)
class Sorted:
    """The rows of a sheet by what they are; `doubtful` may be totals, may be records."""

    records: pd.Index
    blank: pd.Index
    repeated: pd.Index
    footnotes: pd.Index
    totals: pd.Index
    doubtful: pd.Index


def sort_rows(
    cells: pd.DataFrame, columns: Mapping[int, str], header: Sequence[str], required: Sequence[str]
) -> Sorted:
    """Return which rows below the header are records.

    Parameters
    ----------
    cells : DataFrame, the sheet below its header
    columns : our column by position, for the columns that are ours and no measures
    header : texts of the header, to know it again on a later page
    required : those of our columns that each record must have
    """
    if cells.empty:
        return Sorted(*[cells.index] * 6)
    filled = ~_blank_cells(cells)
    blank = cells.index[~filled.any(axis=1)]
    lone = cells.index[filled.sum(axis=1) == 1]
    first = cells.loc[lone].apply(lambda row: next(c for c in row if not is_blank(c)), axis=1)
    footnotes = pd.Index([row for row in lone if _FOOTNOTE.fullmatch(narrow(str(first[row])))])
    left = cells.drop(index=blank.append(footnotes))
    repeated = _repeated(left, header)
    left = left.drop(index=repeated)
    totals, doubtful = _totals(left, columns, required)
    records = left.index.drop([*totals, *doubtful])
    return Sorted(records, blank, repeated, footnotes, pd.Index(totals), pd.Index(doubtful))


def disagreements(
    measures: pd.DataFrame, dimensions: pd.DataFrame, totals: pd.Index
) -> list[tuple[int, str, float, float]]:
    """Return each total that is not the sum of its rows: row, column, found, expected.

    A total may sum the rows since the last total, all rows of the sheet, or the rows that
    share what else it says (a month's or an account's total); any of them will do.
    """
    records = measures.drop(index=totals)
    found: list[tuple[int, str, float, float]] = []
    for column in measures:
        figures = measures[column]
        running = records[column].fillna(0).cumsum().to_numpy()
        whole, step = float(running[-1]) if len(running) else 0.0, _step(records[column])
        near = 0.006 + step * (1 + len(running) ** 0.5)
        before = 0.0
        for row in totals:
            at = int(records.index.searchsorted(row))
            upto = float(running[at - 1]) if at else 0.0
            total, block = float(figures[row]), upto - before
            before = upto
            if pd.isna(total) or abs(total - block) <= near or abs(total - whole) <= near:
                continue
            alike = figures[_alike(dimensions, row, records.index)].sum()
            if abs(total - float(alike)) > near:
                found.append((int(row), str(column), total, block))
    return found


def _step(figures: pd.Series) -> float:
    """Return half the last written digit of rounded figures; 0 for whole or unrounded ones."""
    known = figures.dropna()
    for decimals in range(5):
        if (known.round(decimals) - known).abs().max() < 1e-9:
            return 0.5 * 10.0**-decimals if decimals else 0.0
    return 0.0


def _alike(dimensions: pd.DataFrame, row: Any, records: pd.Index) -> pd.Index:
    said = dimensions.loc[row]
    same = pd.Series(True, index=records)
    for column, cell in said.items():
        text = narrow(str(cell))
        if is_blank(cell) or _EXACT.fullmatch(text):
            continue
        whose = re.sub(r"\s*(合计|总计|小计|共计|汇总|(sub)?totals?)[::]?$", "", text, flags=re.I)
        same &= dimensions.loc[records, column].map(lambda other, w=whose: narrow(str(other)) == w)
    return records[same]


def _totals(
    cells: pd.DataFrame, columns: Mapping[int, str], required: Sequence[str]
) -> tuple[list[Any], list[Any]]:
    totals, doubtful = [], []
    words = {position: _kinds_of_total(cells[position]) for position in columns}
    marked = pd.DataFrame(words, index=cells.index)
    for row in marked.index[marked.notna().any(axis=1)] if columns else []:
        verdict = _verdict(cells.loc[row], marked.loc[row], columns, required)
        if verdict is True:
            totals.append(row)
        elif verdict is None:
            doubtful.append(row)
    return totals, doubtful


def _verdict(
    cells: pd.Series, kinds: pd.Series, columns: Mapping[int, str], required: Sequence[str]
) -> bool | None:
    """Tell whether a row with a word for "total" is a total; None if it may be either."""
    by_name = {name: cells[position] for position, name in columns.items()}
    incomplete = any(is_blank(by_name[name]) for name in required if name in by_name)
    if incomplete:
        return True
    verdict: bool | None = False
    for position, name in columns.items():
        kind = kinds[position]
        own_id = by_name.get(_ID_OF_NAME.get(name, ""))
        if kind is None or not (is_blank(own_id) or _kind_of_total(own_id)):
            continue  # a record with its own id may be called "Total"
        if kind in {"exact", "ending"}:
            return True
        verdict = None
    return verdict


def _kinds_of_total(cells: pd.Series) -> pd.Series:
    kinds = {cell: _kind_of_total(cell) for cell in cells.tolist() if isinstance(cell, str)}
    said = [kinds.get(cell) if isinstance(cell, str) else None for cell in cells.tolist()]
    return pd.Series(said, index=cells.index, dtype=object)


def _kind_of_total(cell: Any) -> str | None:
    if not isinstance(cell, str):
        return None
    text = narrow(cell)
    if _EXACT.fullmatch(text):
        return "exact"
    if _ENDING.fullmatch(text):
        return "ending"
    return "english" if _ENGLISH_ENDING.fullmatch(text) else None


def _repeated(cells: pd.DataFrame, header: Sequence[str]) -> pd.Index:
    position = next((at for at, text in enumerate(header) if text), None)
    if position is None or position not in cells:
        return cells.index[:0]
    same = pd.Series(True, index=cells.index)
    for at, said in enumerate(header):
        if said:
            same &= cells[at].map(lambda cell, s=said: isinstance(cell, str) and cell.strip() == s)
    return cells.index[same]


def _blank_cells(cells: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({at: _blanks(cells[at]) for at in cells}, index=cells.index)


def _blanks(cells: pd.Series) -> pd.Series:
    if pd.api.types.is_object_dtype(cells.dtype):
        return pd.Series([is_blank(cell) for cell in cells.tolist()], index=cells.index)
    if pd.api.types.is_string_dtype(cells.dtype):
        return cells.isna() | (cells.str.strip() == "")
    return cells.isna()
