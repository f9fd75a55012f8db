"""Chapter 14 as a trainee meets it: a plan is judged as a whole, kept as a file; parts may wait."""

import zipfile

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.answers.chapter_14_faults import FAULTS
from ka_helpers.exercises.materials.chapter_14 import free_mondays, in_months, past_promotions
from ka_helpers.exercises.materials.chapter_14_shown import plan_shown
from ka_helpers.exercises.materials.chapter_14_written import put_together, run_again
from ka_helpers.widgets.plan_saving import save_plan


@pytest.fixture
def chapter(monkeypatch, tmp_path):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("14", "beverage_china", language="en")


@pytest.fixture
def right(chapter):
    return chapter.plan["14.8"].right(chapter.lesson)["plan"]


def test_full_marks_for_the_model_and_a_twelfth_less_for_each_fault(chapter, right):
    assert chapter.check("14.8", plan=right).score == 1
    for name in FAULTS:
        bad = chapter.plan["14.8"].mistakes[name](chapter.lesson)
        outcome = chapter.check("14.8", **bad)
        assert (outcome.code, outcome.mistakes) == ("partly", (name,))
        assert outcome.score == pytest.approx(1 - 1 / len(FAULTS))


def test_a_plan_with_an_open_part_is_not_judged_and_not_kept(chapter, right, tmp_path):
    plan = put_together(**{**right, "talks": ...})
    assert chapter.check("14.8", plan=plan).code == "not_attempted"
    assert plan_shown(chapter, plan) == chapter.say("plan_open") == save_plan(chapter, plan)
    assert [path.name for path in tmp_path.iterdir()] == ["progress.jsonl"]


@pytest.mark.parametrize("form", ["pptx", "html", "pdf", "xlsx"])
def test_the_plan_is_kept_beside_the_progress(chapter, right, tmp_path, form):
    said = save_plan(chapter, put_together(**right), form)
    file = tmp_path / f"K01_plan_en.{form}"
    assert file.name in said
    assert file.stat().st_size > 5_000


def test_the_deck_says_what_the_plan_says(chapter, right, tmp_path):
    save_plan(chapter, right)
    with zipfile.ZipFile(tmp_path / "K01_plan_en.pptx") as archive:
        slides = [archive.read(n).decode() for n in archive.namelist() if "slides/slide" in n]
    text = "".join(slides)
    for each in right["promotions"]:
        assert each["like"] in text
    for each in right["actions"]:
        assert each["text"] in text
    assert "Series" not in text


def test_an_unknown_format_is_named(chapter, right):
    with pytest.raises(RequestError, match="docx"):
        save_plan(chapter, right, "docx")


def test_what_is_written_otherwise_is_read_too(chapter):
    """Small letters, other spaces, a day as text, one promotion instead of a list."""
    lesson = chapter.lesson
    past, free = past_promotions(lesson), free_mondays(lesson)
    paid = past[past["uplift"] >= past["break_even"]]
    day = free.index[free.all(axis=1)][0]
    one = run_again(f" {paid.index[0].lower()} ", day)
    assert chapter.check("14.3", promotions=one).code == "correct"
    unknown = chapter.check("14.3", promotions=[run_again("P999", day)])
    assert "P999" in unknown.text


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"sales": [1, 2, 3]}, "sales_value"),
        ({"sales_value": [1, 2]}, "three months"),
        ([1, 2, 3], None),
    ],
)
def test_objectives_that_cannot_be_read_say_why(chapter, given, named):
    outcome = chapter.check("14.2", objectives=given)
    assert outcome.code == "incorrect"
    assert named is None or named in outcome.text


def test_months_are_cut_by_the_season_and_make_the_target(chapter):
    targets = chapter.lesson.account["objective"]
    rows = targets[(targets["quarter"] == "2026Q3") & (targets["period_type"] == "quarter")]
    target = rows.set_index("metric")["target"]["sales_value"]
    assert sum(in_months(chapter.lesson, "sales_value")) == pytest.approx(target)
