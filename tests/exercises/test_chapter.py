"""An open chapter: hints in steps, solutions, progress that outlives the kernel, its looks."""

import json

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.exercises.outcome import Outcome, PartOutcome, Remark
from ka_helpers.i18n import LANGUAGES


def asking(number="99.1", skill="analysis", **more):
    part = Number("x", unit="share", decimals=3)
    wrong = {"own": lambda _: {"x": 0.7}}
    return Exercise(number, skill, (part,), lambda _: {"x": 0.5}, wrong, **more)


def test_hints_come_in_steps_and_the_last_one_stays(toy):
    chapter = toy(asking())
    said = [chapter.hint("99.1").text for _ in range(4)]
    assert ["hint 1" in text for text in said] == [True, False, False, False]
    assert ["hint 2" in text for text in said] == [False, True, True, True]
    assert ['solution("99.1")' in text for text in said] == [False, True, True, True]
    assert sum(entry.what == "hint" for entry in chapter.ledger.entries()) == 2


def test_hints_are_counted_by_question_and_case(toy, lesson, few_accounts):
    chapter = toy(asking(), asking("99.2"))
    chapter.hint("99.1")
    assert "hint 1" in chapter.hint("99.2").text
    elsewhere = open_chapter("01", few_accounts).lesson
    other = toy(asking(), on=elsewhere, ledger=chapter.ledger)
    assert "hint 1" in other.hint("99.1").text


def test_a_question_without_hints_names_the_solution(toy):
    assert 'solution("99.1")' in toy(asking(hints=0)).hint("99.1").text


def failing(lesson):
    raise ZeroDivisionError("no sales")


def lacking(lesson):
    raise NotGradableError("exercises.no_table", table="tables.forecast", case="mine")


def test_a_hint_that_cannot_be_said_says_why(toy):
    assert "no sales" in toy(asking(figures=failing)).hint("99.1").text
    assert "no forecast table" in toy(asking(figures=lacking)).hint("99.1").text


def test_an_answer_is_kept_with_all_that_matters(toy):
    chapter = toy(asking())
    chapter.hint("99.1")
    chapter.check("99.1", x=0.7)
    *_, entry = chapter.ledger.entries()
    kept = entry.question, entry.outcome, entry.score, entry.mistakes, entry.hints, entry.case
    assert kept == ("99.1", "incorrect", 0, ("own",), 1, chapter.fingerprint)


def test_a_solution_is_shown_and_kept(toy):
    chapter = open_chapter("01", "beverage_china")
    shown = chapter.solution("1.1")
    assert "top_share = " in shown.code
    assert "```python\n" in shown._repr_markdown_()
    table = chapter.progress()
    assert table.rows[0][-1] == 1
    assert "trainer" in toy(asking()).solution("99.1").text


def rows_of(chapter):
    return {row[0]: row[1:] for row in chapter.progress().rows}


def test_progress_keeps_the_best_answer_and_outlives_the_kernel(toy):
    chapter = toy(asking(), asking("99.2"))
    for answer in (0.7, 50, 0.5, 0.4):
        chapter.check("99.1", x=answer)
    chapter.hint("99.1")
    assert rows_of(chapter) == {
        "99.1": ("correct", 1.0, 4, 1, 0),
        "99.2": ("not attempted", 0.0, 0, 0, 0),
    }
    again = toy(asking(), asking("99.2"), ledger=Ledger(chapter.ledger.path))
    assert rows_of(again) == rows_of(chapter)


def test_what_is_no_attempt_or_cannot_be_checked_is_no_answer(toy):
    chapter = toy(asking(), Exercise("99.2", "analysis", (Number("x"),), failing))
    chapter.check("99.1", x=...)
    chapter.check("99.2", x=1)
    assert {row[:3] for row in rows_of(chapter).values()} == {("not attempted", 0.0, 0)}


