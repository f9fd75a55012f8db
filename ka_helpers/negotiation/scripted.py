"""Trainees that play by a rule: for the benchmark of the styles, and to try a buyer out.

None of them agrees below its own alternative. Not in here: the kit's own player (`buyer`).
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Tone

_PLAIN: Tone = "plain"
_KIND: Tone = "warm"
_RUDE: Tone = "rude"
_FIRST, _LAST = 1.0, 0.35
"""Which share of the way from its least to its opening a script asks for, at first and at last."""


@dataclass(frozen=True)
class Seat:
    """What a script needs at each move: the game, its own packages, its chance."""

    game: Game
    own: Bidding
    opening: Package
    chance: random.Random

    @property
    def time(self) -> float:
        """How much of the time is over, 0 to 1."""
        rounds = self.game.transcript.rounds
        return 1 - (self.game.rounds_left - 1) / (rounds - 1)

    @property
    def has_offered(self) -> bool:
        """Whether the script has made an offer."""
        return any(m.by == "us" and m.kind == "offer" for m in self.game.transcript.moves)

    def asked(self, share: float) -> float:
        """Return the worth that is `share` of the way from the least to the opening."""
        return self.own.bottom + share * (self.own.worth(self.opening) - self.own.bottom)

    def standing_worth(self) -> float:
        """Return what the other's last offer is worth to the script."""
        return self.own.worth(self.game.standing)

    def takes(self, share: float) -> bool:
        """Take the other's offer if it is worth `share` of the way, and tell whether it did."""
        fits = self.standing_worth() >= max(self.asked(share), self.own.side.reservation)
        if fits:
            self.game.accept()
        return fits


Script = Callable[[Seat], None]


def naive_giver(seat: Seat) -> None:
    """Give a large step every time, for nothing, and take what comes close."""
    share = _FIRST - (_FIRST - _LAST / 2) * min(1.4 * seat.time, 1.0)
    if seat.takes(share):
        return
    seat.game.offer(**_given_way(seat, share))


def hard_bargainer(seat: Seat) -> None:
    """Begin high, give in small steps at the end only, take nothing that is not good."""
    share = _FIRST - 0.45 * seat.time**3
    if seat.takes(share if seat.game.rounds_left > 1 else _LAST):
        return
    seat.game.offer(**_given_way(seat, share))


def conditional_trader(seat: Seat) -> None:
    """Give nothing without getting something: swap what is cheap to us for what is dear."""
    share = _FIRST - (_FIRST - _LAST) * seat.time
    if seat.takes(share if seat.game.rounds_left > 1 else _LAST / 2):
        return
    position = seat.game.position if seat.has_offered else seat.opening
    if not seat.has_offered:
        seat.game.offer(**seat.opening)
        return
    terms = seat.own.swapped(seat.game.standing, position, seat.asked(share), {})
    wanted, given = _split(terms, position, seat)
    if wanted and given:
        seat.game.offer_if(wanted=wanted, given=given)
    else:
        seat.game.offer(**_given_way(seat, share))


def walker(seat: Seat) -> None:
    """Say three times what it wants, then leave."""
    if seat.takes(0.7):
        return
    if seat.time > 0.25:
        seat.game.walk_away()
    else:
        seat.game.offer(**_given_way(seat, 0.9))


def charmer(seat: Seat) -> None:
    """A kind word before every offer, and even steps."""
    if seat.game.is_open and seat.time < 0.5:
        seat.game.say(_KIND)
    share = _FIRST - (_FIRST - _LAST) * seat.time
    if not seat.takes(share):
        seat.game.offer(**_given_way(seat, share))


def rude_one(seat: Seat) -> None:
    """A rude word before every offer."""
    seat.game.say(_RUDE)
    if seat.game.is_open:
        hard_bargainer(seat)


def at_random(seat: Seat) -> None:
    """Do anything that is allowed; agree only to what is worth the alternative."""
    what = seat.chance.choice(
        ["offer", "offer", "offer", "if", "refuse", "say", "escalate", "accept", "walk"]
    )
    anything = {
        issue.key: seat.chance.choice(seat.own.values[issue.key])
        for issue in seat.game.agenda.issues
    }
    if what == "say":
        seat.game.say(seat.chance.choice([_PLAIN, _KIND, _RUDE]))
    elif what == "accept" and seat.takes(0.0):
        return
    elif what == "escalate":
        seat.game.escalate()
    elif what == "walk" and seat.chance.random() < 0.3:
        seat.game.walk_away()
    elif what == "refuse":
        seat.game.refuse()
    else:
        _offer_anything(seat, anything, is_conditional=what == "if")


SCRIPTS: Mapping[str, Script] = {
    "naive_giver": naive_giver,
    "hard_bargainer": hard_bargainer,
    "conditional_trader": conditional_trader,
    "charmer": charmer,
    "walker": walker,
    "rude_one": rude_one,
    "at_random": at_random,
}


def play(game: Game, script: str, seed: int = 0) -> Game:
    """Play a game to its end by a script and return it.

    Raises
    ------
    RequestError : there is no such script
    """
    if script not in SCRIPTS:
        raise RequestError("buyer.no_such_trainee", found=script, known=", ".join(SCRIPTS))
    own = Bidding(game.agenda, game.agenda.us)
    chance = random.Random(f"{seed}:{script}")
    seat = Seat(game, own, _opening(game, own), chance)
    if not own.side.accepts(seat.opening):
        game.walk_away()
    while game.is_open:
        SCRIPTS[script](seat)
    return game


def _opening(game: Game, own: Bidding) -> Package:
    """Return a script's opening: the company's targets, its best where those are not enough."""
    aimed = {**own.best, **game.agenda.targets}
    targets = {key: game.agenda.by_key[key].nearest(value) for key, value in aimed.items()}
    least = own.bottom + 0.3 * (own.worth(own.best) - own.bottom)
    return targets if own.worth(targets) >= least else own.best


def _given_way(seat: Seat, share: float) -> Package:
    """Return the script's last offer moved toward the other's until it is worth `share`."""
    if not seat.has_offered:
        return seat.opening
    least = max(seat.asked(share), seat.own.side.reservation)
    return seat.own.given_way(seat.game.position, seat.game.standing, least, {})


def _split(
    terms: Package | None, position: Package, seat: Seat
) -> tuple[dict[str, float], dict[str, float]]:
    """Return what of a package is asked of the other, and what is given, against our position."""
    if terms is None or not seat.own.side.accepts(terms):
        return {}, {}
    standing = seat.game.standing
    given = {key: value for key, value in terms.items() if value != position[key]}
    wanted = {
        key: value for key, value in terms.items() if key not in given and value != standing[key]
    }
    return wanted, given


def _offer_anything(seat: Seat, anything: Package, *, is_conditional: bool) -> None:
    if not seat.own.side.accepts(anything):
        anything = seat.opening
    keys = list(anything)
    seat.chance.shuffle(keys)
    cut = len(keys) // 2
    if is_conditional and cut:
        seat.game.offer_if(
            wanted={key: anything[key] for key in keys[:cut]},
            given={key: anything[key] for key in keys[cut:]},
        )
    else:
        seat.game.offer(**anything)
