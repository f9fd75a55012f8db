"""Every concession of a game: who gave what, what it cost, and whether anything was asked for it.

A concession is measured from the same side's last plain offer: a conditional offer that is not
taken gives nothing away. Not in here: whether giving was wise (`debrief_lessons`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.concessions import Change, changes_between
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import By, Kind, Move, Transcript

PAID = 0.1
"""A plain offer that asks back less than this part of what it gives asks for nothing."""
_NOTHING = 1e-6
"""Sums of money below this are none: floats are not exact."""


@dataclass(frozen=True)
class Step:
    """What one move changed in its maker's position; `us` in the changes is the trainee.

    Parameters
    ----------
    move : its number in the transcript, from 1
    by, kind : as in `moves.Move`: "offer", "conditional" or "accept"
    given, asked : the changes that cost the one who moves, and those that gain it
    cost : what the one who moves is worse off by in a year; below 0: took something back
    worth : what the other gains by it
    taken : the other agreed to it at once
    answer : what the other's next offer gave back, as the one who moves values it; None: no offer
    """

    move: int
    by: By
    kind: Kind
    given: tuple[Change, ...]
    asked: tuple[Change, ...]
    cost: float
    worth: float
    taken: bool = False
    answer: float | None = None

    @property
    def is_concession(self) -> bool:
        """Whether it really gave something away: a condition that was not taken did not."""
        return self.cost > _NOTHING and (self.kind != "conditional" or self.taken)

    @property
    def is_unconditional(self) -> bool:
        """Whether something was given for nothing: no condition, nothing asked, no agreement."""
        paid = _gained(self.asked, self.by) >= PAID * -_gained(self.given, self.by)
        return self.is_concession and self.kind == "offer" and not self.taken and not paid


def steps_taken(table: Agenda, transcript: Transcript) -> tuple[Step, ...]:
    """Return what each offer and acceptance changed, in order; opening offers are none.

    Parameters
    ----------
    table : as the trainee sat at it
    """
    return tuple(_answered(step, table, transcript) for step in _steps(table, transcript))


def sizes(steps: Sequence[Step], by: By) -> tuple[float, ...]:
    """Return what each concession of one side cost it, in order; taking an offer is none."""
    return tuple(
        step.cost
        for step in steps
        if step.by == by and step.is_concession and step.kind != "accept"
    )


def shrinking(costs: Sequence[float]) -> float | None:
    """Return the share of steps that are no larger than the one before; None of fewer than two.

    >>> shrinking((80, 40, 40, 20, 60)), shrinking((80,))
    (0.75, None)
    """
    if len(costs) < 2:
        return None
    return float(np.mean([now <= before + _NOTHING for before, now in pairwise(costs)]))


def _steps(table: Agenda, transcript: Transcript) -> Iterator[Step]:
    position: dict[By, Package] = {}
    moves = transcript.moves
    for number, move in enumerate(moves):
        if move.kind not in ("offer", "conditional", "accept"):
            continue
        base = position.get(move.by)
        if base is not None or move.kind != "offer":
            taken = any(later.kind == "accept" for later in _replies(moves, number))
            step = _step(table, move, number + 1, table.today if base is None else base)
            yield replace(step, taken=taken and move.kind != "accept")
        if move.kind == "offer":
            position[move.by] = move.terms


def _step(table: Agenda, move: Move, number: int, base: Package) -> Step:
    changes = changes_between(table, base, move.terms)
    given = tuple(change for change in changes if _of(change, move.by) < 0)
    asked = tuple(change for change in changes if _of(change, move.by) >= 0)
    us, them = sum(change.us for change in changes), sum(change.them for change in changes)
    own, other = (us, them) if move.by == "us" else (them, us)
    return Step(number, move.by, move.kind, given, asked, 0.0 - own, other + 0.0)


def _answered(step: Step, table: Agenda, transcript: Transcript) -> Step:
    """Return the step with what the other's next offer gave back."""
    moves, side = transcript.moves, table.us if step.by == "us" else table.them
    reply = next((m for m in _replies(moves, step.move - 1) if m.kind == "offer"), None)
    before = [m.terms for m in moves[: step.move - 1] if m.by != step.by and m.kind == "offer"]
    if reply is None or not before:
        return step
    return replace(step, answer=side.worth(reply.terms) - side.worth(before[-1]))


def _replies(moves: Sequence[Move], number: int) -> Iterator[Move]:
    """Yield the other side's moves that follow a move, up to the same side's next offer."""
    for move in moves[number + 1 :]:
        if move.by == moves[number].by and move.kind != "say":
            return
        if move.by != moves[number].by:
            yield move


def _of(change: Change, by: By) -> float:
    return change.us if by == "us" else change.them


def _gained(changes: Sequence[Change], by: By) -> float:
    return sum(_of(change, by) for change in changes)
