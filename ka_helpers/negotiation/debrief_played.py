"""A negotiation that is over, and the form of what is learnt from it.

Not in here: the lessons themselves (`debrief_lessons`).
"""

from dataclasses import dataclass
from typing import Literal

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.concessions import Change
from ka_helpers.negotiation.debrief_concessions import Step
from ka_helpers.negotiation.debrief_deal import Result
from ka_helpers.negotiation.debrief_lines import Crossing
from ka_helpers.negotiation.moves import Move, Transcript


@dataclass(frozen=True)
class Lesson:
    """One thing to learn.

    Parameters
    ----------
    key : its sentence is `debrief.lesson_<key>`, its advice `debrief.lesson_<key>_next`
    stake : the money a year that it is about; 0 where it is not about money
    n : how often, or at which move, as the sentence says
    them : what it was about for the other side, a year
    given, asked : the changes that the sentence names
    beyond : of company limits: from the limit to where it was crossed to
    """

    key: str
    tone: Literal["bad", "good"]
    stake: float = 0.0
    n: int = 0
    them: float = 0.0
    given: tuple[Change, ...] = ()
    asked: tuple[Change, ...] = ()
    beyond: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Played:
    """A negotiation that is over, and what was found out about it."""

    table: Agenda
    transcript: Transcript
    result: Result
    steps: tuple[Step, ...]
    crossings: tuple[Crossing, ...]

    @property
    def ours(self) -> tuple[Move, ...]:
        """The trainee's moves."""
        return tuple(move for move in self.transcript.moves if move.by == "us")

    @property
    def lost(self) -> float:
        """What Nash's package would have gained the trainee where nothing was agreed."""
        nash = self.result.nash
        return 0.0 if nash is None else nash.us - self.table.us.reservation

    @property
    def is_lost_by_rudeness(self) -> bool:
        """Whether the other broke off after rude words, although an agreement was possible."""
        rude = any(move.tone == "rude" for move in self.ours)
        return rude and self.result.has_zone and self.transcript.outcome == "broken_off"

    def reachable(self, worth: float) -> float:
        """Return a worth to the trainee, or the most that the other could have agreed to."""
        best = self.result.us.best
        return worth if best is None else min(worth, best + self.result.us.alternative)
