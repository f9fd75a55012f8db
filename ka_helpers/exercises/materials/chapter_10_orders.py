"""What was forecast and what was ordered: a month's products and a month's orders of chapter 10.

The month is chosen so that each known way of reckoning gives another figure. Not in here: answers.
"""

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_03 import accounts_from_the_lessons_own
from ka_helpers.metrics import forecasts, supply
from ka_helpers.metrics.forecast_pairs import match_forecasts
from ka_helpers.periods import trailing_quarters

FEWEST_PRODUCTS, MOST_PRODUCTS = 3, 12
FEWEST_ORDERS, MOST_ORDERS = 6, 30
QUARTERS_BACK = 4
TOLD_APART = 0.0011
"""Shares nearer than this could be taken for each other."""


def forecast_month(lesson: Lesson) -> pd.DataFrame:
    """Return forecast and sold units of the products of a category in a month.

    An index `product_id`, `product_name`, `forecast`, `sold`; `attrs` name the account, the
    month and the category. The latest month counts in which forecasts erred both ways.

    Raises
    ------
    NotGradableError : there is none
    """
    for account_id in accounts_from_the_lessons_own(lesson):
        for found in _forecast_months(lesson, account_id):
            if _errs_both_ways(found):
                return found
    raise NotGradableError("chapter_10.no_forecasts")


def month_orders(lesson: Lesson) -> pd.DataFrame:
    """Return the orders of a month: `lines`, and 1 or 0 for `in_full` and `on_time`.

    An order in which a line was refused is not in full. An index `order_id`; `attrs` name the
    account and the month. The latest month counts in which what failed differs between orders.

    Raises
    ------
    NotGradableError : there is none
    """
    for account_id in accounts_from_the_lessons_own(lesson):
        lines = lesson.case.slice(account_id).get("order_line")
        if lines is None or "quarter" not in lines:
            continue
        known = lines[lines["quarter"].isin(trailing_quarters(lesson.quarter, QUARTERS_BACK))]
        for month, of_month in sorted(known.groupby("month"), reverse=True):
            found = _orders(of_month)
            if FEWEST_ORDERS <= len(found) <= MOST_ORDERS and _fails_differently(found):
                found.attrs = {"account_id": account_id, "month": month}
                return found
    raise NotGradableError("chapter_10.no_orders_apart")


def _forecast_months(lesson: Lesson, account_id: str) -> Iterable[pd.DataFrame]:
    """Yield forecasts beside sales, a month and category at a time, the latest month first."""
    tables = lesson.case.slice(account_id)
    made, sales, products = (tables.get(name) for name in ("forecast", "sales", "product"))
    if made is None or sales is None or products is None or "product_id" not in made:
        return
    made = made[(made["period_type"] == "month") & (made["quarter"] == lesson.quarter)]
    sold = sales[(sales["basis"] == "sell_in") & (sales["quarter"] == lesson.quarter)]
    if not len(made) or not len(sold) or "units" not in sold:
        return
    rows = pd.DataFrame([(each.month, each.product_id, each.forecast, each.actual)
                         for each in match_forecasts(made, sold)],
                        columns=["month", "product_id", "forecast", "sold"])  # fmt: skip
    rows = rows.merge(products[["product_id", "product_name", "category"]], on="product_id")
    by = rows[rows["sold"] > 0].groupby(["month", "category"])
    for (month, category), found in sorted(by, key=lambda each: each[0], reverse=True):
        kept = found.set_index("product_id")[["product_name", "forecast", "sold"]]
        if FEWEST_PRODUCTS <= len(kept) <= MOST_PRODUCTS:
            kept.attrs = {"account_id": account_id, "month": month, "category": category}
            yield kept


def _errs_both_ways(rows: pd.DataFrame) -> bool:
    """Tell whether weighing, netting and dividing otherwise give figures that differ."""
    gap, sold = rows["forecast"] - rows["sold"], rows["sold"]
    off = float(gap.abs().sum() / sold.sum())
    others = [
        float((gap.abs() / sold).mean()),
        abs(float(gap.sum() / sold.sum())),
        float(gap.abs().sum() / rows["forecast"].sum()),
    ]
    too_much = forecasts.bias(sold, rows["forecast"])
    over = float(gap.sum() / rows["forecast"].sum())
    return _apart([off, *others]) and off < 1 and abs(too_much - over) > TOLD_APART


def _orders(lines: pd.DataFrame) -> pd.DataFrame:
    judged = supply.judge_orders(lines)
    order = lines["order_id"]
    refused = lines.get("reject_reason", pd.Series(None, index=lines.index, dtype=object)).notna()
    found = pd.DataFrame(
        {
            "lines": lines.groupby("order_id").size(),
            "in_full": judged["in_full"] * (1 - refused.groupby(order).max()),
            "on_time": judged["on_time"],
        }
    )
    return found.dropna().astype(int).rename_axis("order_id").sort_index()


def _fails_differently(orders: pd.DataFrame) -> bool:
    """Tell whether orders kept whole, kept in time, and both, are different shares."""
    full, timely = orders["in_full"].mean(), orders["on_time"].mean()
    together = float((orders["in_full"] * orders["on_time"]).mean())
    return together > 0 and _apart([together, full, timely, full * timely, (full + timely) / 2])


def _apart(values: Iterable[float]) -> bool:
    """Tell whether shares differ by more than a tenth of a point, each from each."""
    return all(abs(one - other) > TOLD_APART for one, other in combinations(values, 2))
