"""One account's rows: as a query over the whole tables finds them, also in a forked process."""

import multiprocessing
import os
import pickle

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from ka_helpers.cases import load_case
from ka_helpers.columns import TABLES

FLAGS = {pa.bool_(): pd.BooleanDtype()}


def queried(case, account_id, name):
    """The rows as DuckDB finds them in the table's Parquet file."""
    ids = [account_id, "ALL"] if name == "market" else [account_id]
    where = " or ".join(["account_id = ?"] * len(ids))
    query = "select * from read_parquet(?)"
    with duckdb.connect(config={"threads": 1}) as database:
        path = str(case.stored / f"{name}.parquet")
        if TABLES[name].of_accounts:
            rows = database.sql(f"{query} where {where}", params=[path, *ids])
        else:
            rows = database.sql(query, params=[path])
        return rows.to_arrow_table().to_pandas(types_mapper=FLAGS.get)


@pytest.mark.parametrize("name", ["beverage_china", "textbook"])
def test_a_slice_is_what_a_query_finds(name):
    case = load_case(name)
    for account_id in case.account_ids[::7]:
        rows = case.slice(account_id)
        assert tuple(rows) == case.tables
        for table in case.tables:
            pd.testing.assert_frame_equal(rows[table], queried(case, account_id, table))


def test_an_account_before_and_one_after_all(sound_case):
    """Rows of every account stand where sorting by id puts them."""
    rows = "account_id,period_start,category_sales_value\n"
    rows += "北方-03,2026-06-22,3\nALL,2026-06-22,2\n0101,2026-06-22,1\n"
    (sound_case / "market.csv").write_text(rows, encoding="utf-8")
    case = load_case(sound_case)
    found = {one: case.slice(one)["market"]["account_id"].tolist() for one in case.account_ids}
    assert found == {"0101": ["0101", "ALL"], "0102": ["ALL"], "北方-03": ["ALL", "北方-03"]}


def test_a_table_in_which_an_account_has_no_row_has_its_columns(sound_case):
    case = load_case(sound_case)
    for account_id in case.account_ids:
        for name, rows in case.slice(account_id).items():
            assert dict(rows.dtypes) == dict(case.table(name).dtypes)


def test_tables_of_a_slice_are_decoded_once_and_stay_with_it(sound_case):
    rows = load_case(sound_case).slice("0101")
    rows["sales"]["seen"] = 1
    assert "seen" in rows["sales"]
    again = pickle.loads(pickle.dumps(rows))
    assert again.account_name == rows.account_name
    pd.testing.assert_frame_equal(again["sales"], rows["sales"])


def test_a_slice_needs_no_file_once_it_is_there(sound_case):
    case = load_case(sound_case)
    rows = case.slice("0101")
    for path in case.stored.iterdir():
        path.unlink()
    assert len(rows["sales"]) == 2


def sold(case):
    return case.slice("0101")["sales"]["sales_value"].sum()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_slice_can_be_read_after_a_fork(sound_case):
    case = load_case(sound_case)
    here = sold(case)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.map(sold, [case] * 2) == [here] * 2
