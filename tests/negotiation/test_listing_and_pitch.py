"""A new listing: what would sell by hand, the criteria at their limits, the ten parts."""

from types import SimpleNamespace

import pytest
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.figures.listing import plot_expected_sales
from ka_helpers.i18n import LANGUAGES
from ka_helpers.i18n.formatting import MISSING
from ka_helpers.negotiation.candidates import Candidate, Listed, Range, a_litre
from ka_helpers.negotiation.listing import (
    CRITERIA,
    TESTS,
    ListingFacts,
    Scorecard,
    listing_facts,
    listing_scorecard,
    scorecard_of,
)
from ka_helpers.negotiation.pitch import PARTS, pitch_sheet
from ka_helpers.tables.listing import lay_out_criteria, lay_out_pitch, lay_out_tests

QUARTER = "2026Q2"
ACCOUNTS = ("K01", "K02", "K05", "K15", "K17", "K20", "K24")


@pytest.fixture(scope="module")
def case():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def facts(case):
    return listing_facts(case, "K01", QUARTER)


def test_what_it_would_sell_is_the_middle_of_sales_a_store_times_our_stores(case, facts):
    product = facts.candidate.product_id
    sales = case.query(
        "select s.account_id, sum(sales_value) as sold, any_value(store_count) as stores "
        "from sales s join account a using (account_id) where product_id = ? and quarter = ? "
        "and basis = 'sell_in' and format = (select format from account where account_id = 'K01') "
        "group by s.account_id", [product, QUARTER],
    )  # fmt: skip
    a_store = sales["sold"] / sales["stores"]
    stores = float(facts.evidence.account.account["store_count"])
    assert len(sales) == facts.candidate.peers >= 3
    assert facts.candidate.expected == pytest.approx(a_store.median() * stores)
    assert facts.candidate.low == pytest.approx(a_store.min() * stores)
    assert facts.candidate.high == pytest.approx(a_store.max() * stores)


def test_only_products_of_ours_that_the_account_does_not_sell_are_candidates(case):
    for account_id in ACCOUNTS:
        products = Range(case, account_id, QUARTER)
        listed = {each.product_id for each in products.listed}
        could = {each.product_id for each in products.candidates}
        assert could and not could & listed, account_id
        own = case.table("product").query("is_own")["product_id"]
        assert could | listed <= set(own)
        expected = [each.expected for each in products.candidates]
        assert expected == sorted(expected, reverse=True)


def test_the_scorecard_tells_accounts_apart(case):
    cards = {key: listing_scorecard(case, key, QUARTER) for key in ("K01", "K02", "K15", "K17")}
    met = {key: {each.key: each.met for each in card.criteria} for key, card in cards.items()}
    assert all(tuple(each) == CRITERIA and each["traffic"] is None for each in met.values())
    assert not met["K15"]["extra_sales"] and met["K01"]["extra_sales"]
    assert not met["K17"]["one_out"] and cards["K17"].goes is None
    tests = {key: {each.key: each.met for each in card.tests} for key, card in cards.items()}
    assert tuple(tests["K01"]) == TESTS
    assert tests["K02"] == dict.fromkeys(TESTS, True)
    assert (tests["K01"]["new"], tests["K01"]["fair_price"]) == (False, False)
    assert cards["K01"].score == 1 and cards["K01"].coverage == 7 / 8


def test_another_product_may_be_asked_for_and_an_unknown_one_is_refused(case):
    products = Range(case, "K05", QUARTER)
    other = products.candidates[1].product_id
    assert listing_scorecard(case, "K05", QUARTER, other).candidate.product_id == other
    with pytest.raises(RequestError, match=other):
        listing_scorecard(case, "K05", QUARTER, products.listed[0].product_id)


def made(facts, **changed):
    """Return facts with another candidate, room or index."""
    candidate = Candidate(**{**vars(facts.candidate), **changed.pop("candidate", {})})
    fixed = {"front_margin", "support", "promotions_elsewhere", "price_index", "net_price"}
    other = ListingFacts(facts.evidence, changed.pop("range", facts.range), candidate)
    assert set(changed) <= fixed
    vars(other).update(changed)
    return other


def verdicts(facts):
    card = scorecard_of(facts)
    return {each.key: each.met for each in (*card.criteria, *card.tests)}


