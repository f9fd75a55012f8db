"""The shipped case teaches the account matrix: its accounts spread over all four classes."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.metrics.scoring import QUADRANTS, evaluate
from ka_helpers.reviews.portfolio import build_portfolio

FEWEST = 2
ALL_CRITERIA = 0.9


@pytest.fixture(scope="module")
def portfolio():
    return build_portfolio(load_case("beverage_china"), "2026Q2")


def test_every_class_holds_accounts_that_are_measured(portfolio):
    scores = evaluate(portfolio.inputs_now(), portfolio.ruleset)
    assert portfolio.ruleset.name == "national"
    assert scores["quadrant"].notna().all()
    measured = scores[scores["support_coverage"] >= ALL_CRITERIA]
    counts = measured["quadrant"].value_counts().reindex(QUADRANTS, fill_value=0)
    assert (counts >= FEWEST).all(), counts.to_dict()


def test_most_accounts_stand_away_from_the_cut(portfolio):
    scores = evaluate(portfolio.inputs_now(), portfolio.ruleset)
    assert scores["borderline"].mean() <= 1 / 3


@pytest.mark.parametrize("name", ["relative", "fair_share"])
def test_the_other_rulesets_judge_the_case_too(portfolio, name):
    inputs, ruleset = portfolio.inputs_now(), read_ruleset(name)
    scores = evaluate(inputs, ruleset)
    assert ruleset.mode == name
    assert scores["quadrant"].isin(QUADRANTS).all()
    axes = scores[["attractiveness", "support"]]
    assert (axes.min() >= 0).all() and (axes.max() <= 100).all()
    assert (axes.nunique() > len(inputs) / 4).all()
    assert scores["quadrant"].nunique() > 1
