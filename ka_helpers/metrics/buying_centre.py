"""The buying centre of an account: who decides, who is for us, whom nobody sees.

A purchase of a large account is made by several people in five roles and on three levels. Not in
here: how the coverage moves the account's health (`relationships`, `health`), any text.

References
----------
Source 003: the five roles and three levels. Source 002: departments face departments.
The weights of the gaps are ours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ka_helpers.metrics.assessment import Context, Tables
from ka_helpers.metrics.contacts import STRONG, WEAKEST, Person, coverage_of, people_in
from ka_helpers.metrics.retailer import PAIRS

NEEDS = ("contact",)
ROLES = ("decider", "user", "influencer", "buyer", "initiator")
LEVELS = ("decision", "technical", "operating")
GAPS = (
    "no_decider", "decider_opposed", "decider_opposed_alone", "decider_stale", "decider_unmet",
    "opponent", "person_stale", "person_unmet", "support_unknown", "no_counterpart", "role_empty",
    "department_silent",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The people of a role, level or department: how many, in rhythm, and how they stand.

    `support` is the mean weighted by influence, None where nobody's is known.
    """

    key: str
    n: int
    in_rhythm: int
    support: float | None


@dataclass(frozen=True)
class Interface:
    """Two departments that should know each other: theirs, ours, whom we know there."""

    theirs: str
    ours: str
    n: int
    in_rhythm: int


@dataclass(frozen=True)
class Gap:
    """Something that the map lacks.

    `kind` is one of `GAPS`, said by `key` with `values`; `subject` is a role or department,
    `through` the person who can lead us to `person`. The heavier the graver.
    """

    kind: str
    person: str | None = None
    subject: str | None = None
    days: int | None = None
    through: str | None = None
    weight: float = WEAKEST

    @property
    def key(self) -> str:
        """The message that says it."""
        return f"contacts.gap_{self.kind}"

    @property
    def values(self) -> Mapping[str, str | int | None]:
        """What fills the message; `subject` is the key of the message that names it."""
        of = "role" if self.kind == "role_empty" else "department"
        subject = None if self.subject is None else f"contacts.{of}_{self.subject}"
        return {
            "person": self.person, "subject": subject, "days": self.days, "through": self.through,
        }  # fmt: skip


@dataclass(frozen=True)
class BuyingCentre:
    """The people of an account at `day`, the most influential first.

    `coverage` is the share of all influence that is in rhythm; `support` the mean support
    weighted by influence; `shape` is bow_tie (only purchasing is in touch), diamond (all
    departments are) or between.
    """

    day: str
    people: tuple[Person, ...]
    roles: tuple[Group, ...]
    levels: tuple[Group, ...]
    interfaces: tuple[Interface, ...]
    coverage: float
    support: float | None
    shape: str
    gaps: tuple[Gap, ...]

    def in_role(self, *roles: str) -> tuple[Person, ...]:
        """Return the people in any of these roles, the most influential first."""
        return tuple(person for person in self.people if person.role in roles)


def assess(tables: Tables, quarter: str, context: Context) -> BuyingCentre | None:
    """Return the buying centre at the end of `quarter` (`as_of` if earlier); None if nobody."""
    day = min(context.calendar.bounds(quarter)[1], pd.Timestamp(context.as_of))
    return buying_centre(tables["contact"], day) if "contact" in tables else None


def buying_centre(contacts: pd.DataFrame, day: pd.Timestamp) -> BuyingCentre | None:
    """Return the map of the people in `contacts` at `day`; None if there are none.

    A meeting after `day` is not known yet.
    """
    if contacts.empty:
        return None
    people = people_in(contacts, day)
    interfaces = tuple(
        Interface(pair.theirs, pair.ours, group.n, group.in_rhythm)
        for pair in PAIRS
        for group in [_group(pair.theirs, [p for p in people if p.department == pair.theirs])]
    )
    centre = BuyingCentre(
        day=str(day.date()),
        people=people,
        roles=tuple(_group(role, [p for p in people if p.role == role]) for role in ROLES),
        levels=tuple(_group(level, [p for p in people if p.level == level]) for level in LEVELS),
        interfaces=interfaces,
        coverage=coverage_of(people),
        support=mean_support(people),
        shape=shape_of(interfaces),
        gaps=(),
    )
    gaps = sorted(_gaps(centre), key=lambda gap: -gap.weight)  # stable: in the order of `_gaps`
    return replace(centre, gaps=tuple(gaps))


def mean_support(people: Iterable[Person]) -> float | None:
    """Return the mean support (-2 to 2), each person counting by influence; None if unknown."""
    known = [(p.support, p.weight) for p in people if p.support is not None]
    total = sum(weight for _, weight in known)
    return sum(support * weight for support, weight in known) / total if known else None


def shape_of(interfaces: tuple[Interface, ...]) -> str:
    """Return bow_tie, between or diamond: how many departments someone of ours is in touch with."""
    alive = sum(pair.in_rhythm > 0 for pair in interfaces)
    return "diamond" if alive == len(interfaces) else "bow_tie" if alive <= 1 else "between"


def _gaps(centre: BuyingCentre) -> Iterator[Gap]:
    guide = guide_of(centre.people)
    through = guide.name if guide else None
    if not any(person.decides for person in centre.people):
        yield Gap("no_decider", weight=2 * STRONG)
    for person in centre.people:
        yield from _gaps_at(person, through)
    present = {person.role for person in centre.people}
    for role in ROLES:
        if role not in present and role != "decider":
            yield Gap("role_empty", subject=role)
    for pair in centre.interfaces:
        if not pair.in_rhythm:
            yield Gap("department_silent", subject=pair.theirs)


def _gaps_at(person: Person, through: str | None) -> Iterator[Gap]:
    known = Gap("", person=person.name, days=person.days_since, weight=person.weight)
    opposed = person.support is not None and person.support < 0
    if opposed and person.decides:
        kind = "decider_opposed" if through else "decider_opposed_alone"
        yield replace(known, kind=kind, through=through, weight=2 * person.weight)
    elif opposed and person.strong:
        yield replace(known, kind="opponent")
    if not person.in_rhythm:
        met = "unmet" if person.days_since is None else "stale"
        yield replace(known, kind=f"{'decider' if person.decides else 'person'}_{met}")
    if person.support is None:
        yield replace(known, kind="support_unknown")
    if person.counterpart is None:
        yield replace(known, kind="no_counterpart")


def guide_of(people: tuple[Person, ...]) -> Person | None:
    """Return who can lead us to the others: the strongest of those who are for us and met."""
    friends = [person for person in people if (person.support or 0.0) > 0]
    return max(
        friends,
        key=lambda p: (p.in_rhythm, (p.support or 0.0) * p.weight, p.weight),
        default=None,
    )


def _group(key: str, people: Sequence[Person]) -> Group:
    return Group(key, len(people), sum(p.in_rhythm for p in people), mean_support(people))
