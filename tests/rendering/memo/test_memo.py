"""A memo has the same words and numbers in all four formats, in both languages."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from ka_helpers.errors import RequestError
from ka_helpers.figures.plot import Bars, Plot, Scale
from ka_helpers.rendering.formats import FORMATS
from ka_helpers.rendering.memo import written
from ka_helpers.rendering.memo.widths import MOST_ROWS, caps_of, pieces, shares_of
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.memo import Drawing, Memo, Part
from ka_helpers.tables.table import Table, TableColumn

WORDS = {
    "en": (
        "Plan of account <A&B>",
        "What we give",
        "Rebate costs us most",
        "Rebate",
        "Give little",
    ),
    "zh": ("客户 <A&B> 计划", "我们的让步", "返利最贵", "年度返利", "少让一点"),
}
ROWS = 14


def memo_in(language):
    title, heading, message, issue, point = WORDS[language]
    columns = (TableColumn(heading), TableColumn(message, "money"))
    rows = tuple((f"{issue} {number}", 1_234_567.0 + number) for number in range(ROWS))
    table = Table(title, columns, rows, language)
    bars = Bars((0.0, 1.0), (3.0, 5.0), ("#1f5fa8",))
    plot = Plot((bars,), Scale(), Scale(), language)
    parts = (
        Part("give", heading, message, (point,), (table,), (Drawing("d", plot, title, point),)),
        Part(
            "more", f"{heading} [2]: ", message, tuple(f"{point} {n}" for n in range(9)), step=issue
        ),
    )
    return Memo(title, "KA Kit", "K01", message, "KA", "2026-06-30", language, "CNY", parts)


def text_of(form, data):
    if form == "html":
        return data.decode()
    if form == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        return "".join(page.extract_text() for page in pages).replace("\n", "")
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "".join(
        archive.read(name).decode() for name in archive.namelist() if name.endswith("xml")
    )


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", FORMATS)
def test_everything_is_said_in_each_format(form, language):
    memo = memo_in(language)
    data = written(memo, form)
    assert data == written(memo, form)
    text = text_of(form, data).replace(" ", "")
    _, heading, message, issue, point = (word.replace(" ", "") for word in WORDS[language])
    for wanted in (message, issue, point, f"{issue}{ROWS - 1}", f"{point}8"):
        assert wanted in text, wanted
    assert ("&lt;A&amp;B&gt;" in text) or form == "pdf"
    assert heading in text or form == "pptx"


def test_the_workbook_has_numbers_and_a_sheet_for_each_part():
    book = openpyxl.load_workbook(io.BytesIO(written(memo_in("en"), "xlsx")))
    assert book.sheetnames == ["Overview", "What we give", "What we give  2"]
    values = [cell.value for row in book["What we give"].iter_rows() for cell in row]
    assert {1_234_567.0 + number for number in range(ROWS)} <= set(values)


FOUND = Finding("brief.no_decider", "bad")


def richer(language, **more):
    """Return a memo whose only part has findings, a table, a detail and points that follow."""
    memo = memo_in(language)
    first = memo.parts[0]
    part = replace(first, key="rich", drawings=(), findings=(FOUND,), points_title="Gaps",
                   details=(replace(first.tables[0], title="Reckoned"),), **more)  # fmt: skip
    return replace(memo, parts=(part,))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", FORMATS)
def test_findings_are_said_in_each_format_and_details_are_not_for_slides(form, language):
    text = text_of(form, written(richer(language), form)).replace(" ", "")
    for said in (FOUND.headline(language), FOUND.next_step(language), "Gaps"):
        assert said.replace(" ", "") in text
    assert ("Reckoned" in text) == (form != "pptx")


def test_points_with_a_title_follow_the_tables():
    for memo, follow in ((richer("en"), True), (memo_in("en"), False)):
        page = written(memo, "html").decode()
        assert (page.index("<li>Give little</li>") > page.index("<table>")) == follow


def test_so_many_parts_as_asked_for_stand_on_the_first_page():
    memo = memo_in("en")
    for first_page, found in ((1, False), (2, True)):
        data = written(replace(memo, first_page=first_page), "pdf")
        first = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
        assert ("What we give [2]" in first) == found


def test_findings_stand_on_the_overview_of_the_workbook():
    memo = memo_in("en")
    summary = Part("summary", "To know", "What matters", ("One thing",), findings=(FOUND,))
    data = written(replace(memo, parts=(summary, *memo.parts)), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Overview", "What we give", "What we give  2"]
    texts = [cell.value for row in book["Overview"].iter_rows() for cell in row]
    assert {"• One thing", FOUND.headline("en"), FOUND.next_step("en")} <= set(texts)


def test_a_sheet_that_only_one_kind_of_memo_has_stands_first_and_is_linked():
    def more(book):
        return book.sheet("more", "More", "What else?", "Further"), "What else?"

    book = openpyxl.load_workbook(io.BytesIO(written(memo_in("en"), "xlsx", more=more)))
    assert book.sheetnames[:2] == ["Overview", "Further"]
    texts = [cell.value for row in book["Overview"].iter_rows() for cell in row]
    assert {"Further", "What else?"} <= set(texts)


def test_a_chart_may_have_a_message_of_its_own():
    memo = memo_in("en")
    drawing = replace(memo.parts[0].drawings[0], message="Look here")
    part = replace(memo.parts[0], drawings=(drawing,))
    slides = Presentation(io.BytesIO(written(replace(memo, parts=(part,)), "pptx"))).slides
    titles = [slide.shapes[0].text_frame.text for slide in slides]
    assert titles == [memo.title, "Look here", part.message, part.message]


def table_of(*rows, formats=("text", "money")):
    columns = tuple(TableColumn(f"c{at}", form) for at, form in enumerate(formats))
    return Table("t", columns, rows, "en")


@given(st.lists(st.booleans(), max_size=60))
def test_pieces_lose_nothing_and_begin_with_a_row_that_has_a_name(named):
    rows = tuple((f"{at}" if name else "", float(at)) for at, name in enumerate(named))
    cut = list(pieces(table_of(*rows)))
    assert tuple(row for piece in cut for row in piece.rows) == rows
    assert all(len(piece.rows) <= MOST_ROWS for piece in cut)
    for piece, former in zip(cut[1:], cut, strict=False):
        alone = len(former.rows) == MOST_ROWS or bool(piece.rows[0][0])
        assert alone, "a topic that fits is not split"


def test_pieces_are_about_the_same_length():
    lengths = [len(p.rows) for p in pieces(table_of(*((f"{at}", 1.0) for at in range(11))))]
    assert lengths == [6, 5]


def test_columns_of_numbers_are_alike_and_long_texts_are_wider():
    table = table_of(("x" * 60, 1.0, 1e9, "short"), formats=("text", "money", "money", "text"))
    first, one, other, last = shares_of(table)
    assert one == other
    assert first > one
    assert first > 2 * last


def test_only_columns_of_long_texts_are_wider_in_a_workbook_and_share_its_room():
    assert caps_of(table_of(("short", 1.0))) == {}
    assert caps_of(table_of(("long " * 30, 1.0))) == {0: 90.0}
    long = ("long " * 30,) * 3
    assert caps_of(table_of(long, formats=("text",) * 3)) == {0: 46.0, 1: 46.0, 2: 46.0}


def test_an_unknown_format_is_named():
    with pytest.raises(RequestError, match="docx"):
        written(memo_in("en"), "docx")
