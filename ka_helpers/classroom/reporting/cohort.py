"""What a class shows, from its results: by question, by skill, by mistake, by trainee.

A trainee counts in a question's difficulty where some answer of its chapter came and the
question could be checked: who did not hand in a chapter says nothing about its questions. Not in
here: sentences, charts, pages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ka_helpers.classroom.reporting.discrimination import Discrimination, Scores, discrimination
from ka_helpers.classroom.results import (
    AnswerCode,
    AnswerResult,
    ChapterResult,
    ClassResult,
    Note,
    TraineeResult,
)

Shown = Literal["correct", "partly", "incorrect", "typed_in", "unanswered", "cannot_check"]
SHOWN: tuple[Shown, ...] = (
    "correct", "partly", "incorrect", "typed_in", "unanswered", "cannot_check",
)  # fmt: skip
TYPED_IN = "typed_in"
AGAINST_RULES = ("forbidden", "forged")
"""Kinds of notes on what no honest answer needs: a trainer looks at them, whatever the score."""
_SHOWN_AS: dict[AnswerCode, Shown] = {
    "correct": "correct", "partly": "partly", "incorrect": "incorrect",
    "not_attempted": "unanswered", "missing": "unanswered", "cannot_check": "cannot_check",
    "kept": "cannot_check",
}  # fmt: skip
_NOT_RIGHT = ("partly", "incorrect")


@dataclass(frozen=True)
class QuestionFigures:
    """One question: how many trainees it came out how for (`SHOWN`), how well it discriminates."""

    question: str
    chapter: str
    skill: str
    outcomes: dict[Shown, int]
    told: Discrimination


@dataclass(frozen=True)
class MistakeFigures:
    """A known mistake: how many of the trainees who answered the question made it.

    That a figure was typed in is no mistake of this kind: it is an outcome.
    """

    question: str
    mistake: str
    n: int
    answered: int


@dataclass(frozen=True)
class SkillFigures:
    """The quartiles, over `n` trainees, of the mean score in the questions of a skill."""

    skill: str
    questions: int
    n: int
    lower: float | None
    median: float | None
    upper: float | None


@dataclass(frozen=True)
class Cohort:
    """A whole class in figures; `scores` are those of `trainees`, weakest first."""

    trainees: tuple[TraineeResult, ...]
    questions: tuple[QuestionFigures, ...]
    mistakes: tuple[MistakeFigures, ...]
    skills: tuple[SkillFigures, ...]


def acts_of(trainee: TraineeResult) -> tuple[Note, ...]:
    """Return the notes of a trainee's notebooks that are `AGAINST_RULES`."""
    notes = (*trainee.notes, *(note for each in trainee.chapters for note in each.notes))
    return tuple(note for note in notes if note.kind in AGAINST_RULES)


def cohort_of(result: ClassResult) -> Cohort:
    """Return a class in figures; questions in their order, mistakes by frequency."""
    asked = questions_of(result)
    scores, answers = _scores(result, list(asked)), _by_question(result)
    questions = tuple(
        QuestionFigures(
            question, chapter, skill, _outcomes(answers[question], len(result.trainees)),
            discrimination(scores[:, place], _rest(scores, place)),
        )
        for place, (question, (chapter, skill)) in enumerate(asked.items())
    )  # fmt: skip
    skills = dict.fromkeys(skill for _, skill in asked.values())
    places = {
        skill: [at for at, (_, of) in enumerate(asked.values()) if of == skill] for skill in skills
    }
    return Cohort(
        tuple(sorted(result.trainees, key=lambda each: (each.score, each.trainee))),
        questions,
        tuple(_mistakes(answers)),
        tuple(_skill(skill, scores[:, at]) for skill, at in places.items()),
    )


