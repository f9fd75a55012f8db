"""The chart of health: what weighs most on top, the whole as a line."""

from dataclasses import replace

import pytest

from ka_helpers.cases import load_case
from ka_helpers.figures.plot import Bars, Rule
from ka_helpers.figures.risks import COLOURS, plot_health
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.health import WEIGHTS, assess_health, colour_of
from ka_helpers.metrics.risks import assess

CONTEXT = Context(as_of="2026-06-30", company_growth=0.06)


@pytest.fixture(scope="module")
def risks():
    return assess(load_case("beverage_china").slice("K03"), "2026Q2", CONTEXT)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_measured_component_has_a_bar_and_the_whole_a_line(risks, language):
    plot = plot_health(risks, language)
    whole, bars = plot.marks
    assert (type(whole), type(bars)) == (Rule, Bars)
    assert whole.at == risks.health.score
    assert whole.upright
    scores = [part.score for part in risks.health.components][::-1]
    assert list(bars.lengths) == scores
    assert list(bars.colours) == [COLOURS[colour_of(score)] for score in scores]
    assert len(bars.at) == len(WEIGHTS)
    assert say("risks.component_supply", language) in svg_of(plot)


def test_what_was_not_measured_has_no_bar(risks):
    health = assess_health({"sales": -0.05, "execution": 70})
    plot = plot_health(replace(risks, health=health), "en")
    whole, bars = plot.marks
    known = {part.name: part.score for part in health.components if part.score is not None}
    assert dict(zip(plot.y.labels[::-1], bars.lengths[::-1], strict=True)) == {
        "Sales against the company (25)": known["sales"],
        "Store execution (15)": known["execution"],
    }
    assert whole.at == health.score


def test_few_bars_stay_slim(risks):
    health = assess_health({"execution": 70})
    y = plot_health(replace(risks, health=health), "en").y
    assert y.high - y.low == 4
