"""The contact map of any account: who decides, who is overdue, whom to see next, what to say.

People, gaps, questions, arguments and pitch come from `metrics` and `negotiation`; here they are
only put together. Everything on the desk is also a plain call.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.together import Together
from ka_helpers.exercises.outcome import Said
from ka_helpers.figures.contact_map import plot_contact_map
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.metrics import account_record
from ka_helpers.metrics.buying_centre import BuyingCentre
from ka_helpers.metrics.contacts import coverage_of, later
from ka_helpers.negotiation.arguments import arguments_from
from ka_helpers.negotiation.evidence import Evidence
from ka_helpers.negotiation.pitch import pitch_sheet
from ka_helpers.negotiation.questions import threads_from
from ka_helpers.reviews.pitch_memo import pitch_memo
from ka_helpers.tables.contacts import (
    lay_out_gaps,
    lay_out_interfaces,
    lay_out_next,
    lay_out_people,
    lay_out_record,
)
from ka_helpers.tables.listing import lay_out_criteria, lay_out_pitch, lay_out_tests
from ka_helpers.tables.table import Table
from ka_helpers.tables.talking import lay_out_arguments, lay_out_threads
from ka_helpers.widgets.controls import Control, Options, Slider
from ka_helpers.widgets.desk import Desk, open_desk

MOST_WEEKS = 13
MOST_VISITS = 6
MAP_HEIGHT = 4.4


@dataclass(frozen=True, eq=False)
class ContactDesk(Desk):
    """A desk with the people of every account that has any; the lesson's account comes first."""

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """The ids of the accounts with people."""
        known = set(self.lesson.case.table("contact")["account_id"])
        ids = [each for each in self.lesson.case.account_ids if each in known]
        first = [self.lesson.account_id] if self.lesson.account_id in known else []
        return tuple(dict.fromkeys([*first, *ids]))

    @property
    def controls(self) -> dict[str, Control]:
        """Controls for `explore`: the account, weeks without a visit, meetings held then."""
        called = tuple(self.lesson.name_of(each) for each in self.accounts)
        phrase = self.phrase
        return {
            "account": Options("account", phrase("slider_account"), self.accounts, called),
            "weeks": Slider("weeks", phrase("slider_weeks"), 0, MOST_WEEKS, 1, 0),
            "visits": Slider("visits", phrase("slider_visits"), 0, MOST_VISITS, 1, 0),
        }

    def evidence(self, account: str = "") -> Evidence:
        """Return what the case knows of an account, called by id or name; "" is the lesson's.

        Raises
        ------
        RequestError : nobody of it is in the contact table
        """
        asked = account or self.accounts[0]
        meant = self.lesson.account_called(asked)
        if meant not in self.accounts:
            known = ", ".join(self.accounts)
            raise RequestError("contacts.no_people", account=asked, known=known)
        kept = self.lesson.kept
        if ("contact_desk", meant) not in kept:
            gathered = Evidence(self.lesson.case.slice(meant), self.lesson.quarter)
            kept["contact_desk", meant] = gathered
        found: Evidence = kept["contact_desk", meant]
        return found

    def people(self, account: str = "") -> BuyingCentre:
        """Return the people of an account."""
        found = self.evidence(account).people
        assert found is not None, "an account of the desk has people"
        return found


def has_people(lesson: Lesson) -> None:
    """Raise NotGradableError where no account tells how its people stand."""
    contacts = lesson.table("contact")
    told = [name for name in ("support", "influence") if name in contacts]
    if not told or contacts[told].dropna(how="all").empty:
        raise NotGradableError("contacts.no_contacts", case=lesson.case.file.case_id)


def contact_map_desk(
    case: str, account_id: str = "", quarter: str = "", language: str = "en"
) -> ContactDesk:
    """Open the desk on a case, or on the sample case where no account tells of its people.

    Raises
    ------
    RequestError : there is no such case, account or quarter
    """
    desk = open_desk(has_people, case, account_id, quarter, language)
    return ContactDesk("contacts", desk.lesson, desk.language)


def contact_map(desk: ContactDesk, account: str = "", weeks: int = 0, visits: int = 0) -> Together:
    """Return the map after weeks without a visit and meetings held then, and whom to see next.

    Parameters
    ----------
    account : id or name; "" is the desk's own
    weeks, visits : visits go to whom to see next, in that order
    """
    people = later(desk.people(account).people, 7 * int(weeks), int(visits))
    met = sum(person.in_rhythm for person in people)
    values = {"met": met, "n": len(people), "coverage": coverage_of(people)}
    picture = Picture(
        plot_contact_map(people, desk.language), desk.phrase("map_alt", met=met, n=len(people)),
        height=MAP_HEIGHT,
    )  # fmt: skip
    said = desk.phrase("after_said", weeks=weeks, visits=visits, **values)
    return Together((picture, said, lay_out_next(people, desk.language)))


def people_of(desk: ContactDesk, account: str = "") -> Together:
    """Return an account's people, department to department, and what the map lacks."""
    centre = desk.people(account)
    layouts = (lay_out_people, lay_out_interfaces, lay_out_gaps)
    return Together(lay_out(centre, desk.language) for lay_out in layouts)


def record_of(desk: ContactDesk, account: str = "") -> Table:
    """Return an account's record on three levels of knowledge."""
    found = desk.evidence(account)
    record = account_record.assess(found.account, found.quarter, found.context)
    assert record is not None, "an account of a case has its row"
    return lay_out_record(record, desk.language, desk.currency)


def questions_for(desk: ContactDesk, account: str = "") -> Table:
    """Return questions for an account in the order to ask them (SPIN)."""
    return lay_out_threads(threads_from(desk.evidence(account)), desk.language)


def arguments_for(desk: ContactDesk, account: str = "") -> Table:
    """Return arguments for an account: feature, advantage, benefit (FAB)."""
    return lay_out_arguments(arguments_from(desk.evidence(account)), desk.language)


def pitch_for(desk: ContactDesk, account: str = "", product: str = "") -> Together:
    """Return the pitch sheet of a product, and how it stands with the buyer.

    Parameters
    ----------
    product : an id; "" is what would sell most of what the account does not sell yet

    Raises
    ------
    RequestError : there is nothing to list, or not this product; says which there are
    """
    found = desk.evidence(account)
    sheet = pitch_sheet(desk.lesson.case, found.account.account_id, found.quarter, product)
    card = sheet.scorecard
    return Together((
        lay_out_pitch(sheet, desk.language), lay_out_criteria(card, desk.language),
        lay_out_tests(card, desk.language),
    ))  # fmt: skip


def save_pitch(desk: ContactDesk, account: str = "", product: str = "", form: str = "pptx") -> str:
    """Write the pitch sheet for the buyer into the folder one works in, and say its name.

    Parameters
    ----------
    form : "pptx", "html", "pdf" or "xlsx"

    Raises
    ------
    RequestError : nothing to list, not this product, or no such format
    """
    from ka_helpers.rendering.memo import written

    found = desk.evidence(account)
    account_id, case = found.account.account_id, desk.lesson.case
    sheet = pitch_sheet(case, account_id, found.quarter, product)
    data = written(pitch_memo(sheet, case.file, desk.language), form)
    path = Path(f"{account_id}_pitch_{sheet.scorecard.candidate.product_id}_{desk.language}.{form}")
    path.write_bytes(data)
    return Said(say("pitch.saved", desk.language, file=path.name))
