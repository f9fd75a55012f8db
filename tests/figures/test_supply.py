"""Charts of supply: service against its target, causes with who can repair them."""

import dataclasses

import pandas as pd
import pytest

from ka_helpers.figures.plot import Line
from ka_helpers.figures.style import BLUE, RED
from ka_helpers.figures.supply import plot_failures, plot_forecast, plot_penalties, plot_service
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.forecasts import ForecastAssessment, ForecastMonth
from ka_helpers.metrics.supply import assess

CONTEXT = Context(as_of="2026-06-30", fill_rate=0.95)
SHARES = {
    field.name: Measure(0.8, "share", 12, "forecast")
    for field in dataclasses.fields(ForecastAssessment)
    if field.name not in ("basis", "period_type", "months")
}


@pytest.fixture(scope="module")
def supply():
    days = pd.date_range("2026-04-01", "2026-06-20", freq="10D")
    reasons = ["driver_procedure", "driver_procedure", None]
    frame = pd.DataFrame(
        {"order_id": [str(day) for day in days], "requested_at": days, "qty_ordered": 100.0,
         "qty_delivered": 60.0, "window_end": days + pd.Timedelta(days=4), "quarter": "2026Q2",
         "delivered_at": days + pd.Timedelta(days=2), "penalty": 100.0,
         "reject_reason": pd.Series((reasons * 3)[: len(days)], dtype="str")}
    )  # fmt: skip
    frame["month"] = frame["requested_at"].dt.strftime("%Y-%m")
    found = assess({"order_line": frame}, "2026Q2", CONTEXT)
    months = (ForecastMonth("2026-04", 1_200.0, 1_000.0, 6), ForecastMonth("2026-05", 6.0, 5.0, 6))
    return dataclasses.replace(
        found, forecast=ForecastAssessment("sell_in", "month", **SHARES, months=months)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_service_runs_month_by_month_beside_its_target(supply, language):
    plot = plot_service(supply, language)
    fill, otif, target = plot.marks
    assert fill.y == pytest.approx((0.6,) * 3)
    assert otif.y == tuple(of_month.otif_lines for of_month in supply.months)
    assert target.y == (0.95,) * 3
    assert target.dash
    assert plot.y.low < min(fill.y)
    assert say("supply.fill_target", language, target=0.95) in svg_of(plot)


def test_a_month_without_orders_is_a_gap(supply):
    months = (dataclasses.replace(supply.months[0], fill_rate=None, otif_lines=None),
              *supply.months[1:])  # fmt: skip
    lines = plot_service(dataclasses.replace(supply, months=months), "en").marks
    assert [line.y[0] for line in lines if isinstance(line, Line)] == [None, None, 0.95]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_cause_names_who_can_repair_it_and_the_unexplained_is_red(supply, language):
    plot = plot_penalties(supply, language)
    (bars,) = plot.marks
    named = {name: (length, colour) for name, length, colour in
             zip(plot.y.labels, bars.lengths, bars.colours, strict=True)}  # fmt: skip
    unexplained = say("supply.reason_unexplained", language)
    assert named.pop(unexplained) == (300.0, RED)
    ((name, known),) = named.items()
    assert known == (600.0, BLUE)
    assert say("supply.department_logistics", language) in name
    assert [text.split()[-1] for text in bars.written] == ["33%", "67%"]


def test_missing_units_are_plain_numbers(supply):
    plot = plot_failures(supply, "en")
    (bars,) = plot.marks
    assert sum(bars.lengths) == pytest.approx(360.0)
    assert plot.x.unit == "count"
    assert bars.written[-1].startswith("240")


def test_forecast_and_actual_stand_side_by_side(supply):
    plot = plot_forecast(supply, "en")
    forecast, actual = plot.marks
    assert (forecast.lengths, actual.lengths) == ((1_200.0, 6.0), (1_000.0, 5.0))
    assert forecast.written == ("1,200", "6")
    overlaps = [b - a - forecast.thickness for a, b in zip(forecast.at, actual.at, strict=True)]
    assert overlaps == pytest.approx([0.0, 0.0])
    assert plot.x.labels == ("Apr 2026", "May 2026")


def test_without_forecasts_there_is_nothing_to_draw(supply):
    plot = plot_forecast(dataclasses.replace(supply, forecast=None), "zh")
    assert [mark.lengths for mark in plot.marks] == [(), ()]
    assert svg_of(plot)
