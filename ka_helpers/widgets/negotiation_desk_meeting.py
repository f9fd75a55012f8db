"""A meeting at the negotiation desk: each move of the trainee, and what is shown after it.

Not in here: how a meeting is opened (`negotiation_desk`), its words (`negotiation_desk_words`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ka_helpers.exercises.materials.chapter_08_ladder import trade
from ka_helpers.figures.picture import Picture
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Tone, Transcript
from ka_helpers.widgets.desk import Place
from ka_helpers.widgets.negotiation_desk_debrief import Debriefed, look_back
from ka_helpers.widgets.negotiation_desk_words import Words


@dataclass(eq=False)
class Meeting:
    """A negotiation at the table; each move returns the meeting, which shows the answer.

    A move after the end changes nothing and says so. `title` and `story` are those of a story
    that is played; without one the account's name stands there.
    """

    place: Place
    game: Game
    begin: Callable[[], Game]
    late: bool = False
    title: str = ""
    story: str = ""

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
        name = self.title or self.place.lesson.account.account_name
        return Words(self.game, self.language, name, self.story, self.late)

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
