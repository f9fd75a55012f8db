"""From accounts and stories asked for to accounts that carry them: what fits, and what is made fit.

A request that cannot be met is refused with the parameter named. Terms and habits that a story
needs are changed in its account (a long stock, a short payment term, ...), nothing else is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import weeks_of
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.story import (
    LATEST_QUARTERS,
    STORIES,
    STRONGEST,
    WEAKEST,
    Story,
    StoryId,
    StoryKind,
)
from ka_helpers.cases.synthesis.world import World
from ka_helpers.errors import RequestError
from ka_helpers.periods import trailing_quarters, year_before

MOST_OF_COMPANY = 0.7
"""An account with more of the company's sales cannot fall behind the company: it is the company."""
LEAST_GROWTH = -0.6


@dataclass(frozen=True)
class Others:
    """What the other accounts do: their growth together, and our account's part of all sales."""

    growth: float
    own_part: float


Shape = Callable[[AccountDesign, Story, Others], AccountDesign]
"""An account, its story, and what the others do; gives the account made fit."""


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
            raise _refused("unknown_story", story, known=", ".join(STORIES))
        if story.account_id not in designs:
            raise _refused("unknown_account", story, known=", ".join(designs))
        if story.account_id in by_account:
            raise _refused("second_story", story, first=by_account[story.account_id].id)
        _check_fit(world, designs[story.account_id], story)
        by_account[story.account_id] = story
    return by_account


def _check_fit(world: World, account: AccountDesign, story: Story) -> None:
    kind = STORIES[story.id]
    if not can_carry(account, kind):
        raise _refused(
            "wrong_channel", story, channel=account.channel, known=", ".join(kind.channels)
        )
    is_number = isinstance(story.strength, int | float) and not isinstance(story.strength, bool)
    if not is_number or not WEAKEST <= story.strength <= STRONGEST:
        raise _refused("wrong_strength", story, low=WEAKEST, high=STRONGEST)
    quarter = story.quarter or world.review_quarter
    if quarter not in story_quarters(world):
        raise _refused("wrong_quarter", story, known=", ".join(story_quarters(world)))
    if kind.year_before and year_before(quarter) not in weeks_of(world).quarters:
        raise _refused("no_year_before", story, before=year_before(quarter), weeks=world.weeks)


def _refused(why: str, story: Story, **values: object) -> RequestError:
    found = {
        "story": str(story.id)[:40], "account": str(story.account_id)[:40],
        "quarter": str(story.quarter or "")[:10], "strength": str(story.strength)[:10],
    }  # fmt: skip
    return RequestError(f"planted.{why}", **found, **values)


def _beside(
    account: AccountDesign, accounts: Sequence[AccountDesign], by_account: Mapping[str, Story]
) -> Others:
    """Return what all accounts but one do, those with a story as the story makes them grow."""
    others = [other for other in accounts if other.account_id != account.account_id]
    whole = sum(other.quarterly_sales for other in others)
    grown = sum(
        stories.usual_growth(other.growth, by_account.get(other.account_id)) * other.quarterly_sales
        for other in others
    )
    growth = grown / whole if whole else account.growth
    return Others(growth, account.quarterly_sales / (account.quarterly_sales + whole))


def _fit(account: AccountDesign, story: Story | None, others: Others) -> AccountDesign:
    if story is None:
        return replace(account, story=None)
    needs = STORIES[story.id].needs
    reporting = replace(
        account,
        story=story,
        reports_sell_out=account.reports_sell_out or "sell_out" in needs,
        reports_market=account.reports_market or "market" in needs,
        reports_execution=account.reports_execution or "execution" in needs,
        has_visits=account.has_visits or "visits" in needs,
    )
    return _SHAPES.get(story.id, _as_it_is)(reporting, story, others)


def _as_it_is(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    return account


def _growing(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account that grows, with stores enough for its share to be believed."""
    stores = max(account.store_count, 100)
    return replace(account, growth=max(account.growth, 0.09), store_count=stores)


def _paying_soon(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account whose deductions are known by the end of their quarter."""
    days = min(account.terms.payment_days, 30)
    return replace(account, terms=replace(account.terms, payment_days=days, late_days=-2))


def _paying_late(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    return replace(account, terms=replace(account.terms, payment_days=20))


def _promoting(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account with enough products to promote, and dear already."""
    terms = account.terms
    return replace(
        account,
        sku_count=max(account.sku_count, 14),
        terms=replace(terms, rebate=max(terms.rebate, 0.09), activity=max(terms.activity, 0.06)),
    )


def _stocked(weeks: float) -> Shape:
    def shaped(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
        cover = max(account.field.cover_weeks, weeks)
        return replace(account, field=replace(account.field, cover_weeks=cover))

    return shaped


def _falling(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    return replace(account, growth=min(account.growth, others.growth, 0.03))


def _earning(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account that earns enough for fees to take it."""
    terms = account.terms
    cheap = replace(
        terms,
        discount=min(terms.discount, 0.08), rebate=min(terms.rebate, 0.05),
        activity=min(terms.activity, 0.035), staff=min(terms.staff, 0.028),
        entry_fee=max(terms.entry_fee, 0.015),
    )  # fmt: skip
    return replace(account, terms=cheap)


def _dear(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account that loses money by its terms, and grows far less than the company.

    Raises
    ------
    RequestError : the account is so large that the company falls with it
    """
    if others.own_part > MOST_OF_COMPANY:
        raise _refused("large_account", story, part=others.own_part, most=MOST_OF_COMPANY)
    growth = others.growth - stories.behind_company(story) / (1 - others.own_part)
    dear = replace(account.terms, discount=0.13, rebate=0.17, activity=0.12, staff=0.06)
    return replace(account, growth=max(min(account.growth, growth), LEAST_GROWTH), terms=dear)


def _well_served(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    return replace(account, field=replace(account.field, exec_score=90, agreement_done=0.92))


_SHAPES: Mapping[StoryId, Shape] = {
    "share_lost_growing": _growing,
    "order_gap": _paying_soon,
    "buyer_price_cuts": _promoting,
    "phasing": _stocked(6.5),
    "quarter_end": _stocked(8.0),
    "overdue": _paying_late,
    "leaving": _falling,
    "entry_fees": _earning,
    "spend_cut": _dear,
    "execution_turnaround": _well_served,
}
