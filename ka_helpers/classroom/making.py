"""A made case is proved before it is handed over: data, stories and questions.

What chance made unfit is made again with other figures, a few times; names, channels, sizes and
stories stay as asked. Where that does not help either, the answer names the parameter that stands
in the way. Not in here: making (`cases.scaffolding`), the page of `ka-kit case check`.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ka_helpers.cases import Case, load_case
from ka_helpers.cases.cache import FOLDER
from ka_helpers.cases.planted import planted_in
from ka_helpers.cases.scaffolding.folder import write_case
from ka_helpers.cases.scaffolding.places import place_for, replacing
from ka_helpers.cases.scaffolding.recipe import Recipe
from ka_helpers.cases.scaffolding.specifying import filled, spec_of
from ka_helpers.errors import CaseError, RequestError
from ka_helpers.exercises import linting
from ka_helpers.reviews.planted import compare

TRIES = 6
_NEXT_SEED = 7_919
FEW_ACCOUNTS, FEW_WEEKS = 8, 104
"""Below them many a question finds no account to ask about, or no year to compare with."""
Kind = Literal["data", "story", "question"]
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Flaw:
    """Something that a made case does not do, said in the language in force."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Making:
    """What came of making a case: folder, recipe in the end, flaws left and the first try's."""

    folder: Path
    recipe: Recipe
    flaws: tuple[Flaw, ...]
    first: tuple[Flaw, ...]
    tries: int


def make_sound_case(
    recipe: Recipe, out: Path, force: bool = False, anyway: bool = False,
    tell: Tell = lambda number: None,
) -> Making:  # fmt: skip
    """Make the case of `recipe` in `out`, with other figures as long as it is not sound.

    Parameters
    ----------
    anyway : make it even if questions cannot be graded or stories are not told apart
    tell : called with the number of each try after the first

    Raises
    ------
    RequestError : the recipe asks for what cannot be; the message names the parameter
    """
    folder, all_flaws = place_for(out, force), list[tuple[Flaw, ...]]()
    best: tuple[Path, Recipe, tuple[Flaw, ...]] | None = None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as shelf:
        for number, tried in enumerate(_tries(recipe), start=1):
            if number > 1:
                tell(number)
            at = Path(shelf) / str(number) / tried.case_id
            flaws = _made(tried, at)
            all_flaws.append(flaws)
            if best is None or len(flaws) < len(best[2]):
                best = at, tried, flaws
            if not flaws:
                break
        assert best is not None
        at, made, flaws = best
        if flaws and not anyway:
            raise _refused(made, flaws)
        with replacing(folder) as stage:
            shutil.copytree(at, stage, ignore=shutil.ignore_patterns(FOLDER), dirs_exist_ok=True)
    return Making(folder, made, flaws, all_flaws[0], number)


def flaws_of(folder: Path, quarter: str) -> Iterator[Flaw]:
    """Yield what the case in a folder does not do: load, tell its stories, grade its questions."""
    try:
        case = load_case(folder)
    except CaseError as error:
        yield Flaw("data", str(error))
        return
    told = compare(case, planted_in(folder), quarter)
    yield from (Flaw("story", each.sentence()) for each in told.lost)
    yield from (Flaw("story", each.sentence()) for each in told.unplanted)
    yield from questions_lacking(case)


def questions_lacking(case: Case) -> Iterator[Flaw]:
    """Yield each question that cannot be graded on a case."""
    for finding in linting.lint(case).findings:
        if finding.severity == "cannot_grade":
            yield Flaw("question", f"{finding.place}: {finding.text}")


def _made(recipe: Recipe, folder: Path) -> tuple[Flaw, ...]:
    folder.mkdir(parents=True)
    write_case(spec_of(recipe), recipe, folder)
    return tuple(flaws_of(folder, recipe.review_quarter))


def _tries(recipe: Recipe) -> Iterator[Recipe]:
    """Yield the recipe with everything chosen, then with other seeds and growth not asked for."""
    first = filled(recipe)
    yield first
    for number in range(1, TRIES):
        accounts = tuple(
            each.model_copy(update={"growth": asked.growth})
            for each, asked in zip(first.accounts, recipe.accounts, strict=True)
        )
        seed = (recipe.seed + number * _NEXT_SEED) % 2**32
        yield filled(first.model_copy(update={"accounts": accounts, "seed": seed}))


def _refused(recipe: Recipe, flaws: tuple[Flaw, ...]) -> RequestError:
    """Return the error that names the parameter which stands in the way, most telling first."""
    said = "\n".join(f"  {flaw.text}" for flaw in flaws)
    if any(flaw.kind != "question" for flaw in flaws):
        return RequestError("scaffolding.no_sound_stories", tries=TRIES, flaws=said)
    for parameter, found, enough in (
        ("accounts", len(recipe.accounts), FEW_ACCOUNTS),
        ("weeks", recipe.weeks, FEW_WEEKS),
    ):
        if found < enough:
            return RequestError(
                f"scaffolding.too_few_{parameter}", tries=TRIES, flaws=said, found=found,
                enough=enough,
            )  # fmt: skip
    return RequestError("scaffolding.no_sound_figures", tries=TRIES, flaws=said)
