"""Charts of what an account earns us, and where the money between list price and profit goes."""

from ka_helpers.figures.plot import Bars, Line, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, MUTED, ORANGE, PALE_BLUE, RED
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import change, money, quarter, share
from ka_helpers.metrics.cost_layers import CostLine
from ka_helpers.metrics.price_waterfall import WaterfallStep
from ka_helpers.metrics.profit import ProfitAssessment, ProfitQuarter

MOST_COSTS = 8
STEP = 0.66
"""Thickness of a step of the waterfall."""
PAIR = 0.38
"""Thickness of a bar of a pair."""
_TOTAL_COLOURS = {"list_value": GREY, "net_sales": BLUE, "pocket": BLUE}


def plot_waterfall(profit: ProfitAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the way from list value to profit: full bars are what is left, others come off."""
    steps = profit.waterfall
    starts, ends = [], [0.0]
    for step in steps:
        starts.append(ends[-1] if step.kind == "down" else 0.0)
        ends.append(starts[-1] + step.amount)
    bars = Bars(
        tuple(range(len(steps))), tuple(step.amount for step in steps),
        tuple(_step_colour(step) for step in steps), STEP, tuple(starts),
        label=say("profit.chart_waterfall", language),
        written=tuple(money(step.amount, language, currency) for step in steps), standing="top",
    )  # fmt: skip
    names = tuple(say(f"profit.step_{step.key}", language) for step in steps)
    return Plot(
        (_joints(ends[1:]), bars, Rule(0.0, MUTED)),
        Scale(labels=names, margin=0.02, grid=False), Scale(unit="money"),
        language, currency, legend=False,
    )  # fmt: skip


def plot_quarters(profit: ProfitAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return profit by quarter with its share of net sales; without it what is in the pocket."""
    known = profit.account_profit.value is not None
    amounts = tuple(of.account_profit if known else of.pocket for of in profit.quarters)
    bars = Bars(
        tuple(range(len(amounts))), amounts,
        tuple(BLUE if (amount or 0.0) >= 0 else RED for amount in amounts), 0.55,
        label=say("profit.account_profit" if known else "profit.pocket", language),
        written=tuple(
            _amount_and_margin(amount, of_quarter, language, currency)
            for amount, of_quarter in zip(amounts, profit.quarters, strict=True)
        ),
    )  # fmt: skip
    names = tuple(quarter(of_quarter.quarter, language) for of_quarter in profit.quarters)
    return Plot(
        (bars, Rule(0.0, MUTED)), Scale(labels=names, grid=False), Scale(unit="money"),
        language, currency, legend=False,
    )  # fmt: skip


def planned_costs(profit: ProfitAssessment) -> tuple[CostLine, ...]:
    """Return the largest costs besides the invoice that have a plan, largest first."""
    lines = [line for line in profit.costs if line.plan is not None and line.layer != "on_invoice"]
    largest = sorted(lines, key=lambda line: -max(line.actual, line.plan or 0.0))
    return tuple(largest[:MOST_COSTS])


def plot_plan(profit: ProfitAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return planned and actual cost by type, with how far the actual is from the plan."""
    lines = planned_costs(profit)[::-1]
    rows = range(len(lines))
    planned = Bars(
        tuple(row + PAIR / 2 for row in rows), tuple(line.plan for line in lines), (PALE_BLUE,),
        PAIR, label=say("profit.planned", language), horizontal=True,
    )  # fmt: skip
    actual = Bars(
        tuple(row - PAIR / 2 for row in rows), tuple(line.actual for line in lines), (BLUE,),
        PAIR, label=say("profit.actual", language),
        written=tuple(_amount_and_change(line, language, currency) for line in lines),
        horizontal=True,
    )  # fmt: skip
    names = tuple(say(f"profit.cost_{line.cost_type}", language) for line in lines)
    return Plot((planned, actual), Scale(unit="money"), Scale(labels=names, grid=False),
                language, currency)  # fmt: skip


def _joints(ends: list[float]) -> Line:
    """Return the short lines that carry each step's end to the next step."""
    x: list[float] = []
    levels: list[float | None] = []
    for place, level in enumerate(ends[:-1]):
        x += [place + STEP / 2, place + 1 - STEP / 2, place + 1 - STEP / 2]
        levels += [level, level, None]
    return Line(tuple(x), tuple(levels), MUTED, width=0.8)


def _amount_and_margin(
    amount: float | None, of_quarter: ProfitQuarter, language: str, currency: str
) -> str:
    if amount is None:
        return ""
    written = money(amount, language, currency)
    if of_quarter.net_sales > 0:
        written += f"  {share(amount / of_quarter.net_sales, language)}"
    return written


def _amount_and_change(line: CostLine, language: str, currency: str) -> str:
    written = money(line.actual, language, currency)
    plan = line.plan or 0.0
    return f"{written}  {change(line.actual / plan - 1, language)}" if plan > 0 else written


def _step_colour(step: WaterfallStep) -> str:
    if step.kind == "down":
        return ORANGE
    return _TOTAL_COLOURS.get(step.key, GREEN if step.amount >= 0 else RED)
