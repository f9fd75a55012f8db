"""What can be said at the table, as values that are kept, replayed and graded.

Not in here: whose turn it is and what follows (`game`), the words (catalogue `buyer`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ka_helpers.negotiation.sides import Side

By = Literal["us", "them"]
Kind = Literal["offer", "conditional", "accept", "refuse", "threat", "escalate", "say", "walk_away"]
Tone = Literal["plain", "warm", "rude"]
Role = Literal["supplier", "buyer"]
Outcome = Literal["open", "agreed", "walked_away", "broken_off", "ran_out"]


@dataclass(frozen=True)
class Move:
    """One move.

    Parameters
    ----------
    by : "us" is the trainee, whichever chair that is; "them" is the one played by the kit
    kind : an offer is a whole package in `terms`; a conditional offer is "if you give `wanted`,
        we give `given`" and `terms` is the package that would make; accept takes the other's
        last offer, `terms` is what was agreed; refuse asks for another one; a threat leaves the
        offer made before it standing in `terms`; say is a sentence without terms
    tone : how it is said: it moves patience, never worth
    said : the message of it, a key of the catalogues, with `values`; "" for a trainee's own
    style : the kit's reason for the move, one of `REASONS`: told in the debrief only
    patience : how much patience the one played by the kit has left after the move, 0 to 1
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
    patience: float = 1.0


REASONS = (
    "opening", "concede", "hold", "trade", "pocket", "nibble", "final", "bluff", "real",
    "climb_down", "carried_out", "lost_patience", "insulted", "boss", "no_time", "no_authority",
    "impatient", "word", "why", "accept", "agreed", "walked_away",
)  # fmt: skip
"""Why the kit's player moved: it gave way, stood, proposed a swap, took a present without
paying for it, asked for a last little thing, threatened in earnest or not, ...
Each is the message `buyer.reason_<reason>`."""


@dataclass(frozen=True)
class Transcript:
    """A negotiation as it went: what it was about, how it was seeded, every move in order.

    `role` is the trainee's chair: "supplier" or "buyer". `outcome` is open, agreed, walked_away
    (the trainee left), broken_off (the other left) or ran_out (no time left). `interests` is the
    buyer's side where it is not the agenda's own, so that a transcript can be replayed and graded
    without the account's record; `scenario` names the scenario that was played, if one was.
    """

    table: str
    account_id: str
    quarter: str
    style: str
    seed: int
    role: Role
    rounds: int
    moves: tuple[Move, ...] = ()
    outcome: Outcome = "open"
    interests: Side | None = None
    scenario: str = ""

    @property
    def deal(self) -> Mapping[str, float] | None:
        """The package agreed, None where there is none."""
        agreed = (move.terms for move in reversed(self.moves) if move.kind == "accept")
        return next(agreed, None) if self.outcome == "agreed" else None