def test_progress_is_of_this_case(toy, few_accounts):
    chapter = toy(asking())
    chapter.check("99.1", x=0.5)
    other = toy(asking(), on=open_chapter("01", few_accounts).lesson, ledger=chapter.ledger)
    assert rows_of(other)["99.1"][0] == "not attempted"


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_by_chapter_and_by_skill_adds_up(language):
    chapter = open_chapter("01", "beverage_china", language=language)
    right = {each.number: dict(each.right(chapter.lesson)) for each in chapter.plan.exercises}
    chapter.check("1.1", **right["1.1"])
    chapter.check("1.2", **right["1.2"])
    chapter.hint("1.3")
    by_chapter, by_skill = chapter.progress("chapters"), chapter.progress("skills")
    for table in (by_chapter, by_skill):
        right_ones, questions, points, tries, hints, seen = (
            sum(row[place] for row in table.rows) for place in range(1, 7)
        )
        assert (right_ones, points, tries, hints, seen) == (2, 2.0, 2, 1, 0)
        assert questions == sum(row[2] for row in by_chapter.rows)
        assert table.written(0, 0)
    number = int(by_chapter.rows[0][0].split(".")[0])
    assert by_chapter.rows[1 - number][0].startswith("1. ")


def test_progress_of_something_else_is_refused(toy):
    with pytest.raises(RequestError, match="questions, chapters, skills"):
        toy(asking()).progress("everything")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_progress_cannot_be_kept_answers_are_checked_and_it_is_said_once(
    toy, tmp_path, language
):
    (tmp_path / "file").touch()
    blocked = Ledger(tmp_path / "file" / "progress.jsonl")
    chapter = toy(asking(), language=language, ledger=blocked)
    said = [chapter.check("99.1", x=0.5) for _ in range(3)]
    assert [outcome.code for outcome in said] == ["correct"] * 3
    assert [str(blocked.path) in outcome.text for outcome in said] == [True, False, False]
    assert rows_of(chapter)["99.1"][2] == 3


def test_the_fingerprint_changes_with_account_and_quarter():
    marks = {
        open_chapter("01", "beverage_china", account, quarter).fingerprint
        for account in ("K01", "K02")
        for quarter in ("2026Q1", "2026Q2")
    }
    assert len(marks) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_look_like_markup_are_shown_as_they_are(edited_by_a_trainer, language):
    chapter = open_chapter("01", edited_by_a_trainer, "K09", language=language)
    assert "<b>Xiangju</b>" in repr(chapter)
    assert "&lt;b&gt;Xiangju&lt;/b&gt;" in chapter._repr_html_()


TEXT = 'Question 1.1: not yet.\nLook at <b> & `gap` of A$B_{C}: hint("1.1")'


def test_an_outcome_shows_itself_as_html_without_colours_of_its_own():
    html = Outcome("1.1", "incorrect", 0.0, text=TEXT)._repr_html_()
    assert "<strong>Question 1.1: not yet.</strong>" in html
    assert "&lt;b&gt; &amp; <code>gap</code>" in html
    assert "background" not in html
    assert "color:" not in html


def test_an_outcome_shows_itself_as_markdown_that_says_the_same():
    markdown = Outcome("1.1", "incorrect", 0.0, text=TEXT)._repr_markdown_()
    assert markdown.startswith("**Question 1.1: not yet.**\n\n")
    assert r"\<b\> & `gap` of A\$B\_{C}" in markdown


def test_an_outcome_without_text_shows_nothing_wrong():
    empty = Outcome("1.1", "correct", 1.0)
    assert repr(empty) == ""
    assert "<strong></strong>" in empty._repr_html_()


def test_mistakes_are_named_once():
    parts = tuple(PartOutcome(name, "incorrect", 0.0, "own") for name in "ab")
    assert Outcome("1.1", "incorrect", 0.0, parts).mistakes == ("own",)


def test_a_remark_shows_money_not_mathematics():
    assert Remark("A$ and B$")._repr_markdown_() == r"A\$ and B\$"
    assert repr(Remark("a", "b = 1")) == "a\nb = 1"


def test_a_sentence_of_the_chapter_is_in_the_cases_currency(toy):
    chapter = toy(asking(), messages={"said": "{sales:money}"})
    assert chapter.say("said", sales=1_000_000) == "¥1M"


def test_what_is_kept_is_json_a_line(toy):
    chapter = toy(asking())
    chapter.check("99.1", x=0.5)
    (line,) = chapter.ledger.path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["outcome"] == "correct"
