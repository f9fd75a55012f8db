"""A whole synthetic case, account by account."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis import case_file
from ka_helpers.cases.synthesis.accounts import account_row
from ka_helpers.cases.synthesis.calendar_weeks import Weeks, weeks_of
from ka_helpers.cases.synthesis.chance import generator_for
from ka_helpers.cases.synthesis.costs import cost_rows
from ka_helpers.cases.synthesis.dealings import (
    action_rows,
    negotiation_rows,
    opportunity_rows,
)
from ka_helpers.cases.synthesis.demand import draw_demand
from ka_helpers.cases.synthesis.designs import designed_accounts
from ka_helpers.cases.synthesis.execution import execution_rows
from ka_helpers.cases.synthesis.forecasts import forecast_rows
from ka_helpers.cases.synthesis.markets import market_rows, national_rows
from ka_helpers.cases.synthesis.objectives import objective_rows
from ka_helpers.cases.synthesis.orders import order_rows
from ka_helpers.cases.synthesis.people import contact_rows, signal_rows
from ka_helpers.cases.synthesis.performance import performance
from ka_helpers.cases.synthesis.products import product_table, products_of
from ka_helpers.cases.synthesis.promotion_sheet import (
    promotion_rows,
    truth_rows,
    with_actual_units,
)
from ka_helpers.cases.synthesis.promotions import draw_promotions, effects_of
from ka_helpers.cases.synthesis.receivables import receivable_rows
from ka_helpers.cases.synthesis.sales import sales_rows
from ka_helpers.cases.synthesis.specification import AccountDesign, SynthesisSpec
from ka_helpers.cases.synthesis.stocks import draw_sell_in
from ka_helpers.cases.synthesis.stores import store_rows
from ka_helpers.cases.synthesis.trading import Trading
from ka_helpers.cases.synthesis.truth import TruthWriter
from ka_helpers.cases.synthesis.writing import CaseWriter, Rows


def synthesise(spec: SynthesisSpec, out: Path) -> None:
    """Write the case folder of `spec` to `out`; the same spec always gives the same bytes.

    Without accounts or products in `spec`, the designed ones are taken. Memory holds one
    account at a time and the rows waiting for a Parquet row group.
    """
    spec = completed(spec)
    weeks = weeks_of(spec.world)
    truth = TruthWriter(out)
    with CaseWriter(out, spec.world.money_scale) as writer:
        writer.append("product", product_table(spec.products, spec.world))
        writer.append("market", national_rows(weeks, generator_for(spec.seed, "ALL", "market")))
        for design in spec.accounts:
            trading = trade(design, spec, weeks)
            truth.append(trading.promotion_truth)
            for name, rows in tables_of(trading, spec.seed):
                writer.append(name, rows)
    truth.write_stories(spec.accounts, spec.world)
    case_file.write(spec, out)


def completed(spec: SynthesisSpec) -> SynthesisSpec:
    """Return the spec with the designed accounts and products where it names none."""
    return replace(
        spec,
        accounts=spec.accounts or designed_accounts(),
        products=spec.products or products_of(spec.world),
    )


def trade(design: AccountDesign, spec: SynthesisSpec, weeks: Weeks) -> Trading:
    """Return what one account sold, was promoted and bought."""

    def chance(piece: str) -> np.random.Generator:
        return generator_for(spec.seed, design.account_id, piece)

    demand = draw_demand(design, spec.products, weeks, chance("demand"))
    promotions = draw_promotions(design, demand, weeks, chance("promotions"))
    baseline = np.round(demand.expected * demand.noise)
    effects = effects_of(promotions, baseline)
    sell_out = (baseline + effects.extra - effects.missing).astype(np.int64)
    sell_in, stock = draw_sell_in(design, sell_out, weeks, chance("sell_in"))
    rows = promotion_rows(design, demand, weeks, promotions, chance("promotion_sheet"))
    return Trading(
        design=design,
        weeks=weeks,
        products=demand.products,
        listed=demand.listed,
        baseline=baseline.astype(np.int64),
        sell_out=sell_out,
        sell_in=sell_in,
        stock=stock,
        price_cut=effects.price_cut,
        promotions=with_actual_units(rows, promotions, sell_out),
        promotion_truth=truth_rows(rows, promotions, baseline, effects),
    )


def tables_of(trading: Trading, seed: int) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of one account, table by table."""
    design, world = trading.design, trading.weeks.world

    def chance(piece: str) -> np.random.Generator:
        return generator_for(seed, design.account_id, piece)

    yield "account", [account_row(design, world, chance("account"))]
    yield "sales", sales_rows(trading, chance("sales"))
    measured = _measured_tables(trading, seed)
    yield from measured.items()
    yield "promotion", trading.promotions
    by_quarter, by_month = (
        performance(trading, measured, "quarter"),
        performance(trading, measured, "month"),
    )
    yield "objective", objective_rows(trading, by_quarter, by_month, chance("objectives"))
    yield "forecast", forecast_rows(trading, chance("forecasts"))
    yield "contact", contact_rows(design, world, chance("contacts"))
    yield "signal", signal_rows(design, world, chance("signals"))
    yield "opportunity", opportunity_rows(design, world, chance("opportunities"))
    yield "action", action_rows(design, world, chance("actions"))
    yield "negotiation", negotiation_rows(design, world)
    yield "store", store_rows(trading, chance("stores"))


def _measured_tables(trading: Trading, seed: int) -> dict[str, pd.DataFrame]:
    """Return the tables that objectives are measured by; dealers and some others lack two."""
    design = trading.design

    def chance(piece: str) -> np.random.Generator:
        return generator_for(seed, design.account_id, piece)

    tables = {}
    if design.reports_market:
        tables["market"] = market_rows(trading, chance("market"))
    if design.reports_execution:
        tables["execution"] = execution_rows(trading, chance("execution"))
    lines = tables["order_line"] = order_rows(trading, chance("orders"))
    invoices = tables["receivable"] = receivable_rows(trading, lines, chance("receivables"))
    tables["cost"] = cost_rows(trading, lines, invoices, chance("costs"))
    return tables
