"""SPIN threads and FAB arguments: their figures are the metrics', and they say only what is so."""

import re

import pytest
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.i18n import LANGUAGES, has_message, say
from ka_helpers.i18n.formatting import MISSING
from ka_helpers.metrics import execution, supply
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.buying_centre import ROLES
from ka_helpers.metrics.retailer import DUTIES
from ka_helpers.negotiation import arguments, questions
from ka_helpers.negotiation.arguments import Argument, arguments_from
from ka_helpers.negotiation.evidence import Evidence
from ka_helpers.negotiation.questions import KINDS, Thread, spin_threads, threads_from

QUARTER = "2026Q2"
ACCOUNTS = ("K01", "K02", "K03", "K05", "K15", "K19", "K24")


@pytest.fixture(scope="module")
def known():
    """Return the evidence of accounts that between them have every topic, and of a dealer."""
    case = load_case("beverage_china")
    return {key: Evidence(case.slice(key), QUARTER) for key in ACCOUNTS}


@pytest.fixture(scope="module")
def threads(known):
    return {key: threads_from(evidence) for key, evidence in known.items()}


@pytest.fixture(scope="module")
def fab(known):
    return {key: arguments_from(evidence) for key, evidence in known.items()}


def values(line):
    return dict(line.values)


def test_every_account_gets_threads_over_several_duties(threads):
    for key, asked in threads.items():
        assert len(asked) >= 3, key
        assert len({thread.duty for thread in asked}) >= 2, key
    everywhere = {thread.topic for asked in threads.values() for thread in asked}
    assert everywhere == set(questions.TOPICS)
    assert {thread.duty for asked in threads.values() for thread in asked} == set(DUTIES)


def test_what_presses_comes_first_and_the_most_money_of_it(threads):
    for asked in threads.values():
        order = [(not thread.pressing, -(thread.stake or 0.0)) for thread in asked]
        assert order == sorted(order)


def test_the_account_that_gets_two_thirds_of_its_orders_is_asked_about_empty_shelves(threads):
    shelf = next(thread for thread in threads["K02"] if thread.topic == "shelf")
    account = load_case("beverage_china").slice("K02")
    rate = supply.assess(account, QUARTER, Context(as_of="2026-06-30")).fill_rate
    asked = values(shelf.question("situation"))
    assert (asked["fill_rate"], asked["lines"]) == (rate.value, rate.n)
    sold = account["sales"].query("quarter == @QUARTER and basis == 'sell_in'")["sales_value"].sum()
    # what was ordered is what was sold over the part that arrived
    assert shelf.stake == pytest.approx(sold / rate.value - sold)
    assert shelf is threads["K02"][0] and shelf.pressing


def test_a_problem_is_asked_about_only_where_the_figures_show_one(known, threads):
    for key, evidence in known.items():
        topics = {thread.topic for thread in threads[key]}
        found = (
            execution.assess(evidence.account, QUARTER, evidence.context)
            if ("execution" in evidence.account)
            else None
        )
        kept = None if found is None else found.price_compliance.value
        assert ("price" in topics) == (kept is not None and kept < 1), key
        missed = [each for each in evidence.categories if each.missed > 0.005 * each.sales]
        assert ("category" in topics) == bool(missed), key


def test_arguments_are_only_what_the_figures_bear_out(known, fab):
    for key, evidence in known.items():
        said = {argument.topic: values(argument.feature) for argument in fab[key]}
        if "growth" in said:
            assert said["growth"]["growth"] > max(said["growth"]["pace"], 0)
        if "supply" in said:
            assert said["supply"]["fill_rate"] >= said["supply"]["target"]
        if "leader" in said:
            assert said["leader"]["share"] > said["leader"]["rival"]
        if "terms" in said:
            term = float(evidence.account.account["payment_term_days"])
            assert said["terms"]["term"] == term > said["terms"]["stock"]
    assert "supply" not in {argument.topic for argument in fab["K02"]}
    everywhere = {argument.topic for each in fab.values() for argument in each}
    assert everywhere == set(arguments.TOPICS)


def test_growth_is_what_shoppers_bought_not_what_was_pushed_in(fab):
    """K15 was filled up: its purchases grew far more than its tills."""
    growth = next(each for each in fab["K15"] if each.topic == "growth")
    account = load_case("beverage_china").slice("K15")
    rows = account["sales"].merge(account["product"][["product_id", "product_name"]])
    rows = rows[rows["product_name"] == values(growth.feature)["product"]]
    tills = rows[rows["basis"] == "sell_out"].groupby("quarter")["sales_value"].sum()
    more = tills[QUARTER] - tills["2025Q2"]
    assert growth.worth == pytest.approx(more)
    assert values(growth.feature)["growth"] == pytest.approx(more / tills["2025Q2"])


def test_the_margin_is_that_of_the_till_and_what_we_pay(known, fab):
    for key, evidence in known.items():
        margin = next(each for each in fab[key] if each.topic == "margin")
        told, bought = values(margin.benefit), evidence.profit.net_sales.value
        assert told["till"] / (told["till"] + bought) == pytest.approx(told["front"])
        assert told["earned"] == pytest.approx(told["till"] + told["paid"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_whole_in_both_languages(language, threads, fab):
    lines = [line for each in threads.values() for thread in each for line in thread.questions]
    lines += [line for each in fab.values() for argument in each for line in argument.steps]
    for line in lines:
        said = line.said(language)
        assert MISSING not in said and "None" not in said and "nan" not in said, said
    for thread in threads["K02"]:
        for question in thread.questions:
            assert re.search(r"[?？]$", question.said(language)), question.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_kind_and_step_has_a_name(language):
    for topic in questions.TOPICS:
        assert has_message(f"questions.topic_{topic}", language)
    for topic in arguments.TOPICS:
        assert has_message(f"arguments.topic_{topic}", language)
    for kind in KINDS:
        assert say(f"questions.kind_{kind}", language) != say(f"questions.kind_is_{kind}", language)
    for step in arguments.STEPS:
        name, meaning = (say(f"arguments.step_{at}{step}", language) for at in ("", "is_"))
        assert name != meaning


def test_roles_and_duties_are_known_and_all_is_json(threads, fab):
    for asked, argued in zip(threads.values(), fab.values(), strict=True):
        for each in (*asked, *argued):
            roles = each.asked_of if isinstance(each, Thread) else each.for_roles
            assert set(roles) <= set(ROLES) and each.duty in DUTIES
    asked, argued = TypeAdapter(tuple[Thread, ...]), TypeAdapter(tuple[Argument, ...])
    assert asked.validate_json(asked.dump_json(threads["K02"])) == threads["K02"]
    assert argued.validate_json(argued.dump_json(fab["K01"])) == fab["K01"]


def test_a_case_of_sales_alone_asks_and_argues_nothing():
    account = load_case("textbook").slice("A")
    bare = Evidence(account, "2026Q1")
    assert arguments_from(bare) == ()
    assert spin_threads(account, "2026Q1") == ()
    assert bare.people is None
