"""Judge what was answered, by the real kit, on the case graded on.

It runs in a process of its own (`judges`), which reads a chapter's answers a line and writes what
came of them a line. An answer that is wrong here and right on the case of the class was typed in.
Not in here: that process's limits.
"""

import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, TextIO

from ka_helpers.classroom.results import AnswerResult
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.encoding import decode
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.faults import why_not
from ka_helpers.exercises.feedback import feedback
from ka_helpers.exercises.judging import UNREADABLE
from ka_helpers.exercises.kinds import Numbers
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.lesson import Lesson, lesson_for
from ka_helpers.exercises.outcome import Outcome, PartOutcome
from ka_helpers.i18n import LANGUAGES, say

TYPED_IN = "typed_in"
WRONG = ("partly", "incorrect")
LEFT_OUT = "…"
OURS = frozenset({"key", "known", "wanted", "keys", "parts", "most"})
"""Values of a sentence on an unreadable answer that are the kit's, not taken from the answer."""


@dataclass(frozen=True)
class Judge:
    """Judges answers on a case; `class_case` is the one that the class worked on, "" if unknown."""

    case: str
    class_case: str = ""

    def judged(self, number: str, answers: Mapping[str, Any]) -> list[AnswerResult]:
        """Return what each question of a chapter earned; `answers` are encoded, by question."""
        return [
            self._judged(number, exercise, answers.get(exercise.number))
            for exercise in plan_of(number).exercises
        ]

    def _judged(self, number: str, exercise: Exercise, encoded: Any) -> AnswerResult:
        wanted = {part.name for part in exercise.parts}
        if not isinstance(encoded, dict) or set(encoded) != wanted:
            return missing(exercise)
        given = {name: decode(value) for name, value in encoded.items()}
        outcome = chapter_on(number, self.case).judged(exercise, given)
        result = AnswerResult(
            exercise.number, exercise.skill, outcome.code, outcome.score, outcome.mistakes,
            _texts(number, self.case, exercise, outcome), times=1,
        )  # fmt: skip
        return self._compared(number, exercise, given, result)

    def _compared(
        self, number: str, exercise: Exercise, given: Mapping[str, Any], result: AnswerResult
    ) -> AnswerResult:
        """Return the result with the mark of typed-in figures, where the class's case tells so."""
        if not self.class_case or result.code not in WRONG:
            return result
        there = chapter_on(number, self.class_case).judged(exercise, given)
        if there.code != "correct":
            return result
        texts = {
            language: f"{text}\n{say('grading.typed_in', language)}"
            for language, text in result.texts.items()
        }
        return replace(result, mistakes=(*result.mistakes, TYPED_IN), texts=texts)


def missing(exercise: Exercise) -> AnswerResult:
    """Return the result of a question to which no answer came."""
    texts = {
        language: say("grading.missing", language, question=exercise.number)
        for language in LANGUAGES
    }
    return AnswerResult(exercise.number, exercise.skill, "missing", 0.0, texts=texts)


def not_judged(exercise: Exercise) -> AnswerResult:
    """Return the result of an answer that takes too long to judge."""
    texts = {
        language: say("grading.not_judged", language, question=exercise.number)
        for language in LANGUAGES
    }
    return AnswerResult(exercise.number, exercise.skill, "incorrect", 0.0, texts=texts, times=1)


@cache
def chapter_on(number: str, case: str, language: str = LANGUAGES[0]) -> Chapter:
    """Return a chapter, open on a case, that keeps nothing."""
    plan = plan_of(number)
    return Chapter(number, plan, _lesson(number, case), language, Ledger(None))


@cache
def _lesson(number: str, case: str) -> Lesson:
    return lesson_for(plan_of(number).check_suits, case)


def _texts(number: str, case: str, exercise: Exercise, outcome: Outcome) -> dict[str, str]:
    """Return what a reader is told of an outcome, by language."""
    if outcome.code == "cannot_check":
        return {
            language: say("exercises.cannot_check", language, question=exercise.number)
            for language in LANGUAGES
        }
    outcome = without_the_answer(outcome, _keys_asked(exercise, _lesson(number, case)))
    texts = {}
    for language in LANGUAGES:
        try:
            texts[language] = feedback(exercise, _lesson(number, case), outcome, language)
        except Exception as fault:  # a message may lack a value on this case
            texts[language] = why_not(fault, language)
    return texts


def without_the_answer(outcome: Outcome, keys: Mapping[str, Collection[str]]) -> Outcome:
    """Return an outcome whose sentences repeat nothing of what was answered.

    An answer may be a text that says what its notebook read: the trainee is not to see it again.
    `keys` are those that were asked for, by part; others that an answer has are left out.
    """
    parts = []
    for part in outcome.parts:
        missed = tuple(each for each in part.missed if each in keys.get(part.name, part.missed))
        values = _kept_back(part) if part.mistake == UNREADABLE else part.values
        parts.append(replace(part, missed=missed, values=values))
    return replace(outcome, parts=tuple(parts))


def _keys_asked(exercise: Exercise, lesson: Lesson) -> dict[str, Collection[str]]:
    right = exercise.right(lesson)
    return {
        part.name: tuple(part.read(right[part.name], lesson))
        for part in exercise.parts
        if isinstance(part, Numbers)
    }


def _kept_back(part: PartOutcome) -> dict[str, Any]:
    values = {name: each if name in OURS else LEFT_OUT for name, each in part.values.items()}
    key = str(values.get("key", ""))
    try:  # a placeholder may want a number
        for language in LANGUAGES:
            say(key, language, **{name: each for name, each in values.items() if name != "key"})
    except (KeyError, ValueError, TypeError, AttributeError):
        return {"key": f"gradebook.mistake_{UNREADABLE}"}
    return values


def main(asked: TextIO | None = None, told: TextIO | None = None) -> None:
    """Judge line by line until there is none; the first names the cases."""
    source, sink = asked or sys.stdin, told or sys.stdout
    judge = Judge(**json.loads(source.readline()))
    sys.stdout = sys.stderr
    for line in source:
        request = json.loads(line)
        results = judge.judged(request["chapter"], request["answers"])
        sink.write(json.dumps([asdict(each) for each in results]) + "\n")
        sink.flush()
