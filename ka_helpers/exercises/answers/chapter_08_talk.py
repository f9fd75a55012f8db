"""Chapter 8's open task: a negotiation that was played, graded by what came of it and how."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ka_helpers.errors import RequestError
from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Plan
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_08 import agenda_of
from ka_helpers.exercises.materials.chapter_08_ladder import (
    ladder,
    rung,
    trade,
)
from ka_helpers.exercises.materials.chapter_08_table import game_about
from ka_helpers.exercises.plain import UnreadableError, shown
from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.debrief import Debrief, debrief_at
from ka_helpers.negotiation.frontier import frontier_of
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.interests import private_side
from ka_helpers.negotiation.issues import Package, steps_of
from ka_helpers.negotiation.moves import Move, Transcript
from ka_helpers.negotiation.transcripts import replay

EASY, SEED = "conceder", 7
"""The buyer that the chapter's ladder is climbed down with."""
ENOUGH = 0.5
"""The part of a fair gain that a good agreement brings at least."""
Talk = tuple[Transcript, Debrief | None]


def played_out(given: Any, lesson: Lesson) -> Talk:
    """Return a negotiation that was played about this account, and its debrief once it is over.

    Raises
    ------
    UnreadableError : no transcript, another account's, played as the buyer, or one that does not
        replay to the same moves
    """
    transcript = getattr(given, "transcript", given)
    if not isinstance(transcript, Transcript):
        raise UnreadableError("chapter_08.not_a_transcript", found=shown(given))
    if (transcript.account_id, transcript.quarter) != (lesson.account_id, lesson.quarter):
        raise UnreadableError("chapter_08.other_transcript")
    if transcript.role != "supplier":
        raise UnreadableError("chapter_08.wrong_chair")
    agenda = agenda_of(lesson)
    buyer = private_side(lesson.account, agenda, transcript.seed)
    try:
        game = replay(replace(transcript, interests=buyer), agenda)
    except RequestError:
        raise UnreadableError("chapter_08.changed") from None
    found = None if game.is_open else debrief_at(game.agenda, game.transcript)
    return game.transcript, found


def _agreed(talk: Talk, lesson: Lesson) -> bool:
    return talk[0].deal is not None


def _holds(kind: str) -> Callable[[Talk, Lesson], bool]:
    """Return the test that no offer of the trainee went beyond a kind of line."""

    def holds(talk: Talk, lesson: Lesson) -> bool:
        return talk[1] is None or all(each.kind != kind for each in talk[1].crossings)

    return holds


def _traded(talk: Talk, lesson: Lesson) -> bool:
    steps = talk[1].steps if talk[1] else ()
    return not any(step.by == "us" and step.is_unconditional for step in steps)


def _calm(talk: Talk, lesson: Lesson) -> bool:
    return all(move.tone != "rude" for move in talk[0].moves if move.by == "us")


def _worth_it(talk: Talk, lesson: Lesson) -> bool:
    return talk[1] is not None and talk[1].score.part("value") >= ENOUGH


POINTS: Mapping[str, Callable[[Talk, Lesson], bool]] = {
    "agreed": _agreed,
    "bottom_line": _holds("bottom_line"),
    "limits": _holds("limit"),
    "traded": _traded,
    "calm": _calm,
    "value": _worth_it,
}


def climbed_down(lesson: Lesson) -> Answer:
    """Return the talk in which each rung of the ladder was offered on condition."""
    return _climbed(lesson, lambda package: package)


def walked_away(lesson: Lesson) -> Answer:
    """Return a talk that was left at once."""
    game = _opened(lesson)
    game.walk_away()
    return {"transcript": game.transcript}


def below_bottom_line(lesson: Lesson) -> Answer:
    """Return a talk in which the buyer was offered everything."""
    game = _opened(lesson)
    best = Bidding(game.agenda, game.agenda.them).best
    if game.agenda.us.accepts(best):
        raise NotGradableError("chapter_08.all_can", account=lesson.account.account_name)
    game.offer(**best)
    return {"transcript": game.transcript}


def beyond_limits(lesson: Lesson) -> Answer:
    """Return the ladder with one issue beyond what our company allows."""
    agenda = agenda_of(lesson)
    wide = {
        key: end
        for key, limit in agenda.limits.items()
        for end in (agenda.by_key[key].values[0], agenda.by_key[key].values[-1])
        if agenda.us.curves[key].at(end) < agenda.us.curves[key].at(limit)
    }
    if not wide:
        raise NotGradableError("chapter_08.all_can", account=lesson.account.account_name)
    key = "payment_days" if "payment_days" in wide else next(iter(wide))
    return _climbed(lesson, lambda package: {**package, key: float(wide[key])})


def given_away(lesson: Lesson) -> Answer:
    """Return the ladder with a present after the opening: one step of rebate, for nothing."""
    game, agenda = _opened(lesson), agenda_of(lesson)
    game.offer(**rung(lesson, 1))
    position = game.position
    gift = next(
        value
        for value in steps_of(agenda.by_key["rebate"])
        if agenda.us.worth({**position, "rebate": value}) < agenda.us.worth(position)
    )
    game.offer(rebate=gift)
    for number in lesson.once(ladder).index[1:]:
        if game.is_open:
            trade(game, rung(lesson, number))
    return {"transcript": game.transcript}


def insulted(lesson: Lesson) -> Answer:
    """Return the ladder with a rude word before it."""
    return _climbed(lesson, lambda package: package, rude=True)


def for_little(lesson: Lesson) -> Answer:
    """Return a talk in which all that the limits allow was offered from the first."""
    agenda, game = agenda_of(lesson), _opened(lesson)
    efficient = frontier_of(agenda, within_limits=True)
    least = int(np.flatnonzero(efficient.us >= agenda.us.reservation)[-1])
    while game.is_open:
        game.offer(**efficient.package(least))
    return {"transcript": game.transcript}


def _climbed(
    lesson: Lesson, changed: Callable[[Package], Package], *, rude: bool = False
) -> Answer:
    game = _opened(lesson)
    if rude:
        game.make(Move("us", "say", tone="rude"))
    for number in lesson.once(ladder).index:
        package = changed(rung(lesson, number))
        if number == 1:
            game.offer(**package)
        elif game.is_open:
            trade(game, package)
    return {"transcript": game.transcript}


def _opened(lesson: Lesson) -> Game:
    return game_about(lesson, EASY, SEED, "supplier")


TALK = Exercise(
    "8.8",
    skill="negotiation",
    parts=(Plan("transcript", played_out, POINTS),),
    answer=climbed_down,
    mistakes={
        "agreed": walked_away,
        "bottom_line": below_bottom_line,
        "limits": beyond_limits,
        "traded": given_away,
        "calm": insulted,
        "value": for_little,
    },
    hints=3,
    figures=lambda lesson: {"enough": ENOUGH, "bottom": agenda_of(lesson).us.reservation},
)
