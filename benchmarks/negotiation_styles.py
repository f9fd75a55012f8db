"""What each buyer style does to each kind of trainee: a thousand seeded games a style.

    python benchmarks/negotiation_styles.py [--games 1000] [--case beverage_china] [--role supplier]

Every game is checked: no offer outside the issues, no agreement worth less to either side than
its alternative, the same moves when played again. The table then says for each style and script
how often they agreed, what share of the joint gain the trainee took home, and how much of what
could be shared was shared. Seconds are those of the processor.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from ka_helpers.cases import load_case
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import frontier_of
from ka_helpers.negotiation.game import Game, open_game
from ka_helpers.negotiation.interests import private_side
from ka_helpers.negotiation.pricing import prepare
from ka_helpers.negotiation.scripted import SCRIPTS, play
from ka_helpers.negotiation.sides import Side
from ka_helpers.negotiation.styles import STYLES
from ka_helpers.negotiation.transcripts import from_json, replay, to_json


@dataclass(frozen=True)
class Table:
    """A table to play at, and what can be got out of it by both together."""

    account_id: str
    agenda: Agenda
    interests: Side


@dataclass(frozen=True)
class Result:
    """What one game came to; gains are over the alternatives, as parts of the most there is."""

    agreed: bool
    ours: float
    theirs: float


def tables_of(case_id: str, seeds: int) -> Iterator[Table]:
    """Yield the tables of a case's accounts, each with so many different buyers."""
    case = load_case(case_id)
    quarter = case.file.parameters.quarter or case.quarters[-1]
    for account_id in case.account_ids:
        account = case.slice(account_id)
        if "negotiation" not in account or account["negotiation"].empty:
            continue
        agenda = prepare(account, quarter).agenda
        for seed in range(seeds):
            yield Table(account_id, agenda, private_side(account, agenda, seed))


def result_of(game: Game, most: float) -> Result:
    """Return what a finished game came to; an agreement below an alternative is an error."""
    deal, agenda = game.transcript.deal, game.agenda
    if deal is None:
        return Result(agreed=False, ours=0.0, theirs=0.0)
    gains = [side.worth(deal) - side.reservation for side in (agenda.us, agenda.them)]
    if min(gains) < -1e-6:
        raise AssertionError(f"below an alternative: {game.transcript}")
    return Result(True, gains[0] / most, gains[1] / most)


def check_moves(game: Game) -> None:
    """Raise unless every package named lies on the issues."""
    for move in game.transcript.moves:
        for terms in (move.terms, move.wanted, move.given):
            for key, value in terms.items():
                if not game.agenda.by_key[key].allows(value):
                    raise AssertionError(f"{key} {value} is not on the table")
        if move.terms and set(move.terms) != set(game.agenda.keys):
            raise AssertionError("no whole package")


def most_to_share(agenda: Agenda) -> float:
    """Return the largest sum of both sides' gains, 1 where there is nothing to share."""
    frontier = frontier_of(agenda)
    gains = (frontier.us - agenda.us.reservation, frontier.them - agenda.them.reservation)
    open_ = (gains[0] >= 0) & (gains[1] >= 0)
    return float((gains[0] + gains[1])[open_].max()) if open_.any() else 1.0


def main() -> None:
    """Play, check and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--games", type=int, default=1000)
    parser.add_argument("--case", default="beverage_china")
    parser.add_argument("--role", default="supplier", choices=("supplier", "buyer"))
    asked = parser.parse_args()
    begun = time.process_time()
    tables = list(tables_of(asked.case, 2))
    results: defaultdict[tuple[str, str], list[Result]] = defaultdict(list)
    most: dict[tuple[str, int], float] = {}
    for style in STYLES:
        for number in range(asked.games):
            place = number // len(SCRIPTS) % len(tables)
            script = list(SCRIPTS)[number % len(SCRIPTS)]
            table = tables[place]
            game = open_game(
                table.agenda, style, number, role=asked.role, interests=table.interests
            )
            play(game, script, number)
            check_moves(game)
            again = replay(from_json(to_json(game.transcript)), table.agenda)
            assert again.transcript == game.transcript
            if (asked.role, place) not in most:
                most[asked.role, place] = most_to_share(game.agenda)
            results[style, script].append(result_of(game, most[asked.role, place]))
    _print(results, asked.games, time.process_time() - begun)


def _print(results: dict[tuple[str, str], list[Result]], games: int, seconds: float) -> None:
    scripts = list(SCRIPTS)
    print(f"{games} games a style; agreed %, our gain, their gain (in % of all there is to gain)")
    print(f"{'style':14}" + "".join(f"{script[:16]:>19}" for script in (*scripts, "all")))
    for style in STYLES:
        cells = []
        for script in (*scripts, "all"):
            chosen = scripts if script == "all" else [script]
            found = [each for name in chosen for each in results[style, name]]
            agreed = 100 * mean(each.agreed for each in found)
            ours, theirs = (
                100 * mean(getattr(each, side) for each in found) for side in ("ours", "theirs")
            )
            cells.append(f"{agreed:7.0f} {ours:5.0f} {theirs:5.0f}")
        print(f"{style:14}" + "".join(f"{cell:>19}" for cell in cells))
    print(f"{games * len(STYLES)} games played, checked and played again in {seconds:.0f} s")


if __name__ == "__main__":
    main()
