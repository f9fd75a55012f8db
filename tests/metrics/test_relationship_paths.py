"""Relationship states: two sides, two paths, five expectations, and an account whole."""

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_evidence import evidence_of
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.relationship_paths import (
    EXPECTATIONS,
    PATHS,
    STAGES,
    STATES,
    TRUSTED_ABOVE,
    VALUED_FROM,
    RelationshipAssessment,
    assess,
    expectations_of,
    next_steps,
    stage_of,
    state_of,
)

CONTEXT = Context(as_of="2026-06-30")


@pytest.fixture(scope="module")
def case():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def evidence(case):
    return evidence_of(case.slice("K02"), "2026Q2", CONTEXT)


def test_both_paths_lead_from_outside_to_partnership_through_all_states():
    for path in PATHS.values():
        assert sorted(path) == sorted(STATES)
        assert (path[0], path[-1]) == ("outsider", "partner")
    assert next_steps("outsider") == {"people_first": "friend", "business_first": "supplier"}
    assert next_steps("friend") == {"people_first": "supplier", "business_first": None}
    assert next_steps("supplier") == {"people_first": None, "business_first": "friend"}
    assert next_steps("partner") == {"people_first": None, "business_first": None}
    with pytest.raises(MetricInputError, match="enemy"):
        next_steps("enemy")


def test_a_state_has_two_sides_and_each_limit_its_own_side():
    assert state_of(TRUSTED_ABOVE, VALUED_FROM) == "supplier"
    assert state_of(TRUSTED_ABOVE + 0.01, VALUED_FROM) == "partner"
    assert state_of(TRUSTED_ABOVE + 0.01, VALUED_FROM - 0.1) == "friend"
    assert state_of(-2, 20) == "outsider"


def test_stages_go_by_danger_first():
    assert {stage_of(state, "leaving") for state in (*STATES, None)} == {"guard"}
    calm = [stage_of(state, "watch") for state in STATES]
    assert calm == ["attack", "attack", "hold", "hold"]
    assert stage_of(None, "steady") == "aim"
    assert set(calm) | {"aim", "guard", "grow"} == set(STAGES)


def with_figure(evidence, name, value):
    measured = evidence[name]
    figures = {**evidence.figures, name: Measure(value, measured.unit, 1, measured.source)}
    return replace(evidence, figures=figures)


@pytest.mark.parametrize(
    ("expectation", "met", "unmet"),
    [("attitude", 29, 30), ("standard", 0.95, 0.949), ("personal", 0.5, 0.49),
     ("initiative", 0.8, 0.79), ("strategy", 0.0, -0.001)],
)  # fmt: skip
def test_an_expectation_is_met_from_its_limit_on(evidence, expectation, met, unmet):
    figure = EXPECTATIONS[expectation][0]
    told = [
        {e.name: e.is_met for e in expectations_of(with_figure(evidence, figure, value))}
        for value in (met, unmet, None)
    ]
    assert [each[expectation] for each in told] == [True, False, None]


def test_the_cases_own_target_counts_for_orders(evidence):
    high = with_figure(evidence, "fill_rate", 0.96)
    assert [e.is_met for e in expectations_of(high, 0.98) if e.name == "standard"] == [False]


def test_the_account_with_the_order_gap_is_a_supplier_without_friends(case):
    found = assess(case.slice("K02"), "2026Q2", CONTEXT, "watch")
    contacts = case.slice("K02")["contact"]
    weighted = (contacts["support"] * contacts["influence"]).sum() / contacts["influence"].sum()
    assert found.trust.value == pytest.approx(weighted) and weighted < 0
    assert (found.recorded, found.seen) == ("outsider", "supplier")
    assert found.next_steps == {"people_first": None, "business_first": "friend"}
    assert found.stage == "hold"
    unmet = {each.name for each in found.expectations if each.is_met is False}
    assert {"attitude", "standard", "initiative"} <= unmet


def test_without_a_market_of_its_own_the_record_speaks(case):
    dealer = assess(case.slice("K20"), "2026Q2", CONTEXT)
    assert (dealer.recorded, dealer.seen, dealer.business) == ("friend", None, None)
    assert dealer.next_steps == next_steps("friend")


def test_bare_accounts_are_still_to_be_aimed_at():
    found = assess(load_case("textbook").slice("B"), "2026Q2", CONTEXT)
    assert (found.recorded, found.seen, found.stage) == (None, None, "aim")
    assert set(found.next_steps.values()) == {None}
    assert {each.is_met for each in found.expectations} == {None}


def test_it_survives_json(case):
    adapter = TypeAdapter(RelationshipAssessment)
    found = assess(case.slice("K01"), "2026Q2", CONTEXT, "steady")
    assert adapter.validate_json(adapter.dump_json(found)) == found
