"""How the other side played: what it gave and when, its threats and whether they were meant.

Not in here: how its style decides (`styles`), and its words (catalogue `buyer`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.debrief_concessions import Step
from ka_helpers.negotiation.moves import Transcript

LATE = 0.75
"""From this part of the rounds on, a concession is late."""


@dataclass(frozen=True)
class Manner:
    """What the other side did.

    Parameters
    ----------
    style : a key of `styles.STYLES`; `debrief.manner_<key>` says how to meet it
    offers : how many packages it offered, conditional ones included
    conceded : what it gave in all, as it values it a year
    late_share : the part of that given in the last quarter of the rounds; None if it gave nothing
    answered : the part of our unconditional concessions that it answered by one of its own; None
        if we made none
    threats, bluffs : how many threats, and how many of them were not meant
    nibbles : how often it asked for a last little thing before it would sign
    patience : what was left of its patience at the end, 0 to 1
    """

    style: str
    offers: int
    conceded: float
    late_share: float | None
    answered: float | None
    threats: int
    bluffs: int
    nibbles: int
    patience: float


def manner_of(table: Agenda, transcript: Transcript, steps: Sequence[Step]) -> Manner:
    """Return how the other side played.

    Parameters
    ----------
    steps : of both sides, from `debrief_concessions.steps_taken`
    """
    theirs = [move for move in transcript.moves if move.by == "them"]
    given = [step for step in steps if step.by == "them" and step.is_concession]
    whole = sum(step.cost for step in given)
    late = sum(step.cost for step in given if _time(transcript, step.move) >= LATE)
    gifts = [step for step in steps if step.by == "us" and step.is_unconditional]
    paid = [step for step in gifts if step.answer is not None and step.answer > 0]
    return Manner(
        transcript.style,
        sum(move.kind in ("offer", "conditional") for move in theirs),
        whole,
        late / whole if whole > 0 else None,
        len(paid) / len(gifts) if gifts else None,
        sum(move.kind == "threat" for move in theirs),
        sum(move.kind == "threat" and move.style == "bluff" for move in theirs),
        sum(move.style == "nibble" for move in theirs),
        theirs[-1].patience if theirs else 1.0,
    )


def _time(transcript: Transcript, number: int) -> float:
    """Return which part of the rounds was over at a move: those the trainee had used."""
    before = transcript.moves[:number]
    used = sum(move.by == "us" and move.kind != "say" for move in before)
    return used / transcript.rounds
