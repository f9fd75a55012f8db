"""What a negotiation about an account stands on: its mandate, its buyer, a game of it.

Chapter 8 and the negotiation desk read it. Not in here: exercises, what is shown.
"""

from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.negotiation.frontier import Frontier, frontier_of
from ka_helpers.negotiation.game import Game, open_game
from ka_helpers.negotiation.interests import private_side
from ka_helpers.negotiation.moves import Role
from ka_helpers.negotiation.pricing import Mandate, prepare
from ka_helpers.negotiation.pricing_year import NEEDS
from ka_helpers.negotiation.styles import STYLES

ROUNDS = 12


def mandate_of(lesson: Lesson) -> Mandate:
    """Return what we may agree to with the lesson's account, and what it is worth."""
    return prepare(lesson.account, lesson.quarter)


def frontier(lesson: Lesson) -> Frontier:
    """Return the efficient packages, the buyer's worth in money."""
    return frontier_of(lesson.once(mandate_of).agenda)


def can_negotiate(lesson: Lesson) -> None:
    """Raise NotGradableError where the case has too little to reckon a mandate from."""
    for table in NEEDS:
        lesson.table(table)
    try:
        lesson.once(mandate_of)
    except RequestError as lacking:
        raise NotGradableError(lacking.key, **lacking.values) from None


def game_about(lesson: Lesson, style: str, seed: int, role: Role, rounds: int = ROUNDS) -> Game:
    """Return a game about a lesson's account; without a style, the seed has chosen one."""
    agenda = lesson.once(mandate_of).agenda
    return open_game(
        agenda, style or hidden_style(seed), seed, role=role, rounds=rounds,
        interests=private_side(lesson.account, agenda, seed),
        table=lesson.case.file.case_id, account_id=lesson.account_id, quarter=lesson.quarter,
    )  # fmt: skip


def hidden_style(seed: int) -> str:
    """Return the style that a seed has chosen.

    >>> hidden_style(0) != hidden_style(1)
    True
    """
    return tuple(STYLES)[seed % len(STYLES)]
