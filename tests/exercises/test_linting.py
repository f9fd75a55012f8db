"""What the lint finds on a case: planted faults, each said by its own sentence."""

import pytest

from ka_helpers.exercises import curriculum, linting
from ka_helpers.exercises.curriculum import title_of
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.kinds import Number, Text
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.exercises.linting import lint
from ka_helpers.exercises.solving import with_solution
from ka_helpers.i18n import LANGUAGES

PART = Number("x", unit="share", decimals=3)


def lacking(lesson):
    raise NotGradableError("exercises.no_table", table="tables.forecast", case="mine")


def failing(lesson):
    raise ZeroDivisionError("no sales")


def asking(answer=lambda _: {"x": 0.5}, mistakes=None, number="99.1", **more):
    return Exercise(number, "analysis", (PART,), answer, mistakes or {}, **more)


@pytest.fixture
def linted(toy, lesson, monkeypatch, tmp_path):
    """Return a function that lints a chapter 99 of these questions and its notebook's cells."""

    def linted(*exercises, cells=(), solutions=None, language="en", messages=(), **plan):
        made = toy(*exercises, messages=messages, **plan).plan
        for module in (curriculum, linting):
            monkeypatch.setattr(module, "plan_of", lambda number: made)
        title_of.cache_clear()
        notebook = [
            {"cell_type": "code", "id": f"toy-{n}", "source": code, "metadata": {"tags": tags}}
            for n, (tags, code) in enumerate(cells, 1)
        ]
        monkeypatch.setattr("ka_helpers.exercises.solving.cells_of", lambda *_: notebook)
        monkeypatch.setattr(linting, "solutions_of", lambda _: solutions or {})
        return lint(lesson.case, language, ["99"])

    yield linted
    title_of.cache_clear()


def test_a_sound_chapter_has_nothing_to_say(linted):
    report = linted(asking(mistakes={"own": lambda _: {"x": 0.7}}))
    assert (report.findings, report.graded, report.passed) == ((), ("99.1",), True)


