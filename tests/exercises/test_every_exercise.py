"""Every exercise there is, on every case, in both languages: generated from its own definition."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from ka_helpers.exercises.curriculum import SKILLS, chapter_numbers, plan_of, solutions_of
from ka_helpers.exercises.judging import SLIP_SCORE
from ka_helpers.exercises.kinds import Choice, Number, Numbers, Ranking, Several
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.exercises.linting import lint
from ka_helpers.exercises.rounding import half_unit
from ka_helpers.exercises.solving import run_chapter
from ka_helpers.i18n import LANGUAGES, say

CASES = ("beverage_china", "textbook", "few_accounts", "edited_by_a_trainer")
SHIPPED = CASES[:2]
EVERY = pytest.mark.parametrize("number", chapter_numbers())
ON_EVERY_CASE = pytest.mark.parametrize("case", CASES, indirect=True, scope="module")


@pytest.fixture(scope="module")
def case(request):
    """Return a case: a shipped one by its name, another one by its folder."""
    name = request.param
    return name if name in SHIPPED else request.getfixturevalue(name)


def gradable(chapter):
    """Yield the exercises that the case can grade, with a copy of the right answer."""
    for exercise in chapter.plan.exercises:
        try:
            yield exercise, dict(exercise.right(chapter.lesson))
        except NotGradableError:
            continue


@EVERY
@ON_EVERY_CASE
def test_right_answers_are_right_and_none_is_no_attempt(opened, number, case):
    for language in LANGUAGES:
        chapter = opened(number, case, language)
        for exercise, right in gradable(chapter):
            outcome = chapter.check(exercise.number, **right)
            assert (outcome.code, outcome.score) == ("correct", 1), (exercise.number, outcome)
            outcome = chapter.check(exercise.number, **dict.fromkeys(right, ...))
            assert (outcome.code, outcome.score) == ("not_attempted", 0), (exercise.number, outcome)


@EVERY
@ON_EVERY_CASE
def test_each_mistake_is_recognised_as_itself(opened, number, case):
    for language in LANGUAGES:
        chapter = opened(number, case, language)
        not_apart = []
        for exercise, right in gradable(chapter):
            for name, made in exercise.mistakes.items():
                outcome = chapter.check(exercise.number, **{**right, **made(chapter.lesson)})
                seen = (exercise.number, name, outcome)
                others = set(exercise.mistakes) - {name}
                if case not in SHIPPED and (
                    outcome.code == "correct" or others & {*outcome.mistakes}
                ):
                    not_apart.append(exercise.number)  # on these numbers it is right, or another
                    continue
                assert outcome.mistakes == (name,), seen
                assert outcome.code in ("incorrect", "partly"), seen
                assert 0 <= outcome.score < 1, seen
                assert len(outcome.text.splitlines()) > 1, seen
        if chapter.lesson.stands_in is None:
            found = lint(case, language, [number]).findings
            told = [each.place for each in found if each.severity == "not_told_apart"]
            assert told == not_apart


@EVERY
@ON_EVERY_CASE
def test_a_question_that_a_case_cannot_grade_says_so(opened, number, case):
    chapter = opened(number, case)
    graded = {exercise.number for exercise, _ in gradable(chapter)}
    for exercise in chapter.plan.exercises:
        if exercise.number not in graded:
            given = {part.name: 1 for part in exercise.parts}
            assert chapter.check(exercise.number, **given).code == "cannot_check"
    report = lint(case, "en", [number])
    if chapter.lesson.stands_in is None:
        assert set(report.graded) == graded, report.said()
    else:
        assert [finding.severity for finding in report.findings] == ["stands_in"]


@EVERY
@ON_EVERY_CASE
def test_printed_solutions_are_right_and_starters_run_through(opened, number, case):
    for language in LANGUAGES:
        chapter = opened(number, case, language)
        graded = [exercise.number for exercise, _ in gradable(chapter)]
        printed = solutions_of(chapter.plan.slug)
        solved = run_chapter(chapter, {question: printed[question] for question in graded})
        started = run_chapter(chapter, {})
        assert (solved.broken, started.broken) == (None, None)
        for question in graded:
            assert solved.outcomes[question].code == "correct", solved.outcomes[question]
            assert started.outcomes[question].code == "not_attempted", started.outcomes[question]


@EVERY
@ON_EVERY_CASE
def test_an_answer_counts_in_whatever_form_it_comes(opened, number, case):
    chapter = opened(number, case)
    for exercise, right in gradable(chapter):
        for part in exercise.parts:
            for form, value in forms_of(part, right[part.name], chapter.lesson):
                outcome = chapter.check(exercise.number, **{**right, part.name: value})
                assert outcome.code == "correct", (exercise.number, form, value, outcome)


@EVERY
@ON_EVERY_CASE
def test_percent_for_a_fraction_is_named_and_half_right(opened, number, case):
    chapter = opened(number, case)
    for exercise, right in gradable(chapter):
        for part in exercise.parts:
            value = percent_of(part, right[part.name], chapter.lesson)
            if value is None:
                continue
            outcome = chapter.check(exercise.number, **{**right, part.name: value})
            (judged,) = (each for each in outcome.parts if each.name == part.name)
            if judged.mistake in exercise.mistakes:
                continue  # a mistake of the question's own is the better explanation
            assert judged.mistake == "percent_for_fraction", (exercise.number, value, outcome)
            assert (judged.code, outcome.code) == ("partly", "partly")
            assert judged.score >= SLIP_SCORE
            assert say("exercises.slip_percent_for_fraction", "en") in outcome.text


@EVERY
def test_hints_and_the_solution_can_be_said(opened, number):
    for language in LANGUAGES:
        chapter = opened(number, "beverage_china", language)
        for exercise in chapter.plan.exercises:
            said = [chapter.hint(exercise.number).text for _ in range(exercise.hints)]
            assert len(set(said)) == exercise.hints
            assert chapter.solution(exercise.number).code
        codes = {entry.what for entry in chapter.ledger.entries()}
        assert codes == {"hint", "solution"}


@EVERY
def test_questions_are_numbered_and_ask_for_known_skills(number):
    plan = plan_of(number)
    places = range(1, len(plan.exercises) + 1)
    assert [each.number for each in plan.exercises] == [f"{int(number)}.{n}" for n in places]
    assert {each.skill for each in plan.exercises} <= set(SKILLS)
    assert set(solutions_of(plan.slug)) == {each.number for each in plan.exercises}


@EVERY
def test_numbers_are_asked_for_with_known_mistakes(number):
    for exercise in plan_of(number).exercises:
        if any(isinstance(part, Number) for part in exercise.parts):
            assert exercise.mistakes, exercise.number


def forms_of(part, right, lesson):
    """Yield (what it is, the right answer in that form)."""
    value = part.read(right, lesson)
    shuffled = random.Random(7)
    if isinstance(part, Numbers):
        keys = list(value)
        shuffled.shuffle(keys)
        other = {key: value[key] for key in keys}
        yield "dict in another order", other
        yield "Series", pd.Series(other)
        yield "Decimals", {key: Decimal(repr(each)) for key, each in other.items()}
        yield "table of two columns", pd.DataFrame({"key": keys, "value": list(other.values())})
        yield "rounded", {key: round(each, part.decimals) for key, each in other.items()}
    elif isinstance(part, Number):
        yield "float", float(value)
        yield "numpy", np.float64(value)
        yield "Decimal", Decimal(repr(value))
        yield "Fraction", Fraction(value)
        yield "Series of one", pd.Series([value], index=["K01"])
        yield "array of one", np.array([[value]])
        yield "rounded", round(value, part.decimals)
        yield "rounded Decimal", Decimal(repr(round(value, part.decimals)))
        if float(value).is_integer():
            yield "int", int(value)
            yield "numpy int", np.int64(value)
    elif isinstance(part, Ranking):
        yield "list", list(value)
        yield "Series", pd.Series(list(value))
        yield "index", pd.Index(list(value))
        yield "Series by its index", pd.Series(range(len(value), 0, -1), index=list(value))
    elif isinstance(part, Several):
        chosen = sorted(value, reverse=True)
        yield "list in another order", chosen
        yield "set", set(chosen)
        yield "array", np.array(chosen, dtype=object)
        yield "one twice", [*chosen, *chosen]
    elif isinstance(part, Choice):
        yield "upper case", str(value).upper()
        yield "spaces around", f"  {value} "
        yield "full-width", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


def percent_of(part, right, lesson):
    """Return a right share as the percentage it is; None where nothing can be told from it."""
    if not isinstance(part, Number) or part.unit not in ("share", "change", "points"):
        return None
    value = part.read(right, lesson)
    if not isinstance(part, Numbers):
        return round(value * 100, 2) if abs(value) > half_unit(part.decimals) else None
    if all(abs(each) <= half_unit(part.decimals) for each in value.values()):
        return None
    return {key: each * 100 for key, each in value.items()}
