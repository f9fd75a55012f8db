"""The year of business behind a price: what an account bought, cost us and earned with us.

Four quarters added up from `metrics.profit`; fewer are scaled to a year. Its promotions are those
of `pricing_promotions`.
Not in here: what a concession costs (`pricing_worth`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from ka_helpers.cases.case import AccountSlice
from ka_helpers.errors import RequestError
from ka_helpers.metrics import profit
from ka_helpers.metrics.account_finance import DAYS_OF_YEAR
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.cost_layers import RETAILER_INCOME_TYPES
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.metrics.rows import AccountView, Tables, sums_of
from ka_helpers.metrics.sales_rows import sales_of
from ka_helpers.negotiation.assumptions import Assumptions
from ka_helpers.negotiation.pricing_promotions import PromotionYear, promotion_year_of
from ka_helpers.periods import trailing_quarters

QUARTERS_OF_YEAR = 4
NEEDS = ("sales", "cost", "product")
PEOPLE = "staff"
"""The cost type that stays when an account's business pauses."""


@dataclass(frozen=True)
class AccountYear:
    """An account's business of a year, money a year.

    `contribution` is what stops when its business stops: account profit before fixed fees and
    our people. `retail` is what the account sold our products for, `their_front` what it earned
    by that, `their_back` what we paid it besides; both are assumed or measured, as is our
    `interest`. `days` is the payment term, None if not known.
    """

    quarters: tuple[str, ...]
    sales: float
    cogs: float
    profit: float
    fixed: float
    people: float
    rebate: float
    logistics: float
    listing_fee: float
    retail: float
    their_front: float
    their_back: float
    days: float | None
    interest: float
    measured_interest: bool
    measured_retail: bool
    best_sellers: tuple[float, ...]
    promotions: PromotionYear | None

    @property
    def contribution(self) -> float:
        """What a year of this business leaves before what is due or paid anyway."""
        return self.profit + self.fixed + self.people

    @property
    def contribution_rate(self) -> float:
        """Contribution of each unit of money sold (fraction)."""
        return self.contribution / self.sales

    @property
    def their_rate(self) -> float:
        """What the account earns, front and back, on each unit of money it buys (fraction)."""
        return (self.their_front + self.their_back) / self.sales

    @property
    def retail_rate(self) -> float:
        """What the account sells for each unit of money it buys."""
        return self.retail / self.sales


def year_of(account: AccountSlice, quarter: str, assumptions: Assumptions) -> AccountYear:
    """Return the four quarters that end in `quarter`, as one year.

    Raises
    ------
    RequestError : a table or figure is lacking; says which
    """
    lacking = [name for name in NEEDS if name not in account]
    if lacking:
        raise RequestError(
            "negotiation.tables_lacking", account=account.account_name,
            tables=", ".join(f"{name}.csv" for name in lacking),
        )  # fmt: skip
    context = Context(str(account.file.as_of), currency=account.file.currency)
    tables = AccountView(account)
    found = [
        profit.assess(tables, each, context)
        for each in trailing_quarters(quarter, QUARTERS_OF_YEAR)
    ]
    books = [each for each in found if each is not None]
    if not books or books[-1].quarter != quarter:
        raise RequestError(
            "negotiation.quarter_lacking", account=account.account_name, quarter=quarter
        )
    return _added(account, tables, books, assumptions)


@dataclass(frozen=True)
class _Sums:
    """Quarters added up to a year."""

    books: list[ProfitAssessment]

    @property
    def scale(self) -> float:
        """How often the quarters fit into a year."""
        return QUARTERS_OF_YEAR / len(self.books)

    def total(self, figure: Callable[[ProfitAssessment], float | None]) -> float:
        """Return a figure of the year."""
        return self.scale * sum(figure(each) or 0.0 for each in self.books)

    def booked(self, *types: str) -> float:
        """Return the actual costs of these types."""
        return self.total(lambda q: sum(line.actual for line in q.costs if line.cost_type in types))


def _added(
    account: AccountSlice, tables: Tables, books: list[ProfitAssessment], assumptions: Assumptions
) -> AccountYear:
    sums, quarters = _Sums(books), tuple(each.quarter for each in books)
    _require_figures(account, sums)
    sales, days = sums.total(_sales), account.account.get("payment_term_days")
    interest = _interest(sums.booked("terms_cost"), sales, days)
    retail = sums.total(lambda q: _retail(q, assumptions))
    return AccountYear(
        quarters=quarters,
        sales=sales,
        cogs=sums.total(lambda q: q.cogs.value),
        profit=sums.total(lambda q: q.account_profit.value),
        fixed=sums.total(lambda q: q.fixed_spend.value),
        people=sums.booked(PEOPLE),
        rebate=sums.booked("rebate"),
        logistics=sums.booked("logistics"),
        listing_fee=_listing_fee(tables),
        retail=retail,
        their_front=retail - sales,
        their_back=sums.booked(*RETAILER_INCOME_TYPES),
        days=days,
        interest=assumptions.our_interest if interest is None else interest,
        measured_interest=interest is not None,
        measured_retail=all(each.front_margin.value is not None for each in books),
        best_sellers=_best_sellers(tables, quarters, sums.scale),
        promotions=promotion_year_of(tables, quarters, sums.scale, str(account.file.as_of)),
    )


def _require_figures(account: AccountSlice, sums: _Sums) -> None:
    """Refuse a year without sales, or whose goods' cost is not known."""
    name, quarter = account.account_name, sums.books[-1].quarter
    if any(each.account_profit.value is None for each in sums.books):
        raise RequestError("negotiation.cost_of_goods_lacking", account=name)
    if sums.total(_sales) <= 0:
        raise RequestError("negotiation.quarter_lacking", account=name, quarter=quarter)


def _sales(books: ProfitAssessment) -> float | None:
    return books.net_sales.value


def _interest(terms_cost: float, sales: float, days: float | None) -> float | None:
    """Return the yearly rate at which payment terms were booked, None where they were not."""
    return terms_cost * DAYS_OF_YEAR / (sales * days) if days and terms_cost > 0 else None


def _retail(books: ProfitAssessment, assumptions: Assumptions) -> float:
    """Return a quarter's sales at the account's shelf prices."""
    margin = books.front_margin.value
    margin = assumptions.front_margin if margin is None else margin
    return (books.net_sales.value or 0.0) / (1 - margin)


def _best_sellers(tables: Tables, quarters: tuple[str, ...], scale: float) -> tuple[float, ...]:
    """Return each product's sales a year, the best first."""
    sales, _ = sales_of(tables, "sell_in")
    sums = sums_of(sales.where(sales.named("quarter", *quarters)), "product_id", "sales_value")
    return tuple(sorted((scale * amount for amount in sums.values() if amount > 0), reverse=True))


def _listing_fee(tables: Tables) -> float:
    """Return what listing one product cost on average, 0 where none was booked."""
    costs = tables["cost"]
    actual = costs[costs["scenario"].fillna("actual") == "actual"] if "scenario" in costs else costs
    fees = actual.loc[actual["cost_type"] == "listing_fee", "amount"]
    return float(fees.mean()) if len(fees) else 0.0
