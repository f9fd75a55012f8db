"""Looking back on a negotiation: the space it was played in and what there was to get.

Only shown once the talks are over. What is told is `negotiation.debrief`. Not in here: the talks.
"""

from dataclasses import dataclass

from ka_helpers.exercises.outcome import Said
from ka_helpers.figures.negotiation import Space, Worths, plot_space
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.debrief import Debrief, debrief_at
from ka_helpers.negotiation.debrief_deal import reached
from ka_helpers.negotiation.debrief_words import manner_said
from ka_helpers.negotiation.frontier import frontier_of
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import By, Transcript
from ka_helpers.tables.debrief import (
    lay_out_concessions,
    lay_out_lessons,
    lay_out_result,
    lay_out_score,
)
from ka_helpers.tables.table import Table
from ka_helpers.widgets.showing import html_of, plain_table

WIDTH, HEIGHT = 8.4, 4.6


@dataclass(frozen=True, eq=False)
class Debriefed:
    """What is told after the end; `found` is the debrief itself."""

    found: Debrief
    picture: Picture
    lines: tuple[str, ...]
    tables: tuple[Table, ...]

    @property
    def score(self) -> float:
        """The mark, 0 to 1."""
        return self.found.score.total

    def __repr__(self) -> str:
        return "\n".join([*self.lines, repr(self.picture), *map(plain_table, self.tables)])

    def _repr_html_(self) -> str:
        said = tuple(Said(line) for line in self.lines)
        shown = html_of((*said, self.picture, *self.tables), still=True)
        return f'<div class="ka-debrief">{shown}</div>'


def look_back(game: Game, language: str) -> Debriefed:
    """Return the debrief of a game that is over."""
    found = debrief_at(game.agenda, game.transcript)
    lay_outs = (lay_out_result, lay_out_lessons, lay_out_concessions, lay_out_score)
    tables = tuple(lay_out(found, language) for lay_out in lay_outs)
    picture = history(game.agenda, game.transcript, found, language)
    shown = tuple(table for table in tables if table.rows)
    return Debriefed(found, picture, told(found, language), shown)


def told(found: Debrief, language: str) -> tuple[str, ...]:
    """Return in sentences what was possible, how the other side played, how we gave."""
    style = f"buyer.style_{found.manner.style}"
    lines = [say("desk.told_zone" if found.result.has_zone else "desk.told_no_zone", language)]
    manner = manner_said(found, language)
    lines.append(say("desk.told_style", language, style=style, manner=manner))
    if found.result.deal is not None and found.result.efficiency is not None:
        efficiency = found.result.efficiency
        lines.append(say("desk.told_efficiency", language, efficiency=efficiency))
    if found.role == "supplier" and found.result.has_zone:
        lines.append(say("desk.told_limits", language))
    if found.shrinking is not None:
        lines.append(say("desk.told_shrinking", language, shrinking=found.shrinking))
    return tuple(lines)


def history(agenda: Agenda, transcript: Transcript, found: Debrief, language: str) -> Picture:
    """Return both sides' offers in the space of what could be agreed, seen with both cards."""
    frontier = frontier_of(reached(agenda, transcript.deal), within_limits=True)
    fair = found.result.nash
    named = [(say("desk.today_point", language), _worths(agenda, agenda.today))]
    if fair is not None:
        named.append((say("desk.fair_point", language), (fair.us, fair.them)))
    deal = transcript.deal
    space = Space(
        tuple(zip(frontier.us.tolist(), frontier.them.tolist(), strict=True)),
        (agenda.us.reservation, agenda.them.reservation),
        _offers(agenda, transcript, "us"),
        _offers(agenda, transcript, "them"),
        None if deal is None else _worths(agenda, deal),
        tuple(named),
    )
    alt = say("desk.history_alt", language, ours=len(space.ours), theirs=len(space.theirs))
    return Picture(plot_space(space, language, agenda.currency), alt, WIDTH, HEIGHT)


def _offers(agenda: Agenda, transcript: Transcript, by: By) -> tuple[Worths, ...]:
    kinds = ("offer", "conditional")
    moves = [move for move in transcript.moves if move.by == by and move.kind in kinds]
    return tuple(_worths(agenda, move.terms) for move in moves)


def _worths(agenda: Agenda, package: Package) -> Worths:
    return agenda.us.worth(package), agenda.them.worth(package)
