"""How long it takes to find what can be agreed, and whether it agrees with trying everything.

    python benchmarks/negotiation_space.py [--games 3000]

First: agendas of random worths, up to a million packages and beyond, without links and with
them. For each the size of its frontier and the CPU seconds of `frontier_of`; where all packages
can be listed, those of listing and sorting them too, and whether both give the same frontier,
Nash's and Kalai and Smorodinsky's point. Then many random small games against brute force, each
package compared with each other one.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import numpy as np

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import Frontier, frontier_of, pareto_places
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.outcomes import Outcomes, outcomes_of
from ka_helpers.negotiation.sides import Curve, Link, Side
from ka_helpers.negotiation.solutions import kalai_smorodinsky, nash

SIZES = ((4, 10, 0), (6, 10, 0), (6, 10, 3), (8, 21, 0), (8, 21, 4), (10, 21, 0), (6, 10, 5))
"""Issues, values of each, links. The last ties all six issues together: nothing can be split."""
LISTED = 1_000_000
"""Up to how many packages are listed to compare."""


Found = TypeVar("Found")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--games", type=int, default=3000, help="random small games")
    games = parser.parse_args().games
    print("issues  values  links         packages  frontier  seconds  listing  same")
    for count, values, links in SIZES:
        print(row(agenda_of(np.random.default_rng(1), (values,) * count, links)))
    agreeing, zones = small_games(games)
    print(f"\n{games:,} random games of up to 4 issues with up to 2 links: ", end="")
    print(f"{agreeing:,} as by brute force; {zones:,} had something to agree on")
    if agreeing < games:
        raise SystemExit(1)


def agenda_of(chance: np.random.Generator, counts: tuple[int, ...], links: int) -> Agenda:
    """Return issues that cost us what they bring them, in whole yuan, with some links."""
    issues = tuple(Issue(f"i{n}", "count", 0, k - 1, 1) for n, k in enumerate(counts))
    pairs = list(pairwise(issues))[:links]
    linked = tuple(
        Link((one.key, two.key), float(chance.integers(-3000, 3000))) for one, two in pairs
    )

    def side(name: str, sign: int) -> Side:
        worths = (
            sign * np.cumsum(chance.integers(1_000, 200_000, len(issue.values))) for issue in issues
        )
        curves = {
            issue.key: Curve(tuple(issue.values.tolist()), tuple(worth.tolist()))
            for issue, worth in zip(issues, worths, strict=True)
        }
        middle = sum(curve.worths[len(curve.worths) // 2] for curve in curves.values())
        return Side(name, curves, middle + abs(middle) * float(chance.uniform(-0.4, 0.4)), linked)

    return Agenda(issues, side("us", -1), side("them", 1))


def row(agenda: Agenda) -> str:
    """Return one agenda's row of the first table."""
    count = int(np.prod([len(issue.values) for issue in agenda.issues], dtype=float))
    frontier, seconds = timed(lambda: frontier_of(agenda))
    line = f"{len(agenda.issues):6}  {len(agenda.issues[0].values):6}  {len(agenda.us.links):5}  "
    line += f"{count:15,}  {len(frontier):8,}  {seconds:7.3f}"
    if count > LISTED:
        return f"{line}        –     –"
    (outcomes, best), listing = timed(lambda: listed(agenda))
    return f"{line}  {listing:7.3f}  {'yes' if same(frontier, outcomes, best) else 'NO'}"


def timed(find: Callable[[], Found]) -> tuple[Found, float]:
    """Return what is found and the CPU seconds it took."""
    begun = time.process_time()
    return find(), time.process_time() - begun


def listed(agenda: Agenda) -> tuple[Outcomes, np.ndarray]:
    """Return every package, and the places of the efficient ones."""
    outcomes = outcomes_of(agenda)
    return outcomes, pareto_places(outcomes.us, outcomes.them)


def same(frontier: Frontier, outcomes: Outcomes, best: np.ndarray) -> bool:
    """Tell whether both ways found the same worths and the same two solutions."""
    equal = np.array_equal(frontier.us, outcomes.us[best])
    equal &= np.array_equal(frontier.them, outcomes.them[best])
    for solution in (nash, kalai_smorodinsky):
        near, far = solution(frontier), solution(outcomes)
        if near is None or far is None:
            equal &= near is far
        else:
            equal &= (near.us, near.them) == (far.us, far.them)
    return bool(equal)


def small_games(games: int) -> tuple[int, int]:
    """Return how many games agree with brute force, and how many have an agreement."""
    chance = np.random.default_rng(7)
    found = [by_brute_force(agenda) for agenda in made(chance, games)]
    return sum(agrees for agrees, _ in found), sum(zone for _, zone in found)


def made(chance: np.random.Generator, games: int) -> Iterator[Agenda]:
    """Yield random agendas of one to four issues of two to five values."""
    for _ in range(games):
        counts = tuple(chance.integers(2, 6, chance.integers(1, 5)).tolist())
        yield agenda_of(chance, counts, int(chance.integers(0, 3)))


def by_brute_force(agenda: Agenda) -> tuple[bool, bool]:
    """Compare a game with the comparison of each package with each other one."""
    outcomes = outcomes_of(agenda)
    us, them = outcomes.us, outcomes.them
    at_least = (us[:, None] >= us) & (them[:, None] >= them)
    more = (us[:, None] > us) | (them[:, None] > them)
    efficient = ~(at_least & more).any(axis=0)
    frontier = frontier_of(agenda)
    pairs = set(zip(us[efficient].tolist(), them[efficient].tolist(), strict=True))
    agrees = pairs == set(zip(frontier.us.tolist(), frontier.them.tolist(), strict=True))
    gains = us - agenda.us.reservation, them - agenda.them.reservation
    open_ = (gains[0] >= 0) & (gains[1] >= 0)
    deal, fair = nash(frontier), kalai_smorodinsky(frontier)
    if deal is None or fair is None:
        return agrees and not open_.any(), False
    ours, theirs = (gain[open_] for gain in gains)
    product = (deal.us - agenda.us.reservation) * (deal.them - agenda.them.reservation)
    shares = np.minimum(ours / (ours.max() or 1), theirs / (theirs.max() or 1))
    least = min(
        (fair.us - agenda.us.reservation) / (ours.max() or 1),
        (fair.them - agenda.them.reservation) / (theirs.max() or 1),
    )
    return bool(
        agrees and np.isclose(product, (ours * theirs).max()) and np.isclose(least, shares.max())
    ), True


if __name__ == "__main__":
    main()
