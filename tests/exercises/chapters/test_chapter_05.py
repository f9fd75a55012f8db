"""Chapter 5: lead times by hand, the draft, and plans as trainees write them."""

import datetime as dt

import pandas as pd
import pytest

from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.materials.chapter_05 import (
    draft,
    draft_plan,
    first_monday,
    lead_limit,
    months_said,
    plan_budget,
    plan_categories,
    plan_starts,
    promotion,
    to_decide,
    today,
)
from ka_helpers.exercises.materials.chapter_05_said import draw_lead_time


@pytest.fixture
def sample(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("05", "beverage_china")


def outcome(chapter, question, **given):
    return chapter.judged(chapter.plan[question], given)


def test_the_draft_has_the_faults_that_the_lesson_is_about(sample):
    lesson = sample.lesson
    plan = draft_plan(lesson)
    assert str(first_monday(lesson).date()) == "2026-08-17"
    assert [each.promo_id for each in plan.promotions if each.late] == ["D4", "D1"]
    assert set(plan.pairs) == {("D4", "D1"), ("D2", "D3")}
    assert len(plan.promotions) == len(draft(lesson))
    assert months_said(lesson)["state"].tolist() == ["closed", "closing", "open"]
    assert to_decide(lesson)["promo_id"].tolist() == ["D2", "D3", "D5"]


@pytest.mark.parametrize(
    "day", ["2026-08-14", "2026/8/14", dt.date(2026, 8, 14), pd.Timestamp("2026-08-14")]
)
def test_a_day_is_read_however_it_is_given(sample, day):
    assert outcome(sample, "5.2", latest_day=day).code == "correct"


@pytest.mark.parametrize("day", ["soon", 45, None, "2026-13-40", pd.NaT])
def test_what_is_no_day_is_said_to_be_none(sample, day):
    assert outcome(sample, "5.2", latest_day=day).mistakes == ("unreadable",)


def test_the_textbook_is_replaced_by_the_sample_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    chapter = open_chapter("05", "textbook", language="zh")
    assert chapter.lesson.stands_in is not None
    assert "promotion" in chapter.opening() or "促销" in chapter.opening()


def test_a_plan_written_by_hand_is_right(sample):
    starts, categories = plan_starts(sample.lesson), plan_categories(sample.lesson)
    plan = [
        promotion(str(start.date()), categories[place % 2].upper(), "Gift", display=place == 0)
        for place, start in enumerate(starts)
    ]
    assert outcome(sample, "5.8", plan=plan).code == "correct"
    assert outcome(sample, "5.8", plan=pd.DataFrame(plan)).code == "correct"


def test_the_earliest_start_itself_is_in_time_and_the_day_before_is_not(sample):
    lesson = sample.lesson
    starts, categories = plan_starts(lesson), plan_categories(lesson)
    edge = today(lesson) + pd.Timedelta(days=lead_limit(lesson))
    rest = [
        promotion(starts.iloc[1], categories[1], "gift", display=True),
        promotion(starts.iloc[2], categories[0], "gift"),
    ]
    on_edge = [promotion(edge, categories[0], "gift"), *rest]
    too_soon = [promotion(edge - pd.Timedelta(days=1), categories[0], "gift"), *rest]
    assert outcome(sample, "5.8", plan=on_edge).code == "correct"
    assert outcome(sample, "5.8", plan=too_soon).mistakes == ("in_time",)


def test_the_whole_budget_may_be_spent_and_not_a_yuan_more(sample):
    right = sample.plan["5.8"].right(sample.lesson)["plan"]
    budget = plan_budget(sample.lesson)
    full = [{**right[0], "fee": budget - 2 * right[1]["fee"]}, *right[1:]]
    above = [{**full[0], "fee": full[0]["fee"] + 1}, *full[1:]]
    assert outcome(sample, "5.8", plan=full).code == "correct"
    assert outcome(sample, "5.8", plan=above).mistakes == ("within_budget",)


def test_gifts_are_whole_and_rounded_up(sample):
    units = int(draft(sample.lesson).loc["D2", "planned_units"])
    assert units % 600 == 100
    whole = units // 600 * 110 + 19
    assert outcome(sample, "5.7", gifts=whole).code == "correct"
    for given in (whole - 2 / 3, round(whole - 2 / 3, 1)):
        assert outcome(sample, "5.7", gifts=given).mistakes == ("not_rounded_up",)
    assert outcome(sample, "5.7", gifts=whole - 1).mistakes == ("rounded_down",)
    for given in (whole - 0.4, whole + 0.4, whole + 1):
        assert outcome(sample, "5.7", gifts=given).code != "correct"


@pytest.mark.parametrize(
    "plan",
    [[], "promotions", 3, [{"start": "2026-09-07"}], [promotion("soon", "x", "gift")]],
)
def test_what_is_no_plan_is_said_to_be_none_and_never_breaks(sample, plan):
    assert outcome(sample, "5.8", plan=plan).mistakes == ("unreadable",)


@pytest.mark.parametrize("days", [5, 45, 90])
def test_a_longer_lead_time_leaves_fewer_in_time(sample, days):
    share = float(draw_lead_time(sample, days).alt.split("(")[1].split("%")[0])
    longer = float(draw_lead_time(sample, days + 10).alt.split("(")[1].split("%")[0])
    assert longer <= share
