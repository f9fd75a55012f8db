"""Whole cases of other worlds: another trade, calendar, quarter and unit, and hostile names."""

from dataclasses import replace

import pandas as pd
import pytest

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.synthesis import (
    AccountWish,
    SynthesisSpec,
    World,
    invent_accounts,
    synthesise,
    world_of_trade,
)

SAME_DAYS = {"rtol": 1e-9, "atol": 1e-6}
DAIRY = world_of_trade(
    "dairy", case_id="milk", company_zh="null", company_en='A: "b" #1', brand_zh="北牧",
    brand_en="Beimu", currency="USD", fiscal_year_start_month=4, review_quarter="2027Q3",
    weeks=65, season_strength=2.0, market_growth=0.3,
)  # fmt: skip
WISHES = (AccountWish("Seven Days", growth=0.2), AccountWish("=1+1 <b>店</b>"))


def written(world: World, folder):
    accounts = invent_accounts(world, 4, WISHES, seed=11)
    synthesise(SynthesisSpec(world, seed=11, accounts=accounts), folder)
    return load_case(folder)


@pytest.fixture(scope="module")
def dairy(tmp_path_factory):
    return written(DAIRY, tmp_path_factory.mktemp("worlds") / "milk")


def test_it_passes_the_check_without_a_word(dairy):
    report = check_case(dairy.path)
    assert report.problems == ()
    assert report.warnings == ()


def test_it_says_whose_it_is(dairy):
    file = dairy.file
    assert (file.our_company.zh, file.our_company.en) == ("null", 'A: "b" #1')
    assert (file.currency, str(file.as_of), file.ruleset) == ("USD", "2026-12-31", "company")
    assert file.calendar.fiscal_year_start_month == 4
    assert (file.parameters.quarter, file.parameters.account_id) == ("2027Q3", "K01")
    own = dairy.table("product").query("is_own")
    assert set(own["manufacturer"]) == {'null A: "b" #1'}
    assert dairy.accounts["account_name"].tolist()[:2] == ["Seven Days", "=1+1 <b>店</b>"]


def test_quarters_are_the_companys(dairy):
    assert dairy.quarters == ("2026Q3", "2026Q4", "2027Q1", "2027Q2", "2027Q3")
    weeks = dairy.table("sales").groupby("quarter")["period_start"].nunique()
    assert weeks.to_dict() == {
        "2026Q3": 13, "2026Q4": 13, "2027Q1": 13, "2027Q2": 13, "2027Q3": 14,
    }  # fmt: skip
    targets = dairy.table("objective").query("period_type == 'quarter'")
    assert set(targets["quarter"]) == {"2027Q1", "2027Q2", "2027Q3", "2027Q4"} | {"2026Q4"}


def test_what_has_happened_is_not_after_the_last_day(dairy):
    last = pd.Timestamp("2026-12-31")
    happened = {
        "sales": ["period_start"], "receivable": ["invoice_date", "paid_date"],
        "signal": ["date", "resolved_at"], "contact": ["last_touch"], "store": ["last_visit"],
        "opportunity": ["opened_at"], "forecast": ["made_on"], "promotion": ["requested_at"],
        "market": ["period_start"], "cost": ["period_start"], "order_line": ["delivered_at"],
    }  # fmt: skip
    for name, columns in happened.items():
        for column in columns:
            rows = dairy.table(name)
            if name == "cost":
                rows = rows[rows["scenario"] == "actual"]
            assert (rows[column].dropna() <= last).all(), (name, column)


def test_what_is_to_come_is_in_the_next_quarter(dairy):
    planned = dairy.table("promotion").query("status == 'planned'")
    assert set(planned["quarter"]) == {"2027Q4"}
    months = set(dairy.table("forecast")["month"])
    assert {"2027-01", "2027-02", "2027-03"} <= months
    assert max(months) == "2027-03"
    assert len(months) == 15
    assert set(dairy.table("negotiation")["case_id"].str[-4:]) == {"2028"}
    assert dairy.table("negotiation")["unit"].str.contains("yuan").sum() == 0


def test_it_speaks_of_its_own_trade(dairy):
    assert set(dairy.table("market")["category"]) == set(DAIRY.category_names)
    rivals = dairy.table("market")["competitor"].dropna().unique()
    assert set(rivals) == {each.name for each in DAIRY.competitors}
    assert "乳品采购 Dairy buyer" in set(dairy.table("contact")["role"])
    drinks = r"饮料|Beverage|清屿|Qingyu|峰泽|悦泉"
    for name in ("product", "contact", "opportunity", "market", "action"):
        texts = dairy.table(name).select_dtypes("str")
        for column in texts:
            assert not texts[column].dropna().str.contains(drinks).any(), (name, column)


def test_the_market_grows_as_asked(dairy):
    national = dairy.table("market").query("account_id == 'ALL'")
    sales = national.groupby("quarter")["category_sales_value"].sum()
    weeks = 13 / 14
    assert sales["2027Q3"] * weeks / sales["2026Q3"] == pytest.approx(1.3, abs=0.06)


def test_the_unit_of_the_files_changes_no_amount(dairy, tmp_path):
    in_wan = written(replace(DAIRY, unit="万元"), tmp_path / "milk")
    assert in_wan.file.unit == "万元"
    for name in dairy.tables:
        pd.testing.assert_frame_equal(in_wan.table(name), dairy.table(name), **SAME_DAYS)
    text = (tmp_path / "milk" / "receivable.csv").read_text(encoding="utf-8").splitlines()[1]
    amount = float(text.split(",")[3])
    assert amount * 10_000 == pytest.approx(dairy.table("receivable")["amount"][0])
