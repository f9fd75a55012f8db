"""What concessions cost: by hand on one account, then laws, then every account of the sample."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.cases import load_case
from ka_helpers.cases.case import AccountSlice
from ka_helpers.errors import RequestError
from ka_helpers.i18n import say
from ka_helpers.negotiation.assumptions import USUAL, Assumptions
from ka_helpers.negotiation.frontier import frontier_of, zone_of
from ka_helpers.negotiation.pricing import prepare
from ka_helpers.negotiation.pricing_issues import recognised
from ka_helpers.negotiation.pricing_year import year_of

QUARTER = "2026Q2"
YEAR = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
MONEY = ("sales_value", "list_value", "amount", "fixed_fee", "unit_allowance", "list_price",
         "unit_cost", "retail_price")  # fmt: skip
SOME = ("K01", "K03", "K04", "K14", "K17", "K23")
"""Large and small, with a loss and a profit, online, and a dealer without a table or sell-out."""


@pytest.fixture(scope="module")
def sample():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def wolin(sample):
    return sample.slice("K01")


@pytest.fixture(scope="module")
def mandate(wolin):
    return prepare(wolin, QUARTER)


@pytest.fixture(scope="module")
def mandates(sample):
    return {name: prepare(sample.slice(name), QUARTER) for name in SOME}


@pytest.fixture(scope="module")
def books(wolin):
    """Return the account's year straight from its tables: sales, goods and costs by type."""
    sales = wolin["sales"]
    sold = sales[(sales["basis"] == "sell_in") & sales["quarter"].isin(YEAR)]
    unit_cost = sold["product_id"].map(wolin["product"].set_index("product_id")["unit_cost"])
    retail = sold["product_id"].map(wolin["product"].set_index("product_id")["retail_price"])
    cost = wolin["cost"]
    actual = cost[(cost["scenario"] == "actual") & cost["quarter"].isin(YEAR)]
    return {
        "sales": sold["sales_value"].sum(),
        "goods": (sold["units"] * unit_cost).sum(),
        "retail": (sold["units"] * retail).sum(),
        "by_product": sold.groupby("product_id")["sales_value"].sum().sort_values(ascending=False),
        **actual.groupby("cost_type")["amount"].sum(),
    }


def _without(account, *tables):
    kept = {name: frame for name, frame in account.tables.items() if name not in tables}
    return AccountSlice(account.account_id, account.file, kept)


def _with_rows(account, rows):
    """Return the account with another negotiation table, and without promotions: they take long."""
    table = pd.DataFrame(
        [
            {
                "case_id": "N", "account_id": account.account_id, "weight_us": 10.0,
                "weight_them": 10.0, **row,
            }
            for row in rows
        ]
    )  # fmt: skip
    tables = {**_without(account, "promotion").tables, "negotiation": table}
    return AccountSlice(account.account_id, account.file, tables)


def test_the_year_is_that_of_the_tables(mandate, books):
    year = mandate.year
    assert year.quarters == YEAR
    assert year.sales == pytest.approx(books["sales"])
    assert year.cogs == pytest.approx(books["goods"])
    assert year.retail == pytest.approx(books["retail"])
    assert year.rebate == pytest.approx(books["rebate"])
    assert year.best_sellers == pytest.approx(tuple(books["by_product"]))


def test_what_stops_with_the_business_is_sales_less_goods_and_all_cost_that_moves(mandate, books):
    moving = ("rebate", "price_difference", "display_fee", "promotion", "gift", "terms_cost",
              "logistics", "penalty", "other")  # fmt: skip
    spent = sum(books.get(kind, 0.0) for kind in moving)
    assert mandate.year.contribution == pytest.approx(books["sales"] - books["goods"] - spent)


def test_what_the_account_earns_on_us(mandate, books):
    income = ("rebate", "price_difference", "display_fee", "entry_fee", "listing_fee")
    assert mandate.year.their_back == pytest.approx(sum(books.get(kind, 0.0) for kind in income))
    assert mandate.year.their_front == pytest.approx(books["retail"] - books["sales"])


def test_a_tenth_of_a_percent_of_rebate_moves_that_part_of_the_years_sales(mandate, books):
    price = mandate.price("rebate")
    assert (price.start, price.step) == (0.075, 0.001)
    assert price.us == pytest.approx(-0.001 * books["sales"])
    assert price.them == pytest.approx(0.001 * books["sales"])


