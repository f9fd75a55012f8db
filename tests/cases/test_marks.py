"""Marks: equal data, equal mark; one cell of an account changed, its mark alone changed."""

import random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases import load_case
from ka_helpers.cases.digests import Digester
from ka_helpers.errors import RequestError


def marks_of(folder):
    case = load_case(folder)
    return {account_id: case.mark(account_id) for account_id in case.account_ids}


def changed(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def different(before, after):
    return {account_id for account_id in before if before[account_id] != after[account_id]}


def test_every_account_has_a_mark_of_its_own(sound_case):
    marks = marks_of(sound_case)
    assert len(set(marks.values())) == len(marks) == 3
    assert marks_of(sound_case) == marks


CELLS = [
    ("sales.csv", "1300", "1300.01"),
    ("sales.csv", "0101,2026-06-15,P1", "0101,2026-06-08,P1"),
    ("sales.csv", "0101,2026-06-15,P1", "0101,2026-06-15,P2"),
    ("sales.csv", "100,true", "100,false"),
    ("sales.csv", "100,true", "100,"),
    ("sales.csv", "100,true", ",true"),
    ("receivable.csv", "I1,", "I9,"),
    ("receivable.csv", "2026-06-01", ""),
    ("account.csv", "East Stores,,45", "East Stores,,46"),
    ("account.csv", "East Stores,,45", "West Stores,,45"),
    ("market.csv", ",5000", ",5001"),
]


@pytest.mark.parametrize(("file", "old", "new"), CELLS)
def test_a_changed_cell_changes_the_mark_of_its_account_alone(sound_case, file, old, new):
    before = marks_of(sound_case)
    changed(sound_case, file, old, new)
    assert different(before, marks_of(sound_case)) == {"0101"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("case.yaml", 'as_of: "2026-06-30"', 'as_of: "2026-06-29"'),
        ("case.yaml", "weeks_of_cover: 8", "weeks_of_cover: 9"),
        ("product.csv", "P2,tea,false", "P2,tea,true"),
        ("market.csv", ",90000", ",90001"),
    ],
)
def test_what_all_reviews_read_changes_all_marks(sound_case, file, old, new):
    before = marks_of(sound_case)
    changed(sound_case, file, old, new)
    assert different(before, marks_of(sound_case)) == set(before)


def test_the_ruleset_is_part_of_every_mark(sound_case):
    before = marks_of(sound_case)
    text = (sound_case / "case.yaml").read_text(encoding="utf-8")
    (sound_case / "case.yaml").write_text(text + "ruleset: national\n", encoding="utf-8")
    assert different(before, marks_of(sound_case)) == set(before)


def test_what_notebooks_start_with_is_no_part_of_a_mark(sound_case):
    before = marks_of(sound_case)
    changed(sound_case, "case.yaml", "quarter: 2026Q2", "quarter: 2026Q1")
    assert marks_of(sound_case) == before


def test_format_and_other_accounts_rows_make_no_difference(sound_case):
    before = marks_of(sound_case)
    path = sound_case / "sales.csv"
    rows = pd.read_csv(path, dtype={"account_id": str})
    of_others = rows.index[rows["account_id"] != "0101"].tolist()
    random.Random(1).shuffle(of_others)
    own = rows.index[rows["account_id"] == "0101"].tolist()
    shuffled = rows.loc[[*of_others, *own]]
    path.unlink()
    shuffled.assign(period_start=pd.to_datetime(shuffled["period_start"])).to_parquet(
        sound_case / "sales.parquet", index=False
    )
    assert marks_of(sound_case)["0101"] == before["0101"]


def test_an_account_more_changes_no_other_mark(sound_case):
    before = marks_of(sound_case)
    path = sound_case / "account.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    rows.append("0100,First Stores" + "," * (header.count(",") - 1))
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    after = marks_of(sound_case)
    assert len(after) == 4
    assert different(before, after) == set()


@pytest.mark.parametrize("account_id", ["", "ALL", "nobody"])
def test_an_account_that_is_not_there_has_no_mark(sound_case, account_id):
    with pytest.raises(RequestError) as error:
        load_case(sound_case).mark(account_id)
    assert error.value.key in ("cases.no_such_account", "cases.misspelt_account")


ROWS = st.lists(
    st.tuples(
        st.sampled_from([None, 0.0, -0.0, 1.5, float("nan")]),
        st.sampled_from([None, "", "a", "ab", "中"]),
        st.sampled_from([None, True, False]),
        st.sampled_from([None, pd.Timestamp("2026-01-05"), pd.Timestamp("1970-01-01")]),
    ),
    max_size=6,
)
NAMES = ("number", "text", "flag", "day")
TYPES = (pa.float64(), pa.large_string(), pa.bool_(), pa.timestamp("us"))


def table_of(rows):
    columns = zip(*rows, strict=True) if rows else [()] * len(NAMES)
    arrays = [pa.array(list(c), t, from_pandas=True) for c, t in zip(columns, TYPES, strict=True)]
    return pa.table(arrays, names=NAMES)


def meant(rows):
    """Rows as text: NaN is missing, minus zero is zero."""
    return [
        [str("missing" if pd.isna(one) else 0.0 if one == 0 and one is not False else one)
         for one in row]
        for row in rows
    ]  # fmt: skip


@given(ROWS, ROWS, ROWS)
def test_digests_are_equal_where_values_are(before, rows, other):
    """Wherever rows stand in a table, and whatever stands around them."""
    alone = Digester(table_of(rows)).of(0, len(rows))
    amid = Digester(table_of([*before, *rows, *other]))
    assert amid.of(len(before), len(before) + len(rows)) == alone
    of_other = Digester(table_of(other)).of(0, len(other))
    assert (of_other == alone) == (meant(rows) == meant(other))


def test_text_cannot_move_from_one_row_to_the_next():
    one, other = pa.table({"a": ["ab", "c"]}), pa.table({"a": ["a", "bc"]})
    assert Digester(one).of(0, 2) != Digester(other).of(0, 2)


def test_nan_of_any_kind_is_missing():
    odd = np.frombuffer(np.uint64(0xFFF8000000000001).tobytes(), dtype=float)
    one, other = (pa.table({"a": pa.array(v, from_pandas=True)}) for v in (odd, np.array([np.nan])))
    assert Digester(one).of(0, 1) == Digester(other).of(0, 1)
