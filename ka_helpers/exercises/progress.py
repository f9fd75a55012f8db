"""How far a trainee is in a chapter, from the ledger. Not in here: the file itself."""

from collections.abc import Iterable

from ka_helpers.exercises.exercise import ChapterPlan
from ka_helpers.exercises.ledger import Entry
from ka_helpers.i18n import say
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value


def progress_table(
    plan: ChapterPlan, entries: Iterable[Entry], fingerprint: str, language: str
) -> Table:
    """Return a row a question: best outcome and score, answers given, hints, solution looked at.

    Only what was done on the case with this fingerprint counts.
    """
    done = [entry for entry in entries if entry.case == fingerprint]
    rows = tuple(
        _row(exercise.number, [entry for entry in done if entry.question == exercise.number])
        for exercise in plan.exercises
    )
    said = tuple(
        (number, say(f"exercises.state_{code}", language), *rest) for number, code, *rest in rows
    )
    names = ("question", "state", "score", "tries", "hints", "solution_seen")
    forms = (TEXT, TEXT, "share", "count", "count", "count")
    columns = tuple(
        TableColumn(say(f"exercises.column_{name}", language), form)
        for name, form in zip(names, forms, strict=True)
    )
    points = sum(float(row[2] or 0) for row in rows)
    note = say("exercises.progress_note", language, points=points, n=len(rows))
    statuses = tuple({"correct": "good", "partly": "warn"}.get(str(row[1]), "") for row in rows)
    title = say("exercises.progress_title", language)
    return Table(title, columns, said, language, note=note, statuses=statuses, marked=1)


def _row(question: str, done: list[Entry]) -> tuple[Value, ...]:
    tried = [entry for entry in done if entry.what == "answer" and entry.outcome in _TRIED]
    best = max(tried, key=lambda entry: entry.score, default=None)
    hints = sum(entry.what == "hint" for entry in done)
    seen = sum(entry.what == "solution" for entry in done)
    if best is None:
        return question, "not_attempted", 0.0, 0, hints, seen
    return question, best.outcome, best.score, len(tried), hints, seen


_TRIED = ("correct", "partly", "incorrect")
