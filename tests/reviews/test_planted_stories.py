"""Every planted story is found in the account where it was planted, and nowhere else."""

import csv

import pytest

from ka_helpers.cases import load_case
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.summary import from_json, to_json

FOUND_AS = {
    "spend_cut": "stories.spend_cut",
    "order_gap": "stories.order_gap",
    "buyer_price_cuts": "promotions.buyer_price_cuts",
    "execution_turnaround": "execution.execution_turnaround",
    "diversion": "phasing.diversion",
    "loading": "phasing.loading",
    "phasing": "phasing.phasing",
}


@pytest.fixture(scope="module")
def case():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def summaries(case):
    portfolio = build_portfolio(case, "2026Q2")
    return {
        account_id: build_summary(case.slice(account_id), "2026Q2", portfolio)
        for account_id in case.account_ids
    }


@pytest.fixture(scope="module")
def planted(case):
    with (case.path / "truth" / "stories.csv").open(encoding="utf-8", newline="") as file:
        return {row["story"]: row["account_id"] for row in csv.DictReader(file)}


def test_all_stories_are_planted(planted):
    assert set(planted) == set(FOUND_AS)


@pytest.mark.parametrize("story", FOUND_AS)
def test_a_story_is_found_where_it_was_planted_and_nowhere_else(story, summaries, planted):
    found_in = [
        account_id
        for account_id, summary in summaries.items()
        if FOUND_AS[story] in {finding.key for finding in summary.findings}
    ]
    assert found_in == [planted[story]]


def test_every_finding_says_its_sentences_in_both_languages(summaries):
    for summary in summaries.values():
        for finding in summary.findings:
            for language in ("en", "zh"):
                said = (finding.headline, finding.evidence, finding.next_step)
                assert all(sentence(language) for sentence in said)


def test_the_findings_of_a_quiet_account_are_few(summaries, planted):
    grave = {
        account_id: sum(finding.tone == "bad" for finding in summary.findings)
        for account_id, summary in summaries.items()
        if account_id not in planted.values()
    }
    assert sorted(grave.values())[len(grave) // 2] <= 2, grave


def test_a_summary_comes_back_equal_from_json(summaries):
    for summary in summaries.values():
        assert from_json(to_json(summary)) == summary
