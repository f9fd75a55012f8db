"""A negotiation in play: the trainee moves, the kit's player answers, all is written down.

Everything is seeded: the same moves get the same answers. Not in here: how the player decides
(`buyer`), keeping and replaying (`transcripts`), looking back (`debrief`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.buyer import Player
from ka_helpers.negotiation.buyer_answers import Clock
from ka_helpers.negotiation.buyer_mind import Mind
from ka_helpers.negotiation.interests import boss_side
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Kind, Move, Role, Tone, Transcript
from ka_helpers.negotiation.sides import Side
from ka_helpers.negotiation.styles import Style, style_named

LEAST_ROUNDS = 3


class About(TypedDict, total=False):
    """What else a game is: the trainee's chair, its length, the buyer's own side, its names."""

    role: Role
    rounds: int
    interests: Side | None
    table: str
    account_id: str
    quarter: str
    scenario: str


@dataclass(eq=False)
class Game:
    """A negotiation in play.

    Parameters
    ----------
    agenda : the table as the trainee sits at it: `us` is the trainee, whichever chair that is,
        `them` the one played by the kit, with its own interests
    player : who plays the other side
    transcript : all moves, and how the talks stand
    """

    agenda: Agenda
    player: Player
    transcript: Transcript
    mind: Mind = field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the talks go on."""
        return self.transcript.outcome == "open"

    @property
    def rounds_left(self) -> int:
        """How many more times the trainee can move; a word alone (`say`) takes no round."""
        taken = sum(move.by == "us" and move.kind != "say" for move in self.transcript.moves)
        return self.transcript.rounds - taken

    @property
    def standing(self) -> Package:
        """The other's last offer, the one that `accept` takes."""
        offers = (m.terms for m in reversed(self.transcript.moves) if m.by == "them" and m.terms)
        return dict(next(offers))

    @property
    def position(self) -> Package:
        """The trainee's own last offer, today's agreement before the first."""
        offers = (
            m.terms for m in reversed(self.transcript.moves) if m.by == "us" and m.kind == "offer"
        )
        return dict(next(offers, self.agenda.today))

    @property
    def patience(self) -> float:
        """How much patience the other has left, 0 to 1; at 0 it leaves."""
        return self.mind.patience

    def offer(self, **terms: float) -> tuple[Move, ...]:
        """Offer a package; what is not named is as in your own last offer, at first as today.

        Raises
        ------
        RequestError : no such issue or value (nothing has been said then), or the talks are over
        """
        package = self.agenda.package(self.position, **terms)
        return self._moved(Move("us", "offer", package))

    def offer_if(self, wanted: Mapping[str, float], given: Mapping[str, float]) -> tuple[Move, ...]:
        """Offer `given` on condition of `wanted`; refused, nothing has been given away.

        What is not named is as in your own last offer.
        """
        if not wanted or not given or set(wanted) & set(given):
            raise RequestError("buyer.condition_incomplete")
        package = self.agenda.package(self.position, **{**wanted, **given})
        asked = {key: package[key] for key in wanted}
        return self._moved(
            Move("us", "conditional", package, asked, {key: package[key] for key in given})
        )

    def accept(self) -> tuple[Move, ...]:
        """Take the other's last offer: the talks are over."""
        return self._moved(Move("us", "accept", self.standing))

    def refuse(self) -> tuple[Move, ...]:
        """Ask for another offer without making one."""
        return self._moved(Move("us", "refuse"))

    def say(self, tone: Tone) -> tuple[Move, ...]:
        """Say a word without terms: "warm", "plain" or "rude". Takes no round.

        A plain word asks what matters to the other, and may be told.
        """
        if tone not in ("plain", "warm", "rude"):
            raise RequestError("buyer.no_such_tone", found=tone)
        return self._moved(Move("us", "say", tone=tone))

    def escalate(self) -> tuple[Move, ...]:
        """Ask for the other's boss."""
        return self._moved(Move("us", "escalate"))

    def walk_away(self) -> tuple[Move, ...]:
        """Leave the table: both are left with their alternative."""
        return self._moved(Move("us", "walk_away"))

    def make(self, move: Move) -> tuple[Move, ...]:
        """Make a move of a transcript again."""
        if move.kind in ("offer", "conditional"):
            return self._moved(replace(move, terms=self.agenda.package(**move.terms)))
        return self._moved(move)

    def _moved(self, move: Move) -> tuple[Move, ...]:
        if not self.is_open:
            raise RequestError("buyer.talks_over")
        answer = self.player.answers(self.mind, move, self._clock(move.kind))
        moves = (*self.transcript.moves, replace(move, patience=self.mind.patience), *answer.moves)
        self.transcript = replace(self.transcript, moves=moves, outcome=answer.outcome)
        self.mind = answer.mind
        return answer.moves

    def _clock(self, kind: Kind) -> Clock:
        left = self.rounds_left - (kind != "say")
        rounds = self.transcript.rounds
        time = min((rounds - left) / (rounds - 1), 1.0)
        return Clock(len(self.transcript.moves), time, left)


def open_game(agenda: Agenda, style: str, seed: int, **about: Unpack[About]) -> Game:
    """Return a game with the other's opening offer made.

    Parameters
    ----------
    agenda : the table as our company sits at it, whoever the trainee plays
    style : a key of `styles.STYLES`
    about : role ("supplier"), rounds (12), interests (the buyer's own side, see
        `interests.private_side`; the agenda's where None), and the names kept in the transcript

    Raises
    ------
    RequestError : no such style or role, or too few rounds
    """
    return open_with(agenda, style_named(style), seed, about)


def open_with(
    agenda: Agenda, style: Style, seed: int, about: About, *, meets: str = ""
) -> Game:  # fmt: skip
    """Return a game against a style of one's own; `meets` is the key that the transcript keeps."""
    role, rounds = about.get("role", "supplier"), about.get("rounds", 12)
    if role not in ("supplier", "buyer"):
        raise RequestError("buyer.no_such_role", found=role)
    if rounds < LEAST_ROUNDS:
        raise RequestError("buyer.too_few_rounds", found=rounds, least=LEAST_ROUNDS)
    table = seated(agenda, role, about.get("interests"))
    other: Role = "buyer" if role == "supplier" else "supplier"
    boss = Bidding(table, boss_side(table, seed))
    player = Player(Bidding(table, table.them), boss, style, seed, other)
    opened = player.opens()
    transcript = Transcript(
        about.get("table", ""), about.get("account_id", ""), about.get("quarter", ""),
        meets or style.key, seed, role, rounds, opened.moves,
        interests=about.get("interests"), scenario=about.get("scenario", ""),
    )  # fmt: skip
    return Game(table, player, transcript, opened.mind)


def seated(agenda: Agenda, role: Role, interests: Side | None) -> Agenda:
    """Return the table from the trainee's chair, the buyer's side being `interests` if given.

    `debrief` reads this one: `us` is the trainee, `them` the kit's player. For the buyer's chair
    our company's targets become what the other asks for first.
    """
    if interests is not None:
        money = agenda.their_money or agenda.them
        agenda = replace(agenda, them=interests, their_money=money)
    if role == "supplier":
        return agenda
    return replace(agenda.swapped(), their_openings=agenda.targets)
