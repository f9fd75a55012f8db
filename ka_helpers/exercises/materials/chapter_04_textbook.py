"""The textbook's two tables of targets, as it prints them (source 002). Not in here: answers."""

from functools import cache

import pandas as pd

from ka_helpers.cases import load_case
from ka_helpers.metrics.roll_up import Inconsistency, check_roll_up
from ka_helpers.periods import shift_quarter

METRICS = ("sales_value", "display_points", "sku_listed", "trade_cost_ratio", "activity_points")
QUARTER = "2026Q2"


@cache
def textbook_quarter() -> pd.DataFrame:
    """Return the textbook's targets of the second quarter: a row an account, a column a metric."""
    rows = _textbook()
    table = rows[(rows["source"] == "quarter table") & (rows["period_type"] == "quarter")]
    return _wide(table, "account_id")


@cache
def textbook_months() -> pd.DataFrame:
    """Return the textbook's breakdown of account A: a row a month, a column a metric."""
    rows = _textbook()
    inside = (rows["source"] == "breakdown") & (rows["period_type"] == "month")
    return _wide(rows[inside], "month")


@cache
def textbook_whole() -> pd.DataFrame:
    """Return what the breakdown table itself states: the first quarter, the second quarter."""
    rows = _textbook()
    stated = rows[(rows["source"] == "breakdown") & (rows["period_type"] == "quarter")]
    by_metric = stated.set_index("metric")[["baseline_actual", "target"]].T
    by_metric.index = pd.Index([shift_quarter(QUARTER, -1), QUARTER], name="quarter")
    return counted(by_metric[list(METRICS)].rename_axis(columns=None))


def _textbook() -> pd.DataFrame:
    return load_case("textbook").table("objective")


def _wide(rows: pd.DataFrame, index: str) -> pd.DataFrame:
    wide = rows.pivot(index=index, columns="metric", values="target")
    return counted(wide[list(METRICS)].rename_axis(columns=None))


def counted(targets: pd.DataFrame) -> pd.DataFrame:
    """Return targets with whole columns as whole numbers, money and ratios as they are."""
    points = [name for name in targets if name not in ("sales_value", "trade_cost_ratio")]
    whole = [name for name in points if (targets[name] % 1 == 0).all()]
    return targets.astype(dict.fromkeys(whole, "int64"))


@cache
def textbook_faults() -> tuple[Inconsistency, ...]:
    """Return what the roll-up check finds in both tables together."""
    return check_roll_up(_textbook())
