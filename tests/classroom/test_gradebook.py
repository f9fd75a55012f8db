"""The gradebook: the same scores as the results, in Excel too, and no name that is a formula."""

import csv
import io

import openpyxl
import pytest

from ka_helpers.classroom.reporting.cohort import answers_of, questions_of
from ka_helpers.classroom.reporting.gradebook import as_text, gradebook_csv
from ka_helpers.classroom.reporting.gradebook_book import gradebook_book
from ka_helpers.classroom.reporting.gradebook_sheets import CHAPTERS, FIRST, MEAN, TOTAL
from tests.classroom.made_classes import HOSTILE, made_class

HEAD = 5
"""The header's row on each sheet, as Excel counts."""


@pytest.fixture(scope="module")
def result():
    return made_class()


@pytest.fixture(scope="module")
def values(result):
    return openpyxl.load_workbook(io.BytesIO(gradebook_book(result, "zh")), data_only=True)


@pytest.fixture(scope="module")
def formulas(result):
    return openpyxl.load_workbook(io.BytesIO(gradebook_book(result, "zh")))


def rows_of(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def header_of(sheet):
    return next(at for at, row in enumerate(rows_of(sheet)) if row[0] == "姓名")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_csv_has_the_results_scores(result, language):
    text = gradebook_csv(result, language)
    assert text.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    asked = list(questions_of(result))
    assert len(header) == 8 + len(result.chapters) + 2 * len(asked) == len(rows[0])
    for row, trainee in zip(rows, result.trainees, strict=True):
        answers = answers_of(trainee)
        at = 8 + len(result.chapters)
        assert float(row[2]) == pytest.approx(100 * trainee.score, abs=0.051)
        assert [float(each) for each in row[at : at + len(asked)]] == pytest.approx(
            [100 * answers[question].score for question in asked], abs=0.051
        )


def test_no_cell_of_the_csv_begins_a_formula(result):
    _, *rows = csv.reader(io.StringIO(gradebook_csv(result, "en").decode("utf-8-sig")))
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@|%")] == []


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "|calc", "\t=1", "\r=1", "\n@x", " =1", "%0A=1"]
)
def test_names_that_are_formulas_become_texts(name):
    assert as_text(name).startswith("'")


@pytest.mark.parametrize("name", ["李雷", "O'Neil", "a=b", "Ann-Marie", ""])
def test_other_names_are_let_be(name):
    assert as_text(name) == name


def test_every_sheet_is_there_and_keeps_its_header_in_view(result, values):
    chapters = [f"第{int(each)}章" for each in result.chapters]
    assert values.sheetnames == ["汇总", *chapters, "常见错误", "各题", "备注"]
    for sheet in values.worksheets:
        assert sheet.freeze_panes is not None


def test_the_summary_has_the_results_totals(result, values):
    sheet = values["汇总"]
    rows = rows_of(sheet)[header_of(sheet) + 2 :]
    for row, trainee in zip(rows, result.trainees, strict=False):
        assert row[1] == trainee.trainee
        assert row[TOTAL] == pytest.approx(trainee.score)
        means = row[CHAPTERS : CHAPTERS + len(result.chapters)]
        assert means == pytest.approx([each.score for each in trainee.chapters])


def test_totals_and_means_are_formulas_that_follow_weights_and_scores(result, formulas):
    summary = formulas["汇总"]
    head = header_of(summary) + 1
    weights = [cell.value for cell in summary[head + 1]]
    assert weights[CHAPTERS : CHAPTERS + len(result.chapters)] == [8] * len(result.chapters)
    total = summary.cell(head + 2, TOTAL + 1).value
    assert total.startswith(f'=IF(SUM($D${head + 1}:$I${head + 1})=0,"",SUMPRODUCT(')
    assert summary.cell(head + 2, CHAPTERS + 1).value == "='第1章'!B6"
    chapter = formulas["第1章"]
    assert chapter.cell(header_of(chapter) + 2, MEAN + 1).value == "=AVERAGE(C6:J6)"


def test_a_chapter_has_every_answer_s_score(result, values):
    sheet = values["第2章"]
    rows = rows_of(sheet)[header_of(sheet) + 1 :]
    asked = [question for question, (chapter, _) in questions_of(result).items() if chapter == "02"]
    for row, trainee in zip(rows, result.trainees, strict=False):
        answers = answers_of(trainee)
        found = row[FIRST : FIRST + len(asked)]
        assert found == pytest.approx([answers[question].score for question in asked])


def test_hostile_names_are_texts_in_the_workbook(formulas):
    sheet = formulas["汇总"]
    named = {cell.value: cell.data_type for cell in sheet["A"] if cell.value in HOSTILE}
    assert named == dict.fromkeys((each for each in HOSTILE if each in named), "s")
    assert {"@SUM(1)", HOSTILE[0]} <= named.keys()
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [each.target for each in links if each.target] == []


def test_same_results_same_bytes(result):
    assert gradebook_book(result, "en") == gradebook_book(result, "en")


def test_nobody_has_a_gradebook_too():
    empty = made_class(0, ("01",))
    assert gradebook_csv(empty, "en").count(b"\r\n") == 1
    assert openpyxl.load_workbook(io.BytesIO(gradebook_book(empty, "en"))).sheetnames
