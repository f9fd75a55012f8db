"""Whether planted stories are found again, and only they: many made cases, every story in each.

Each case is of a random trade, quarter, calendar, length and market; it has one account a story,
of a channel that can carry it, at a strength and in a quarter that go round, and quiet accounts
beside them. Quiet accounts are looked at in all four quarters. Prints what is lost, what is found
though not planted, and how often. Run: `python benchmarks/planted_stories.py [CASES] [FIRST]`.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from ka_helpers.cases import load_case
from ka_helpers.cases.planted import planted_in
from ka_helpers.cases.synthesis import (
    TRADES,
    AccountWish,
    SynthesisSpec,
    invent_accounts,
    synthesise,
    world_of_trade,
)
from ka_helpers.cases.synthesis.planting import can_carry, plant, story_quarters
from ka_helpers.cases.synthesis.story import STORIES, STORY_IDS, Story
from ka_helpers.errors import RequestError
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.planted import compare, stories_in
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.story_limits import LIMITS

STRENGTHS = (0.6, 1.0, 1.5, 0.75, 1.25)
QUIET = 8
NEAREST = {}
OF = ("planted", "quiet")


def made_spec(number):
    """Return the spec of the case `number`, and how many plantings were refused."""
    chance = np.random.default_rng(number)
    world = world_of_trade(
        list(TRADES)[number % len(TRADES)],
        case_id=f"made_{number}",
        review_quarter=f"{chance.integers(2019, 2036)}Q{chance.integers(1, 5)}",
        fiscal_year_start_month=int(chance.choice([1, 1, 1, 4, 7, 2])),
        weeks=int(chance.choice([65, 78, 104, 104, 130, 156])),
        season_strength=float(chance.choice([0.0, 0.5, 1.0, 1.0, 1.5, 2.0])),
        market_growth=[None, None, -0.1, 0.0, 0.12, 0.25][chance.integers(6)],
        annual_sales=float(chance.choice([4e7, 2.8e8, 2e9])),
        products=int(chance.choice([14, 20, 30])),
    )
    wanted = [str(chance.choice(STORIES[story].channels)) for story in STORY_IDS]
    wishes = [AccountWish(channel=channel) for channel in wanted]
    accounts = invent_accounts(world, len(STORY_IDS) + QUIET, wishes, number)
    quarters = story_quarters(world)
    planted, refused = [], 0
    for place, story in enumerate(STORY_IDS):
        assert can_carry(accounts[place], STORIES[story])
        asked = Story(
            story, accounts[place].account_id, quarters[-1 - (number + place) % len(quarters)],
            STRENGTHS[(number // 2 + place) % len(STRENGTHS)],
        )  # fmt: skip
        try:
            plant(world, accounts, [asked])
        except RequestError:
            refused += 1
            asked = Story(story, asked.account_id, None, asked.strength)
        planted.append(asked)
    return SynthesisSpec(world, number, plant(world, accounts, planted)), refused


def compared(number, folder):
    """Make one case and print what goes wrong in it; returns counts."""
    spec, refused = made_spec(number)
    synthesise(spec, folder)
    case = load_case(folder)
    counts = Counter(cases=1, refused=refused)
    comparison = compare(case, planted_in(folder), spec.world.review_quarter)
    counts.update(found=len(comparison.found), lost=len(comparison.lost))
    counts["unplanted"] = len(comparison.unplanted)
    for lost in comparison.lost:
        design = next(a for a in spec.accounts if a.account_id == lost.planted.account_id)
        print(number, "LOST", lost.planted, design.channel, lost.sentence("en"), flush=True)
        counts[f"lost {lost.planted.story}"] += 1
    for seen in comparison.unplanted:
        design = next(a for a in spec.accounts if a.account_id == seen.account_id)
        print(number, "UNPLANTED", seen, design.channel, design.story, flush=True)
        counts[f"unplanted {seen.story}"] += 1
    planted = {each.account_id: each for each in planted_in(folder)}
    for quarter in story_quarters(spec.world):
        portfolio = build_portfolio(case, quarter)
        for account_id in case.account_ids:
            own = planted.get(account_id)
            if own is None or own.quarter == quarter:
                summary = build_summary(case.slice(account_id), quarter, portfolio)
                note(own.story if own else None, summary)
                counts["quiet reviews"] += own is None
                if own is None and stories_in(summary):
                    print(number, "QUIET", account_id, quarter, stories_in(summary), flush=True)
                    counts["quiet with a story"] += 1
    if comparison.lost or comparison.unplanted:
        world = spec.world
        print(
            number,
            "   ",
            world.trade,
            world.review_quarter,
            world.fiscal_year_start_month,
            world.weeks,
            world.season_strength,
            world.market_growth,
            world.products,
            flush=True,
        )
    return counts


def note(planted, summary):
    """Note how near to its limit each figure of a planted story comes, and of quiet accounts."""
    for story, limits in LIMITS.items():
        for limit in limits:
            value = limit.value(summary)
            if value is None or planted not in (None, story):
                continue
            worst = max if limit.below == (planted is not None) else min
            key = story, limit.figure, "planted" if planted else "quiet"
            NEAREST[key] = worst(NEAREST.get(key, value), value)


def main():
    """Compare as many cases as asked, from a first number on."""
    count, first = (int(each) for each in (*sys.argv[1:], "40", "0")[:2])
    counts, started = Counter(), time.process_time()
    for number in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            counts.update(compared(number, Path(folder)))
    for story, limits in LIMITS.items():
        for limit in limits:
            near = [NEAREST.get((story, limit.figure, of), float("nan")) for of in OF]
            way = "at most" if limit.below else "at least"
            print(
                f"{story:22}{limit.figure:18} planted {near[0]:8.3f}  {way} {limit.limit:6.2f}"
                f"  quiet {near[1]:8.3f}"
            )
    print(dict(counts), f"{time.process_time() - started:.0f} CPU s")


if __name__ == "__main__":
    main()
