"""The brief in its formats: all parts, the same figures, whatever the data are called."""

import io
from dataclasses import replace
from functools import cache
from html import escape

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import brief_of
from ka_helpers.rendering.brief.writing import BriefRequest, write_briefs, written_brief
from ka_helpers.rendering.formats import FORMATS
from ka_helpers.reviews.brief_memo import brief_memo
from ka_helpers.tables.brief import lay_out_offers

LANGUAGES = ("en", "zh")
HOSTILE = "=A$B_{C}<script>&\"' " + "长" * 200 + " 🍵"
PARTS = ("summary", "issues", "prices", "ways", "offers", "swaps", "people", "interests",
         "questions", "arguments", "assumptions")  # fmt: skip


@cache
def _brief(account="K01"):
    return brief_of(load_case("beverage_china").slice(account), "2026Q2")


@cache
def _made(name, language):
    return written_brief(_brief(), language, name)


@cache
def _memo(language):
    return brief_memo(_brief(), language)


def _slides(data):
    """Return the texts of each slide, table cells among them."""
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
        found.append(texts)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_part_and_is_whole_in_itself(language):
    page = _made("html", language).decode()
    for part in _memo(language).parts:
        assert f'<section class="ka-fragment" id="{part.key}"><h2>{escape(part.title)}' in page
    assert [part.key for part in _memo(language).parts] == list(PARTS)
    assert escape(_memo(language).opening) in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert page.count("<img") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_a_few_pages_with_every_heading_as_a_bookmark(language):
    reader = PdfReader(io.BytesIO(_made("pdf", language)))
    assert len(reader.pages) in (4, 5)
    marks = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert marks == [part.title for part in _memo(language).parts]
    first = "".join(reader.pages[0].extract_text().split())
    assert "".join(_memo(language).opening.split())[:40] in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_deck_has_a_slide_a_part_and_a_native_chart(language):
    data = _made("pptx", language)
    texts = _slides(data)
    questions = [part.message for part in _memo(language).parts]
    titles = dict.fromkeys(slide[0] for slide in texts)
    assert [title for title in titles if title in questions] == questions
    assert _memo(language).parts[3].drawings[0].message in titles
    charts = [s for slide in Presentation(io.BytesIO(data)).slides for s in slide.shapes
              if s.has_chart]  # fmt: skip
    assert len(charts) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_raw_numbers_a_sheet_a_part(language):
    book = openpyxl.load_workbook(io.BytesIO(_made("xlsx", language)))
    assert len(book.sheetnames) == len(PARTS) + 1  # an offer to retype
    sheet = book[say("brief.part_offers", language)]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    offers = rows[say("brief.worth_us", language)]
    assert offers[2:] == pytest.approx([offer.us for offer in _brief().offers])


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_ask_every_question_and_split_no_topic(language):
    table = next(part for part in _memo(language).parts if part.key == "questions").tables[0]
    slides = [slide for slide in _slides(_made("pptx", language)) if table.rows[0][2] in slide
              or table.rows[-1][2] in slide]  # fmt: skip
    assert {row[2] for row in table.rows} <= {text for slide in slides for text in slide}
    for slide in slides:
        at = slide.index(table.columns[2].label)
        assert slide[at + 1]  # the topic of the slide's first question


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_brief_gives_the_same_bytes(name):
    assert written_brief(_brief(), "zh", name) == _made(name, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_says_the_same_worths(language):
    table = lay_out_offers(_brief(), language)
    said = [table.written(len(table.rows) - 2, place) for place in range(1, len(table.columns))]
    page = _made("html", language).decode()
    paper = "".join(
        page_.extract_text() for page_ in PdfReader(io.BytesIO(_made("pdf", language))).pages
    )
    cells = [text for slide in _slides(_made("pptx", language)) for text in slide]
    for worth in said:
        assert worth in page
        assert worth in paper
        assert worth in cells


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_name_harms_no_format(name):
    brief = replace(_brief(), account_name=HOSTILE)
    data = written_brief(brief, "en", name)
    if name == "html":
        assert b"<script>" not in data
    elif name == "pptx":
        assert any("script" in text for text in _slides(data)[0])
    elif name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.worksheets[0]["A1"].data_type == "s"
    else:
        assert "script" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_files_are_named_by_account_and_format(tmp_path):
    request = BriefRequest("K01", "2026Q2", tmp_path, ("zh", "en"), ("html", "xlsx"))
    written = write_briefs(load_case("beverage_china"), request)
    names = [path.relative_to(tmp_path).as_posix() for path in written]
    assert names == [
        "zh/K01_brief.html", "zh/K01_brief.xlsx", "en/K01_brief.html", "en/K01_brief.xlsx",
    ]  # fmt: skip
    assert written[0].read_bytes() == _made("html", "zh")


def test_a_quarter_that_the_case_lacks_is_refused_and_nothing_is_written(tmp_path):
    request = BriefRequest("K01", "2031Q1", tmp_path, ("en",), ("html",))
    with pytest.raises(RequestError, match="the case has no sales in 2031Q1; it has 2024Q3"):
        write_briefs(load_case("beverage_china"), request)
    assert list(tmp_path.iterdir()) == []