def test_ten_days_cost_interest_on_ten_days_sales(mandate, books):
    price = mandate.price("payment_days")
    ours = books["terms_cost"] / (books["sales"] * 60 / 365)
    assert price.us == pytest.approx(-10 * books["sales"] / 365 * ours)
    assert price.them == pytest.approx(10 * books["sales"] / 365 * USUAL.their_interest)
    assert mandate.year.measured_interest


def test_a_display_shows_the_next_best_seller_and_helps_the_promotions_beside_it(mandate, books):
    year, ran = mandate.year, mandate.year.promotions
    extra = USUAL.display_lift * books["by_product"].iloc[1]
    linked = ran.display_gain * ran.slots / 5
    assert mandate.price("displays").us == pytest.approx(extra * year.contribution_rate + linked)
    assert ran.display_gain > 0
    new = USUAL.new_to_store * (extra * year.their_rate + ran.display_extra_sales * ran.slots / 5
                                * year.their_rate)  # fmt: skip
    rent = USUAL.space_rate * extra * books["retail"] / books["sales"]
    assert mandate.price("displays").them == pytest.approx(new - rent)


def test_displays_are_worth_less_one_after_another(mandate):
    worths = np.diff(mandate.agenda.us.curves["displays"].worths)
    assert (worths > 0).all()
    assert (np.diff(worths) < 0).all()


def test_a_promotion_slot_is_worth_what_the_years_promotions_left(mandate):
    ran, price = mandate.year.promotions, mandate.price("promotion_slots")
    assert price.us == pytest.approx(ran.margin - ran.spend)
    assert price.start == ran.slots == 11


def test_a_new_sku_sells_its_part_and_costs_todays_fee(mandate, books):
    year = mandate.year
    own = 0.5 * books["sales"] / len(books["by_product"]) * (1 - 0.2)
    fee = mandate.agenda.today["listing_fee"]
    assert mandate.price("new_skus").us == pytest.approx(own * year.contribution_rate - fee)


def test_a_fee_is_paid_for_each_sku_that_is_listed(mandate):
    agenda, today = mandate.agenda, mandate.agenda.today
    gain = mandate.price("new_skus").us + today["listing_fee"]
    for n in agenda.by_key["new_skus"].values:
        for fee in agenda.by_key["listing_fee"].values:
            package = agenda.package(new_skus=n, listing_fee=fee)
            assert agenda.us.worth(package) == pytest.approx(n * (gain - fee), abs=1e-6)
    assert mandate.price("listing_fee").us == pytest.approx(-3 * mandate.price("listing_fee").step)


def test_today_is_worth_nothing_to_anybody(mandates):
    for mandate in mandates.values():
        agenda = mandate.agenda
        assert agenda.us.worth(agenda.today) == pytest.approx(0, abs=1e-6)
        assert agenda.them.worth(agenda.today) == pytest.approx(0, abs=1e-6)


def test_a_priced_step_moves_the_worth_by_its_price(mandates):
    for mandate in mandates.values():
        agenda = mandate.agenda
        for price in mandate.prices:
            planned = {"new_skus": 3.0} if price.issue == "listing_fee" else {}
            start = {**agenda.today, **planned}
            moved = {**start, price.issue: price.end}
            assert agenda.us.worth(moved) - agenda.us.worth(start) == pytest.approx(price.us)
            assert agenda.them.worth(moved) - agenda.them.worth(start) == pytest.approx(price.them)


@settings(max_examples=40)
@given(st.data())
def test_a_package_is_worth_its_steps_and_what_linked_issues_add(mandate, data):
    agenda = mandate.agenda
    package = {
        issue.key: data.draw(st.sampled_from(issue.values.tolist())) for issue in agenda.issues
    }
    for side in (agenda.us, agenda.them):
        alone = sum(float(side.curves[key].at(value)) for key, value in package.items())
        linked = sum(
            link.worth
            * (package[link.issues[0]] - link.at[0])
            * (package[link.issues[1]] - link.at[1])
            for link in side.links
        )
        assert side.worth(package) == pytest.approx(alone + linked)


def test_what_only_moves_money_adds_up_to_nothing(mandates):
    for mandate in mandates.values():
        for key in ("rebate", "listing_fee"):
            price = mandate.price(key)
            assert price.us + price.them == pytest.approx(0, abs=1e-9)


def test_a_case_in_another_unit_of_money_has_the_same_prices_in_it(wolin):
    scaled = {
        name: frame.assign(**{column: 7 * frame[column] for column in MONEY if column in frame})
        for name, frame in _without(wolin, "negotiation").tables.items()
    }
    plain = prepare(_without(wolin, "negotiation"), QUARTER)
    other = prepare(AccountSlice("K01", wolin.file, scaled), QUARTER)
    for price in plain.prices:
        if price.issue != "listing_fee":  # its step is money itself
            assert other.price(price.issue).us == pytest.approx(7 * price.us, rel=1e-6)
    assert other.agenda.us.reservation == pytest.approx(7 * plain.agenda.us.reservation)


