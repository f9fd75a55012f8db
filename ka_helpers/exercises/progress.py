"""How far a trainee is, from the ledger: by question, by chapter, by skill.

Not in here: the file itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass

from ka_helpers.exercises.curriculum import chapter_numbers, plan_of, title_of
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.ledger import Entry
from ka_helpers.i18n import say
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

_TRIED = ("correct", "partly", "incorrect")


@dataclass(frozen=True)
class Standing:
    """How far one question is: its best outcome and score, answers given, hints, solution seen."""

    question: str
    outcome: str
    score: float
    tries: int
    hints: int
    solution_seen: int


def standing(question: str, entries: Iterable[Entry]) -> Standing:
    """Return how far a question is; of answers that cannot be checked none counts.

    Where answers are only kept for the trainer, that one was given is all that is known.
    """
    done = [entry for entry in entries if entry.question == question]
    tried = [entry for entry in done if entry.what == "answer" and entry.outcome in _TRIED]
    best = max(tried, key=lambda entry: entry.score, default=None)
    outcome, score = (best.outcome, best.score) if best else ("not_attempted", 0.0)
    kept = sum(entry.what == "answer" and entry.outcome == "kept" for entry in done)
    if kept and best is None:
        outcome = "kept"
    hints, seen = (sum(entry.what == what for entry in done) for what in ("hint", "solution"))
    return Standing(question, outcome, score, len(tried) + kept, hints, seen)


def progress_table(
    plan: ChapterPlan, entries: Iterable[Entry], fingerprint: str, language: str
) -> Table:
    """Return a row a question: best outcome and score, answers given, hints, solution looked at.

    Only what was done on the case with this fingerprint counts.
    """
    done = [entry for entry in entries if entry.case == fingerprint]
    standings = [standing(exercise.number, done) for exercise in plan.exercises]
    rows = tuple(
        (each.question, say(f"exercises.state_{each.outcome}", language), *astuple(each)[2:])
        for each in standings
    )
    names = {"question": TEXT, "state": TEXT, "score": "share"}
    columns = _columns({**names, **_COUNTS}, language)
    points = sum(each.score for each in standings)
    note = say("exercises.progress_note", language, points=points, n=len(rows))
    statuses = tuple({"correct": "good", "partly": "warn"}.get(e.outcome, "") for e in standings)
    title = say("exercises.progress_title", language)
    return Table(title, columns, rows, language, note=note, statuses=statuses, marked=1)


def progress_by_chapter(entries: Iterable[Entry], language: str) -> Table:
    """Return a row a chapter: questions right, points, answers, hints, solutions looked at.

    The best answer to a question counts, on whatever case it was given.
    """
    groups = {title_of(number, language): plan_of(number).exercises for number in chapter_numbers()}
    return _summed("chapter", groups, entries, language)


def progress_by_skill(entries: Iterable[Entry], language: str) -> Table:
    """Return a row a skill, as `progress_by_chapter` does a chapter."""
    groups: dict[str, list[Exercise]] = {}
    for number in chapter_numbers():
        for exercise in plan_of(number).exercises:
            skill = say(f"exercises.skill_{exercise.skill}", language)
            groups.setdefault(skill, []).append(exercise)
    return _summed("skill", groups, entries, language)


def _summed(
    what: str, groups: Mapping[str, Sequence[Exercise]], entries: Iterable[Entry], language: str
) -> Table:
    done = list(entries)
    rows = [
        _sums(name, [standing(exercise.number, done) for exercise in exercises])
        for name, exercises in groups.items()
    ]
    columns = _columns({what: TEXT, **_SUMS, **_COUNTS}, language)
    points, questions = (sum(float(str(row[place])) for row in rows) for place in (3, 2))
    note = say("exercises.progress_note_all", language, points=points, n=questions)
    statuses = tuple("good" if row[1] == row[2] else "" for row in rows)
    title = say(f"exercises.progress_title_{what}", language)
    return Table(title, columns, tuple(rows), language, note=note, statuses=statuses, marked=1)


def _sums(name: str, standings: Sequence[Standing]) -> tuple[Value, ...]:
    """Return a row: right, questions, points, then what `_COUNTS` names."""

    def total(figure: Callable[[Standing], float]) -> float:
        return sum(figure(each) for each in standings)

    right = sum(each.outcome == "correct" for each in standings)
    counts = total(lambda s: s.tries), total(lambda s: s.hints), total(lambda s: s.solution_seen)
    return name, right, len(standings), total(lambda s: s.score), *counts


_COUNTS = {"tries": "count", "hints": "count", "solution_seen": "count"}
_SUMS = {"right": "count", "questions": "count", "points": "number"}


def _columns(forms: dict[str, str], language: str) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(say(f"exercises.column_{name}", language), form) for name, form in forms.items()
    )
