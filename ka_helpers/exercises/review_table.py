"""What to repeat today, as a table: question, chapter, why, since when.

Not in here: which question is due (`review_queue`).
"""

import datetime as dt
from collections.abc import Iterable

from ka_helpers.exercises.curriculum import chapter_numbers, plan_of, title_of
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.ledger import Entry
from ka_helpers.exercises.review_queue import DAYS, Repeat, due_on, review_queue
from ka_helpers.i18n import has_message, say, template
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

MOST = 20
"""More than anyone repeats in a day; the note says how many there are."""
_FORMS = {"question": TEXT, "chapter": TEXT, "skill": TEXT, "why": TEXT, "since": "days",
          "box": TEXT}  # fmt: skip


def review_table(entries: Iterable[Entry], now: dt.datetime, language: str) -> Table:
    """Return what is to be repeated today, the longest due first.

    Parameters
    ----------
    now : with its time zone, the trainee's own
    """
    today, zone, done = now.date(), now.tzinfo or dt.UTC, list(entries)
    asked = {each.number: (number, each) for number in chapter_numbers()
             for each in plan_of(number).exercises}  # fmt: skip
    queue = [each for each in review_queue(done, zone) if each.question in asked]
    due = due_on(queue, today)
    rows = tuple(_row(each, asked[each.question], today, language) for each in due[:MOST])
    columns = tuple(
        TableColumn(say(f"review_queue.column_{name}", language), form)
        for name, form in _FORMS.items()
    )
    title = say("review_queue.title", language)
    if not queue:
        kept = any(each.outcome == "kept" for each in done)
        note = say(f"review_queue.nothing_{'judged' if kept else 'yet'}", language)
        return Table(title, columns, rows, language, note=note)
    return Table(title, columns, rows, language, note=_note(queue, due, today, language))


def _row(
    each: Repeat, asked: tuple[str, Exercise], today: dt.date, language: str
) -> tuple[Value, ...]:
    number, exercise = asked
    skill = say(f"exercises.skill_{exercise.skill}", language)
    box = say("review_queue.box", language, box=each.box + 1, n=len(DAYS))
    since = (today - each.due).days
    return (
        each.question,
        title_of(number, language),
        skill,
        _why(each, exercise, language),
        since,
        box,
    )


def _why(each: Repeat, exercise: Exercise, language: str) -> str:
    """Return why a question is due: the sentence of the mistake, if it is known and plain."""
    keys = [exercise.key(f"mistake_{name}") for name in each.mistakes]
    said = [template(key, language) for key in keys if has_message(key, language)]
    plain = [text for text in said if "{" not in text]
    if plain:
        return say("review_queue.why_known", language, mistake=plain[0])
    return say(f"review_queue.why_{each.why}", language)


def _note(queue: list[Repeat], due: tuple[Repeat, ...], today: dt.date, language: str) -> str:
    if due:
        return say("review_queue.note", language, n=len(due), shown=min(len(due), MOST),
                   of=len(queue))  # fmt: skip
    day = min(each.due for each in queue)
    following = [each.question for each in queue if each.due == day]
    listed = say("exercises.comma", language).join(following)
    return say("review_queue.nothing_today", language, day=day, questions=listed)
