"""A chapter's frame laid out: names, formats, what is missing, what is too long."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.tables.frames import MOST_ROWS, label_of, lay_out_frame

VOICE = ("chapter_01", "en", "CNY")


def laid_out(rows, language="en", **formats):
    return lay_out_frame(rows, "", ("chapter_01", language, "CNY"), formats)


def written(table):
    """Return what a reader sees, a list a row."""
    return [
        [table.written(row, column) for column in range(len(table.columns))]
        for row in range(len(table.rows))
    ]


def test_a_series_is_a_table_of_its_index_and_its_values():
    sales = pd.Series([1_234_000.0, np.nan], index=pd.Index(["K01", "K02"], name="account_id"))
    table = laid_out(sales.rename("sales"), sales="money")
    assert [column.label for column in table.columns][1] == "Sales of the year"
    assert written(table) == [["K01", "¥1.23M"], ["K02", "–"]]


def test_an_index_without_a_name_is_not_shown():
    assert written(laid_out(pd.DataFrame({"n": [1, 2]}, index=["a", "b"]))) == [["1"], ["2"]]


def test_an_index_may_have_the_name_of_a_column():
    frame = pd.DataFrame({"n": [1.25]}, index=pd.Index(["a"], name="n"))
    assert written(laid_out(frame)) == [["a", "1.2"]]


def test_several_levels_are_several_columns():
    index = pd.MultiIndex.from_tuples([("K01", "2026Q1")], names=["account_id", "quarter"])
    table = laid_out(pd.DataFrame({"n": [1]}, index=index), quarter="quarter")
    assert written(table) == [["K01", "Q1 2026", "1"]]


def test_two_columns_may_have_one_name():
    frame = pd.DataFrame([[1, 2]], columns=["n", "n"])
    assert written(laid_out(frame)) == [["1", "2"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_are_said_in_the_readers_language(language):
    frame = pd.DataFrame({"kept": [True, False]})
    said = [[say(f"tables.{word}", language)] for word in ("yes", "no")]
    assert written(laid_out(frame, language)) == said


def test_values_of_any_kind_can_be_written():
    values = [
        pd.Timestamp("2026-04-06"),
        dt.date(2026, 4, 6),
        Decimal("1.5"),
        ["a", 1],
        None,
        pd.NA,
    ]
    table = laid_out(pd.DataFrame({"x": pd.Series(values, dtype=object)}))
    assert written(table) == [["2026-04-06"], ["2026-04-06"], ["1.5"], ["['a', 1]"], [""], [""]]


def test_a_value_may_be_a_word_of_the_catalogue():
    frame = pd.DataFrame({"state": ["correct", None]})
    table = laid_out(frame, state="exercises.state_*")
    assert written(table) == [["correct"], [""]]


def test_a_column_is_called_what_the_chapter_or_the_field_calls_it():
    assert label_of("sales", "chapter_01", "zh") == "年销售额"
    assert label_of("list_price", "chapter_01", "en") != "list_price"
    assert label_of("nobody knows", "chapter_01", "en") == "nobody knows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_frame_is_cut_and_says_so(language):
    table = laid_out(pd.DataFrame({"n": range(MOST_ROWS + 1)}), language)
    assert len(table.rows) == MOST_ROWS
    assert str(MOST_ROWS + 1) in table.note
    assert laid_out(pd.DataFrame({"n": range(MOST_ROWS)}), language).note == ""


def test_an_empty_frame_is_an_empty_table():
    assert laid_out(pd.DataFrame({"n": []})).rows == ()


def test_the_frame_is_not_changed():
    frame = pd.DataFrame({"n": [1.0]}, index=pd.Index(["a"], name="account_id"))
    before = frame.copy()
    laid_out(frame)
    pd.testing.assert_frame_equal(frame, before)
