"""Every planted story is found in the account where it was planted, and nowhere else."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.planted import planted_in
from ka_helpers.cases.synthesis import (
    AccountWish,
    SynthesisSpec,
    invent_accounts,
    synthesise,
    world_of_trade,
)
from ka_helpers.cases.synthesis.planting import plant, story_quarters
from ka_helpers.cases.synthesis.story import STORIES, STORY_IDS, Story
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.planted import stories_in
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.story_limits import LIMITS
from ka_helpers.reviews.summary import from_json, to_json

QUIET = 2


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
    return {each.account_id: each.story for each in planted_in(case)}


# the shipped case


def test_the_sources_stories_are_planted(planted):
    assert set(planted.values()) == {
        "spend_cut", "order_gap", "buyer_price_cuts", "execution_turnaround", "diversion",
        "loading", "phasing",
    }  # fmt: skip


def test_each_story_is_found_where_it_was_planted_and_nowhere_else(summaries, planted):
    told = {
        account_id: set(stories_in(summary))
        for account_id, summary in summaries.items()
        if stories_in(summary)
    }
    assert told == {account_id: {story} for account_id, story in planted.items()}


def test_ordinary_findings_of_a_storys_key_are_milder_than_the_story(summaries, planted):
    """A late payer, fees, an account that slips: findings, and no stories."""
    milder = {
        (account_id, story)
        for account_id, summary in summaries.items()
        for story, kind in STORIES.items()
        if {finding.key for finding in summary.findings} >= set(kind.findings)
        and story not in stories_in(summary)
    }
    assert milder == {
        ("K03", "leaving"), ("K03", "entry_fees"), ("K07", "overdue"), ("K19", "overdue"),
        ("K22", "overdue"), ("K12", "share_lost_growing"),
    }  # fmt: skip


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
        if account_id not in planted
    }
    assert sorted(grave.values())[len(grave) // 2] <= 2, grave


def test_a_summary_comes_back_equal_from_json(summaries):
    for summary in summaries.values():
        assert from_json(to_json(summary)) == summary


# a made case with every story in it


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every story once, weak ones and strong ones, in each of the four quarters."""
    folder = tmp_path_factory.mktemp("made") / "made"
    world = world_of_trade("household", case_id="made", review_quarter="2031Q3", products=24)
    wishes = [AccountWish(channel=STORIES[story].channels[0]) for story in STORY_IDS]
    accounts = invent_accounts(world, len(wishes) + QUIET, wishes, seed=3)
    quarters = story_quarters(world)
    stories = [
        Story(story, accounts[n].account_id, quarters[-1 - n % 4], (0.6, 1.5)[n % 2])
        for n, story in enumerate(STORY_IDS)
    ]
    synthesise(SynthesisSpec(world, 3, plant(world, accounts, stories)), folder)
    return load_case(folder)


@pytest.fixture(scope="module")
def reviews(made):
    """The reviews in which stories must show, and every account's of the last quarter."""
    asked = {(account_id, "2031Q3") for account_id in made.account_ids}
    asked |= {(each.account_id, each.quarter) for each in planted_in(made)}
    portfolios = {quarter: build_portfolio(made, quarter) for _, quarter in asked}
    return {
        (account_id, quarter): build_summary(made.slice(account_id), quarter, portfolios[quarter])
        for account_id, quarter in sorted(asked)
    }


def test_every_story_has_limits():
    assert set(LIMITS) == set(STORIES)


def test_every_story_is_found_in_its_quarter_and_no_other_one_is(made, reviews):
    planted = {each.account_id: each for each in planted_in(made)}
    assert {each.story for each in planted.values()} == set(STORY_IDS)
    assert {each.quarter for each in planted.values()} == set(made.quarters[-4:])
    for (account_id, quarter), summary in reviews.items():
        own, told = planted.get(account_id), stories_in(summary)
        if own is not None and own.quarter == quarter:
            assert told == {own.story}, own
        else:
            assert told <= ({own.story} if own else set()), (account_id, quarter)


def test_what_made_stories_find_is_said_in_both_languages(made, reviews):
    for planted in planted_in(made):
        keys = STORIES[planted.story].findings
        summary = reviews[planted.account_id, planted.quarter]
        told = [finding for finding in summary.findings if finding.key in keys]
        assert {finding.key for finding in told} == set(keys)
        for finding in told:
            for language in ("en", "zh"):
                assert finding.headline(language) and finding.next_step(language)
                assert finding.evidence(language)
