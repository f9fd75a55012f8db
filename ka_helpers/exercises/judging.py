"""Judge an answer: read each part, score it, and recognise the mistake behind a wrong one.

Not in here: sentences, and anything that is kept.
"""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.kinds import Kind, Number, Numbers
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.outcome import Code, PartOutcome
from ka_helpers.exercises.plain import UnreadableError

SLIP_SCORE = 0.5
"""What a part earns whose figure is right but for its unit."""
UNREADABLE = "unreadable"
_FACTORS = {
    "share": {"percent_for_fraction": 100.0},
    "change": {"percent_for_fraction": 100.0},
    "money": {"wan_for_yuan": 1e-4, "thousands_for_yuan": 1e-3, "millions_for_yuan": 1e-6},
}
"""Slips of unit: the right figure times this is what was given."""
UNITS = frozenset(name for factors in _FACTORS.values() for name in factors)


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
    if given is ... or (isinstance(given, str) and not given.strip()):
        return PartOutcome(part.name, "not_attempted", 0.0)
    try:
        value = part.read(given, lesson)
    except UnreadableError as fault:
        values = {"key": fault.key, **fault.values}
        return PartOutcome(part.name, "incorrect", 0.0, UNREADABLE, values=values)
    wanted = part.read(right[part.name], lesson)
    pieces = part.pieces(value, wanted, lesson)
    score = sum(pieces.values()) / len(pieces)
    missed = tuple(piece for piece, kept in pieces.items() if not kept)
    if not missed:
        return PartOutcome(part.name, "correct", 1.0)
    mistake = _recognised(exercise, part, lesson, value, missed)
    slip = "" if mistake else _slip_of(part, value, wanted)
    if slip in UNITS:
        score = max(score, SLIP_SCORE)
    code: Code = "partly" if score else "incorrect"
    return PartOutcome(part.name, code, score, mistake or slip, missed)


def _recognised(
    exercise: Exercise, part: Kind, lesson: Lesson, value: Any, missed: tuple[str, ...]
) -> str:
    """Return the known mistake that a wrong value comes from, "" if none."""
    for name, made in exercise.mistakes.items():
        if name in missed:
            return name
        if part.name not in (wrong := lesson.once(made)):
            continue
        if all(part.pieces(value, part.read(wrong[part.name], lesson), lesson).values()):
            return name
    return ""


def _slip_of(part: Kind, value: Any, right: Any) -> str:
    """Return the slip of unit or sign that turns a wrong value into the right one."""
    if not isinstance(part, Number):
        return ""
    known = {**_FACTORS.get(part.unit, {}), "sign": -1.0}
    for name, factor in known.items():
        if isinstance(part, Numbers):
            if set(value) == set(right) and all(
                part.close(value[key] / factor, right[key]) for key in right
            ):
                return name
        elif part.close(value / factor, right) and right:
            return name
    return ""
