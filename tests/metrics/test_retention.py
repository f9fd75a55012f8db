"""Retention: causes and actions by hand, the cheapest answer against brute force."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_evidence import evidence_of
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.defection import CAUSES, OpenSignal
from ka_helpers.metrics.retention import (
    ACTIONS,
    PREVENTIONS,
    SHOWN_BY,
    RetentionPlan,
    causes_left,
    cheapest_answer,
    open_causes,
    plan_retention,
)

CONTEXT = Context(as_of="2026-06-30")


def signal(cause, severity, days=10):
    return OpenSignal("2026-06-20", "sign", severity, cause, days)


def test_nine_actions_and_seven_preventions_meet_every_cause_at_least_twice():
    assert (len(ACTIONS), len(PREVENTIONS), len(CAUSES)) == (9, 7, 5)
    for each in (ACTIONS, PREVENTIONS):
        named = [cause for causes in each.values() for cause in causes]
        assert set(named) == set(CAUSES)
    assert all(sum(cause in causes for causes in ACTIONS.values()) >= 2 for cause in CAUSES)
    assert set(SHOWN_BY) < set(ACTIONS)


def test_causes_are_gathered_by_hand():
    found = open_causes(
        [signal("stronger_rival", 4), signal("complaint_unresolved", 2, 90),
         signal("complaint_unresolved", None, 20), signal(None, 5)]
    )  # fmt: skip
    # unrated counts as 3: complaints 2 + 3 = 5 come before the rival's 4
    assert [(c.name, c.n, c.severity, c.days_open) for c in found] == [
        ("complaint_unresolved", 2, 5.0, 90), ("stronger_rival", 1, 4.0, 10),
    ]  # fmt: skip
    assert open_causes([]) == ()


@pytest.fixture(scope="module")
def evidence():
    return evidence_of(load_case("beverage_china").slice("K02"), "2026Q2", CONTEXT)


def test_the_plan_puts_what_answers_most_and_is_not_done_first(evidence):
    plan = plan_retention(evidence)
    assert [cause.name for cause in plan.causes] == ["complaint_unresolved", "stronger_rival"]
    by_name = {action.name: action for action in plan.actions}
    assert set(by_name) == set(ACTIONS)
    weights = [action.weight for action in plan.actions]
    assert weights == sorted(weights, reverse=True)
    first = plan.actions[0]
    # two complaints of 4 and 3, and orders filled at 65 %: supply comes first
    assert (first.name, first.state, first.weight) == ("supply_first", "missing", 7.0)
    assert by_name["joint_promotions"].state == "done"
    assert by_name["yearly_meeting"].state == "unknown" and by_name["yearly_meeting"].answers == ()


def test_the_cases_own_target_decides_whether_supply_is_done(evidence):
    rate = evidence["fill_rate"].value
    for target, state in ((rate, "done"), (rate + 0.01, "missing")):
        plan = plan_retention(evidence, target)
        supply = next(each for each in plan.actions if each.name == "supply_first")
        assert (supply.state, supply.limit) == (state, target)


def test_without_signals_nothing_needs_an_answer_and_without_the_table_nothing_is_known(evidence):
    calm = plan_retention(replace(evidence, signals=()))
    assert calm.causes == () and {action.weight for action in calm.actions} == {0}
    assert plan_retention(replace(evidence, signals=None)) is None


def test_what_is_left_unanswered():
    assert causes_left(CAUSES, ACTIONS) == ()
    assert causes_left(["strategy_change"] * 2, []) == ("strategy_change",)
    with pytest.raises(MetricInputError, match="dinner"):
        causes_left(CAUSES, ["dinner"])


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(CAUSES), unique=True),
    st.fixed_dictionaries({name: st.integers(1, 6) for name in ACTIONS}),
)
def test_the_cheapest_answer_is_that_of_brute_force(causes, costs):
    found = cheapest_answer(causes, costs)
    assert causes_left(causes, found) == ()
    every = chain.from_iterable(combinations(ACTIONS, count) for count in range(6))
    least = min(sum(costs[n] for n in each) for each in every if not causes_left(causes, each))
    assert sum(costs[name] for name in found) == least


def test_no_answer_is_said():
    with pytest.raises(MetricInputError, match="strategy_change"):
        cheapest_answer(["strategy_change"], {"supply_first": 1})


def test_it_survives_json(evidence):
    adapter = TypeAdapter(RetentionPlan)
    plan = plan_retention(evidence)
    assert adapter.validate_json(adapter.dump_json(plan)) == plan
