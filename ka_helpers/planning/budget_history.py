"""What accounts may be expected to give for promotion money, from what promotions gave before.

A package is one promotion of a kind that the account has run before, at the size usual there. Its
return and extra sales for the money are the account's own where enough of its promotions of the
kind have an estimate, else the median of all accounts (`source` says which, `n` on how many).
Each kind can be bought once, best return first. Not in here: uplift (see `metrics.uplift`), and
how a budget is spread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from ka_helpers.metrics.cost_layers import classified
from ka_helpers.metrics.promotion_results import (
    PromotionResult,
    booked_costs,
    result_of,
    unit_economics,
)
from ka_helpers.metrics.rows import Tables, rows_of, total
from ka_helpers.metrics.sales_rows import of_quarter, sales_of
from ka_helpers.metrics.uplift import Reason, Uplift, UpliftStudy, estimate_uplifts
from ka_helpers.metrics.weekly_units import lay_out_weeks
from ka_helpers.planning.budget_limits import BudgetError
from ka_helpers.planning.budget_values import Package, Response

ENOUGH = 3
"""Estimated promotions of a kind at an account from which its own figures are used."""


@dataclass(frozen=True, eq=False)
class Judged:
    """All promotions of an account that were not cancelled, oldest first.

    `study` has the baseline they were judged on, None where `results` have no estimates;
    `quarters` are those in which they began.
    """

    results: tuple[PromotionResult, ...]
    quarters: tuple[str, ...]
    study: UpliftStudy | None


@dataclass(frozen=True, eq=False)
class History:
    """What is known of an account: its promotions and its tables."""

    account_id: str
    judged: Judged
    tables: Tables


@dataclass(frozen=True)
class Expected:
    """Return and extra sales for each unit of money of a kind of promotion, and from how many."""

    returned: float
    sales: float
    n: int


def judge_promotions(tables: Tables) -> Judged:
    """Return every promotion of an account judged, from one study of its weekly sell-out.

    About 0.05 s an account; a promotion without an estimate says the reason.
    """
    rows = tables["promotion"].sort_values(["start", "promo_id"]).reset_index(drop=True)
    if "status" in rows:
        rows = rows[(rows["status"] != "cancelled").fillna(True)].reset_index(drop=True)
    weekly, refused = _weekly(tables)
    study = estimate_uplifts(weekly, rows) if weekly is not None and len(rows) else None
    economics, booked = unit_economics(tables), booked_costs(tables.get("cost"))
    names = _names(tables)
    known = rows.astype(object).where(rows.notna(), None)
    results = []
    for number, record in enumerate(known.to_dict("records")):
        row: dict[str, Any] = {str(key): value for key, value in record.items()}
        promo_id = str(row["promo_id"])
        uplift = study.uplifts[number] if study else Uplift(promo_id, 0, 0, reason=refused)
        told = row | {"product_name": names.get(row.get("product_id"))}
        results.append(result_of(told, uplift, economics, booked.get(promo_id, {})))
    return Judged(tuple(results), tuple(rows["quarter"].astype(str)), study)


def histories_of(tables_of: Mapping[str, Tables]) -> tuple[History, ...]:
    """Return the history of each account that has promotions.

    Parameters
    ----------
    tables_of : an account's tables (such as `case.slice(account_id)`) by its id
    """
    return tuple(
        History(account_id, judge_promotions(tables), tables)
        for account_id, tables in tables_of.items()
        if "promotion" in tables and len(tables["promotion"])
    )


def responses_from(histories: Iterable[History], quarter: str) -> tuple[Response, ...]:
    """Return what each account may be expected to give in a quarter like this one.

    Base sales and fixed fees are those of the quarter (fees are 0 where the case has no costs:
    not measured); the maximum is the most that promotions cost there in any quarter.

    Raises
    ------
    BudgetError : no promotion of any account has an estimate
    """
    known = tuple(histories)
    of_all = _medians(result for history in known for result in history.judged.results)
    if not of_all:
        raise BudgetError("budget.no_history")
    return tuple(_response(history, quarter, of_all) for history in known)


def fixed_fees(tables: Tables, quarter: str) -> float:
    """Return the fixed fees booked in a quarter; 0 where the case has no cost table."""
    if "cost" not in tables:
        return 0.0
    costs = of_quarter(classified(rows_of(tables, "cost")), quarter)
    fixed = (costs.numbers("fixed") == 1) & costs.named("scenario", "actual")
    return total(costs.where(fixed).numbers("amount"))


def base_sales(history: History, quarter: str) -> float:
    """Return what the account bought in a quarter, less what its promotions sold on top."""
    if "sales" not in history.tables:
        return 0.0
    rows, _ = sales_of(history.tables, "sell_in")
    bought = total(of_quarter(rows, quarter).numbers("sales_value"))
    pairs = zip(history.judged.results, history.judged.quarters, strict=True)
    extra = sum(extra_sales(result) or 0.0 for result, began in pairs if began == quarter)
    return max(bought - extra, 0.0)


def extra_sales(result: PromotionResult) -> float | None:
    """Return what a promotion sold on top of the baseline, at our price; None if not known."""
    if result.uplift is None or result.sales_value is None or not result.actual_units:
        return None
    return result.uplift.value * result.sales_value / result.actual_units


def _weekly(tables: Tables) -> tuple[Any, Reason]:
    if "sales" not in tables or tables["sales"].empty:
        return None, "no_weekly_units"
    sales = rows_of(tables, "sales")
    if "sell_out" not in sales.present("basis"):
        return None, "sell_in_only"
    sold = sales.where(sales.named("basis", "sell_out"))
    return lay_out_weeks(sold, tables.get("product")), "no_weekly_units"


def _names(tables: Tables) -> dict[Any, Any]:
    products = tables.get("product")
    if products is None or "product_name" not in products:
        return {}
    return dict(zip(products["product_id"], products["product_name"], strict=True))


def _response(history: History, quarter: str, of_all: Mapping[str, Expected]) -> Response:
    by_kind: dict[str, list[PromotionResult]] = {}
    for result in history.judged.results:
        if result.mechanic and result.spend and result.spend >= 1:
            by_kind.setdefault(result.mechanic, []).append(result)
    packages = [
        package
        for kind, results in by_kind.items()
        if (package := _package(kind, results, of_all)) is not None
    ]
    return Response(
        account_id=history.account_id,
        packages=tuple(sorted(packages, key=lambda package: (-package.returned, package.name))),
        base_sales=base_sales(history, quarter),
        fixed_fees=fixed_fees(history.tables, quarter),
        maximum=_most_spent(history.judged),
    )


def _package(
    kind: str, results: list[PromotionResult], of_all: Mapping[str, Expected]
) -> Package | None:
    """Return the promotion of a kind at its usual size; None where nothing tells its return."""
    own = _pooled(results)
    enough = own is not None and own.n >= ENOUGH
    expected = own if enough else of_all.get(kind)
    if expected is None:
        return None
    spend = round(median(result.spend for result in results if result.spend))
    return Package(
        spend=float(spend), sales=float(round(expected.sales * spend)),
        margin=float(round(expected.returned * spend)),
        name=kind, n=expected.n, source="own" if enough else "portfolio",
    )  # fmt: skip


def _told(results: Iterable[PromotionResult]) -> list[tuple[float, float, float]]:
    """Return spend, incremental margin and extra sales of the promotions that have all three."""
    return [
        (result.spend, result.incremental_margin.value, extra)
        for result in results
        if result.spend and result.spend >= 1 and result.incremental_margin is not None
        and (extra := extra_sales(result)) is not None
    ]  # fmt: skip


def _pooled(results: Iterable[PromotionResult]) -> Expected | None:
    """Return all together: sum of margins over sum of spends, and so with sales."""
    if not (told := _told(results)):
        return None
    spend, margin, extra = (sum(column) for column in zip(*told, strict=True))
    return Expected(margin / spend, extra / spend, len(told))


def _medians(results: Iterable[PromotionResult]) -> dict[str, Expected]:
    """Return, kind by kind, the middle promotion's return and extra sales for the money."""
    by_kind: dict[str, list[PromotionResult]] = {}
    for result in results:
        by_kind.setdefault(result.mechanic or "", []).append(result)
    told = {kind: _told(group) for kind, group in by_kind.items() if kind}
    return {
        kind: Expected(
            median(margin / spend for spend, margin, _ in group),
            median(extra / spend for spend, _, extra in group),
            len(group),
        )
        for kind, group in told.items()
        if group
    }


def _most_spent(judged: Judged) -> float:
    spent: dict[str, float] = {}
    for result, quarter in zip(judged.results, judged.quarters, strict=True):
        spent[quarter] = spent.get(quarter, 0.0) + (result.spend or 0.0)
    return max(spent.values(), default=0.0)
