"""Keep an answer for the trainer, where the kit has no right answers.

Nothing is judged. What can be told without the right answer is told: that an answer is of another
kind than was asked for. A grader names a file by KA_KIT_ANSWERS; each answer is a line of it. Not
in here: what an answer looks like in that file (`encoding`).
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ka_helpers.exercises.encoding import encode
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.outcome import Outcome
from ka_helpers.exercises.plain import UnreadableError, left_open
from ka_helpers.i18n import say

VARIABLE = "KA_KIT_ANSWERS"


def keep(exercise: Exercise, lesson: Lesson, given: Mapping[str, Any], language: str) -> Outcome:
    """Note an answer and return the outcome "kept", or "not_attempted" where every part is open."""
    note(exercise.number, given)
    if all(left_open(value) for value in given.values()):
        head = say("exercises.not_attempted", language, question=exercise.number)
        text = f"{head}\n{say('exercises.how_to_answer', language)}"
        return Outcome(exercise.number, "not_attempted", 0.0, text=text)
    lines = [say("exercises.kept", language, question=exercise.number)]
    for part in exercise.parts:
        if left_open(given[part.name]):
            why = say("exercises.part_not_attempted", language)
        elif not (why := _unreadable(part, given[part.name], lesson, language)):
            continue
        name = say("exercises.part", language, name=f"`{part.name}`")
        lines.append(name + why if len(exercise.parts) > 1 else why)
    return Outcome(exercise.number, "kept", 0.0, text="\n".join(lines))


def note(question: str, given: Mapping[str, Any]) -> None:
    """Add an answer to the file that KA_KIT_ANSWERS names; without one, do nothing."""
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return
    encoded = {name: encode(value) for name, value in given.items()}
    line = json.dumps({"question": question, "given": encoded}) + "\n"
    with suppress(OSError), Path(named).open("a", encoding="ascii", newline="\n") as file:
        file.write(line)


def _unreadable(part: Any, given: Any, lesson: Lesson, language: str) -> str:
    """Return why a part is not of the kind asked for, "" where it is or cannot be told."""
    try:
        if getattr(part, "known", None) is None or part.known(lesson):
            part.read(given, lesson)
    except UnreadableError as fault:
        return fault.said_in(language)
    except Exception:  # the trainer's kit will tell
        return ""
    return ""
