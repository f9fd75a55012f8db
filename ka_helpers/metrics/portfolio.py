"""All accounts side by side: who matters how much, and how much hangs on how few.

Sales of zero or less have no share and stand at the end, in the last class.
Not in here: one account's place (`position`), the rules of scoring (`scoring`).

References
----------
Source 003: accounts in classes A, B, C by purchases; what losing a key account would do.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.scoring import evaluate
from ka_helpers.rulesets import Ruleset

ABC_CUTS = (0.80, 0.95)
"""Class A makes the first 80 % of sales, B the next 15 %, C the rest."""
TOP_SHARE_OF_ACCOUNTS = 0.20
_ROUNDING = 1e-9


@dataclass(frozen=True)
class PortfolioRow:
    """One account among all. `share` and `profit_share` are what would go if it left.

    Money in currency units, shares and growth as fractions; None is not measured.
    `profit_share` is None where the accounts together make no profit.
    """

    rank: int
    account_id: str
    name: str
    sales: float
    share: float
    cumulative_share: float
    abc: str
    growth: float | None
    profit: float | None
    profit_share: float | None
    trade_cost_ratio: float | None
    attractiveness: float | None
    support: float | None
    quadrant: str | None
    borderline: bool


@dataclass(frozen=True)
class ClassSize:
    """A class ("A", "B", "C" or a quadrant): its accounts and their share of all sales."""

    name: str
    n: int
    share: float


@dataclass(frozen=True)
class PortfolioAssessment:
    """The portfolio, the largest account first.

    `sales_kind` is "annual_sales" or, where not every account has a whole year, "sales" (the
    quarter). `hhi` is the sum of squared shares, `effective_accounts` its inverse: as
    concentrated as that many accounts of one size. `top_n` accounts (20 %) make `top_share`.
    """

    sales_kind: str
    total: float
    top_n: int
    top_share: float
    hhi: float
    effective_accounts: float
    abc: tuple[ClassSize, ...]
    quadrants: tuple[ClassSize, ...]
    cut: float
    rows: tuple[PortfolioRow, ...]


def sales_shares(sales: pd.Series) -> pd.Series:
    """Return each account's share of all sales, the largest first, equal ones by name.

    Raises
    ------
    MetricInputError : no account sells anything

    >>> sales_shares(pd.Series({"b": 20.0, "a": 80.0, "c": -5.0})).to_dict()
    {'a': 0.8, 'b': 0.2, 'c': 0.0}
    """
    held = sales.dropna().astype(float).clip(lower=0.0)
    total = float(held.sum())
    if not total > 0:
        raise MetricInputError("portfolio.no_sales", n=len(sales))
    return (held / total).sort_index().sort_values(ascending=False, kind="stable")


def abc_classes(sales: pd.Series, cuts: tuple[float, float] = ABC_CUTS) -> pd.Series:
    """Return "A", "B" or "C" of each account by cumulative share of sales.

    The account that crosses a cut still belongs to the class before it, so that class A makes
    at least 80 %; no sales is class C.

    >>> abc_classes(pd.Series({"a": 70.0, "b": 20.0, "c": 6.0, "d": 4.0})).to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B', 'd': 'C'}
    """
    shares = sales_shares(sales)
    before = shares.cumsum() - shares
    classes = pd.Series("C", index=shares.index)
    classes[before < cuts[1] - _ROUNDING] = "B"
    classes[before < cuts[0] - _ROUNDING] = "A"
    return classes.where(shares > 0, "C")


def share_of_top(sales: pd.Series, part: float = TOP_SHARE_OF_ACCOUNTS) -> float:
    """Return the share of sales that the largest `part` of the accounts make (rounded up).

    >>> share_of_top(pd.Series([50.0, 20.0, 10.0, 10.0, 10.0]))
    0.5
    """
    shares = sales_shares(sales)
    return float(shares.iloc[: top_count(len(shares), part)].sum())


def top_count(accounts: int, part: float = TOP_SHARE_OF_ACCOUNTS) -> int:
    """Return how many accounts `part` of them are, rounded up."""
    return math.ceil(accounts * part - _ROUNDING)


def concentration(sales: pd.Series) -> float:
    """Return the Herfindahl-Hirschman index: the sum of squared shares, 1/n to 1.

    >>> round(concentration(pd.Series([50.0, 30.0, 20.0])), 2)
    0.38
    """
    return float((sales_shares(sales) ** 2).sum())


def ranking_sales(inputs: pd.DataFrame) -> tuple[pd.Series, str]:
    """Return the sales that rank the accounts, and what they are.

    A year's sales if every account that sold has them, else the quarter's: a portfolio is not
    ranked by two measures at once.
    """
    annual, quarter = (
        inputs[name].astype(float) if name in inputs else pd.Series(float("nan"), inputs.index)
        for name in ("annual_sales", "sales")
    )
    complete = annual.notna().any() and not (annual.isna() & quarter.notna()).any()
    return (annual, "annual_sales") if complete else (quarter, "sales")


def assess_portfolio(
    inputs: pd.DataFrame,
    names: Mapping[str, str],
    ruleset: Ruleset,
    profits: Mapping[str, float | None] | None = None,
) -> PortfolioAssessment | None:
    """Return the portfolio of the accounts that sold; None if none did.

    Parameters
    ----------
    inputs : as for `scoring.evaluate`, with `annual_sales` or `sales`, and optionally
        `growth` (fraction) and `trade_cost_ratio` (fraction of sales)
    names : account names by id
    profits : account profit by id, for what losing an account would cost
    """
    sales, kind = ranking_sales(inputs)
    if not sales.clip(lower=0.0).sum() > 0:
        return None
    shares = sales_shares(sales)
    frame = pd.DataFrame({"share": shares, "cumulative": shares.cumsum().clip(upper=1.0)})
    frame["sales"], frame["abc"] = sales[frame.index], abc_classes(sales)[frame.index]
    frame["profit"] = pd.Series(dict(profits or {}), dtype=float).reindex(frame.index)
    earned = float(frame["profit"].sum())
    frame["profit_share"] = frame["profit"] / earned if earned > 0 else float("nan")
    known = [column for column in ("growth", "trade_cost_ratio") if column in inputs]
    scores = evaluate(inputs, ruleset)[["attractiveness", "support", "quadrant", "borderline"]]
    frame = frame.join(inputs[known]).join(scores)
    hhi = concentration(sales)
    return PortfolioAssessment(
        sales_kind=kind,
        total=float(frame["sales"].sum()),
        top_n=top_count(len(frame)),
        top_share=share_of_top(sales),
        hhi=hhi,
        effective_accounts=1 / hhi,
        abc=_sizes(frame, "abc", ("A", "B", "C")),
        quadrants=_sizes(frame, "quadrant", ("star", "question_mark", "cash_cow", "dog")),
        cut=ruleset.cut,
        rows=tuple(
            _row(rank, str(account_id), names, row)
            for rank, (account_id, row) in enumerate(
                zip(frame.index, frame.to_dict("records"), strict=True), start=1
            )
        ),
    )


def _row(
    rank: int, account_id: str, names: Mapping[str, str], row: Mapping[Hashable, Any]
) -> PortfolioRow:
    return PortfolioRow(
        rank=rank,
        account_id=account_id,
        name=names.get(account_id, account_id),
        sales=_number(row["sales"]) or 0.0,
        share=_number(row["share"]) or 0.0,
        cumulative_share=_number(row["cumulative"]) or 0.0,
        abc=str(row["abc"]),
        growth=_number(row.get("growth")),
        profit=_number(row["profit"]),
        profit_share=_number(row["profit_share"]),
        trade_cost_ratio=_number(row.get("trade_cost_ratio")),
        attractiveness=_number(row["attractiveness"]),
        support=_number(row["support"]),
        quadrant=row["quadrant"] if isinstance(row["quadrant"], str) else None,
        borderline=bool(row["borderline"]),
    )


def _sizes(frame: pd.DataFrame, column: str, names: tuple[str, ...]) -> tuple[ClassSize, ...]:
    return tuple(
        ClassSize(name, int(inside.sum()), float(frame.loc[inside, "share"].sum()))
        for name in names
        for inside in [frame[column] == name]
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None
