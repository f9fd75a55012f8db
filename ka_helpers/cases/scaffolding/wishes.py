"""A recipe while it is being asked for: what is usual, and what an answer changes with it.

Each function takes a recipe and returns another; what the reader did not say stays open, so that
it follows what is said later. Not in here: asking (`cli.questions`), refusing (`specifying`).
"""

import zlib
from collections.abc import Iterable, Sequence

from ka_helpers.cases.casefile import Bilingual
from ka_helpers.cases.scaffolding.recipe import AccountAsked, Recipe, StoryAsked
from ka_helpers.cases.scaffolding.specifying import channels_of, quarters_for
from ka_helpers.cases.synthesis import TRADES, World, world_of_trade
from ka_helpers.cases.synthesis.story import STORIES
from ka_helpers.cases.synthesis.world import require_name
from ka_helpers.errors import RequestError

USUAL_ACCOUNTS = 12
USUAL_STORIES = ("order_gap", "phasing", "share_lost_growing")
USUAL_TRADE = "beverages"


def usual_recipe(case_id: str) -> Recipe:
    """Return the recipe that takes every default; its seed comes from the case's name."""
    world, names = World(), _names_of(USUAL_TRADE)
    recipe = Recipe(
        case_id=case_id,
        seed=zlib.crc32(case_id.encode()),
        trade=USUAL_TRADE,
        company=names["company"],
        brand=names["brand"],
        title=names["title"],
        currency=world.currency,
        unit=world.unit,
        fiscal_year_start_month=world.fiscal_year_start_month,
        review_quarter=world.review_quarter,
        weeks=world.weeks,
        products=world.products,
        annual_sales=world.annual_sales / 2,
        season_strength=world.season_strength,
    )
    return with_stories(with_accounts(recipe, USUAL_ACCOUNTS), USUAL_STORIES)


def _names_of(trade: str) -> dict[str, Bilingual]:
    world = world_of_trade(trade)
    company = Bilingual(zh=world.company_zh, en=world.company_en)
    return {
        "company": company,
        "brand": Bilingual(zh=world.brand_zh, en=world.brand_en),
        "title": title_of(company),
    }


def title_of(company: Bilingual) -> Bilingual:
    """Return the title of a case about a company, where nobody says another."""
    return Bilingual(zh=f"{company.zh}与它的重点客户", en=f"{company.en} and its key accounts")


def with_trade(recipe: Recipe, trade: str) -> Recipe:
    """Return the recipe in another trade, with its company unless the reader named one."""
    if trade == recipe.trade or trade not in TRADES:
        return recipe.model_copy(update={"trade": trade})
    is_invented = recipe.company == _names_of(recipe.trade)["company"]
    names = _names_of(trade) if is_invented else {}
    return recipe.model_copy(update={"trade": trade, **names})


def with_company(recipe: Recipe, zh: str, en: str) -> Recipe:
    """Return the recipe of another company, its brand and title with it."""
    company = Bilingual(zh=zh, en=en)
    if company == recipe.company:
        return recipe
    usual = _names_of(recipe.trade)
    brand = usual["brand"] if company == usual["company"] else company
    title = title_of(company) if recipe.title == title_of(recipe.company) else recipe.title
    return recipe.model_copy(update={"company": company, "brand": brand, "title": title})


def with_quarter(recipe: Recipe, quarter: str) -> Recipe:
    """Return the recipe for another review quarter; its stories show in that one."""
    if quarter == recipe.review_quarter:
        return recipe
    stories = tuple(each.model_copy(update={"quarter": None}) for each in recipe.stories)
    return recipe.model_copy(update={"review_quarter": quarter, "stories": stories})


def with_accounts(recipe: Recipe, count: int) -> Recipe:
    """Return the recipe with so many accounts: those that it has, then open ones.

    A story whose account is gone moves to another that can carry it, or goes too.
    """
    kept = list(recipe.accounts[:count])
    taken = {account.account_id for account in kept}
    free = (f"K{number:02d}" for number in range(1, 10_000) if f"K{number:02d}" not in taken)
    kept += [AccountAsked(account_id=next(free)) for _ in range(count - len(kept))]
    return settled(recipe.model_copy(update={"accounts": tuple(kept)}))


