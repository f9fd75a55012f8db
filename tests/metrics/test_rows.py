"""Rows: columns read as arrays agree with pandas, and a part of them with a part of the frame."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.metrics.rows import (
    AccountView,
    Rows,
    Texts,
    rows_of,
    shared,
    sums_by,
    sums_of,
    total,
)

NAMES = st.one_of(st.none(), st.sampled_from(["tea", "cola", "", "水"]))
TABLE = st.lists(st.tuples(NAMES, st.one_of(st.none(), st.integers(-9, 9))), max_size=12)


def frame_of(table, dtype="str"):
    frame = pd.DataFrame(table, columns=["name", "amount"])
    return frame.astype({"name": dtype, "amount": float})


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
@given(TABLE)
def test_sums_by_name_are_those_of_pandas(dtype, table):
    frame = frame_of(table, dtype)
    expected = frame.groupby("name", observed=True)["amount"].sum().to_dict()
    assert sums_of(Rows.of(frame), "name", "amount") == expected


@given(TABLE)
def test_a_part_of_the_rows_is_a_part_of_the_frame(table):
    frame, rows = frame_of(table), Rows.of(frame_of(table))
    kept = rows.where(rows.named("name", "tea", "水")).where(slice_of(rows))
    expected = frame[frame["name"].isin(["tea", "水"])]
    assert len(kept) == len(expected)
    assert kept.texts("name").tolist() == expected["name"].tolist()
    assert total(kept.numbers("amount")) == expected["amount"].sum()


def slice_of(rows):
    return np.ones(int(rows.named("name", "tea", "水").sum()), dtype=bool)


@given(TABLE, TABLE)
def test_missing_texts_are_filled_and_others_stay(table, other):
    size = min(len(table), len(other))
    own, theirs = (frame_of(rows[:size])["name"] for rows in (table, other))
    filled = Texts.of(own).filled(Texts.of(theirs)).tolist()
    assert filled == [
        a if pd.notna(a) else b if pd.notna(b) else None for a, b in zip(own, theirs, strict=True)
    ]


def test_texts_are_mapped_to_others_or_to_nothing():
    texts = Texts.of(pd.Series(["b", None, "a", "c"]))
    assert texts.mapped({"a": "x", "b": "x"}).tolist() == ["x", None, "x", None]
    assert texts.code_of("nobody") not in texts.codes


@pytest.mark.parametrize("flags", [[True, False, None], pd.array([True, False, None], "boolean")])
def test_flags_are_one_zero_or_missing(flags):
    numbers = Rows.of(pd.DataFrame({"flag": flags})).numbers("flag")
    assert numbers[:2].tolist() == [1.0, 0.0]
    assert np.isnan(numbers[2])


def test_rows_outside_every_place_count_nowhere():
    amounts = np.array([1.0, 2.0, np.nan, 4.0])
    assert sums_by(np.array([0, -1, 1, 7]), amounts, 2).tolist() == [1.0, 0.0]


def test_a_column_may_be_put_in_the_place_of_another():
    rows = Rows.of(frame_of([("tea", 1), ("cola", 2)]))
    more = rows.having({"amount": np.array([5.0, 6.0]), "new": np.array([7.0, 8.0])})
    assert (more.numbers("amount").tolist(), "new" in more) == ([5.0, 6.0], True)
    assert more.texts("name").tolist() == ["tea", "cola"]
    assert rows.numbers("amount").tolist() == [1.0, 2.0]


def test_a_view_reads_once_and_a_plain_mapping_each_time():
    tables = {"sales": frame_of([("tea", 1)])}
    view = AccountView(tables)
    assert rows_of(view, "sales") is rows_of(view, "sales")
    assert rows_of(tables, "sales") is not rows_of(tables, "sales")
    assert (list(view), len(view)) == (["sales"], 1)
    assert shared(view, "other", lambda: 1) == shared(view, "other", lambda: 2) == 1
