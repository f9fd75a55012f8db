"""The cohort report: a memo on a class, as a page in the look of the reviews.

Not in here: the figures (`cohort`), tables, charts.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from ka_helpers.classroom.reporting.cohort import Cohort, QuestionFigures, cohort_of
from ka_helpers.classroom.reporting.cohort_charts import (
    BAR,
    LEAST_SPOKES,
    MARGINS,
    ROW,
    plot_map,
    plot_outcomes,
    plot_skills,
)
from ka_helpers.classroom.reporting.cohort_tables import (
    acts_table,
    chapters_table,
    mistakes_table,
    notes_table,
    questions_table,
    skills_table,
    stuck_table,
    typed_in_table,
    weak_table,
)
from ka_helpers.classroom.reporting.feedback_words import chapter_title
from ka_helpers.classroom.results import ClassResult
from ka_helpers.figures.plot import Plot
from ka_helpers.figures.radar import HEIGHT, WIDTH
from ka_helpers.i18n import say
from ka_helpers.rendering.memo.page import memo_page
from ka_helpers.reviews.memo import Drawing, Memo, Part

WIDE = 7.2
MOST_MISTAKES = 40
"""On the page; the gradebook has all."""


def cohort_page(result: ClassResult, language: str) -> str:
    """Return the page of a class."""
    return memo_page(cohort_memo(result, cohort_of(result), language))


def cohort_memo(result: ClassResult, cohort: Cohort, language: str) -> Memo:
    """Return what there is to say of a class; a part without anything to say is left out."""
    title = result.title.get(language, result.case)
    scores = [each.score for each in result.trainees]
    opening = say(
        "gradebook.cohort_opening", language, n=len(scores), questions=len(cohort.questions),
        mean=sum(scores) / len(scores) if scores else None,
        median=median(scores) if scores else None,
    )  # fmt: skip
    return Memo(
        title=say("gradebook.cohort_title", language),
        kicker=say("gradebook.cohort_kicker", language),
        facts=say("gradebook.cohort_facts", language, title=title, case=result.case),
        opening=opening, company="", as_of="", language=language, currency="CNY",
        parts=tuple(_parts(result, cohort, language)),
    )  # fmt: skip


def _parts(result: ClassResult, cohort: Cohort, language: str) -> Iterator[Part]:
    if not cohort.trainees or not cohort.questions:
        return
    yield _part("overview", language, tables=(chapters_table(result, language),))
    if (acts := acts_table(result, language)).rows:
        yield _part("acts", language, tables=(acts,))
    yield _part("stuck", language, tables=(stuck_table(cohort, language),),
                drawings=(_map(cohort, language),))  # fmt: skip
    outcomes = tuple(_outcomes(cohort.questions, language))
    yield _part("questions", language, drawings=outcomes)
    if cohort.mistakes:
        yield _part("mistakes", language, tables=(mistakes_table(cohort, language, MOST_MISTAKES),))
    if (typed_in := typed_in_table(cohort, language)).rows:
        yield _part("typed_in", language, tables=(typed_in,))
    radar = tuple(_radar(cohort, language))
    yield _part("skills", language, drawings=radar, tables=(skills_table(cohort, language),))
    weak = weak_table(cohort, language)
    tables = (*((weak,) if weak.rows else ()), questions_table(cohort, language))
    yield _part("discrimination", language, tables=tables)
    if (notes := notes_table(result, language)).rows:
        yield _part("notes", language, tables=(notes,))


def _part(key: str, language: str, tables: tuple = (), drawings: tuple = ()) -> Part:  # type: ignore[type-arg]
    title, message = (say(f"gradebook.part_{key}{end}", language) for end in ("", "_question"))
    return Part(key, title, message, tables=tables, drawings=drawings)


def _outcomes(questions: Sequence[QuestionFigures], language: str) -> Iterator[Drawing]:
    for chapter, asked in groupby(questions, key=lambda each: each.chapter):
        group = list(asked)
        title = chapter_title(chapter, language)
        n = sum(group[0].outcomes.values())
        yield _drawing("outcomes", plot_outcomes(group, language), language,
                       BAR * len(group) + MARGINS, chapter=title, n=n)  # fmt: skip


def _map(cohort: Cohort, language: str) -> Drawing:
    height = ROW * len(cohort.trainees) + MARGINS
    n, questions = len(cohort.trainees), len(cohort.questions)
    return _drawing("map", plot_map(cohort, language), language, height, n=n, questions=questions)


def _radar(cohort: Cohort, language: str) -> Iterator[Drawing]:
    if len(cohort.skills) >= LEAST_SPOKES:
        plot = plot_skills(cohort.skills, language)
        n = max(each.n for each in cohort.skills)
        yield _drawing("skills", plot, language, HEIGHT, n=n)


def _drawing(name: str, plot: Plot, language: str, height: float, **values: object) -> Drawing:
    title, alt, note = (
        say(f"gradebook.chart_{name}{end}", language, **values) for end in ("", "_alt", "_note")
    )
    return Drawing(name, plot, title, alt, note, WIDTH if name == "skills" else WIDE, height,
                   native=False)  # fmt: skip
