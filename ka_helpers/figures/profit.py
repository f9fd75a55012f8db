"""Charts of what an account earns us, and where the money between list price and profit goes."""

from textwrap import fill

from matplotlib.axes import Axes

from ka_helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    RED,
    format_axis,
)
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import change, money, quarter, share
from ka_helpers.metrics.cost_layers import CostLine
from ka_helpers.metrics.price_waterfall import WaterfallStep
from ka_helpers.metrics.profit import ProfitAssessment

LABEL_WIDTH = 11
MOST_COSTS = 8
ROOM_FOR_LABELS = 0.1
_TOTAL_COLOURS = {"list_value": GREY, "net_sales": BLUE, "pocket": BLUE}


def draw_waterfall(
    ax: Axes, profit: ProfitAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw the way from list value to profit: full bars are what is left, hanging bars come off."""
    left, edges = 0.0, [0.0]
    for place, step in enumerate(profit.waterfall):
        bottom = left if step.kind == "down" else 0.0
        left = bottom + step.amount
        edges.append(left)
        ax.bar(place, step.amount, 0.66, bottom=bottom, color=_step_colour(step))
        if place + 1 < len(profit.waterfall):
            ax.plot([place + 0.33, place + 0.67], [left, left], color=MUTED, linewidth=0.8)
        ax.annotate(
            money(step.amount, language, currency), (place, max(bottom, left)), xytext=(0, 3),
            textcoords="offset points", ha="center", fontsize=8, color=INK,
        )  # fmt: skip
    labels = [
        fill(say(f"profit.step_{step.key}", language), LABEL_WIDTH) for step in profit.waterfall
    ]
    ax.set_xticks(range(len(labels)), labels)
    ax.axhline(0, color=MUTED, linewidth=0.8)
    room = ROOM_FOR_LABELS * (max(edges) - min(edges))
    ax.set_ylim(min(edges) - (room if min(edges) < 0 else 0), max(edges) + room)
    ax.margins(x=0.02)
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "money", language, currency)
    return ax


def draw_quarters(ax: Axes, profit: ProfitAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw profit by quarter with its share of net sales; the pocket where profit is not known."""
    known = profit.account_profit.value is not None
    for place, of_quarter in enumerate(profit.quarters):
        amount = of_quarter.account_profit if known else of_quarter.pocket
        if amount is None:
            continue
        ax.bar(place, amount, 0.55, color=BLUE if amount >= 0 else RED)
        written = money(amount, language, currency)
        if of_quarter.net_sales > 0:
            written += f"\n{share(amount / of_quarter.net_sales, language)}"
        ax.annotate(written, (place, max(amount, 0)), xytext=(0, 3), ha="center",
                    textcoords="offset points", fontsize=8, color=INK)  # fmt: skip
    labels = [quarter(of_quarter.quarter, language) for of_quarter in profit.quarters]
    ax.set_xticks(range(len(labels)), labels)
    ax.axhline(0, color=MUTED, linewidth=0.8)
    ax.margins(x=0.05, y=0.24)
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "money", language, currency)
    return ax


def planned_costs(profit: ProfitAssessment) -> tuple[CostLine, ...]:
    """Return the largest costs besides the invoice that have a plan, largest first."""
    lines = [line for line in profit.costs if line.plan is not None and line.layer != "on_invoice"]
    largest = sorted(lines, key=lambda line: -max(line.actual, line.plan or 0.0))
    return tuple(largest[:MOST_COSTS])


def draw_plan(ax: Axes, profit: ProfitAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw planned and actual cost by type, with how far the actual is from the plan."""
    lines = planned_costs(profit)[::-1]
    height = 0.38
    for place, line in enumerate(lines):
        plan = line.plan or 0.0
        ax.barh(place + height / 2, plan, height, color=PALE_BLUE,
                label=say("profit.planned", language) if place == 0 else None)  # fmt: skip
        ax.barh(place - height / 2, line.actual, height, color=BLUE,
                label=say("profit.actual", language) if place == 0 else None)  # fmt: skip
        written = money(line.actual, language, currency)
        if plan > 0:
            written += f"  {change(line.actual / plan - 1, language)}"
        ax.annotate(written, (max(line.actual, 0.0), place - height / 2), xytext=(4, 0),
                    textcoords="offset points", va="center", fontsize=8, color=INK)  # fmt: skip
    ax.set_yticks(range(len(lines)), [say(f"profit.cost_{c.cost_type}", language) for c in lines])
    ax.margins(x=0.2)
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "money", language, currency)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
    return ax


def _step_colour(step: WaterfallStep) -> str:
    if step.kind == "down":
        return ORANGE
    return _TOTAL_COLOURS.get(step.key, GREEN if step.amount >= 0 else RED)
