"""A class in figures and as a page: worked by hand, then a class of thirty."""

import csv
import io
import re
from dataclasses import replace

import openpyxl
import pytest

from ka_helpers.classroom.reporting.cohort import cohort_of, questions_of, shown_as, skill_scores
from ka_helpers.classroom.reporting.cohort_page import cohort_memo, cohort_page
from ka_helpers.classroom.reporting.cohort_tables import (
    acts_table,
    notes_table,
    stuck_table,
    typed_in_table,
)
from ka_helpers.classroom.reporting.feedback import feedback_page
from ka_helpers.classroom.reporting.gradebook import gradebook_csv
from ka_helpers.classroom.reporting.gradebook_book import gradebook_book
from ka_helpers.classroom.results import (
    AnswerResult,
    ChapterResult,
    ClassResult,
    Note,
    TraineeResult,
)
from ka_helpers.i18n import say
from tests.classroom.made_classes import made_class

LANGUAGES = ("en", "zh")


def answer(question, code, score, *mistakes, skill="analysis"):
    return AnswerResult(question, skill, code, score, mistakes)


def trainee(name, *answers, state="graded"):
    return TraineeResult(name, name.upper(), (ChapterResult("01", state, "a.ipynb", answers),))


@pytest.fixture(scope="module")
def small():
    """Four trainees, two questions: one knows, one half, one typed in, one handed in nothing."""
    people = (
        trainee("ann", answer("1.1", "correct", 1.0), answer("1.2", "correct", 1.0)),
        trainee("bob", answer("1.1", "partly", 0.5, "gap"), answer("1.2", "incorrect", 0.0, "gap")),
        trainee("cat", answer("1.1", "incorrect", 0.0, "typed_in"), answer("1.2", "correct", 1.0)),
        trainee(
            "dan", answer("1.1", "missing", 0.0), answer("1.2", "missing", 0.0), state="absent"
        ),
    )
    return ClassResult("case", {"en": "Case", "zh": "案例"}, ("01",), people)


@pytest.fixture(scope="module")
def thirty():
    return made_class()


def test_outcomes_are_counted_of_all_trainees(small):
    first = cohort_of(small).questions[0]
    assert {name: n for name, n in first.outcomes.items() if n} == {
        "correct": 1, "partly": 1, "typed_in": 1, "unanswered": 1,
    }  # fmt: skip


def test_who_did_not_hand_in_does_not_make_a_question_hard(small):
    first, second = cohort_of(small).questions
    assert (first.told.n, first.told.difficulty) == (3, 0.5)
    assert second.told.difficulty == pytest.approx(2 / 3)


def test_a_notebook_without_any_answer_does_not_either(small):
    untouched = tuple(answer(each, "not_attempted", 0.0) for each in ("1.1", "1.2"))
    people = (*small.trainees, trainee("eve", *untouched))
    first = cohort_of(replace(small, trainees=people)).questions[0]
    assert (first.told.n, first.outcomes["unanswered"]) == (3, 2)


def test_mistakes_are_counted_by_question_and_typing_in_is_none(small):
    found = [(each.question, each.mistake, each.n, each.answered)
             for each in cohort_of(small).mistakes]  # fmt: skip
    assert found == [("1.1", "gap", 1, 3), ("1.2", "gap", 1, 3)]


def test_quartiles_of_a_skill(small):
    """Means 1, 0.25 and 0.5: quartiles by linear interpolation."""
    (skill,) = cohort_of(small).skills
    assert (skill.n, skill.lower, skill.median, skill.upper) == (3, 0.375, 0.5, 0.75)
    assert skill_scores(small.trainees[3]) == {}


def test_the_weakest_stand_first_and_what_was_typed_in_is_named(small):
    cohort = cohort_of(small)
    assert [each.trainee for each in cohort.trainees] == ["dan", "bob", "cat", "ann"]
    assert [row[0] for row in stuck_table(cohort, "en").rows] == ["DAN", "BOB", "CAT"]
    assert typed_in_table(cohort, "en").rows == (("CAT", 1, "1.1"),)


