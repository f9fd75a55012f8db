"""`ka-kit case check`: faults of the data first, then what the exercises cannot do on them."""

import pytest
from typer.testing import CliRunner

from ka_helpers.cli import app
from ka_helpers.exercises import linting
from ka_helpers.exercises.linting import Finding, LintReport
from ka_helpers.i18n import LANGUAGES, say, speaking

BROKEN = "tests/broken_cases/twenty_faults"


@pytest.fixture
def checked():
    """Return a function that runs the command and returns its exit code and what it says."""

    def checked(*arguments):
        with speaking("en"):
            done = CliRunner().invoke(app, ["case", "check", *arguments])
        return done.exit_code, done.output

    return checked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapter_that_stands_in_is_said_and_is_no_fault(checked, language):
    code, said = checked("textbook", "--language", language)
    assert code == 0
    assert say("cases.check_passed", language, case="textbook") in said
    stands_in = say("exercises.lint_stands_in", language, n=0).rstrip("0")
    assert said.index(stands_in) > said.index("objective")


def test_exercises_can_be_left_out(checked, monkeypatch):
    monkeypatch.setattr(linting, "lint", None)
    code, said = checked("textbook", "--no-exercises")
    assert code == 0
    assert "graded" not in said


def test_faults_of_the_data_come_alone(checked, monkeypatch, request):
    monkeypatch.setattr(linting, "lint", None)
    code, said = checked(str(request.config.rootpath / BROKEN))
    assert code == 1
    assert "problems found" in said


def test_a_question_that_cannot_be_graded_fails_the_check(checked, monkeypatch):
    found = Finding("cannot_grade", "2.3", "no such table")
    report = LintReport("textbook", (found,), ("2.1",), "en")
    monkeypatch.setattr(linting, "lint", lambda case: report)
    code, said = checked("textbook")
    assert code == 1
    assert said.rstrip().endswith("2.3: no such table")


def test_a_mistake_that_cannot_be_told_apart_does_not_fail_it(checked, monkeypatch):
    found = Finding("not_told_apart", "2.3", "the same")
    report = LintReport("textbook", (found,), ("2.1",), "en")
    monkeypatch.setattr(linting, "lint", lambda case: report)
    assert checked("textbook")[0] == 0
