"""Tables of a class: chapters, questions, mistakes, skills, who is stuck, what was noted.

Not in here: the figures (`cohort`), pages, sheets.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

from ka_helpers.classroom.reporting.cohort import (
    SHOWN,
    TYPED_IN,
    Cohort,
    QuestionFigures,
    acts_of,
    answers_of,
    came,
    shown_as,
)
from ka_helpers.classroom.reporting.feedback_words import (
    chapter_title,
    mistake_said,
    note_said,
    note_told,
    skill_name,
)
from ka_helpers.classroom.results import ClassResult, Note, TraineeResult
from ka_helpers.i18n import say
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

STUCK = 0.6
"""A chapter with less than this share of its points is one that a trainee is stuck in."""
LONGEST_NAME = 30
_VERDICTS = {"reversed": "bad", "flat": "warn", "all_wrong": "warn", "all_right": "warn"}


def called(trainee: TraineeResult) -> str:
    """Return a trainee's name on one line, cut where it is endless."""
    name = " ".join(trainee.name.split()) or trainee.trainee
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def laid_out(
    name: str, forms: dict[str, str], rows: list[tuple[Value, ...]], language: str, note: str = ""
) -> Table:
    """Return a table whose title is `gradebook.table_<name>`; its columns are named by `forms`."""
    columns = tuple(
        TableColumn(say(f"gradebook.column_{column}", language), form)
        for column, form in forms.items()
    )
    title = say(f"gradebook.table_{name}", language)
    return Table(title, columns, tuple(rows), language, note=note)


def chapters_table(result: ClassResult, language: str) -> Table:
    """Return a row a chapter: who handed it in, their mean and median, who ran into what."""
    rows: list[tuple[Value, ...]] = []
    for chapter in result.chapters:
        found = [each for trainee in result.trainees for each in trainee.chapters
                 if each.chapter == chapter]  # fmt: skip
        scores = [each.score for each in found if came(each)]
        absent = len(result.trainees) - sum(each.state != "absent" for each in found)
        failed = sum(each.state not in ("graded", "absent") for each in found)
        mean = sum(scores) / len(scores) if scores else None
        middle = median(scores) if scores else None
        rows.append((chapter_title(chapter, language), len(scores), absent, failed, mean, middle))
    forms = {"chapter": TEXT, "answered": "count", "absent": "count", "failed": "count",
             "mean": "share", "median": "share"}  # fmt: skip
    note = say("gradebook.note_chapters", language)
    return laid_out("chapters", forms, rows, language, note)


def questions_table(cohort: Cohort, language: str, *, counted: bool = False) -> Table:
    """Return a row a question: how hard it was, how well it tells; if `counted`, each outcome."""
    rows = [_question_row(each, language, counted) for each in cohort.questions]
    forms = {"question": TEXT, "skill": TEXT}
    forms |= {f"n_{each}": "count" for each in SHOWN if counted}
    forms |= {"n": "count", "difficulty": "share", "correlation": "ratio", "interval": TEXT,
              "gap": "ratio", "verdict": TEXT}  # fmt: skip
    statuses = tuple(_VERDICTS.get(each.told.verdict, "") for each in cohort.questions)
    ends = cohort.questions[0].told.ends if cohort.questions else 0
    note = say("gradebook.note_questions", language, n=len(cohort.trainees), ends=ends)
    return replace(laid_out("questions", forms, rows, language, note), statuses=statuses)


def weak_table(cohort: Cohort, language: str) -> Table:
    """Return those rows of the questions that are worth a look."""
    weak = tuple(each for each in cohort.questions if each.told.verdict in _VERDICTS)
    found = questions_table(replace(cohort, questions=weak), language)
    note = say("gradebook.note_weak", language, n=len(weak), of=len(cohort.questions))
    return replace(found, title=say("gradebook.table_weak", language), note=note)


def mistakes_table(cohort: Cohort, language: str, most: int | None = None) -> Table:
    """Return a row a known mistake, the most frequent first: how many made it, its sentence."""
    rows: list[tuple[Value, ...]] = [
        (each.question, each.n, each.n / each.answered if each.answered else None,
         mistake_said(each.question, each.mistake, language))
        for each in cohort.mistakes[:most]
    ]  # fmt: skip
    forms = {"question": TEXT, "n": "count", "of_answered": "share", "mistake": TEXT}
    note = say("gradebook.note_mistakes", language, n=len(cohort.mistakes), shown=len(rows))
    return laid_out("mistakes", forms, rows, language, note)