@pytest.mark.parametrize(
    ("code", "mistakes", "shown"),
    [
        ("correct", ("typed_in",), "correct"), ("partly", ("typed_in",), "typed_in"),
        ("incorrect", ("gap",), "incorrect"), ("not_attempted", (), "unanswered"),
        ("missing", (), "unanswered"), ("cannot_check", (), "cannot_check"),
    ],
)  # fmt: skip
def test_how_an_answer_is_shown(code, mistakes, shown):
    assert shown_as(answer("1.1", code, 0.0, *mistakes)) == shown


def test_every_question_of_thirty_counts_everybody(thirty):
    cohort = cohort_of(thirty)
    assert {sum(each.outcomes.values()) for each in cohort.questions} == {30}
    assert [each.question for each in cohort.questions] == list(questions_of(thirty))
    frequencies = [each.n for each in cohort.mistakes]
    assert frequencies == sorted(frequencies, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_self_contained_and_escapes_names(thirty, language):
    page = cohort_page(thirty, language)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert re.findall(r'(?:src|href)="(?!data:image/svg|#)', page) == []
    assert page == cohort_page(thirty, language)


def test_the_page_has_every_part(thirty):
    keys = [part.key for part in cohort_memo(thirty, cohort_of(thirty), "en").parts]
    assert keys == ["overview", "stuck", "questions", "mistakes", "typed_in", "skills",
                    "discrimination", "notes"]  # fmt: skip


@pytest.mark.parametrize("n", [0, 1, 2])
def test_classes_of_hardly_anyone_have_a_page_too(n):
    assert "<h1>" in cohort_page(made_class(n, ("01",), hostile=False), "zh")


def test_the_page_keeps_back_what_an_error_said_and_the_gradebook_tells_it(small):
    note = Note("cell_failed", "grading.note_cell_failed", {"n": 1, "error": "ValueError: 471147"})
    noted = replace(small, trainees=(replace(small.trainees[0], notes=(note,)),))
    assert "471147" not in cohort_page(noted, "en")
    (row,) = notes_table(noted, "en", full=True).rows
    assert "471147" in row[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_tried_what_is_not_allowed_is_named_though_all_is_right(small, language):
    notes = (
        Note("forbidden", "grading.note_forbidden", {"n": 2, "what": "/etc/471147; socket.x"}),
        Note("forged", "grading.note_forged", {"n": 471147}),
    )
    best = small.trainees[0]
    best = replace(best, chapters=(replace(best.chapters[0], notes=notes),))
    noted = replace(small, trainees=(best, *small.trainees[1:]))
    table = acts_table(noted, language)
    assert [row[:2] for row in table.rows] == [("ANN", 1.0)] * 2
    assert say("gradebook.tried_network", language) in table.rows[0][2]
    assert say("gradebook.tried_file", language) in table.rows[0][2]
    assert table.statuses == ("bad", "bad")
    page = cohort_page(noted, language)
    assert say("gradebook.table_acts", language) in page and "471147" not in page
    header, first, second, *_ = csv.reader(
        io.StringIO(gradebook_csv(noted, language).decode("utf-8-sig"))
    )
    at = header.index(say("gradebook.column_n_acts", language))
    assert (first[at], second[at]) == ("2", "0")
    book = openpyxl.load_workbook(io.BytesIO(gradebook_book(noted, language)), data_only=True)
    marked = [cell for row in book.worksheets[1].iter_rows() for cell in row
              if "/etc/471147" in str(cell.value)]  # fmt: skip
    plain = book.worksheets[1].cell(1, 1).font.color
    assert len(marked) == 1 and marked[0].font.color != plain
    assert "471147" not in feedback_page(best, "Case", language)


def test_few_trainees_are_no_ground_for_a_verdict(small):
    assert {each.told.verdict for each in cohort_of(small).questions} == {"few"}
