"""A small recipe, and the case made from it, shared by the tests of this folder."""

import pytest

from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.folder import make_case


def small_recipe(case_id="small", **changes):
    """Return a recipe of three accounts and little else."""
    usual = wishes.usual_recipe(case_id).model_copy(
        update={"weeks": 65, "products": 12, "annual_sales": 3e7, "seed": 987654}
    )
    recipe = wishes.with_accounts(wishes.with_stories(usual, ["phasing"]), 3)
    return recipe.model_copy(update=changes)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Return the folder of a case as `ka-kit case new` makes it; not to be changed."""
    return make_case(small_recipe(), tmp_path_factory.mktemp("made") / "small")
