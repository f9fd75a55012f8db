"""Say what came of an answer, in the trainee's language.

A known mistake is named and says what to look at; otherwise the parts and pieces that are not
right are named. Not in here: judging.
"""

from typing import Any

from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.judging import UNREADABLE
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.outcome import Outcome, PartOutcome
from ka_helpers.i18n import has_message, say

MOST_PIECES = 5


def feedback(exercise: Exercise, lesson: Lesson, outcome: Outcome, language: str) -> str:
    """Return the text of an outcome: a first line, then a paragraph a part that is not right."""
    values = exercise.figures(lesson)
    head = say(f"exercises.{outcome.code}", language, question=exercise.number, score=outcome.score)
    if outcome.code == "not_attempted":
        return f"{head}\n{say('exercises.how_to_answer', language)}"
    if outcome.code == "correct":
        return f"{head}\n{say(exercise.key('why'), language, **values)}"
    wrong = [part for part in outcome.parts if part.code != "correct"]
    lines = [line for part in wrong for line in _part_lines(exercise, part, language, values)]
    if len(outcome.parts) > 1:
        right = len(outcome.parts) - len(wrong)
        lines.insert(0, say("exercises.parts_right", language, right=right, n=len(outcome.parts)))
    return "\n".join([head, *dict.fromkeys(lines)])


def _part_lines(exercise: Exercise, part: PartOutcome, language: str, values: Any) -> list[str]:
    """Return what to say of one part that is not right."""
    named = len(exercise.parts) > 1
    place = say("exercises.part", language, name=part.name) if named else ""
    if part.code == "not_attempted":
        return [place + say("exercises.part_not_attempted", language)]
    if part.mistake == UNREADABLE:
        unread = dict(part.values)
        return [place + say(unread.pop("key"), language, **unread)]
    if points := [piece for piece in part.missed if _is_point(exercise, piece)]:
        return [place + say(exercise.key(f"point_{name}"), language, **values) for name in points]
    if part.mistake:
        own = exercise.key(f"mistake_{part.mistake}")
        key = own if has_message(own, language) else f"exercises.slip_{part.mistake}"
        return [place + say(key, language, **values)]
    pieces = [piece for piece in part.missed if piece]
    if not pieces:
        return [place + say("exercises.look_again", language, question=exercise.number)]
    listed = ", ".join(pieces[:MOST_PIECES]) + ("…" if len(pieces) > MOST_PIECES else "")
    return [place + say("exercises.pieces_missed", language, pieces=listed)]


def _is_point(exercise: Exercise, piece: str) -> bool:
    return bool(piece) and has_message(exercise.key(f"point_{piece}"), "en")
