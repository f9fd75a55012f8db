"""The chart of objectives: reached parts as bars, the target as a line, the texts in line."""

import dataclasses

import pytest

from ka_helpers.figures.objectives import LONGEST, MOST_BARS, plot_attainment
from ka_helpers.figures.plot import Rule
from ka_helpers.figures.style import GREEN, ORANGE, RED
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.objectives import Attainment, ObjectivesAssessment

ROW = Attainment(
    metric="sales_value", unit="money", priority="primary", period="2026Q2", target=1_000_000.0,
    actual=Measure(820_000.0, "money", 13, "sales"), attained=0.82, met=False, derived=False,
    contested=False,
)  # fmt: skip


def objectives(*attained):
    rows = tuple(
        dataclasses.replace(ROW, attained=part, met=None if part is None else part >= 1)
        for part in attained
    )
    other = {field.name: () for field in dataclasses.fields(ObjectivesAssessment)}
    return ObjectivesAssessment(**{**other, "attainment": rows})


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "82.0% (¥820K of ¥1M)"), ("zh", "82.0%（¥82万 / ¥100万）")],
)
def test_a_bar_is_as_long_as_what_was_reached_and_says_of_what(language, said):
    plot = plot_attainment(objectives(0.82), language)
    bars, target = plot.marks
    assert bars.lengths == (0.82,)
    assert bars.written == (said,)
    assert (type(target), target.at, target.upright) == (Rule, 1.0, True)
    assert said in svg_of(plot)


def test_primary_objectives_stand_on_top_in_the_colour_of_what_they_reached():
    bars, _ = plot_attainment(objectives(0.5, 0.95, 1.2), "en").marks
    assert bars.lengths == (1.2, 0.95, 0.5)
    assert bars.colours == (GREEN, ORANGE, RED)


@pytest.mark.parametrize(("attained", "beyond"), [((0.4,), 1.0), ((0.4, 1.3), 1.3)])
def test_no_text_stands_on_the_target_line_or_on_a_bar(attained, beyond):
    bars, _ = plot_attainment(objectives(*attained), "en").marks
    assert bars.standing == beyond


def test_bars_end_somewhere_and_what_was_not_measured_has_none():
    bars, _ = plot_attainment(objectives(-0.4, None, 31.0), "en").marks
    assert bars.lengths == (LONGEST, 0.0)
    assert bars.written[0].startswith("3,100.0%")
    many, _ = plot_attainment(objectives(*[0.5] * 14), "en").marks
    assert len(many.at) == MOST_BARS
