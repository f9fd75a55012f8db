"""Rows of a table, read column by column as arrays: what many small sums of one account need.

A column is turned into an array once, texts into numbers of a sorted list of names, and every
part of the rows takes from it. A frame of a few thousand rows costs a millisecond each time it
is grouped or filtered, an array a hundredth of that. Not in here: any figure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.intp]
Kept = TypeVar("Kept")
Tables = Mapping[str, pd.DataFrame]
"""Frames of one account by table name; a table the case lacks is absent."""


@dataclass(frozen=True, eq=False)
class Texts:
    """A column of texts: the number of each row's name among the sorted `names`, -1 if missing."""

    codes: Codes
    names: tuple[str, ...]

    @classmethod
    def of(cls, column: Any) -> "Texts":
        """Return any column of texts, categories among them, this way."""
        codes, names = pd.factorize(column, sort=True)
        return cls(codes, tuple(map(str, names)))

    def at(self, places: Any) -> "Texts":
        """Return the rows at these places or of this mask."""
        return Texts(self.codes[places], self.names)

    def code_of(self, name: str | None) -> int:
        """Return the number of a name, one that no row has if it is not among them."""
        try:
            return self.names.index(name or "")
        except ValueError:
            return -2

    def tolist(self) -> list[str | None]:
        """Return the texts, None where missing."""
        names: list[str | None] = [*self.names, None]
        return [names[code] for code in self.codes.tolist()]

    def mapped(self, names: Mapping[str, str]) -> "Texts":
        """Return other names in place of these; missing where there is none."""
        found = tuple(sorted({names[name] for name in self.names if name in names}))
        moved = [found.index(names[name]) if name in names else -1 for name in self.names]
        return Texts(np.array([*moved, -1], dtype=np.intp)[self.codes], found)

    def filled(self, other: "Texts") -> "Texts":
        """Return these texts, the other's where one is missing."""
        if (self.codes >= 0).all():
            return self
        names = tuple(sorted({*self.names, *other.names}))
        own, theirs = self.renamed(names), other.renamed(names)
        return Texts(np.where(own >= 0, own, theirs), names)

    def renamed(self, names: tuple[str, ...]) -> Codes:
        """Return each row's number among other `names`; -1 where they have not its name."""
        places = {name: place for place, name in enumerate(names)}
        moved = np.array([*(places.get(name, -1) for name in self.names), -1], dtype=np.intp)
        return moved[self.codes]


class Rows:
    """Rows of one table; a part of them (`where`) shares what was read already."""

    def __init__(self, names: Iterable[str], read: Callable[[str, str], Any], size: int) -> None:
        self._names, self._read, self._size = frozenset(names), read, size
        self._columns: dict[tuple[str, str], Any] = {}

    @classmethod
    def of(cls, frame: "pd.DataFrame | Rows") -> "Rows":
        """Return a frame's rows, each column read when it is first asked for."""
        if isinstance(frame, Rows):
            return frame
        return cls(map(str, frame.columns), lambda kind, name: _READ[kind](frame[name]), len(frame))

    def __len__(self) -> int:
        return self._size

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def numbers(self, name: str) -> Numbers:
        """Return a column as numbers, NaN where missing; a flag is 1 or 0."""
        return self._column("numbers", name)  # type: ignore[no-any-return]

    def texts(self, name: str) -> Texts:
        """Return a column of texts."""
        return self._column("texts", name)  # type: ignore[no-any-return]

    def days(self, name: str) -> NDArray[np.datetime64]:
        """Return a column of days, NaT where missing."""
        return self._column("days", name)  # type: ignore[no-any-return]

    def known(self, name: str) -> Mask:
        """Tell which rows have a number."""
        return ~np.isnan(self.numbers(name))

    def named(self, name: str, *values: str | None) -> Mask:
        """Tell which rows have one of these texts."""
        texts = self.texts(name)
        if len(values) == 1:
            return np.asarray(texts.codes == texts.code_of(values[0]))
        return np.isin(texts.codes, [texts.code_of(value) for value in values])

    def present(self, name: str) -> set[str]:
        """Return the texts that a column has."""
        texts = self.texts(name)
        return {texts.names[code] for code in np.unique(texts.codes).tolist() if code >= 0}

    def where(self, mask: Any) -> "Rows":
        """Return the rows of a mask, or those at these places."""
        places = np.flatnonzero(mask) if mask.dtype == bool else mask
        if mask.dtype == bool and len(places) == self._size:
            return self

        def read(kind: str, name: str) -> Any:
            column = self._column(kind, name)
            return column.at(places) if isinstance(column, Texts) else column[places]

        return Rows(self._names, read, len(places))

    def having(self, columns: Mapping[str, Any]) -> "Rows":
        """Return the rows with more columns, or others in place of their own."""

        def read(kind: str, name: str) -> Any:
            return columns[name] if name in columns else self._column(kind, name)

        return Rows({*self._names, *columns}, read, self._size)

    def _column(self, kind: str, name: str) -> Any:
        key = (kind, name)
        if key not in self._columns:
            self._columns[key] = self._read(kind, name)
        return self._columns[key]


