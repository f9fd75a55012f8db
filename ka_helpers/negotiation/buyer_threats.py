"""Threats of the kit's player: when one is made, whether it is meant, what comes of it.

A threat is meant only where carrying it out costs the one who makes it nothing: where, half-way
through the talks or later, what is on the table is worth less to it than no agreement. Any other
is a bluff, and each that is let pass makes the next demand smaller. Not in here: the words of a
threat (`voice`).
"""

from dataclasses import replace

from ka_helpers.negotiation.buyer_mind import Mind
from ka_helpers.negotiation.moves import Move
from ka_helpers.negotiation.styles import Style

UNHEEDED = 0.4
"""Patience lost when a threat that is meant is let pass."""
HALF_WAY = 0.5
STEP = 0.04
"""The smallest concession that counts as giving in, as a share of what lies between the sides."""
FACE = 0.1
"""How much less is asked after climbing down, whatever the style."""


def threat_due(mind: Mind, style: Style, chance: float) -> bool:
    """Tell whether the player threatens now: the other stands still, or bluffing is its style."""
    if mind.threats >= style.threats or mind.threatened or mind.heard is None:
        return False
    provoked = mind.stubborn > 0 or style.threats > 1
    return provoked and mind.talks.time >= style.threatens_from and chance < 0.65


def threatening(mind: Mind, *, can_sign: bool) -> Mind:
    """Return the mind once the threat is spoken.

    Parameters
    ----------
    can_sign : whether the offer on the table is worth no less than no agreement
    """
    reason = "bluff" if can_sign or mind.talks.time < HALF_WAY else "real"
    return replace(mind, threats=mind.threats + 1, threatened=reason)


def after_threat(mind: Mind, yielded: bool, chance: float) -> tuple[Mind, str]:
    """Return the mind after the answer to a threat, and what came of it.

    "yielded": the other moved; "climb_down": a bluff was called; "carried_out": it was meant and
    the player leaves; "held": it was meant, and the player waits once more, with less patience.
    """
    reason = mind.threatened
    mind = replace(mind, threatened="")
    if yielded:
        return mind, "yielded"
    if reason == "bluff":
        called = replace(
            mind.talks, called=mind.talks.called + 1, asked=max(mind.talks.asked - FACE, 0.0)
        )
        return replace(mind, talks=called), "climb_down"
    mind = mind.tried(UNHEEDED)
    if chance < 0.5 or mind.patience <= 0:
        return mind, "carried_out"
    return mind, "held"


def gives_in(before: float | None, now: float, move: Move, width: float) -> bool:
    """Tell whether an offer gives in to a threat: a real step more than the last.

    A conditional offer that is worth more also counts: a threat has moved the other.

    Parameters
    ----------
    before, now : what the last offer and this one are worth to the one who threatens
    width : what lies between its least and its opening
    """
    if before is None:
        return False
    return now - before >= (0.0 if move.kind == "conditional" else STEP * width)
