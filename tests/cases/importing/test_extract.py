"""Extracts to a case: awkward files worked by hand, and the laws an import keeps."""

import csv
import json
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.identifiers import fault_of_id
from ka_helpers.cases.importing import import_extracts
from ka_helpers.cases.importing.accounts import changed_ids, safe_ids
from ka_helpers.errors import CaseError, RequestError

ABOUT = {"our_company": "清屿", "sales_basis": "sell_out"}
SALES = (
    "客户编码,客户名称,月份,销售额\n"
    "C1,沃尔玛,2026-04,100\nC1,沃尔玛,2026-05,110\nC2,永辉,2026-04,50\n"
)


def keys(report):
    return sorted(problem.key.partition(".")[2] for problem in report.problems)


def notes(report):
    every = [*report.notes, *(note for sheet in report.sheets for note in sheet.notes)]
    return {note.key.partition(".")[2] for note in every}


@pytest.fixture
def run(tmp_path):
    def importing(*sources, mapping=None, keep_going=False, about=ABOUT, out="case"):
        return import_extracts(sources, tmp_path / out, mapping, about, keep_going)

    return importing


def sales_of(report):
    return load_case(report.out).table("sales")


def test_the_least_that_makes_a_case(run, text):
    report = run(text("sales.csv", SALES))
    assert report.written
    assert report.problems == ()
    assert report.rows == {"account": 2, "sales": 3}
    assert "note_accounts_derived" in notes(report)
    case = load_case(report.out)
    assert case.accounts["account_name"].tolist() == ["沃尔玛", "永辉"]
    assert case.table("sales")["sales_value"].sum() == 260
    assert set(case.table("sales")["period_type"]) == {"month"}
    assert (case.file.as_of, case.file.period_type) == ("2026-05-31", "month")
    assert case.file.parameters.account_id == "C1"


def test_a_two_row_report_in_ten_thousands_with_a_total(run, book):
    rows = [
        ["2026年第二季度销售表"],
        ["单位：万元"],
        ["客户编码", "客户名称", "销售额", None, "销量(箱)", None],
        [None, None, "4月", "5月", "4月", "5月"],
        ["C1", "沃尔玛 (华东)", "1,200.5", 110, 10, 11],
        ["C2", "永辉", 12, "（3）", 20, 21],
        [],
        ["合计", None, 1212.5, 107, 30, 32],
        ["注：数据来源 ERP"],
    ]
    report = run(book("q2.xlsx", {"Sheet1": rows}, ["A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3"]))
    assert report.problems == ()
    (sheet,) = report.sheets
    assert sheet.dropped == {
        "blank": 1, "total": 1, "footnote": 1, "repeated_header": 0, "empty_cells": 0,
    }  # fmt: skip
    assert ("销售额 / 4月 … 销售额 / 5月", "sales_value", "万元") in sheet.columns
    sales = sales_of(report).set_index(["account_id", "month"])
    assert sales["sales_value"].to_dict() == {
        ("C1", "2026-04"): 12_005_000, ("C1", "2026-05"): 1_100_000,
        ("C2", "2026-04"): 120_000, ("C2", "2026-05"): -30_000,
    }  # fmt: skip
    assert sales["units"].sum() == 62


def test_a_total_that_disagrees_is_a_problem(run, text):
    report = run(text("sales.csv", SALES + "合计,,,261\n"))
    (problem,) = report.problems
    assert (problem.key, problem.row) == ("importing.total_disagrees", 5)
    assert problem.said_in("en") == (
        "sales.csv: row 5, column 销售额: the total says 261, its rows add up to 260; "
        "correct the total or the rows"
    )
    assert not report.written
    assert not report.out.exists()


def test_subtotals_and_totals_of_an_account_and_of_a_month(run, text):
    rows = (
        "客户编码,月份,销售额\nC1,2026-04,100\nC1,2026-05,110\nC1 小计,,210\nC2,2026-04,50\n"
        "小计,,50\nC1合计,,210\n合计,2026-04,150\n总计,,260\n"
    )
    report = run(text("sales.csv", rows))
    assert report.problems == ()
    assert report.sheets[0].dropped["total"] == 5


