"""Answers as plain values: every form that a number, text, list or table may come in."""

import math
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.exercises.plain import (
    UnreadableError,
    key_text,
    left_open,
    plain_keys,
    plain_list,
    plain_number,
    plain_text,
    shown,
)
from ka_helpers.i18n import LANGUAGES


@pytest.mark.parametrize(
    "answer",
    [
        0.5,
        Decimal("0.5"),
        Fraction(1, 2),
        np.float64(0.5),
        np.float32(0.5),
        np.array(0.5),
        np.array([0.5]),
        np.array([[0.5]]),
        pd.Series([0.5], index=["K01"]),
        pd.DataFrame({"sales": [0.5]}),
        [0.5],
        (np.array([0.5]),),
        pd.Series([Decimal("0.5")]),
        pd.array([0.5], dtype="Float64"),
    ],
)
def test_one_number_is_read_in_whatever_it_comes(answer):
    assert plain_number(answer) == 0.5


@pytest.mark.parametrize("answer", [3, np.int64(3), np.uint8(3), Fraction(3), [3]])
def test_whole_numbers_are_numbers(answer):
    assert plain_number(answer) == 3


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (None, "nothing_there"),
        (pd.NA, "nothing_there"),
        (pd.NaT, "nothing_there"),
        (math.nan, "not_finite"),
        (np.nan, "not_finite"),
        (math.inf, "not_finite"),
        (Decimal("NaN"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (10**400, "not_finite"),
        (pd.Series([math.nan]), "not_finite"),
        ("0.5", "number_in_quotes"),
        ("０.５", "number_in_quotes"),
        ("50%", "number_in_quotes"),
        (True, "not_a_number"),
        (np.True_, "not_a_number"),
        (1 + 2j, "not_a_number"),
        ([1, 2], "not_a_number"),
        (pd.Series([1.0, 2.0]), "not_a_number"),
        (pd.Series([], dtype=float), "not_a_number"),
        ({"a": 1}, "not_a_number"),
        (pd.Timestamp("2026-04-01"), "not_a_number"),
        (np.datetime64("2026-04-01"), "not_a_number"),
        (np.timedelta64(3, "D"), "not_a_number"),
        (len, "not_called"),
        (lambda: 1, "not_called"),
        (float, "not_called"),
    ],
)
def test_what_is_no_number_is_refused_with_a_reason(answer, key):
    with pytest.raises(UnreadableError) as refused:
        plain_number(answer)
    assert refused.value.key == f"exercises.{key}"
    for language in LANGUAGES:
        assert refused.value.said_in(language)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("  K01 ", "K01"),
        ("Ｋ０１", "K01"),
        (np.str_("a"), "a"),
        (["a"], "a"),
        (pd.Series(["a"]), "a"),
    ],
)
def test_a_text_is_read_narrow_and_trimmed(answer, text):
    assert plain_text(answer) == text


@pytest.mark.parametrize("answer", [None, 3, ["a", "b"], {"a": 1}, math.nan])
def test_what_is_no_text_is_refused(answer):
    with pytest.raises(UnreadableError):
        plain_text(answer)


@pytest.mark.parametrize(
    "answer",
    [
        ["a", "b"],
        ("a", "b"),
        pd.Series(["a", "b"]),
        pd.Index(["a", "b"]),
        np.array(["a", "b"]),
        pd.DataFrame({"account": ["a", "b"]}),
        {"a": 1, "b": 2}.keys(),
        pd.Series([9.0, 4.0], index=["a", "b"]),
        (each for each in "ab"),
    ],
)
def test_a_list_is_read_in_whatever_it_comes(answer):
    assert plain_list(answer) == ["a", "b"]


@pytest.mark.parametrize(
    "answer", ["ab", {"a": 1}, 3, None, np.array(3), pd.DataFrame({"a": [1], "b": [2]})]
)
def test_what_is_no_list_is_refused(answer):
    with pytest.raises(UnreadableError):
        plain_list(answer)


WANTED = {"1": 10, "2": 20}


@pytest.mark.parametrize(
    "answer",
    [
        {1: 10, 2: 20},
        {"1": 10, "２": 20},
        {np.int64(1): 10, 2.0: 20},
        OrderedDict([("2", 20), ("1", 10)]),
        pd.Series([20, 10], index=[2, 1]),
        pd.DataFrame({"key": [1, 2], "value": [10, 20]}),
        pd.DataFrame({"value": [10, 20]}, index=[1, 2]),
        pd.DataFrame([["1", 10], ["2", 20]], columns=["same", "same"]),
    ],
)
def test_keyed_values_are_read_in_whatever_they_come(answer):
    assert plain_keys(answer) == WANTED


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ([1, 2], "not_keyed"),
        ("a", "not_keyed"),
        (np.array([1, 2]), "not_keyed"),
        (None, "nothing_there"),
        (pd.DataFrame({"a": [1], "b": [2], "c": [3]}), "too_many_columns"),
        ({1: 10, "1": 20}, "key_twice"),
        (pd.Series([1, 2], index=["a", "a"]), "key_twice"),
    ],
)
def test_what_has_no_value_for_each_key_is_refused(answer, key):
    with pytest.raises(UnreadableError) as refused:
        plain_keys(answer)
    assert refused.value.key == f"exercises.{key}"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (3.5, "3.5"),
        (np.int64(3), "3"),
        (" Ａ ", "A"),
        (pd.Timestamp("2026-04-06"), "2026-04-06"),
        (np.datetime64("2026-04-06"), "2026-04-06"),
        (pd.Period("2026Q2"), "2026Q2"),
        (("K01", np.int64(3)), "K01, 3"),
    ],
)
def test_a_key_is_one_text(key, text):
    assert key_text(key) == text


@pytest.mark.parametrize("answer", [..., "", "  ", "...", "……", [...], (..., ...), {"a": ...}])
def test_what_was_left_open(answer):
    assert left_open(answer)


@pytest.mark.parametrize("answer", [0, None, [], {}, [1, ...], "a", np.array([]), False])
def test_what_was_not_left_open(answer):
    assert not left_open(answer)


class Broken:
    def __repr__(self):
        raise RuntimeError("no words")


def test_what_cannot_say_what_it_is_is_shown_by_its_kind():
    assert shown(Broken()) == "Broken"
    assert shown(pd.DataFrame({"a": [1, 2]})) == "DataFrame (2 × 1)"
    assert shown(np.float64(0.25)) == "0.25"
    assert len(shown("x" * 500)) == 60


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_in_every_form(value):
    forms = value, np.float64(value), Decimal(value), Fraction(value), pd.Series([value])
    assert {plain_number(form) for form in forms} == {value}


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
)


@given(anything)
def test_anything_is_read_or_refused_in_words(answer):
    for read in (plain_number, plain_text, plain_list, plain_keys):
        try:
            read(answer)
        except UnreadableError as refused:
            assert refused.said_in("en")
            assert refused.said_in("zh")
