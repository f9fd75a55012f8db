"""How buyers differ: one entry of data and one rule of giving way for each style.

The rule says which share of the way from a player's least to its opening it still asks for, as
the talks go on; the data how long its patience lasts, what it does with presents, when it
threatens. Not in here: packages (`bidding`), what is said (catalogue `buyer`).

References
----------
Faratin, Sierra and Jennings 1998: polynomial time-dependent tactics (1 - t ** (1 / beta)), and
relative tit-for-tat.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ka_helpers.errors import RequestError


@dataclass(frozen=True)
class Talks:
    """How talks stand for the kit's player: all shares of the way from its least to its opening.

    Parameters
    ----------
    time : 0 at the first answer, 1 at the last
    asked : what it asked for last
    gains : what each offer of the other brought it, against the one before; below 0 taken back
    warmth : kind words less rude ones
    traded : how many offers of the other were "if you ..., we ..."
    called : how many of its threats the other let pass
    """

    time: float
    asked: float = 1.0
    gains: tuple[float, ...] = ()
    warmth: int = 0
    traded: int = 0
    called: int = 0


@dataclass(frozen=True)
class Style:
    """One way to buy.

    Parameters
    ----------
    rule : which share it asks for; never more than it asked before
    least : the share of the way from its worst agreement to its opening that it keeps at the end
    opening : how far from today to what it is known to ask for first it opens; over 1, beyond it
    pockets : which share of an unconditional concession it adds to what it wants
    impatience : patience lost by an offer that brings nothing new
    thin_skin : patience lost by a rude word
    swaps : how readily it answers with a swap instead of giving way, 0 to 1
    threats : how many threats it makes at most; `threatens_from` is the earliest time
    patience : what it begins with, 0 to 1
    nibbles : asks for a last little thing before it signs
    """

    key: str
    rule: Callable[[Talks], float]
    least: float
    opening: float = 1.0
    pockets: float = 0.3
    impatience: float = 0.06
    thin_skin: float = 0.35
    swaps: float = 0.25
    threats: int = 0
    threatens_from: float = 1.0
    patience: float = 0.8
    nibbles: bool = False


def boulware(talks: Talks) -> float:
    """Stand almost to the end: beta = 1/4."""
    return 1 - float(talks.time**4)


def conceder(talks: Talks) -> float:
    """Give most at once: beta = 3."""
    return 1 - float(talks.time ** (1 / 3))


def tit_for_tat(talks: Talks) -> float:
    """Give back what was given, a little less; a swap is worth half as much again."""
    given = max(talks.gains[-1], 0.0) if talks.gains else 0.0
    generous = 0.9 + 0.15 * min(talks.traded, 4)
    last_word = 0.12 if talks.time >= 1 else 0.0
    return talks.asked - generous * given - last_word


def deadline(talks: Talks) -> float:
    """Wait until three quarters of the time are over, then come down in large steps."""
    if talks.time < 0.75:
        return 1 - 0.08 * talks.time / 0.75
    return 0.92 * (1 - talks.time) / 0.25


def relationship(talks: Talks) -> float:
    """Come down evenly; faster for a kind word and for swaps, slower after a rude one."""
    pace = 0.75 + 0.08 * min(talks.warmth, 3) + 0.06 * min(talks.traded, 4)
    return 1 - max(pace, 0.3) * talks.time


def bluffer(talks: Talks) -> float:
    """Ask for the moon; once a threat was let pass, come down fast."""
    return 1 - 0.3 * talks.time - 0.45 * talks.called * (0.5 + 0.5 * talks.time)


def nibbler(talks: Talks) -> float:
    """Come down steadily to a fair offer, then ask for one thing more."""
    return 1 - float(talks.time**1.25)


STYLES: Mapping[str, Style] = {
    style.key: style
    for style in (
        Style("boulware", boulware, 0.35, 1.0, 0.5, 0.05, 0.3, 0.15, 1, 0.5),
        Style("conceder", conceder, 0.05, 0.9, 0.15, 0.04, 0.25, 0.3),
        Style("tit_for_tat", tit_for_tat, 0.15, 1.0, 0.0, 0.06, 0.35, 0.45),
        Style("deadline", deadline, 0.08, 1.0, 0.35, 0.03, 0.3, 0.1, 1, 0.6),
        Style("relationship", relationship, 0.1, 0.85, 0.1, 0.07, 0.5, 0.6),
        Style("bluffer", bluffer, 0.1, 1.15, 0.45, 0.05, 0.3, 0.15, 2, 0.15),
        Style("nibbler", nibbler, 0.15, 1.0, 0.3, 0.05, 0.35, 0.35, nibbles=True),
    )
}
"""Every style by its key; `buyer.style_<key>` names it, `buyer.style_<key>_note` describes it."""


def style_named(key: str) -> Style:
    """Return the style of a key.

    Raises
    ------
    RequestError : there is no such style; says which there are
    """
    if key not in STYLES:
        raise RequestError("buyer.no_such_style", found=key, known=", ".join(STYLES))
    return STYLES[key]
