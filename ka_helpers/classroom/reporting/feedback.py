"""A trainee's feedback: one self-contained page, in the look of the reviews.

It says what was right and, of the rest, which mistake it was; never a figure of the case that was
graded on. Every text is escaped. Not in here: what is said of an answer (`feedback_words`).
"""

import re
from collections.abc import Sequence
from html import escape

from ka_helpers.classroom.reporting.cohort import Shown, answers_of, came, shown_as, skill_scores
from ka_helpers.classroom.reporting.cohort_charts import LEAST_SPOKES, plot_own_skills
from ka_helpers.classroom.reporting.feedback_words import (
    chapter_title,
    note_told,
    outcome_said,
    skill_name,
    told,
)
from ka_helpers.classroom.results import AnswerResult, ChapterResult, Note, TraineeResult
from ka_helpers.figures.radar import HEIGHT, WIDTH
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.rendering.fragments import Html, block, paragraph, picture
from ka_helpers.rendering.html import plain_page
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

_TONES: dict[Shown, str] = {
    "correct": "good", "partly": "warn", "incorrect": "bad", "typed_in": "bad",
    "unanswered": "", "cannot_check": "",
}  # fmt: skip


def feedback_page(trainee: TraineeResult, title: str, language: str) -> str:
    """Return a trainee's page; `title` is that of the case."""
    name = trainee.name or trainee.trainee
    heading = say("gradebook.feedback_title", language, name=name)
    body = (
        '<header class="ka-fragment ka-title">'
        f"{paragraph(say('gradebook.feedback_kicker', language, title=title), 'kicker')}"
        f"<h1>{escape(name)}</h1>{paragraph(_opening(trainee, language), 'opening')}"
        f"{_navigation(trainee, language)}</header>"
        f"{_overview(trainee, language)}"
        + "".join(_chapter(each, language) for each in trainee.chapters)
        + _notes_block(trainee.notes, language)
    )
    return plain_page(heading, body, language)


def _opening(trainee: TraineeResult, language: str) -> str:
    shown = [shown_as(each) for each in answers_of(trainee).values()]
    return say(
        "gradebook.feedback_opening", language, score=trainee.score, n=len(shown),
        right=shown.count("correct"), unanswered=shown.count("unanswered"),
    )  # fmt: skip


def _navigation(trainee: TraineeResult, language: str) -> Html:
    links = "".join(
        f'<a href="#{_anchor(each)}">{escape(chapter_title(each.chapter, language))}</a>'
        for each in trainee.chapters
    )
    return f'<nav class="ka-nav">{links}</nav>'


def _anchor(chapter: ChapterResult) -> str:
    return "chapter-" + "".join(letter for letter in chapter.chapter if letter.isalnum())


def _overview(trainee: TraineeResult, language: str) -> Html:
    rows: list[tuple[Value, ...]] = [
        (chapter_title(each.chapter, language), each.score,
         sum(answer.code == "correct" for answer in each.answers), len(each.answers),
         say(f"gradebook.state_{each.state}", language))
        for each in trainee.chapters
    ]  # fmt: skip
    forms = {"chapter": TEXT, "score": "share", "n_correct": "count", "questions": "count",
             "state": TEXT}  # fmt: skip
    columns = tuple(
        TableColumn(say(f"gradebook.column_{name}", language), form) for name, form in forms.items()
    )
    caption = say("gradebook.table_own_chapters", language)
    table = Table(caption, columns, tuple(rows), language)
    heading = say("gradebook.part_own", language)
    return block("overview", heading, table._repr_html_(), _radar(trainee, language)).html


def _radar(trainee: TraineeResult, language: str) -> Html:
    skills = skill_scores(trainee)
    if len(skills) < LEAST_SPOKES:
        return ""
    svg = svg_of(plot_own_skills(skills, language), WIDTH, HEIGHT)
    n = sum(len(each.answers) for each in trainee.chapters if came(each))
    texts = [say(f"gradebook.chart_own{end}", language, n=n) for end in ("", "_alt", "_note")]
    return picture(svg, "skills", (texts[0], texts[1], texts[2]))


def _chapter(chapter: ChapterResult, language: str) -> Html:
    by: dict[str, list[AnswerResult]] = {}
    for each in chapter.answers:
        kind = shown_as(each)
        by.setdefault(kind if kind in ("correct", "unanswered") else "others", []).append(each)
    right, ran = by.get("correct", []), chapter.state != "graded"
    return block(
        _anchor(chapter), chapter_title(chapter.chapter, language),
        paragraph(say(f"gradebook.state_{chapter.state}_told", language), "opening") if ran else "",
        _named("all_right", right, language),
        _named("all_unanswered", by.get("unanswered", []) if came(chapter) else [], language),
        _answers(by.get("others", []), language), _notes(chapter.notes, language),
        question=say("gradebook.chapter_score", language, score=chapter.score, right=len(right),
                     n=len(chapter.answers)),
    ).html  # fmt: skip


def _named(name: str, answers: Sequence[AnswerResult], language: str) -> Html:
    """Return a line that names questions which need no words of their own."""
    numbers = say("exercises.comma", language).join(each.question for each in answers)
    said = say(f"gradebook.{name}", language, questions=numbers)
    return paragraph(said, "facts") if answers else ""


def _answers(answers: Sequence[AnswerResult], language: str) -> Html:
    items = "".join(_answer(each, language) for each in answers)
    return f'<ol class="ka-findings">{items}</ol>' if items else ""


def _answer(answer: AnswerResult, language: str) -> Html:
    heading = say("gradebook.answer_heading", language, question=answer.question,
                  skill=skill_name(answer.skill, language))  # fmt: skip
    tone = _TONES[shown_as(answer)]
    words = "".join(_with_code(paragraph(line, "evidence")) for line in told(answer, language))
    return (
        f'<li class="ka-{tone}"><span class="ka-tone">{escape(outcome_said(answer, language))}'
        f"</span><h3>{escape(heading)}</h3>{words}</li>"
    )


def _with_code(escaped: Html) -> Html:
    """Return a paragraph in which what stands between backticks is code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escaped)


def _notes(notes: Sequence[Note], language: str) -> Html:
    items = "".join(f"<li>{escape(note_told(each, language))}</li>" for each in notes)
    return f'<ul class="ka-note">{items}</ul>' if items else ""


def _notes_block(notes: Sequence[Note], language: str) -> Html:
    if not notes:
        return ""
    heading = say("gradebook.part_files", language)
    return block("files", heading, _notes(notes, language)).html