def test_the_table_says_limits_targets_and_what_they_ask_first(mandate):
    agenda = mandate.agenda
    assert mandate.from_table
    assert agenda.limits == {
        "rebate": 0.085, "payment_days": 70, "displays": 1, "promotion_slots": 14, "new_skus": 1,
        "listing_fee": 70_000,
    }  # fmt: skip
    assert agenda.targets["rebate"] == 0.07
    assert agenda.their_openings["rebate"] == 0.1
    assert mandate.weights_them["rebate"] == 30
    assert mandate.their_limits["rebate"] == 0.065


def test_without_a_table_the_usual_issues_lie_about_today(wolin):
    mandate = prepare(_without(wolin, "negotiation"), QUARTER)
    keys = ("rebate", "payment_days", "displays", "promotion_slots", "new_skus", "listing_fee")
    assert mandate.agenda.keys == keys
    assert not mandate.from_table
    assert mandate.agenda.today["payment_days"] == 60
    assert mandate.agenda.limits == {} == mandate.weights_us
    assert mandate.price("rebate").us == pytest.approx(-0.001 * mandate.year.sales)


def test_without_promotions_slots_are_no_usual_issue(wolin):
    mandate = prepare(_without(wolin, "negotiation", "promotion"), QUARTER)
    assert "promotion_slots" not in mandate.agenda.keys
    assert all(link.issues != ("displays", "promotion_slots") for link in mandate.agenda.us.links)


@pytest.mark.parametrize(
    ("text", "unit", "key"),
    [
        ("年度返利", "%", "rebate"),
        ("Annual rebate", "percent %", "rebate"),
        ("账期", "天", "payment_days"),
        ("Payment terms", "days", "payment_days"),
        ("端架陈列", "个/店", "displays"),
        ("End-cap displays", "per store", "displays"),
        ("首页资源位", "个", "displays"),
        ("促销档期", "档/年", "promotion_slots"),
        ("新品进场费", "元/SKU", "listing_fee"),
        ("条码费", "万元", "listing_fee"),
        ("引进新品", "支", "new_skus"),
        ("New SKUs", "SKUs", "new_skus"),
        ("送货窗口", "天", "delivery_window"),
        ("供货价上调", "%", "price"),
        ("年度返利", "元", None),
        ("店长培训", "场", None),
    ],
)
def test_issues_are_known_by_text_and_unit(text, unit, key):
    assert recognised(text, unit) == key


def test_percent_and_wan_are_units_of_the_table_only(wolin):
    rows = [
        {"issue": "返利", "unit": "%", "low": 5.0, "high": 10.0, "step": 0.5, "today": 7.5},
        {"issue": "进场费", "unit": "万元/支", "low": 0.0, "high": 10.0, "step": 1.0, "today": 5.0},
    ]
    agenda = prepare(_with_rows(wolin, rows), QUARTER).agenda
    assert agenda.by_key["rebate"].values.tolist() == pytest.approx(np.arange(0.05, 0.101, 0.005))
    assert (agenda.by_key["listing_fee"].high, agenda.today["listing_fee"]) == (100_000, 50_000)


def test_a_range_takes_in_what_holds_today(wolin):
    rows = [{"issue": "账期", "unit": "天", "low": 20.0, "high": 40.0, "step": 5.0}]
    issue = prepare(_with_rows(wolin, rows), QUARTER).agenda.by_key["payment_days"]
    assert (issue.low, issue.high, issue.today) == (20, 60, 60)


def test_an_issue_without_a_price_has_that_of_its_weight(wolin):
    rows = [
        {"issue": "返利", "unit": "%", "low": 5.0, "high": 10.0, "step": 0.5, "weight_us": 40},
        {
            "issue": "店长培训 training", "unit": "场 sessions", "low": 0.0, "high": 8.0,
            "step": 1.0, "weight_us": 10, "weight_them": 5, "reservation_us": 8, "target_us": 2,
        },
    ]  # fmt: skip
    mandate = prepare(_with_rows(wolin, rows), QUARTER)
    key = mandate.agenda.keys[1]
    issue, price = mandate.agenda.by_key[key], mandate.price(key)
    assert (key, issue.name, issue.unit_name) == ("issue_2", "店长培训 training", "场 sessions")
    assert issue.today == 0
    span = 0.05 * mandate.year.sales
    assert price.us == pytest.approx(-span / 40 * 10 / 8)
    assert price.them == pytest.approx(span / 10 * 5 / 8)


