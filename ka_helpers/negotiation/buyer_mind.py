"""What the kit's player keeps in mind between two moves, and how what it hears changes that.

Not in here: what it answers (`buyer`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Move
from ka_helpers.negotiation.styles import Style, Talks

NEW = 0.01
"""A gain below this share of the way from the least to the opening is no news."""


@dataclass(frozen=True)
class Mind:
    """The player's side of the talks.

    Parameters
    ----------
    bid : its own last offer; `top` what its opening is worth to it
    floor : the least it now wants; an unconditional concession of the other raises it
    first_floor : the least it came for: what it takes when the time is over
    heard : the other's own offer, conditional ones left out; None before the first
    matters : how much each issue seems to matter to the other, 1 where nothing is known
    stubborn : offers in a row that brought nothing new
    threatened : "" or the reason of the threat that hangs in the air: bluff, real
    """

    bid: Package
    top: float
    floor: float
    first_floor: float
    talks: Talks
    patience: float = 1.0
    heard: Package | None = None
    matters: Mapping[str, float] = field(default_factory=dict)
    stubborn: int = 0
    threats: int = 0
    threatened: str = ""
    nibbled: bool = False
    escalated: bool = False

    @property
    def target(self) -> float:
        """What an offer must be worth now."""
        return self.floor + self.talks.asked * (self.top - self.floor)

    def at(self, time: float, style: Style) -> "Mind":
        """Return the mind at a time, asking for what the style's rule says, never for more."""
        talks = replace(self.talks, time=time)
        asked = min(talks.asked, max(style.rule(talks), 0.0))
        return replace(self, talks=replace(talks, asked=asked))

    def tried(self, loss: float) -> "Mind":
        """Return the mind with patience lost, or won if `loss` is below 0."""
        return replace(self, patience=round(min(max(self.patience - loss, 0.0), 1.0), 6))


def hear(mind: Mind, move: Move, bidding: Bidding, style: Style) -> Mind:
    """Return the mind after an offer: a concession is pocketed, a conditional one is not.

    What is refused of a conditional offer has given nothing away: neither floor nor position move.
    """
    if move.kind == "conditional":
        matters = {key: mind.matters.get(key, 1.0) + 1.0 for key in move.wanted}
        talks = replace(mind.talks, traded=mind.talks.traded + 1, gains=(*mind.talks.gains, 0.0))
        return replace(mind, matters={**mind.matters, **matters}, talks=talks)
    scale = max(mind.top - bidding.bottom, 1e-9)
    worth = bidding.side.worth(move.terms)
    if mind.heard is None:
        return _pocketed(mind, move.terms, worth, 0.0)
    gain = worth - bidding.side.worth(mind.heard)
    share = gain / scale
    mind = replace(mind, matters=_held(mind, move.terms))
    talks = replace(mind.talks, gains=(*mind.talks.gains, share))
    if share < NEW:
        loss = style.impatience * (2 if share < -NEW else 1)
        return replace(mind.tried(loss), talks=talks, heard=move.terms, stubborn=mind.stubborn + 1)
    mind = replace(mind, talks=talks, stubborn=0)
    return _pocketed(mind, move.terms, worth, style.pockets * gain)


def _pocketed(mind: Mind, terms: Package, worth: float, more: float) -> Mind:
    floor = min(max(mind.floor, worth) + more, mind.top)
    return replace(mind, floor=floor, heard=terms)


def _held(mind: Mind, terms: Package) -> Mapping[str, float]:
    """Return what matters to the other: an issue it does not move on matters a little more."""
    heard = mind.heard or {}
    held = (key for key, value in terms.items() if heard.get(key) == value)
    return {**mind.matters, **{key: mind.matters.get(key, 1.0) + 0.15 for key in held}}
