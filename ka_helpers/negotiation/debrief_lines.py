"""The lines that were crossed: the bottom line, and what the company lets nobody go beyond.

Not in here: what follows from it (`debrief_lessons`, `debrief_score`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.moves import Move, Transcript

_NOTHING = 1e-6


@dataclass(frozen=True)
class Crossing:
    """A line that the trainee's offers or agreement went beyond.

    Parameters
    ----------
    kind : "bottom_line": worth less than no agreement; "limit": of one issue
    issue, value, line : of a limit: the issue, what was offered, what the company allows
    move : the first move that crossed it, from 1
    cost : by how much a year, the most of any move
    in_deal : the agreement itself crosses it
    """

    kind: Literal["bottom_line", "limit"]
    issue: str
    value: float | None
    line: float
    move: int
    cost: float
    in_deal: bool


def lines_crossed(table: Agenda, transcript: Transcript) -> tuple[Crossing, ...]:
    """Return each line that was crossed, once, the most expensive first.

    Parameters
    ----------
    table : as the trainee sat at it; from the buyer's chair there are no company limits
    """
    found = [
        each
        for number, move in enumerate(transcript.moves, 1)
        if move.by == "us" and move.kind in ("offer", "conditional", "accept")
        for each in _crossed(table, move, number)
    ]
    deal = transcript.deal
    in_deal = set() if deal is None else {
        (each.kind, each.issue) for each in _crossed(table, Move("us", "accept", deal), 0)
    }  # fmt: skip
    found.sort(key=lambda each: (each.kind, each.issue, each.move))
    once = [_together(list(each)) for _, each in groupby(found, lambda c: (c.kind, c.issue))]
    marked = (
        Crossing(c.kind, c.issue, c.value, c.line, c.move, c.cost, (c.kind, c.issue) in in_deal)
        for c in once
    )
    return tuple(sorted(marked, key=lambda each: -each.cost))


def _together(same: list[Crossing]) -> Crossing:
    worst = max(same, key=lambda each: each.cost)
    return Crossing(
        worst.kind, worst.issue, worst.value, worst.line, same[0].move, worst.cost, in_deal=False
    )


def _crossed(table: Agenda, move: Move, number: int) -> Iterator[Crossing]:
    worth, least = table.us.worth(move.terms), table.us.reservation
    if worth < least - _NOTHING:
        yield Crossing("bottom_line", "", None, least, number, least - worth, in_deal=False)
    for key, line in table.limits.items():
        value = move.terms[key]
        if not table.allows(key, value):
            cost = table.us.worth({**move.terms, key: line}) - worth
            yield Crossing("limit", key, value, line, number, cost, in_deal=False)
