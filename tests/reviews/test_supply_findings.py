"""When supply is worth a sentence, and what its charts and tables show."""

import dataclasses

import pandas as pd
import pytest

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.forecasts import ForecastAssessment, ForecastMonth
from ka_helpers.metrics.supply import assess
from ka_helpers.reviews.sections.supply import SECTION, find

CONTEXT = Context(as_of="2026-06-30", fill_rate=0.95)
SHARES = {name: Measure(0.8, "share", 12, "forecast") for name in (
    "accuracy", "accuracy_before", "wmape", "wmape_before", "bias", "bias_before",
    "promoted", "unpromoted",
)}  # fmt: skip


def assessed(delivered, reason="short_stock", penalty=0.0, **also):
    days = pd.date_range("2026-04-01", "2026-06-20", freq="10D")
    frame = pd.DataFrame(
        {"order_id": [str(day) for day in days], "requested_at": days, "qty_ordered": 100.0,
         "qty_delivered": delivered, "window_end": days + pd.Timedelta(days=4),
         "delivered_at": days + pd.Timedelta(days=2), "penalty": penalty,
         "reject_reason": pd.Series([reason] * len(days), dtype="str")}
    )  # fmt: skip
    frame["month"] = frame["requested_at"].dt.strftime("%Y-%m")
    result = assess({"order_line": frame.assign(quarter="2026Q2")}, "2026Q2", CONTEXT)
    return dataclasses.replace(result, **also)


def forecast(bias, n=12):
    shares = {**SHARES, "bias": Measure(bias, "share", n, "forecast")}
    months = (ForecastMonth("2026-04", 120.0, 100.0, 6), ForecastMonth("2026-05", 60.0, 50.0, 6))
    return ForecastAssessment("sell_in", "month", **shares, months=months)


@pytest.mark.parametrize(
    ("supply", "expected"),
    [
        (assessed(84.0), ["supply.fill_rate_low"]),
        (assessed(86.0), []),
        (assessed(99.0, forecast=forecast(0.25)), ["supply.forecast_biased"]),
        (assessed(99.0, forecast=forecast(-0.25)), ["supply.forecast_biased"]),
        (assessed(99.0, forecast=forecast(0.15)), []),
        (assessed(99.0, forecast=forecast(0.25, n=9)), []),
    ],
)
def test_findings_are_sharp(supply, expected):
    assert [finding.key for finding in find(supply, CONTEXT)] == expected


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sentence_can_be_said(language):
    supply = assessed(65.0, penalty=100.0, forecast=forecast(-0.3))
    low, biased = find(supply, CONTEXT)
    assert "65.0%" in low.headline(language)
    assert "315" in low.evidence(language)
    assert "-30.0%" in biased.headline(language)
    for finding in (low, biased):
        assert "–" not in finding.evidence(language) + finding.next_step(language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_chart_shows_what_its_assessment_holds(language):
    supply = assessed(65.0, reason="driver_procedure", penalty=100.0, forecast=forecast(0.1))
    shown = [drawn.name for drawn in SECTION.charts if drawn.shown(supply)]
    assert shown == ["service", "penalties", "forecast"]
    for drawn in SECTION.charts:
        plot = drawn.plot(supply, language, "CNY")
        assert plot.marks
        assert svg_of(plot, drawn.width, drawn.height)
        for part in ("", "_alt", "_note"):
            say(f"supply.chart_{drawn.name}{part}", language, **drawn.facts(supply))
    penalties = SECTION.charts[1].plot(supply, language, "CNY")
    assert say("supply.department_logistics", language) in penalties.y.labels[0]
    assert penalties.marks[0].lengths == (900.0,)


def test_without_penalties_the_missing_units_are_drawn():
    supply = assessed(65.0)
    assert [c.name for c in SECTION.charts if c.shown(supply)] == ["service", "failures"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_sum_and_leave_out_what_was_not_measured(language):
    supply = assessed(65.0, reason="shelf_life", penalty=100.0, forecast=forecast(0.1))
    service, causes = (layout.lay_out(supply, language, "CNY") for layout in SECTION.layouts)
    labels = [row[0] for row in service.rows]
    assert say("supply.forecast_bias", language) in labels
    assert say("supply.below_life_limit", language) not in labels
    assert say("supply.below_life_limit", language) in service.note
    assert causes.rows[-1][2:] == (9, 315.0, 900.0)
    assert causes.status(len(causes.rows) - 1) == "total"
