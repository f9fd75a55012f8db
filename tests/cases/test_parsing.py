"""Cells to values: what is read, what is a fault, and that nothing is repaired."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases.parsing import parse
from ka_helpers.columns import TABLES

SALES_VALUE = TABLES["sales"]["sales_value"]
DAY = TABLES["sales"]["period_start"]
FLAG = TABLES["sales"]["in_region"]
BASIS = TABLES["sales"]["basis"]
ACCOUNT = TABLES["sales"]["account_id"]


def read(column, *cells):
    values, faulty = parse(column, pd.Series(list(cells), dtype="str"))
    return [None if pd.isna(value) else value for value in values], list(faulty)


def faults(column, *cells):
    values, faulty = read(column, *cells)
    assert all(value is None for value, wrong in zip(values, faulty, strict=True) if wrong)
    return [cell for cell, wrong in zip(cells, faulty, strict=True) if wrong]


def test_an_empty_cell_is_missing_and_no_fault():
    for column in (SALES_VALUE, DAY, FLAG, BASIS, ACCOUNT):
        assert read(column, "", "  ", "\u3000") == ([None] * 3, [False] * 3)


def test_numbers_that_need_judgement_are_faults():
    doubtful = ["1,234", "12%", "1.2万", "(5)", "１２", "NA", "-", "inf", "nan", "1_000", "¥5"]
    assert faults(SALES_VALUE, *doubtful) == doubtful
    assert read(SALES_VALUE, "12", "-0.5", " 7 ", "1e3")[0] == [12, -0.5, 7, 1000]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_out_is_read_back(number):
    assert read(SALES_VALUE, repr(number)) == ([number], [False])


def test_days_with_the_year_in_front_are_read():
    days = ["2026-06-30", "2026-6-3", "2026/6/30", "2026/06/30 00:00", "2026-06-30T14:05:06"]
    assert [str(day.date()) for day in read(DAY, *days)[0]] == [
        "2026-06-30", "2026-06-03", "2026-06-30", "2026-06-30", "2026-06-30",
    ]  # fmt: skip


def test_days_that_leave_a_doubt_or_do_not_exist_are_faults():
    doubtful = [
        "30/06/2026", "06/30/2026", "30.6.2026", "2026-06", "20260630", "46203", "2026-02-30",
        "0026-06-30", "2026-06-30x", "2206-06-30", "June 30, 2026",
    ]  # fmt: skip
    assert faults(DAY, *doubtful) == doubtful


@given(st.dates(min_value=pd.Timestamp("1900-01-01").date(),
                max_value=pd.Timestamp("2199-12-31").date()))  # fmt: skip
def test_every_day_of_three_centuries_is_read(day):
    assert read(DAY, day.isoformat()) == ([pd.Timestamp(day)], [False])


def test_flags():
    assert read(FLAG, "true", "FALSE", "1", "0", "是", "否")[0] == [
        True, False, True, False, True, False,
    ]  # fmt: skip
    assert faults(FLAG, "true", "maybe", "2", "t") == ["maybe", "2", "t"]


def test_choices_are_exact():
    assert faults(BASIS, "sell_in", "Sell_in", "sell-in", "进货") == ["Sell_in", "sell-in", "进货"]


def test_ids_keep_their_zeros_and_their_script():
    assert read(ACCOUNT, "0012", " 北方-03 ", "1e5")[0] == ["0012", "北方-03", "1e5"]


@pytest.mark.parametrize("column", [SALES_VALUE, DAY, FLAG, BASIS, ACCOUNT])
def test_dtypes_do_not_depend_on_what_is_there(column):
    dtypes = {
        parse(column, pd.Series(cells, dtype=dtype))[0].dtype
        for cells, dtype in [([], "str"), ([None], "object"), (["x", ""], "str")]
    }
    assert len(dtypes) == 1
