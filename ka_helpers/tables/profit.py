"""Tables of an account's profit and loss, and of what its spending bought."""

from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.metrics.spend_efficiency import PER
from ka_helpers.tables.table import Table, TableColumn, Value

RATIOS = (
    "trade_spend", "trade_cost_ratio", "variable_spend", "fixed_spend", "input_output_ratio",
    "cases_per_100", "marginal_cases_per_100", "discount_depth", "net_price", "front_margin",
    "back_margin",
)  # fmt: skip
DETAILED = ("off_invoice", "promo", "service")
Row = tuple[str, float | None, float | None, float | None, float | None]


def lay_out_statement(profit: ProfitAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the profit and loss from list value down, costs below zero, cost type by type."""
    rows: list[Row] = []
    statuses: list[str] = []
    for step in profit.waterfall:
        if step.key in DETAILED:
            details = _cost_rows(profit, step.key, language)
            rows += details
            statuses += [""] * len(details)
            continue
        past: Measure = getattr(profit, f"{step.key}_before")
        before = -past.value if past.value is not None and step.kind == "down" else past.value
        rows.append((say(f"profit.{step.key}", language), step.amount, _of_sales(profit,
                     step.amount), before, _plan(profit, step.key)))  # fmt: skip
        statuses.append("total" if step.kind == "total" else "")
    heads = (("item", "text"), ("this_quarter", "money"), ("of_net_sales", "share"))
    columns = [TableColumn(say(f"profit.{name}", language), form) for name, form in heads]
    columns.append(TableColumn(_before_head(profit, language), "money"))
    columns.append(TableColumn(say("profit.planned", language), "money"))
    planned = any(line.plan is not None for line in profit.costs)
    width = len(columns) if planned else len(columns) - 1
    return Table(
        title=say("profit.table_statement", language),
        columns=tuple(columns[:width]),
        rows=tuple(row[:width] for row in rows),
        language=language,
        currency=currency,
        note=_statement_note(profit, language),
        statuses=tuple(statuses),
    )


def lay_out_efficiency(profit: ProfitAssessment, language: str, currency: str = "CNY") -> Table:
    """Return what was spent, what it bought, and the margins of the retailer, now and before."""
    rows: list[tuple[Value, ...]] = []
    formats = []
    for name in RATIOS:
        now = getattr(profit, name)
        past = getattr(profit, f"{name}_before", Measure(None, now.unit, 0, now.source))
        if now.value is not None:
            label = say(f"profit.{name}", language, currency=currency, hundred=PER)
            rows.append((label, now.value, past.value, now.n))
            formats.append(now.unit)
    return Table(
        title=say("profit.table_efficiency", language),
        columns=(
            TableColumn(say("profit.figure", language)),
            TableColumn(say("profit.this_quarter", language), "each"),
            TableColumn(_before_head(profit, language), "each"),
            TableColumn(say("profit.n", language), "count"),
        ),
        rows=tuple(rows),
        language=language,
        currency=currency,
        note=say("profit.efficiency_note", language),
        formats=tuple(formats),
    )


def _cost_rows(profit: ProfitAssessment, layer: str, language: str) -> list[Row]:
    return [
        (say(f"profit.cost_{line.cost_type}", language), _minus(line.actual),
         _of_sales(profit, -line.actual), _minus(line.before), _minus(line.plan))
        for line in profit.costs
        if line.layer == layer
    ]  # fmt: skip


def _plan(profit: ProfitAssessment, layer: str) -> float | None:
    plans = [line.plan for line in profit.costs if line.layer == layer and line.plan is not None]
    return -sum(plans) if plans else None


def _of_sales(profit: ProfitAssessment, amount: float) -> float | None:
    sales = profit.net_sales.value
    return amount / sales if sales is not None and sales > 0 else None


def _minus(amount: float | None) -> float | None:
    return None if amount is None else -amount


def _before_head(profit: ProfitAssessment, language: str) -> str:
    if profit.before is None:
        return say("profit.no_comparison", language)
    return say("profit.compared_quarter", language, before=profit.before)


def _statement_note(profit: ProfitAssessment, language: str) -> str:
    note = say(f"profit.statement_note_{profit.basis}", language, n_sales=profit.net_sales.n,
               n_costs=sum(line.n for line in profit.costs))  # fmt: skip
    if profit.account_profit.value is None:
        note += say("profit.no_cogs_note", language, coverage=profit.cost_coverage)
    return note
