"""A frame of a chapter laid out as a table in the reader's words.

A column is called what the chapter's catalogue calls it (`column_<name>`), else what `terms`
calls it. Not in here: calculation.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ka_helpers.errors import RequestError
from ka_helpers.i18n import has_message, say
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value
from ka_helpers.terms import term


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
    frame = rows.to_frame() if isinstance(rows, pd.Series) else rows
    frame = frame.reset_index() if frame.index.name or frame.index.nlevels > 1 else frame
    columns = tuple(
        TableColumn(label_of(str(name), domain, language), _format(frame[name], formats.get(name)))
        for name in frame.columns
    )
    cells = tuple(
        tuple(
            _value(value, formats.get(name), language)
            for name, value in zip(frame.columns, row, strict=True)
        )
        for row in frame.itertuples(index=False)
    )
    return Table(title, columns, cells, language, currency)


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


def _format(values: pd.Series, said: str | None) -> str:
    if said is not None:
        return TEXT if "." in said else said
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return TEXT
    return "count" if pd.api.types.is_integer_dtype(values) else "number"


def _value(value: object, said: str | None, language: str) -> Value:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    if said is not None and "." in said:
        return say(said.replace("*", str(value)), language)
    if isinstance(value, np.generic):
        return value.item()  # type: ignore[no-any-return]
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value if isinstance(value, str | int | float | bool) else str(value)
