"""What is said of objectives, in both languages, and how they are laid out and drawn."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.objectives import assess
from ka_helpers.reviews.sections.objectives import SECTION, find

CONTEXT = Context(as_of="2026-06-30")


@pytest.fixture(scope="module")
def objectives():
    actuals = {"sales_value": Measure(820_000.0, "money", 13, "sales"),
               "display_points": Measure(31.0, "count", 3, "execution")}  # fmt: skip
    return assess(load_case("textbook").slice("A"), "2026Q2", CONTEXT, actuals)


def test_both_faults_are_said_with_their_figures_in_both_languages(objectives):
    said = {finding.key: finding for finding in find(objectives, CONTEXT)}
    assert set(said) == {"objectives.missed", "objectives.conflict", "objectives.not_allocated"}
    conflict, rest = said["objectives.conflict"], said["objectives.not_allocated"]
    assert "breakdown: 60; quarter table: 50" in conflict.evidence("en")
    assert conflict.headline("zh") == "活动点：2026年第2季度有两个互相矛盾的目标。"
    assert rest.headline("en") == (
        "Trade cost ratio: ¥9K of the target for Q2 2026 belongs to no part of it."
    )
    assert rest.headline("zh") == "费用率：2026年第2季度目标里有 ¥9,000 没有分到任何一期。"
    assert "12.0%" in rest.evidence("zh")
    assert "11.1%" in rest.evidence("zh")
    assert rest.stake == pytest.approx(9_000)


def test_the_worst_primary_objective_is_named(objectives):
    missed = next(f for f in find(objectives, CONTEXT) if f.key == "objectives.missed")
    assert (missed.tone, missed.stake) == ("bad", 180_000)
    assert missed.headline("en") == "Sales reached 82.0% of the target."


@pytest.mark.parametrize("account_id", ["B", "C", "D"])
def test_sound_targets_without_actuals_say_nothing(account_id):
    sound = assess(load_case("textbook").slice(account_id), "2026Q2", CONTEXT)
    assert list(find(sound, CONTEXT)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_write_each_objective_in_its_own_unit(objectives, language):
    reached, upcoming, faults = SECTION.layouts
    table = reached.lay_out(objectives, language, "CNY")
    assert [table.written(3, 2), table.written(1, 3)] == ["12.0%", "31"]
    assert table.written(0, 2) == {"en": "¥1M", "zh": "¥100万"}[language]
    assert not upcoming.shown(objectives)
    assert len(faults.lay_out(objectives, language, "CNY").rows) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_chart_has_a_bar_an_objective_with_an_actual(objectives, language):
    plot = SECTION.charts[0].plot(objectives, language, "CNY")
    assert plot.marks[0].lengths == pytest.approx((31 / 30, 0.82))
    assert all(text in svg_of(plot, 7.2, 2.8) for text in plot.marks[0].written)
