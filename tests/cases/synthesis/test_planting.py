"""Which story fits which account, and what it needs; what cannot be is refused by name."""

import re
from dataclasses import replace

import pytest

from ka_helpers.cases.synthesis import AccountWish, invent_accounts, world_of_trade
from ka_helpers.cases.synthesis.planting import plant, story_quarters
from ka_helpers.cases.synthesis.story import STORIES, STORY_IDS, Story
from ka_helpers.errors import RequestError

WORLD = world_of_trade("snacks", case_id="snacks", review_quarter="2030Q1")
CHANNELS = ("modern", "convenience", "traditional", "dealer", "online", "dealer", "modern")
ACCOUNTS = invent_accounts(WORLD, 7, [AccountWish(channel=channel) for channel in CHANNELS], 5)
MODERN, DEALER = ACCOUNTS[0], ACCOUNTS[3]


def refusal(*stories, world=WORLD, accounts=ACCOUNTS):
    with pytest.raises(RequestError) as refused:
        plant(world, accounts, stories)
    assert all(refused.value.said_in(language) for language in ("en", "zh"))
    return refused.value.said_in("en")


@pytest.mark.parametrize("story_id", STORY_IDS)
def test_every_story_has_words_and_a_channel_in_both_languages(story_id):
    kind = STORIES[story_id]
    assert kind.channels
    for language in ("en", "zh"):
        assert kind.name(language) and kind.explained(language)
    assert kind.name("en") != kind.name("zh")


@pytest.mark.parametrize("story_id", STORY_IDS)
def test_only_the_storys_account_is_changed(story_id):
    place = next(
        place for place, account in enumerate(ACCOUNTS)
        if account.channel in STORIES[story_id].channels
    )  # fmt: skip
    planted = plant(WORLD, ACCOUNTS, [Story(story_id, ACCOUNTS[place].account_id)])
    assert planted[place].story.id == story_id
    others = [pair for n, pair in enumerate(zip(planted, ACCOUNTS, strict=True)) if n != place]
    for now, before in others:
        grown = before.growth if before.spend_kept == 1 else now.growth
        assert now == replace(before, growth=grown)
    same = ("account_id", "name", "channel", "quarterly_sales", "store_count", "region")
    assert all(getattr(planted[place], name) == getattr(ACCOUNTS[place], name) for name in same)


def test_the_ordinary_saving_is_at_an_account_without_a_story():
    (saver,) = (account for account in ACCOUNTS if account.spend_kept < 1)
    planted = plant(WORLD, ACCOUNTS, [Story("entry_fees", saver.account_id)])
    savers = [account for account in planted if account.spend_kept < 1]
    assert [account.story for account in savers] == [None]
    others = [account.growth for account in planted if account is not savers[0]]
    assert savers[0].growth > min(others)


def test_an_account_reports_what_its_story_needs():
    silent = replace(DEALER, reports_sell_out=False)
    (planted,) = plant(WORLD, [silent], [Story("loading", silent.account_id)])
    assert planted.reports_sell_out


def test_planting_anew_takes_the_old_story_away():
    once = plant(WORLD, ACCOUNTS, [Story("phasing", "K01")])
    again = plant(WORLD, once, [Story("overdue", "K02")])
    assert [account.account_id for account in again if account.story] == ["K02"]


def test_an_unknown_story_or_account_is_refused_with_what_is_known():
    assert "order_gap" in refusal(Story("fraud", "K01"))
    assert "K01" in refusal(Story("phasing", "K99"))


def test_two_stories_in_one_account_are_refused():
    assert "already has the story phasing" in refusal(
        Story("phasing", "K01"), Story("overdue", "K01")
    )


def test_a_channel_that_cannot_carry_the_story_is_refused_with_those_that_can():
    assert "modern, convenience, traditional" in refusal(Story("execution_gap", DEALER.account_id))


@pytest.mark.parametrize("strength", [0.59, 1.51, float("nan"), True, "1", None])
def test_a_strength_out_of_range_is_refused(strength):
    assert "0.6 to 1.5" in refusal(Story("phasing", "K01", None, strength))


def test_only_the_review_quarter_and_the_three_before_it_can_show_a_story():
    assert story_quarters(WORLD) == ("2029Q2", "2029Q3", "2029Q4", "2030Q1")
    for quarter in ("2029Q1", "2030Q2", "1/2030"):
        assert "2029Q2, 2029Q3" in refusal(Story("phasing", "K01", quarter))


def test_a_story_told_against_the_year_before_needs_that_year():
    short = replace(WORLD, weeks=65)
    story = Story("execution_turnaround", "K01", "2029Q4")
    assert re.search("2028Q4.*65 weeks", refusal(story, world=short))
    assert plant(short, ACCOUNTS, [replace(story, quarter=None)])
    assert plant(short, ACCOUNTS, [Story("phasing", "K01", "2029Q2")])


def test_an_account_that_is_the_company_cannot_fall_behind_it():
    large = replace(MODERN, quarterly_sales=1e9)
    assert "of all sales" in refusal(
        Story("spend_cut", large.account_id), accounts=(large, *ACCOUNTS[1:])
    )
