"""What an answer of the kit's player is made of, and what it answers to.

Not in here: deciding on it (`buyer`).
"""

from dataclasses import dataclass, replace

from ka_helpers.negotiation.buyer_mind import NEW, Mind
from ka_helpers.negotiation.moves import Move, Outcome

_HOLDS = ("low", "stuck", "retract", "no_swap", "your_turn", "boss_again")
"""Situations in which the player stands still; the debrief calls them all "hold"."""
_OTHER = {"give_back": "concede", "boss_stands": "boss"}
_WORDS = ("plain_word", "warm_word", "warm_again", "rude_word")


@dataclass(frozen=True)
class Clock:
    """When an answer is given: after how many moves in all, at which share of the time.

    `left` counts the moves that the trainee has after it.
    """

    moves: int
    time: float
    left: int

    @property
    def is_last(self) -> bool:
        """Whether nothing can be answered any more."""
        return self.left <= 0


@dataclass(frozen=True)
class Answer:
    """What the player says, what it then has in mind, how the talks stand."""

    mind: Mind
    moves: tuple[Move, ...]
    outcome: Outcome = "open"

    @property
    def kept(self) -> "Answer":
        """The answer, its messages kept in mind."""
        spoken = (*self.mind.spoken, *(move.said for move in self.moves))
        return replace(self, mind=replace(self.mind, spoken=spoken))


def situation_of(mind: Mind, move: Move, clock: Clock, came: str, *, gave: bool) -> str:
    """Return what an offer of the player answers to: which of its messages fits."""
    gain = mind.talks.gains[-1] if mind.talks.gains else None
    moved = gain is not None and gain >= NEW
    if clock.left == 1:
        return "final"
    if gave and came == "climb_down":
        return came
    if gave:
        return "give_back" if moved else "concede"
    if move.kind == "conditional":
        return "no_swap"
    if moved:
        return "pocket"
    return "low" if gain is None else "retract" if gain < -NEW else "stuck"


def reason_of(situation: str) -> str:
    """Return the kit's reason for a move, one of `moves.REASONS`, by its situation."""
    if situation in _HOLDS:
        return "hold"
    if situation in _WORDS:
        return "word"
    if situation.startswith("why_"):
        return "why"
    return _OTHER.get(situation, situation)
