"""Offers of equal value to us: never below the worth asked for, best for them, different."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.packages import difference, equal_packages
from ka_helpers.negotiation.sides import Curve, Side


def test_three_offers_of_the_annual_terms_worth_twenty_thousand(annual_terms):
    offers = equal_packages(annual_terms, 20_000)
    assert len(offers) == 3
    assert [deal.us for deal in offers] == pytest.approx([30_000, 20_000, 20_000])
    assert [deal.them for deal in offers] == pytest.approx([90_000, 60_000, 60_000])
    for one, two in itertools.combinations(offers, 2):
        assert difference(annual_terms, one.package, two.package) > 0.05


def test_the_best_of_them_is_the_best_for_them_that_there_is(annual_terms):
    outcomes = outcomes_of(annual_terms)
    best = outcomes.them[outcomes.us >= 20_000 - 1e-6].max()
    assert equal_packages(annual_terms, 20_000)[0].them == pytest.approx(best)


def test_no_offer_goes_beyond_a_limit(annual_terms):
    tight = replace(annual_terms, limits={"payment_days": 70, "displays": 3})
    for deal in equal_packages(tight, 0, 5):
        assert deal.package["payment_days"] <= 70
        assert deal.package["displays"] >= 3


def test_more_than_the_table_holds_is_not_to_be_had(annual_terms):
    assert equal_packages(annual_terms, 1_000_000) == ()


def test_the_difference_of_opposite_packages_is_one(annual_terms):
    low = {"rebate": 0.02, "payment_days": 30, "displays": 0}
    high = {"rebate": 0.05, "payment_days": 90, "displays": 4}
    assert difference(annual_terms, low, high) == pytest.approx(1)
    assert difference(annual_terms, low, low) == 0


def test_no_offer_at_all_is_not_asked_for(annual_terms):
    with pytest.raises(RequestError) as error:
        equal_packages(annual_terms, 0, n=0)
    assert error.value.said_in("en") == "0 packages were asked for; ask for at least one"


@given(
    st.lists(st.tuples(st.integers(-60, -1), st.integers(1, 60)), min_size=3, max_size=3),
    st.floats(0.1, 0.9),
    st.integers(1, 5),
)
def test_no_offer_is_worth_less_than_asked_and_none_is_offered_twice(slopes, part, n):
    issues = tuple(Issue(key, "count", 0, 4, 1) for key in "abc")
    us, them = (
        Side(
            name,
            {key: Curve((0, 4), (0, pair[at])) for key, pair in zip("abc", slopes, strict=True)},
            0,
        )
        for at, name in enumerate(("us", "them"))
    )
    agenda = Agenda(issues, us, them)
    worth = part * sum(pair[0] for pair in slopes)
    offers = equal_packages(agenda, worth, n)
    packages = [tuple(deal.package.items()) for deal in offers]
    assert 1 <= len(offers) <= n
    assert len(set(packages)) == len(packages)
    for deal in offers:
        assert deal.us >= worth - 1e-6
        assert agenda.us.worth(deal.package) == pytest.approx(deal.us)
        assert agenda.them.worth(deal.package) == pytest.approx(deal.them)
    outcomes = outcomes_of(agenda)
    enough = outcomes.us >= worth
    assert offers[0].them >= outcomes.them[enough].max() - 1e-6
