"""Random recipes: the same number makes the same, and what it makes is sound or refused by name."""

import pytest

from benchmarks.generated_cases import MOST_ACCOUNTS, random_recipe
from ka_helpers.cases.scaffolding.specifying import filled, spec_of
from ka_helpers.classroom import making
from ka_helpers.classroom.making import make_sound_case
from ka_helpers.errors import RequestError

CHEAP = 1059


@pytest.mark.parametrize("number", range(15))
def test_a_random_recipe_can_be_specified_or_is_refused_by_name(number):
    recipe = random_recipe(number)
    assert recipe == random_recipe(number)
    assert 3 <= len(recipe.accounts) <= MOST_ACCOUNTS
    try:
        spec = spec_of(filled(recipe))
    except RequestError as refused:
        assert refused.values
        return
    planted = {each.story.id for each in spec.accounts if each.story}
    assert planted == {each.story for each in recipe.stories}


def test_a_random_case_tells_its_stories_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "questions_lacking", lambda case: iter(()))
    recipe = random_recipe(CHEAP)
    made = make_sound_case(recipe, tmp_path / recipe.case_id)
    assert (made.flaws, made.recipe.case_id) == ((), recipe.case_id)
