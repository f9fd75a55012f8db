"""Reading csv, xlsx and parquet: the same table, counted in the same rows."""

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.reading import read_table
from ka_helpers.errors import CaseError

SALES = """account_id,period_start,product_id,sales_value,units,in_region
0101,2026-06-15,P1,1200.5,100,true
0102,2026-06-22,P2,,80,false
北方-03,2026-06-22,,400,30,
"""


def csv(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return read_table(path, path.stem)


def workbook(path, rows, sheet="Sheet1", other=None):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if other:
        book.create_sheet("notes", 0).append(other)
    book.save(path)
    return path


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    text = 'account_id,account_name\r\n1,"two\nlines"\r\n\r\n,\r\n2,"a ""quoted"" name"\r\n'
    raw = csv(tmp_path / "account.csv", text)
    assert raw.frame["account_name"].to_dict() == {2: "two\nlines", 5: 'a "quoted" name'}
    assert raw.problems == ()


def test_rows_after_one_of_the_wrong_length_keep_their_number(tmp_path):
    raw = csv(tmp_path / "account.csv", "account_id,account_name\n1\n2,b\n3,c,d\n4,e\n")
    assert raw.frame["account_id"].to_dict() == {3: "2", 5: "4"}
    assert [(p.row, p.values) for p in raw.problems] == [
        (2, {"found": 1, "expected": 2}),
        (4, {"found": 3, "expected": 2}),
    ]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_last_line_make_no_difference(tmp_path, ending, mark):
    raw = csv(tmp_path / "account.csv", f"{mark}account_id,account_name\n1,a{ending}")
    assert raw.frame.to_dict("list") == {"account_id": ["1"], "account_name": ["a"]}


def test_a_header_without_rows_is_an_empty_table(tmp_path):
    raw = csv(tmp_path / "account.csv", "account_id,account_name")
    assert list(raw.frame.columns) == ["account_id", "account_name"]
    assert raw.frame.empty


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (b"", "cases.file_empty"),
        (b"\n\n", "cases.file_empty"),
        ("编码,名称\n1,华东\n".encode("gb18030"), "cases.file_not_utf8"),
        ("a,b\n1,2\n".encode("utf-16"), "cases.file_not_utf8"),
        (b"a;b\n1;2\n", "cases.file_separator"),
        (b"a\tb\n1\t2\n", "cases.file_separator"),
    ],
)
def test_what_cannot_be_read_as_csv(tmp_path, written, key):
    path = tmp_path / "account.csv"
    path.write_bytes(written)
    with pytest.raises(CaseError) as error:
        read_table(path, "account")
    assert [problem.key for problem in error.value.problems] == [key]


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_damaged_file(tmp_path, suffix):
    path = tmp_path / f"account.{suffix}"
    path.write_bytes(b"PK not really")
    with pytest.raises(CaseError) as error:
        read_table(path, "account")
    assert [problem.key for problem in error.value.problems] == ["cases.file_damaged"]


def test_the_sheet_named_like_the_table_is_read_else_the_first(tmp_path):
    rows = [["account_id", "account_name"], ["1", "a"]]
    named = workbook(tmp_path / "account.xlsx", rows, sheet="account", other=["notes"])
    assert read_table(named, "account").frame["account_id"].tolist() == ["1"]
    first = workbook(tmp_path / "sales.xlsx", rows, sheet="whatever")
    assert read_table(first, "sales").frame["account_id"].tolist() == ["1"]


def test_a_column_without_a_name_is_told_unless_it_is_empty(tmp_path):
    raw = csv(tmp_path / "account.csv", "account_id,,\n1,,x\n")
    assert [(p.key, p.values) for p in raw.problems] == [("cases.column_nameless", {"position": 3})]


def test_three_formats_hold_the_same_table(sound_case):
    def loaded():
        return load_case(sound_case).table("sales")

    source = sound_case / "sales.csv"
    source.write_text(SALES.replace("P2,,", "P2,950,"), encoding="utf-8")
    of_csv = loaded()
    source.unlink()
    rows = [
        ["account_id", "period_start", "product_id", "sales_value", "units", "in_region"],
        ["0101", dt.date(2026, 6, 15), "P1", 1200.5, 100, True],
        ["0102", dt.datetime(2026, 6, 22), "P2", 950, 80, False],
        ["北方-03", "2026-06-22", None, 400, 30, None],
    ]
    workbook(sound_case / "sales.xlsx", rows)
    of_xlsx = loaded()
    (sound_case / "sales.xlsx").unlink()
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    frame["period_start"] = pd.to_datetime(frame["period_start"].astype(str).str[:10])
    frame.astype({"product_id": "category", "units": "int32", "in_region": "boolean"}).to_parquet(
        sound_case / "sales.parquet"
    )
    of_parquet = loaded()
    pd.testing.assert_frame_equal(of_xlsx, of_csv)
    pd.testing.assert_frame_equal(of_parquet, of_csv)


def test_ids_kept_as_numbers_are_warned_of(sound_case):
    (sound_case / "receivable.csv").unlink()
    rows = [["invoice_id", "account_id", "invoice_date", "amount"]]
    workbook(sound_case / "receivable.xlsx", [*rows, [17, "0101", dt.date(2026, 4, 10), 5]])
    report = check_case(sound_case)
    assert [(w.key, w.row, w.column) for w in report.warnings] == [
        ("cases.id_as_number", 2, "invoice_id")
    ]
    assert load_case(sound_case).table("receivable")["invoice_id"].tolist() == ["17"]


def test_whole_numbers_beyond_what_a_float_holds_stay_ids(sound_case):
    (sound_case / "receivable.csv").unlink()
    pd.DataFrame(
        {
            "invoice_id": pd.array([9007199254740993, 2], dtype="Int64"),
            "account_id": ["0101", "0102"],
            "invoice_date": pd.to_datetime(["2026-04-10", "2026-04-11"]).tz_localize(
                "Asia/Shanghai"
            ),
            "amount": [1.0, 2.0],
        }
    ).to_parquet(sound_case / "receivable.parquet")
    receivables = load_case(sound_case).table("receivable")
    assert receivables["invoice_id"].tolist() == ["9007199254740993", "2"]
    assert receivables["invoice_date"].dt.strftime("%m-%d").tolist() == ["04-10", "04-11"]


def test_parquet_faults_name_the_row_of_a_spreadsheet(sound_case):
    (sound_case / "receivable.csv").unlink()
    pd.DataFrame(
        {
            "invoice_id": ["I1", "I2"],
            "account_id": ["0101", "0102"],
            "invoice_date": pd.to_datetime(["2026-04-10", "2026-04-11"]),
            "amount": [1.0, -2.0],
        }
    ).to_parquet(sound_case / "receivable.parquet")
    assert [p.said_in("en") for p in check_case(sound_case).problems] == [
        "receivable.parquet: row 3, column amount: found -2, expected 0 or more; "
        "check the sign and the column"
    ]
