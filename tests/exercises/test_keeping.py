"""A kit without answers asks what the real one asks, and keeps what it is told."""

import json

import pytest

from ka_helpers.classroom.answer_free.questions import questions_json
from ka_helpers.errors import RequestError
from ka_helpers.exercises import asked, keeping
from ka_helpers.exercises.curriculum import chapter_numbers, plan_of
from ka_helpers.exercises.kinds import Choice, Number, Ranking
from ka_helpers.exercises.ledger import Entry
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.exercises.progress import standing


@pytest.fixture
def plans(tmp_path, monkeypatch):
    """Write questions for some lessons and return the plans that are read from them."""

    def made(*lessons, chapters=()):
        file = tmp_path / "questions.json"
        written = questions_json(chapters or chapter_numbers(), lessons)
        file.write_text(written, encoding="utf-8")
        monkeypatch.setattr(asked, "FILE", file)
        clear()
        return asked.asked_plans()

    def clear():
        asked._written.cache_clear()
        asked.asked_plans.cache_clear()

    yield made
    clear()


@pytest.fixture
def chapter_2(plans, lesson):
    return plans(lesson, chapters=("02",))["02"]


def test_it_asks_what_the_real_kit_asks(plans):
    for number, plan in plans().items():
        real = plan_of(number)
        assert (plan.slug, plan.needs) == (real.slug, real.needs)
        for exercise, true in zip(plan.exercises, real.exercises, strict=True):
            assert asked.is_kept(exercise) and not asked.is_kept(true)
            assert (exercise.number, exercise.skill, exercise.hints) == (
                true.number, true.skill, true.hints,
            )  # fmt: skip
            assert [p.name for p in exercise.parts] == [p.name for p in true.parts]
            assert not exercise.mistakes
            for part, real_part in zip(exercise.parts, true.parts, strict=True):
                if isinstance(real_part, Choice | Number):
                    assert type(part) is type(real_part)


def test_options_of_a_case_are_those_of_the_real_kit(chapter_2, lesson):
    for number in ("2.4", "2.5", "2.6"):
        for part, real in zip(chapter_2[number].parts, plan_of("02")[number].parts, strict=True):
            assert set(part.known(lesson)) == set(real.known(lesson))


def test_on_another_account_it_says_that_its_options_are_not_known(chapter_2, lesson):
    other = lesson_on(lesson.case, "K04")
    with pytest.raises(RequestError) as refused:
        chapter_2["2.5"].parts[0].known(other)
    assert refused.value.values == {"question": "2.5"}
    assert kept(chapter_2, other, "2.5", account="K01").code == "kept"


def test_options_to_rank_stand_in_the_order_of_their_ids(plans):
    for plan in plans().values():
        for part in (part for exercise in plan.exercises for part in exercise.parts):
            if isinstance(part, Ranking) and isinstance(part.options, tuple):
                assert list(part.options) == sorted(part.options)


def test_nothing_right_can_be_asked_of_it(chapter_2, lesson):
    for exercise in chapter_2.exercises:
        with pytest.raises(NotGradableError):
            exercise.right(lesson)


def test_a_chapter_that_a_case_cannot_carry_is_known_to_be_so(plans, lesson, monkeypatch):
    def too_few(lesson):
        raise NotGradableError("chapter_02.too_few_placed", n=3, fewest=6)

    real = plan_of("02")
    monkeypatch.setattr(type(real), "check_suits", lambda plan, lesson: too_few(lesson))
    plan = plans(lesson, chapters=("02",))["02"]
    monkeypatch.undo()
    with pytest.raises(NotGradableError) as lacking:
        plan.suits(lesson)
    assert lacking.value.values == {"n": 3, "fewest": 6}


def kept(plan, lesson, number, language="en", **given):
    return keeping.keep(plan[number], lesson, given, language)


def test_an_answer_is_kept_and_not_judged(chapter_2, lesson):
    outcome = kept(chapter_2, lesson, "2.2", attractiveness=0.1)
    assert (outcome.code, outcome.score, outcome.parts) == ("kept", 0, ())
    assert outcome.text == "Question 2.2: your answer is noted. Your trainer grades it."


def test_what_can_be_told_without_the_right_answer_is_told(chapter_2, lesson):
    outcome = kept(chapter_2, lesson, "2.4", account_class="K99", response=...)
    lines = outcome.text.splitlines()
    assert outcome.code == "kept" and len(lines) == 3
    assert lines[1].startswith("`account_class`: ") and "K99" in lines[1]
    assert lines[2] == "`response`: no answer yet."


def test_an_open_question_is_not_attempted(chapter_2, lesson):
    outcome = kept(chapter_2, lesson, "2.4", "zh", account_class=..., response=...)
    assert outcome.code == "not_attempted" and "Shift+Enter" in outcome.text


def test_each_answer_is_a_line_of_the_file_that_a_grader_names(
    chapter_2, lesson, tmp_path, monkeypatch
):
    file = tmp_path / "answers.jsonl"
    monkeypatch.setenv(keeping.VARIABLE, str(file))
    kept(chapter_2, lesson, "2.2", attractiveness=0.25)
    kept(chapter_2, lesson, "2.2", attractiveness=print)
    first, second = map(json.loads, file.read_text(encoding="ascii").splitlines())
    assert first == {"question": "2.2", "given": {"attractiveness": 0.25}}
    assert second["question"] == "2.2"


def test_a_file_that_cannot_be_written_stops_no_notebook(chapter_2, lesson, tmp_path, monkeypatch):
    monkeypatch.setenv(keeping.VARIABLE, str(tmp_path / "absent" / "answers.jsonl"))
    assert kept(chapter_2, lesson, "2.2", attractiveness=0.25).code == "kept"


def test_progress_says_that_an_answer_is_kept_until_one_is_judged():
    entry = Entry("answer", "1.1", "case", "kept")
    assert standing("1.1", [entry, entry]).outcome == "kept"
    assert standing("1.1", [entry, entry]).tries == 2
    judged = Entry("answer", "1.1", "case", "partly", 0.5)
    assert (standing("1.1", [entry, judged]).outcome, standing("1.1", [judged]).tries) == (
        "partly", 1,
    )  # fmt: skip
