"""Widths are on the safe side, and text fits the room it is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.figures.measuring import SAFETY, cut_to, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "ems"),
    [("", 0.0), ("销售额", 3.0), ("，", 1.0), ("00", 1.12), ("¥", 0.56), ("e\u0301", 0.56)],
)
def test_a_width_is_the_sum_of_its_letters(text, ems):
    assert width_of(text, 10.0) == pytest.approx(10 * ems * SAFETY)


def test_lines_break_between_words_and_between_chinese_characters():
    assert wrapped("客户品类销售额（不含税）", 40.0, 8.0) == ("客户品类", "销售额（", "不含税）")
    assert wrapped("Total trade spend of the account", 50.0, 8.0, 2)[-1].endswith("…")


@given(st.text(max_size=60), st.floats(1.0, 300.0), st.integers(1, 3))
def test_nothing_is_wider_than_its_room(text, room, most):
    assert width_of(cut_to(text, room, 8.0), 8.0) <= room + 0.02
    lines = wrapped(text, room, 8.0, most)
    assert len(lines) <= most
    assert all(width_of(line, 8.0) <= room + 0.02 for line in lines)


@given(st.text(alphabet="abc 销售", max_size=30))
def test_text_that_has_room_is_whole(text):
    assert " ".join(wrapped(text, 1e6, 8.0)) == text.strip() or not text.strip()
