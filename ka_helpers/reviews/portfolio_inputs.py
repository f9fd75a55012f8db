"""What every account is scored by in one quarter, aggregated by DuckDB over the whole case."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

import pandas as pd

from ka_helpers.cases import Case
from ka_helpers.metrics.cost_layers import classified, trade_spend
from ka_helpers.metrics.rows import sums_of
from ka_helpers.metrics.sales_rows import GRAINS
from ka_helpers.periods import trailing_quarters


@dataclass(frozen=True)
class AccountInputs:
    """What one account is scored by in one quarter; None is not measured.

    Money in currency units, shares and growth as fractions, `payment_days` in days,
    `relationship` a grade 1-5. The names of the middle block are those of ruleset criteria.
    """

    account_id: str
    sales: float | None
    annual_sales: float | None
    growth: float | None
    payment_days: float | None
    display_share: float | None
    activity_share: float | None
    sku_listed: float | None
    relationship: float | None
    market_share: float | None
    trade_cost_ratio: float | None


def account_inputs(
    case: Case, quarter: str, before: str | None, sales: pd.DataFrame
) -> tuple[AccountInputs, ...]:
    """Return the inputs of every account in `quarter`; growth is against `before`.

    Parameters
    ----------
    sales : of every account and quarter (see `sales_by_quarter`)
    """
    return tuple(_records(_gather(case, quarter, before, sales)))


def as_frame(inputs: tuple[AccountInputs, ...]) -> pd.DataFrame:
    """Return inputs as a frame indexed by account_id, NaN where not measured."""
    names = [field.name for field in fields(AccountInputs)]
    rows = [[getattr(row, name) for name in names] for row in inputs]
    frame = pd.DataFrame(rows, columns=names).set_index("account_id")
    return frame.astype(float)


def _gather(case: Case, quarter: str, before: str | None, sales: pd.DataFrame) -> pd.DataFrame:
    inputs = pd.DataFrame(index=pd.Index(case.account_ids, name="account_id"))
    inputs["sales"] = _of(sales, quarter)
    year = trailing_quarters(quarter)
    whole_year = all(q in case.quarters for q in year)
    inputs["annual_sales"] = (
        sales.reindex(columns=list(year)).sum(axis=1, min_count=4) if whole_year else float("nan")
    )
    base = _of(sales, before) if before else pd.Series(dtype=float)
    inputs["growth"] = (inputs["sales"] / base.where(base > 0) - 1).reindex(inputs.index)
    inputs["payment_days"] = _account_column(case, "payment_term_days")
    inputs["relationship"] = _account_column(case, "relation_grade")
    inputs["display_share"] = _point_share(case, quarter, "display")
    inputs["activity_share"] = _point_share(case, quarter, "activity")
    inputs["sku_listed"] = _sku_listed(case, quarter)
    inputs["market_share"] = _market_share(case, quarter)
    inputs["trade_cost_ratio"] = _trade_cost(case, quarter) / inputs["sales"]
    return inputs


def sales_by_quarter(case: Case) -> pd.DataFrame:
    """Return sales by account (rows) and quarter (columns), sell-in where the account has any.

    As in an account's own review a quarter keeps its shortest periods: months and their weeks
    do not add up.
    """
    rows = case.query(
        "select account_id, quarter, basis, period_type, sum(sales_value) as sales "
        "from sales where period_type <> 'year' group by all"
    )
    preferred = rows.groupby("account_id")["basis"].transform("min")  # sell_in < sell_out
    rows = rows[rows["basis"] == preferred]
    length = rows["period_type"].map(GRAINS.index)
    shortest = length.groupby([rows["account_id"], rows["quarter"]]).transform("min")
    wanted = rows[length == shortest]
    return wanted.pivot_table(index="account_id", columns="quarter", values="sales", aggfunc="sum")


def company_growth(sales: pd.DataFrame, quarter: str, before: str | None) -> float | None:
    """Return the growth of the accounts that sold in both quarters (fraction).

    Parameters
    ----------
    sales : of every account and quarter (see `sales_by_quarter`)
    """
    if before is None:
        return None
    both = sales.reindex(columns=[before, quarter]).dropna()
    base = float(both[before].sum())
    return float(both[quarter].sum()) / base - 1 if base > 0 else None


def _of(by_quarter: pd.DataFrame, quarter: str) -> pd.Series:
    return by_quarter[quarter] if quarter in by_quarter else pd.Series(dtype=float)


def _account_column(case: Case, column: str) -> pd.Series:
    accounts = case.accounts.set_index("account_id")
    return accounts[column] if column in accounts else pd.Series(dtype=float)


def _has(case: Case, table: str, *columns: str) -> bool:
    return table in case.tables and set(columns) <= _columns(case, table)


@lru_cache(maxsize=64)
def _columns(case: Case, table: str) -> frozenset[str]:
    return frozenset(map(str, case.query(f"select * from {table} limit 0").columns))


def _point_share(case: Case, quarter: str, kind: str) -> pd.Series:
    """Return our share of the category's display or activity points over the quarter."""
    own, category = f"{kind}_own", f"{kind}_category"
    if not _has(case, "execution", own, category):
        return pd.Series(dtype=float)
    return _by_account(
        case,
        f"select account_id, sum({own}) / nullif(sum({category}), 0) as value from execution "
        f"where {own} is not null and {category} is not null and quarter = $1 group by 1",
        quarter,
    )


