"""Look back on a negotiation: what it brought, what was left, how it went, what to learn.

The debrief is told what the trainee was not: the other side's worth of every package. Not in
here: the sentences (`debrief_words`), how it is laid out (`tables`, `figures`).
"""

from dataclasses import asdict, dataclass
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.debrief_concessions import Step, shrinking, sizes, steps_taken
from ka_helpers.negotiation.debrief_deal import Result, result_of
from ka_helpers.negotiation.debrief_lessons import lessons_of
from ka_helpers.negotiation.debrief_lines import Crossing, lines_crossed
from ka_helpers.negotiation.debrief_manner import Manner, manner_of
from ka_helpers.negotiation.debrief_played import Lesson, Played
from ka_helpers.negotiation.debrief_score import Score, score_of
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.moves import Outcome, Role, Transcript
from ka_helpers.negotiation.transcripts import table_of


@dataclass(frozen=True)
class Debrief:
    """A negotiation looked back on; "us" is the trainee, whichever chair that was.

    Parameters
    ----------
    issues : those of the table, with their names and units
    result : what it brought both sides, against what could have been had
    steps : what every offer and acceptance changed, both sides', in order
    shrinking : the share of the trainee's concessions no larger than the one before; None of
        fewer than two
    crossings : the lines that the trainee's offers went beyond
    manner : how the other side played
    lessons : the most expensive mistake first, what was done well last
    score : the mark, 0 to 1, with its parts
    """

    role: Role
    outcome: Outcome
    currency: str
    issues: tuple[Issue, ...]
    result: Result
    steps: tuple[Step, ...]
    shrinking: float | None
    crossings: tuple[Crossing, ...]
    manner: Manner
    lessons: tuple[Lesson, ...]
    score: Score

    @property
    def concessions(self) -> tuple[Step, ...]:
        """What really gave something away, both sides', in order."""
        return tuple(step for step in self.steps if step.is_concession)

    def as_json(self) -> dict[str, Any]:
        """Return everything as dictionaries, lists, numbers and text."""
        return asdict(self)


def debrief(agenda: Agenda, transcript: Transcript) -> Debrief:
    """Return a negotiation that is over, looked back on.

    Parameters
    ----------
    agenda : the one that the game was opened with; `debrief_at` takes the game's own

    Raises
    ------
    RequestError : the talks are still going on
    """
    return debrief_at(table_of(agenda, transcript), transcript)


def debrief_at(table: Agenda, transcript: Transcript) -> Debrief:
    """Return a negotiation that is over, looked back on from the trainee's chair.

    Parameters
    ----------
    table : the game's own `agenda`: the trainee is "us", the other's private side "them"

    Raises
    ------
    RequestError : the talks are still going on
    """
    if transcript.outcome == "open":
        raise RequestError("debrief.still_open")
    money = {"us": table.our_money or table.us, "them": table.their_money or table.them}
    result = result_of(table, money, transcript.deal)
    steps = steps_taken(table, transcript)
    crossings = lines_crossed(table, transcript)
    played = Played(table, transcript, result, steps, crossings)
    return Debrief(
        transcript.role, transcript.outcome, table.currency, table.issues, result, steps,
        shrinking(sizes(steps, "us")), crossings, manner_of(table, transcript, steps),
        lessons_of(played), score_of(result, steps, crossings),
    )  # fmt: skip
