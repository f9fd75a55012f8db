"""The brief: what it says follows from the mandate, can be said, and can be kept as JSON."""

import json
from dataclasses import asdict
from itertools import pairwise

import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.case import AccountSlice
from ka_helpers.errors import RequestError
from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import brief_of
from ka_helpers.negotiation.brief_offers import use_of
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.pricing import PricedStep, prepare
from ka_helpers.tables import brief as tables

QUARTER = "2026Q2"
LAYOUTS = (
    tables.lay_out_issues, tables.lay_out_prices, tables.lay_out_reckoning, tables.lay_out_ways,
    tables.lay_out_offers, tables.lay_out_swaps, tables.lay_out_people, tables.lay_out_interests,
    tables.lay_out_questions,
    tables.lay_out_arguments, tables.lay_out_assumptions,
)  # fmt: skip


@pytest.fixture(scope="module")
def sample():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def agenda(sample):
    return prepare(sample.slice("K01"), QUARTER).agenda


@pytest.fixture(scope="module")
def brief(sample):
    return brief_of(sample.slice("K01"), QUARTER)


@pytest.fixture(scope="module")
def losing(sample):
    return brief_of(sample.slice("K03"), QUARTER)


@pytest.fixture(scope="module")
def bare(sample):
    """Return the brief of an account of which only sales, costs and products are known."""
    account = sample.slice("K04")
    kept = {name: account[name] for name in ("account", "sales", "cost", "product")}
    return brief_of(AccountSlice("K04", account.file, kept), QUARTER)


def _package(agenda, offer):
    return dict(zip(agenda.keys, offer.terms, strict=True))


def test_every_offer_is_worth_what_the_agenda_says(brief, agenda):
    for offer in brief.offers:
        package = agenda.package(_package(agenda, offer))
        assert offer.us == pytest.approx(agenda.us.worth(package))
        assert offer.them == pytest.approx(agenda.them.worth(package))


def test_the_opening_asks_for_twice_the_way_to_the_target(brief):
    by_key = {point.issue.key: point for point in brief.points}
    assert (by_key["rebate"].today, by_key["rebate"].target) == (0.075, 0.07)
    assert by_key["rebate"].opening == 0.065
    assert by_key["payment_days"].opening == 50
    assert by_key["new_skus"].opening == 4  # not six: the range ends
    assert brief.offer("opening").us > brief.offer("target").us > 0
    assert brief.offer("today").us == pytest.approx(0, abs=1e-6)


def test_packages_keep_within_our_limits_and_are_worth_our_target(brief, agenda):
    target = brief.offer("target")
    packages = [offer for offer in brief.offers if offer.name.startswith("package")]
    assert len(packages) == 3
    for offer in packages:
        package = _package(agenda, offer)
        assert package["rebate"] <= 0.085
        assert package["payment_days"] <= 70
        assert package["displays"] >= 1
        assert target.us <= offer.us <= target.us * 1.1
        assert offer.them > target.them


def test_packages_are_worth_more_than_none_where_our_target_is_not(sample):
    brief = brief_of(sample.slice("K04"), QUARTER)
    assert brief.offer("target").us < brief.bottom_us
    assert "target_below_bottom" in {risk.name for risk in brief.risks if risk.tone == "bad"}
    packages = [offer for offer in brief.offers if offer.name.startswith("package")]
    assert packages
    assert all(offer.us >= brief.bottom_us for offer in packages)


def test_trades_gain_both_and_say_what_each_part_is_worth(brief, agenda):
    assert brief.swaps
    for swap in brief.swaps:
        moved = {each.issue: each.after for each in (*swap.given, *swap.asked)}
        package = {**agenda.today, **moved}
        assert min(swap.us, swap.them) > 0
        assert swap.us == pytest.approx(agenda.us.worth(package))
        assert swap.them == pytest.approx(agenda.them.worth(package))
        assert all(change.us < 0 for change in swap.given)
        for key, limit in agenda.limits.items():
            if key in moved and agenda.targets[key] < limit:
                assert moved[key] <= limit


@pytest.mark.parametrize(("account", "there"), [("K03", False), ("K04", True)])
def test_the_zone_is_that_of_all_packages(sample, account, there):
    agenda = prepare(sample.slice(account), QUARTER).agenda
    outcomes = outcomes_of(agenda)
    zone = brief_of(sample.slice(account), QUARTER).zone
    assert zone.exists == there == bool(outcomes.agreeable.any())
    gains = outcomes.us - agenda.us.reservation + outcomes.them - agenda.them.reservation
    assert zone.room == pytest.approx(float(gains.max()))


