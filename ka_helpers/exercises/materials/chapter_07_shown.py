"""The tables, pictures and sentences of chapter 7. Not in here: answers."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials import chapter_07 as account
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.contact_map import plot_contact_map
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.metrics.buying_centre import ROLES, BuyingCentre
from ka_helpers.metrics.contacts import coverage_of, later
from ka_helpers.metrics.retailer import DUTIES, ORGANISATION
from ka_helpers.negotiation.listing import Criterion
from ka_helpers.negotiation.pitch import pitch_sheet
from ka_helpers.negotiation.questions import KINDS
from ka_helpers.tables.contacts import (
    lay_out_gaps,
    lay_out_interfaces,
    lay_out_people,
    lay_out_record,
)
from ka_helpers.tables.listing import lay_out_pitch
from ka_helpers.tables.table import Table, TableColumn

MAP_HEIGHT = 4.4


def record_table(chapter: Chapter) -> Table:
    """Return the account record."""
    lesson = chapter.lesson
    return lay_out_record(lesson.once(account.record), chapter.language, lesson.case.file.currency)


def organisation(chapter: Chapter) -> Table:
    """Return who reports to whom at a retailer."""
    rows = tuple(
        (_of(chapter, "department", boss), _listed(chapter, "department", names))
        for boss, names in ORGANISATION.items()
    )
    return _table(chapter, "organisation", ("boss", "departments"), rows)


def duties(chapter: Chapter) -> Table:
    """Return the seven duties of purchasing, with the word to answer by."""
    rows = tuple(
        (duty, _of(chapter, "duty", duty), _of(chapter, "duty_is", duty)) for duty in DUTIES
    )
    return _table(chapter, "duties", ("word", "duty", "duty_means"), rows)


def roles(chapter: Chapter) -> Table:
    """Return the five buying roles, with the word to answer by."""
    rows = tuple(
        (role, _of(chapter, "role", role), _of(chapter, "role_is", role)) for role in ROLES
    )
    return _table(chapter, "roles", ("word", "role", "role_means"), rows)


def people_table(chapter: Chapter) -> Table:
    """Return the account's people."""
    return lay_out_people(chapter.lesson.once(account.centre), chapter.language)


def interfaces(chapter: Chapter) -> Table:
    """Return which departments are in touch."""
    return lay_out_interfaces(chapter.lesson.once(account.centre), chapter.language)


def gaps(chapter: Chapter) -> Table | str:
    """Return what the map lacks."""
    return lay_out_gaps(chapter.lesson.once(account.centre), chapter.language)


def draw_map(chapter: Chapter, *, weeks: int = 0) -> Together:
    """Return the map as it is, or as it will be after weeks in which nobody is visited."""
    found = chapter.lesson.once(account.centre)
    people = later(found.people, 7 * weeks)
    plot = plot_contact_map(people, chapter.language)
    coverage = coverage_of(people)
    met = sum(person.in_rhythm for person in people)
    said = chapter.say("map_said", weeks=weeks, met=met, n=len(people), coverage=coverage)
    alt = say("contacts.map_alt", chapter.language, n=len(people), met=met)
    return Together((Picture(plot, alt, height=MAP_HEIGHT), said))


def questions_table(chapter: Chapter) -> Table:
    """Return the thread that is explained, a row a kind of question."""
    thread = chapter.lesson.once(account.thread_shown)
    rows = tuple(
        (say(f"questions.kind_{kind}", chapter.language),
         say(f"questions.kind_is_{kind}", chapter.language),
         thread.question(kind).said(chapter.language))
        for kind in KINDS
    )  # fmt: skip
    return _table(chapter, "questions", ("kind", "kind_means", "question"), rows)


def shuffled_table(chapter: Chapter) -> Table:
    """Return the thread that is asked about, its questions out of order."""
    rows = tuple(account.questions_asked(chapter.lesson, chapter.language).items())
    return _table(chapter, "shuffled", ("letter", "question"), rows)


def arguments_table(chapter: Chapter) -> Table:
    """Return the arguments that the case bears out, the first one spelled out in three steps."""
    found = chapter.lesson.once(account.arguments)
    rows = tuple(
        (say(f"arguments.topic_{each.topic}", chapter.language),
         *(step.said(chapter.language) for step in each.steps))
        for each in found
    )  # fmt: skip
    return _table(chapter, "arguments", ("topic", "feature", "advantage", "benefit"), rows)


def criteria(chapter: Chapter) -> Table:
    """Return criteria and tests with their evidence; verdict and forecast are the reader's."""
    card = chapter.lesson.once(account.scorecard)
    rows = tuple(
        (each.key, say(f"listing.{kind}_{each.key}", chapter.language), _evidence(chapter, each),
         chapter.say(f"against_{each.key}"))
        for kind, judged in (("criterion", card.criteria), ("test", card.tests))
        for each in judged
    )  # fmt: skip
    return _table(chapter, "criteria", ("word", "criterion", "evidence", "against"), rows)


def _evidence(chapter: Chapter, judged: Criterion) -> str:
    goes = chapter.lesson.once(account.scorecard).goes
    if judged.key != "extra_sales":
        return judged.why.said(chapter.language)
    if goes is None:
        return chapter.say("evidence_extra_alone")
    return chapter.say("evidence_extra_sales", goes=goes.name, sales=goes.sales)


def offer_said(chapter: Chapter) -> Together:
    """Say which product could be listed, and how many stores the account has."""
    facts = chapter.lesson.once(account.listing)
    return Together((chapter.say(
        "offer_said", product=facts.candidate.name, stores=account.our_stores(chapter.lesson),
        account=chapter.lesson.account.account_name, alike=facts.candidate.alike,
    ),))  # fmt: skip


def guide_said(chapter: Chapter) -> Together:
    """Say who is meant by the question after the guide."""
    found: BuyingCentre = chapter.lesson.once(account.centre)
    top = found.people[0]
    stands = "neutral" if not top.support else "for_us" if top.support > 0 else "opposed"
    return Together((chapter.say(f"guide_{stands}", person=top.name, post=top.post or ""),))


def reader_said(chapter: Chapter) -> Together:
    """Say for whom an argument is to be written."""
    best = chapter.lesson.once(account.arguments)[0]
    found = chapter.lesson.once(account.centre)
    sitting = found.in_role(*best.for_roles) or found.people
    role = f"contacts.role_{sitting[0].role}" if sitting[0].role else None
    return Together((chapter.say("reader_said", person=sitting[0].name, role=role),))


def argument_said(chapter: Chapter, row: int) -> Together:
    """Say the argument of a row of the table as one would say it to the buyer."""
    return Together((account.argument(chapter.lesson, row, chapter.language),))


def pitch(chapter: Chapter) -> Table:
    """Return the ten-part pitch sheet of the product."""
    lesson = chapter.lesson
    product = lesson.once(account.listing).candidate.product_id
    sheet = pitch_sheet(lesson.case, lesson.account_id, lesson.quarter, product)
    return lay_out_pitch(sheet, chapter.language)


def _of(chapter: Chapter, kind: str, name: str) -> str:
    return say(f"contacts.{kind}_{name}", chapter.language)


def _listed(chapter: Chapter, kind: str, names: tuple[str, ...]) -> str:
    comma = say("exercises.comma", chapter.language)
    return comma.join(_of(chapter, kind, name) for name in names)


def _table(
    chapter: Chapter, title: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Table:
    labels = tuple(TableColumn(chapter.say(f"column_{name}")) for name in columns)
    return Table(chapter.say(f"title_{title}"), labels, rows, chapter.language)
