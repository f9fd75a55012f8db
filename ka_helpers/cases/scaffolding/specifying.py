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
from ka_helpers.cases.synthesis.calendar_weeks import weeks_of
from ka_helpers.cases.synthesis.channels import CHANNEL_ORDER
from ka_helpers.cases.synthesis.planting import plant, story_quarters
from ka_helpers.cases.synthesis.story import STORIES, Story, StoryId
from ka_helpers.errors import RequestError
from ka_helpers.periods import year_before

QUARTERS_OF_YEAR = 4


def spec_of(recipe: Recipe) -> SynthesisSpec:
    """Return what a recipe asks the synthesis for.

    Raises
    ------
    RequestError : it asks for what cannot be made; the message names parameter and reason
    """
    world = world_of(recipe)
    stories = [_story(recipe, asked) for asked in recipe.stories]
    accounts = plant(world, designs_of(recipe, world), stories)
    return SynthesisSpec(world=world, seed=recipe.seed, accounts=accounts)


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
    """Return the quarters in which a story can show, the latest first."""
    world = world_of(recipe)
    kind, known = STORIES.get(cast(StoryId, story)), set(weeks_of(world).quarters.tolist())
    needs_before = kind is not None and kind.year_before
    return tuple(
        quarter
        for quarter in reversed(story_quarters(world))
        if not needs_before or year_before(quarter) in known
    )


def _story(recipe: Recipe, asked: StoryAsked) -> Story:
    return Story(
        id=cast(StoryId, asked.story),
        account_id=asked.account_id,
        quarter=asked.quarter or recipe.review_quarter,
        strength=asked.strength,
    )


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
