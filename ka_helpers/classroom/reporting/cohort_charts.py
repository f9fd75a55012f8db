"""Charts of a class: outcomes by question, the radar of skills, who is stuck where.

Not in here: the figures (`cohort`), titles and notes (`cohort_page`).
"""

from collections.abc import Sequence

from ka_helpers.classroom.reporting.cohort import (
    SHOWN,
    Cohort,
    QuestionFigures,
    Shown,
    SkillFigures,
    answers_of,
    shown_as,
)
from ka_helpers.classroom.reporting.feedback_words import skill_name
from ka_helpers.classroom.results import TraineeResult
from ka_helpers.figures.plot import Bars, Mark, Plot, Rule, Scale
from ka_helpers.figures.radar import plot_radar
from ka_helpers.figures.style import BLUE, GREY, GRID, INK, ORANGE, drawable
from ka_helpers.i18n import say

COLOURS: dict[Shown, str] = {
    "correct": BLUE, "partly": "#a9c7e8", "incorrect": ORANGE, "typed_in": "#7b2d26",
    "unanswered": GRID, "cannot_check": GREY,
}  # fmt: skip
"""Told apart by colour-blind readers too, and in grey."""
LEAST_SPOKES = 3
ROW, BAR = 0.17, 0.26
"""Inches a trainee in the map, and a question in the bars."""
MARGINS = 0.75
MOST_LABELS = 45


def plot_outcomes(questions: Sequence[QuestionFigures], language: str) -> Plot:
    """Return how many trainees each question came out how for, the first question on top."""
    at = tuple(float(place) for place in reversed(range(len(questions))))
    marks: list[Mark] = []
    begun = [0.0] * len(questions)
    for shown in SHOWN:
        counts = [float(each.outcomes[shown]) for each in questions]
        if any(counts):
            name = say(f"gradebook.outcome_{shown}", language)
            marks.append(
                Bars(at, tuple(counts), (COLOURS[shown],), 0.72, tuple(begun), name,
                     horizontal=True)
            )  # fmt: skip
        begun = [before + count for before, count in zip(begun, counts, strict=True)]
    return Plot(
        tuple(marks),
        Scale(say("gradebook.axis_trainees", language), "count", 0.0, max(begun, default=1.0) or 1,
              whole=True),
        Scale(low=-0.6, high=len(questions) - 0.4, ticks=at, grid=False,
              labels=tuple(each.question for each in questions)),
        language,
    )  # fmt: skip


def plot_skills(skills: Sequence[SkillFigures], language: str) -> Plot:
    """Return the radar of a class: upper quartile, median and lower quartile of each skill."""
    series = {
        say(f"gradebook.line_{name}", language): [getattr(each, name) for each in skills]
        for name in ("median", "upper", "lower")
    }
    return plot_radar([skill_name(each.skill, language) for each in skills], series, language)


def plot_own_skills(skills: dict[str, float], language: str) -> Plot:
    """Return the radar of one trainee."""
    series = {say("gradebook.line_own", language): list(skills.values())}
    return plot_radar([skill_name(skill, language) for skill in skills], series, language)


def plot_map(cohort: Cohort, language: str) -> Plot:
    """Return how every question came out for every trainee, the weakest trainee on top."""
    asked = [each.question for each in cohort.questions]
    top = len(cohort.trainees) - 1
    marks: list[Mark] = [
        _cells(shown, cohort.trainees, asked, language) for shown in SHOWN
    ]  # fmt: skip
    starts = [at for at, each in enumerate(cohort.questions)
              if not at or each.chapter != cohort.questions[at - 1].chapter]  # fmt: skip
    marks += [Rule(float(at), INK, upright=True, width=1.0) for at in starts[1:]]
    ends = [*starts[1:], len(asked)]
    middles = [(start + end) / 2 for start, end in zip(starts, ends, strict=True)]
    few = len(asked) <= MOST_LABELS
    return Plot(
        tuple(mark for mark in marks if not isinstance(mark, Bars) or mark.at),
        Scale(low=0.0, high=float(len(asked)), grid=False,
              ticks=tuple(at + 0.5 for at in range(len(asked))) if few else tuple(middles),
              labels=tuple(asked if few else [asked[at].partition(".")[0] for at in starts])),
        Scale(low=-0.6, high=top + 0.6, ticks=tuple(float(top - at) for at in range(top + 1)),
              labels=tuple(drawable(each.name, 18) for each in cohort.trainees), grid=False),
        language,
    )  # fmt: skip


def _cells(
    shown: Shown, trainees: Sequence[TraineeResult], asked: Sequence[str], language: str
) -> Bars:
    """Return the cells of the map that show one outcome."""
    top = len(trainees) - 1
    cells = [
        (float(top - row), float(column))
        for row, trainee in enumerate(trainees)
        for column, found in enumerate(_row(trainee, asked))
        if found == shown
    ]
    return Bars(
        tuple(row for row, _ in cells), (0.92,) * len(cells), (COLOURS[shown],), 0.86,
        tuple(column + 0.04 for _, column in cells),
        say(f"gradebook.outcome_{shown}", language), horizontal=True,
    )  # fmt: skip


def _row(trainee: TraineeResult, asked: Sequence[str]) -> list[Shown]:
    answers = answers_of(trainee)
    return [shown_as(answers[each]) if each in answers else "unanswered" for each in asked]
