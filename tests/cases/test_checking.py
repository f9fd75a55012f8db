"""The report of a check: complete in its list, short in print, and nothing written."""

import pytest

from ka_helpers.cases import check_case
from ka_helpers.cases.columns_check import MOST_KEPT
from ka_helpers.errors import RequestError

SALES = "account_id,period_start,sales_value\n"


def test_keeps_every_problem_and_prints_five_of_a_kind(write):
    case = write(market="account_id,period_start,category,category_sales_value\n"
                 + "".join(f"ALL,2026-06-22,c{n},-{n}\n" for n in range(1, 9)))  # fmt: skip
    report = check_case(case)
    assert [problem.row for problem in report.problems] == list(range(2, 10))
    assert report.said_in("en") == "\n".join(
        [
            "case sound cannot be loaded; problems found: 8",
            *(
                f"  market.csv: row {row}, column category_sales_value: found -{row - 1}, "
                "expected 0 or more; check the sign and the column"
                for row in range(2, 7)
            ),
            "    … and 3 more like this",
            "rows read",
            "  account: 3",
            "  product: 2",
            "  sales: 5",
            "  market: 8",
            "  promotion: 2",
            "  cost: 2",
            "  receivable: 2",
        ]
    )
    assert "    ……另有 3 处同样的问题" in report.said_in("zh").splitlines()


def test_a_column_of_faults_is_counted_beyond_what_anyone_reads(write):
    rows = "".join(f"0101,2026-06-22,P{n},x\n" for n in range(MOST_KEPT + 7))
    case = write(sales="account_id,period_start,product_id,sales_value\n" + rows, product=None)
    problems = [p for p in check_case(case).problems if p.column == "sales_value"]
    assert len(problems) == MOST_KEPT + 1
    assert (problems[-1].key, problems[-1].values) == ("cases.and_more", {"n": 7})


def test_a_check_writes_nothing(sound_case):
    before = sorted(sound_case.rglob("*"))
    check_case(sound_case)
    assert sorted(sound_case.rglob("*")) == before


def test_warnings_do_not_stop_a_case(write):
    case = write(sales=SALES + "0101,2026-06-22,5\n0101,2026-07-06,6\n")
    report = check_case(case)
    assert report.passed
    assert [warning.said_in("en") for warning in report.warnings] == [
        "sales.csv: row 3, column period_start: rows later than as_of in case.yaml "
        "(2026-06-30): 1; move as_of or look at the dates",
        "account.csv: accounts without a row in sales: 2 (0102, 北方-03)",
    ]


def test_a_month_need_not_start_on_a_monday(write):
    sales = "account_id,period_start,sales_value,period_type\n0101,2026-04-01,5,month\n"
    assert check_case(write(sales=sales)).passed


def test_a_faulty_case_file_does_not_hide_the_faults_of_tables(write, sound_case):
    written = (sound_case / "case.yaml").read_text(encoding="utf-8")
    for_months = written.replace("period_type: week", "period_type: month").replace("CNY", "yuan")
    case = write(case=for_months, sales=SALES + "0101,2026-06-23,5\n0101,2026-06-24,many\n")
    assert [p.key for p in check_case(case).problems] == [
        "cases.yaml_currency",
        "cases.not_a_number",
    ]


def test_rows_that_differ_in_a_default_only_are_the_same_row(write):
    sales = (
        "account_id,period_start,sales_value,basis\n0101,2026-06-22,5,\n0101,2026-06-22,5,sell_in\n"
    )
    assert [p.key for p in check_case(write(sales=sales)).problems] == ["cases.same_key"]


def test_a_cell_that_cannot_be_read_is_reported_once(write):
    sales = SALES + "0101,22 June,5\n0101,23 June,5\n"
    assert [(p.row, p.key) for p in check_case(write(sales=sales)).problems] == [
        (2, "cases.not_a_date"),
        (3, "cases.not_a_date"),
    ]


def test_every_account_row_of_market_may_name_every_account_only(write):
    case = write(sales=SALES + "ALL,2026-06-22,5\n")
    assert [(p.file, p.key) for p in check_case(case).problems] == [
        ("sales.csv", "cases.unknown_id")
    ]


def test_a_missing_account_table_does_not_make_every_id_unknown(write):
    case = write(account=None)
    assert [p.key for p in check_case(case).problems] == ["cases.table_missing"]


@pytest.mark.parametrize("name", ["no such case", "../sound", "", "/nowhere/at/all"])
def test_a_case_that_is_not_there(name):
    with pytest.raises(RequestError) as error:
        check_case(name)
    assert error.value.key == "cases.no_such_case"
