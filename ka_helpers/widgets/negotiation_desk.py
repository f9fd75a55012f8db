"""The negotiation desk: sit down with a buyer, move by move, by plain calls.

`negotiate` is the plain-call twin of the desk in the browser (`negotiation_desk_view`); both hold
the same meeting. What a package is worth, how the other side plays and what came of it are
`negotiation`; what is shown is `negotiation_desk_words`.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ka_helpers.exercises.materials.chapter_08_table import (
    ROUNDS,
    can_negotiate,
    game_about,
    mandate_of,
)
from ka_helpers.i18n import say
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.moves import Role, Transcript
from ka_helpers.negotiation.pricing import Mandate
from ka_helpers.negotiation.scenarios import open_scenario
from ka_helpers.negotiation.scripted import play
from ka_helpers.tables.table import Table
from ka_helpers.widgets.controls import Control
from ka_helpers.widgets.desk import Desk, Place, open_desk
from ka_helpers.widgets.negotiation_desk_debrief import Debriefed
from ka_helpers.widgets.negotiation_desk_meeting import Meeting
from ka_helpers.widgets.negotiation_desk_words import levers_of, offered
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


def watch(
    place: Place, trainee: str = "naive_giver", style: str = "", seed: int = 1, rounds: int = ROUNDS
) -> Meeting:
    """Return a negotiation that somebody else has played to its end, in the supplier's chair.

    Parameters
    ----------
    trainee : how that one plays, a key of `negotiation.scripted.SCRIPTS`

    Raises
    ------
    RequestError : there is no such trainee or style
    """

    def begin() -> Game:
        return play(game_about(place.lesson, style, seed, "supplier", rounds), trainee, seed)

    return Meeting(place, begin(), begin)


def reenact(place: Place, story: str = "deadlock", seed: int = 1) -> Meeting:
    """Open a negotiation with a story, at its own table: what has happened, and what to do.

    Parameters
    ----------
    story : a key of `negotiation.scenarios.SCENARIOS`

    Raises
    ------
    RequestError : there is no such story
    """

    def begin() -> Game:
        return open_scenario(story, seed)

    game, language = begin(), place.language
    told = (say(f"buyer.scenario_{story}_{part}", language) for part in ("story", "task"))
    return Meeting(place, game, begin, title=say(f"buyer.scenario_{story}", language),
                   story=" ".join(told))  # fmt: skip


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