def _sku_listed(case: Case, quarter: str) -> pd.Series:
    """Return SKUs listed in the last period of the quarter, averaged over stores."""
    if not _has(case, "execution", "sku_listed"):
        return pd.Series(dtype=float)
    store = "store_id" if _has(case, "execution", "store_id") else "account_id"
    return _by_account(
        case,
        f"""with rows as (select account_id, {store} as store, period_start, sku_listed
                from execution where quarter = $1 and sku_listed is not null),
            latest as (select account_id, max(period_start) as period_start from rows group by 1),
            stores as (select account_id, store, sum(sku_listed) as skus
                from rows semi join latest using (account_id, period_start) group by 1, 2)
            select account_id, avg(skus) as value from stores group by 1""",
        quarter,
    )


def _market_share(case: Case, quarter: str) -> pd.Series:
    """Return own sales over category sales, over the months that the market table has.

    A competitor's row repeats its category's total, which counts once.
    """
    if not _has(case, "market"):
        return pd.Series(dtype=float)
    listed = "category" if _has(case, "market", "category") else "''"
    excluded = "own_excluded" if _has(case, "market", "own_excluded") else "false"
    products = _has(case, "sales", "product_id") and "product" in case.tables
    ours = (
        "and product_id not in (select product_id from product where not is_own)"
        if products
        else ""
    )
    return _by_account(
        case,
        f"""with own as (select account_id, month, sum(sales_value) as own from sales
                where quarter = $1 and basis = 'sell_out' {ours} group by 1, 2),
            listed as (select account_id, month, period_start, {listed} as category,
                    max(category_sales_value) as total, bool_or({excluded}) as without_us
                from market where quarter = $1 group by all),
            category as (select account_id, month, sum(total) as total,
                    coalesce(bool_or(without_us), false) as without_us
                from listed group by 1, 2)
            select account_id,
                sum(own) / nullif(sum(total + if(without_us, own, 0)), 0) as value
            from own join category using (account_id, month) group by 1""",
        quarter,
    )


def _trade_cost(case: Case, quarter: str) -> pd.Series:
    """Return the actual trade spend on each account (currency units), 0 where costs have none."""
    if not _has(case, "cost"):
        return pd.Series(dtype=float)
    said = [name for name in ("layer", "fixed", "scenario") if _has(case, "cost", name)]
    keys = ", ".join(["account_id", "cost_type", "period_type", *said])
    rows = case.query(
        f"select {keys}, sum(amount) as amount from cost where quarter = $1 group by all", [quarter]
    )
    costs = classified(rows)
    actual = costs.where(costs.named("scenario", "actual"))
    spent = sums_of(trade_spend(actual), "account_id", "amount")
    return pd.Series(
        {account: spent.get(account, 0.0) for account in actual.present("account_id")}, dtype=float
    )


def _by_account(case: Case, sql: str, quarter: str) -> pd.Series:
    return case.query(sql, [quarter]).set_index("account_id")["value"]


def _records(inputs: pd.DataFrame) -> Iterator[AccountInputs]:
    numbers = inputs.astype(float)
    known = numbers.astype(object).where(numbers.notna(), None)
    for account_id, *values in known.itertuples():
        yield AccountInputs(str(account_id), **dict(zip(inputs.columns, values, strict=True)))
