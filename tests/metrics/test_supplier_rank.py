"""The supplier's rank: grades, points and our place by hand, then a whole account."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_evidence import evidence_of
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.supplier_rank import (
    BANDS,
    FIGURES,
    SUPPORTS,
    WEIGHTS,
    Rival,
    SupplierRank,
    assess,
    class_of,
    grade_of,
    rank_from,
    rank_points,
    standing_among,
)

CONTEXT = Context(as_of="2026-06-30")
GRADES = st.floats(1, 5, allow_nan=False)


@pytest.fixture(scope="module")
def case():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def evidence(case):
    return evidence_of(case.slice("K01"), "2026Q2", CONTEXT)


def test_points_by_hand():
    grades = {"sales": 4, "profit": 4, "cooperation": 3.5, "common_value": 3}
    # 40 * 4/5 + 30 * 4/5 + 15 * 3.5/5 + 15 * 3/5
    assert rank_points(grades) == pytest.approx(32 + 24 + 10.5 + 9)
    assert rank_points({**grades, "profit": None}) == pytest.approx((32 + 10.5 + 9) / 70 * 100)
    assert rank_points(grades, {"sales": 1, "profit": 1}) == pytest.approx(80)
    assert rank_points({}) is None


@pytest.mark.parametrize("grade", [0, 5.5])
def test_a_grade_that_is_none_is_refused(grade):
    with pytest.raises(MetricInputError, match="1 to 5"):
        rank_points({"sales": grade})


@settings(max_examples=40)
@given(st.tuples(GRADES, GRADES, GRADES, GRADES), st.floats(0.1, 10))
def test_points_lie_between_and_go_by_the_weights_alone(grades, scale):
    given_ = dict(zip(WEIGHTS, grades, strict=True))
    points = rank_points(given_)
    assert 20 * min(grades) - 1e-9 <= points <= 20 * max(grades) + 1e-9
    scaled = {name: weight * scale for name, weight in WEIGHTS.items()}
    assert rank_points(given_, scaled) == pytest.approx(points)
    better = {**given_, "sales": min(given_["sales"] + 0.5, 5)}
    assert rank_points(better) >= points


@pytest.mark.parametrize(
    ("points", "expected"), [(100, "A"), (80, "A"), (79.9, "B"), (60, "B"), (40, "C"), (20, "D")]
)
def test_classes(points, expected):
    assert class_of(points) == expected


def test_bounds_belong_to_the_better_grade_and_what_is_not_known_has_none():
    assert [grade_of(value, BANDS["growth_gap"]) for value in (0.05, 0.049, -0.0501, -0.2)] == [
        5, 4, 2, 1,
    ]  # fmt: skip
    assert grade_of(None, BANDS["growth_gap"]) is None
    assert all(list(bounds) == sorted(bounds, reverse=True) for bounds in BANDS.values())
    assert set(BANDS) == {name for names in FIGURES.values() for name in names}


def test_our_place_among_suppliers():
    rivals = [Rival("big", 30.0, 0.3), Rival("bigger", 40.0, 0.4), Rival("same", 20.0, 0.2)]
    standing = standing_among(20.0, rivals, 0.2)
    assert (standing.rank, standing.suppliers) == (3, 4)
    assert (standing.above, standing.to_next) == ("big", 10.0)
    first = standing_among(50.0, rivals, 0.5)
    assert (first.rank, first.above, first.to_next) == (1, None, None)


def test_an_account_adds_up_by_its_own_figures(case, evidence):
    found = rank_from(evidence)
    assert found == assess(case.slice("K01"), "2026Q2", CONTEXT)
    assert found.points == pytest.approx(sum(ground.points for ground in found.grounds))
    assert found.coverage == 1 and found.supplier_class == class_of(found.points)
    sold = evidence.share
    largest = max(rival.sales for rival in sold.rivals)
    assert evidence["against_leader"].value == pytest.approx(sold.own_sales.value / largest)
    assert found.standing.rank == 1 + sum(r.sales > sold.own_sales.value for r in sold.rivals)
    margin = case.table("product").query("is_own")
    markups = margin["retail_price"] / margin["list_price"] - 1
    # what it earns lies above the smallest markup: rebates and discounts come on top
    assert evidence["retailer_earns"].value > markups.min()


def test_support_is_held_against_what_is_fair(evidence):
    supports = {each.name: each for each in rank_from(evidence).supports}
    assert tuple(supports) == SUPPORTS
    display = next(each for each in evidence.share.fair_shares if each.tactic == "display")
    assert supports["display"].index == pytest.approx(display.index)
    sku, paid = supports["sku"], supports["settlement"]
    assert sku.index == pytest.approx(sku.given / sku.fair * 100)
    # paid later than agreed is less than fair
    assert paid.given > paid.fair and paid.index == pytest.approx(paid.fair / paid.given * 100)
    assert paid.index < 100


def test_what_is_not_measured_has_no_grade_and_no_weight(case, evidence):
    dealer = assess(case.slice("K20"), "2026Q2", CONTEXT)
    assert dealer.standing is None and [s.name for s in dealer.supports] == ["settlement"]
    assert [g.name for g in dealer.grounds if g.grade is None] == ["sales", "common_value"]
    assert dealer.coverage == pytest.approx((WEIGHTS["profit"] + WEIGHTS["cooperation"]) / 100)
    nothing = {name: Measure(None, m.unit, 0, m.source) for name, m in evidence.figures.items()}
    assert rank_from(replace(evidence, figures=nothing)) is None


def test_it_survives_json(case):
    adapter = TypeAdapter(SupplierRank)
    for account in ("K01", "K20"):
        found = assess(case.slice(account), "2026Q2", CONTEXT)
        assert adapter.validate_json(adapter.dump_json(found)) == found


def test_sales_alone_rank_nothing():
    tables = {"sales": load_case("textbook").slice("A")["sales"]}
    assert assess(tables, "2026Q1", CONTEXT) is None
