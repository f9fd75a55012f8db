"""Chapter 4: the textbook's figures by hand, and plans as trainees write them."""

import pytest

from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.materials.chapter_04 import (
    base_sales,
    level_metric,
    month_shares,
    months_of,
    planned_quarter,
    points_to_give,
    target_of,
)
from ka_helpers.exercises.materials.chapter_04_said import (
    draw_shares,
    growth_base_said,
    limits_said,
)
from ka_helpers.figures.plot import Bars


@pytest.fixture
def textbook(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("04", "textbook")


@pytest.fixture
def sample(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("04", "beverage_china")


def outcome(chapter, question, **given):
    return chapter.judged(chapter.plan[question], given)


def test_the_textbook_carries_the_chapter_itself(textbook):
    lesson = textbook.lesson
    assert lesson.stands_in is None
    assert planned_quarter(lesson) == "2026Q2"
    assert (target_of(lesson), base_sales(lesson)) == (1_000_000, 700_000)
    assert month_shares(lesson).tolist() == pytest.approx([5 / 13, 4 / 13, 4 / 13])
    assert points_to_give(lesson) == 230
    assert "Q1 2026" in growth_base_said(textbook)[0]


def test_both_faults_of_the_textbook_are_the_answer(textbook):
    right = {"faulty": ["activity_points", "trade_cost_ratio"], "unallocated": 9000}
    assert outcome(textbook, "4.4", **right).code == "correct"
    assert outcome(textbook, "4.4", **{**right, "unallocated": 10_000}).mistakes == ("plain_mean",)
    assert outcome(textbook, "4.4", **{**right, "unallocated": 0.9}).mistakes == ("wan_for_yuan",)


def test_a_ratio_in_percent_is_a_slip_of_unit(textbook):
    given = {"sales_sum": 1_000_000, "display_end": 30, "cost_ratio": 11.1}
    assert outcome(textbook, "4.3", **given).mistakes == ("percent_for_fraction",)


def test_the_textbook_s_own_months_fall_short_in_two_points_of_the_open_task(textbook):
    plan = {
        "sales_value": [250_000, 350_000, 400_000],
        "display_points": [28, 28, 30],
        "trade_cost_ratio": [0.10, 0.12, 0.11],
    }
    result = outcome(textbook, "4.8", plan=plan)
    (part,) = result.parts
    assert set(part.missed) == {"in_season", "cost_weighted"}
    assert result.code == "partly"


def test_the_sample_is_planned_from_last_year(sample):
    lesson = sample.lesson
    assert planned_quarter(lesson) == "2026Q3"
    assert months_of(lesson) == ("2026-07", "2026-08", "2026-09")
    assert sum(month_shares(lesson)) == pytest.approx(1)
    assert "Q3 2025" in growth_base_said(sample)[0]


def test_a_plan_by_month_in_any_order_is_read(sample):
    right = dict(sample.plan["4.8"].right(sample.lesson)["plan"])
    months = months_of(sample.lesson)
    by_month = {
        name: dict(reversed(list(zip(months, parts, strict=True)))) for name, parts in right.items()
    }
    assert outcome(sample, "4.8", plan=by_month).code == "correct"


def test_the_row_of_the_level_is_read_by_either_name(sample):
    right = dict(sample.plan["4.8"].right(sample.lesson)["plan"])
    named = {
        "level" if name == level_metric(sample.lesson) else name: right[name] for name in right
    }
    assert "level" in named
    assert outcome(sample, "4.8", plan=named).code == "correct"
    named.pop("level")
    result = outcome(sample, "4.8", plan=named)
    assert result.mistakes == ("unreadable",)
    assert "level" in result.text


def test_whole_points_are_said_without_decimals(textbook):
    assert limits_said(textbook)[0].startswith("Display points: 22 now, 30 at the end")


def test_growth_is_said_with_both_amounts(textbook):
    assert growth_base_said(textbook)[1] == "Target: ¥1,000,000. Base: ¥700,000."


@pytest.mark.parametrize(
    "plan",
    [
        {},
        {"sales_value": [1, 2, 3]},
        {"sales_value": [1, 2], "display_points": [1, 2, 3], "trade_cost_ratio": [1, 2, 3]},
        [1, 2, 3],
        "all of it",
        {"sales_value": "abc", "display_points": [1, 2, 3], "trade_cost_ratio": [1, 2, 3]},
    ],
)
def test_what_is_no_plan_is_said_to_be_none_and_never_breaks(sample, plan):
    result = outcome(sample, "4.8", plan=plan)
    assert result.code == "incorrect"
    assert result.mistakes == ("unreadable",)


@pytest.mark.parametrize("values", [[0, 0, 0], [-1, 1, 1]])
def test_a_plan_without_sales_misses_points(sample, values):
    level = level_metric(sample.lesson)
    plan = {"sales_value": values, level: values, "trade_cost_ratio": [0.1] * 3}
    result = outcome(sample, "4.8", plan=plan)
    assert result.code in ("incorrect", "partly")
    assert "sums" in result.parts[0].missed


@pytest.mark.parametrize(("first", "second"), [(15, 15), (45, 45), (25, 35)])
def test_moving_shares_never_moves_the_sum(sample, first, second):
    picture = draw_shares(sample, first=first, second=second)
    (bars,) = [mark for mark in picture.plot.marks if isinstance(mark, Bars)]
    assert sum(bars.lengths) == pytest.approx(target_of(sample.lesson))
    assert ("11.1%" in picture.alt) == ((first, second) == (25, 35))
