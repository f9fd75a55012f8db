"""The same number in all five: page, notebook, PDF, deck and workbook of ten accounts."""

import io
import re
from html import unescape

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from ka_helpers.cases import load_case
from ka_helpers.i18n.formatting import FORMATS, MISSING
from ka_helpers.rendering.batch import render_batch
from ka_helpers.rendering.execution import carried_summary, read_notebook
from ka_helpers.rendering.formats import FORMATS as FILE_FORMATS
from ka_helpers.rendering.planning import BatchRequest

pytestmark = pytest.mark.slow
ACCOUNTS = 10
LANGUAGE = "zh"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    accounts = load_case("beverage_china").account_ids[:ACCOUNTS]
    request = BatchRequest(
        "beverage_china", "2026Q2", folder, (LANGUAGE,), accounts, workers=2, formats=FILE_FORMATS
    )
    outcomes = render_batch(request, lambda _: None)
    assert [outcome.failure for outcome in outcomes] == [None] * (ACCOUNTS + 1)
    return folder


def page_text(path):
    """Return what a page shows, tags taken out."""
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))))


def deck_text(path):
    """Return what the slides of a deck show, tables included."""
    texts = []
    for slide in Presentation(path).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return squeezed(" ".join(texts))


def pdf_text(path):
    """Return the text of all pages of a PDF."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(path).pages))


def workbook_numbers(path):
    """Return every number in the cells of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, int | float)]


def squeezed(text):
    """Return text without any space: where lines break is the format's business."""
    return "".join(text.split())


def headline_figures(summary):
    """Return (value, as written) of each figure of the scorecard."""
    for row in summary.scorecard:
        for value in (row.actual.value, row.target, row.before.value):
            written = FORMATS[row.actual.unit](value, LANGUAGE, summary.currency)
            if value is not None and written != MISSING:
                yield value, squeezed(written)


@pytest.mark.parametrize("place", range(ACCOUNTS))
def test_every_headline_figure_is_the_same_in_all_formats(out, place):
    account_id = load_case("beverage_china").account_ids[place]
    stem = out / LANGUAGE / "accounts" / account_id
    summary = carried_summary(read_notebook(stem.with_suffix(".ipynb")))
    texts = {
        "html": page_text(stem.with_suffix(".html")),
        "pdf": pdf_text(stem.with_suffix(".pdf")),
        "pptx": deck_text(stem.with_suffix(".pptx")),
    }
    numbers = workbook_numbers(stem.with_suffix(".xlsx"))
    figures = list(headline_figures(summary))
    assert len(figures) >= 10
    for value, written in figures:
        missing = [name for name, text in texts.items() if written not in text]
        assert missing == [], (written, value)
        assert any(number == pytest.approx(value, rel=1e-9) for number in numbers), value


def test_the_figures_of_two_accounts_differ(out):
    """Guards the test above: texts of one account must not hold another's figures."""
    ids = load_case("beverage_china").account_ids[:2]
    stems = [out / LANGUAGE / "accounts" / account_id for account_id in ids]
    summary = carried_summary(read_notebook(stems[0].with_suffix(".ipynb")))
    other = pdf_text(stems[1].with_suffix(".pdf"))
    money = [written for value, written in headline_figures(summary) if value > 10_000]
    assert money and not all(written in other for written in money)


def test_the_portfolio_has_every_format_too(out):
    folder = out / LANGUAGE
    case = load_case("beverage_china")
    pdf, deck = pdf_text(folder / "portfolio.pdf"), deck_text(folder / "portfolio.pptx")
    book = openpyxl.load_workbook(folder / "portfolio.xlsx", data_only=True)
    cells = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row}
    for name in case.accounts["account_name"][:ACCOUNTS]:
        assert squeezed(name) in pdf
        assert name in cells
    assert squeezed(case.file.our_company.zh) in deck