def skills_table(cohort: Cohort, language: str) -> Table:
    """Return a row a skill: the quartiles of the class."""
    rows: list[tuple[Value, ...]] = [
        (skill_name(each.skill, language), each.questions, each.n, each.lower, each.median,
         each.upper)
        for each in cohort.skills
    ]  # fmt: skip
    forms = {"skill": TEXT, "questions": "count", "n": "count", "lower": "share",
             "median": "share", "upper": "share"}  # fmt: skip
    return laid_out("skills", forms, rows, language, say("gradebook.note_skills", language))


def stuck_table(cohort: Cohort, language: str) -> Table:
    """Return a row a trainee who is stuck somewhere, the weakest first: where, and how."""
    rows = [row for trainee in cohort.trainees if (row := _stuck_row(trainee, language))]
    forms = {"name": TEXT, "score": "share", "n_correct": "count", "n_unanswered": "count",
             "n_typed_in": "count", "stuck_in": TEXT}  # fmt: skip
    note = say("gradebook.note_stuck", language, limit=STUCK, n=len(rows), of=len(cohort.trainees))
    return laid_out("stuck", forms, rows, language, note)


def typed_in_table(cohort: Cohort, language: str) -> Table:
    """Return a row a trainee some of whose answers were typed in: how many, and which."""
    rows: list[tuple[Value, ...]] = []
    for trainee in cohort.trainees:
        found = [each for each in answers_of(trainee).values() if shown_as(each) == TYPED_IN]
        if found:
            rows.append(
                (called(trainee), len(found), _joined([e.question for e in found], language))
            )
    rows.sort(key=lambda row: -int(row[1] or 0))
    forms = {"name": TEXT, "questions": "count", "which": TEXT}
    note = say("gradebook.note_typed_in", language)
    return laid_out("typed_in", forms, rows, language, note)


def acts_table(result: ClassResult, language: str) -> Table:
    """Return a row a note on what no honest answer needs, with the score earned all the same."""
    rows: list[tuple[Value, ...]] = [
        (called(trainee), trainee.score, note_told(note, language))
        for trainee in result.trainees
        for note in acts_of(trainee)
    ]
    forms = {"name": TEXT, "score": "share", "note": TEXT}
    found = laid_out("acts", forms, rows, language, say("gradebook.note_acts", language))
    return replace(found, statuses=("bad",) * len(rows))


def notes_table(result: ClassResult, language: str, *, full: bool = False) -> Table:
    """Return a row a note on a notebook or a file, and one a notebook that did not run through.

    Only where `full` are notes told with all that an error said, which may be the hidden case's.
    """
    said = note_said if full else note_told
    rows = [row for trainee in result.trainees for row in _note_rows(trainee, said, language)]
    forms = {"name": TEXT, "chapter": TEXT, "state": TEXT, "note": TEXT}
    return laid_out("notes", forms, rows, language)


def _question_row(each: QuestionFigures, language: str, counted: bool) -> tuple[Value, ...]:
    told = each.told
    between = say("gradebook.interval", language, low=told.low, high=told.high)
    return (
        each.question, skill_name(each.skill, language),
        *(each.outcomes.values() if counted else ()), told.n, told.difficulty, told.correlation,
        between if told.low is not None else None, told.gap,
        say(f"gradebook.verdict_{told.verdict}", language),
    )  # fmt: skip


def _stuck_row(trainee: TraineeResult, language: str) -> tuple[Value, ...] | None:
    low = [each.chapter for each in trainee.chapters if each.answers and each.score < STUCK]
    if not low:
        return None
    shown = [shown_as(each) for each in answers_of(trainee).values()]
    counts = (shown.count(each) for each in ("correct", "unanswered", "typed_in"))
    numbers = [chapter.lstrip("0") or "0" for chapter in low]
    return called(trainee), trainee.score, *counts, _joined(numbers, language)


def _note_rows(
    trainee: TraineeResult, said: Callable[[Note, str], str], language: str
) -> Iterator[tuple[Value, ...]]:
    def row(chapter: str, state: str, note: Note | None) -> tuple[Value, ...]:
        return called(trainee), chapter, state, said(note, language) if note else None

    for note in trainee.notes:
        yield row("", "", note)
    for chapter in trainee.chapters:
        title = chapter_title(chapter.chapter, language)
        state = say(f"gradebook.state_{chapter.state}", language)
        notes = chapter.notes or ((None,) if chapter.state not in ("graded", "absent") else ())
        for each in notes:
            yield row(title, state, each)


def _joined(texts: list[str], language: str) -> str:
    return say("exercises.comma", language).join(texts)
