"""Checked tables as metrics receive them: one money unit, defaults filled, quarter and month."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.columns_check import ParsedTable
from ka_helpers.columns import Table
from ka_helpers.periods import Calendar, anchors


def with_defaults(parsed: ParsedTable, defaults: Mapping[str, str]) -> ParsedTable:
    """Return the table with `basis` and `period_type` filled from the case file's defaults.

    The key then tells two rows apart by what they mean, not by whether a default was written.
    """
    frame, faulty = parsed.frame.copy(), dict(parsed.faulty)
    filled_in = []
    for name, default in defaults.items():
        column = parsed.table.by_name.get(name)
        if column is None or column.required:
            continue
        if name in frame:
            frame[name] = frame[name].fillna(default)
        else:
            frame[name] = pd.Series(default, index=frame.index, dtype="str")
            faulty[name] = pd.Series(False, index=frame.index)
            filled_in.append(name)
    return replace(parsed, frame=frame, faulty=faulty, filled_in=tuple(filled_in))


def normalised(parsed: ParsedTable, case_file: CaseFile) -> pd.DataFrame:
    """Return the table in currency units, with `quarter` and `month`, sorted by account.

    Rows of one account keep the order of the file.
    """
    frame = _in_currency(parsed.frame, parsed.table, case_file.money_scale)
    dated_by = parsed.table.dated_by
    if dated_by is not None and dated_by in frame:
        days = anchors(frame[dated_by], frame.get("period_type"))
        frame = frame.assign(**periods_of(days, case_file.calendar))
    if parsed.table.of_accounts and not frame["account_id"].is_monotonic_increasing:
        frame = frame.sort_values("account_id", kind="stable")
    return frame.reset_index(drop=True)


def periods_of(days: pd.Series, calendar: Calendar) -> dict[str, pd.Series]:
    """Return quarter and month of each day; worked out once a distinct day."""
    codes, distinct = pd.factorize(days)
    calendar_days = pd.Series(distinct)
    labels = {
        "quarter": calendar.quarters_of(calendar_days),
        "month": calendar_days.dt.strftime("%Y-%m").astype("str"),
    }
    return {name: _spread(values, codes, days.index) for name, values in labels.items()}


def _spread(values: pd.Series, codes: np.ndarray, index: pd.Index) -> pd.Series:
    spread = values.reindex(codes)
    return spread.set_axis(index).astype("str")


def _in_currency(frame: pd.DataFrame, table: Table, scale: float) -> pd.DataFrame:
    if scale == 1:
        return frame
    money = [str(name) for name in frame if table[str(name)].kind == "money"]
    # 0.57 x 10,000 is 5,699.999999999999: a millionth of a yuan is noise of the multiplication
    return frame.assign(**{name: (frame[name] * scale).round(6) for name in money})
