"""What the sheets write themselves is what XlsxWriter would have written."""

import gc
import io
import re
import weakref
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from ka_helpers.rendering.workbook import portfolio_workbook, review_workbook
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.packing import Unpacked
from ka_helpers.rendering.workbook.paper import Paper

NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
FORMULAS = st.tuples(st.sampled_from(('=A1&"<x>"', "=SUM(A1:B2)", "=1<2")),
                     TEXTS.filter(lambda text: text[0] != "#") | NUMBERS | st.just(""))  # fmt: skip
VALUES = st.none() | NUMBERS | TEXTS | FORMULAS
PLACES = st.tuples(st.integers(0, 40), st.integers(0, 60))
HIGH_ROW = 3


def parts_of(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def drawn_from(book, sheet):
    chart = book.add_chart({"type": "line"})
    column = [sheet.name, 0, 0, 40, 0]
    chart.add_series({"categories": column, "values": column})
    sheet.insert_chart(2, 2, chart)
    sheet.set_row(HIGH_ROW, 40)


def ours(cells):
    book = Unpacked(io.BytesIO(), {"in_memory": True})
    sheet, look = book.add_worksheet("Sheet", Paper), book.add_format({"bold": True})
    for (row, column), value in cells:
        if value is None:
            sheet.put_nothing(row, column, look)
        elif isinstance(value, tuple):
            sheet.put_formula(row, column, *value, look)
        elif isinstance(value, str):
            sheet.put_text(row, column, value, look)
        else:
            sheet.put_number(row, column, value, look)
    drawn_from(book, sheet)
    return book.packed()


def theirs(cells):
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet, look = book.add_worksheet("Sheet"), book.add_format({"bold": True})
    for (row, column), value in cells:
        if value is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, tuple):
            sheet.write_formula(row, column, value[0], look, value[1])
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)
    drawn_from(book, sheet)
    book.close()
    return file.getvalue()


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(PLACES, VALUES, min_size=1))
def test_cells_are_written_as_xlsxwriter_writes_them(cells):
    # a sheet begins with its title, and no row without a cell has a height
    cells = [*({**cells, (0, 0): "title", (HIGH_ROW, 0): "high"}).items()]
    mine, other = parts_of(ours(cells)), parts_of(theirs(cells))
    sheet = "xl/worksheets/sheet1.xml"
    other[sheet] = re.sub(r' spans="\d+:\d+"', "", other[sheet])
    dated = "docProps/core.xml"
    assert mine.keys() == other.keys()
    assert {name for name in mine if mine[name] != other[name]} <= {dated}


def test_a_book_is_the_same_whatever_was_written_before(review, portfolio):
    first, after = review_workbook(review("K03", "zh")), review("K02", "en")
    assert review_workbook(after) != first
    portfolio_workbook(portfolio("textbook", "en"))
    assert review_workbook(review("K03", "zh")) == first


def test_a_written_book_is_gone_at_once():
    gc.disable()
    try:
        book = Book("en", "CNY", "2026-06-30")
        sheets = [book.sheet("overview", "All"), book.sheet("sources", "Figures")]
        left = [weakref.ref(sheet.paper) for sheet in sheets]
        sheets.clear()
        assert book.written().startswith(b"PK")
        assert [paper() for paper in left] == [None, None]
    finally:
        gc.enable()


@pytest.mark.parametrize("case", ["textbook", "beverage_china"])
def test_a_note_hides_no_value(portfolio, case):
    sheets = [part for part in parts_of(portfolio_workbook(portfolio(case))).values()
              if "<worksheet" in part]  # fmt: skip
    hidden = []
    for sheet in sheets:
        for row, last in re.findall(r'<mergeCell ref="A(\d+):([A-Z]+)\1"', sheet):
            inside = re.search(rf'<row r="{row}"[^>]*>(.*?)</row>', sheet)[1]
            hidden += [name for name in re.findall(r'<c r="([B-Z])', inside) if name <= last]
    assert len(sheets) >= 4 and hidden == []


def test_what_is_no_number_is_left_empty():
    book = Book("en", "CNY", "2026-06-30")
    sheet = book.sheet("overview", "All")
    for column, value in enumerate((float("nan"), float("inf"), 1.5)):
        sheet.write((4, column), value, "number")
    written = parts_of(book.written())["xl/worksheets/sheet1.xml"]
    row = re.search(r'<row r="5">(.*?)</row>', written)[1]
    assert re.findall(r"<v>(.*?)</v>", row) == ["1.5"]
