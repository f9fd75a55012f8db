"""Say what came of an answer, in the trainee's language.

A known mistake is named and says what to look at; otherwise the parts and pieces that are not
right are named. Not in here: judging.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.judging import UNREADABLE
from ka_helpers.exercises.kinds import Ranking
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.outcome import Outcome, PartOutcome
from ka_helpers.exercises.slips import COARSE
from ka_helpers.i18n import has_message, say

MOST_PIECES = 5
NEARLY = 0.999
"""No part of the points that is less than all is written as 100 %."""


def feedback(exercise: Exercise, lesson: Lesson, outcome: Outcome, language: str) -> str:
    """Return the text of an outcome: a first line, then a paragraph a part that is not right."""
    voice = _Voice(exercise, lesson, language, figures_of(exercise, lesson))
    score = outcome.score if outcome.code == "correct" else min(outcome.score, NEARLY)
    head = say(f"exercises.{outcome.code}", language, question=exercise.number, score=score)
    if outcome.code == "not_attempted":
        return f"{head}\n{say('exercises.how_to_answer', language)}"
    if outcome.code == "correct":
        return f"{head}\n{voice.own('why')}"
    wrong = [part for part in outcome.parts if part.code != "correct"]
    lines = [line for part in wrong for line in voice.lines(part)]
    if len(outcome.parts) > 1:
        right = len(outcome.parts) - len(wrong)
        lines.insert(0, say("exercises.parts_right", language, right=right, n=len(outcome.parts)))
    return "\n".join([head, *dict.fromkeys(lines)])


def figures_of(exercise: Exercise, lesson: Lesson) -> Mapping[str, Any]:
    """Return the values for a question's messages, money in the case's currency."""
    return {"currency": lesson.case.file.currency, **lesson.once(exercise.figures)}


@dataclass(frozen=True)
class _Voice:
    """Says the sentences of one question."""

    exercise: Exercise
    lesson: Lesson
    language: str
    figures: Mapping[str, Any]

    def own(self, name: str) -> str:
        """Return one of the question's own messages."""
        return say(self.exercise.key(name), self.language, **self.figures)

    def lines(self, part: PartOutcome) -> list[str]:
        """Return what to say of one part that is not right."""
        said = self._said_of(part)
        if len(self.exercise.parts) == 1:
            return said
        key = self.exercise.key(f"part_{part.name}")
        known = has_message(key, self.language)
        name = say(key, self.language, **self.figures) if known else f"`{part.name}`"
        place = say("exercises.part", self.language, name=name)
        return [place + line for line in said]

    def _said_of(self, part: PartOutcome) -> list[str]:
        if part.code == "not_attempted":
            return [say("exercises.part_not_attempted", self.language)]
        if points := [piece for piece in part.missed if self._has(f"point_{piece}")]:
            return [self.own(f"point_{name}") for name in points]
        return [self._mistake(part) if part.mistake else self._where_to_look(part)]

    def _mistake(self, part: PartOutcome) -> str:
        if part.mistake == UNREADABLE:
            values = dict(part.values)
            return say(values.pop("key"), self.language, **values)
        if self._has(f"mistake_{part.mistake}"):
            return self.own(f"mistake_{part.mistake}")
        if part.mistake == COARSE:
            return self._too_coarse(**part.values)
        return say(f"exercises.slip_{part.mistake}", self.language)

    def _too_coarse(self, decimals: int) -> str:
        form = "decimals" if decimals > 0 else "whole" if decimals == 0 else "round"
        values = {"n": decimals, "unit": 10**-decimals}
        asked = say(f"exercises.precision_{form}", self.language, **values)
        return say("exercises.slip_too_coarse", self.language, asked=asked)

    def _where_to_look(self, part: PartOutcome) -> str:
        pieces = [piece for piece in part.missed if piece]
        kind = next(each for each in self.exercise.parts if each.name == part.name)
        if not pieces:
            return say("exercises.look_again", self.language, question=self.exercise.number)
        if isinstance(kind, Ranking):
            return self._first_place_missed(kind, pieces)
        listed = say("exercises.comma", self.language).join(
            self._called(piece) for piece in pieces[:MOST_PIECES]
        )
        more = len(pieces) - MOST_PIECES
        if more > 0:
            return say("exercises.more_pieces_missed", self.language, pieces=listed, n=more)
        return say("exercises.pieces_missed", self.language, pieces=listed)

    def _first_place_missed(self, kind: Ranking, missed: list[str]) -> str:
        right = kind.read(self.exercise.right(self.lesson)[kind.name], self.lesson)
        if missed == ["…"]:
            return say("exercises.ranking_too_long", self.language, n=len(right))
        first = min(place for place, item in enumerate(right, 1) if item in missed)
        return say("exercises.ranking_from", self.language, place=first)

    def _called(self, piece: str) -> str:
        """Return what a piece is called: an option by its text, an account by its name."""
        if self._has(f"option_{piece}"):
            return self.own(f"option_{piece}")
        name = self.lesson.name_of(piece)
        return piece if name == piece else f"{piece} {name}"

    def _has(self, name: str) -> bool:
        return bool(name) and has_message(self.exercise.key(name), self.language)
