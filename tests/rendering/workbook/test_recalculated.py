"""A real spreadsheet program recalculates every formula and comes to the review's numbers."""

import shutil
import subprocess

import openpyxl
import pytest

from ka_helpers.rendering.workbook import portfolio_workbook, review_workbook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here"),
]


def recalculated(folder, name, change=None):
    """Return a workbook as LibreOffice saves it, all cached values thrown away before."""
    book = openpyxl.load_workbook(folder / f"{name}.xlsx")
    if change:
        change(book)
    book.save(folder / "stripped.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir",
         str(folder / "out"), str(folder / "stripped.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return openpyxl.load_workbook(folder / "out" / "stripped.xlsx", data_only=True)


def differing(data, folder, name):
    """Return the formula cells whose cached value LibreOffice does not come to, and their count."""
    (folder / f"{name}.xlsx").write_bytes(data)
    formulas = openpyxl.load_workbook(folder / f"{name}.xlsx")
    cached = openpyxl.load_workbook(folder / f"{name}.xlsx", data_only=True)
    now, count, wrong = recalculated(folder, name), 0, []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    was, is_now = (book[sheet.title][cell.coordinate].value or ""
                                   for book in (cached, now))  # fmt: skip
                    same = was == is_now or (
                        was != "" and is_now != "" and not isinstance(was, str)
                        and was == pytest.approx(is_now, rel=1e-9, abs=1e-9)
                    )  # fmt: skip
                    if not same:
                        wrong.append((sheet.title, cell.coordinate, cell.value, was, is_now))
    return wrong, count


@pytest.mark.parametrize(("account", "language", "case"), [
    ("K02", "zh", "beverage_china"), ("K03", "en", "beverage_china"), ("A", "zh", "textbook"),
])  # fmt: skip
def test_every_formula_comes_to_its_cached_value(review, tmp_path, account, language, case):
    wrong, count = differing(review_workbook(review(account, language, case)), tmp_path, account)
    assert not wrong
    assert count > 30


def test_the_portfolios_formulas_come_to_their_cached_values(portfolio, tmp_path):
    wrong, count = differing(portfolio_workbook(portfolio()), tmp_path, "portfolio")
    assert not wrong
    assert count > 100


def test_the_form_recomputes_when_a_manager_types(review, tmp_path):
    executed = review("K02", "en")
    (tmp_path / "K02.xlsx").write_bytes(review_workbook(executed))
    sales, fill = executed.summary.objectives.attainment[0], 3
    form = openpyxl.load_workbook(tmp_path / "K02.xlsx")["Objectives form"]
    first = next(row[0].row for row in form.iter_rows() if row[0].value == "Sales")

    def type_in(book):
        form = book["Objectives form"]
        form.cell(first, 4).value = 10_000_000  # another target
        form.cell(first + fill, 5).value = 0.95  # another actual
        form.cell(first, 9).value, form.cell(first + fill, 9).value = 3, 1  # weights
        upcoming = next(row[0].row for row in form.iter_rows() if row[0].value == "Sales"
                        and row[0].row > first)  # fmt: skip
        for column, month in zip((7, 8, 9), (3_000_000, 3_000_000, 4_148_000), strict=True):
            form.cell(upcoming, column).value = month

    form = recalculated(tmp_path, "K02", type_in)["Objectives form"]
    assert form.cell(first, 1).value == "Sales"
    attained = sales.actual.value / 10_000_000
    assert form.cell(first, 6).value == pytest.approx(attained)
    assert form.cell(first, 7).value == pytest.approx(sales.actual.value - 10_000_000)
    assert form.cell(first + fill, 8).value == "reached"
    totals = next(row for row in form.iter_rows(values_only=True)
                  if row[0] and row[0].startswith("All objectives"))  # fmt: skip
    assert totals[5] == pytest.approx((3 * attained + 1.0) / 4)
    upcoming = [row for row in form.iter_rows(values_only=True) if row[0] == "Sales"][1]
    assert (upcoming[10], upcoming[11]) == (10_148_000, "agrees")
