"""Headers: found under titles, in one row or two, matched by name, alias, unit and period."""

import datetime as dt
from itertools import combinations

import pandas as pd
import pytest

from ka_helpers.cases.importing.cell_dates import Period
from ka_helpers.cases.importing.header_rows import find_header
from ka_helpers.cases.importing.headers import (
    TOTAL_COLUMN,
    Vocabulary,
    names_of,
    nearest_names,
    normal,
)
from ka_helpers.cases.importing.units import noted_units, split_unit
from ka_helpers.columns import TABLES

SALES = Vocabulary(TABLES["sales"], year=2026)
APRIL = Period(dt.date(2026, 4, 1), "month")


def column(*levels, vocabulary=SALES):
    return vocabulary.heading(0, levels)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("account_id", "account_id"),
        ("客户编码", "account_id"),
        ("Customer-ID", "account_id"),
        ("客户名称", "account_name"),
        (" 销售 额 ", "sales_value"),
        ("ＳＡＬＥＳ", "sales_value"),
        ("销量", "units"),
        ("销量(箱)", "units"),
        ("销量（万元）", "sales_value"),
        ("销售量/万元", "sales_value"),
        ("Period_Start", "period_start"),
        ("合计", TOTAL_COLUMN),
    ],
)
def test_headers_are_known_however_they_are_written(header, name):
    assert column(header).column == name


def test_the_unit_decides_between_units_and_money():
    assert column("销量").unit is None
    assert column("销量(万箱)").unit.power == 4
    assert column("销售额(万元)").unit.power == 4
    assert column("销量(万)").fault.key == "importing.unit_conflict"  # units or yuan: not said
    assert column("销售额(万)").unit.power == 4
    assert column("销售额(箱)").fault.key == "importing.unit_conflict"


@pytest.mark.parametrize("header", ["销售额(不含税)", "去年销售额", "备注", "库存", "1-4月"])
def test_headers_with_more_to_say_are_not_matched(header):
    found = column(header)
    assert found.column is None


def test_unmatched_headers_name_what_is_near():
    assert "销售额" in nearest_names("去年销售额", TABLES["sales"])


@pytest.mark.parametrize(
    "levels",
    [("销售额", "4月"), ("4月", "销售额"), ("4月销售额",), ("销售额(2026-04)",),
     ("sales Apr 2026",), ("2026年4月销售额(元)",)],
)  # fmt: skip
def test_a_period_and_a_measure_in_one_header(levels):
    found = column(*levels)
    assert (found.column, found.period) == ("sales_value", APRIL)


def test_a_period_alone_needs_its_measure_and_its_year():
    assert column("4月").fault.key == "importing.measure_needed"
    undated = Vocabulary(TABLES["sales"], measure="sales_value")
    assert column("4月", vocabulary=undated).fault.key == "importing.year_needed"
    dated = Vocabulary(TABLES["sales"], year=2026, measure="sales_value")
    assert column("4月", vocabulary=dated).period == APRIL
    assert column("2026-04-06", vocabulary=dated).period == Period(dt.date(2026, 4, 6), "day")


def test_a_group_changes_what_stands_below_it():
    market, execution = Vocabulary(TABLES["market"]), Vocabulary(TABLES["execution"])
    assert column("品类", "销售额", vocabulary=market).column == "category_sales_value"
    assert column("陈列点", "品类", vocabulary=execution).column == "display_category"
    assert column("去年", "销售额").column is None
    assert column("基本信息", "客户编码").column == "account_id"


def test_the_readers_own_words_come_first():
    own = Vocabulary(TABLES["sales"], {"今年 / 销售额": "sales_value", "门店": "account_name"})
    assert column("今年", "销售额", vocabulary=own).column == "sales_value"
    assert column("门店", vocabulary=own).column == "account_name"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_no_header_of_the_contract_means_two_columns_of_a_table(table):
    assert {said: found for said, found in names_of(table).items() if len(found) > 1} == {}


def test_names_differ_after_what_does_not_matter_is_gone():
    for table in TABLES.values():
        names = [normal(c.name) for c in table.columns]
        assert all(one != other for one, other in combinations(names, 2))


def cells(*rows):
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return pd.DataFrame(padded, index=range(1, len(rows) + 1), dtype=object)


def test_a_header_below_titles():
    sheet = cells(
        ["2026年销售表"], ["单位：万元"], [], ["客户编码", "日期", "销售额"], ["A", "2026-04", "1"]
    )
    header = find_header(sheet)
    assert header.rows == (4,)
    assert header.year == 2026
    assert header.above == ("2026年销售表", "单位：万元")


def test_two_rows_without_merges():
    sheet = cells(
        ["客户编码", "客户名称", "销售额", "", "销量"],
        ["", "", "4月", "5月", "4月"],
        ["A", "甲", "1", "2", "3"],
    )
    header = find_header(sheet)
    assert header.rows == (1, 2)
    assert header.levels[3] == ("销售额", "5月")
    assert header.levels[0] == ("客户编码", "")


def test_two_rows_with_merges_and_more_months_than_names():
    sheet = cells(["客户编码", "销售额", "", ""], ["", "4月", "5月", "6月"], ["A", 1, 2, 3])
    merged = [((0, 0), (1, 0)), ((0, 1), (0, 3))]
    assert find_header(sheet, merged).levels[3] == ("销售额", "6月")


def test_a_first_record_is_no_second_header_row():
    sheet = cells(["客户编码", "月份", "销售额"], ["A", "2026-04", 2026.0])
    assert find_header(sheet).rows == (1,)


def test_no_header_is_found_where_there_is_none():
    assert find_header(cells(["a", "b"], ["1", "2"])) is None


def test_units_in_headers_and_in_the_line_above():
    assert split_unit("费用率(%)")[1].power == -2
    assert split_unit("零售价(元/瓶)")[1].measures == "price"
    assert split_unit("销售额_万元")[0] == "销售额"
    assert split_unit("net-sales") == ("net-sales", None)
    assert noted_units("单位：万元、箱") == ("万元", "箱")
    assert noted_units("2026年销售表") == ()
