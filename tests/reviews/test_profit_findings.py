"""When profit is worth a sentence, and what its charts and tables show."""

import dataclasses

import pandas as pd
import pytest

from ka_helpers.figures.plot import Bars
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.profit import assess
from ka_helpers.reviews.sections.profit import SECTION, find

QUARTER, YEAR_AGO = "2026Q2", "2025Q2"
CONTEXT = Context(as_of="2026-06-30")


def assessed(promotion=(100.0, 100.0), entry_fee=20.0, unit_cost=6.0, units=(100.0, 100.0)):
    """Net sales of 1,000 this quarter and a year before: the first figure of a pair, then now."""
    sales = pd.DataFrame(
        {"quarter": [YEAR_AGO, QUARTER], "product_id": "tea", "sales_value": 1_000.0,
         "list_value": 1_100.0, "units": units, "basis": "sell_in", "period_type": "week"}
    )  # fmt: skip
    rows = []
    for quarter, spent in zip((YEAR_AGO, QUARTER), promotion, strict=True):
        rows += [(quarter, "promotion", spent, "actual"), (quarter, "promotion", 90.0, "plan")]
        rows += [(quarter, "entry_fee", entry_fee, "actual"), (quarter, "staff", 30.0, "actual")]
    costs = pd.DataFrame(rows, columns=["quarter", "cost_type", "amount", "scenario"])
    tables = {"sales": sales, "cost": costs.assign(period_type="month")}
    if unit_cost is not None:
        tables["product"] = pd.DataFrame({"product_id": ["tea"], "unit_cost": [unit_cost]})
    return assess(tables, QUARTER, CONTEXT)


def keys(profit):
    return [finding.key for finding in find(profit, CONTEXT)]


@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        ({}, []),
        ({"unit_cost": 8.6}, ["profit.loss"]),
        ({"unit_cost": None}, []),
        ({"entry_fee": 130.0}, []),  # of 270 earned before them
        ({"entry_fee": 140.0}, ["profit.entry_fees"]),
        ({"promotion": (100.0, 130.0)}, ["profit.spend_inefficient"]),
        ({"promotion": (100.0, 130.0), "units": (100.0, 120.0)}, []),
        ({"units": (100.0, 60.0)}, []),
    ],
)
def test_findings_are_sharp(planted, expected):
    assert keys(assessed(**planted)) == expected


def test_spend_is_not_judged_against_another_season():
    costlier = assessed(promotion=(100.0, 130.0))
    assert keys(dataclasses.replace(costlier, before="2026Q1")) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sentence_can_be_said(language):
    loss, inefficient = find(assessed(unit_cost=9.0, promotion=(100.0, 150.0)), CONTEXT)
    (fees,) = find(assessed(entry_fee=200.0), CONTEXT)
    for finding in (loss, inefficient, fees):
        for sentence in (
            finding.headline(language), finding.evidence(language), finding.next_step(language)
        ):  # fmt: skip
            assert "–" not in sentence
    assert "¥100" in loss.headline(language)
    assert loss.stake == 100.0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_waterfall_hangs_each_cost_from_what_was_left(language):
    profit = assessed()
    plot = SECTION.charts[0].plot(profit, language, "CNY")
    bars = next(mark for mark in plot.marks if isinstance(mark, Bars))
    steps = {
        step.key: (start, start + length)
        for step, start, length in zip(profit.waterfall, bars.starts, bars.lengths, strict=True)
    }
    assert steps["promo"] == (980.0, 880.0)
    assert steps["pocket"] == (0.0, 850.0)
    assert steps["account_profit"] == (0.0, 250.0)
    assert len(plot.x.labels) == len(profit.waterfall)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_draws_and_says_its_facts(language):
    for profit in (assessed(), assessed(unit_cost=9.0), assessed(unit_cost=None)):
        for drawn in SECTION.charts:
            assert drawn.shown(profit)
            plot = drawn.plot(profit, language, "CNY")
            assert plot.marks
            assert svg_of(plot, drawn.width, drawn.height)
            for part in ("", "_alt", "_note"):
                assert "–" not in say(
                    f"profit.chart_{drawn.name}{part}", language, **drawn.facts(profit)
                )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_statement_adds_up_and_says_where_it_stops(language):
    statement = SECTION.layouts[0].lay_out
    table = statement(assessed(), language, "CNY")
    parts = [row[1] for row, status in zip(table.rows, table.statuses, strict=True) if not status]
    assert sum(parts) == table.rows[-1][1] == 250.0
    assert table.rows[-1][0] == say("profit.account_profit", language)
    stopped = statement(assessed(unit_cost=None), language, "CNY")
    assert stopped.rows[-1][0] == say("profit.pocket", language)
    assert len(stopped.note) > len(table.note)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_efficiency_names_its_currency_and_leaves_out_what_is_not_known(language):
    table = SECTION.layouts[1].lay_out(assessed(), language, "EUR")
    labels = [row[0] for row in table.rows]
    assert any("€100" in label for label in labels)
    assert say("profit.front_margin", language) not in labels