def total(amounts: Numbers) -> float:
    """Return the sum of what is known; 0 if nothing is."""
    return float(np.nansum(amounts))


def sums_by(places: Codes, amounts: Numbers, size: int) -> Numbers:
    """Return the sum at each place below `size`; places below zero count nowhere."""
    kept = (places >= 0) & (places < size)
    known = np.where(np.isnan(amounts), 0.0, amounts)
    return np.asarray(np.bincount(places[kept], known[kept], size)[:size], dtype=np.float64)


def counts_by(places: Codes, size: int) -> Codes:
    """Return the number of rows at each place below `size`."""
    return np.bincount(places[(places >= 0) & (places < size)], minlength=size)[:size]


def sums_of(rows: Rows, by: str, amount: str) -> dict[str, float]:
    """Return the sum of an amount by the texts that the rows have, sorted by text."""
    texts = rows.texts(by)
    size = len(texts.names)
    sums, counts = sums_by(texts.codes, rows.numbers(amount), size), counts_by(texts.codes, size)
    return {texts.names[code]: float(sums[code]) for code in np.flatnonzero(counts).tolist()}


class AccountView(Mapping[str, pd.DataFrame]):
    """One account's tables for the length of a review, with what its sections share.

    The tables must not change meanwhile. A plain mapping does as well: then every section reads
    for itself.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._kept: dict[Any, Any] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self._tables[table]

    def __iter__(self) -> Any:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def shared(self, key: Any, read: Callable[[], Any]) -> Any:
        """Return what was read under this key, or read it now."""
        if key not in self._kept:
            self._kept[key] = read()
        return self._kept[key]


def shared(tables: Tables, key: Any, read: Callable[[], Kept]) -> Kept:
    """Return what `read` gives, once for all sections that look at the same view."""
    return tables.shared(key, read) if isinstance(tables, AccountView) else read()


def rows_of(tables: Tables, table: str) -> Rows:
    """Return a table's rows."""
    return shared(tables, table, lambda: Rows.of(tables[table]))


def column_numbers(column: "pd.Series | Numbers") -> Numbers:
    """Return a column as numbers, NaN where missing; a flag is 1 or 0."""
    if isinstance(column, np.ndarray):
        return np.asarray(column, dtype=np.float64)
    if column.dtype == object or pd.api.types.is_string_dtype(column.dtype):
        column = column.astype("boolean") if _is_flag(column) else pd.to_numeric(column)
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))


def _is_flag(column: pd.Series) -> bool:
    return bool(column.dropna().map(lambda value: isinstance(value, bool | np.bool_)).all())


def _days(column: pd.Series) -> NDArray[np.datetime64]:
    return np.asarray(pd.to_datetime(column).to_numpy())


_READ: Mapping[str, Callable[[pd.Series], Any]] = {
    "numbers": column_numbers, "texts": Texts.of, "days": _days,
}  # fmt: skip
