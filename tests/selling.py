"""Small frames of an account as loading leaves them, for tests of sales, phasing and share."""

import pandas as pd

from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.sales_rows import period_starts
from ka_helpers.periods import Calendar, anchors

NOW, BEFORE = "2026Q2", "2025Q2"
CONTEXT = Context(as_of="2026-06-30", company_growth=0.05)


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with what loading adds: dates, quarter and month."""
    rows = rows.assign(period_start=pd.to_datetime(rows["period_start"]))
    days = anchors(rows["period_start"], rows["period_type"])
    return rows.assign(quarter=Calendar().quarters_of(days), month=days.dt.strftime("%Y-%m"))


def frame(values, quarter=NOW, grain="week", column="sales_value", **columns):
    """Return one row a period of `quarter` with its value; `columns` hold for all rows."""
    starts = period_starts(quarter, grain, Calendar())[: len(values)]
    rows = pd.DataFrame({"account_id": "A1", "period_start": starts, column: values})
    if column == "sales_value":
        columns = {"basis": "sell_in", **columns}
    return dated(rows.assign(period_type=grain, **columns).astype({column: "float64"}))


def together(*frames):
    """Return frames as one table."""
    return pd.concat(frames, ignore_index=True)


def products(**flags):
    """Return a product table: three of ours, one of a rival; p1 is high margin."""
    table = pd.DataFrame(
        {
            "product_id": ["p1", "p2", "p3", "r1"],
            "product_name": ["Green tea", "Cola", "Water", "Rival tea"],
            "category": ["tea", "cola", "water", "tea"],
            "is_own": pd.array([True, True, True, False], "boolean"),
            "high_margin": pd.array([True, False, False, None], "boolean"),
        }
    )
    return table.assign(**flags)


def market(values, quarter=NOW, grain="week", **columns):
    """Return a market row a period of `quarter`: the category's sales at the account."""
    return frame(values, quarter, grain, "category_sales_value", **columns)
