"""The people of an account, one by one: what the contact list says and when we last met them.

Not in here: the map that they make together (`buying_centre`).

References
----------
Roles and levels: source 003. The rhythm of contact and the approaches are ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ka_helpers.metrics.retailer import department_of

STRONG = 4.0
"""Influence (1-5) from which a person can carry or stop a decision alone."""
RHYTHM_DAYS = 45
"""How many days may pass between two meetings with a decider or a strong person."""
USUAL_RHYTHM_DAYS = 90
WEAKEST = 1.0


@dataclass(frozen=True)
class Person:
    """Someone of the account; what the contact list does not say is None.

    `department` is a key of `retailer`, `dept` the list's own word. `support` runs from -2
    (works against us) to 2 (speaks for us), `influence` from 1 to 5. `days_since` counts from
    the last meeting; `in_rhythm` says whether that is within `rhythm_days`.
    """

    contact_id: str
    name: str
    post: str | None
    dept: str | None
    department: str | None
    level: str | None
    role: str | None
    support: float | None
    influence: float | None
    last_touch: str | None
    days_since: int | None
    counterpart: str | None

    @property
    def weight(self) -> float:
        """The influence, the least where it is not known: nobody counts for nothing."""
        return WEAKEST if self.influence is None else self.influence

    @property
    def decides(self) -> bool:
        """Whether the role or the level says that this person decides."""
        return self.role == "decider" or self.level == "decision"

    @property
    def strong(self) -> bool:
        """Whether this person can carry or stop a decision."""
        return self.decides or self.weight >= STRONG

    @property
    def rhythm_days(self) -> int:
        """How many days may pass between two meetings."""
        return RHYTHM_DAYS if self.strong else USUAL_RHYTHM_DAYS

    @property
    def in_rhythm(self) -> bool:
        """Whether the last meeting is recent enough."""
        return self.days_since is not None and self.days_since <= self.rhythm_days

    @property
    def days_left(self) -> int | None:
        """Days until the next meeting is due, below zero if overdue; None if never met."""
        return None if self.days_since is None else self.rhythm_days - self.days_since

    @property
    def approach(self) -> str:
        """What to do: ask, win_over, convince, keep, watch, inform or guide (let them lead us)."""
        if self.support is None:
            return "ask"
        if self.strong:
            return "win_over" if self.support < 0 else "keep" if self.support > 0 else "convince"
        return "watch" if self.support < 0 else "guide" if self.support > 0 else "inform"


def people_in(contacts: pd.DataFrame, day: pd.Timestamp) -> tuple[Person, ...]:
    """Return the people of a contact table at `day`, the most influential first.

    A meeting after `day` is not known yet.
    """
    people = (_person(row, day) for row in contacts.to_dict("records"))
    return tuple(sorted(people, key=lambda each: (-each.weight, not each.decides, each.contact_id)))


def visit_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return whom to see next: the overdue first, by influence, then who is due soonest."""

    def urgency(person: Person) -> tuple[bool, float, int, str]:
        left = -1 if person.days_left is None else person.days_left
        first = -person.weight if not person.in_rhythm else float(left)
        return person.in_rhythm, first, left, person.contact_id

    return tuple(sorted(people, key=urgency))


def later(people: Iterable[Person], days: int, visits: int = 0) -> tuple[Person, ...]:
    """Return the people after so many days without a visit, then so many visits in that order."""
    aged = tuple(
        person
        if person.days_since is None
        else replace(person, days_since=person.days_since + days)
        for person in people
    )
    seen = {person.contact_id for person in visit_order(aged)[:visits]}
    return tuple(
        replace(person, days_since=0) if person.contact_id in seen else person for person in aged
    )


def coverage_of(people: Sequence[Person]) -> float:
    """Return the share of all influence that is in rhythm."""
    return sum(p.weight for p in people if p.in_rhythm) / sum(p.weight for p in people)


def _person(row: Any, day: pd.Timestamp) -> Person:
    touched = row.get("last_touch")
    last = None if touched is None or pd.isna(touched) else pd.Timestamp(str(touched))
    if last is not None and last > day:
        last = None
    post, dept = _text(row.get("role")), _text(row.get("dept"))
    return Person(
        contact_id=str(row["contact_id"]),
        name=_text(row.get("name")) or str(row["contact_id"]),
        post=post,
        dept=dept,
        department=department_of(dept, post),
        level=_text(row.get("level")),
        role=_text(row.get("buying_role")),
        support=_number(row.get("support")),
        influence=_number(row.get("influence")),
        last_touch=None if last is None else str(last.date()),
        days_since=None if last is None else int((day - last).days),
        counterpart=_text(row.get("counterpart")),
    )


def _text(value: Any) -> str | None:
    return None if value is None or pd.isna(value) or not str(value).strip() else str(value)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
