"""The submissions made by script are what they say: run with the real kit, each earns its due."""

import ast
import json
import textwrap

import pytest

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.solving import run_chapter
from tests.classroom.answering import lesson_on, mistake_code, mistakes_of, right_code, typed_code
from tests.classroom.hostile import hostile
from tests.classroom.hostile_cells import ATTACKS, ENDED, LAST
from tests.classroom.submissions import Submission, expected_on, write
from tests.classroom.usual import ordinary, whole_class

CASE = "textbook"
NUMBER = "13"
"""The chapter that the smallest case carries: its right answers are quick to work out."""
QUESTION = f"{int(NUMBER)}.1"


@pytest.fixture
def outcome_of():
    """Return a function that runs code in a question's cell and returns what came of it."""

    def outcome_of(question, code):
        chapter = Chapter(NUMBER, plan_of(NUMBER), lesson_on(NUMBER, CASE), "en", Ledger(None))
        codes = {each.number: right_code(each.number) for each in plan_of(NUMBER).exercises}
        return run_chapter(chapter, codes | {question: code}).outcomes[question]

    return outcome_of


def test_right_and_typed_in_code_is_right_on_its_own_case(outcome_of):
    for code in (right_code(QUESTION), typed_code(QUESTION, CASE)):
        assert outcome_of(QUESTION, code).code == "correct"


def test_a_mistake_as_code_is_recognised_as_itself(outcome_of):
    first = mistakes_of(QUESTION, CASE)[0]
    outcome = outcome_of(QUESTION, mistake_code(QUESTION, first))
    assert outcome.mistakes == (first,)


def test_a_class_has_one_of_each_kind_and_every_mistake():
    made = whole_class([NUMBER], CASE)
    names = [each.trainee for each in made]
    assert len(names) == len(set(names)) >= 28
    known = {
        (exercise.number, name)
        for exercise in plan_of(NUMBER).exercises
        for name in mistakes_of(exercise.number, CASE)
    }
    said = {
        (question, how.removeprefix("mistake:"))
        for each in made
        for question, how in each.answers.items()
        if how.startswith("mistake:")
    }
    assert said == known


def test_what_is_expected_is_what_the_kit_judges():
    expected = {each.trainee: expected_on(each, CASE, CASE) for each in ordinary([NUMBER], CASE)}
    for trainee, codes in (
        ("perfect", {"correct"}), ("untouched", {"not_attempted"}), ("empty", {"missing"}),
    ):  # fmt: skip
        assert {code for each in expected[trainee].values() for code in each.codes} == codes


def test_attacks_are_code_that_can_run_and_are_each_there_once(tmp_path):
    for code in ATTACKS.values():
        ast.parse(textwrap.dedent(code))
    assert set(ATTACKS) >= ENDED | LAST
    made = hostile([NUMBER], tmp_path / "victim", megabytes=1)
    names = [each.trainee for each in made]
    assert len(names) == len(set(names)) > 60
    assert all(each.hostile and NUMBER in each.states for each in made)


def test_submissions_are_written_a_folder_a_trainee(tmp_path):
    files = {"a/1.ipynb": b"{}"}
    linked = Submission("linked", files, {}, {}, links={"b": "a"})
    write([linked, Submission("loose", {"2.ipynb": b"{}"}, {}, {}, loose=True)], tmp_path)
    assert json.loads((tmp_path / "linked" / "b" / "1.ipynb").read_text()) == {}
    assert (tmp_path / "2.ipynb").is_file()
