"""The table: what can be agreed, what our company allows, the other chair, the first offer."""

from dataclasses import replace

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.issues import Issue


def test_a_quarter_of_a_point_is_not_rounded_when_it_is_refused(annual_terms):
    issues = (Issue("rebate", "share", 0.02, 0.05, 0.0025, today=0.03), *annual_terms.issues[1:])
    with pytest.raises(RequestError) as error:
        replace(annual_terms, issues=issues).package(rebate=0.031)
    assert error.value.said_in("en") == (
        "issue rebate: 3.1% cannot be agreed; it goes from 2.0% to 5.0% in steps of 0.25%"
    )


def test_a_limit_is_crossed_on_the_side_that_costs_us(annual_terms):
    agenda = replace(annual_terms, limits={"rebate": 0.04, "displays": 2})
    assert [value for value in (0.02, 0.04, 0.045) if agenda.allows("rebate", value)] == [
        0.02,
        0.04,
    ]
    assert [value for value in (0, 2, 4) if agenda.allows("displays", value)] == [2, 4]
    assert agenda.allows("payment_days", 90)


def test_an_issue_that_is_new_stands_where_it_stood_from_the_other_chair(annual_terms):
    new = replace(annual_terms.by_key["displays"], today=None)
    agenda = replace(annual_terms, issues=(*annual_terms.issues[:2], new))
    assert agenda.today["displays"] == 4
    assert agenda.swapped().today == agenda.today
    assert agenda.swapped().us.worth(agenda.today) == agenda.them.worth(agenda.today)


def test_nobody_opens_with_what_it_would_not_sign(annual_terms):
    proud = replace(annual_terms.them, reservation=150_000)
    agenda = replace(
        annual_terms,
        them=proud,
        their_openings={"rebate": 0.035, "payment_days": 60, "displays": 1},
    )
    own = Bidding(agenda, proud)
    assert own.worth({**agenda.today, **agenda.their_openings}) < proud.reservation
    assert proud.accepts(own.opening(1.0))
