"""One cell at a time: worked cells, then every notation read back to what was written."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases.importing.cell_dates import Period, read_date, read_period
from ka_helpers.cases.importing.cell_numbers import NumberRule, read_number
from ka_helpers.cases.importing.cells import CellRule, read_choice, read_column, read_flag, read_id
from ka_helpers.cases.importing.faults import Fault
from ka_helpers.columns import TABLES

MONEY, WAN, SHARE, COUNT = (
    NumberRule("money"),
    NumberRule("money", power=4),
    NumberRule("share"),
    NumberRule("count"),
)
FULL_WIDTH = str.maketrans("0123456789,.()-%", "０１２３４５６７８９，．（）－％")

NUMBERS = [
    ("1,200", MONEY, 1200.0),
    ("１，２００．５０", MONEY, 1200.5),
    ("(1,200)", MONEY, -1200.0),
    ("（1,200）", MONEY, -1200.0),
    ("1,200-", MONEY, -1200.0),
    ("−5", MONEY, -5.0),
    ("1.2万", MONEY, 12_000.0),
    ("3亿", MONEY, 300_000_000.0),
    ("1.1", WAN, 11_000.0),
    (1.1, WAN, 11_000.0),
    ("1.1万元", WAN, 11_000.0),
    ("500元", WAN, 500.0),
    ("¥ 1,200.00", MONEY, 1200.0),
    ("￥1200", MONEY, 1200.0),
    ("12%", SHARE, 0.12),
    ("１２．５％", SHARE, 0.125),
    ("12", NumberRule("share", power=-2), 0.12),
    ("12%", NumberRule("share", power=-2), 0.12),
    ("1.5e3", COUNT, 1500.0),
    ("3", NumberRule("count", factor=24.0), 72.0),
    (" 7 ", COUNT, 7.0),
]


@pytest.mark.parametrize(("cell", "rule", "expected"), NUMBERS)
def test_numbers_in_every_notation(cell, rule, expected):
    assert read_number(cell, rule) == expected


@pytest.mark.parametrize(
    "cell", ["", "  ", "-", "—", "/", "N/A", "n/a", "无", "－", None, float("nan"), pd.NaT, "　"]
)
def test_signs_for_nothing_are_missing_and_never_zero(cell):
    assert read_number(cell, MONEY) is None


REFUSED = [
    ("1,20", MONEY, "not_a_number"),
    ("1,2000", MONEY, "not_a_number"),
    ("1.200,50", MONEY, "not_a_number"),
    ("12,", MONEY, "not_a_number"),
    ("(12", MONEY, "not_a_number"),
    ("(-12)", MONEY, "not_a_number"),
    ("--12", MONEY, "not_a_number"),
    ("5²", MONEY, "not_a_number"),
    ("①", MONEY, "not_a_number"),
    ("1.2k", MONEY, "not_a_number"),
    ("约100", MONEY, "not_a_number"),
    ("inf", MONEY, "not_a_number"),
    ("1e999", MONEY, "not_a_number"),
    (float("inf"), MONEY, "not_a_number"),
    ("12%", MONEY, "percent_here"),
    ("5元", COUNT, "money_here"),
    ("$5", MONEY, "other_currency"),
    ("1.2万", WAN, "double_unit"),
    (True, COUNT, "flag_in_number"),
    (dt.date(2026, 4, 6), COUNT, "date_in_number"),
]


@pytest.mark.parametrize(("cell", "rule", "key"), REFUSED)
def test_what_has_no_one_reading_is_refused(cell, rule, key):
    found = read_number(cell, rule)
    assert isinstance(found, Fault)
    assert found.key == f"importing.{key}"


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def accounting(amount: Decimal) -> str:
    return f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}"


NOTATIONS = {
    "plain": lambda amount: f"{amount:f}",
    "grouped": lambda amount: f"{amount:,.2f}",
    "accounting": accounting,
    "full width": lambda amount: accounting(amount).translate(FULL_WIDTH),
    "trailing minus": lambda amount: f"{-amount:,.2f}-" if amount < 0 else f"{amount:,.2f}",
    "currency": lambda amount: f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}",
    "yuan": lambda amount: f" {amount:,.2f}元 ",
    "ten thousands": lambda amount: f"{amount.scaleb(-4):f}万",
    "hundred millions": lambda amount: f"{amount.scaleb(-8):f}亿元",
}


@pytest.mark.parametrize("notation", NOTATIONS)
@given(amount=AMOUNTS)
def test_amounts_survive_being_written(notation, amount):
    assert read_number(NOTATIONS[notation](amount), MONEY) == float(amount)


@given(st.decimals(min_value=0, max_value=1, places=4))
def test_percentages_survive_being_written(share):
    assert read_number(f"{share.scaleb(2):f}%", SHARE) == float(share)


@given(st.lists(st.one_of(AMOUNTS.map(accounting), st.sampled_from(["—", "x", "", "12%"]))))
def test_a_column_reads_what_its_cells_read(texts):
    cells = pd.Series(texts, index=range(5, 5 + len(texts)), dtype=object)
    parsed = read_column(cells, CellRule(TABLES["sales"]["sales_value"]))
    one_by_one = {row: read_number(cell, MONEY) for row, cell in cells.items()}
    assert set(parsed.faults) == {r for r, found in one_by_one.items() if isinstance(found, Fault)}
    for row, found in one_by_one.items():
        if isinstance(found, float):
            assert parsed.values[row] == found
        else:
            assert pd.isna(parsed.values[row])


def test_number_columns_pass_through_but_endless_ones_do_not():
    cells = pd.Series([1.5, float("nan"), float("inf")], index=[2, 3, 4])
    parsed = read_column(cells, CellRule(TABLES["sales"]["sales_value"]))
    assert parsed.values[2] == 1.5
    assert set(parsed.faults) == {4}


DAY = dt.date(2026, 4, 6)
DAYS = [
    "2026-04-06", "2026/4/6", "2026.4.6", "20260406", "2026年4月6日", "2026年04月06号",
    "２０２６年４月６日", "2026-04-06 00:00:00", "2026-04-06T13:45:00", "6 Apr 2026", "Apr 6, 2026",
    "2026年4月6日 星期一", "46118", 46118.0, 46118.75, 20260406.0, DAY, dt.datetime(2026, 4, 6, 9),
    pd.Timestamp("2026-04-06"),
]  # fmt: skip


@pytest.mark.parametrize("cell", DAYS)
def test_days_in_every_form(cell):
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("26-4-6", "short_year"),
        ("26年4月6日", "short_year"),
        ("4/6/2026", "day_or_month_first"),
        ("2026-02-30", "no_such_day"),
        ("2026年4月6日 星期二", "other_weekday"),
        ("1026-04-06", "year_out_of_range"),
        ("2026-04", "not_a_date"),
        ("四月六日", "not_a_date"),
        ("12345", "not_a_date"),
        (True, "not_a_date"),
    ],
)
def test_days_with_no_one_reading_are_refused(cell, key):
    assert read_date(cell).key == f"importing.{key}"


def test_the_order_of_day_and_month_can_be_said():
    assert read_date("4/6/2026", "mdy") == DAY
    assert read_date("6/4/2026", "dmy") == DAY


PERIODS = [
    ("2026W15", DAY, "week"), ("2026-W15", DAY, "week"), ("2026年第15周", DAY, "week"),
    ("2026年15周", DAY, "week"), ("W15", DAY, "week"), ("第15周", DAY, "week"),
    ("2026/4/6-2026/4/12", DAY, "week"), ("2026-04-06 至 2026-04-12", DAY, "week"),
    ("2026-04", dt.date(2026, 4, 1), "month"), ("2026年4月", dt.date(2026, 4, 1), "month"),
    ("202604", dt.date(2026, 4, 1), "month"), ("2026.10", dt.date(2026, 10, 1), "month"),
    ("4月", dt.date(2026, 4, 1), "month"), ("十二月", dt.date(2026, 12, 1), "month"),
    ("Apr 2026", dt.date(2026, 4, 1), "month"), ("April", dt.date(2026, 4, 1), "month"),
    ("2026Q2", dt.date(2026, 4, 1), "quarter"), ("2026年第二季度", dt.date(2026, 4, 1), "quarter"),
    ("2026年", dt.date(2026, 1, 1), "year"), ("2026-04-06", DAY, "day"), (46118.0, DAY, "day"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "start", "kind"), PERIODS)
def test_periods_in_every_form(cell, start, kind):
    assert read_period(cell, year=2026) == Period(start, kind)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("4月", "year_needed"),
        ("W15", "year_needed"),
        ("2025W53", "no_such_week"),
        ("2026年13月", "no_such_day"),
        ("2026.1", "not_a_date"),  # January, or October without its zero
        (2026.1, "not_a_date"),
        ("2026/4/6-2026/4/10", "odd_range"),
    ],
)
def test_periods_with_no_one_reading_are_refused(cell, key):
    assert read_period(cell).key == f"importing.{key}"


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_days_survive_being_written(day):
    forms = [
        day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日", (day - dt.date(1899, 12, 30)).days,
        f"{day.year}.{day.month}.{day.day}", f"{day:%d %b %Y}",
    ]  # fmt: skip
    assert [read_date(form) for form in forms] == [day] * len(forms)


@given(st.dates(dt.date(2000, 1, 3), dt.date(2099, 12, 20)))
def test_weeks_survive_being_written(day):
    year, week, _ = day.isocalendar()
    monday = day - dt.timedelta(days=day.weekday())
    for form in (f"{year}W{week:02d}", f"{year}年第{week}周"):
        assert read_period(form) == Period(monday, "week")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("是", True), ("否", False), ("Y", True), ("n", False), (1, True), (0.0, False),
     ("TRUE", True),
     ("有", True), ("无", False), ("√", True), (True, True), ("", None), ("—", None)],
)  # fmt: skip
def test_flags(cell, meant):
    assert read_flag(cell) is meant


def test_a_flag_is_not_guessed():
    assert read_flag("也许").key == "importing.not_a_flag"


def test_choices_in_words_of_both_languages_and_of_the_reader():
    channel = TABLES["account"]["channel"]
    assert read_choice("便利店", channel, {}) == "convenience"
    assert read_choice("Modern", channel, {}) == "modern"
    assert read_choice("百货", channel, {"百货": "modern"}) == "modern"
    assert read_choice("百货", channel, {}).key == "importing.unknown_choice"
    assert read_choice("Sell-Out", TABLES["sales"]["basis"], {}) == "sell_out"
    assert read_choice("none", TABLES["receivable"]["dispute_status"], {}) == "none"


def test_ids_that_a_spreadsheet_has_touched():
    assert read_id("00123", keep_marks=True) == "00123"
    assert read_id(10023.0, keep_marks=True) == "10023"
    assert read_id(6.9e15, keep_marks=True).key == "importing.spoilt_id"
    assert read_id("6.90123E+12", keep_marks=True).key == "importing.spoilt_id"
    assert read_id(dt.date(2026, 3, 1), keep_marks=True).key == "importing.date_in_id"


def test_a_name_may_look_like_a_sign_for_nothing():
    name = CellRule(TABLES["account"]["account_name"])
    assert read_column(pd.Series(["NA", "无", " x "], dtype=object), name).values.tolist() == [
        "NA", "无", "x",
    ]  # fmt: skip
