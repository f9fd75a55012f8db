"""Where the actual of an objective comes from.

The objective table's own actuals count first; the others are the scorecard's figures and are
handed in (`actuals_in`), so that one figure is never worked out in two ways. Only sales, which
every case has, are worked out here.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ka_helpers.metrics.assessment import Measure, Tables
from ka_helpers.metrics.roll_up import AGGREGATIONS, roll_up
from ka_helpers.metrics.rows import Rows as Table
from ka_helpers.metrics.rows import rows_of, total

UNITS: Mapping[str, str] = {
    "sales_value": "money", "account_profit": "money", "growth": "change",
    "share_growth_gap": "change", "display_points": "count", "activity_points": "count",
    "sku_listed": "count", "exec_score": "number",
}  # fmt: skip
"""How a metric is written; the others are shares."""
FIGURES: Mapping[str, tuple[str, str]] = {
    "sales_value": ("sales", "sales"), "growth": ("sales", "growth"),
    "high_margin_share": ("sales", "high_margin_share"), "market_share": ("share", "share"),
    "share_growth_gap": ("share", "growth_gap"), "fill_rate": ("supply", "fill_rate"),
    "otif": ("supply", "otif"), "account_profit": ("profit", "account_profit"),
    "trade_cost_ratio": ("profit", "trade_cost_ratio"),
    "display_points": ("execution", "display_points"),
    "display_share": ("execution", "display_share"),
    "activity_points": ("execution", "activity_points"),
    "activity_share": ("execution", "activity_share"),
    "sku_listed": ("execution", "sku_listed"), "exec_score": ("execution", "exec_score"),
    "store_distribution": ("execution", "store_distribution"),
}  # fmt: skip
"""Where each metric's actual is found: section and field of its assessment."""
Rows = list[dict[str, Any]]
_READ: Mapping[str, Callable[[Table, str], list[Any]]] = {
    **dict.fromkeys(
        ("metric", "period_type", "month", "priority"), lambda rows, name: rows.texts(name).tolist()
    ),
    **dict.fromkeys(("target", "actual"), lambda rows, name: rows.numbers(name).tolist()),
    "period_start": lambda rows, name: rows.days(name).tolist(),
}
_MONTHS_OF_QUARTER = 3


def unit_of(metric: str) -> str:
    """Return the format (of `i18n.formatting.FORMATS`) that a metric is written in."""
    return UNITS.get(metric, "share")


def actuals_in(assessments: Mapping[str, Any]) -> dict[str, Measure]:
    """Return the actual of each metric that the assessments, by section key, have."""
    actuals = {
        metric: getattr(assessments.get(section), field, None)
        for metric, (section, field) in FIGURES.items()
    }
    return {metric: a for metric, a in actuals.items() if a is not None and a.value is not None}


def rows_by_metric(objectives: pd.DataFrame | Table, quarter: str | None) -> dict[str, Rows]:
    """Return the quarter's rows of the objective table, the months' too, by metric."""
    table = Table.of(objectives)
    rows = table.where(table.named("quarter", quarter))
    columns = {name: read(rows, name) for name, read in _READ.items() if name in rows}
    found: dict[str, Rows] = {}
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        found.setdefault(str(row["metric"]), []).append(row)
    return found


def all_actuals(rows_of: Mapping[str, Rows], known: Mapping[str, Measure]) -> dict[str, Measure]:
    """Return the quarter's actuals: of the objective table first, then those handed in.

    Parameters
    ----------
    rows_of : the quarter's rows by metric (see `rows_by_metric`)
    """
    actuals = dict(known)
    for metric, rows in rows_of.items():
        stated = [row for row in _given(rows, "actual") if row["period_type"] == "quarter"]
        value = float(stated[0]["actual"]) if stated else made_of_months(rows, "actual")
        if value is not None:
            actuals[metric] = _measure(metric, value)
    return actuals


def baselines(objectives: pd.DataFrame, quarter: str) -> dict[str, Measure]:
    """Return the actuals of the quarter before that the targets of `quarter` were set against."""
    if "baseline_actual" not in objectives:
        return {}
    rows = objectives[
        (objectives["quarter"] == quarter)
        & (objectives["period_type"] == "quarter")
        & objectives["baseline_actual"].notna()
    ].drop_duplicates("metric")
    pairs = zip(rows["metric"], rows["baseline_actual"], strict=True)
    return {str(metric): _measure(str(metric), float(value)) for metric, value in pairs}


def made_of_months(rows: Rows, column: str) -> float | None:
    """Return what three months make; None if they are not all there or need weights."""
    by_month: dict[str, float] = {}
    months = [row for row in _given(rows, column) if row["period_type"] == "month"]
    for row in sorted(months, key=lambda row: row["period_start"]):
        by_month.setdefault(row["month"], row[column])
    aggregation = AGGREGATIONS.get(rows[0]["metric"], "ratio")
    if len(by_month) != _MONTHS_OF_QUARTER or aggregation == "ratio":
        return None
    return float(roll_up(list(by_month.values()), aggregation))


def sold(tables: Tables, quarter: str | None) -> dict[str, Measure]:
    """Return the quarter's sales, sell-in where the account has any, as the actual of sales."""
    if "sales" not in tables or quarter is None:
        return {}
    sales = rows_of(tables, "sales")
    basis = "sell_in" if "sell_in" in sales.present("basis") else "sell_out"
    rows = sales.where(sales.named("quarter", quarter) & sales.named("basis", basis))
    if not len(rows):
        return {}
    return {"sales_value": Measure(total(rows.numbers("sales_value")), "money", len(rows), "sales")}


def _given(rows: Rows, column: str) -> Rows:
    return [row for row in rows if pd.notna(row.get(column))]


def _measure(metric: str, value: float) -> Measure:
    return Measure(value, unit_of(metric), 1, "objective")