def test_delivery_and_price_are_priced_too(wolin):
    rows = [
        {"issue": "送货窗口", "unit": "天", "low": 1.0, "high": 5.0, "step": 1.0, "today": 1.0},
        {"issue": "供货价", "unit": "%", "low": 0.0, "high": 5.0, "step": 0.5, "today": 0.0},
    ]
    mandate = prepare(_with_rows(wolin, rows), QUARTER)
    year = mandate.year
    assert mandate.price("price").us == pytest.approx(0.01 * year.sales)
    assert mandate.price("price").them == pytest.approx(-0.01 * year.sales)
    assert mandate.price("delivery_window").us == pytest.approx(0.02 * year.logistics)
    stock = year.sales / 365 * USUAL.their_interest
    assert mandate.price("delivery_window").them == pytest.approx(-stock)


def test_the_latest_negotiation_counts(wolin):
    row = {"issue": "账期", "unit": "天", "low": 30.0, "step": 5.0, "today": 60.0}
    rows = [{**row, "high": 70.0, "case_id": "2026"}, {**row, "high": 90.0, "case_id": "2027"}]
    assert prepare(_with_rows(wolin, rows), QUARTER).agenda.by_key["payment_days"].high == 90


def test_every_reckoning_can_be_said_in_both_languages(mandates):
    for mandate in mandates.values():
        for price in mandate.prices:
            for language in ("en", "zh"):
                for key in (price.us_key, price.them_key):
                    assert say(key, language, **price.values)
        for name in mandate.assumed:
            assert say(f"negotiation.assumption_{name}", "zh")


def test_a_quarter_early_in_the_case_is_scaled_to_a_year(sample):
    year = year_of(sample.slice("K01"), "2024Q4", USUAL)
    later = year_of(sample.slice("K01"), "2025Q2", USUAL)
    assert len(year.quarters) == 2
    assert year.sales == pytest.approx(later.sales, rel=0.15)


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (("cost",), "cost.csv"),
        (("cost", "product"), "cost.csv, product.csv"),
    ],
)
def test_tables_that_lack_are_named(wolin, lacking, said):
    with pytest.raises(RequestError) as error:
        prepare(_without(wolin, *lacking), QUARTER)
    assert error.value.said_in("en") == (
        "沃邻大卖场 Wolin: a concession cannot be priced without these tables of the case: "
        f"{said}. Add them, or choose a case that has them."
    )


def test_a_quarter_without_figures_is_named(wolin):
    with pytest.raises(RequestError, match="quarter 2030Q1 has no sales with actual costs"):
        prepare(wolin, "2030Q1")


def test_goods_of_unknown_cost_are_an_error(wolin):
    bare = wolin["product"].drop(columns="unit_cost")
    tables = {**wolin.tables, "product": bare}
    with pytest.raises(RequestError, match="what our goods cost is not known"):
        prepare(AccountSlice("K01", wolin.file, tables), QUARTER)


@pytest.mark.parametrize(("name", "value"), [("loyal_share", 1.2), ("months_without", -1)])
def test_an_assumption_keeps_to_what_can_be(name, value):
    with pytest.raises(RequestError, match="is outside 0 to"):
        Assumptions(**{name: value})


def test_another_assumption_moves_what_rests_on_it_only(wolin, mandate):
    other = prepare(wolin, QUARTER, replace(USUAL, their_interest=0.04))
    assert other.price("payment_days").them == pytest.approx(mandate.price("payment_days").them / 2)
    assert other.price("payment_days").us == mandate.price("payment_days").us
    assert other.price("rebate") == mandate.price("rebate")


def test_the_sample_has_accounts_without_a_deal_and_with_a_narrow_one(mandates):
    zones = {name: zone_of(frontier_of(each.agenda)) for name, each in mandates.items()}
    without = {name for name, zone in zones.items() if zone is None}
    assert without == {"K03"}
    frontiers = {name: frontier_of(mandates[name].agenda) for name in ("K01", "K04")}
    part = {
        name: np.ptp(zones[name].us) / np.ptp(frontier.us) for name, frontier in frontiers.items()
    }
    assert part["K04"] < 0.35 < part["K01"]


def test_what_they_ask_first_is_beyond_our_bottom_line_where_we_earn_least(mandates):
    for name in ("K01", "K03", "K04", "K14", "K17"):
        agenda = mandates[name].agenda
        asked = {**agenda.today, **agenda.their_openings}
        assert agenda.us.worth(asked) < agenda.us.reservation
