"""Other weights: worked by hand, then laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.reweighting import moves, reweighted
from ka_helpers.metrics.scoring import evaluate
from ka_helpers.rulesets import AXES, AXIS_POINTS, faults_in

TEXTBOOK = read_ruleset("textbook")
ACCOUNTS = pd.DataFrame(
    {
        "annual_sales": [600_000.0, 150_000.0],
        "growth": [0.02, 0.25],
        "payment_days": [45.0, 45.0],
        "display_share": [0.25, 0.25],
    },
    index=pd.Index(["large", "growing"], name="account_id"),
)
WEIGHTS = st.dictionaries(st.sampled_from(list(TEXTBOOK.by_name)), st.floats(0.5, 100))


def test_weight_on_growth_changes_who_is_attractive():
    growth_first = reweighted(TEXTBOOK, {"annual_sales": 10, "growth": 80, "payment_days": 10})
    scores = evaluate(ACCOUNTS, growth_first)["attractiveness"]
    assert scores.to_dict() == {"large": 32.0, "growing": 88.0}
    moved = moves(evaluate(ACCOUNTS, TEXTBOOK), evaluate(ACCOUNTS, growth_first))
    assert moved["quadrant_before"].to_dict() == {"large": "star", "growing": "star"}
    assert moved["changed"].to_dict() == {"large": True, "growing": False}


def test_what_is_not_named_keeps_its_weight_against_the_others():
    halved = reweighted(TEXTBOOK, {"payment_days": 0})
    assert [c.weight for c in halved.on_axis("attractiveness")] == [50.0, 50.0, 0.0]
    assert halved.on_axis("support") == TEXTBOOK.on_axis("support")


def test_another_cut_moves_classes_and_no_account():
    scores = evaluate(ACCOUNTS, TEXTBOOK), evaluate(ACCOUNTS, reweighted(TEXTBOOK, {}, cut=65))
    moved = moves(*scores)
    assert (moved["attractiveness"] == moved["attractiveness_before"]).all()
    assert list(moved["quadrant"]) == ["cash_cow", "cash_cow"]


def test_accounts_without_a_class_do_not_move():
    unmeasured = ACCOUNTS.assign(display_share=[0.25, float("nan")])
    scores = evaluate(unmeasured, TEXTBOOK)
    assert list(moves(scores, scores).index) == ["large"]


@given(WEIGHTS)
def test_any_weights_make_a_sound_ruleset(weights):
    found = reweighted(TEXTBOOK, weights)
    assert list(faults_in(found)) == []
    for axis in AXES:
        assert sum(c.weight for c in found.on_axis(axis)) == pytest.approx(AXIS_POINTS)


@given(WEIGHTS, st.floats(0.1, 10))
def test_only_proportions_count(weights, factor):
    whole = {c.name: weights.get(c.name, c.weight) for c in TEXTBOOK.criteria}
    scaled = {name: weight * factor for name, weight in whole.items()}
    assert [c.weight for c in reweighted(TEXTBOOK, scaled).criteria] == pytest.approx(
        [c.weight for c in reweighted(TEXTBOOK, whole).criteria]
    )


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"smile": 10}, "smile"),
        ({"growth": -1}, "below zero"),
        ({"growth": float("nan")}, "below zero"),
        ({"annual_sales": 0, "growth": 0, "payment_days": 0}, "Attractiveness"),
    ],
)
def test_weights_that_make_no_sense_are_refused(weights, said):
    with pytest.raises(MetricInputError) as error:
        reweighted(TEXTBOOK, weights)
    assert said.casefold() in error.value.said_in("en").casefold()
    assert error.value.said_in("zh")
