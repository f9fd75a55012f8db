"""The flags of `ka-kit case new` as changes of a recipe, and the recipe that it starts from."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.places import place_for
from ka_helpers.cases.scaffolding.recipe import AccountAsked, Recipe, StoryAsked, read_recipe
from ka_helpers.cases.scaffolding.taking_over import recipe_of_case
from ka_helpers.cases.synthesis import TRADES, require
from ka_helpers.cases.synthesis.world import not_a_choice
from ka_helpers.cli.asking import amount, number, plain
from ka_helpers.cli.questions import SEASONS, growth_read, quarter_read, whole
from ka_helpers.errors import RequestError

_QUESTION_OF = {
    "company_zh": "company", "company_en": "company", "unit": "currency", "weeks": "calendar",
    "fiscal_year_start": "calendar", "quarter": "calendar", "season": "market",
    "market_growth": "market", "account": "accounts", "annual_sales": "accounts",
    "story": "stories",
}  # fmt: skip


@dataclass(frozen=True)
class Flags:
    """What was said on the command line; empty is not said."""

    trade: str = ""
    company_zh: str = ""
    company_en: str = ""
    title_zh: str = ""
    title_en: str = ""
    currency: str = ""
    unit: str = ""
    fiscal_year_start: str = ""
    quarter: str = ""
    weeks: str = ""
    products: str = ""
    season: str = ""
    market_growth: str = ""
    accounts: str = ""
    account: tuple[str, ...] = ()
    annual_sales: str = ""
    story: tuple[str, ...] = ()
    tables: str = ""
    seed: str = ""

    @property
    def answered(self) -> frozenset[str]:
        """The questions that need not be asked."""
        said = [field.name for field in fields(self) if getattr(self, field.name)]
        return frozenset(_QUESTION_OF.get(name, name) for name in said)


def started_from(out: Path, from_case: str, recipe: Path | None, force: bool) -> Recipe:
    """Return the recipe that questions and flags begin with, its case named by the folder.

    Raises
    ------
    RequestError : the folder is taken or cannot name a case, or there is no such case or recipe
    CaseError : the recipe has faults
    """
    folder = place_for(out, force)
    if recipe is not None and from_case:
        raise RequestError("scaffolding.two_starts")
    if recipe is not None:
        return read_recipe(recipe).model_copy(update={"case_id": folder.name, "digest": None})
    if from_case:
        return recipe_of_case(from_case, folder.name)
    return wishes.usual_recipe(folder.name)


def with_flags(recipe: Recipe, flags: Flags) -> Recipe:
    """Return the recipe with what the flags say.

    Raises
    ------
    RequestError : a flag says what cannot be
    """
    recipe = _with_names(recipe, flags)
    recipe = _with_time(recipe, flags)
    recipe = _with_figures(recipe, flags)
    recipe = _with_accounts(recipe, flags)
    return _with_stories(recipe, flags)


def _with_names(recipe: Recipe, flags: Flags) -> Recipe:
    if flags.trade:
        if flags.trade not in TRADES:
            raise not_a_choice("trade", flags.trade, TRADES)
        recipe = wishes.with_trade(recipe, flags.trade)
    zh, en = flags.company_zh or flags.company_en, flags.company_en or flags.company_zh
    if zh:
        recipe = wishes.with_company(recipe, wishes.name_read(zh), wishes.name_read(en))
    said = {"zh": flags.title_zh, "en": flags.title_en}
    title = recipe.title.model_copy(update={k: v for k, v in said.items() if v})
    return recipe.model_copy(update={"title": title})


def _with_time(recipe: Recipe, flags: Flags) -> Recipe:
    if flags.fiscal_year_start:
        month = whole("fiscal_year_start_month", flags.fiscal_year_start)
        recipe = recipe.model_copy(update={"fiscal_year_start_month": month})
    if flags.quarter:
        recipe = wishes.with_quarter(recipe, quarter_read(flags.quarter))
    if flags.weeks:
        recipe = recipe.model_copy(update={"weeks": whole("weeks", flags.weeks)})
    return recipe


def _with_figures(recipe: Recipe, flags: Flags) -> Recipe:
    readers: dict[str, Callable[[str], object]] = {
        "currency": lambda typed: plain(typed).upper(),
        "unit": str.strip,
        "products": partial(whole, "products"),
        "seed": partial(whole, "seed"),
        "market_growth": growth_read,
        "annual_sales": _sales,
        "tables": _form,
    }
    changes = {
        name: read(getattr(flags, name)) for name, read in readers.items() if getattr(flags, name)
    }
    if flags.season:
        changes["season_strength"] = _season(flags.season)
    return recipe.model_copy(update=changes)


def _with_accounts(recipe: Recipe, flags: Flags) -> Recipe:
    if flags.accounts or flags.account:
        said = whole("accounts", flags.accounts) if flags.accounts else len(recipe.accounts)
        recipe = wishes.with_accounts(recipe, max(said, len(flags.account)))
        require("accounts", len(recipe.accounts))
    for position, written in enumerate(flags.account):
        asked = _account(recipe.accounts[position], written)
        recipe = wishes.with_account(recipe, position, asked)
    return recipe


def _account(account: AccountAsked, written: str) -> AccountAsked:
    """Return an account as "NAME[:channel[:sales a year]]" says it."""
    name, channel, sales = [*written.replace("：", ":").split(":", 2), "", ""][:3]
    changes: dict[str, object] = {"name": wishes.name_read(name)}
    if channel.strip():
        changes["channel"] = channel.strip().casefold()
    if sales.strip():
        changes["annual_sales"] = amount(sales)
    return account.model_copy(update=changes)


def _with_stories(recipe: Recipe, flags: Flags) -> Recipe:
    if not flags.story:
        return recipe
    written = [each for each in flags.story if each.strip().casefold() != "none"]
    return wishes.with_asked(recipe, tuple(map(_story, written)))


def _story(written: str) -> StoryAsked:
    """Return a story as "ID[:account[:quarter[:strength]]]" says it."""
    parts = [*written.replace("：", ":").split(":", 3), "", "", ""][:4]
    story, account, quarter, strength = (part.strip() for part in parts)
    return StoryAsked(
        story=story,
        account_id=account,
        quarter=quarter_read(quarter) if quarter else None,
        strength=number(strength) if strength else 1.0,
    )


def _season(typed: str) -> float:
    if typed.casefold() in SEASONS:
        return SEASONS[typed.casefold()]
    strength = number(typed)
    require("season_strength", strength)
    return strength


def _sales(typed: str) -> float:
    sales = amount(typed)
    require("annual_sales", sales)
    return sales


def _form(typed: str) -> str:
    form = typed.strip().casefold().removeprefix(".")
    if form not in ("xlsx", "csv"):
        raise not_a_choice("tables", typed, ("xlsx", "csv"))
    return form
