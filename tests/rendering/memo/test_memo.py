"""A memo has the same words and numbers in all four formats, in both languages."""

import io
import zipfile

import openpyxl
import pypdf
import pytest

from ka_helpers.errors import RequestError
from ka_helpers.figures.plot import Bars, Plot, Scale
from ka_helpers.rendering.formats import FORMATS
from ka_helpers.rendering.memo import written
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


def test_an_unknown_format_is_named():
    with pytest.raises(RequestError, match="docx"):
        written(memo_in("en"), "docx")
