"""The question about accounts: how many, how large together, and any of them changed by hand."""

from functools import partial
from typing import Any

from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.recipe import Recipe
from ka_helpers.cases.scaffolding.specifying import filled
from ka_helpers.cases.synthesis import require
from ka_helpers.cases.synthesis.channels import CHANNELS
from ka_helpers.cli.asking import Choice, amount, ask, choose, number, plain, tell
from ka_helpers.errors import RequestError
from ka_helpers.i18n import current_language, say
from ka_helpers.i18n.formatting import money
from ka_helpers.i18n.formatting import number as written


def ask_accounts(recipe: Recipe) -> Recipe:
    """Return the recipe with the accounts that the reader wants."""
    while True:
        count = ask(_words("ask_accounts"), str(len(recipe.accounts)), _count)
        recipe = wishes.with_accounts(recipe, count)
        sales = ask(_words("ask_sales"), _written(recipe), partial(_amount, "annual_sales"))
        recipe = recipe.model_copy(update={"annual_sales": sales})
        try:
            return _change_any(recipe)
        except RequestError as refused:
            tell(f"  {refused}")


def accounts_shown(recipe: Recipe) -> str:
    """Return the accounts as the summary shows them."""
    names = [account.name or "" for account in filled(recipe).accounts[:3]]
    return _words(
        "shown_accounts", n=len(recipe.accounts), names=_words("and").join(names),
        sales=recipe.annual_sales, currency=recipe.currency,
    )  # fmt: skip


def _change_any(recipe: Recipe) -> Recipe:
    """Show the accounts, and change one after the other until the reader goes on."""
    while True:
        _show(recipe)
        chosen = ask(_words("ask_account_change"), "0", partial(_place, len(recipe.accounts)))
        if chosen == 0:
            return recipe
        recipe = _change(recipe, chosen - 1)


def _change(recipe: Recipe, position: int) -> Recipe:
    recipe = _with_names(recipe)
    account, shown = recipe.accounts[position], filled(recipe).accounts[position]
    name = ask(_words("ask_account_name"), shown.name or "", wishes.name_read)
    choices = [Choice(each, _words(f"channel_{each}")) for each in CHANNELS]
    channel = choose(_words("ask_account_channel"), choices, shown.channel or "")
    usual = written(shown.annual_sales, current_language())
    sales = ask(_words("ask_account_sales"), usual, partial(_amount, "account_sales"))
    changes: dict[str, Any] = {"name": name, "channel": channel}
    if sales != shown.annual_sales:
        changes["annual_sales"] = sales
    changed = wishes.with_account(recipe, position, account.model_copy(update=changes))
    try:
        filled(changed)
    except RequestError as refused:
        tell(f"  {refused}")
        return recipe
    return changed


def _with_names(recipe: Recipe) -> Recipe:
    """Return the recipe with every name said, so that changing one account renames no other."""
    accounts = tuple(
        account.model_copy(update={"name": shown.name})
        for account, shown in zip(recipe.accounts, filled(recipe).accounts, strict=True)
    )
    return recipe.model_copy(update={"accounts": accounts})


def _show(recipe: Recipe) -> None:
    language = current_language()
    for position, account in enumerate(filled(recipe).accounts, start=1):
        channel = _words(f"channel_{account.channel}")
        sales = money(account.annual_sales, language, recipe.currency)
        tell(f"  {position:>2}  {account.account_id}  {account.name}  {channel}  {sales}")


def _count(typed: str) -> int:
    value = number(typed)
    require("accounts", int(value) if value.is_integer() else value)
    return int(value)


def _amount(parameter: str, typed: str) -> float:
    value = amount(typed)
    require(parameter, value)
    return value


def _place(count: int, typed: str) -> int:
    text = plain(typed)
    if text.isdecimal() and int(text[:9]) <= count:
        return int(text)
    raise RequestError("scaffolding.not_a_choice", found=typed[:40], n=count)


def _written(recipe: Recipe) -> str:
    return written(recipe.annual_sales, current_language())


def _words(name: str, **values: Any) -> str:
    return say(f"scaffolding.{name}", **values)
