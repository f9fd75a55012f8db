"""An answer that went through JSON is judged as the answer itself."""

import datetime as dt
import itertools
import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.exercises.curriculum import chapter_numbers
from ka_helpers.exercises.encoding import LONGEST_TEXT, MOST_VALUES, Unusable, decode, encode
from ka_helpers.exercises.kinds import Choice, Number, Numbers, Several, Text
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.exercises.plain import UnreadableError


def there_and_back(value):
    return decode(json.loads(json.dumps(encode(value), allow_nan=False)))


@pytest.mark.parametrize("number", chapter_numbers())
def test_every_right_answer_and_mistake_is_judged_alike(opened, number):
    chapter = opened(number, "beverage_china", "zh")
    for exercise in chapter.plan.exercises:
        try:
            right = dict(exercise.right(chapter.lesson))
        except NotGradableError:
            continue
        answers = [right, dict.fromkeys(right, ...), dict.fromkeys(right)]
        for made in exercise.mistakes.values():
            try:
                answers.append({**right, **made(chapter.lesson)})
            except NotGradableError:
                continue
        for answer in answers:
            gone = {name: there_and_back(value) for name, value in answer.items()}
            assert chapter.judged(exercise, gone) == chapter.judged(exercise, answer)


NUMBER = Number("x", decimals=2)
ODD = [
    None, ..., True, 3, -0.0, 10**30, 10**400, float("nan"), float("-inf"), Decimal("1.50"),
    Decimal("sNaN"), Fraction(1, 3), np.float32(2.5), np.int8(3), np.bool_(True), np.array(4.0),
    np.array([5.0]), np.array([[1, 2], [3, 4]]), pd.Series([1.5]), pd.Series([1.0, 2.0]), pd.NA,
    pd.NaT, "12", " １２ ", "a" * (LONGEST_TEXT + 1), [7], (8,), [], {}, [1, [2, [3]]], len, dict,
    pd.Timestamp("2026-09-07"), dt.date(2026, 9, 7), np.datetime64("2026-09-07"), object, 1j,
    dt.timedelta(days=2), np.timedelta64(2, "D"), range(3), (n for n in range(3)), b"12",
    np.longdouble("1.5"), pd.Index([9.0]), pd.Categorical(["a"]),
]  # fmt: skip


def outcome_of(kind, value, lesson):
    try:
        return kind.read(value, lesson)
    except UnreadableError as fault:
        return fault.key


@pytest.mark.parametrize("value", ODD, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("kind", [NUMBER, Text("x", {}), Choice("x", ("3", "12", "a"))])
def test_odd_values_are_read_alike(opened, kind, value):
    lesson = opened("01", "textbook").lesson
    assert outcome_of(kind, there_and_back(value), lesson) == outcome_of(kind, value, lesson) or (
        isinstance(there_and_back(value), Unusable) and isinstance(value, str)
    )


TABLES = [
    {"K01": 1.0, "K02": ...}, {1: 2, 3.0: 4}, {dt.date(2026, 1, 1): 1}, {("a", 1): 2},
    pd.Series({"K01": 1.0, "K02": float("nan")}), pd.Series([1, 2], index=["a", "a"]),
    pd.Series([1, 2], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
    pd.DataFrame({"k": ["a", "b"], "v": [1.0, 2.0]}), pd.DataFrame({"v": [1.0]}, index=["a"]),
    pd.DataFrame({"a": [1], "b": [2], "c": [3]}), pd.Series(["K01"]), pd.Series(dtype=float),
    pd.Series([1.0], index=pd.to_datetime(["2026-04-01"])), {"a": {"b": 1}}, [("a", 1)], "a",
    pd.Series([True, False], index=["a", "b"]), pd.Series([1, 2], index=["a", "b"], dtype="Int64"),
    pd.Series(["a", "b"], dtype="category"), pd.Series([1], index=pd.CategoricalIndex(["a"])),
]  # fmt: skip


@pytest.mark.parametrize("value", TABLES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("kind", [Numbers("x"), Several("x", ("a", "b", "K01", "K02"))])
def test_tables_and_lists_are_read_alike(opened, kind, value):
    lesson = opened("01", "textbook").lesson
    gone, was = (outcome_of(kind, each, lesson) for each in (there_and_back(value), value))
    assert repr(gone) == repr(was)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
NESTED = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
    ),
    max_leaves=20,
)


@given(NESTED)
@settings(max_examples=60, deadline=None)
def test_plain_values_come_back_as_they_were(value):
    assert repr(there_and_back(value)) == repr(value)


@given(NESTED)
@settings(max_examples=60, deadline=None)
def test_any_json_is_decoded_without_an_error(value):
    decode(json.loads(json.dumps(value)))
    decode({"kind": "frame", "columns": value, "index": value, "values": value})
    decode({"kind": "negotiation", "text": value})


def test_what_fails_when_looked_at_is_still_an_answer():
    class Trap:
        def __getattribute__(self, name):
            raise RuntimeError(name)

        def __repr__(self):
            raise KeyError

    assert isinstance(there_and_back(Trap()), Unusable)


def endless():
    circle = []
    circle.append(circle)
    return {
        "iterator": itertools.count(),
        "circle": circle,
        "list": [0.0] * (MOST_VALUES + 1),
        "series": pd.Series(np.zeros(10**6)),
        "text": "x" * 10**7,
    }


@pytest.mark.parametrize("name", endless())
def test_more_than_an_answer_can_be_is_no_answer(name):
    encoded = encode(endless()[name])
    assert encoded["kind"] == "unusable"
    assert len(json.dumps(encoded)) < 200


def test_hostile_json_makes_nothing_large():
    deep = current = []
    for _ in range(5_000):
        current.append([])
        current = current[0]
    for hostile in (deep, {"kind": "int", "text": "9" * 10**6}, {"kind": "eval", "text": "1"}):
        assert isinstance(decode(hostile), Unusable)
    wide = {"kind": "array", "shape": [10**9, 10**9], "values": []}
    assert isinstance(decode(wide), Unusable)


def test_half_a_character_becomes_a_question_mark():
    assert encode("a\ud800") == decode("a\ud800") == "a?"
