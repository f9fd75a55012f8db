"""Charts of profit: each cost hangs from what was left, amounts stand in currency units."""

import dataclasses

import pandas as pd
import pytest

from ka_helpers.figures.profit import (
    MOST_COSTS,
    planned_costs,
    plot_plan,
    plot_quarters,
    plot_waterfall,
)
from ka_helpers.figures.style import BLUE, GREEN, RED
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.cost_layers import CostLine
from ka_helpers.metrics.price_waterfall import price_waterfall
from ka_helpers.metrics.profit import assess

BEFORE, NOW = "2025Q2", "2026Q2"


def assessed(unit_cost=6.0):
    sales = pd.DataFrame(
        {"quarter": [BEFORE, NOW], "product_id": "tea", "sales_value": 1_000.0,
         "list_value": 1_100.0, "units": 100.0, "basis": "sell_in", "period_type": "week"}
    )  # fmt: skip
    rows = [
        (quarter, kind, amount, scenario)
        for quarter in (BEFORE, NOW)
        for kind, amount, scenario in (
            ("promotion", 100.0, "actual"), ("promotion", 80.0, "plan"), ("staff", 30.0, "actual"),
        )
    ]  # fmt: skip
    costs = pd.DataFrame(rows, columns=["quarter", "cost_type", "amount", "scenario"])
    tables = {"sales": sales, "cost": costs.assign(period_type="month")}
    if unit_cost is not None:
        tables["product"] = pd.DataFrame({"product_id": ["tea"], "unit_cost": [unit_cost]})
    return assess(tables, NOW, Context(as_of="2026-06-30"))


@pytest.mark.parametrize("cogs", [600.0, 1_200.0, None])
def test_the_waterfall_hangs_each_step_from_the_end_of_the_one_before(cogs):
    steps = price_waterfall(1_000.0, {"on_invoice": 100.0, "promo": 50.0}, cogs)
    profit = dataclasses.replace(assessed(), waterfall=steps)
    joints, bars, zero = plot_waterfall(profit, "en").marks
    assert bars.lengths == tuple(step.amount for step in steps)
    ends = [start + length for start, length in zip(bars.starts, bars.lengths, strict=True)]
    for place, step in enumerate(steps):
        assert bars.starts[place] == (ends[place - 1] if step.kind == "down" else 0.0)
        if step.kind == "total":
            assert ends[place] == pytest.approx(ends[place - 1])
    assert [level for level in joints.y if level is not None][::2] == ends[:-1]
    assert zero.at == 0.0


@pytest.mark.parametrize(("unit_cost", "colour"), [(6.0, GREEN), (9.0, RED)])
def test_the_last_step_is_green_or_red_as_it_earns(unit_cost, colour):
    _, bars, _ = plot_waterfall(assessed(unit_cost), "zh").marks
    assert bars.colours[-1] == colour
    assert bars.written[-1].startswith("-") == (colour == RED)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_step_is_named(language):
    profit = assessed()
    plot = plot_waterfall(profit, language)
    assert list(plot.x.labels) == [
        say(f"profit.step_{step.key}", language) for step in profit.waterfall
    ]
    assert svg_of(plot)


@pytest.mark.parametrize(
    ("unit_cost", "amount", "written", "colour"),
    [(6.0, 270.0, "¥270  27.0%", BLUE), (9.0, -30.0, "-¥30  -3.0%", RED),
     (None, 870.0, "¥870  87.0%", BLUE)],
)  # fmt: skip
def test_a_quarter_shows_its_profit_else_its_pocket(unit_cost, amount, written, colour):
    plot = plot_quarters(assessed(unit_cost), "en")
    bars = plot.marks[0]
    assert bars.lengths[-1] == pytest.approx(amount)
    assert (bars.written[-1], bars.colours[-1]) == (written, colour)
    assert plot.x.labels == ("Q2 2025", "Q2 2026")
    assert bars.label == say("profit.pocket" if unit_cost is None else "profit.account_profit",
                             "en")  # fmt: skip


def test_a_quarter_whose_profit_is_not_known_is_a_gap():
    profit = assessed()
    quarters = (dataclasses.replace(profit.quarters[0], account_profit=None), profit.quarters[1])
    bars = plot_quarters(dataclasses.replace(profit, quarters=quarters), "en").marks[0]
    assert (bars.lengths[0], bars.written[0]) == (None, "")
    assert len(bars.lengths) == 2


def test_plan_and_actual_stand_together_the_largest_on_top():
    lines = tuple(
        CostLine(kind, "promo", actual, None, plan, 3)
        for kind, actual, plan in (
            ("staff", 10.0, 20.0), ("rebate", 500.0, 400.0), ("gift", 70.0, 0.0),
            ("other", 9.0, None),
        )
    )  # fmt: skip
    profit = dataclasses.replace(assessed(), costs=lines)
    plot = plot_plan(profit, "en")
    planned, actual = plot.marks
    assert actual.lengths == (10.0, 70.0, 500.0)
    assert planned.lengths == (20.0, 0.0, 400.0)
    assert actual.written == ("¥10  -50.0%", "¥70", "¥500  +25.0%")
    assert plot.y.labels[-1] == "Rebates"
    assert all(p > a for p, a in zip(planned.at, actual.at, strict=True))
    assert svg_of(plot).count("¥500") == 2


def test_only_the_largest_costs_are_drawn():
    lines = tuple(CostLine("other", "promo", float(n), None, 1.0, 1) for n in range(1, 20))
    drawn = planned_costs(dataclasses.replace(assessed(), costs=lines))
    assert [line.actual for line in drawn] == [float(n) for n in range(19, 19 - MOST_COSTS, -1)]
