"""The rules of one table's values: required, limits, keys, dates in order, weeks on Mondays.

Written over whole columns; a rule looks only at cells that could be read. References between
tables are in `references`.
"""

from collections.abc import Iterator

import pandas as pd

from ka_helpers.cases.columns_check import ParsedTable, spelled
from ka_helpers.cases.identifiers import fault_of_id, same_ignoring_case
from ka_helpers.columns import NUMERIC, Column
from ka_helpers.errors import Problem

_MONDAY = 0


def rule_problems(parsed: ParsedTable) -> Iterator[Problem]:
    """Yield every cell and row of a table that breaks one of its rules."""
    yield from cell_problems(parsed)
    yield from key_problems(parsed)
    yield from row_problems(parsed)


def cell_problems(parsed: ParsedTable) -> Iterator[Problem]:
    """Yield cells that are missing or outside their limits."""
    for name in parsed.frame:
        column = parsed.table[str(name)]
        if column.required:
            yield from parsed.problems(parsed.missing(column.name), "cases.missing", column.name)
        if column.kind in NUMERIC:
            yield from _limits(parsed, column)


def row_problems(parsed: ParsedTable) -> Iterator[Problem]:
    """Yield rows whose days are out of order or no Mondays, and ids that cannot be file names."""
    yield from _wrong_order(parsed)
    yield from _not_mondays(parsed)
    if parsed.table.name == "account":
        yield from _ids(parsed)


def _limits(parsed: ParsedTable, column: Column) -> Iterator[Problem]:
    values = parsed.frame[column.name]
    if column.minimum is not None:
        yield from parsed.problems(
            values < column.minimum, "cases.below_minimum", column.name,
            found=values, limit=f"{column.minimum:g}",
        )  # fmt: skip
    if column.maximum is not None:
        key = "cases.above_one" if column.kind == "share" else "cases.above_maximum"
        limit = f"{column.maximum:g}"
        yield from parsed.problems(
            values > column.maximum, key, column.name, found=values, limit=limit
        )


def key_problems(parsed: ParsedTable) -> Iterator[Problem]:
    """Yield the second and later rows of each key; rows that lack a required part are left out."""
    whole = keys_of(parsed)
    again = whole.duplicated() if len(whole.columns) else pd.Series(dtype=bool)
    if not again.any():
        return
    rows = whole.index.to_series()
    first = rows.groupby([whole[name] for name in whole], dropna=False).transform("first")
    written = [str(name) for name in whole if name not in parsed.filled_in]
    yield from parsed.problems(
        again, "cases.same_key", ", ".join(written),
        first=first, found=_spelled(whole.loc[again, written]),
    )  # fmt: skip


def keys_of(parsed: ParsedTable) -> pd.DataFrame:
    """Return the key columns of the rows whose keys can be compared; none if a part is missing."""
    table, frame = parsed.table, parsed.frame
    key = [name for name in table.key if name in frame]
    required = [name for name in table.key if table[name].required]
    if not set(required) <= set(key) or frame.empty:
        return pd.DataFrame(index=frame.index[:0])
    whole = frame.loc[frame[required].notna().all(axis=1), key]
    for name in key:
        whole = whole[~parsed.faulty[name].loc[whole.index]]
    return whole


def _spelled(keys: pd.DataFrame) -> pd.Series:
    rows = zip(*(keys[name] for name in keys), strict=True)
    said = [", ".join(spelled(part) for part in row if not pd.isna(part)) for row in rows]
    return pd.Series(said, index=keys.index, dtype="str")


def _wrong_order(parsed: ParsedTable) -> Iterator[Problem]:
    for earlier, later in parsed.table.not_before:
        if earlier in parsed.frame and later in parsed.frame:
            before, after = parsed.frame[earlier], parsed.frame[later]
            yield from parsed.problems(
                after < before, "cases.before", later,
                found=after, earlier=earlier, earlier_day=before,
            )  # fmt: skip


def _not_mondays(parsed: ParsedTable) -> Iterator[Problem]:
    frame = parsed.frame
    if "period_type" not in frame or "period_start" not in frame:
        return
    days = frame["period_start"]
    wrong = (frame["period_type"] == "week") & days.notna() & (days.dt.day_of_week != _MONDAY)
    monday = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    yield from parsed.problems(wrong, "cases.not_monday", "period_start", found=days, monday=monday)


def _ids(parsed: ParsedTable) -> Iterator[Problem]:
    if "account_id" not in parsed.frame:
        return
    ids = parsed.frame["account_id"].dropna()
    for row, identifier in ids.items():
        key = fault_of_id(identifier)
        if key is not None:
            values = {"found": identifier[:80]}
            yield Problem(parsed.file, key, row=int(str(row)), column="account_id", values=values)
    twins = same_ignoring_case(ids)
    yield from parsed.problems(
        parsed.frame["account_id"].isin(list(twins)), "cases.id_twin", "account_id",
        found=parsed.frame["account_id"], other=parsed.frame["account_id"].map(twins),
    )  # fmt: skip
