"""What to repeat, and when: every question in a box, each box asked again after twice the days.

Leitner's boxes. A question answered right when it was due goes one box on; a wrong answer, or a
look at the solution, puts it back into the first; a right answer before it is due changes nothing,
so that ten right answers in an hour are one. Not in here: the clock (today is an argument), the
ledger's file, tables (`review_table`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ka_helpers.exercises.ledger import Entry

DAYS = (1, 2, 4, 8, 16, 32, 64)
"""After how many days a question of each box is asked again."""
Why = Literal["mistake", "wrong", "partly", "looked_up", "time"]
_WRONG: dict[str, Why] = {"incorrect": "wrong", "partly": "partly"}


@dataclass(frozen=True)
class Repeat:
    """A question in its box (0 is the first): when it is due, when it was last seen, and why.

    `mistakes` are those of the answer that put it back.
    """

    question: str
    box: int
    due: dt.date
    last: dt.date
    why: Why
    mistakes: tuple[str, ...] = ()


def review_queue(entries: Iterable[Entry], zone: dt.tzinfo) -> tuple[Repeat, ...]:
    """Return every question that was answered or looked up, the longest due first.

    Parameters
    ----------
    entries : of the ledger, oldest first; what could not be judged does not count
    zone : where the trainee is: an answer belongs to the day that it was there

    >>> entry = Entry("answer", "2.1", "x", "correct", 1.0, at="2026-03-01T22:00:00+00:00")
    >>> china = dt.timezone(dt.timedelta(hours=8))
    >>> review_queue([entry], china)[0].due
    datetime.date(2026, 3, 3)
    """
    boxes: dict[str, Repeat] = {}
    for entry in entries:
        day = day_of(entry, zone)
        moved = _moved(boxes.get(entry.question), entry, day) if day else None
        if moved is not None:
            boxes[entry.question] = moved
    return tuple(sorted(boxes.values(), key=lambda each: (each.due, each.box, _place(each))))


def due_on(queue: Iterable[Repeat], today: dt.date) -> tuple[Repeat, ...]:
    """Return what of a queue is to be repeated today."""
    return tuple(each for each in queue if each.due <= today)


def day_of(entry: Entry, zone: dt.tzinfo) -> dt.date | None:
    """Return the day of an entry where the trainee is; None where its time cannot be read."""
    try:
        at = dt.datetime.fromisoformat(entry.at)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(zone).date()
    except (ValueError, OverflowError):
        return None


def _moved(known: Repeat | None, entry: Entry, day: dt.date) -> Repeat | None:
    """Return where an entry puts its question; None where it changes nothing."""
    if entry.what == "solution":
        just_right = known is not None and known.why == "time" and known.last == day
        return None if just_right else _back(entry.question, day, "looked_up")
    if entry.what == "answer" and entry.outcome in _WRONG:
        why: Why = "mistake" if entry.mistakes else _WRONG[entry.outcome]
        return replace(_back(entry.question, day, why), mistakes=entry.mistakes)
    right = entry.what == "answer" and entry.outcome == "correct"
    return _forward(known, entry.question, day) if right else None


def _forward(known: Repeat | None, question: str, day: dt.date) -> Repeat:
    """Return where a right answer puts a question: one box on, if it was due."""
    if known is not None and day < known.due:
        return replace(known, last=max(day, known.last))
    box = 0 if known is None else min(known.box + 1, len(DAYS) - 1)
    return Repeat(question, box, _after(day, box), day, "time")


def _back(question: str, day: dt.date, why: Why) -> Repeat:
    return Repeat(question, 0, _after(day, 0), day, why)


def _after(day: dt.date, box: int) -> dt.date:
    try:
        return day + dt.timedelta(days=DAYS[box])
    except OverflowError:
        return dt.date.max


def _place(each: Repeat) -> tuple[int, ...]:
    """Return the order of a question: 2.9 before 2.10 before 10.1."""
    return tuple(int(part) if part.isdecimal() else 0 for part in each.question.split("."))
