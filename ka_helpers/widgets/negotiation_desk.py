"""The negotiation desk: sit down with a buyer, move by move, by plain calls.

`negotiate` is the plain-call twin of the desk in the browser (`negotiation_desk_view`); both hold
the same meeting. What a package is worth, how the other side plays and what came of it are
`negotiation`; what is shown is `negotiation_desk_words`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ka_helpers.exercises.materials.chapter_08_ladder import trade
from ka_helpers.exercises.materials.chapter_08_table import (
    ROUNDS,
    can_negotiate,
    game_about,
    mandate_of,
)
from ka_helpers.figures.picture import Picture
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Role, Tone, Transcript
from ka_helpers.negotiation.pricing import Mandate
from ka_helpers.tables.table import Table
from ka_helpers.widgets.controls import Control
from ka_helpers.widgets.desk import Desk, Place, open_desk
from ka_helpers.widgets.negotiation_desk_debrief import Debriefed, look_back
from ka_helpers.widgets.negotiation_desk_words import Words, levers_of, offered
from ka_helpers.widgets.showing import bundle


@dataclass(frozen=True, eq=False)
class NegotiationDesk(Desk):
    """A desk with what is on the table with an account and what each package is worth to us."""

    mandate: Mandate

    @property
    def agenda(self) -> Agenda:
        """The issues and both sides' worth of them, as the account's books have it."""
        return self.mandate.agenda

    @property
    def controls(self) -> dict[str, Control]:
        """A control for each issue, at today's value, for `explore`."""
        return levers_of(self.agenda, self.language)


def negotiation_desk(
    case: str | Path, account_id: str = "", quarter: str = "", language: str = "en"
) -> NegotiationDesk:
    """Open the desk on a case, or on the sample case where there is too little to reckon with.

    Raises
    ------
    RequestError : there is no such case, account or quarter
    """
    desk = open_desk(can_negotiate, case, account_id, quarter, language)
    mandate = desk.lesson.once(mandate_of)
    return NegotiationDesk(desk.domain, desk.lesson, desk.language, mandate)


def worth_of_offer(desk: NegotiationDesk, **terms: float) -> tuple[Table | str, ...]:
    """Return what a package costs us issue by issue, and whether we could sign it.

    Parameters
    ----------
    terms : what differs from today, by the issue's key

    Raises
    ------
    RequestError : there is no such issue, or it cannot take the value
    """
    return offered(desk.agenda, desk.agenda.package(**terms), desk.language)


@dataclass(eq=False)
class Meeting:
    """A negotiation at the table; each move returns the meeting, which shows the answer.

    A move after the end changes nothing and says so. `reopened` begins the same one again.
    """

    place: Place
    game: Game
    begin: Callable[[], Game]
    late: bool = False

    def offer(self, package: Package | None = None, /, **terms: float) -> "Meeting":
        """Offer a package; what is not named is as in your last offer, at first as today."""
        return self._moved(lambda: self.game.offer(**{**(package or {}), **terms}))

    def offer_if(self, wanted: Mapping[str, float], given: Mapping[str, float]) -> "Meeting":
        """Offer `given` on condition of `wanted`; refused, nothing has been given away."""
        return self._moved(lambda: self.game.offer_if(wanted, given))

    def trade(self, package: Package | None = None, /, **terms: float) -> "Meeting":
        """Offer a package on condition: what it gives against your last offer, for what it asks.

        What is not named is as in your last offer.
        """
        asked = {**(package or {}), **terms}
        return self._moved(
            lambda: trade(self.game, self.agenda.package(self.game.position, **asked))
        )

    def accept(self) -> "Meeting":
        """Take their last offer."""
        return self._moved(self.game.accept)

    def refuse(self) -> "Meeting":
        """Ask for a better offer without making one."""
        return self._moved(self.game.refuse)

    def say(self, tone: Tone) -> "Meeting":
        """Say a word: "warm", "plain" or "rude"."""
        return self._moved(lambda: self.game.say(tone))

    def escalate(self) -> "Meeting":
        """Ask for the other's boss."""
        return self._moved(self.game.escalate)

    def walk_away(self) -> "Meeting":
        """Leave the table."""
        return self._moved(self.game.walk_away)

    def again(self) -> "Meeting":
        """Begin the same negotiation again: the same other side, the same seed."""
        self.game, self.late = self.begin(), False
        return self

    @property
    def transcript(self) -> Transcript:
        """The record of all moves, to be kept, replayed and graded."""
        return self.game.transcript

    @property
    def is_open(self) -> bool:
        """Whether the talks go on."""
        return self.game.is_open

    @property
    def agenda(self) -> Agenda:
        """The table from your chair."""
        return self.game.agenda

    @property
    def language(self) -> str:
        """The language that is spoken at the table."""
        return self.place.language

    @property
    def words(self) -> Words:
        """What the meeting shows."""
        name = self.place.lesson.account.account_name
        return Words(self.game, self.language, name, self.late)

    def debrief(self) -> Debriefed | str:
        """Look back once the talks are over: both sides' cards, what was left, each concession."""
        return self.words.not_yet() if self.is_open else look_back(self.game, self.language)

    def history(self) -> Picture | str:
        """Return the offers in the space of what could be agreed, once the talks are over."""
        found = self.debrief()
        return found if isinstance(found, str) else found.picture

    def _moved(self, move: Callable[[], Any]) -> "Meeting":
        self.late = not self.is_open
        if self.is_open:
            move()
        return self

    def __repr__(self) -> str:
        return self.words.plain()

    def _repr_html_(self) -> str:
        return self.words.html()


def negotiate(
    place: Place, style: str = "", seed: int = 1, role: Role = "supplier", rounds: int = ROUNDS
) -> Meeting:
    """Open a negotiation about the account that a chapter or desk is open on.

    Parameters
    ----------
    style : how the other side plays, a key of `negotiation.styles.STYLES`; "": you are not told
    seed : another number is another buyer, with other interests and another temper
    role : your chair: "supplier" or "buyer"
    rounds : how many times each side may speak

    Raises
    ------
    RequestError : no such style or role, or too few rounds
    """

    def begin() -> Game:
        return game_about(place.lesson, style, seed, role, rounds)

    return Meeting(place, begin(), begin)


@dataclass(eq=False)
class Seat:
    """A meeting at the desk in the browser; without one, it shows what the meeting shows."""

    meeting: Meeting

    @cached_property
    def view(self) -> Any:
        """The fields and buttons."""
        from ka_helpers.widgets.negotiation_desk_view import NegotiationView

        return NegotiationView(self.meeting)

    @property
    def transcript(self) -> Transcript:
        """The record of all moves."""
        return self.meeting.transcript

    def debrief(self) -> Debriefed | str:
        """Look back once the talks are over."""
        return self.meeting.debrief()

    def __repr__(self) -> str:
        return repr(self.meeting)

    def _repr_mimebundle_(self, **asked: Any) -> dict[str, Any]:
        still = f'<div class="ka-still">{self.meeting._repr_html_()}</div>'
        return bundle(self.view.root, repr(self), still)


def sit_down(
    place: Place, style: str = "", seed: int = 1, role: Role = "supplier", rounds: int = ROUNDS
) -> Seat:
    """Open the same negotiation as `negotiate`, to be played with fields and buttons."""
    return Seat(negotiate(place, style, seed, role, rounds))
