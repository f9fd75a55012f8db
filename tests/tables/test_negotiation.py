"""Tables of a negotiation: terms in their own units, packages side by side with their worth."""

import pytest

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.sides import Curve, Side
from ka_helpers.tables.negotiation import (
    lay_out_agenda,
    lay_out_packages,
    name_of_issue,
    write_term,
)

REBATE = Issue("rebate", "share", 0.02, 0.1, 0.005, today=0.05)
DAYS = Issue("payment_days", "days", 15, 90, 5, today=60)
OWN = Issue("leaflet", "count", 0, 4, 1, name="海报 <leaflet>", unit_name="页 pages")


@pytest.fixture(scope="module")
def agenda():
    us = Side("us", {
        "rebate": Curve((0.02, 0.1), (240_000, -400_000)),
        "payment_days": Curve((15, 90), (45_000, -30_000)), "leaflet": Curve((0, 4), (0, -8_000)),
    }, -100_000)  # fmt: skip
    them = Side("them", {key: curve.scaled(-1) for key, curve in us.curves.items()}, 0)
    return Agenda((REBATE, DAYS, OWN), us, them, limits={"rebate": 0.07})


def written(table, row):
    return [table.written(row, place) for place in range(len(table.columns))]


def test_an_agenda_is_written_in_the_units_of_its_issues(agenda):
    table = lay_out_agenda(agenda, "en")
    assert written(table, 0) == [
        "annual rebate", "rebate", "5.0%", "2.0%", "10.0%", "–", "7.0%", "–"
    ]  # fmt: skip
    assert written(table, 1)[:5] == ["payment term (days)", "payment_days", "60", "15", "90"]


def test_an_issue_of_the_case_s_own_keeps_its_name_and_unit():
    assert name_of_issue(OWN, "en") == "海报 <leaflet> (页 pages)"
    assert name_of_issue(OWN, "zh") == "海报 <leaflet>（页 pages）"
    assert name_of_issue(DAYS, "zh") == "账期（天）"


def test_packages_stand_side_by_side_with_what_they_are_worth(agenda):
    asked = agenda.package(rebate=0.06, leaflet=2)
    table = lay_out_packages(agenda, {"today": agenda.today, "P1": asked}, "en", worth=("us",))
    assert written(table, 0)[2:] == ["5.0%", "6.0%"]
    assert table.rows[-1][2:] == (agenda.us.worth(agenda.today), agenda.us.worth(asked))
    assert written(table, 3)[0::3] == ["Worth to us a year", "-¥84K"]
    assert len(table.rows) == len(table.formats) == len(table.statuses) == 4


def test_whose_worth_is_shown_is_asked_for(agenda):
    packages = {"today": agenda.today}
    labels = {
        worth: [row[0] for row in lay_out_packages(agenda, packages, "zh", worth=worth).rows][3:]
        for worth in ((), ("us",), ("us", "them"))
    }
    assert [len(each) for each in labels.values()] == [0, 1, 2]
    assert all("价值" in text for each in labels.values() for text in each)


def test_values_of_money_are_exact():
    fee = Issue("listing_fee", "money", 0, 20_000, 500)
    assert write_term(fee, 12_500, "en") == "¥12,500"
