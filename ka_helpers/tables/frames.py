"""A frame of a chapter laid out as a table in the reader's words.

A column is called what the chapter's catalogue calls it (`column_<name>`), else what `terms`
calls it. Not in here: calculation.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.errors import RequestError
from ka_helpers.i18n import has_message, say
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value
from ka_helpers.terms import term

MOST_ROWS = 200
"""More than anyone reads in a notebook; the note says how many there are."""


def lay_out_frame(
    rows: pd.DataFrame | pd.Series, title: str, voice: tuple[str, str, str],
    formats: Mapping[str, str],
) -> Table:  # fmt: skip
    """Return a frame or Series as a table; an index with a name is its first column.

    Parameters
    ----------
    voice : catalogue of the columns' names, language, currency
    formats : how a column is written: a name of `i18n.formatting.FORMATS`, or a key of messages
        with `*` for the value (`position.quadrant_*`). Others: text, whole numbers, one decimal.
    """
    domain, language, currency = voice
    shown = _with_index(rows).head(MOST_ROWS)
    asked = [formats.get(str(name)) for name in shown.columns]
    columns = tuple(
        TableColumn(label_of(str(name), domain, language), _format(shown.iloc[:, place], form))
        for place, (name, form) in enumerate(zip(shown.columns, asked, strict=True))
    )
    cells = tuple(
        tuple(_value(value, form, language) for value, form in zip(row, asked, strict=True))
        for row in shown.itertuples(index=False, name=None)
    )
    total = len(rows)
    cut = say("tables.first_rows", language, shown=len(shown), n=total) if total > MOST_ROWS else ""
    return Table(title, columns, cells, language, currency, note=cut)


def label_of(name: str, domain: str, language: str) -> str:
    """Return what a column is called: in the chapter, else in the field."""
    if has_message(f"{domain}.column_{name}", language):
        return say(f"{domain}.column_{name}", language)
    if has_message(f"tables.column_{name}", language):
        return say(f"tables.column_{name}", language)
    try:
        return term(name).name(language)
    except RequestError:
        return name


def _with_index(rows: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Return a frame whose named index is its first columns, also where a column has its name."""
    frame = rows.to_frame() if isinstance(rows, pd.Series) else rows
    if not frame.index.name and frame.index.nlevels == 1:
        return frame
    return pd.concat([frame.index.to_frame(index=False), frame.reset_index(drop=True)], axis=1)


def _format(values: pd.Series, said: str | None) -> str:
    if said is not None:
        return TEXT if "." in said else said
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return TEXT
    return "count" if pd.api.types.is_integer_dtype(values) else "number"


def _value(value: Any, said: str | None, language: str) -> Value:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if said is not None and "." in said:
        return say(said.replace("*", str(value)), language)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return say(f"tables.{'yes' if value else 'no'}", language)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str | int | float) else str(value)