def with_account(recipe: Recipe, position: int, changed: AccountAsked) -> Recipe:
    """Return the recipe with one account changed; its story moves if it can no longer carry it."""
    accounts = [*recipe.accounts[:position], changed, *recipe.accounts[position + 1 :]]
    return settled(recipe.model_copy(update={"accounts": tuple(accounts)}))


def with_stories(recipe: Recipe, stories: Sequence[str]) -> Recipe:
    """Return the recipe with these stories, each in an account that can carry it.

    Those that it has already stay where they are; what no account can carry is left out.
    """
    kept = tuple(each for each in recipe.stories if each.story in stories)
    have = {each.story for each in kept}
    open_ = [StoryAsked(story=story, account_id="") for story in stories if story not in have]
    return settled(recipe.model_copy(update={"stories": (*kept, *open_)}))


def with_asked(recipe: Recipe, stories: Sequence[StoryAsked]) -> Recipe:
    """Return the recipe with these stories; those without an account get one that can carry them.

    Raises
    ------
    RequestError : no account is left for one of them
    """
    taken = {each.account_id for each in stories}
    placed = dict(enumerate(stories))
    open_ = [number for number, each in placed.items() if not each.account_id]
    for number in sorted(open_, key=lambda at: len(_channels(placed[at].story))):
        each = placed[number]
        free = [a for a in carriers(recipe, each.story) if a not in taken]
        if not free and each.story in STORIES:
            raise RequestError("scaffolding.no_carrier", story=each.story)
        account_id = free[0] if free else ""
        placed[number] = each.model_copy(update={"account_id": account_id})
        taken.add(account_id)
    return recipe.model_copy(update={"stories": tuple(placed.values())})


def settled(recipe: Recipe) -> Recipe:
    """Return the recipe with each story in an account of its own that can carry it.

    Stories that few channels can carry choose first; the others leave them room.
    """
    placed: dict[int, StoryAsked] = {}
    taken: set[str] = set()
    for number, each in enumerate(recipe.stories):
        if each.account_id in carriers(recipe, each.story) and each.account_id not in taken:
            placed[number] = each
            taken.add(each.account_id)
    left = [number for number in range(len(recipe.stories)) if number not in placed]
    for number in sorted(left, key=lambda at: len(_channels(recipe.stories[at].story))):
        each = recipe.stories[number]
        free = [a for a in carriers(recipe, each.story) if a not in taken]
        if free:
            account_id = free[min(1, len(free) - 1)] if not taken else free[0]
            placed[number] = each.model_copy(update={"account_id": account_id})
            taken.add(account_id)
    stories = tuple(_in_time(recipe, placed[number]) for number in sorted(placed))
    return recipe.model_copy(update={"stories": stories})


def carriers(recipe: Recipe, story: str) -> tuple[str, ...]:
    """Return the accounts whose channel can carry a story."""
    able = _channels(story)
    return tuple(
        account.account_id
        for account, channel in zip(recipe.accounts, channels_of(recipe), strict=True)
        if channel in able
    )


def free_carriers(recipe: Recipe, story: str, among: Iterable[StoryAsked]) -> tuple[str, ...]:
    """Return the accounts that can carry a story and carry none of `among`."""
    taken = {each.account_id for each in among}
    return tuple(each for each in carriers(recipe, story) if each not in taken)


def _channels(story: str) -> tuple[str, ...]:
    return next((kind.channels for known, kind in STORIES.items() if known == story), ())


def _in_time(recipe: Recipe, story: StoryAsked) -> StoryAsked:
    if story.quarter is None or story.quarter in quarters_for(recipe, story.story):
        return story
    return story.model_copy(update={"quarter": None})


def leading_account(recipe: Recipe) -> str:
    """Return the account that chapters are read on: one with stores, and best without a story.

    A story makes its account unlike others, so that questions about the usual have no answer.
    """
    told = {each.account_id for each in recipe.stories}
    by_channel = dict(
        zip((each.account_id for each in recipe.accounts), channels_of(recipe), strict=True)
    )
    modern = [each for each, channel in by_channel.items() if channel == "modern"]
    wanted = (modern, [*by_channel])
    quiet = (each for among in wanted for each in among if each not in told)
    return next(quiet, next(iter(modern or by_channel)))


def name_read(typed: str) -> str:
    """Return a name that can be a company's or an account's.

    Raises
    ------
    RequestError : it cannot
    """
    require_name("name", typed.strip())
    return typed.strip()
