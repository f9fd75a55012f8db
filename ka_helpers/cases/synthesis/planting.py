"""From accounts and stories asked for to accounts that carry them: what fits, and what is made fit.

A request that cannot be met is refused with the parameter named. Terms and habits that a story
needs are changed in its account (a long stock, a short payment term, ...), nothing else is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ka_helpers.cases.synthesis import story_figures
from ka_helpers.cases.synthesis.calendar_weeks import weeks_of
from ka_helpers.cases.synthesis.inventing import with_saving
from ka_helpers.cases.synthesis.shaping import Others, refused, shaped
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.story import (
    LATEST_QUARTERS,
    STORIES,
    STRONGEST,
    WEAKEST,
    Story,
    StoryKind,
)
from ka_helpers.cases.synthesis.world import World
from ka_helpers.periods import trailing_quarters, year_before

SAVER_AHEAD = 0.04
"""By how much an account that saves spend grows more than the others: its saving cost nothing."""


def story_quarters(world: World) -> tuple[str, ...]:
    """Return the quarters in which a story may show, oldest first; the last is the review's."""
    return trailing_quarters(world.review_quarter, LATEST_QUARTERS)


def plant(
    world: World, accounts: Sequence[AccountDesign], planted: Sequence[Story]
) -> tuple[AccountDesign, ...]:
    """Return the accounts, those with a story fit to carry it and without any they had.

    Raises
    ------
    RequestError : no such story or account, two stories in one account, a channel that cannot
        carry the story, a strength or quarter out of range, too few weeks of data for it
    """
    by_account = _checked(world, accounts, planted)
    accounts = _with_quiet_saver(accounts, by_account)
    return tuple(
        _fit(account, by_account.get(account.account_id), _beside(account, accounts, by_account))
        for account in accounts
    )


def can_carry(account: AccountDesign, kind: StoryKind) -> bool:
    """Tell whether an account of this channel can have this story."""
    return account.channel in kind.channels


def _checked(
    world: World, accounts: Sequence[AccountDesign], planted: Sequence[Story]
) -> dict[str, Story]:
    designs = {account.account_id: account for account in accounts}
    by_account: dict[str, Story] = {}
    for story in planted:
        if story.id not in STORIES:
            raise refused("unknown_story", story, known=", ".join(STORIES))
        if story.account_id not in designs:
            raise refused("unknown_account", story, known=", ".join(designs))
        if story.account_id in by_account:
            raise refused("second_story", story, first=by_account[story.account_id].id)
        _check_fit(world, designs[story.account_id], story)
        by_account[story.account_id] = story
    return by_account


def _check_fit(world: World, account: AccountDesign, story: Story) -> None:
    kind = STORIES[story.id]
    if not can_carry(account, kind):
        raise refused(
            "wrong_channel", story, channel=account.channel, known=", ".join(kind.channels)
        )
    is_number = isinstance(story.strength, int | float) and not isinstance(story.strength, bool)
    if not is_number or not WEAKEST <= story.strength <= STRONGEST:
        raise refused("wrong_strength", story, low=WEAKEST, high=STRONGEST)
    quarter = story.quarter or world.review_quarter
    if quarter not in story_quarters(world):
        raise refused("wrong_quarter", story, known=", ".join(story_quarters(world)))
    if kind.year_before and year_before(quarter) not in weeks_of(world).quarters:
        raise refused("no_year_before", story, before=year_before(quarter), weeks=world.weeks)


def _with_quiet_saver(
    accounts: Sequence[AccountDesign], by_account: Mapping[str, Story]
) -> list[AccountDesign]:
    """Return the accounts with the ordinary saving at one without a story, if there is any.

    Beside a story it would look like a cut that cost growth.
    """
    quiet = [account for account in accounts if account.account_id not in by_account]
    taken = [each for each in accounts if each.spend_kept < 1 and each.account_id in by_account]
    heirs = [each for each in quiet if each.spend_kept == 1]
    same = [each for each in heirs if each.channel in {saver.channel for saver in taken}]
    heir = (same or heirs)[-1] if taken and heirs else None
    return [
        with_saving(each, None) if each is heir
        else replace(each, spend_kept=1.0) if each in taken
        else each
        for each in accounts
    ]  # fmt: skip


def _beside(
    account: AccountDesign, accounts: Sequence[AccountDesign], by_account: Mapping[str, Story]
) -> Others:
    """Return what all accounts but one do, those with a story as the story makes them grow."""
    others = [other for other in accounts if other.account_id != account.account_id]
    whole = sum(other.quarterly_sales for other in others)
    grown = sum(
        story_figures.usual_growth(other.growth, by_account.get(other.account_id))
        * other.quarterly_sales
        for other in others
    )
    growth = grown / whole if whole else account.growth
    return Others(growth, account.quarterly_sales / (account.quarterly_sales + whole))


def _fit(account: AccountDesign, story: Story | None, others: Others) -> AccountDesign:
    if story is None:
        least = others.growth + SAVER_AHEAD if account.spend_kept < 1 else account.growth
        return replace(account, story=None, growth=max(account.growth, least))
    needs = STORIES[story.id].needs
    reporting = replace(
        account,
        story=story,
        reports_sell_out=account.reports_sell_out or "sell_out" in needs,
        reports_market=account.reports_market or "market" in needs,
        reports_execution=account.reports_execution or "execution" in needs,
        has_visits=account.has_visits or "visits" in needs,
    )
    return shaped(reporting, story, others)
