"""One's own progress: what is shown comes from the ledger of the folder, and from nothing else."""

import json

import pytest

from ka_helpers.exercises.chapter import open_chapter
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Line
from ka_helpers.i18n import say
from ka_helpers.widgets.progress_desk import (
    MOST_DAYS,
    my_chapters,
    my_radar,
    my_skills,
    progress_desk,
    to_repeat,
)

LANGUAGES = ("en", "zh")


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """Return a ledger in which chapter 1 was answered long ago, its last question wrongly."""
    path = tmp_path / "progress.jsonl"
    asked = [each.number for each in plan_of("01").exercises]
    entries = [
        {"what": "answer", "question": each, "case": "c", "at": "2026-01-05T02:00:00+00:00",
         "outcome": "incorrect" if each == asked[-1] else "correct",
         "score": float(each != asked[-1])}
        for each in asked
    ]  # fmt: skip
    path.write_text("".join(json.dumps(each) + "\n" for each in entries), encoding="utf-8")
    monkeypatch.setenv("KA_KIT_PROGRESS", str(path))
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_was_answered_long_ago_is_due(ledger, language):
    desk = progress_desk("textbook", language=language)
    table = to_repeat(desk)
    assert [row[0] for row in table.rows] == [f"1.{n}" for n in range(1, 9)]
    assert table.rows[-1][3] == say("review_queue.why_wrong", language)
    assert [row[0] for row in to_repeat(desk, days=MOST_DAYS).rows] == [r[0] for r in table.rows]
    assert desk.opening() == say("review_queue.desk_on", language, answers=8, n=8)


def test_a_chapter_says_the_same(ledger):
    desk, chapter = progress_desk("textbook"), open_chapter("04", "textbook")
    assert chapter.progress("review").rows == to_repeat(desk).rows


def test_the_radar_shows_skills_with_enough_answers_and_the_own_view(ledger):
    view = {"levels": {"selection": 5}, "at": ""}
    ledger.with_suffix(".self.jsonl").write_text(json.dumps(view), encoding="utf-8")
    picture, said = my_radar(progress_desk("textbook"))
    assert isinstance(picture, Picture) and picture.alt == said
    shown, own = (mark for mark in picture.plot.marks if isinstance(mark, Line) and mark.label)
    assert 0 < sum(y is not None for y in shown.y) < 10
    assert own.y[0] == 1.0


def test_chapters_and_skills_are_those_of_progress(ledger):
    desk = progress_desk("textbook")
    assert my_chapters(desk).rows[1][1:3] == (7, 8)
    assert sum(row[1] for row in my_skills(desk).rows) == 7


def test_nothing_done_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "none.jsonl"))
    desk = progress_desk("textbook")
    assert to_repeat(desk).rows == ()
    assert "0 of 10 skills" in my_radar(desk)[1]
