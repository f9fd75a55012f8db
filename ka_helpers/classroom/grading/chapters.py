"""Grade one chapter of one trainee: run it, run it again where that helps, have it judged.

Not in here: which file it is, what the class is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from ka_helpers.classroom.grading.judging import missing
from ka_helpers.classroom.grading.notebooks import Cell
from ka_helpers.classroom.grading.ran import Given, Ran
from ka_helpers.classroom.grading.second_run import SecondRun, edited, second_run
from ka_helpers.classroom.results import AnswerResult, ChapterResult, Note, State
from ka_helpers.exercises.curriculum import plan_of

MOST_FAILED = 5
TOO_LONG = "CellTimeError"
OUT_OF_MEMORY = "MemoryError"


class Runs(Protocol):
    """Runs cells where they can do no harm: a `Sandbox`."""

    def run(self, cells: Sequence[Mapping[str, str]], seconds: float | None = None) -> Ran:
        """Return what came of running cells."""


class Judging(Protocol):
    """Judges encoded answers: `Judges`."""

    def judged(self, number: str, answers: Mapping[str, Any]) -> list[AnswerResult]:
        """Return what each question of a chapter earned."""


@dataclass(frozen=True)
class Grader:
    """What grades chapters."""

    sandbox: Runs
    judges: Judging

    def graded(self, number: str, file: str, cells: Sequence[Cell]) -> ChapterResult:
        """Return what came of a chapter's notebook."""
        asked = [exercise.number for exercise in plan_of(number).exercises]
        first = self.sandbox.run(_as_values(cells))
        answers = {name: first.answers[name] for name in asked if name in first.answers}
        again = self._again(number, cells, first, [name for name in asked if name not in answers])
        restored = again[1] if again else {}
        given = answers | restored
        results = self.judges.judged(number, {name: each.parts for name, each in given.items()})
        results = [_counted(result, given) for result in results]
        notes = (*_notes(number, cells, first), *_restored(restored))
        runs = [first, *([again[0]] if again else [])]
        return ChapterResult(
            number, _state(first, asked, given), file, tuple(results), notes,
            seconds=sum(each.seconds for each in runs), peak_mb=max(each.peak_mb for each in runs),
        )  # fmt: skip

    def _again(
        self, number: str, cells: Sequence[Cell], first: Ran, lost: Collection[str]
    ) -> tuple[Ran, dict[str, Given]] | None:
        """Run the handed-out notebook with the trainee's cells, for questions without an answer."""
        slow = {cell for cell, error in first.failed.items() if error.startswith(TOO_LONG)}
        slow |= {first.stuck} if first.stuck else set()
        planned: SecondRun | None = second_run(number, cells, lost, slow) if lost else None
        if planned is None:
            return None
        ran = self.sandbox.run(_as_values(planned.cells))
        found = {name: ran.answers[name] for name in planned.questions if name in ran.answers}
        return ran, found


def without_notebook(
    number: str, state: State, file: str = "", notes: tuple[Note, ...] = ()
) -> ChapterResult:
    """Return the result of a chapter that cannot be run: nothing came, or nothing of use."""
    answers = tuple(missing(exercise) for exercise in plan_of(number).exercises)
    return ChapterResult(number, state, file, answers, notes)


def _as_values(cells: Sequence[Cell]) -> list[dict[str, str]]:
    return [asdict(cell) for cell in cells]


def _counted(result: AnswerResult, given: Mapping[str, Given]) -> AnswerResult:
    times = given[result.question].times if result.question in given else 0
    return replace(result, times=times) if result.code != "missing" else result


def _state(ran: Ran, asked: Collection[str], given: Mapping[str, Given]) -> State:
    if ran.how in ("time", "memory", "died"):
        return ran.how
    if ran.how == "disk":
        return "died"
    if any(error.startswith(OUT_OF_MEMORY) for error in ran.failed.values()):
        return "memory"
    if any(error.startswith(TOO_LONG) for error in ran.failed.values()):
        return "time"
    return "broken" if ran.failed else "graded"


def _notes(number: str, cells: Sequence[Cell], ran: Ran) -> list[Note]:
    places = {cell.id: place for place, cell in enumerate(cells, 1)}
    notes = []
    if ran.how != "finished":
        notes.append(Note("cut_short", f"grading.note_{ran.how}", {"n": places.get(ran.stuck, 0)}))
    for cell, error in list(ran.failed.items())[:MOST_FAILED]:
        key = "note_cell_too_long" if error.startswith(TOO_LONG) else "note_cell_failed"
        values: dict[str, str | int | float] = {"n": places.get(cell, 0), "error": error}
        notes.append(Note("cell_failed", f"grading.{key}", values))
    if ran.forbidden:
        what: dict[str, str | int | float] = {
            "what": "; ".join(ran.forbidden[:3]), "n": len(ran.forbidden),
        }  # fmt: skip
        notes.append(Note("forbidden", "grading.note_forbidden", what))
    if ran.forged:
        notes.append(Note("forged", "grading.note_forged", {"n": ran.forged}))
    if changed := edited(number, cells):
        notes.append(Note("edited", "grading.note_edited", {"n": changed}))
    return notes


def _restored(restored: Mapping[str, Given]) -> list[Note]:
    if not restored:
        return []
    listed = ", ".join(sorted(restored, key=lambda name: int(name.partition(".")[2])))
    return [Note("restored", "grading.note_restored", {"questions": listed})]
