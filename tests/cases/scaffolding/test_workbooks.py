"""Tables as workbooks: nothing is lost on the way to Excel, through it, and back."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.scaffolding.digests import digest_of, read_frames
from ka_helpers.cases.scaffolding.workbooks import COLUMNS_SHEET, write_table
from ka_helpers.columns import TABLES

CASE = """case_id: excel
title: {en: Excel, zh: 表格}
our_company: {en: Us, zh: 我们}
as_of: "2026-06-30"
"""
ACCOUNTS = {
    "account_id": ["007", "0101", "K03"],
    "account_name": ["=SUM(A1)", "惠庭购物 Huiting", '\'quoted, "twice"'],
    "channel": ["modern", "dealer", None],
    "store_count": [12.0, None, 3.0],
    "credit_limit": [1234567.89, 0.0, None],
    "fiscal_year_start_month": [1.0, 4.0, None],
}
SALES = {
    "account_id": ["007", "0101", "K03", "007"],
    "period_start": [dt.date(2026, 6, 15), dt.date(2026, 6, 15), dt.date(2026, 6, 22)] * 2,
    "sales_value": [1200.5, -3.25, 0.1 + 0.2, 99999999.99],
    "units": [12.0, None, 1.0, 3.0],
    "in_region": [True, False, None, True],
    "category": ["茶饮 Tea", "茶饮 Tea", None, "水 Water"],
}
PROMOTIONS = {
    "promo_id": ["0001", "2"],
    "account_id": ["007", "007"],
    "start": ["2026-05-04", "2026-06-01"],
    "end": ["2026-05-17", "2026-06-07"],
    "requested_at": ["2026-04-01", None],
    "discount_pct": [0.125, None],
    "buyer_forced": [False, None],
    "theme": ["春节\n装饰", None],
}


def frame_of(name, cells):
    """Return rows in the dtypes that parsing gives."""
    length = min(len(values) for values in cells.values())
    kinds = {"date": "datetime64[us]", "flag": "boolean", "id": "str", "text": "str"}
    frame = pd.DataFrame({column: values[:length] for column, values in cells.items()})
    return frame.astype(
        {c: kinds.get(TABLES[name][c].kind, "str" if TABLES[name][c].choices else float)
         for c in frame}
    )  # fmt: skip


FRAMES = {
    "account": frame_of("account", ACCOUNTS),
    "sales": frame_of("sales", SALES),
    "promotion": frame_of("promotion", PROMOTIONS),
}


def written(folder, form="xlsx"):
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for name, rows in FRAMES.items():
        write_table(folder, name, rows, form)
    return folder


@pytest.fixture
def case(tmp_path):
    return written(tmp_path / "excel")


def assert_as_written(folder):
    assert check_case(folder).problems == ()
    loaded = load_case(folder)
    for name, rows in FRAMES.items():
        read = loaded.table(name).sort_index()
        expected = rows.sort_values("account_id", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(read[list(rows)], expected, check_dtype=True)
    assert digest_of(read_frames(folder)) == digest_of(FRAMES)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_written_is_read(tmp_path, form):
    folder = written(tmp_path / "excel", form)
    assert {path.suffix for path in folder.glob("s*.*")} == {f".{form}"}
    if form == "xlsx":
        assert_as_written(folder)
    else:
        assert (folder / "account.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert check_case(folder).problems == ()
        assert load_case(folder).table("account")["account_id"].tolist() == ["007", "0101", "K03"]


def test_the_same_rows_give_the_same_bytes(tmp_path):
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    assert (one / "sales.xlsx").read_bytes() == (two / "sales.xlsx").read_bytes()


def test_saved_again_by_openpyxl_nothing_is_lost(case):
    for path in case.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        book.save(path)
    assert_as_written(case)


def test_saved_again_by_libreoffice_nothing_is_lost(case, tmp_path):
    saved_by_libreoffice(case, tmp_path)
    assert_as_written(case)


def saved_by_libreoffice(case, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        missing = "no LibreOffice here; .ci/run installs one on Debian"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    out = tmp_path / "saved"
    files = [str(path) for path in case.glob("*.xlsx")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for path in out.iterdir():
        shutil.move(path, case / path.name)


def test_ids_are_text_and_dates_are_dates(case):
    sheet = openpyxl.load_workbook(case / "account.xlsx").worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format) == (
        "007",
        "s",
        "@",
    )
    assert sheet["B2"].data_type == "s"
    sales = openpyxl.load_workbook(case / "sales.xlsx").worksheets[0]
    by_name = {cell.value: cell.offset(row=1) for cell in sales[1]}
    assert by_name["period_start"].value == dt.datetime(2026, 6, 15)
    assert by_name["in_region"].value is True
    promotion = openpyxl.load_workbook(case / "promotion.xlsx").worksheets[0]
    by_name = {cell.value: cell.offset(row=1) for cell in promotion[1]}
    assert (by_name["discount_pct"].value, by_name["discount_pct"].number_format) == (
        0.125, "0.00%",
    )  # fmt: skip


def test_new_rows_below_are_text_too(case):
    sheet = openpyxl.load_workbook(case / "account.xlsx").worksheets[0]
    assert sheet.column_dimensions["A"].number_format == "@"


def test_the_second_sheet_tells_each_column(case):
    sheet = openpyxl.load_workbook(case / "promotion.xlsx")[COLUMNS_SHEET]
    told = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert told == [
        column.name for column in TABLES["promotion"].columns if column.name in PROMOTIONS
    ]


# what people do in Excel


def edited(path, change):
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def problems_of(case):
    return {(p.file, p.key, p.row, p.column) for p in check_case(case).problems}


def test_a_deleted_row_is_gone(case):
    edited(case / "promotion.xlsx", lambda sheet: sheet.delete_rows(3))
    assert check_case(case).rows["promotion"] == 1


def test_a_row_others_need_is_missed(case):
    edited(case / "account.xlsx", lambda sheet: sheet.delete_rows(4))
    assert ("sales.xlsx", "cases.unknown_id", 4, "account_id") in problems_of(case)


def test_a_number_pasted_as_text_is_read(case):
    edited(case / "account.xlsx", lambda sheet: sheet.__setitem__("D2", "15"))
    assert check_case(case).problems == ()
    assert load_case(case).table("account")["store_count"].tolist()[0] == 15


def test_a_number_with_words_is_a_problem_with_its_place(case):
    edited(case / "account.xlsx", lambda sheet: sheet.__setitem__("D2", "15家"))
    assert problems_of(case) == {("account.xlsx", "cases.not_a_number", 2, "store_count")}


@pytest.mark.parametrize(("typed", "fine"), [("2026/6/15", True), ("15.06.2026", False)])
def test_a_date_as_text_is_read_if_nothing_is_in_doubt(case, typed, fine):
    edited(case / "sales.xlsx", lambda sheet: sheet.__setitem__("B2", typed))
    wrong = {("sales.xlsx", "cases.not_a_date", 2, "period_start")}
    assert problems_of(case) == (set() if fine else wrong)


def test_a_flag_may_be_a_word(case):
    place = "E2"
    assert openpyxl.load_workbook(case / "sales.xlsx").worksheets[0]["E1"].value == "units"
    edited(case / "sales.xlsx", lambda sheet: sheet.__setitem__(place.replace("E", "F"), "是"))
    assert check_case(case).problems == ()


def test_blank_rows_and_columns_do_not_matter(case):
    def with_blanks(sheet):
        sheet.insert_rows(3)
        sheet.cell(row=40, column=1).value = ""
        sheet.cell(row=1, column=20).value = "  "

    edited(case / "sales.xlsx", with_blanks)
    assert check_case(case).problems == ()
    assert len(load_case(case).table("sales")) == 4


def test_hidden_rows_and_filters_do_not_matter(case):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.auto_filter.add_filter_column(0, ["K03"])

    edited(case / "sales.xlsx", hide)
    assert_as_written(case)


def test_a_sheet_put_in_front_does_not_matter(case):
    book = openpyxl.load_workbook(case / "sales.xlsx")
    book.create_sheet("notes", 0)["A1"] = "my notes"
    book.save(case / "sales.xlsx")
    assert_as_written(case)


def test_a_broken_file_is_said(case):
    (case / "sales.xlsx").write_bytes(Path(case / "sales.xlsx").read_bytes()[:2000])
    assert ("sales.xlsx", "cases.file_damaged", None, None) in problems_of(case)