def test_an_account_may_be_called_total(run, text):
    named = SALES.replace("永辉", "Total")
    assert run(text("sales.csv", named)).rows == {"account": 2, "sales": 3}
    doubtful = "客户名称,月份,销售额\nWalmart,2026-04,1\nWalmart Total,2026-04,1\n"
    report = run(text("names.csv", doubtful), out="names")
    assert keys(report) == ["maybe_total"]
    kept = {"sources": [{"keep_totals": "true"}]}
    assert run(text("names.csv", doubtful), mapping=kept, out="names").rows["sales"] == 2


def test_weeks_and_gbk_and_a_second_header(run, text):
    head = "客户编码;周次;销售额\r\n"
    rows = f"{head}C1;2026年第15周;1,500\r\nC1;2026W16;2\r\n{head}C1;2026W17;3\r\n"
    report = run(text("sales.csv", rows, "gbk"))
    assert report.problems == ()
    assert report.sheets[0].dropped["repeated_header"] == 1
    sales = sales_of(report)
    assert sales["period_start"].dt.strftime("%m-%d").tolist() == ["04-06", "04-13", "04-20"]
    assert set(sales["period_type"]) == {"week"}
    assert "note_iso_weeks" in notes(report)


def test_plain_dates_are_weeks_or_months_only_if_they_show_it(run, text):
    head = "客户编码,日期,销售额\n"
    mondays = head + "".join(f"C1,2026-04-{day:02d},1\n" for day in (6, 13, 20))
    firsts = head + "".join(f"C1,2026-{month:02d}-01,1\n" for month in (1, 2, 3))
    days = head + "".join(f"C1,2026-04-{day:02d},1\n" for day in range(6, 20))
    one = head + "C1,2026-04-06,1\n"
    assert "note_weeks" in notes(run(text("a.csv", mondays), out="a"))
    assert "note_months" in notes(run(text("b.csv", firsts), out="b"))
    assert keys(run(text("c.csv", days), out="c")) == ["period_unclear"]
    assert keys(run(text("d.csv", one), out="d")) == ["period_unclear"]
    said = run(text("d.csv", one), about={**ABOUT, "period_type": "week"}, out="e")
    assert said.written
    summed = run(text("c.csv", days), mapping={"sources": [{"sum_to": "week"}]}, out="f")
    assert sales_of(summed)["sales_value"].tolist() == [7, 7]


def test_what_is_not_understood_is_listed_with_its_place(run, text):
    rows = (
        "客户编码,日期,销售额,销量,备注\nC1,26-4-6,1,2,a\nC2,2026-02-30,abc,2,b\n,2026W15,12%,3,c\n"
    )
    report = run(text("sales.csv", rows))
    found = {(p.row, p.column, p.key.partition(".")[2]) for p in report.problems}
    assert found == {
        (2, "日期", "short_year"),
        (3, "日期", "no_such_day"),
        (3, "销售额", "not_a_number"),
        (4, "销售额", "percent_here"),
        (4, "account_id", "missing"),
    }
    assert report.sheets[0].unmatched[0][0] == "备注"
    assert not report.written


def test_keep_going_sets_rows_aside_and_loses_none(run, text):
    bad = 'C1,沃尔玛,26-4-6,7\nC3,"大润发\n（上海）",2026-06,x\nC2,永辉,2026-04,9\n'
    report = run(text("sales.csv", SALES + bad), keep_going=True)
    assert report.written
    assert check_case(report.out).passed
    assert report.rows == {"account": 2, "sales": 3}
    with report.problems_path.open(encoding="utf-8-sig", newline="") as file:
        aside = list(csv.DictReader(file))
    assert [(row["file"], row["row"]) for row in aside] == [
        ("sales.csv", "5"), ("sales.csv", "6"), ("sales.csv", "7"),
    ]  # fmt: skip
    assert json.loads(aside[1]["cells"]) == ["C3", "大润发\n（上海）", "2026-06", "x"]
    assert "stands in row 4 already" in aside[2]["problem"]
    assert report.rejected == 3


