"""Objectives of a twin: what was reached as its tables say, targets as ambitious as before.

Months that added up to their quarter add up again, and those that did not, do not: the two faults
of an objective table are stories too. Not in here: what the tables say (`measures`).
"""

import numpy as np
import pandas as pd

from ka_helpers.classroom.twins.chance import Amounts, rounded_like
from ka_helpers.classroom.twins.measures import measured
from ka_helpers.classroom.twins.moved import Moved
from ka_helpers.periods import shift_quarter

AMBITION = 0.012
MONEY = ("sales_value", "account_profit")
FOLLOWING = (*MONEY, "display_points", "activity_points", "trade_cost_ratio")
"""Metrics whose targets move with what is reached; the others' targets are rules that stay."""
KEYS = ("account_id", "metric", "quarter", "source")


def objectives(moved: Moved) -> pd.DataFrame:
    """Return objectives with other figures, rounded as they were."""
    rows = moved.old["objective"].copy()
    rows["quarter"] = rows.get("quarter", "")
    changes = {grain: _changes(moved, grain) for grain in ("month", "quarter")}
    for name, back in (("actual", 0), ("baseline_actual", 1)):
        if name in rows:
            rows[name] = _reached(moved.old["objective"], rows, name, changes, back)
    was = rows["target"].to_numpy(dtype=float)
    rows["target"] = rounded_like(was * _ambition(moved, rows), was)
    _keep_sums(moved.old["objective"], rows)
    return rows


def _changes(moved: Moved, grain: str) -> pd.DataFrame:
    """Return by how much each metric changed, by account and period."""
    old, new = measured(moved.old, grain), measured(moved.new, grain)
    return new - old.reindex(new.index)


def _reached(
    old: pd.DataFrame, rows: pd.DataFrame, name: str, changes: dict[str, pd.DataFrame], back: int
) -> Amounts:
    """Return a column of what was reached (`back` quarters ago), changed as the tables were."""
    found = rows[name].to_numpy(dtype=float).copy()
    for grain, changed in changes.items():
        if changed.empty:
            continue
        inside = rows["period_type"].eq(grain) & rows["metric"].isin(changed.columns)
        periods = rows.loc[inside, grain]
        if back and grain == "month":
            continue
        if back:
            periods = periods.map(lambda quarter: shift_quarter(quarter, -1))
        long = changed.stack()
        keys = pd.MultiIndex.from_arrays(
            [rows.loc[inside, "account_id"], periods, rows.loc[inside, "metric"]])  # fmt: skip
        steps = long.reindex(keys).fillna(0.0).to_numpy(dtype=float)
        found[inside.to_numpy()] += steps
    digits = np.where(rows["metric"].isin(MONEY), 2, 4)
    rounded = np.array([round(value, int(n)) for value, n in zip(found, digits, strict=True)])
    return np.where(old[name].isna(), np.nan, rounded)


def _ambition(moved: Moved, rows: pd.DataFrame) -> Amounts:
    """Return the factor of each target: the same in a quarter and its months."""
    accounts, metrics = rows["account_id"], rows["metric"]
    usual = _usual_change(moved.old["objective"], rows)
    money = metrics.isin(MONEY).to_numpy()
    factors = np.where(np.isfinite(usual), usual, np.where(money, moved.level(accounts), 1.0))
    drawn = moved.chance.factors("ambition", AMBITION, accounts, metrics, rows["quarter"])
    factors = factors * np.where(money, drawn, 1.0)
    return np.where(metrics.isin(FOLLOWING), factors, 1.0)


def _usual_change(old: pd.DataFrame, rows: pd.DataFrame) -> Amounts:
    """Return by what each account usually reached more or less of a metric, 0.8 to 1.25."""
    if "actual" not in rows:
        return np.full(len(rows), np.nan)
    quarterly = rows["period_type"].eq("quarter")
    change = (rows["actual"] / old["actual"].where(old["actual"] != 0))[quarterly]
    keys = [rows.loc[quarterly, name] for name in ("account_id", "metric")]
    usual = change.groupby(keys).median()
    wanted = pd.MultiIndex.from_arrays([rows["account_id"], rows["metric"]])
    return usual.reindex(wanted).clip(0.8, 1.25).to_numpy(dtype=float)


def _keep_sums(old: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Put what rounding left over into the last month, where months added up before."""
    keys = [name for name in KEYS if name in rows]
    for _, group in rows.groupby(keys, dropna=False):
        monthly = group.index[group["period_type"].eq("month")]
        quarterly = group.index[group["period_type"].eq("quarter")]
        if len(monthly) != 3 or len(quarterly) != 1:
            continue
        was = old.loc[monthly, "target"]
        if abs(was.sum() - old.loc[quarterly[0], "target"]) > 0.011:
            continue
        first = rows.loc[monthly[:-1], "target"].sum()
        rows.loc[monthly[-1], "target"] = round(rows.loc[quarterly[0], "target"] - first, 4)
