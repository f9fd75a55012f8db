"""The README of a made case, which trainees see: what it is, how to read it, never its stories."""

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.scaffolding.recipe import AccountAsked, Recipe
from ka_helpers.i18n import LANGUAGES, say


def readme_of(recipe: Recipe, case_file: CaseFile) -> str:
    """Return the README in every language, as Markdown."""
    return "\n---\n\n".join(_in(language, recipe, case_file) for language in LANGUAGES[::-1])


def _in(language: str, recipe: Recipe, case_file: CaseFile) -> str:
    def words(name: str, **values: object) -> str:
        return say(f"scaffolding.readme_{name}", language, **values)

    names = {
        "case": recipe.case_id,
        "company": recipe.company.said_in(language),
        "quarter": recipe.review_quarter,
        "as_of": case_file.as_of,
        "n": len(recipe.accounts),
        "weeks": recipe.weeks,
        "currency": recipe.currency,
        "unit": recipe.unit,
    }
    rows = [_row(account, language) for account in recipe.accounts]
    parts = [
        f"# {recipe.title.said_in(language)}",
        words("intro", **names),
        f"## {words('accounts')}",
        "\n".join([words("accounts_head"), "|---|---|---|", *rows]),
        f"## {words('reading')}",
        f"{words(recipe.tables)}\n{words('figures', **names)}",
    ]
    return "\n\n".join(parts) + "\n"


def _row(account: AccountAsked, language: str) -> str:
    channel = say(f"scaffolding.channel_{account.channel}", language)
    return f"| {account.account_id} | {_in_cell(account.name or '')} | {channel} |"


def _in_cell(name: str) -> str:
    """Return a name that cannot end the cell of a Markdown table it stands in, nor be a link."""
    return "".join(f"\\{sign}" if sign in "\\|`*_[]<>" else sign for sign in name)
