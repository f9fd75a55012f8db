"""What a story needs of its account: a long stock, a short payment term, growth, and the like.

Not in here: whether an account may carry a story at all (`planting`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ka_helpers.cases.synthesis import story_figures
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.story import Story, StoryId
from ka_helpers.errors import RequestError

MOST_OF_COMPANY = 0.7
"""An account with more of the company's sales cannot fall behind the company: it is the company."""
LEAST_GROWTH, FALLS_BEHIND = -0.6, 0.17
LEAST_GROWING = 0.16
"""Growth that a quarter of 13 weeks after one of 14 does not turn into a loss."""


@dataclass(frozen=True)
class Others:
    """What the other accounts do: their growth together, and our account's part of all sales."""

    growth: float
    own_part: float


Shape = Callable[[AccountDesign, Story, Others], AccountDesign]
"""An account, its story, and what the others do; gives the account made fit."""


def refused(why: str, story: Story, **values: object) -> RequestError:
    """Return the error that names a story, its account and why it cannot be planted there."""
    found = {
        "story": str(story.id)[:40], "account": str(story.account_id)[:40],
        "quarter": str(story.quarter or "")[:10], "strength": str(story.strength)[:10],
    }  # fmt: skip
    return RequestError(f"planted.{why}", **found, **values)


def _growing(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account that grows, with stores enough for its share to be believed."""
    stores = max(account.store_count, 100)
    return replace(account, growth=max(account.growth, LEAST_GROWING), store_count=stores)


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
    def stocked(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
        cover = max(account.field.cover_weeks, weeks)
        return replace(account, field=replace(account.field, cover_weeks=cover))

    return stocked


def _falling(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return an account that falls, and falls behind the company though that falls with it.

    Raises
    ------
    RequestError : the account is so large that it is the company
    """
    if others.own_part > MOST_OF_COMPANY:
        raise refused("large_account", story, part=others.own_part, most=MOST_OF_COMPANY)
    growth = others.growth - FALLS_BEHIND / (1 - others.own_part)
    return replace(account, growth=max(min(account.growth, growth, 0.03), LEAST_GROWTH))


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
        raise refused("large_account", story, part=others.own_part, most=MOST_OF_COMPANY)
    growth = others.growth - story_figures.behind_company(story) / (1 - others.own_part)
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


def shaped(account: AccountDesign, story: Story, others: Others) -> AccountDesign:
    """Return the account with the terms and habits that its story needs.

    Raises
    ------
    RequestError : no terms would make it fit
    """
    shape = _SHAPES.get(story.id)
    return shape(account, story, others) if shape else account
