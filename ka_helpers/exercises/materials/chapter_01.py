"""Which accounts are key: what chapter 1 starts from. Not in here: answers."""

import pandas as pd

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.metrics.sales_rows import of_basis


def account_sales(lesson: Lesson) -> pd.Series:
    """Return what each account sold in the quarter and the three before it, largest first.

    Revenue is sell-in where the case has any; an account without rows is absent, not zero.
    """
    sales = lesson.table("sales")
    rows = sales[sales["basis"] == of_basis(sales, "sell_in")[1]]
    quarters = [quarter for quarter in lesson.case.quarters if quarter <= lesson.quarter][-4:]
    year = rows[rows["quarter"].isin(quarters)]
    totals = year.groupby("account_id")["sales_value"].sum()
    return totals.rename("sales").sort_values(ascending=False)
