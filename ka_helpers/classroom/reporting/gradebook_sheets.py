"""The sheets of the gradebook that calculate: the scores of a chapter, the summary of all.

Trainees stand in the same rows on every sheet. Not in here: the workbook around.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from xlsxwriter.format import Format

from ka_helpers.classroom.reporting.cohort import (
    AGAINST_RULES,
    acts_of,
    answers_of,
    questions_of,
    shown_as,
)
from ka_helpers.classroom.reporting.cohort_tables import STUCK
from ka_helpers.classroom.reporting.feedback_words import chapter_title, note_said
from ka_helpers.classroom.results import ChapterResult, ClassResult, TraineeResult
from ka_helpers.i18n import say
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import cell, span
from ka_helpers.rendering.workbook.looks import MUTED, properties
from ka_helpers.rendering.workbook.sheet import Sheet

NAME, MEAN, FIRST = 0, 1, 2
TOTAL, CHAPTERS = 2, 3
"""Columns of a chapter's sheet, and of the summary, where the trainee's id stands second."""
NEARLY = 0.9995
_NONE = ("unanswered", "cannot_check")
_TONES = {"incorrect": "bad", "typed_in": "bad"}


@dataclass(frozen=True)
class ChapterSheet:
    """A chapter's sheet: its questions, the row of the first trainee, each trainee's mean."""

    sheet: Sheet
    chapter: str
    questions: tuple[str, ...]
    first: int
    means: tuple[float, ...]


def write_chapter(book: Book, result: ClassResult, chapter: str) -> ChapterSheet:
    """Write a chapter's scores, a row a trainee; what is unanswered is shown as a dash."""
    asked = tuple(each for each, (of, _) in questions_of(result).items() if of == chapter)
    name = say("gradebook.sheet_chapter", book.language, chapter=int(chapter))
    sheet = book.sheet(f"chapter_{chapter}", chapter_title(chapter, book.language),
                       say("gradebook.sheet_chapter_question", book.language), name)  # fmt: skip
    labels = [(_column(book, "name"), "text"), (_column(book, "mean"), "right"),
              *((each, "right") for each in asked), (_column(book, "state"), "text"),
              (_column(book, "note"), "text")]  # fmt: skip
    sheet.header(labels)
    sheet.freeze(sheet.row, 2, repeat=True)
    first, means, dash = sheet.row, [], _dash(book)
    for trainee in result.trainees:
        means.append(_trainee_row(sheet, trainee, chapter, asked, dash))
        sheet.row += 1
    _mean_row(sheet, first, [means, *(_scores(result, each) for each in asked)], MEAN)
    sheet.note(say("gradebook.note_chapter_sheet", book.language))
    _colour(sheet, (first, FIRST, first + len(means) - 1, FIRST + len(asked) - 1))
    return ChapterSheet(sheet, chapter, asked, first, tuple(means))


def write_summary(
    book: Book, sheet: Sheet, result: ClassResult, chapters: Sequence[ChapterSheet]
) -> None:
    """Write the summary: weights to change, and of each trainee the total and the chapters."""
    counts = ("n_correct", "n_unanswered", "n_typed_in", "n_acts", "n_notes")
    labels = [(_column(book, name), form) for name, form in
              (("name", "text"), ("trainee", "text"), ("total", "right"))]  # fmt: skip
    labels += [(each.sheet.name, "right") for each in chapters]
    sheet.header([*labels, *((_column(book, name), "count") for name in counts)])
    weights = _weights_row(book, sheet, chapters)
    sheet.freeze(sheet.row, 1, repeat=False)
    first, totals = sheet.row, []
    for place, trainee in enumerate(result.trainees):
        totals.append(_summary_row(sheet, trainee, place, (chapters, weights)))
        sheet.row += 1
    means = [list(each.means) for each in chapters]
    _mean_row(sheet, first, [totals, *means], TOTAL)
    sheet.note(say("gradebook.note_summary", book.language))
    _colour(sheet, (first, TOTAL, first + len(totals) - 1, TOTAL + len(chapters)), STUCK)


def _column(book: Book, name: str) -> str:
    return say(f"gradebook.column_{name}", book.language)


def _trainee_row(
    sheet: Sheet, trainee: TraineeResult, chapter: str, asked: Sequence[str], dash: Format
) -> float:
    """Write one trainee's scores in a chapter; return their mean."""
    answers = answers_of(trainee)
    row, scores = sheet.row, []
    sheet.write((row, NAME), trainee.name)
    for column, question in enumerate(asked, FIRST):
        answer = answers.get(question)
        shown = shown_as(answer) if answer else "unanswered"
        scores.append(answer.score if answer else 0.0)
        if shown in _NONE and not scores[-1]:
            sheet.paper.write_number(row, column, 0, dash)
        else:
            sheet.write((row, column), scores[-1], "share", tone=_TONES.get(shown, ""))
    mean = fmean(scores) if scores else 0.0
    last = FIRST + len(asked) - 1
    sheet.formula((row, MEAN), f"=AVERAGE({cell(row, FIRST)}:{cell(row, last)})", mean, "share",
                  role="strong")  # fmt: skip
    found = next((each for each in trainee.chapters if each.chapter == chapter), None)
    _state(sheet, (row, last + 1), found)
    return mean


