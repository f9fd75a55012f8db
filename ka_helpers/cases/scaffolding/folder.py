"""A made case as a folder: case.yaml with its comments, tables that open in Excel, the truth."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ka_helpers.cases.casefile import CASE_FILE, read_case_file
from ka_helpers.cases.ruleset_files import FOLDER as RULESETS
from ka_helpers.cases.scaffolding.digests import digest_of, read_frames
from ka_helpers.cases.scaffolding.places import README, TRUTH, place_for, replacing
from ka_helpers.cases.scaffolding.readme import readme_of
from ka_helpers.cases.scaffolding.recipe import RECIPE, Recipe
from ka_helpers.cases.scaffolding.specifying import filled, spec_of
from ka_helpers.cases.scaffolding.wishes import leading_account
from ka_helpers.cases.scaffolding.workbooks import write_table
from ka_helpers.cases.scaffolding.yaml_comments import commented
from ka_helpers.cases.synthesis import SynthesisSpec, synthesise
from ka_helpers.cases.synthesis.company_ruleset import BUILT_IN
from ka_helpers.cases.yaml_text import read_yaml
from ka_helpers.i18n import LANGUAGES, say


def make_case(recipe: Recipe, out: Path, force: bool = False) -> Path:
    """Make the case of `recipe` in the folder `out` and return it; whole, or not at all.

    With `force` a case that stands there is replaced; a trainer's own files in it stay.

    Raises
    ------
    RequestError : the recipe asks for what cannot be, or `out` is taken
    """
    recipe = filled(recipe)
    spec = spec_of(recipe)
    folder = place_for(out, force)
    with replacing(folder) as stage:
        write_case(spec, recipe, stage)
    return folder


def write_case(spec: SynthesisSpec, recipe: Recipe, folder: Path) -> None:
    """Write the case of `spec` into an empty folder; `recipe` tells how, and is kept in its truth.

    `spec` is what `specifying.spec_of(recipe)` gives, or another of the same accounts. The case
    file says nothing of the seed: who has it and the kit could make the truth again.
    """
    with tempfile.TemporaryDirectory(prefix="ka-kit-") as raw_folder:
        raw = Path(raw_folder)
        synthesise(spec, raw)
        frames = read_frames(raw)
        for name, rows in frames.items():
            write_table(folder, name, rows, recipe.tables)
        shutil.copytree(raw / TRUTH, folder / TRUTH)
        if (raw / RULESETS).is_dir():
            shutil.copytree(raw / RULESETS, folder / RULESETS)
        values = dict(read_yaml(raw / CASE_FILE, CASE_FILE).values)
    if recipe.ruleset != BUILT_IN:
        values["ruleset"] = recipe.ruleset
    values["parameters"] = {
        "quarter": recipe.review_quarter,
        "account_id": leading_account(recipe),
    }
    values["provenance"] = {of: say("scaffolding.provenance", of) for of in LANGUAGES}
    write_texts(folder, recipe, values, frames)


def write_texts(
    folder: Path, recipe: Recipe, values: Mapping[str, object], frames: Mapping[str, pd.DataFrame]
) -> None:
    """Write case.yaml with its comments, README and recipe, beside tables that stand there."""
    text = commented(values, "scaffolding.yaml_head_case")
    _write(folder / CASE_FILE, text)
    _write(folder / README, readme_of(recipe, read_case_file(folder)[0]))
    with_digest = recipe.model_copy(update={"digest": digest_of(frames)})
    _write(folder / RECIPE, with_digest.to_yaml())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