def questions_of(result: ClassResult) -> dict[str, tuple[str, str]]:
    """Return the chapter and the skill of every question that was set, in their order."""
    found: dict[str, dict[str, tuple[str, str]]] = {chapter: {} for chapter in result.chapters}
    for trainee in result.trainees:
        for chapter in trainee.chapters:
            known = found.setdefault(chapter.chapter, {})
            for each in chapter.answers:
                known.setdefault(each.question, (chapter.chapter, each.skill))
    return {question: where for known in found.values() for question, where in known.items()}


def shown_as(answer: AnswerResult) -> Shown:
    """Return how an answer is shown; what was typed in is told from what was reckoned wrongly."""
    shown = _SHOWN_AS[answer.code]
    return "typed_in" if shown in _NOT_RIGHT and TYPED_IN in answer.mistakes else shown


def answers_of(trainee: TraineeResult) -> dict[str, AnswerResult]:
    """Return a trainee's answers by question."""
    return {each.question: each for chapter in trainee.chapters for each in chapter.answers}


def came(chapter: ChapterResult) -> bool:
    """Tell whether some answer of a chapter came."""
    return any(shown_as(each) != "unanswered" for each in chapter.answers)


def skill_scores(trainee: TraineeResult) -> dict[str, float]:
    """Return a trainee's mean score in each skill, of the chapters of which some answer came."""
    known: dict[str, list[float]] = {}
    for question in _counted(trainee):
        known.setdefault(question.skill, []).append(question.score)
    return {skill: sum(scores) / len(scores) for skill, scores in known.items()}


def _counted(trainee: TraineeResult) -> Iterator[AnswerResult]:
    for chapter in filter(came, trainee.chapters):
        yield from (each for each in chapter.answers if each.code != "cannot_check")


def _scores(result: ClassResult, asked: list[str]) -> Scores:
    """Return scores, shape (trainees, questions); NaN where one does not count."""
    places = {question: place for place, question in enumerate(asked)}
    scores = np.full((len(result.trainees), len(asked)), np.nan)
    for row, trainee in enumerate(result.trainees):
        for each in _counted(trainee):
            scores[row, places[each.question]] = each.score
    return scores


def _rest(scores: Scores, place: int) -> Scores:
    """Return each trainee's mean score in all questions but one; NaN of whom there is none."""
    return _row_means(np.delete(scores, place, axis=1))


def _row_means(scores: Scores) -> Scores:
    known = np.isfinite(scores)
    n = known.sum(axis=1)
    means = np.where(known, scores, 0.0).sum(axis=1) / np.maximum(n, 1)
    return np.where(n > 0, means, np.nan)


def _skill(skill: str, scores: Scores) -> SkillFigures:
    means = _row_means(scores)
    known = means[np.isfinite(means)]
    if not len(known):
        return SkillFigures(skill, scores.shape[1], 0, None, None, None)
    lower, median, upper = (float(each) for each in np.quantile(known, (0.25, 0.5, 0.75)))
    return SkillFigures(skill, scores.shape[1], len(known), lower, median, upper)


def _by_question(result: ClassResult) -> dict[str, list[AnswerResult]]:
    found: dict[str, list[AnswerResult]] = {question: [] for question in questions_of(result)}
    for trainee in result.trainees:
        for question, answer in answers_of(trainee).items():
            found[question].append(answer)
    return found


def _outcomes(answers: list[AnswerResult], trainees: int) -> dict[Shown, int]:
    found = Counter(map(shown_as, answers))
    found["unanswered"] += trainees - len(answers)
    return {each: found[each] for each in SHOWN}


def _mistakes(answers: dict[str, list[AnswerResult]]) -> list[MistakeFigures]:
    found = []
    for question, given in answers.items():
        answered = sum(shown_as(each) != "unanswered" for each in given)
        made = Counter(
            name for each in given for name in dict.fromkeys(each.mistakes) if name != TYPED_IN
        )
        found += [MistakeFigures(question, name, n, answered) for name, n in made.items()]
    return sorted(found, key=lambda each: -each.n)
