"""Numbers are read the same from English and from Chinese, however each writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.authoring.figures_quoted import MONTHS, differing, quoted_in

SAME = [
    ("33.3 %", "33.3%"),
    ("33.3 %", "33.3 ％"),
    ("5 percent", "5%"),
    ("5 per cent", "５%"),
    ("150,000 yuan", "150000 元"),
    ("150,000 yuan", "15 万元"),
    ("600,000", "60 万"),
    ("1.2 million", "120 万"),
    ("120,000,000", "1.2 亿"),
    ("units of 10,000", "以万元为单位"),
    ("30 June 2026", "2026年6月30日"),
    ("June 30, 2026", "2026 年 6 月 30 日"),
    ("2026-06-30", "2026 年 6 月 30 日"),
    ("until 30 June", "到 6 月 30 日"),
    ("in June 2026", "2026 年 6 月"),
    ("in June", "6 月"),
    ("in June", "六月"),
    ("Q2 2026", "2026 年第 2 季度"),
    ("Q2 2026", "2026 年第二季度"),
    ("30 to 40 %", "30%～40%"),
    ("30-40 %", "30% 到 40%"),
    ("between 30 and 40 %", "30%～40%"),
    ("minus −5 points", "负 -5 个点"),
    ("three of them", "三个"),
    ("K01 and A4", "K01 和 A4"),
    ("1, 2 and 3", "1、2、3"),
    ("the 1st of 24", "24 个中的第 1 个"),
    ("in 6 months", "6 个月"),
]
OTHER = [
    ("33.3 %", "33.4%"),
    ("33.3 %", "33.3"),
    ("150,000", "15,000"),
    ("150,000", "15 元"),
    ("600,000", "6 万"),
    ("24 accounts", "二十四个客户"),
    ("two accounts", "2 个客户"),
    ("-5 points", "5 个点"),
    ("30 June 2026", "2026 年 7 月 30 日"),
    ("5 and 5", "5"),
    ("in June", "7 月"),
    ("10.5", "105"),
]


@pytest.mark.parametrize(("english", "chinese"), SAME)
def test_the_same_number_in_both_languages_is_the_same(english, chinese):
    assert differing(english, chinese) == ([], [])


@pytest.mark.parametrize(("english", "chinese"), OTHER)
def test_another_number_is_another(english, chinese):
    assert differing(english, chinese) != ([], [])


@pytest.mark.parametrize("separator", ["\u00a0", "\u2009", "\u202f"])
def test_thin_spaces_between_thousands_are_passed_over(separator):
    assert set(quoted_in(f"150{separator}000").numbers) == {"150000"}


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_with_and_without_thousands_commas(n):
    assert quoted_in(f"{n:,}").numbers == quoted_in(f"{n}").numbers


@given(st.integers(1, 9999))
def test_wan_are_ten_thousands(n):
    assert differing(f"{n * 10_000:,}", f"{n} 万") == ([], [])


@given(st.dates())
def test_a_date_is_the_same_however_it_is_written(day):
    month = MONTHS[day.month - 1]
    chinese = f"{day.year:04d}年{day.month}月{day.day}日"
    for english in (f"{day.day} {month} {day.year:04d}", f"{month} {day.day}, {day.year:04d}"):
        assert differing(english, chinese) == ([], [])


@given(st.lists(st.integers(0, 999), max_size=5))
def test_no_number_is_lost_from_a_list(numbers):
    text = "、".join(map(str, numbers))
    assert sorted(quoted_in(text).numbers.elements()) == sorted(map(str, numbers))
