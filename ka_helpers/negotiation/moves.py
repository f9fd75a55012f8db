"""What can be said at the table, as values that are kept, replayed and graded.

Not in here: whose turn it is and what follows (`game`), the words (catalogue `buyer`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

By = Literal["us", "them"]
Kind = Literal["offer", "conditional", "accept", "refuse", "threat", "escalate", "say", "walk_away"]
Tone = Literal["plain", "warm", "rude"]


@dataclass(frozen=True)
class Move:
    """One move.

    Parameters
    ----------
    by : "us" is the trainee, whichever chair that is; "them" is the one played by the kit
    kind : an offer is a whole package in `terms`; a conditional offer is "if you give `wanted`,
        we give `given`" and `terms` is the package that would make; accept takes the other's
        last offer; refuse asks for another one; say is a sentence without terms
    tone : how it is said: it moves patience, never worth
    said : the message of it, a key of the catalogues, with `values`; "" for a trainee's own
    style : the kit's reason for the move, such as "bluff": told in the debrief only
    """

    by: By
    kind: Kind
    terms: Mapping[str, float] = field(default_factory=dict)
    wanted: Mapping[str, float] = field(default_factory=dict)
    given: Mapping[str, float] = field(default_factory=dict)
    tone: Tone = "plain"
    said: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    style: str = ""


@dataclass(frozen=True)
class Transcript:
    """A negotiation as it went: what it was about, how it was seeded, every move in order.

    `role` is the trainee's chair: "supplier" or "buyer". `outcome` is open, agreed, walked_away
    (the trainee left), broken_off (the other left) or ran_out (no time left).
    """

    table: str
    account_id: str
    quarter: str
    style: str
    seed: int
    role: Literal["supplier", "buyer"]
    rounds: int
    moves: tuple[Move, ...] = ()
    outcome: Literal["open", "agreed", "walked_away", "broken_off", "ran_out"] = "open"

    @property
    def deal(self) -> Mapping[str, float] | None:
        """The package agreed, None where there is none."""
        return self.moves[-1].terms if self.outcome == "agreed" else None
