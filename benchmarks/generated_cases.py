"""Whether every case that can be asked for is sound: data, stories, exercises, for random recipes.

    python benchmarks/generated_cases.py [--cases 100] [--first 0] [--processes 1] [--tries 6]
        [--no-exercises]

Each number makes one random recipe: trade, calendar, quarter, weeks, products, seasons, market,
accounts and their channels, stories with their accounts, quarters and strengths. It must be
refused with a message of its own, or make a case whose data pass, whose stories are found and no
others, and whose questions can all be graded. What fails is printed with its number, and what
a first try lacked; the exit code tells whether anything failed.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ka_helpers.cases import Case
from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.recipe import AccountAsked, Recipe, StoryAsked
from ka_helpers.cases.scaffolding.specifying import quarters_for
from ka_helpers.cases.synthesis import TRADES
from ka_helpers.cases.synthesis.channels import CHANNELS
from ka_helpers.cases.synthesis.story import STORY_IDS
from ka_helpers.classroom import making
from ka_helpers.errors import RequestError

MOST_ACCOUNTS = 9


@dataclass(frozen=True)
class Result:
    """What came of one recipe: refused, or faults (none if all is well), and CPU seconds."""

    number: int
    told: str
    refused: str = ""
    faults: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    seconds: float = 0.0


def main(arguments: list[str] | None = None) -> int:
    """Make and check the cases asked for; return 1 if any has a fault."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--cases", type=int, default=100)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--processes", type=int, default=1)
    asked.add_argument("--tries", type=int, default=making.TRIES)
    asked.add_argument("--no-exercises", action="store_true")
    request = asked.parse_args(arguments)
    numbers = range(request.first, request.first + request.cases)
    counts = {"sound": 0, "refused": 0, "faulty": 0}
    spent = 0.0
    with get_context("spawn").Pool(
        request.processes, _allow, (request.tries, request.no_exercises)
    ) as pool:
        for result in pool.imap_unordered(_judged, numbers):
            kind = "refused" if result.refused else "faulty" if result.faults else "sound"
            counts[kind] += 1
            spent += result.seconds
            print(f"{result.number} {kind} {result.seconds:.0f} s: {result.told}", flush=True)
            for line in (*result.faults, *result.dropped, result.refused):
                if line:
                    print(f"    {line}", flush=True)
    print(f"{counts}, {spent:.0f} s of CPU")
    return 1 if counts["faulty"] else 0


def random_recipe(number: int) -> Recipe:
    """Return a recipe as chance makes it; the same number makes the same."""
    chance = random.Random(number)
    recipe = wishes.with_trade(wishes.usual_recipe(f"case_{number}"), chance.choice([*TRADES]))
    recipe = recipe.model_copy(
        update={
            "seed": chance.randrange(2**32),
            "unit": chance.choice(["元", "元", "万元"]),
            "fiscal_year_start_month": chance.choice([1, 1, 4, 7, 10, chance.randint(1, 12)]),
            "review_quarter": f"{chance.randint(2018, 2040)}Q{chance.randint(1, 4)}",
            "weeks": chance.choice([65, 78, 104, 104, 130, 156]),
            "products": chance.randint(12, 30),
            "season_strength": chance.choice([0.0, 0.5, 1.0, 1.0, 2.0]),
            "market_growth": chance.choice([None, None, round(chance.uniform(-0.15, 0.30), 3)]),
            "tables": chance.choice(["csv", "xlsx"]),
            "stories": (),
        }
    )
    return _with_stories(_with_accounts(recipe, chance), chance)


def _with_accounts(recipe: Recipe, chance: random.Random) -> Recipe:
    count = chance.randint(3, MOST_ACCOUNTS)
    each = 10 ** chance.uniform(6.7, 8.2)
    recipe = wishes.with_accounts(recipe, count)
    accounts = tuple(_account(account, chance) for account in recipe.accounts)
    return recipe.model_copy(update={"accounts": accounts, "annual_sales": round(each * count)})


def _account(account: AccountAsked, chance: random.Random) -> AccountAsked:
    changes: dict[str, object] = {}
    if chance.random() < 0.4:
        changes["channel"] = chance.choice([*CHANNELS])
    if chance.random() < 0.2:
        changes["growth"] = round(chance.uniform(-0.15, 0.35), 3)
    return account.model_copy(update=changes)


def _with_stories(recipe: Recipe, chance: random.Random) -> Recipe:
    taken: set[str] = set()
    stories = []
    for story in chance.sample(STORY_IDS, k=chance.randint(0, len(recipe.accounts) - 1)):
        free = [a for a in wishes.carriers(recipe, story) if a not in taken]
        quarters = quarters_for(recipe, story)
        if free and quarters:
            account_id = chance.choice(free)
            taken.add(account_id)
            strength = round(chance.uniform(0.6, 1.5), 2)
            stories.append(
                StoryAsked(
                    story=story, account_id=account_id, quarter=chance.choice(quarters),
                    strength=strength,
                )
            )  # fmt: skip
    return recipe.model_copy(update={"stories": tuple(stories)})


def _allow(tries: int, no_exercises: bool) -> None:
    making.TRIES = tries
    if no_exercises:
        making.questions_lacking = _none_lacking


def _none_lacking(case: Case) -> Iterator[making.Flaw]:
    return iter(())


def _judged(number: int) -> Result:
    start = time.process_time()
    recipe = random_recipe(number)
    told = _told(recipe)
    refused, tries = "", 0
    faults: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = making.make_sound_case(recipe, Path(folder) / recipe.case_id)
            tries = made.tries
            faults = tuple(f"{each.kind}: {each.text}" for each in made.flaws)
            dropped = tuple(f"try 1, {each.kind}: {each.text}" for each in made.first)
        except RequestError as error:
            refused = str(error)
        except Exception as error:  # a broken case must not end the run
            faults = (f"{type(error).__name__}: {error}",)
    seconds = time.process_time() - start
    return Result(number, f"{told} ({tries} tries)", refused, faults, dropped, seconds)


def _told(recipe: Recipe) -> str:
    stories = " ".join(
        f"{each.story}:{each.account_id}:{each.quarter}:{each.strength}" for each in recipe.stories
    )
    return (
        f"{recipe.trade} {recipe.review_quarter} month {recipe.fiscal_year_start_month} "
        f"{recipe.weeks} weeks {recipe.products} products {len(recipe.accounts)} accounts "
        f"season {recipe.season_strength} growth {recipe.market_growth} {recipe.unit} {stories}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
