"""Cells to values: each kind of column has one strict reading, the rest is a fault of the cell.

An empty cell is missing. Nothing is repaired: "1,234", "12%" and "30/06/2026" are faults here
and are read by `cases.importing`. Days may be written 2026-06-30 or 2026/6/30, since the year
in front leaves no doubt; a time of day is dropped.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.columns import NUMERIC, Column, Kind

Cells = tuple[pd.Series, pd.Series]
"""Values, missing where a cell is empty or faulty, and which cells are faulty."""

FLAGS = {"true": True, "1": True, "yes": True, "是": True,
         "false": False, "0": False, "no": False, "否": False}  # fmt: skip
FAULTS: Mapping[Kind, str] = {
    "count": "cases.not_a_number",
    "number": "cases.not_a_number",
    "money": "cases.not_a_number",
    "price": "cases.not_a_number",
    "share": "cases.not_a_share",
    "date": "cases.not_a_date",
    "flag": "cases.not_a_flag",
    "choice": "cases.not_a_choice",
}
_DATE = r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
_FIRST_DAY, _LAST_DAY = pd.Timestamp(1900, 1, 1), pd.Timestamp(2199, 12, 31)


def parse(column: Column, cells: pd.Series) -> Cells:
    """Return the values of `cells` in the dtype of `column`, and which cells are faulty."""
    if column.kind in NUMERIC:
        return _numbers(cells)
    if column.kind == "choice":
        return _choices(cells, column.choices)
    return _PARSERS[column.kind](cells)


def as_text(cells: pd.Series) -> pd.Series:
    """Return cells as text: trimmed, empty ones missing, whole numbers without a point."""
    if isinstance(cells.dtype, pd.StringDtype):
        text = cells.str.strip().astype("str")
    else:
        text = cells.map(_written, na_action="ignore").astype("str")
    return text.where(text != "")


def _texts(cells: pd.Series) -> Cells:
    text = as_text(cells)
    return text, _none(cells)


def _numbers(cells: pd.Series) -> Cells:
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        written = cells
        values = pd.Series(cells.to_numpy(dtype="float64", na_value=np.nan), index=cells.index)
    else:
        written = as_text(cells)
        values = pd.to_numeric(written, errors="coerce").astype("float64")
    values = values.where(np.isfinite(values))
    return values, values.isna() & written.notna()


def _dates(cells: pd.Series) -> Cells:
    if pd.api.types.is_datetime64_any_dtype(cells):
        written, days = cells, cells.dt.tz_localize(None).dt.normalize()
    else:
        written = as_text(cells)
        days = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")
        left = written[days.isna() & written.notna()]
        if not left.empty:
            parts = left.str.extract(_DATE)
            spelled = parts[0] + "-" + parts[1] + "-" + parts[2]
            days = days.fillna(pd.to_datetime(spelled, format="%Y-%m-%d", errors="coerce"))
    days = days.where(days.between(_FIRST_DAY, _LAST_DAY)).astype("datetime64[us]")
    return days, days.isna() & written.notna()


def _flags(cells: pd.Series) -> Cells:
    if isinstance(cells.dtype, pd.BooleanDtype) or cells.dtype == bool:
        return cells.astype("boolean"), _none(cells)
    written = as_text(cells)
    values = written.str.lower().map(FLAGS).astype("boolean")
    return values, values.isna() & written.notna()


def _choices(cells: pd.Series, choices: tuple[str, ...]) -> Cells:
    written = as_text(cells)
    known = written.isin(choices)
    return written.where(known), ~known & written.notna()


def _written(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        at_midnight = cell.time() == dt.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "seconds")[:19]
    return str(cell).strip()


def _none(cells: pd.Series) -> pd.Series:
    return pd.Series(False, index=cells.index)


_PARSERS: Mapping[str, Callable[[pd.Series], Cells]] = {
    "id": _texts,
    "text": _texts,
    "date": _dates,
    "flag": _flags,
}
