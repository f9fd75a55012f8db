"""All accounts in one quarter: against plain pandas, and against each account's own review."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.metrics import profit, sales, share
from ka_helpers.metrics.position import assess_position
from ka_helpers.periods import trailing_quarters
from ka_helpers.reviews.building import review_context
from ka_helpers.reviews.portfolio import (
    build_portfolio,
    portfolio_for,
    portfolio_in,
    portfolio_mark,
    portfolio_to_json,
)
from ka_helpers.reviews.portfolio_inputs import AccountInputs
from ka_helpers.reviews.standings import KeptStandings, Standing, written_lines

QUARTER, BEFORE = "2026Q2", "2025Q2"
CASE_FILE = """case_id: small
title: Small
our_company: Us
as_of: "2026-06-30"
"""


@pytest.fixture(scope="module")
def case():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def portfolio(case):
    return build_portfolio(case, QUARTER)


@pytest.fixture(scope="module")
def inputs(portfolio):
    return portfolio.inputs_now()


@pytest.fixture(scope="module")
def by_quarter(case):
    """Return sell-in by account and quarter, added up without DuckDB."""
    rows = case.table("sales")
    rows = rows[rows["basis"] == "sell_in"]
    return rows.groupby(["account_id", "quarter"])["sales_value"].sum().unstack("quarter")


def small_case(folder, sales_rows, **tables):
    """Write and load a case of accounts A and B."""
    texts = {"case.yaml": CASE_FILE, "account.csv": "account_id,account_name\nA,Alpha\nB,Beta\n"}
    texts["sales.csv"] = sales_rows
    texts |= {f"{name}.csv": text for name, text in tables.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_case(folder)


# against plain pandas


def test_sales_of_the_quarter_and_of_four(inputs, by_quarter):
    year = by_quarter[list(trailing_quarters(QUARTER))].sum(axis=1)
    assert inputs["sales"].to_dict() == pytest.approx(by_quarter[QUARTER].to_dict())
    assert inputs["annual_sales"].to_dict() == pytest.approx(year.to_dict())


def test_growth_is_on_the_quarter_a_year_before(portfolio, inputs, by_quarter):
    assert portfolio.before == BEFORE
    growth = by_quarter[QUARTER] / by_quarter[BEFORE] - 1
    assert inputs["growth"].to_dict() == pytest.approx(growth.to_dict(), abs=1e-12)


def test_the_companys_growth_is_that_of_the_accounts_together(portfolio, by_quarter):
    both = by_quarter[[QUARTER, BEFORE]].dropna().sum()
    assert portfolio.growth == pytest.approx(both[QUARTER] / both[BEFORE] - 1)


@pytest.mark.parametrize("kind", ["display", "activity"])
def test_points_are_a_share_of_the_categorys(case, inputs, kind):
    rows = case.table("execution").query("quarter == @QUARTER")
    rows = rows.dropna(subset=[f"{kind}_own", f"{kind}_category"])
    sums = rows.groupby("account_id")[[f"{kind}_own", f"{kind}_category"]].sum()
    expected = (sums[f"{kind}_own"] / sums[f"{kind}_category"]).dropna()
    assert inputs[f"{kind}_share"].dropna().to_dict() == pytest.approx(expected.to_dict())


def test_skus_are_those_listed_at_the_end_of_the_quarter(case, inputs):
    rows = case.table("execution").query("quarter == @QUARTER").dropna(subset=["sku_listed"])
    last = rows[rows["period_start"] == rows.groupby("account_id")["period_start"].transform("max")]
    assert last["store_id"].isna().all()  # an account's rows are of all its stores
    expected = last.groupby("account_id")["sku_listed"].sum()
    assert inputs["sku_listed"].dropna().to_dict() == pytest.approx(expected.to_dict())


def test_trade_cost_is_what_was_spent_off_the_invoice(case, inputs):
    rows = case.table("cost").query("quarter == @QUARTER and scenario == 'actual'")
    rows = rows[rows["layer"].isin(["off_invoice", "promo"])]
    expected = rows.groupby("account_id")["amount"].sum() / inputs["sales"]
    assert inputs["trade_cost_ratio"].to_dict() == pytest.approx(expected.to_dict())


def test_an_account_stands_in_the_portfolio_as_in_its_own_review(case, portfolio, inputs):
    for account_id in case.account_ids[::8]:
        account = case.slice(account_id)
        context = review_context(account, portfolio)
        own = {
            "sales": sales.assess(account, QUARTER, context).sales.value,
            "annual_sales": sales.assess(account, QUARTER, context).annual_sales.value,
            "trade_cost_ratio": profit.assess(account, QUARTER, context).trade_cost_ratio.value,
        }
        assert inputs.loc[account_id, list(own)].to_dict() == pytest.approx(own)
        at_account = share.assess(account, QUARTER, context)
        if at_account.scope == "account":  # a share of the whole market is not the account's
            expected = at_account.share.value
            assert inputs.loc[account_id, "market_share"] == pytest.approx(expected)
        else:
            assert pd.isna(inputs.loc[account_id, "market_share"])


# the portfolio


def test_every_account_has_its_inputs_and_its_name(case, portfolio):
    assert tuple(row.account_id for row in portfolio.now) == case.account_ids
    assert [account_id for account_id, _ in portfolio.names] == list(case.account_ids)


@pytest.fixture(scope="module")
def kept(portfolio, tmp_path_factory):
    file = tmp_path_factory.mktemp("kept") / "portfolio.json"
    file.write_text(portfolio_to_json(portfolio), encoding="utf-8")
    return file


def test_a_kept_portfolio_is_read_and_not_built(case, portfolio, kept):
    assert portfolio_for(case, "1999Q1", str(kept)) == portfolio


def test_a_kept_portfolio_has_the_same_accounts(portfolio, kept):
    found = portfolio_in(kept)
    assert len(found.standings) == len(portfolio.standings)
    assert (found.names, found.now, found.then) == (portfolio.names, portfolio.now, portfolio.then)
    pd.testing.assert_frame_equal(found.inputs_now(), portfolio.inputs_now())


def test_one_account_is_read_from_a_kept_portfolio_as_from_the_one_built(portfolio, kept):
    for account_id, _ in portfolio.names:
        read = portfolio_in(kept).position_of(account_id)
        assert read == portfolio.position_of(account_id)
    assert portfolio_in(kept).position_of("nobody") is None


def test_a_place_is_that_of_the_account_scored_alone(portfolio, inputs):
    then = portfolio.inputs_before()
    for account_id in ("K02", "K09", "K22"):
        alone = assess_position(inputs, then, account_id, portfolio.ruleset, portfolio.before)
        assert portfolio.position_of(account_id) == alone


def standing(account_id):
    inputs = AccountInputs(account_id, 1.0, *[None] * 9)
    return Standing(account_id, "Name", inputs, None, None)


@given(st.lists(st.text(max_size=8), unique=True), st.text(max_size=8))
def test_every_account_is_found_by_its_id_and_no_other(ids, other):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kept"
        lines = written_lines(map(standing, ids))
        file.write_bytes(("{}\n" + "".join(lines)).encode(errors="surrogatepass"))
        kept = KeptStandings(file)
        assert set(kept) == set(ids)
        assert all(kept[account_id] == standing(account_id) for account_id in ids)
        assert (other in kept) == (other in ids)


def test_a_mark_tells_whether_an_accounts_review_takes_something_else(portfolio, kept):
    mark = portfolio_mark(portfolio, "K02")
    assert portfolio_mark(portfolio_in(kept), "K02") == mark
    assert mark != portfolio_mark(portfolio, "K03")
    assert mark != portfolio_mark(replace(portfolio, growth=0.5), "K02")
    renamed = replace(portfolio.standings["K03"], name="Another name")
    others = {**portfolio.standings, "K03": renamed}
    assert mark == portfolio_mark(replace(portfolio, standings=others), "K02")


def test_a_quarter_without_sales_is_refused_with_those_there_are(case):
    with pytest.raises(RequestError) as error:
        build_portfolio(case, "2027Q1")
    assert "2026Q2" in error.value.said_in("zh")


def test_what_came_before_is_compared_with_what_lies_as_far_back(case):
    first_year = build_portfolio(case, "2024Q4")
    assert first_year.before == "2024Q3"
    assert build_portfolio(case, "2024Q3").before is None
    assert build_portfolio(case, "2024Q3").then == ()
    # 2025Q2 stands against 2024Q2, which has no sales: its growth is not known
    assert build_portfolio(case, QUARTER).inputs_before()["growth"].isna().all()
    step = build_portfolio(case, "2025Q1")
    assert (step.before, step.then[0].growth is None) == ("2024Q4", False)


# what may not be added up


def test_weeks_are_not_added_to_their_months_or_years(tmp_path):
    rows = (
        "account_id,period_start,sales_value,period_type\n"
        "A,2026-04-06,10,week\nA,2026-04-13,20,week\nA,2026-04-01,900,month\nA,2026-04-01,5000,year\n"
        "B,2026-04-01,7,month\n"
    )
    case = small_case(tmp_path, rows)
    inputs = build_portfolio(case, QUARTER).inputs_now()
    assert inputs["sales"].to_dict() == {"A": 30.0, "B": 7.0}


def test_only_actual_trade_spend_of_the_quarter_counts(tmp_path):
    rows = "account_id,period_start,sales_value\nA,2026-04-06,1000\nB,2026-04-06,1000\n"
    costs = (
        "cost_id,account_id,period_start,cost_type,amount,scenario,period_type\n"
        "1,A,2026-04-06,rebate,50,,week\n2,A,2026-04-06,rebate,70,plan,week\n"
        "3,A,2026-04-06,list_discount,90,actual,week\n4,A,2026-04-01,rebate,800,actual,year\n"
        "5,A,2026-04-06,gift,10,actual,week\n6,B,2026-04-06,logistics,5,actual,week\n"
    )
    inputs = build_portfolio(small_case(tmp_path, rows, cost=costs), QUARTER).inputs_now()
    assert inputs["trade_cost_ratio"].to_dict() == pytest.approx({"A": 0.06, "B": 0.0})


def test_a_categorys_total_counts_once_and_includes_us(tmp_path):
    rows = (
        "account_id,period_start,sales_value,basis,period_type\n"
        "A,2026-04-01,20,sell_out,month\nB,2026-04-01,20,sell_out,month\n"
    )
    market = (
        "account_id,period_start,category_sales_value,competitor,own_excluded,period_type\n"
        "A,2026-04-01,100,Rival,false,month\nA,2026-04-01,100,Other,false,month\n"
        "B,2026-04-01,80,,true,month\n"
    )
    inputs = build_portfolio(small_case(tmp_path, rows, market=market), QUARTER).inputs_now()
    assert inputs["market_share"].to_dict() == pytest.approx({"A": 0.2, "B": 0.2})


def test_an_account_that_changed_its_basis_does_not_stop_the_others(tmp_path):
    rows = (
        "account_id,period_start,sales_value,basis\n"
        "A,2025-04-07,10,sell_in\nA,2026-04-06,30,sell_out\n"
    )
    portfolio = build_portfolio(small_case(tmp_path, rows), QUARTER)
    assert portfolio.growth is None
    assert pd.isna(portfolio.inputs_now().loc["A", "sales"])
