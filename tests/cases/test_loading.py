"""Loading: one unit of money, defaults, quarters, and one account's rows."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ka_helpers.cases import case_names, load_case
from ka_helpers.cases.places import DATASETS
from ka_helpers.columns import NUMERIC, TABLES
from ka_helpers.errors import RequestError
from ka_helpers.periods import Calendar

DTYPES = {"date": "datetime64[us]", "flag": "boolean", "id": "str", "text": "str", "choice": "str"}
HOSTILE_IDS = ["' or 1=1 --", "0101'; drop table sales; --", "%", "", "ALL", "*", "0101\0"]


def changed(case, *swaps, file="case.yaml"):
    path = case / file
    text = path.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return case


def test_columns_have_the_dtype_of_their_kind(sound_case):
    case = load_case(sound_case)
    for name in case.tables:
        for column, dtype in case.table(name).dtypes.items():
            if column in ("quarter", "month"):
                assert dtype == "str"
            else:
                kind = TABLES[name][column].kind
                assert dtype == ("float64" if kind in NUMERIC else DTYPES[kind]), (name, column)


def test_a_slice_has_the_dtypes_of_the_whole(sound_case):
    case = load_case(sound_case)
    rows = case.slice("北方-03")
    assert {name: dict(rows[name].dtypes) for name in rows} == {
        name: dict(case.table(name).dtypes) for name in case.tables
    }


def test_wan_scales_money_and_nothing_else(sound_case):
    in_yuan = load_case(sound_case)
    before = {name: in_yuan.table(name) for name in in_yuan.tables}
    in_wan = load_case(changed(sound_case, ("unit: 元", "unit: 万元")))
    for name, frame in before.items():
        for column in frame:
            of_money = column in TABLES[name].by_name and TABLES[name][column].kind == "money"
            expected = frame[column] * 10_000 if of_money else frame[column]
            pd.testing.assert_series_equal(in_wan.table(name)[column], expected)
    assert in_wan.table("sales")["sales_value"].iloc[0] == 12_005_000


def test_wan_leaves_no_noise_of_the_multiplication(write, sound_case):
    changed(sound_case, ("unit: 元", "unit: 万元"))
    case = write(sales="account_id,period_start,sales_value\n0101,2026-06-22,0.57\n")
    assert 0.57 * 10_000 != 5_700
    assert load_case(case).table("sales")["sales_value"].tolist() == [5_700]


def test_defaults_fill_columns_and_cells_that_are_not_there(write, sound_case):
    changed(sound_case, ("sales_basis: sell_in", "sales_basis: sell_out"))
    rows = "0101,2026-06-22,5,\n0102,2026-06-22,6,sell_in\n"
    case = load_case(write(sales="account_id,period_start,sales_value,basis\n" + rows))
    assert case.table("sales")["basis"].tolist() == ["sell_out", "sell_in"]
    assert case.table("sales")["period_type"].tolist() == ["week", "week"]
    assert set(case.table("market")["period_type"]) == {"week"}
    assert "period_type" not in case.table("promotion")


def test_a_week_belongs_to_the_quarter_of_its_thursday(write):
    days = ["2026-03-30,week", "2026-06-29,week", "2026-03-30,month"]
    rows = "".join(f"0101,{day},5\n" for day in days)
    case = load_case(write(sales="account_id,period_start,period_type,sales_value\n" + rows))
    sales = case.table("sales")
    assert sales["quarter"].tolist() == ["2026Q2", "2026Q3", "2026Q1"]
    assert sales["month"].tolist() == ["2026-04", "2026-07", "2026-03"]
    assert case.quarters == ("2026Q1", "2026Q2", "2026Q3")


def test_the_fiscal_year_moves_quarters_and_not_months(sound_case):
    case = load_case(changed(sound_case, ("month: 1}", "month: 7}")))
    assert case.quarters == ("2026Q4",)
    assert set(case.table("sales")["month"]) == {"2026-06"}
    assert set(case.table("receivable")["quarter"]) == {"2026Q4"}
    assert Calendar(7).bounds("2026Q4")[1] == pd.Timestamp("2026-06-30")


def test_rows_without_a_day_have_no_quarter(write):
    lines = "order_id,line,account_id,qty_ordered,qty_delivered,requested_at\n"
    write(order_line=lines + "O1,1,0101,5,5,\nO2,1,0101,5,4,2026-05-04\n")
    orders = load_case(write()).table("order_line")
    assert orders["quarter"].isna().tolist() == [True, False]
    assert orders["quarter"].tolist()[1] == "2026Q2"


def test_a_slice_is_the_whole_filtered(sound_case):
    case = load_case(sound_case)
    assert case.account_ids == ("0101", "0102", "北方-03")
    for account_id in case.account_ids:
        rows = case.slice(account_id)
        assert (rows.account_id, tuple(rows)) == (account_id, case.tables)
        for name in case.tables:
            whole = case.table(name)
            if "account_id" in whole:
                ids = [account_id, "ALL"] if name == "market" else [account_id]
                whole = whole[whole["account_id"].isin(ids)].reset_index(drop=True)
            pd.testing.assert_frame_equal(rows[name], whole)


def test_a_slice_knows_its_account(sound_case):
    rows = load_case(sound_case).slice("北方-03")
    assert rows.account_name == "North Traders"
    assert rows.file.case_id == "sound"
    assert dict(rows.account) == {
        "account_id": "北方-03",
        "account_name": "North Traders",
        "parent_id": None,
        "payment_term_days": 30.0,
    }


@pytest.mark.parametrize("account_id", HOSTILE_IDS)
def test_an_id_is_never_part_of_the_query(sound_case, account_id):
    with pytest.raises(RequestError) as error:
        load_case(sound_case).slice(account_id)
    assert error.value.key in ("cases.no_such_account", "cases.misspelt_account")


def test_an_account_misspelt(sound_case):
    with pytest.raises(RequestError) as error:
        load_case(sound_case).slice("北方-3")
    assert error.value.said_in("en") == (
        "no account '北方-3' in this case; did you mean '北方-03'?"
    )


@pytest.mark.parametrize("folder", ["a[1]", "it's", "what?", "两个 词", "s*r", "{x}", "100%"])
def test_folders_may_have_any_name(sound_case, tmp_path, folder):
    case = load_case(sound_case.rename(tmp_path / folder))
    assert len(case.table("sales")) == 5
    assert len(case.slice("0101")["sales"]) == 2
    assert case.query("select count(*) as n from sales")["n"].tolist() == [5]


def test_queries_see_the_tables_and_take_parameters(sound_case):
    case = load_case(sound_case)
    found = case.query(
        "select account_name, sum(sales_value) as sold from sales join account using (account_id)"
        " where account_id = ? group by all", ["0101"],
    )  # fmt: skip
    assert found.to_dict("list") == {"account_name": ["East Stores"], "sold": [2500.5]}


@pytest.mark.parametrize("sql", ["selekt 1", "select * from nothing", "select nothing from sales"])
def test_a_query_that_cannot_be_run(sound_case, sql):
    with pytest.raises(RequestError) as error:
        load_case(sound_case).query(sql)
    assert error.value.key == "cases.query_failed"
    assert "account, product, sales" in str(error.value)


def test_a_table_the_case_has_not(sound_case):
    with pytest.raises(RequestError) as error:
        load_case(sound_case).table("forecast")
    assert error.value.key == "cases.no_such_table"


def test_the_ruleset_is_the_one_the_case_names(sound_case):
    assert load_case(sound_case).ruleset.name == "textbook"


def test_frames_are_the_readers_own(sound_case):
    case = load_case(sound_case)
    sales = case.table("sales")
    sales["sales_value"] = 0.0
    assert case.table("sales")["sales_value"].sum() > 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)))
def test_the_order_of_rows_in_the_file_never_matters_to_an_account(sound_case, order):
    path = sound_case / "sales.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *(rows[at] for at in order)]) + "\n", encoding="utf-8")
    case = load_case(sound_case)
    by_day = case.slice("0101")["sales"].sort_values("period_start")
    assert by_day["sales_value"].tolist() == [1200.5, 1300]
    assert case.table("sales")["account_id"].is_monotonic_increasing


def test_cases_have_names_folders_and_files(sound_case):
    by_folder = load_case(str(sound_case))
    assert by_folder.path == sound_case
    assert load_case(sound_case / "case.yaml").path == sound_case


@pytest.mark.parametrize("name", case_names())
def test_the_kits_own_cases_load(name):
    case = load_case(name)
    assert case.path == DATASETS / name
    assert case.file.case_id == name
    assert case.quarters
