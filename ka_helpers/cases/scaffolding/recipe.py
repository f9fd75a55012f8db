"""The recipe of a made case: everything that was asked, as one value and as `truth/recipe.yaml`.

The same recipe makes the same case. It stands with the planted truth, since it names the stories;
the loader never reads it. Not in here: what the parameters do (`cases.synthesis`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from ka_helpers.cases.casefile import Bilingual, Entry
from ka_helpers.cases.scaffolding.yaml_comments import commented
from ka_helpers.cases.yaml_faults import problems_in
from ka_helpers.cases.yaml_text import YamlText, read_yaml
from ka_helpers.errors import CaseError, Problem, RequestError

RECIPE = Path("truth") / "recipe.yaml"
LARGEST = 1_000_000
"""Bytes of a recipe's file; a real one has some 20,000."""
MOST_STORIES = 60
Form = Literal["xlsx", "csv"]


def _none_is_empty(written: Any) -> Any:
    return () if written is None or written == "[]" else written


class AccountAsked(Entry):
    """One account as it was asked for; what is None the kit chooses."""

    account_id: str
    name: str | None = None
    channel: str | None = None
    annual_sales: float | None = None
    """Net sales of the first year, in the case's currency."""
    growth: float | None = None
    """A year, a fraction."""


class StoryAsked(Entry):
    """One story: what, in which account, how strong; `quarter` None is the review quarter."""

    story: str
    account_id: str
    quarter: str | None = None
    strength: float = 1.0


class Recipe(Entry):
    """Everything a made case is made from."""

    case_id: str
    seed: int
    trade: str
    company: Bilingual
    brand: Bilingual
    title: Bilingual
    currency: str
    unit: str
    fiscal_year_start_month: int
    review_quarter: str
    weeks: int
    products: int
    annual_sales: float
    season_strength: float
    market_growth: float | None = None
    ruleset: str = "national"
    tables: Form = "xlsx"
    accounts: Annotated[tuple[AccountAsked, ...], BeforeValidator(_none_is_empty)] = ()
    stories: Annotated[
        tuple[StoryAsked, ...], BeforeValidator(_none_is_empty), Field(max_length=MOST_STORIES)
    ] = ()
    digest: str | None = None
    """Of the tables as they were made: `digests.digest_of` tells whether they still are so."""

    def to_yaml(self) -> str:
        """Return the recipe as YAML with a comment on every line."""
        return commented(self.model_dump(mode="json"), "scaffolding.yaml_head_recipe")


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in a file, or in the truth of the case whose folder it is.

    Raises
    ------
    RequestError : there is none
    CaseError : it is not a recipe; every fault with its line
    """
    file = path / RECIPE if path.is_dir() else path
    if not file.is_file():
        raise RequestError("scaffolding.no_recipe", path=str(path))
    if file.stat().st_size > LARGEST:
        raise CaseError(
            "cases.unreadable", [Problem(file.name, "scaffolding.recipe_too_large")], file=file.name
        )
    return _judged(read_yaml(file, file.name))


def has_recipe(folder: Path) -> bool:
    """Return whether a case's folder holds the recipe that it was made from."""
    return (folder / RECIPE).is_file()


def _judged(text: YamlText) -> Recipe:
    try:
        return Recipe.model_validate(_without_empty(text.values))
    except ValidationError as error:
        raise CaseError(
            "cases.unreadable", problems_in(error, text, Recipe), file=text.file
        ) from None


def _without_empty(values: Any) -> Any:
    if isinstance(values, Mapping):
        return {key: _without_empty(v) for key, v in values.items() if v is not None}
    return [_without_empty(value) for value in values] if isinstance(values, list) else values
