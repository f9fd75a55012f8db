"""Start here: what chapter 0 starts from. Not in here: answers, pictures.

Stories are fixed figures of the sources; accounts and channels are the case's own.
"""

import csv

import pandas as pd

from ka_helpers.cases.places import DATASETS
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.variants import varied
from ka_helpers.metrics.assessment import comparison_quarter
from ka_helpers.metrics.rows import sums_of
from ka_helpers.metrics.sales_rows import of_basis, of_quarter

SPEND_YUAN, CASES_NOW, CASES_WANTED = 100, 80, 120
"""What promotion money bought and should buy (source 001, case 1)."""
OTHER_CASES = (110, 130, 140, 115, 150, 135, 105, 145, 160)
GAP_YUAN = {"penalties": 150_000, "price_differences": 250_000, "promotion_discounts": 200_000}
"""A gap between what was invoiced and what was paid, by reason (source 001, case 2)."""
OTHER_PENALTIES = (120_000, 170_000, 130_000, 180_000, 110_000, 160_000, 140_000)
SPENDING = DATASETS / "textbook" / "reference" / "share_of_spending.csv"
KINDS_OF_SPENDING = ("trade_promotion", "consumer_promotion", "advertising")
RANKED = 4


def cases_of_others(lesson: Lesson) -> int:
    """Return how many cases others sold with the same money."""
    return varied(lesson, CASES_WANTED, OTHER_CASES)


def gap_parts(lesson: Lesson) -> dict[str, int]:
    """Return the parts of the gap of source 001's second case, in yuan, by reason."""
    penalties = varied(lesson, GAP_YUAN["penalties"], OTHER_PENALTIES)
    return {**GAP_YUAN, "penalties": penalties}


def order_gap(lesson: Lesson) -> pd.DataFrame:
    """Return the parts of the gap as a table; the same on every case of a variant.

    Amounts are Python's own numbers, so that one that is picked shows without `np.int64`.
    """
    found = gap_parts(lesson)
    parts = pd.Index(found, name="part")
    amounts = pd.Series(found, dtype=object).rename_axis("part")
    return pd.DataFrame({"meaning": parts, "amount": amounts}, index=parts)


def spending(lesson: Lesson) -> pd.DataFrame:
    """Return how suppliers' spending was shared out, a row a year, and what the shares add up to.

    References
    ----------
    Source 002; the trade row is printed there, the other two are reconstructed, so that two
    years do not add up to 1. They are kept as they are.
    """
    with SPENDING.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    shares = {kind: [float(row[kind]) for row in rows] for kind in KINDS_OF_SPENDING}
    years = pd.Index([row["year"] for row in rows], name="year")
    frame = pd.DataFrame(shares, index=years)
    return frame.assign(together=frame.sum(axis=1).round(6))


def account_quarters(lesson: Lesson) -> pd.DataFrame:
    """Return each account's sales `now`, in the quarter, and `before`, the largest first.

    Before is the same quarter a year ago, else the quarter before; accounts without sales in
    both are left out.
    """
    rows, _ = of_basis(lesson.table("sales"), "sell_in")
    quarters = {"now": lesson.quarter, "before": comparison_quarter(rows, lesson.quarter)}
    sums = {
        name: sums_of(of_quarter(rows, quarter), "account_id", "sales_value")
        for name, quarter in quarters.items()
    }
    sold = pd.DataFrame({name: pd.Series(each, dtype=float) for name, each in sums.items()})
    sold = sold[(sold > 0).all(axis=1)].sort_values("now", ascending=False, kind="stable")
    names = lesson.case.accounts.set_index("account_id")["account_name"]
    sold.insert(0, "account_name", names.reindex(sold.index))
    return sold.rename_axis("account_id")


def quarter_before(lesson: Lesson) -> str | None:
    """Return the quarter that is compared with, None if there is none."""
    return comparison_quarter(lesson.table("sales"), lesson.quarter)


def channel_sales(lesson: Lesson) -> pd.DataFrame:
    """Return the accounts and sales of the quarter by channel ("" where not stated)."""
    sold, accounts = lesson.once(account_quarters), lesson.case.accounts.set_index("account_id")
    channel = accounts["channel"] if "channel" in accounts else pd.Series("", accounts.index)
    channels = channel.reindex(sold.index).fillna("").rename("channel")
    grouped = sold["now"].groupby(channels)
    frame = pd.DataFrame({"accounts": grouped.size(), "now": grouped.sum()})
    frame["share"] = frame["now"] / frame["now"].sum()
    return frame.sort_values("now", ascending=False)


def growth_of_four(lesson: Lesson) -> pd.Series:
    """Return the growth (fraction) of four accounts next to each other in size, largest first.

    They are the largest four whose order by growth is neither that by size nor its reverse;
    the largest four of all where there are none such.
    """
    sold = lesson.once(account_quarters)
    growth = (sold["now"] / sold["before"] - 1).rename("growth")
    last = max(1, len(growth) - RANKED + 1)
    windows = [growth.iloc[start : start + RANKED] for start in range(last)]
    return next((each for each in windows if is_mixed(each)), windows[0])


def is_mixed(growth: pd.Series) -> bool:
    """Tell whether values differ and stand neither in rising nor in falling order."""
    falling, rising = growth.is_monotonic_decreasing, growth.is_monotonic_increasing
    return bool(growth.is_unique and not falling and not rising)
