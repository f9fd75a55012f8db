"""What the kit's player keeps in mind between two moves, and how what it hears changes that.

Not in here: what it answers (`buyer`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Move, Tone
from ka_helpers.negotiation.styles import Style, Talks

KIND_WORDS, WARMTH = 2, 0.08
"""How many kind words win patience, and how much each; more are flattery."""
NEW = 0.01
"""A gain below this share of the way from the least to the opening is no news."""


@dataclass(frozen=True)
class Mind:
    """The player's side of the talks.

    Parameters
    ----------
    bid : its own last offer; `opening` its first, `top` what that is worth to it
    floor : the least it now wants; an unconditional concession of the other raises it
    first_floor : the least it came for: what it takes when the time is over
    heard : the other's own offer, conditional ones left out; None before the first
    swap : what the best conditional offer of the other was worth; None before the first
    matters : how much each issue seems to matter to the other, 1 where nothing is known
    stubborn : offers in a row that brought nothing new
    spoken : the messages said so far, so that none comes again before its variants
    threatened : "" or the reason of the threat that hangs in the air: bluff, real
    """

    opening: Package
    bid: Package
    top: float
    floor: float
    first_floor: float
    talks: Talks
    patience: float
    heard: Package | None = None
    swap: float | None = None
    matters: Mapping[str, float] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    stubborn: int = 0
    threats: int = 0
    threatened: str = ""
    kind_words: int = 0
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


def opening_mind(bidding: Bidding, style: Style) -> Mind:
    """Return the mind with which the player opens."""
    bid = bidding.opening(style.opening)
    top, bottom = bidding.worth(bid), bidding.bottom
    floor = bottom + style.least * max(top - bottom, 0.0)
    return Mind(bid, bid, top, floor, floor, Talks(time=0.0), style.patience)


def under_boss(mind: Mind, own: Bidding, boss: Bidding) -> Mind:
    """Return the mind in the boss's eyes: the same shares of the way, of other worths.

    A boss comes in to be done with it, and asks for a little less.
    """
    top = boss.worth(mind.opening)
    width, was = max(top - boss.bottom, 0.0), max(mind.top - own.bottom, 1e-9)
    floor, first = (
        boss.bottom + (each - own.bottom) / was * width for each in (mind.floor, mind.first_floor)
    )
    talks = replace(mind.talks, asked=max(mind.talks.asked - 0.1, 0.0))
    return replace(mind, top=top, floor=floor, first_floor=first, talks=talks, escalated=True)


def hear_word(mind: Mind, tone: Tone, style: Style) -> Mind:
    """Return the mind after a word without terms."""
    if tone == "plain":
        return mind
    if tone == "rude":
        talks = replace(mind.talks, warmth=mind.talks.warmth - 1)
        return replace(mind, talks=talks).tried(style.thin_skin)
    mind = replace(mind, kind_words=mind.kind_words + 1)
    if mind.kind_words > KIND_WORDS:
        return mind
    return replace(mind, talks=replace(mind.talks, warmth=mind.talks.warmth + 1)).tried(-WARMTH)


def hear(mind: Mind, move: Move, bidding: Bidding, style: Style) -> Mind:
    """Return the mind after an offer: a concession is pocketed, a conditional one is not.

    What is refused of a conditional offer has given nothing away: neither floor nor position move.
    """
    if move.kind == "conditional":
        return _hear_condition(mind, move, bidding, style)
    scale = max(mind.top - bidding.bottom, 1e-9)
    worth = bidding.worth(move.terms)
    if mind.heard is None:
        return _pocketed(mind, move.terms, worth, 0.0)
    gain = worth - bidding.worth(mind.heard)
    share = gain / scale
    mind = replace(mind, matters=_held(mind, move.terms))
    talks = replace(mind.talks, gains=(*mind.talks.gains, share))
    if share < NEW:
        loss = style.impatience * (2 if share < -NEW else 1)
        return replace(mind.tried(loss), talks=talks, heard=move.terms, stubborn=mind.stubborn + 1)
    mind = replace(mind, talks=talks, stubborn=0)
    return _pocketed(mind, move.terms, worth, style.pockets * gain)


def _hear_condition(mind: Mind, move: Move, bidding: Bidding, style: Style) -> Mind:
    """Return the mind after "if you ..., we ...": what is wanted seems to matter to the other.

    The first one is welcome, as is each that is worth more than any before; the rest tire.
    """
    matters = {key: mind.matters.get(key, 1.0) + 1.0 for key in move.wanted}
    worth = bidding.worth(move.terms)
    width = max(mind.top - bidding.bottom, 1e-9)
    talks = replace(mind.talks, gains=(*mind.talks.gains, 0.0))
    mind = replace(mind, matters={**mind.matters, **matters}, talks=talks)
    if mind.swap is not None and worth - mind.swap < NEW * width:
        return replace(mind, stubborn=mind.stubborn + 1).tried(style.impatience)
    talks = replace(talks, traded=talks.traded + 1)
    return replace(mind, talks=talks, swap=worth, stubborn=0)


def _pocketed(mind: Mind, terms: Package, worth: float, more: float) -> Mind:
    floor = min(max(mind.floor, worth) + more, mind.top)
    return replace(mind, floor=floor, heard=terms)


def _held(mind: Mind, terms: Package) -> Mapping[str, float]:
    """Return what matters to the other: an issue it does not move on matters a little more."""
    heard = mind.heard or {}
    held = (key for key, value in terms.items() if heard.get(key) == value)
    return {**mind.matters, **{key: mind.matters.get(key, 1.0) + 0.15 for key in held}}
