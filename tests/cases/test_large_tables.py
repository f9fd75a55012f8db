"""Tables read in blocks: the same case, the same problems, word for word, as read as a whole."""

import numpy as np
import pandas as pd
import pytest

from ka_helpers.cases import (
    check_case,
    columns_check,
    large_checks,
    large_tables,
    load_case,
    reading,
)

DAYS = pd.date_range("2026-01-05", periods=20, freq="7D")


def sales_of(accounts, days=DAYS):
    rows = [(account, day) for account in accounts for day in days]
    frame = pd.DataFrame(rows, columns=["account_id", "period_start"])
    frame["sales_value"] = np.arange(len(frame)) / 4
    frame["product_id"] = np.resize(["P1", "P2", None], len(frame))
    frame["in_region"] = np.resize([True, False, None], len(frame))
    frame["in_region"] = frame["in_region"].astype("boolean")
    return frame


@pytest.fixture
def sold(sound_case):
    """Return a function that makes the sound case's sales a Parquet table of these rows."""
    (sound_case / "sales.csv").unlink()

    def put(frame):
        frame.to_parquet(sound_case / "sales.parquet", index=False)
        return sound_case

    return put


@pytest.fixture
def in_blocks(monkeypatch):
    """Return a function that makes tables of any size large, and blocks this long."""

    def make(rows_in_block):
        monkeypatch.setattr(large_tables, "LARGE", 1)
        monkeypatch.setattr(reading, "ROWS_IN_BLOCK", rows_in_block)

    return make


def loaded(folder):
    case = load_case(folder)
    tables = {name: case.table(name) for name in case.tables}
    slices = {one: dict(case.slice(one)) for one in case.account_ids}
    marks = {one: case.mark(one) for one in case.account_ids}
    return case.quarters, marks, tables, slices


def assert_same(one, other):
    assert one[:2] == other[:2]
    for name, rows in one[2].items():
        pd.testing.assert_frame_equal(rows, other[2][name])
    for account_id, tables in one[3].items():
        for name, rows in tables.items():
            pd.testing.assert_frame_equal(rows, other[3][account_id][name])


@pytest.mark.parametrize("rows_in_block", [7, 20])
@pytest.mark.parametrize("order", ["sorted", "by_day", "one_out_of_place"])
def test_a_table_in_blocks_loads_as_the_same_case(sold, in_blocks, rows_in_block, order):
    frame = sales_of(["0101", "0102", "北方-03"])
    if order == "by_day":
        frame = frame.sort_values("period_start", kind="stable")
    if order == "one_out_of_place":
        frame = pd.concat([frame.iloc[-1:], frame.iloc[:-1]])
    case = sold(frame)
    whole = loaded(case)
    for cache in (case / ".ka-kit").iterdir():
        cache.rename(case / "as_a_whole")
    in_blocks(rows_in_block)
    assert_same(loaded(case), whole)
    assert not list((case / ".ka-kit").glob("*/*.tmp"))


FAULTS = {
    "none": lambda frame: frame,
    "unknown accounts": lambda frame: frame.assign(
        account_id=frame["account_id"].replace("0102", "102")
    ),
    "negative units, text for numbers": lambda frame: frame.assign(
        units=np.where(frame.index % 9 == 0, -1.0, 3.0),
        sales_value=np.where(frame.index % 11 == 0, "1,000", "5"),
    ),
    "same keys, far apart": lambda frame: pd.concat([frame, frame.iloc[[0, 30, 59, 30]]]),
    "same keys with a missing part": lambda frame: pd.concat(
        [frame.assign(product_id=None), frame.iloc[[2]].assign(product_id=None)]
    ),
    "days that are no Mondays, and late": lambda frame: frame.assign(
        period_start=frame["period_start"].where(frame.index % 13 > 0, pd.Timestamp("2026-12-01"))
    ),
    "a column misspelt and one unknown": lambda frame: frame.rename(
        columns={"sales_value": "sales_valeu"}
    ).assign(colour="red"),
    "accounts missing": lambda frame: frame.assign(
        account_id=frame["account_id"].where(frame.index % 5 > 0)
    ),
    "everything at once": lambda frame: pd.concat(
        [frame.assign(units=-1.0, product_id="P9", account_id="0109")] * 2
    ),
}


@pytest.mark.parametrize("most_kept", [10_000, 4])
@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_table_in_blocks_has_the_same_problems(sold, in_blocks, monkeypatch, fault, most_kept):
    for module in (columns_check, large_checks):
        monkeypatch.setattr(module, "MOST_KEPT", most_kept)
    case = sold(FAULTS[fault](sales_of(["0101", "0102", "北方-03"]).reset_index(drop=True)))
    whole = check_case(case)
    assert whole.passed == (fault == "none")
    for rows_in_block in (1, 8):
        in_blocks(rows_in_block)
        report = check_case(case)
        assert report.said_in("en") == whole.said_in("en")
        assert sorted(map(repr, report.problems)) == sorted(map(repr, whole.problems))
        assert (report.warnings, report.rows) == (whole.warnings, whole.rows)


def test_two_keys_of_one_number_are_not_taken_for_one(sold, in_blocks, monkeypatch):
    case = sold(sales_of(["0101", "0102"]))
    in_blocks(7)
    monkeypatch.setattr(
        large_checks, "_numbers_of", lambda keys: np.ones(len(keys), dtype=np.uint64)
    )
    assert check_case(case).passed


def test_a_damaged_large_file(sold, in_blocks):
    case = sold(sales_of(["0101"]))
    path = case / "sales.parquet"
    written = bytearray(path.read_bytes())
    written[4:60] = bytes(56)
    path.write_bytes(written)
    keys = [problem.key for problem in check_case(case).problems]
    in_blocks(7)
    assert [problem.key for problem in check_case(case).problems] == keys == ["cases.file_damaged"]