def _dash(book: Book) -> Format:
    """Return the look of a score that no answer earned: zero, shown as a dash."""
    look = properties("share", "cell", "") | {"num_format": '0.0%;-0.0%;"–"', "font_color": MUTED}
    found: Format = book.workbook.add_format(look)
    return found


def _state(sheet: Sheet, at: tuple[int, int], found: ChapterResult | None) -> None:
    language = sheet.book.language
    state = found.state if found else "absent"
    tone = "" if state == "graded" else "warn" if state == "broken" else "bad"
    sheet.write(at, say(f"gradebook.state_{state}", language), tone=tone)
    notes = found.notes if found else ()
    acts = [note for note in notes if note.kind in AGAINST_RULES]
    ordered = (*acts, *(note for note in notes if note not in acts))
    said = " · ".join(note_said(note, language) for note in ordered)
    sheet.write((at[0], at[1] + 1), said, tone="bad" if acts else "")


def _weights_row(book: Book, sheet: Sheet, chapters: Sequence[ChapterSheet]) -> str:
    """Write the weights of the chapters, their numbers of questions; return their addresses."""
    row, last = sheet.row, CHAPTERS + len(chapters) - 1
    sheet.write((row, NAME), say("gradebook.weights", book.language), role="strong")
    for column, each in enumerate(chapters, CHAPTERS):
        sheet.write((row, column), len(each.questions), "count", role="input")
    sheet.row += 1
    columns = (cell(row, CHAPTERS), cell(row, last))
    return ":".join("$" + "$".join(_split(address)) for address in columns)


def _split(address: str) -> tuple[str, str]:
    letters = address.rstrip("0123456789")
    return letters, address[len(letters) :]


def _summary_row(
    sheet: Sheet, trainee: TraineeResult, place: int,
    sources: tuple[Sequence[ChapterSheet], str],
) -> float:  # fmt: skip
    """Write one trainee's total and means, by formula; return the total."""
    chapters, weights = sources
    row = sheet.row
    sheet.write((row, NAME), trainee.name)
    sheet.write((row, NAME + 1), trainee.trainee)
    for column, each in enumerate(chapters, CHAPTERS):
        address = cell(each.first + place, MEAN)
        sheet.formula((row, column), f"='{each.sheet.name}'!{address}", each.means[place], "share")
    n = [len(each.questions) for each in chapters]
    total = sum(k * each.means[place] for k, each in zip(n, chapters, strict=True)) / max(sum(n), 1)
    scores = f"{cell(row, CHAPTERS)}:{cell(row, CHAPTERS + len(chapters) - 1)}"
    formula = f'=IF(SUM({weights})=0,"",SUMPRODUCT({weights},{scores})/SUM({weights}))'
    sheet.formula((row, TOTAL), formula, total, "share", role="strong")
    shown = [shown_as(each) for each in answers_of(trainee).values()]
    counts = [shown.count(each) for each in ("correct", "unanswered", "typed_in")]
    counts.append(len(acts_of(trainee)))
    tones = ["", "", "", "bad" if counts[-1] else "", ""]
    counts.append(len(trainee.notes) + sum(len(each.notes) for each in trainee.chapters))
    for column, (count, tone) in enumerate(
        zip(counts, tones, strict=True), CHAPTERS + len(chapters)
    ):
        sheet.write((row, column), count, "count", tone=tone)
    return total


def _mean_row(sheet: Sheet, first: int, columns: Sequence[Sequence[float]], at: int) -> None:
    """Write the class's means below the trainees, by formula."""
    row = sheet.row
    if row > first:
        sheet.write((row, NAME), say("gradebook.class_mean", sheet.book.language), role="total")
        for column in range(NAME + 1, at):
            sheet.write((row, column), None, role="total")
        for column, values in enumerate(columns, at):
            formula = f"=AVERAGE({span(first, row - 1, column)})"
            sheet.formula((row, column), formula, fmean(values), "share", role="total")
        sheet.row += 2


def _scores(result: ClassResult, question: str) -> list[float]:
    found = (answers_of(each).get(question) for each in result.trainees)
    return [each.score if each else 0.0 for each in found]


def _colour(sheet: Sheet, area: tuple[int, int, int, int], low: float | None = None) -> None:
    """Let full scores be green and part scores amber, or only what is below `low` be amber."""
    if area[2] < area[0] or area[3] < area[1]:
        return
    ranges = [(-9.0, low - 1e-9, "warn")] if low else [(NEARLY, 9.0, "good"),
                                                       (1 - NEARLY, NEARLY, "warn")]  # fmt: skip
    for least, most, tone in ranges:
        look = {"type": "cell", "criteria": "between", "minimum": least, "maximum": most,
                "format": sheet.book.look("share", "tint", tone)}  # fmt: skip
        sheet.paper.conditional_format(*area, look)