def test_an_account_that_loses_money_is_said_to_be_worth_leaving(losing, brief):
    names = [risk.name for risk in losing.risks]
    assert names[0] == "worth_leaving"
    assert "no_zone" in names
    assert losing.bottom_us > 0
    assert not {"worth_leaving", "no_zone"} & {risk.name for risk in brief.risks}


def test_risks_are_ranked_and_can_be_said(brief, losing, bare):
    tones = {"bad": 0, "warn": 1, "good": 2}
    for each in (brief, losing, bare):
        ranks = [tones[risk.tone] for risk in each.risks]
        assert ranks == sorted(ranks)
        for risk in each.risks:
            for part in ("", "_evidence", "_next"):
                for language in ("en", "zh"):
                    said = say(f"brief.finding_{risk.name}{part}", language, **dict(risk.values))
                    assert said.endswith((".", "。"))


@pytest.mark.parametrize(
    ("step", "us", "them", "use"),
    [
        (1, 5, -1, "ask"), (1, 5, 0, "both"), (1, -5, 6, "give_first"), (1, -5, 5, "give_last"),
        (1, -5, -1, "avoid"), (1, 1, -5, "avoid"), (1, -5, 1, "avoid"),
        (-1, 5, -6, "give_first"), (-1, -5, 1, "ask"), (-1, -5, 6, "avoid"),
    ],
)  # fmt: skip
def test_what_to_do_with_a_step(step, us, them, use):
    assert use_of(PricedStep("x", 0, step, us, them, "", "", {})) == use


def test_the_better_way_of_each_side_is_its_bottom_line(brief):
    best = {way.side: way.worth for way in brief.ways if way.best}
    assert best == {"us": brief.bottom_us, "them": brief.bottom_them}
    assert [way.side for way in brief.ways] == ["us", "us", "them", "them"]


def test_the_frontier_holds_nothing_better_for_both(brief):
    worths = sorted(brief.frontier)
    assert all(first[1] > second[1] for first, second in pairwise(worths))


def test_a_brief_is_plain_data(brief, losing, bare):
    for each in (brief, losing, bare):
        kept = json.loads(json.dumps(asdict(each), allow_nan=False))
        assert kept["account_id"] == each.account_id


def test_without_a_table_and_people_the_brief_says_so(bare):
    assert not bare.from_table
    assert "nobody_known" in {risk.name for risk in bare.risks}
    assert bare.people == ()
    assert {offer.name for offer in bare.offers} >= {"today", "opening", "target"}
    assert "first_ask" not in {offer.name for offer in bare.offers}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_can_be_written(brief, losing, bare, language):
    for each in (brief, losing, bare):
        for lay_out in LAYOUTS:
            table = lay_out(each, language)
            for row in range(len(table.rows)):
                said = [table.written(row, column) for column in range(len(table.columns))]
                assert not any("{" in text for text in said)
            assert table.note
            assert len(table.statuses) in (0, len(table.rows))


def test_concessions_stand_cheapest_first_and_what_to_ask_for_before_them(brief):
    table = tables.lay_out_prices(brief, "en")
    assert [row[0] for row in table.rows] == [
        "end-cap displays a store", "new SKUs listed", "promotion slots a year",
        "payment term (days)", "annual rebate", "listing fee for each SKU",
    ]  # fmt: skip
    assert [table.written(row, 4) for row in (3, 4)] == ["1.60", "1.00"]


def test_what_they_care_about_names_the_duty_and_who_can_answer(brief):
    table = tables.lay_out_interests(brief, "en")
    assert table.rows[0] == (
        "Promotions", "Promotions", "pressing", pytest.approx(61_736.73),
        "王刚 Wang Gang",
    )  # fmt: skip
    assert [table.status(row) for row in range(len(table.rows))].count("warn") == 1


def test_a_trade_is_said_as_if_and_then(brief):
    assert tables.swap_said(brief.swaps[0], brief, "zh") == (
        "如果贵方把每店端架陈列从 1 调到 5，我方可以把年度返利从 7.5% 调到 8.0%。"
    )
    assert tables.swap_said(brief.swaps[0], brief, "en") == (
        "If you move end-cap displays a store from 1 to 5, we can move annual rebate from 7.5% "
        "to 8.0%."
    )


def test_a_case_that_cannot_be_priced_is_refused_with_its_tables():
    textbook = load_case("textbook")
    with pytest.raises(RequestError, match=r"these tables of the case: cost.csv, product.csv"):
        brief_of(textbook.slice("A"), "2026Q1")
