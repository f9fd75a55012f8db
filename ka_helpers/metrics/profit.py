"""Profit of an account: what a quarter's business leaves, compared with before.

Figures are read from the books by `profit_figures`, in the order of the `price_waterfall`:
list value, net invoice sales, pocket, profit. Without the cost of goods it stops at the pocket.
Not in here: which cost belongs to which layer (`cost_layers`), the return on a promotion.
"""

from dataclasses import dataclass

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.cost_layers import CostLine, classified, cost_lines
from ka_helpers.metrics.price_waterfall import WaterfallStep
from ka_helpers.metrics.products import looked_up, product_places
from ka_helpers.metrics.profit_figures import BOTH, Books, cost_coverage, figures
from ka_helpers.metrics.rows import Rows, rows_of
from ka_helpers.metrics.sales_rows import of_quarter, sales_of
from ka_helpers.metrics.spend_efficiency import marginal_cases_per_100
from ka_helpers.periods import trailing_quarters

NEEDS = ("sales", "cost")
TREND_QUARTERS = 5


@dataclass(frozen=True)
class ProfitQuarter:
    """One quarter of the trend; profit is None without the cost of goods."""

    quarter: str
    net_sales: float
    pocket: float
    account_profit: float | None
    profit_margin: float | None


@dataclass(frozen=True)
class ProfitAssessment:
    """An account's profit and loss of a quarter, and what its spending bought.

    `before` is the quarter compared with, the latest that has both sales and costs. Layers of
    cost are money taken off, above zero. `trade_spend` is the layers off_invoice and promo: the
    sum of `variable_spend` and `fixed_spend`, the entry fees that are due whatever is sold.
    `cost_coverage` is the share of net sales whose cost of goods is known: below 1 there is no
    profit. n counts rows of the tables that a figure's source names.
    """

    quarter: str
    before: str | None
    basis: str
    list_value: Measure
    list_value_before: Measure
    on_invoice: Measure
    on_invoice_before: Measure
    net_sales: Measure
    net_sales_before: Measure
    off_invoice: Measure
    off_invoice_before: Measure
    promo: Measure
    promo_before: Measure
    service: Measure
    service_before: Measure
    pocket: Measure
    pocket_before: Measure
    cogs: Measure
    cogs_before: Measure
    account_profit: Measure
    account_profit_before: Measure
    profit_margin: Measure
    profit_margin_before: Measure
    trade_spend: Measure
    trade_spend_before: Measure
    trade_cost_ratio: Measure
    trade_cost_ratio_before: Measure
    variable_spend: Measure
    variable_spend_before: Measure
    fixed_spend: Measure
    fixed_spend_before: Measure
    input_output_ratio: Measure
    input_output_ratio_before: Measure
    cases_per_100: Measure
    cases_per_100_before: Measure
    marginal_cases_per_100: Measure
    discount_depth: Measure
    discount_depth_before: Measure
    net_price: Measure
    net_price_before: Measure
    front_margin: Measure
    front_margin_before: Measure
    back_margin: Measure
    back_margin_before: Measure
    cost_coverage: float | None
    waterfall: tuple[WaterfallStep, ...]
    costs: tuple[CostLine, ...]
    quarters: tuple[ProfitQuarter, ...]


def assess(tables: Tables, quarter: str, context: Context) -> ProfitAssessment | None:
    """Return the profit of one account in `quarter`; None without sales or actual costs in it."""
    sales, basis = sales_of(tables, "sell_in")
    costs = classified(rows_of(tables, "cost"))
    actual = costs.where(costs.named("scenario", "actual"))
    both = sales.present("quarter") & actual.present("quarter")
    if quarter not in both:
        return None
    shown = [q for q in trailing_quarters(quarter, TREND_QUARTERS) if q in both]
    sales = _with_product_prices(sales.where(sales.named("quarter", *shown)), tables)
    before = comparison_quarter(actual.where(actual.named("quarter", *both)), quarter)
    books = {
        of: Books(of_quarter(sales, of), of_quarter(actual, of), basis) for of in {*shown, before}
    }
    now, past = books[quarter], books[before]
    found, found_before = figures(now), figures(past)
    return ProfitAssessment(
        quarter=quarter,
        before=before,
        basis=basis,
        marginal_cases_per_100=_marginal(
            (found["variable_spend"], now.units), (found_before["variable_spend"], past.units)
        ),
        cost_coverage=cost_coverage(now.sales),
        waterfall=now.steps,
        costs=cost_lines(costs, quarter, before),
        quarters=tuple(_of_quarter(q, books[q]) for q in shown),
        **found,
        **{f"{name}_before": figure for name, figure in found_before.items()},
    )


def _with_product_prices(sales: Rows, tables: Tables) -> Rows:
    if "product" not in tables or "product_id" not in sales:
        return sales
    products = rows_of(tables, "product")
    places = product_places(sales, products)
    prices = [name for name in ("unit_cost", "retail_price") if name in products]
    return sales.having({name: looked_up(products.numbers(name), places) for name in prices})


def _marginal(now: tuple[Measure, float | None], past: tuple[Measure, float | None]) -> Measure:
    """Return the marginal figure of two pairs of variable spend and units; None if too close."""
    (spend, units), (spend_before, units_before) = now, past
    unknown = Measure(None, "number", 0, BOTH)
    if spend.value is None or spend_before.value is None or units is None or units_before is None:
        return unknown
    try:
        value = marginal_cases_per_100(units, spend.value, units_before, spend_before.value)
    except MetricInputError:
        return unknown
    return Measure(value, "number", spend.n + spend_before.n, BOTH)


def _of_quarter(quarter: str, books: Books) -> ProfitQuarter:
    left = {step.key: step.amount for step in books.steps}
    return ProfitQuarter(
        quarter=quarter,
        net_sales=left["net_sales"],
        pocket=left["pocket"],
        account_profit=left.get("account_profit"),
        profit_margin=books.profit_margin,
    )
