"""Which accounts are key: what chapter 1 starts from. Not in here: answers, pictures.

A year is the lesson's quarter and the three before it, as far as the case has them.
"""

import pandas as pd

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.metrics.cost_layers import classified
from ka_helpers.metrics.portfolio import abc_classes, sales_shares
from ka_helpers.metrics.products import looked_up, product_places
from ka_helpers.metrics.profit_figures import Books
from ka_helpers.metrics.rows import Rows, sums_of
from ka_helpers.metrics.sales_rows import of_basis

QUARTERS_IN_YEAR = 4
MERGING = (1, 2)
"""Places by sales of the two accounts that are supposed to merge where no group is known."""


def year_quarters(lesson: Lesson) -> tuple[str, ...]:
    """Return the quarters of the year that the chapter looks at, oldest first."""
    known = [quarter for quarter in lesson.case.quarters if quarter <= lesson.quarter]
    return tuple(known[-QUARTERS_IN_YEAR:])


def book(lesson: Lesson, basis: str = "sell_in") -> Rows:
    """Return the year's sales rows of a basis, or of the one there is (see `of_basis`)."""
    rows, _ = of_basis(lesson.table("sales"), basis)
    return rows.where(rows.named("quarter", *year_quarters(lesson)))


def account_sales(lesson: Lesson) -> pd.Series:
    """Return what each account bought from us in the year, largest first.

    That is sell-in where the case has any; an account without rows is absent, not zero.
    """
    totals = pd.Series(sums_of(book(lesson), "account_id", "sales_value"), name="sales")
    ordered = totals[sales_shares(totals).index] if (totals > 0).any() else totals
    return ordered.rename_axis("account_id")


def account_list(lesson: Lesson) -> pd.DataFrame:
    """Return, of each account that sold, largest first: name and three books of its sales.

    `sales` of the year, `quarter_sales` of the last quarter of it, and `sold_on`, what shoppers
    bought there in the year (NaN where that is not measured).
    """
    sales = lesson.once(account_sales)
    rows = book(lesson)
    last = rows.where(rows.named("quarter", lesson.quarter))
    shoppers = book(lesson, "sell_out")
    both = rows.present("basis") != shoppers.present("basis")
    sold_on = sums_of(shoppers, "account_id", "sales_value") if both else {}
    return pd.DataFrame(
        {
            "account_name": account_names(lesson)[sales.index],
            "sales": sales,
            "quarter_sales": _filled(sums_of(last, "account_id", "sales_value"), sales),
            "sold_on": _filled(sold_on, sales),
        }
    ).rename_axis("account_id")


def account_names(lesson: Lesson) -> pd.Series:
    """Return the name of every account by its id."""
    return lesson.case.accounts.set_index("account_id")["account_name"]


def account_shares(lesson: Lesson) -> pd.DataFrame:
    """Return each account's share of sales, what the accounts down to it make, and its class."""
    sales = lesson.once(account_sales)
    shares = sales_shares(sales)
    return pd.DataFrame(
        {
            "account_name": account_names(lesson)[shares.index],
            "share": shares,
            "together": shares.cumsum().clip(upper=1.0),
            "abc": abc_classes(sales),
        }
    ).rename_axis("account_id")


def account_groups(lesson: Lesson) -> pd.Series:
    """Return the head account of each account's group; an account alone is its own head.

    Where the case has no group whose accounts sell, the second and the third largest account
    are supposed to have merged.
    """
    sales = lesson.once(account_sales)
    heads = lesson.once(_heads).reindex(sales.index)
    if heads.duplicated().any():
        return heads.rename("head")
    acquirer, bought = (sales.index[place] for place in MERGING)
    return heads.where(heads.index != bought, acquirer).rename("head")


def groups_are_real(lesson: Lesson) -> bool:
    """Tell whether the groups are the case's own."""
    return bool(lesson.once(_heads).reindex(lesson.once(account_sales).index).duplicated().any())


def largest_group(lesson: Lesson) -> pd.DataFrame:
    """Return the accounts of the largest group of two or more: name and sales, head first."""
    sales, heads = lesson.once(account_sales), lesson.once(account_groups)
    several = heads[heads.duplicated(keep=False)]
    largest = sales[several.index].groupby(several).sum().idxmax()
    members = several.index[several == largest]
    ordered = sorted(members, key=lambda each: each != largest)
    frame = pd.DataFrame({"account_name": account_names(lesson)[ordered], "sales": sales[ordered]})
    return frame.rename_axis("account_id")


def account_profits(lesson: Lesson) -> pd.Series:
    """Return the year's account profit of each account that sold, NaN where it is not known.

    Net sales less what was paid to the account, spent on it, and the cost of the goods.
    """
    sales = lesson.once(account_sales)
    rows, case = _with_unit_costs(book(lesson), lesson), lesson.case
    if rows is None or "cost" not in case.tables:
        return pd.Series(float("nan"), sales.index, name="profit")
    costs = classified(Rows.of(case.table("cost")))
    paid = costs.where(costs.named("scenario", "actual"))
    paid = paid.where(paid.named("quarter", *year_quarters(lesson)))
    earned = {account: _profit(rows, paid, account) for account in sales.index}
    return pd.Series(earned, dtype=float, name="profit").rename_axis("account_id")


def profits_are_known(lesson: Lesson) -> bool:
    """Tell whether every account's profit is known, and all together make one."""
    return bool(lesson.once(account_profits).sum(skipna=False) > 0)


def uneven_account(lesson: Lesson) -> str:
    """Return the account, of the five largest, whose shares of sales and profit differ most.

    The largest account where profit is not known.
    """
    sales, profits = lesson.once(account_sales), lesson.once(account_profits)
    if not profits_are_known(lesson):
        return str(sales.index[0])
    apart = profits / profits.sum() - sales_shares(sales)
    return str(apart.abs().head(5).idxmax())


def _heads(lesson: Lesson) -> pd.Series:
    """Return the account that each account belongs to in the end, itself if to none."""
    accounts = lesson.case.accounts.set_index("account_id")
    heads = accounts.index.to_series()
    if "parent_id" not in accounts:
        return heads
    parents = accounts["parent_id"].where(accounts["parent_id"].notna(), heads)
    for _ in range(len(accounts)):
        above = heads.map(parents)
        if (above == heads).all():
            break
        heads = above
    return heads


def _filled(found: dict[str, float], sales: pd.Series) -> pd.Series:
    return pd.Series(found, dtype=float).reindex(sales.index)


def _with_unit_costs(rows: Rows, lesson: Lesson) -> Rows | None:
    """Return sales rows with the unit cost of their product, None where no cost is known."""
    tables = lesson.case.tables
    if "product" not in tables or "product_id" not in rows or "units" not in rows:
        return None
    products = Rows.of(lesson.case.table("product"))
    if "unit_cost" not in products:
        return None
    places = product_places(rows, products)
    return rows.having({"unit_cost": looked_up(products.numbers("unit_cost"), places)})


def _profit(rows: Rows, costs: Rows, account_id: str) -> float | None:
    own, paid = (each.where(each.named("account_id", account_id)) for each in (rows, costs))
    if not len(paid):
        return None
    steps = Books(own, paid, "").steps
    return next((step.amount for step in steps if step.key == "account_profit"), None)
