"""Judge an answer: read each part, score it, and recognise the mistake behind a wrong one.

Not in here: sentences, slips of unit (`slips`), and anything that is kept.
"""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.kinds import Kind, Number, Pieces
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.outcome import Code, PartOutcome
from ka_helpers.exercises.plain import UnreadableError, left_open
from ka_helpers.exercises.slips import HALF_RIGHT, slip_of

SLIP_SCORE = 0.5
"""What a part earns whose figure is right but for its unit or its rounding."""
UNREADABLE = "unreadable"


def judge(exercise: Exercise, lesson: Lesson, given: Mapping[str, Any]) -> tuple[PartOutcome, ...]:
    """Return what came of each part; a part given as `...` is not attempted.

    Raises
    ------
    NotGradableError : the case lacks what the right answer is worked out from
    """
    right = exercise.right(lesson)
    return tuple(
        _judged(exercise, part, lesson, given[part.name], right) for part in exercise.parts
    )


def _judged(
    exercise: Exercise, part: Kind, lesson: Lesson, given: Any, right: Mapping[str, Any]
) -> PartOutcome:
    if left_open(given):
        return PartOutcome(part.name, "not_attempted", 0.0)
    wanted = part.read(right[part.name], lesson)
    try:
        value = part.read(given, lesson)
        pieces = part.pieces(value, wanted, lesson)
    except UnreadableError as fault:
        values = {"key": fault.key, **fault.values}
        return PartOutcome(part.name, "incorrect", 0.0, UNREADABLE, values=values)
    missed = tuple(piece for piece, kept in pieces.items() if not kept)
    if not missed:
        return PartOutcome(part.name, "correct", 1.0)
    score = _credit(part, value, wanted, pieces)
    mistake, values = recognised(exercise, part, lesson, value, missed), {}
    if not mistake and isinstance(part, Number):
        mistake = slip_of(part, value, wanted)
        score = max(score, SLIP_SCORE) if mistake in HALF_RIGHT else score
        values = {"decimals": part.decimals}
    code: Code = "partly" if score else "incorrect"
    return PartOutcome(part.name, code, score, mistake, missed, values)


def recognised(
    exercise: Exercise, part: Kind, lesson: Lesson, value: Any, missed: tuple[str, ...]
) -> str:
    """Return the known mistake that a wrong value comes from, "" if none.

    Of a text or plan it is the first whose point is missed.
    A mistake that cannot be made on this case (its function raises NotGradableError) is none.
    """
    if hasattr(part, "points"):
        return next((name for name in exercise.mistakes if name in missed), "")
    for name, made in exercise.mistakes.items():
        try:
            wrong = lesson.once(made)
            if part.name in wrong and _same(part, value, wrong[part.name], lesson):
                return name
        except NotGradableError:
            continue
    return ""


def _same(part: Kind, value: Any, wrong: Any, lesson: Lesson) -> bool:
    """Tell whether a value is that of a mistake; of one that has no value, it never is."""
    try:
        return all(part.pieces(value, part.read(wrong, lesson), lesson).values())
    except UnreadableError:
        return False


def _credit(part: Kind, value: Any, wanted: Any, pieces: Pieces) -> float:
    """Return what an answer with a piece missed is worth, 0 to less than 1."""
    if hasattr(part, "credit"):
        return float(part.credit(value, wanted, pieces))
    return sum(pieces.values()) / len(pieces)
