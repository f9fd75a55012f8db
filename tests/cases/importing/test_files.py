"""Files as they stand: encodings, separators, sheets, and what a fast reader would not see."""

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases.importing.encodings import decode
from ka_helpers.cases.importing.files import files_of, read_sheets, sniff_delimiter
from ka_helpers.errors import RequestError

CHINESE = "客户编码,客户名称,日期,销售额\nC1,沃尔玛,2026-04-06,12\nC2,家乐福,2026-04-06,13\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"]
)
def test_chinese_text_in_the_encodings_of_the_trade(encoding):
    decoded = decode(CHINESE.encode(encoding))
    assert decoded.text.lstrip("\ufeff") == CHINESE
    assert not decoded.damaged


def test_other_encodings_are_not_guessed():
    assert decode("compte,café\nA,Crème brûlée\n".encode("latin-1")) is None
    assert decode(("客戶編碼,客戶名稱\nC1,臺灣統一超商股份有限公司\n" * 3).encode("big5")) is None
    named = decode("compte,café\n".encode("latin-1"), "latin-1")
    assert named.text == "compte,café\n"


def test_damaged_bytes_keep_their_row():
    damaged = CHINESE.encode().replace("家乐福".encode(), b"\xe5\xae\xff\xfe")
    decoded = decode(damaged)
    assert (decoded.encoding, decoded.damaged) == ("utf-8", True)
    assert "沃尔玛" in decoded.text


@given(st.text(alphabet="华润万家永辉超市沃尔玛家乐福大润发销售额编码名称一二三四五", min_size=8))
def test_gbk_text_is_never_taken_for_utf8(name):
    decoded = decode(name.encode("gbk"))
    assert decoded is None or decoded.text == name


def test_text_that_is_sound_in_two_encodings_is_not_guessed():
    assert decode("一,一\n".encode("gbk")) is None
    assert decode("一,客户\n".encode("gbk")).encoding == "gb18030"
    assert decode("Café,Škoda\n".encode()).encoding == "utf-8"


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["a,b,c", "1,2,3"], ","),
        (["a\tb", "1,5\t2,5"], "\t"),
        (["a;b;c", "1,2;3,4;5"], ";"),
        (["a|b", "1|2"], "|"),
        (["alone", "1"], ","),
        (['"a;b",c', '"1;2",3'], ","),
    ],
)
def test_separators(lines, mark):
    assert sniff_delimiter(lines) == mark


def test_rows_count_as_a_spreadsheet_counts_them(text):
    path = text("sales.csv", 'a,b\n"x\ny",1\n\nz,2\n')
    (sheet,) = read_sheets(path)
    assert sheet.cells.index.tolist() == [1, 2, 3, 4]
    assert sheet.cells.loc[2].tolist() == ["x\ny", "1"]


def test_quotes_that_never_close_are_a_problem(text):
    (sheet,) = read_sheets(text("sales.csv", 'a,b\n"x,1\nz,2\n'))
    assert [problem.key for problem in sheet.problems] == ["importing.broken_quotes"]


def test_every_visible_sheet_is_read_and_hidden_ones_are_named(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "one"
    made.active.append(["a"])
    made.create_sheet("two").append(["b"])
    hidden = made.create_sheet("old")
    hidden.sheet_state = "hidden"
    hidden.append(["c"])
    made.save(tmp_path / "book.xlsx")
    sheets = read_sheets(tmp_path / "book.xlsx")
    assert [sheet.file for sheet in sheets] == [f"book.xlsx [{n}]" for n in ("one", "two", "old")]
    assert [note for note, _ in sheets[2].notes] == ["importing.note_hidden"]
    assert sheets[2].cells.empty


def test_errors_and_formulas_without_a_result_are_seen(book):
    path = book("sales.xlsx", {"S & S": [["a", "b"], ["=1/0", 1], ["#REF!", 2], ["#N/A", 3]]})
    (sheet,) = read_sheets(path)
    assert [(f.row, f.column, f.key) for f in sheet.faults] == [
        (2, "A", "importing.formula_without_result"),
        (3, "A", "importing.excel_error"),
    ]


@pytest.mark.parametrize(("name", "key"), [("a.xlsx", "damaged"), ("a.parquet", "damaged")])
def test_files_that_are_not_what_they_are_called(text, name, key):
    (sheet,) = read_sheets(text(name, "no such thing"))
    assert [problem.key for problem in sheet.problems] == [f"importing.{key}"]


def test_parquet_carries_its_header(tmp_path):
    frame = pd.DataFrame({"account_id": ["A"], "sales": [1.5]})
    frame.to_parquet(tmp_path / "sales.parquet")
    (sheet,) = read_sheets(tmp_path / "sales.parquet")
    assert sheet.columns == ("account_id", "sales")
    assert sheet.cells.index.tolist() == [2]


def test_a_folder_stands_for_its_extracts(text, tmp_path):
    for name in ("b.csv", "a.csv", "notes.md", "~$a.xlsx"):
        text(name, "x")
    assert [path.name for path in files_of([tmp_path])] == ["a.csv", "b.csv"]
    with pytest.raises(RequestError, match="no file or folder"):
        files_of([tmp_path / "none.csv"])
    with pytest.raises(RequestError, match="format that is not read"):
        files_of([tmp_path / "notes.md"])
    with pytest.raises(RequestError, match="nothing to import"):
        files_of([])
