"""What do we want: the account's own targets for a quarter, and what they are held against.

Not in here: the textbook's tables (`chapter_04_textbook`), answers, and how months are made
(`planning.breakdown`).
"""

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_04_textbook import METRICS, counted
from ka_helpers.metrics.sales_rows import of_basis
from ka_helpers.periods import Calendar, shift_quarter, year_before
from ka_helpers.planning.breakdown import season_shares, week_shares

LEVELS = ("display_points", "sku_listed")
"""What the open task takes as its level: the first that the account has a target for."""
POINTS_AN_ACCOUNT = 10
LEEWAY = 0.05
"""The open task: a month's share may lie this far from what the season says."""
CEILING = 1.25
"""The open task: no month's cost ratio is above the quarter's times this."""


def planned_quarter(lesson: Lesson) -> str:
    """Return the quarter to plan: the next one, else the one read, whichever has targets.

    Raises
    ------
    NotGradableError : the account has no target for sales, for a level or for trade cost there
    """
    for quarter in (shift_quarter(lesson.quarter, 1), lesson.quarter):
        known = set(_targets(lesson, quarter)["metric"])
        if {"sales_value", "trade_cost_ratio"} <= known and known & set(LEVELS):
            return quarter
    raise NotGradableError("chapter_04.no_targets", account=lesson.account_id)


def months_of(lesson: Lesson) -> tuple[str, ...]:
    """Return the three months to plan."""
    start = lesson.case.file.calendar.fiscal_year_start_month
    return Calendar(start).months_of(lesson.once(planned_quarter))


def target_of(lesson: Lesson, metric: str = "sales_value") -> float:
    """Return the account's target of the planned quarter; money in currency units."""
    rows = _targets(lesson, lesson.once(planned_quarter))
    return float(rows.loc[rows["metric"] == metric, "target"].iloc[0])


def level_metric(lesson: Lesson) -> str:
    """Return the level that the account has a target for: display points, else SKUs."""
    known = set(_targets(lesson, lesson.once(planned_quarter))["metric"])
    return next(metric for metric in LEVELS if metric in known)


def level_target(lesson: Lesson) -> float:
    """Return what that level should be at the end of the quarter."""
    return target_of(lesson, level_metric(lesson))


def level_now(lesson: Lesson) -> float:
    """Return where that level stands at the start; the target itself where that is not known."""
    metric = level_metric(lesson)
    rows = _targets(lesson, lesson.once(planned_quarter))
    of_metric = rows[rows["metric"] == metric]
    if "baseline_actual" not in of_metric or of_metric["baseline_actual"].isna().all():
        return target_of(lesson, metric)
    return float(of_metric["baseline_actual"].dropna().iloc[0])


def base_quarter(lesson: Lesson) -> str:
    """Return the quarter that growth is counted from: a year before, else the quarter before."""
    planned = lesson.once(planned_quarter)
    before = year_before(planned)
    sold = lesson.once(sales_by_month)
    months = Calendar(lesson.case.file.calendar.fiscal_year_start_month).months_of(before)
    return before if all(each in sold.index for each in months) else shift_quarter(planned, -1)


def base_sales(lesson: Lesson) -> float:
    """Return what the account bought in the quarter that growth is counted from.

    Raises
    ------
    NotGradableError : nothing is known of it
    """
    base = lesson.once(base_quarter)
    sales = _revenue(lesson)
    sold = float(sales.loc[sales["quarter"] == base, "sales_value"].sum())
    if not sold > 0:
        raise NotGradableError("chapter_04.no_base", account=lesson.account_id)
    return sold


def sales_by_month(lesson: Lesson) -> pd.Series:
    """Return the account's sales by month; empty where they are known by quarter only."""
    sales = _revenue(lesson)
    fine = sales[sales["period_type"].isin(["week", "month"])]
    return fine.groupby("month")["sales_value"].sum()


