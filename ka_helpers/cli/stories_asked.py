"""The question about stories: which, in which account, when it shows, how strong."""

from typing import Any, cast

from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.recipe import Recipe, StoryAsked
from ka_helpers.cases.scaffolding.specifying import filled, quarters_for
from ka_helpers.cases.synthesis.story import STORIES, StoryId
from ka_helpers.cli.asking import Choice, choose, choose_several, tell
from ka_helpers.i18n import say

STRENGTHS = {"weak": 0.7, "usual": 1.0, "strong": 1.3}


def ask_stories(recipe: Recipe) -> Recipe:
    """Return the recipe with the stories that the reader wants."""
    kinds = [kind for kind in STORIES.values() if wishes.carriers(recipe, kind.id)]
    kinds = [kind for kind in kinds if quarters_for(recipe, kind.id)]
    choices = [Choice(kind.id, f"{kind.name()}\n      {kind.explained()}") for kind in kinds]
    planted = [each.story for each in recipe.stories]
    chosen = choose_several(_words("ask_stories"), choices, planted)
    recipe = wishes.with_stories(recipe, chosen)
    _tell_left_out(chosen, recipe)
    done: list[StoryAsked] = []
    for each in recipe.stories:
        if wishes.free_carriers(recipe, each.story, done):
            done.append(_asked(recipe, each, done))
        else:
            tell(_left_out(each.story))
    return wishes.settled(recipe.model_copy(update={"stories": tuple(done)}))


def stories_shown(recipe: Recipe) -> str:
    """Return the stories as the summary shows them."""
    if not recipe.stories:
        return _words("no_stories")
    names = {account.account_id: account.name for account in filled(recipe).accounts}
    lines = [
        _words(
            "shown_story", story=STORIES[cast(StoryId, each.story)].name(),
            account=each.account_id, called=names.get(each.account_id) or "",
            quarter=each.quarter or recipe.review_quarter, strength=f"{each.strength:g}",
        )
        for each in recipe.stories
    ]  # fmt: skip
    return "".join(f"\n      {line}" for line in lines)


def _asked(recipe: Recipe, story: StoryAsked, done: list[StoryAsked]) -> StoryAsked:
    """Return a story with account, quarter and strength as the reader wants them."""
    tell()
    tell(_words("about_story", story=STORIES[cast(StoryId, story.story)].name()))
    names = {account.account_id: account.name for account in filled(recipe).accounts}
    able = wishes.free_carriers(recipe, story.story, done)
    accounts = [Choice(each, f"{each}  {names[each]}") for each in able]
    usual = story.account_id if story.account_id in able else able[0]
    account_id = choose(_words("ask_story_account"), accounts, usual)
    quarters = [Choice(each, each) for each in quarters_for(recipe, story.story)]
    quarter = story.quarter or recipe.review_quarter
    quarter = choose(_words("ask_story_quarter"), quarters, quarter)
    return story.model_copy(
        update={"account_id": account_id, "quarter": quarter, "strength": _strength(story)}
    )


def _strength(story: StoryAsked) -> float:
    choices = [Choice(name, _words(f"strength_{name}")) for name in STRENGTHS]
    usual = next((name for name, value in STRENGTHS.items() if value == story.strength), "")
    if not usual:
        usual = f"{story.strength:g}"
        choices.append(Choice(usual, usual))
    chosen = choose(_words("ask_story_strength"), choices, usual)
    return STRENGTHS.get(chosen, story.strength)


def _tell_left_out(chosen: tuple[str, ...], recipe: Recipe) -> None:
    placed = {each.story for each in recipe.stories}
    for story in chosen:
        if story not in placed:
            tell(_left_out(story))


def _left_out(story: str) -> str:
    return _words("left_out", story=STORIES[cast(StoryId, story)].name())


def _words(name: str, **values: Any) -> str:
    return say(f"scaffolding.{name}", **values)
