"""From a recipe to what the synthesis makes a case of; what cannot be made is refused by name."""

from dataclasses import replace
from typing import Any, cast

from ka_helpers.cases.identifiers import fault_of_id, same_ignoring_case
from ka_helpers.cases.scaffolding.recipe import Recipe, StoryAsked
from ka_helpers.cases.synthesis import (
    AccountDesign,
    AccountWish,
    SynthesisSpec,
    World,
    invent_accounts,
    world_of_trade,
)
from ka_helpers.cases.synthesis.channels import CHANNEL_ORDER
from ka_helpers.cases.synthesis.story import (
    LATEST_QUARTERS,
    STORIES,
    STRONGEST,
    WEAKEST,
    Story,
    StoryId,
)
from ka_helpers.errors import RequestError
from ka_helpers.periods import shift_quarter

WEEKS_OF_QUARTER = 13
QUARTERS_OF_YEAR = 4


def spec_of(recipe: Recipe) -> SynthesisSpec:
    """Return what a recipe asks the synthesis for.

    Raises
    ------
    RequestError : it asks for what cannot be made; the message names parameter and reason
    """
    world = world_of(recipe)
    designs = designs_of(recipe, world)
    return SynthesisSpec(world=world, seed=recipe.seed, accounts=_with_stories(recipe, designs))


def world_of(recipe: Recipe) -> World:
    """Return the world of a recipe.

    Raises
    ------
    RequestError : it cannot be
    """
    return world_of_trade(
        recipe.trade,
        case_id=recipe.case_id,
        company_zh=recipe.company.zh,
        company_en=recipe.company.en,
        brand_zh=recipe.brand.zh,
        brand_en=recipe.brand.en,
        title_zh=recipe.title.zh,
        title_en=recipe.title.en,
        currency=recipe.currency,
        unit=cast(Any, recipe.unit),
        fiscal_year_start_month=recipe.fiscal_year_start_month,
        review_quarter=recipe.review_quarter,
        weeks=recipe.weeks,
        products=recipe.products,
        annual_sales=recipe.annual_sales,
        season_strength=recipe.season_strength,
        market_growth=recipe.market_growth,
    )


def designs_of(recipe: Recipe, world: World) -> tuple[AccountDesign, ...]:
    """Return the accounts of a recipe, what it leaves open chosen, none with a story.

    Raises
    ------
    RequestError : an account cannot be
    """
    _require_ids([account.account_id for account in recipe.accounts])
    wishes = [
        AccountWish(
            name=account.name,
            channel=cast(Any, account.channel),
            annual_sales=account.annual_sales,
            growth=account.growth,
        )
        for account in recipe.accounts
    ]
    designs = invent_accounts(world, len(wishes), wishes, recipe.seed)
    return tuple(
        replace(design, account_id=account.account_id)
        for design, account in zip(designs, recipe.accounts, strict=True)
    )


def filled(recipe: Recipe) -> Recipe:
    """Return the recipe with what it leaves open said: names, channels, sizes, quarters.

    It makes the same case as the open one.

    Raises
    ------
    RequestError : it asks for what cannot be made
    """
    designs = designs_of(recipe, world_of(recipe))
    accounts = tuple(
        account.model_copy(
            update={
                "name": design.name,
                "channel": design.channel,
                "annual_sales": design.quarterly_sales * QUARTERS_OF_YEAR,
                "growth": design.growth,
            }
        )
        for account, design in zip(recipe.accounts, designs, strict=True)
    )
    stories = tuple(
        each.model_copy(update={"quarter": each.quarter or recipe.review_quarter})
        for each in recipe.stories
    )
    return recipe.model_copy(update={"accounts": accounts, "stories": stories})


def channels_of(recipe: Recipe) -> tuple[str, ...]:
    """Return the channel of each account, said or chosen."""
    return tuple(
        account.channel or CHANNEL_ORDER[number % len(CHANNEL_ORDER)]
        for number, account in enumerate(recipe.accounts)
    )


def quarters_for(recipe: Recipe, story: str) -> tuple[str, ...]:
    """Return the quarters in which a story can show, the review quarter first."""
    kind = next((kind for known, kind in STORIES.items() if known == story), None)
    whole_quarters = recipe.weeks // WEEKS_OF_QUARTER
    before = QUARTERS_OF_YEAR if kind is not None and kind.year_before else 0
    possible = min(LATEST_QUARTERS, whole_quarters - before)
    return tuple(shift_quarter(recipe.review_quarter, -back) for back in range(possible))


def _with_stories(recipe: Recipe, designs: tuple[AccountDesign, ...]) -> tuple[AccountDesign, ...]:
    by_account: dict[str, StoryAsked] = {}
    by_id = {design.account_id: design for design in designs}
    for each in recipe.stories:
        _require_story(recipe, each, by_id)
        if each.account_id in by_account:
            raise RequestError("scaffolding.two_stories", account=each.account_id)
        by_account[each.account_id] = each
    return tuple(
        replace(design, story=_story(recipe, by_account[design.account_id]))
        if design.account_id in by_account
        else design
        for design in designs
    )


def _story(recipe: Recipe, asked: StoryAsked) -> Story:
    return Story(
        id=cast(StoryId, asked.story),
        account_id=asked.account_id,
        quarter=asked.quarter or recipe.review_quarter,
        strength=asked.strength,
    )


def _require_story(recipe: Recipe, asked: StoryAsked, by_id: dict[str, AccountDesign]) -> None:
    """Do nothing if a story can be planted as asked; else raise RequestError."""
    kind = STORIES.get(cast(StoryId, asked.story))
    if kind is None:
        known = ", ".join(STORIES)
        raise RequestError("scaffolding.no_such_story", found=asked.story[:40], known=known)
    design = by_id.get(asked.account_id)
    if design is None:
        known = ", ".join(by_id)
        raise RequestError("scaffolding.no_such_account", found=asked.account_id[:40], known=known)
    named = {"story": kind.name(), "account": asked.account_id}
    if design.channel not in kind.channels:
        able = ", ".join(kind.channels)
        raise RequestError("scaffolding.wrong_channel", **named, found=design.channel, able=able)
    possible = quarters_for(recipe, asked.story)
    if (asked.quarter or recipe.review_quarter) not in possible:
        raise RequestError(
            "scaffolding.wrong_quarter", **named, found=asked.quarter or recipe.review_quarter,
            known=", ".join(possible) or "–", weeks=recipe.weeks,
        )  # fmt: skip
    if not WEAKEST <= asked.strength <= STRONGEST:
        raise RequestError(
            "scaffolding.wrong_strength", **named, found=asked.strength, low=WEAKEST,
            high=STRONGEST,
        )  # fmt: skip


def _require_ids(account_ids: list[str]) -> None:
    for account_id in account_ids:
        fault = fault_of_id(account_id)
        if fault:
            raise RequestError(fault, found=account_id[:64])
    twins = same_ignoring_case(account_ids)
    double = next((a for a in account_ids if account_ids.count(a) > 1), None) or next(
        iter(twins), None
    )
    if double is not None:
        raise RequestError("scaffolding.account_twice", found=double)
