"""Tell weeks from months when rows carry plain dates, and add days up where that is asked for.

Dates that are all Mondays are weeks, all firsts of a month are months; anything else must be
said. Days are added up only if the mapping says `sum_to`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ka_helpers.cases.importing.report import Note
from ka_helpers.cases.importing.sheet_rows import KIND, ROW
from ka_helpers.columns import Table
from ka_helpers.errors import Problem

FEWEST_MONDAYS, FEWEST_FIRSTS = 3, 2


@dataclass(frozen=True)
class Dated:
    """Rows with their `period_type`; `members` lists the rows that were added up into one."""

    rows: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def with_period_types(rows: pd.DataFrame, table: Table, file: str, said: str | None) -> Dated:
    """Return rows with `period_type`: as written, as labels say, as `said`, as dates show."""
    if KIND not in rows or "period_type" not in table.by_name:
        return Dated(rows.drop(columns=[KIND], errors="ignore"))
    kinds = rows[KIND].replace("day", None)
    if "period_type" in rows:
        kinds = rows["period_type"].where(rows["period_type"].notna(), kinds)
    notes: tuple[Note, ...] = ()
    plain = kinds.isna() & (rows[KIND] == "day")
    if plain.any():
        shown = said or _kind_of(rows.loc[plain, "period_start"])
        if shown is None:
            values = {"example": str(rows.loc[plain, "period_start"].iloc[0])}
            problem = Problem(
                file, "importing.period_unclear", column="period_start", values=values
            )
            return Dated(rows.drop(columns=[KIND]), (problem,))
        if said is None:
            notes = (Note(f"importing.note_{shown}s"),)
        kinds = kinds.mask(plain, shown)
    return Dated(rows.drop(columns=[KIND]).assign(period_type=kinds), notes=notes)


def _kind_of(days: pd.Series) -> str | None:
    distinct = pd.to_datetime(pd.Series(days.unique()))
    mondays, firsts = (distinct.dt.day_of_week == 0).all(), (distinct.dt.day == 1).all()
    if mondays and not firsts and len(distinct) >= FEWEST_MONDAYS:
        return "week"
    if firsts and not mondays and len(distinct) >= FEWEST_FIRSTS:
        return "month"
    return None


def summed(rows: pd.DataFrame, table: Table, file: str, to: str) -> Dated:
    """Return rows added up to weeks or months: one row for all that agree but in their figures."""
    dated = pd.to_datetime(rows["period_start"])
    first = dated - pd.to_timedelta(
        dated.dt.day_of_week if to == "week" else dated.dt.day - 1, unit="D"
    )
    rows = rows.drop(columns=[KIND], errors="ignore").assign(
        period_start=first.dt.date, period_type=to
    )
    kinds = {name: column.kind for name, column in table.by_name.items() if name in rows}
    measures = [name for name, kind in kinds.items() if kind in {"money", "count"}]
    ratios = [name for name, kind in kinds.items() if kind in {"number", "share", "price"}]
    if ratios:
        values = {"columns": ", ".join(ratios)}
        return Dated(rows, (Problem(file, "importing.cannot_sum", values=values),))
    alike = [name for name in rows if name not in measures and name != ROW]
    groups = rows.groupby(alike, dropna=False, sort=False)
    added = groups[measures].sum(min_count=1).reset_index()
    members = groups[ROW].agg(tuple)
    added[ROW] = [numbers[0] for numbers in members]
    note = Note(f"importing.note_summed_{to}", {"n": len(rows), "m": len(added)})
    return Dated(added, notes=(note,), members={numbers[0]: numbers for numbers in members})