def month_shares(lesson: Lesson) -> pd.Series:
    """Return each month's share of the quarter: as last year sold, else by its weeks."""
    months = lesson.once(months_of)
    seasonal = shares_are_seasonal(lesson)
    sold = lesson.once(sales_by_month)
    shares = season_shares(sold, months) if seasonal else week_shares(months)
    return pd.Series(shares, name="share").rename_axis("month")


def shares_are_seasonal(lesson: Lesson) -> bool:
    """Tell whether the shares are last year's; else they are those of the weeks."""
    return lesson.once(base_quarter) == year_before(lesson.once(planned_quarter))


def account_targets(lesson: Lesson) -> pd.Series:
    """Return every account's sales target of the planned quarter, largest first.

    Raises
    ------
    NotGradableError : fewer than two accounts have one
    """
    rows = lesson.table("objective")
    wanted = (rows["quarter"] == lesson.once(planned_quarter)) & (rows["metric"] == "sales_value")
    quarter = rows[wanted & (rows["period_type"] == "quarter") & (rows["target"] > 0)]
    targets = quarter.groupby("account_id")["target"].first().sort_values(ascending=False)
    if len(targets) < 2:
        raise NotGradableError("chapter_04.one_account", n=len(targets))
    return targets.rename("sales_target")


def points_to_give(lesson: Lesson) -> int:
    """Return how many activity points the company has for its accounts.

    It is the sum of the accounts' own targets (else some for each), and as many more as it takes
    until rounding each account's part does not give the sum.
    """
    targets = lesson.once(account_targets)
    rows = lesson.table("objective")
    wanted = (rows["quarter"] == lesson.once(planned_quarter)) & (
        rows["metric"] == "activity_points"
    )
    stated = rows[wanted & (rows["period_type"] == "quarter")].groupby("account_id")["target"]
    known = int(stated.first().sum())
    first = known if known > len(targets) else POINTS_AN_ACCOUNT * len(targets)
    for total in range(first, first + 500):
        if int((total * targets / targets.sum()).round().sum()) != total:
            return total
    raise NotGradableError("chapter_04.rounds_exactly", n=len(targets))


def own_targets(lesson: Lesson) -> pd.DataFrame:
    """Return the account's targets of the planned quarter in one row, a column a metric."""
    rows = _targets(lesson, lesson.once(planned_quarter)).groupby("metric")["target"].first()
    known = rows[[metric for metric in METRICS if metric in rows.index]]
    quarter = pd.Index([lesson.once(planned_quarter)], name="quarter")
    return counted(pd.DataFrame([known.to_numpy()], index=quarter, columns=list(known.index)))


def person_targets(lesson: Lesson) -> pd.Series:
    """Return the sales target of each person; where no persons are named, of each account."""
    targets = lesson.once(account_targets)
    accounts = lesson.case.accounts.set_index("account_id")
    names = accounts["kam"] if "kam" in accounts else accounts["account_name"]
    named = names.fillna(accounts["account_name"]).reindex(targets.index)
    people = targets.groupby(named).sum().sort_values(ascending=False)
    return people.rename("sales_target").rename_axis("person")


def season_limits(lesson: Lesson) -> pd.DataFrame:
    """Return for each month its usual share and what it may be given at least and at most."""
    shares = lesson.once(month_shares)
    target = target_of(lesson)
    lowest, highest = (shares - LEEWAY).clip(lower=0) * target, (shares + LEEWAY) * target
    return pd.DataFrame({"share": shares, "lowest": lowest, "highest": highest})


def _targets(lesson: Lesson, quarter: str) -> pd.DataFrame:
    """Return the account's targets of a whole quarter; of two sources the first."""
    rows = lesson.account["objective"]
    inside = (rows["quarter"] == quarter) & (rows["period_type"] == "quarter")
    return rows[inside & (rows["target"] > 0)]


def _revenue(lesson: Lesson) -> pd.DataFrame:
    sales = lesson.account["sales"]
    return sales[sales["basis"] == of_basis(sales, "sell_in")[1]]