def test_each_criterion_turns_at_its_limit(facts):
    usual = facts.evidence.profit.front_margin.value
    assert verdicts(made(facts, front_margin=usual - 0.004))["terms"]
    assert not verdicts(made(facts, front_margin=usual - 0.006))["terms"]
    assert verdicts(made(facts, price_index=1.3))["fair_price"]
    assert not verdicts(made(facts, price_index=1.31))["fair_price"]
    assert verdicts(made(facts, price_index=None))["fair_price"] is None
    goes = facts.goes.sales
    assert not verdicts(made(facts, candidate={"expected": goes}))["extra_sales"]
    assert verdicts(made(facts, candidate={"expected": goes + 1}))["extra_sales"]
    assert not verdicts(made(facts, candidate={"barcode": None}))["barcode"]
    assert not verdicts(made(facts, promotions_elsewhere=0))["special_promotions"]
    assert verdicts(made(facts, promotions_elsewhere=None))["special_promotions"] is None
    assert not verdicts(made(facts, support=(0.0, 0.0)))["support"]
    assert verdicts(made(facts, candidate={"growth": None}))["category_value"] is None
    assert not verdicts(made(facts, candidate={"peers": 1, "alike": 3}))["fits_shoppers"]


def test_new_is_a_pack_or_a_price_that_the_account_has_not_from_us(facts):
    category, pack = facts.candidate.category, facts.candidate.pack
    alike = SimpleNamespace(
        listed=(Listed("X", "x", category, pack, 100.0, 1.0),), weakest=lambda _: None,
        case=facts.range.case, rivals_a_litre=lambda _: (),
    )  # fmt: skip
    for price, pack_now, new in ((109.0, pack, False), (111.0, pack, True), (100.0, "9L×1", True)):
        other = made(facts, range=alike, candidate={"retail_price": price, "pack": pack_now})
        assert verdicts(other)["new"] == new, price


@pytest.mark.parametrize(
    ("price", "pack", "litre"),
    [(60.0, "500ml×12", 10.0), (60.0, "1.5L x 4", 10.0), (60, "500毫升×12", 10), (60, "box", None),
     (None, "1L×6", None)],
)  # fmt: skip
def test_the_price_of_a_litre_is_read_from_the_pack(price, pack, litre):
    found = a_litre(price, pack)
    assert found == litre if litre is None else found == pytest.approx(litre)


@pytest.fixture(scope="module")
def sheets(case):
    return [pitch_sheet(case, account_id, QUARTER) for account_id in ACCOUNTS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ten_parts_are_whole_sentences(sheets, language):
    for sheet in sheets:
        table = lay_out_pitch(sheet, language)
        assert tuple(part.key for part in sheet.parts) == PARTS and len(table.rows) == 10
        for row in range(10):
            said = " ".join(table.written(row, column) for column in range(3))
            assert MISSING not in said and "None" not in said and "nan" not in said, said
        criteria = lay_out_criteria(sheet.scorecard, language)
        tests = lay_out_tests(sheet.scorecard, language)
        assert (len(criteria.rows), len(tests.rows)) == (8, 4)
        for each in sheet.scorecard.criteria:
            if each.met is not None and each.key not in ("one_out", "barcode"):
                assert MISSING not in each.why.said(language), each


def test_the_pitch_says_when_and_how_much(case):
    sheet = pitch_sheet(case, "K01", QUARTER)
    said = {part.key: dict(line.values) for part in sheet.parts for line in part.lines[:1]}
    # 45 days after 30 June is 14 August, a Friday: the Monday after
    assert (said["launch"]["first"], said["launch"]["shelf"]) == ("2026-08-17", "2026-08-31")
    assert said["launch"]["judged"] == "2026-11-30"
    stores = case.slice("K01").account["store_count"]
    assert said["material"]["sets"] == -(-stores * 11 // 10)
    assert said["samples"]["n"] == len(case.slice("K01")["contact"])
    week = dict(sheet.parts[PARTS.index("forecast")].lines[1].values)
    assert week["week"] * stores * 13 == pytest.approx(sheet.scorecard.candidate.expected)


def test_what_listing_fees_were_is_kept_to_ourselves(case):
    terms = pitch_sheet(case, "K01", QUARTER).parts[PARTS.index("terms")]
    costs = case.table("cost").query("cost_type == 'listing_fee' and scenario == 'actual'")
    ours = {line.key: dict(line.values) for line in terms.ours}
    assert ours["pitch.terms_fee"]["fee"] == pytest.approx(costs["amount"].median())
    assert "pitch.terms_fee" not in {line.key for line in terms.lines}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_has_what_goes_and_the_range_of_the_forecast(case, language):
    card = listing_scorecard(case, "K01", QUARTER)
    (bars,) = plot_expected_sales(card, language).marks
    new = card.candidate
    assert bars.lengths == (card.goes.sales, new.low, new.expected, new.high)
    (alone,) = plot_expected_sales(listing_scorecard(case, "K17", QUARTER), language).marks
    assert len(alone.lengths) == 3


def test_the_scorecard_is_json_both_ways(case):
    kept, card = TypeAdapter(Scorecard), listing_scorecard(case, "K02", QUARTER)
    assert kept.validate_json(kept.dump_json(card)) == card


def test_a_case_without_stores_or_products_has_nothing_to_list():
    with pytest.raises(RequestError):
        listing_scorecard(load_case("textbook"), "A", "2026Q1")