@pytest.mark.parametrize(
    ("exercise", "severity", "words"),
    [
        (asking(lacking), "cannot_grade", "no forecast table"),
        (asking(failing), "cannot_grade", "ZeroDivisionError: no sales (test_linting.py"),
        (asking(lambda _: {"x": float("nan")}), "cannot_grade", "not a finite number"),
        (asking(lambda _: {"x": None}), "cannot_grade", "no value here"),
        (asking(lambda _: {}), "cannot_grade", "KeyError"),
        (asking(figures=failing), "cannot_grade", "no sales"),
        (asking(mistakes={"m": lambda _: {"x": 0.5}}), "not_told_apart", "right answer"),
        (asking(mistakes={"m": lacking}), "not_told_apart", "no forecast table"),
        (asking(mistakes={"m": failing}), "cannot_grade", "no sales"),
        (asking(mistakes={"m": lambda _: {"x": float("inf")}}), "not_told_apart", "finite"),
        (
            asking(mistakes={"m": lambda _: {"x": 0.7}, "k": lambda _: {"x": 0.7}}),
            "not_told_apart",
            "you made m",
        ),
    ],
)
def test_a_fault_is_named_with_its_question(linted, exercise, severity, words):
    report = linted(exercise)
    (found,) = report.findings
    assert (found.severity, found.place) == (severity, "99.1")
    assert words in found.text
    assert report.passed == (severity != "cannot_grade")
    assert report.graded == (() if severity == "cannot_grade" else ("99.1",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_cannot_be_filled_in_is_found_in_any_language(linted, language):
    report = linted(asking(), language=language, messages={"q1_hint_2": "{nothing:share}"})
    assert {each.place for each in report.findings} == {"99.1"}
    assert all("KeyError: 'nothing'" in each.text for each in report.findings)


def test_a_point_of_a_text_needs_its_sentence(linted):
    points = Text("x", {"gap": ("gap",), "cost": ("cost",)})
    exercise = Exercise("99.1", "analysis", (points,), lambda _: {"x": "gap and cost"})
    report = linted(exercise, messages={"q1_point_gap": "say the gap"})
    assert all("q1_point_cost" in each.text for each in report.findings)
    assert report.findings


def test_a_chapter_that_does_not_suit_is_information(linted):
    report = linted(asking(), suits=lacking)
    assert [each.severity for each in report.findings] == ["stands_in"]
    assert (report.passed, report.graded) == (True, ())
    assert "no forecast table" in report.said()


def test_a_chapter_whose_suiting_fails_cannot_be_read(linted):
    report = linted(asking(), suits=failing)
    assert [(each.severity, each.place) for each in report.findings] == [
        ("cannot_grade", "Chapter 99")
    ]
    assert not report.passed


SETUP = (["setup"], "from ka_helpers.exercises import open_chapter\n" + "\n".join([
    'chapter = open_chapter("99", case, account_id, quarter, language)', "check = chapter.check"
]))  # fmt: skip
PARAMETERS = ["parameters"], 'case = "mine"\naccount_id = quarter = ""\nlanguage = "en"'
ASKED = ["exercise"], 'answer = ...\ncheck("99.1", x=answer)'


@pytest.mark.parametrize(
    ("solution", "place", "words"),
    [
        ("answer = 0.5", None, ""),
        ("answer = 0.25 * 2", None, ""),
        ("answer = 0.7", "99.1", "not yet"),
        ("answer = gone", "Chapter 99", "NameError"),
    ],
)
def test_a_printed_solution_is_run(linted, solution, place, words):
    report = linted(asking(), cells=[PARAMETERS, SETUP, ASKED], solutions={"99.1": solution})
    assert [each.place for each in report.findings] == ([place] if place else [])
    assert words in report.said()


def test_a_cell_that_fails_on_the_case_is_named(linted):
    report = linted(asking(), cells=[PARAMETERS, SETUP, ([], "1 / 0"), ASKED])
    (found,) = report.findings
    assert "toy-3" in found.text
    assert "ZeroDivisionError" in found.text


def test_the_solution_of_a_question_that_cannot_be_graded_is_not_run(linted):
    report = linted(
        asking(lacking), cells=[PARAMETERS, SETUP, ASKED], solutions={"99.1": "answer = 1 / 0"}
    )
    assert [each.place for each in report.findings] == ["99.1"]


def test_the_worst_is_said_first(linted):
    alike = asking(mistakes={"m": lambda _: {"x": 0.5}})
    report = linted(alike, asking(lacking, number="99.2"))
    assert [each.severity for each in report.findings] == ["cannot_grade", "not_told_apart"]
    assert report.said().index("99.2") < report.said().index("99.1:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_in_the_trainers_language(linted, language):
    said = linted(asking(lacking), language=language).said()
    first = {"en": "questions that can be graded on case", "zh": "可以判分的题目"}[language]
    assert first in said.splitlines()[0]
    assert "99.1" in said.splitlines()[-1]


def test_the_cases_that_come_with_the_kit_pass():
    report = lint("textbook", "en")
    assert report.passed, report.said()
    assert all(each.severity == "stands_in" for each in report.findings), report.said()


def test_a_case_without_quarters_carries_no_chapter(lesson, monkeypatch):
    monkeypatch.setattr(linting, "lesson_on", lacking)
    report = lint(lesson.case, "en")
    assert (report.passed, report.graded) == (True, ())
    assert "no forecast table" in report.said()


def test_a_solution_takes_the_place_of_what_was_left_open():
    cell = 'first = ...\nsecond = ...\ncheck("1.2", a=first, b=second)'
    code = with_solution(cell, {"1.2": "first, second = 1, 2"})
    assert code == "first, second = 1, 2\ncheck('1.2', a=first, b=second)"
    assert with_solution(cell, {"1.3": "first = 1"}) == cell
