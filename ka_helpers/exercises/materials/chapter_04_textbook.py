"""The textbook's two tables of targets, as it prints them (source 002). Not in here: answers."""

from functools import cache

import pandas as pd

from ka_helpers.cases import load_case
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.variants import varied
from ka_helpers.metrics.roll_up import Inconsistency, check_roll_up
from ka_helpers.periods import shift_quarter

OTHER_SIZES = (1.2, 1.5, 1.1, 1.8, 1.3, 1.6, 1.4, 0.9, 1.7)
"""By how much larger a variant prints sales; ratios and points of activity stay."""
METRICS = ("sales_value", "display_points", "sku_listed", "trade_cost_ratio", "activity_points")
QUARTER = "2026Q2"


def textbook_quarter(lesson: Lesson) -> pd.DataFrame:
    """Return the textbook's targets of the second quarter: a row an account, a column a metric."""
    rows = _textbook(_size(lesson))
    table = rows[(rows["source"] == "quarter table") & (rows["period_type"] == "quarter")]
    return _wide(table, "account_id")


def textbook_months(lesson: Lesson) -> pd.DataFrame:
    """Return the textbook's breakdown of account A: a row a month, a column a metric."""
    rows = _textbook(_size(lesson))
    inside = (rows["source"] == "breakdown") & (rows["period_type"] == "month")
    return _wide(rows[inside], "month")


def textbook_whole(lesson: Lesson) -> pd.DataFrame:
    """Return what the breakdown table itself states: the first quarter, the second quarter."""
    rows = _textbook(_size(lesson))
    stated = rows[(rows["source"] == "breakdown") & (rows["period_type"] == "quarter")]
    by_metric = stated.set_index("metric")[["baseline_actual", "target"]].T
    by_metric.index = pd.Index([shift_quarter(QUARTER, -1), QUARTER], name="quarter")
    return counted(by_metric[list(METRICS)].rename_axis(columns=None))


def _size(lesson: Lesson) -> float:
    return varied(lesson, 1.0, OTHER_SIZES)


@cache
def _textbook(size: float) -> pd.DataFrame:
    """Return the textbook's objectives, sales `size` times and displays a little more."""
    rows = load_case("textbook").table("objective")
    figures = ["target", "baseline_actual", "actual"]
    money, points = (rows["metric"].eq(name) for name in ("sales_value", "display_points"))
    for name in (each for each in figures if each in rows):
        rows.loc[money, name] = (rows.loc[money, name] * size).round(2)
        rows.loc[points, name] = rows.loc[points, name] + round(10 * (size - 1))
    return rows


def _wide(rows: pd.DataFrame, index: str) -> pd.DataFrame:
    wide = rows.pivot(index=index, columns="metric", values="target")
    return counted(wide[list(METRICS)].rename_axis(columns=None))


def counted(targets: pd.DataFrame) -> pd.DataFrame:
    """Return targets with whole columns as whole numbers, money and ratios as they are."""
    points = [name for name in targets if name not in ("sales_value", "trade_cost_ratio")]
    whole = [name for name in points if (targets[name] % 1 == 0).all()]
    return targets.astype(dict.fromkeys(whole, "int64"))


def textbook_faults(lesson: Lesson) -> tuple[Inconsistency, ...]:
    """Return what the roll-up check finds in both tables together."""
    return check_roll_up(_textbook(_size(lesson)))
