"""What `ka-kit case new` asks: each question takes a recipe and returns it with the answer in it.

Asked in order, then shown as a numbered list in which any answer can be changed. Not in here:
how a question is put (`asking`), what a recipe makes (`cases.scaffolding`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.recipe import Recipe
from ka_helpers.cases.synthesis import TRADES, require
from ka_helpers.cli.accounts_asked import accounts_shown, ask_accounts
from ka_helpers.cli.asking import Choice, ask, choose, number, percentage, plain, tell
from ka_helpers.cli.stories_asked import ask_stories, stories_shown
from ka_helpers.errors import RequestError
from ka_helpers.i18n import current_language, say
from ka_helpers.i18n.formatting import share

CURRENCIES = ("CNY", "HKD", "TWD", "USD", "EUR")
_QUARTER = re.compile("(\\d{4})(?:年?第?|-?Q?)([1-4一二三四])(?:季度?)?")
SEASONS = {"none": 0.0, "mild": 0.5, "usual": 1.0, "strong": 1.5}


@dataclass(frozen=True)
class Question:
    """One question: its name, how it is asked, and how its answer is shown in the summary."""

    name: str
    put: Callable[[Recipe], Recipe]
    shown: Callable[[Recipe], str]

    @property
    def label(self) -> str:
        """What the summary calls it."""
        return words(f"label_{self.name}")


def words(name: str, **values: Any) -> str:
    """Return a message of the catalogue `scaffolding`."""
    return say(f"scaffolding.{name}", **values)


def ask_all(recipe: Recipe, answered: frozenset[str]) -> Recipe:
    """Return the recipe after every question that no flag has answered."""
    tell(words("welcome", case=recipe.case_id))
    for question in QUESTIONS:
        if question.name not in answered:
            tell()
            recipe = question.put(recipe)
    return recipe


def show_and_change(recipe: Recipe) -> Recipe:
    """Show every answer and let any be changed, until the reader goes on."""
    while True:
        tell()
        tell(words("summary", case=recipe.case_id))
        for position, question in enumerate(QUESTIONS, start=1):
            shown = words("summary_line", label=question.label, shown=question.shown(recipe))
            tell(f"  {position:>2}  {shown}")
        chosen = ask(words("ask_change"), "0", _position)
        if chosen == 0:
            return recipe
        tell()
        recipe = QUESTIONS[chosen - 1].put(recipe)


def _position(typed: str) -> int:
    text = plain(typed)
    if text.isdecimal() and int(text[:9]) <= len(QUESTIONS):
        return int(text)
    raise RequestError("scaffolding.not_a_choice", found=typed[:40], n=len(QUESTIONS))


def _ask_trade(recipe: Recipe) -> Recipe:
    language = current_language()
    choices = [
        Choice(trade.trade_id, trade.zh if language == "zh" else trade.en)
        for trade in TRADES.values()
    ]
    return wishes.with_trade(recipe, choose(words("ask_trade"), choices, recipe.trade))


def _ask_company(recipe: Recipe) -> Recipe:
    zh = ask(words("ask_company_zh"), recipe.company.zh, wishes.name_read)
    en = ask(words("ask_company_en"), recipe.company.en, wishes.name_read)
    return wishes.with_company(recipe, zh, en)


def _ask_currency(recipe: Recipe) -> Recipe:
    choices = [Choice(code, words(f"currency_{code.lower()}")) for code in CURRENCIES]
    if recipe.currency not in CURRENCIES:
        choices.append(Choice(recipe.currency, recipe.currency))
    currency = choose(words("ask_currency"), choices, recipe.currency)
    units = [Choice("元", words("unit_one")), Choice("万元", words("unit_ten_thousand"))]
    unit = choose(words("ask_unit"), units, recipe.unit)
    return recipe.model_copy(update={"currency": currency, "unit": unit})


def _ask_calendar(recipe: Recipe) -> Recipe:
    month = ask(
        words("ask_fiscal_month"), str(recipe.fiscal_year_start_month),
        partial(whole, "fiscal_year_start_month"),
    )  # fmt: skip
    recipe = recipe.model_copy(update={"fiscal_year_start_month": month})
    quarter = ask(words("ask_quarter"), recipe.review_quarter, quarter_read)
    recipe = wishes.with_quarter(recipe, quarter)
    weeks = ask(words("ask_weeks"), str(recipe.weeks), partial(whole, "weeks"))
    return recipe.model_copy(update={"weeks": weeks})


def _ask_products(recipe: Recipe) -> Recipe:
    count = ask(words("ask_products"), str(recipe.products), partial(whole, "products"))
    return recipe.model_copy(update={"products": count})


def _ask_market(recipe: Recipe) -> Recipe:
    usual = next((name for name, s in SEASONS.items() if s == recipe.season_strength), "")
    choices = [Choice(name, words(f"season_{name}")) for name in SEASONS]
    if not usual:
        usual = f"{recipe.season_strength:g}"
        choices.append(Choice(usual, usual))
    season = choose(words("ask_season"), choices, usual)
    strength = SEASONS.get(season, recipe.season_strength)
    growth = ask(words("ask_market_growth"), _growth(recipe), growth_read)
    return recipe.model_copy(update={"season_strength": strength, "market_growth": growth})


def _ask_tables(recipe: Recipe) -> Recipe:
    choices = [Choice(form, words(f"tables_{form}")) for form in ("xlsx", "csv")]
    return recipe.model_copy(update={"tables": choose(words("ask_tables"), choices, recipe.tables)})


def whole(parameter: str, typed: str) -> int:
    """Return a whole number within the range of a parameter.

    Raises
    ------
    RequestError : it is none; the message names what is allowed
    """
    value = number(typed)
    require(parameter, int(value) if value.is_integer() else value)
    return int(value)


def quarter_read(typed: str) -> str:
    """Return a quarter as "2026Q2".

    Raises
    ------
    RequestError : it is none, or of a year that no case can be made for
    """
    written = _QUARTER.fullmatch(plain(typed).upper().replace(" ", ""))
    if written is None:
        raise RequestError("scaffolding.not_a_quarter", found=typed[:40])
    year, part = written.groups()
    require("review_year", int(year))
    return f"{year}Q{'一二三四'.find(part) + 1 or part}"


def growth_read(typed: str) -> float | None:
    """Return the market's growth as a fraction; None where each category keeps its own.

    Raises
    ------
    RequestError : it is no percentage, or out of range
    """
    if plain(typed).casefold() in ("", "-", words("own_growth").casefold()):
        return None
    growth = percentage(typed)
    require("market_growth", growth)
    return growth


def _growth(recipe: Recipe) -> str:
    if recipe.market_growth is None:
        return words("own_growth")
    return share(recipe.market_growth, current_language())


def _shown_season(recipe: Recipe) -> str:
    name = next((name for name, s in SEASONS.items() if s == recipe.season_strength), "")
    season = words(f"season_{name}") if name else f"{recipe.season_strength:g}"
    return words("shown_market", season=season, growth=_growth(recipe))


def _shown_trade(recipe: Recipe) -> str:
    trade = TRADES[recipe.trade]
    return trade.zh if current_language() == "zh" else trade.en


def _shown_calendar(recipe: Recipe) -> str:
    return words(
        "shown_calendar", month=recipe.fiscal_year_start_month, quarter=recipe.review_quarter,
        weeks=recipe.weeks,
    )  # fmt: skip


QUESTIONS = (
    Question("trade", _ask_trade, _shown_trade),
    Question("company", _ask_company, lambda recipe: f"{recipe.company.zh} / {recipe.company.en}"),
    Question("currency", _ask_currency, lambda recipe: f"{recipe.currency}, {recipe.unit}"),
    Question("calendar", _ask_calendar, _shown_calendar),
    Question("products", _ask_products, lambda recipe: str(recipe.products)),
    Question("market", _ask_market, _shown_season),
    Question("accounts", ask_accounts, accounts_shown),
    Question("stories", ask_stories, stories_shown),
    Question("tables", _ask_tables, lambda recipe: words(f"tables_{recipe.tables}")),
)
