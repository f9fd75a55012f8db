"""The gradebook as a table for other programs: CSV with a byte-order mark, for Excel.

Scores are points of 100. A name that would begin a formula gets an apostrophe before it, so that
no program reckons with it. Not in here: the workbook (`gradebook_book`).
"""

import csv
import io
import re

from ka_helpers.classroom.reporting.cohort import acts_of, answers_of, questions_of, shown_as
from ka_helpers.classroom.reporting.feedback_words import outcome_said
from ka_helpers.classroom.results import AnswerResult, ClassResult, TraineeResult
from ka_helpers.i18n import say

_FORMULA = re.compile(r"^\s*[=+\-@|%\t\r]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")


def gradebook_csv(result: ClassResult, language: str) -> bytes:
    """Return a row a trainee: total, chapters, each question's points, each question's outcome."""
    asked = list(questions_of(result))
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_header(result, asked, language))
    for trainee in result.trainees:
        rows.writerow(_row(trainee, (result.chapters, asked), language))
    return text.getvalue().encode("utf-8-sig")


def as_text(name: str) -> str:
    """Return a name that no program reads as a formula.

    >>> as_text("=1+1"), as_text("李雷")
    ("'=1+1", '李雷')
    """
    seen = _UNSEEN.sub(" ", name)
    return f"'{seen}" if _FORMULA.match(seen) else seen


def _header(result: ClassResult, asked: list[str], language: str) -> list[str]:
    named = [say(f"gradebook.column_{name}", language) for name in _FIRST]
    chapters = [
        say("gradebook.csv_chapter", language, chapter=int(each)) for each in result.chapters
    ]
    outcomes = [say("gradebook.csv_outcome", language, question=each) for each in asked]
    questions = [say("gradebook.csv_question", language, question=each) for each in asked]
    return [*named, *chapters, *questions, *outcomes]


_FIRST = ("name", "trainee", "points", "n_correct", "n_unanswered", "n_typed_in", "n_acts",
          "n_notes")  # fmt: skip


def _row(
    trainee: TraineeResult, order: tuple[tuple[str, ...], list[str]], language: str
) -> list[str | float | int]:
    answers = answers_of(trainee)
    shown = [shown_as(each) for each in answers.values()]
    notes = len(trainee.notes) + sum(len(each.notes) for each in trainee.chapters)
    counts = [shown.count(each) for each in ("correct", "unanswered", "typed_in")]
    scores = {each.chapter: each.score for each in trainee.chapters}
    found = [answers.get(question) for question in order[1]]
    return [
        as_text(trainee.name), as_text(trainee.trainee), _points(trainee.score), *counts,
        len(acts_of(trainee)), notes,
        *(_points(scores.get(chapter, 0.0)) for chapter in order[0]),
        *(_points(each.score if each else 0.0) for each in found),
        *(_said(each, language) for each in found),
    ]  # fmt: skip


def _points(score: float) -> float:
    return round(100 * score, 1)


def _said(answer: AnswerResult | None, language: str) -> str:
    return outcome_said(answer, language) if answer else say("gradebook.outcome_unanswered",
                                                             language)  # fmt: skip