def test_bytes_that_do_not_decode_are_listed_by_row(run, tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(SALES.encode().replace("永辉".encode(), b"\xe6\xb0\xff"))
    report = run(path, keep_going=True)
    assert [(p.row, p.column, p.key) for p in report.problems] == [
        (4, "客户名称", "importing.undecodable")
    ]
    assert report.rows == {"account": 1, "sales": 2}


def test_a_separator_inside_a_name_is_seen(run, text):
    report = run(text("sales.csv", SALES + "C3,Smith, Ltd,2026-04,8\n"))
    assert ("importing.too_many_cells", 5) in {(p.key, p.row) for p in report.problems}


def test_ids_are_made_from_names_and_names_are_kept(run, text):
    hostile = [
        "../etc/passwd",
        "CON",
        "ALL",
        "a/b",
        "A:b",
        "=1+1",
        "<b>",
        "沃尔玛（华东）",
        "x" * 90,
    ]
    rows = "".join(f'"{name}",2026-04,{n}\n' for n, name in enumerate(hostile, 1))
    report = run(text("sales.csv", "客户名称,月份,销售额\n" + rows))
    assert report.problems == ()
    accounts = load_case(report.out).accounts
    assert sorted(accounts["account_name"]) == sorted(hostile)
    assert accounts["account_id"].map(fault_of_id).isna().all()
    assert accounts["account_id"].str.casefold().is_unique
    values = sales_of(report).set_index("account_id")["sales_value"]
    by_name = dict(zip(accounts["account_name"], accounts["account_id"], strict=True))
    assert [values[by_name[name]] for name in hostile] == list(range(1, len(hostile) + 1))


def test_unsafe_ids_are_changed_in_every_table_and_said(run, text):
    accounts = text("account.csv", "客户编码,客户名称\nA/1,甲\na1,乙\nA1,丙\n")
    sales = text("sales.csv", "客户编码,月份,销售额\nA/1,2026-04,1\na1,2026-04,2\nA1,2026-04,3\n")
    report = run(accounts, sales)
    assert report.problems == ()
    assert report.ids == {"A/1": "A-1", "A1": "A1-2"}
    assert sales_of(report).set_index("account_id")["sales_value"].to_dict() == {
        "A-1": 1, "a1": 2, "A1-2": 3,
    }  # fmt: skip


def test_names_are_looked_up_exactly_and_never_nearly(run, text):
    accounts = text("account.csv", "客户编码,客户名称\nA1,沃尔玛\nA2,永辉超市\n")
    sales = text("sales.csv", "客户名称,月份,销售额\n沃尔玛,2026-04,1\n永辉,2026-04,2\n")
    (problem,) = run(accounts, sales).problems
    assert (problem.key, problem.row) == ("importing.unknown_name", 3)


def test_one_id_with_two_names_is_not_decided(run, text):
    report = run(text("sales.csv", SALES.replace("C1,沃尔玛,2026-05", "C1,沃尔玛超市,2026-05")))
    assert keys(report) == ["two_names"]


def test_a_mapping_says_what_headers_do_not(run, text, tmp_path):
    text(
        "mapping.yaml",
        """
about: {currency: CNY, year: 2026, title: 映射}
sources:
  - file: 门店*.csv
    table: sales
    columns: {门店: account_name, 进货: sales_value, 件: units}
    units: {sales_value: 万元}
    units_scale: {units: 24}
    constants: {basis: sell_in, period_start: 2026-04}
    fill_down: [account_name]
    drop: [备注]
""",
    )
    rows = "门店,品类,进货,件,备注\n甲店,茶,1.1,2,x\n,水,2,3,y\n"
    report = run(text("门店四月.csv", rows), mapping=tmp_path / "mapping.yaml", about=None)
    assert report.problems == ()
    sales = sales_of(report)
    assert sales["sales_value"].tolist() == [11_000, 20_000]
    assert sales["units"].tolist() == [48, 72]
    assert set(sales["basis"]) == {"sell_in"}
    assert set(sales["account_id"]) == {"甲店"}


def test_a_mapping_with_faults_names_them_all():
    wrong = {
        "sources": [{"table": "sale", "columns": {"x": "sales_val"}, "units": {"units": "蒲式耳"}}]
    }
    with pytest.raises(CaseError) as error:
        import_extracts(["."], "nowhere", wrong)
    assert sorted(p.key for p in error.value.problems) == [
        "importing.mapping_column", "importing.mapping_table", "importing.mapping_unit",
    ]  # fmt: skip


def test_month_columns_without_a_measure_or_a_year(run, text):
    wide = text("sales.csv", "客户编码,4月,5月,合计\nC1,1,2,3\nC2,,4,4\n")
    assert set(keys(run(wide))) == {"measure_needed"}
    said = {"sources": [{"pivot": {"value": "sales_value", "year": "2026"}}]}
    report = run(wide, mapping=said)
    assert report.rows["sales"] == 3
    assert report.sheets[0].dropped["empty_cells"] == 1
    assert "note_total_column" in notes(report)
    unnamed = {"sources": [{"pivot": {"value": "sales_value"}}]}
    assert set(keys(run(wide, mapping=unnamed, out="other"))) == {"year_needed"}


def test_months_and_their_quarter_side_by_side_would_count_twice(run, text):
    wide = text("sales.csv", "客户编码,2026-04 销售额,2026Q2 销售额\nC1,1,2\n")
    assert "mixed_periods" in keys(run(wide))


def test_two_headers_for_one_column_are_not_chosen_between(run, text):
    report = run(text("sales.csv", "客户编码,月份,销售额,销售金额\nC1,2026-04,1,2\n"))
    assert keys(report) == ["two_headers"]


def test_sheets_that_are_no_table_say_what_they_lack(run, text):
    report = run(text("sales.csv", SALES), text("other.csv", "客户编码,品类,备注\nC1,茶,x\n"))
    (problem,) = report.problems
    assert problem.key == "importing.no_table"
    report = run(text("notes.csv", "甲,乙\n1,2\n"))
    assert keys(report) == ["no_header"]


def test_tables_that_need_more_than_an_account_are_not_accounts(run, text):
    costs = text("cost.csv", "客户名称,费用项目,费用金额\n沃尔玛,返利,5\n")
    assert "no_table" in keys(run(text("sales.csv", SALES), costs))


def test_merged_names_fill_their_rows_and_merged_figures_are_a_problem(run, book):
    rows = [["客户名称", "月份", "销售额"], ["甲", "2026-04", 1], [None, "2026-05", 2]]
    report = run(book("a.xlsx", {"s": rows}, ["A2:A3"]))
    assert report.problems == ()
    assert set(sales_of(report)["account_id"]) == {"甲"}
    report = run(
        book("b.xlsx", {"s": [*rows, ["乙", "2026-04", 1], ["乙", "2026-05", None]]}, ["C4:C5"]),
        out="b",
    )
    assert "merged_figure" in keys(report)


def test_costs_get_numbers_and_orders_get_lines(run, text):
    costs = text(
        "cost.csv", "客户名称,月份,费用项目,费用金额(元)\n沃尔玛,2026-04,返利,1.2万\n总计,,,12000\n"
    )
    orders = text("o.csv", "订单号,客户编码,订货数量,到货数量\n7,C1,5,4\n7,C1,6,6\n")
    report = run(text("sales.csv", SALES), costs, orders)
    assert report.problems == ()
    case = load_case(report.out)
    assert case.table("cost")["amount"].tolist() == [12_000]
    assert case.table("cost")["cost_type"].tolist() == ["rebate"]
    assert case.table("order_line")["line"].tolist() == ["1", "2"]


def test_money_in_another_currency_is_not_taken_for_ours(run, text):
    dollars = text("sales.csv", SALES.replace("销售额", "销售额(USD)"))
    assert keys(run(dollars)) == ["other_currency"]
    assert run(dollars, about={**ABOUT, "currency": "USD"}).problems == ()


def test_cases_and_bottles_are_not_added(run, text):
    rows = "客户编码,月份,销售额,销量({unit})\nC1,2026-0{month},1,2\n"
    april = text("a.csv", rows.format(unit="箱", month=4))
    may = text("b.csv", rows.format(unit="瓶", month=5))
    assert keys(run(april, may)) == ["mixed_units"]
    scaled = {
        "sources": [{"file": "a.csv", "units": {"units": "瓶"}, "units_scale": {"units": "24"}}]
    }
    report = run(april, may, mapping=scaled, about={**ABOUT, "period_type": "month"})
    assert sales_of(report)["units"].tolist() == [48, 2]


def test_rows_of_a_refused_sum_are_all_set_aside(run, text):
    accounts = text("account.csv", "客户编码,客户名称\nC1,甲\n")
    days = "".join(f"{a},2026-04-{d:02d},1\n" for a in ("C1", "C2") for d in range(6, 13))
    sales = text("sales.csv", "客户编码,日期,销售额\n" + days + "C1,26-4-8,5\n")
    report = run(accounts, sales, mapping={"sources": [{"sum_to": "week"}]}, keep_going=True)
    assert report.rows == {"account": 1, "sales": 1}
    assert sales_of(report)["sales_value"].tolist() == [7]
    with report.problems_path.open(encoding="utf-8-sig", newline="") as file:
        aside = {int(row["row"]): row["problem"] for row in csv.DictReader(file)}
    assert sorted(aside) == [9, 10, 11, 12, 13, 14, 15, 16]
    assert all(aside.values())


def test_large_tables_become_parquet(run, tmp_path):
    weeks = pd.date_range("2000-01-03", periods=1_000, freq="W-MON")
    ids = [f"A{n}" for n in range(210)]
    sales = pd.MultiIndex.from_product([ids, weeks], names=["account_id", "week"]).to_frame(
        index=False
    )
    sales.assign(sales=1.5).to_parquet(tmp_path / "sales.parquet")
    report = run(tmp_path / "sales.parquet")
    assert report.problems == ()
    assert (report.out / "sales.parquet").exists()
    assert report.rows["sales"] == 210_000


def test_an_import_never_overwrites(run, text):
    source = text("sales.csv", SALES)
    run(source)
    with pytest.raises(RequestError, match="is not empty"):
        run(source)


def test_a_failed_import_leaves_nothing_behind(run, text, tmp_path):
    run(text("sales.csv", SALES + "C9,x,nonsense,1\n"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sales.csv"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_can_be_said(run, text, language):
    said = run(text("sales.csv", SALES + "合计,,,1\n"), about=None).said_in(language)
    assert "{" not in said
    assert len(said.splitlines()) > 8


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(st.lists(NAMES, unique=True, max_size=8))
def test_made_ids_are_safe_unique_and_the_same_each_time(names):
    ids = safe_ids(names)
    assert all(fault_of_id(identifier) is None for identifier in ids.values())
    assert len({identifier.casefold() for identifier in ids.values()}) == len(names)
    assert safe_ids(names) == ids
    kept = {identifier: changed_ids(names).get(identifier, identifier) for identifier in names}
    assert len({identifier.casefold() for identifier in kept.values()}) == len(names)
    assert all(fault_of_id(identifier) is None for identifier in kept.values())


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["C1", "C2", "C3"]), st.integers(1, 12), st.integers(-(10**6), 10**6)
    ),
    min_size=1,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_money_in_is_money_out(rows, encoding, tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    lines = [f'{account},2026年{month}月,"{value:,}"' for account, month, value in rows]
    text = "\n".join(["客户编码,月份,销售额(元)", *lines, f'合计,,"{sum(r[2] for r in rows):,}"'])
    (folder / "s.csv").write_bytes(text.encode(encoding))
    report = import_extracts([folder / "s.csv"], folder / "case", about=ABOUT)
    assert report.problems == ()
    written = pd.read_csv(folder / "case" / "sales.csv")
    assert written["sales_value"].tolist() == [value for _, _, value in rows]


CELLS = st.sampled_from(
    [
        "",
        "C1",
        "C2",
        "a/b",
        "合计",
        "C1 小计",
        "2026-04",
        "2026W15",
        "26-4-6",
        "5",
        "1,0",
        "—",
        "1.2万",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_every_source_row_is_written_left_out_or_set_aside(rows):
    sound = [("C9", f"2026-{month:02d}", "1") for month in (1, 2, 3)]
    lines = ["客户编码,月份,销售额", *(",".join(f'"{c}"' for c in row) for row in [*sound, *rows])]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sales.csv"
        source.write_text("\n".join(lines), encoding="utf-8")
        report = import_extracts([source], Path(folder) / "case", about=ABOUT, keep_going=True)
        assert report.written
        assert check_case(report.out).passed
        aside = set()
        if report.problems_path:
            with report.problems_path.open(encoding="utf-8-sig", newline="") as file:
                aside = {int(row["row"]) for row in csv.DictReader(file)}
    left_out = sum(report.sheets[0].dropped.values())
    assert report.rows["sales"] + left_out + len(aside) == len(lines) - 1
