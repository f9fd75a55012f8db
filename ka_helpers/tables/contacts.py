"""Tables of an account's people: who they are, what the map lacks, who meets whom, the record."""

from collections.abc import Sequence
from typing import Any

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.account_record import AccountRecord, RecordItem
from ka_helpers.metrics.buying_centre import BuyingCentre
from ka_helpers.metrics.contacts import RHYTHM_DAYS, USUAL_RHYTHM_DAYS, Person, visit_order
from ka_helpers.tables.table import Table, TableColumn, Value

PEOPLE = (
    ("name", "text"), ("post", "text"), ("role", "text"), ("level", "text"),
    ("support", "count"), ("influence", "count"), ("days_since", "days"),
    ("counterpart", "text"), ("approach", "text"),
)  # fmt: skip


def lay_out_people(centre: BuyingCentre, language: str) -> Table:
    """Return the people, the most influential first; a row is marked whose meeting is overdue."""
    return Table(
        title=say("contacts.people_title", language),
        columns=_columns(PEOPLE, language),
        rows=tuple(_person_row(person, language) for person in centre.people),
        language=language,
        note=say(
            "contacts.people_note", language, strong=RHYTHM_DAYS, usual=USUAL_RHYTHM_DAYS,
            n=len(centre.people),
        ),
        statuses=tuple("" if person.in_rhythm else "warn" for person in centre.people),
        marked=[name for name, _ in PEOPLE].index("days_since"),
    )  # fmt: skip


def lay_out_next(people: Sequence[Person], language: str) -> Table:
    """Return whom to see next: the overdue first, by influence, then who is due soonest."""
    columns = (
        ("name", "text"), ("role", "text"), ("influence", "count"), ("days_left", "days"),
        ("counterpart", "text"), ("approach", "text"),
    )  # fmt: skip
    rows = tuple(
        (each.name, _named("role", each.role, language), each.influence, each.days_left,
         each.counterpart, say(f"contacts.approach_{each.approach}", language))
        for each in visit_order(people)
    )  # fmt: skip
    return Table(
        title=say("contacts.next_title", language),
        columns=_columns(columns, language),
        rows=rows,
        language=language,
        note=say("contacts.next_note", language),
        statuses=tuple("" if each.in_rhythm else "warn" for each in visit_order(people)),
    )


def lay_out_gaps(centre: BuyingCentre, language: str) -> Table | str:
    """Return what the map lacks, the gravest first; a sentence where it lacks nothing."""
    if not centre.gaps:
        return say("contacts.no_gaps", language)
    return Table(
        title=say("contacts.gaps_title", language),
        columns=_columns((("gap", "text"),), language),
        rows=tuple((say(gap.key, language, **gap.values),) for gap in centre.gaps),
        language=language,
    )


def lay_out_interfaces(centre: BuyingCentre, language: str) -> Table:
    """Return the pairs of departments, marked where nobody of ours is in touch."""
    columns = (("theirs", "text"), ("ours", "text"), ("n", "count"), ("in_rhythm", "count"))
    return Table(
        title=say("contacts.interfaces_title", language),
        columns=_columns(columns, language),
        rows=tuple(
            (say(f"contacts.department_{pair.theirs}", language),
             say(f"contacts.our_{pair.ours}", language), pair.n, pair.in_rhythm)
            for pair in centre.interfaces
        ),
        language=language,
        note=say("contacts.interfaces_note", language, shape=f"contacts.shape_{centre.shape}"),
        statuses=tuple("" if pair.in_rhythm else "warn" for pair in centre.interfaces),
    )  # fmt: skip


def lay_out_record(record: AccountRecord, language: str, currency: str = "CNY") -> Table:
    """Return the account record, level by level, what has to be asked marked."""
    columns = tuple((name, "text") for name in ("knowledge", "item", "value", "source"))
    return Table(
        title=say("contacts.record_title", language),
        columns=_columns(columns, language),
        rows=tuple(_record_row(item, language, currency) for item in record.items),
        language=language,
        currency=currency,
        note=say("contacts.record_note", language),
        statuses=tuple("" if item.known else "warn" for item in record.items),
        marked=2,
    )


def coverage_said(centre: BuyingCentre, language: str) -> str:
    """Return how many people were met in time, and how they stand."""
    return say(
        "contacts.coverage_said", language, n=len(centre.people), coverage=centre.coverage,
        met=sum(person.in_rhythm for person in centre.people), support=centre.support,
    )  # fmt: skip


def _person_row(person: Person, language: str) -> tuple[Value, ...]:
    return (
        person.name, person.post, _named("role", person.role, language),
        _named("level", person.level, language), person.support, person.influence,
        person.days_since, person.counterpart,
        say(f"contacts.approach_{person.approach}", language),
    )  # fmt: skip


def _record_row(item: RecordItem, language: str, currency: str) -> tuple[Value, ...]:
    source = say(f"tables.{item.source}", language) if item.source else ""
    return (
        say(f"contacts.knowledge_{item.level}", language),
        say(f"contacts.record_{item.key}", language),
        _value(item, language, currency),
        source,
    )


def _value(item: RecordItem, language: str, currency: str) -> str:
    if not item.known:
        return say("contacts.to_be_asked", language)
    if item.unit == "rows":
        return say("contacts.known_rows", language, n=item.value)
    if item.unit == "text":
        return str(item.value)
    return FORMATS[item.unit](item.value, language, currency)


def _named(kind: str, key: str | None, language: str) -> str | None:
    return None if key is None else say(f"contacts.{kind}_{key}", language)


def _columns(named: Any, language: str) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(say(f"contacts.column_{name}", language), form) for name, form in named
    )
