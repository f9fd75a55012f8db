"""What a step costs and is worth: by hand, and that changes add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.concessions import Change, changes_between, price_of_step
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.sides import Curve, Link, Side


def close(change):
    return (
        change.issue, change.before, pytest.approx(change.after),
        pytest.approx(change.cost), pytest.approx(change.them),
    )  # fmt: skip


def test_half_a_percent_of_rebate_costs_five_wan_and_is_worth_five(annual_terms):
    step = price_of_step(annual_terms, "rebate")
    assert close(step) == ("rebate", 0.03, 0.035, 50_000, 50_000)
    assert step.ratio == pytest.approx(1)


def test_ten_days_are_worth_twice_what_they_cost(annual_terms):
    step = price_of_step(annual_terms, "payment_days")
    assert close(step) == ("payment_days", 60, 70, 20_000, 40_000)
    assert step.ratio == pytest.approx(2)


def test_towards_them_is_a_display_less(annual_terms):
    assert close(price_of_step(annual_terms, "displays")) == ("displays", 1, 0, 30_000, 10_000)


def test_there_is_no_step_beyond_the_end(annual_terms):
    base = annual_terms.package(rebate=0.05, displays=0)
    assert price_of_step(annual_terms, "rebate", base) is None
    assert price_of_step(annual_terms, "displays", base) is None


def test_where_they_do_not_care_the_step_is_the_one_that_costs_us():
    issue = Issue("delivery_window", "count", 1, 5, 1, today=3)
    us = Side("us", {"delivery_window": Curve((1, 5), (-40, 40))}, 0)
    them = Side("them", {"delivery_window": Curve((1, 5), (0, 0))}, 0)
    assert price_of_step(Agenda((issue,), us, them), "delivery_window") == Change(
        "delivery_window", 3, 2, -20, 0
    )
    assert price_of_step(Agenda((issue,), them, them), "delivery_window") is None


def test_a_continuous_issue_moves_by_a_twentieth_of_its_range():
    issue = Issue("price", "price", 10, 12, None, today=11.03)
    us = Side("us", {"price": Curve((10, 12), (-200, 200))}, 0)
    them = Side("them", {"price": Curve((10, 12), (200, -200))}, 0)
    step = price_of_step(Agenda((issue,), us, them), "price")
    assert (step.before, step.after) == (11.03, 11.0)
    assert step.cost == pytest.approx(6)


def test_an_unknown_issue_is_named(annual_terms):
    with pytest.raises(RequestError) as error:
        price_of_step(annual_terms, "discount")
    assert error.value.values == {"found": "discount", "known": "rebate, payment_days, displays"}


WORTHS = st.integers(-40, 40)
PACKAGES = st.tuples(*(st.integers(0, 3),) * 3)


@given(PACKAGES, PACKAGES, st.lists(WORTHS, min_size=9, max_size=9))
def test_the_changes_add_up_to_the_whole_with_links_too(before, after, worths):
    keys = ("a", "b", "c")
    issues = tuple(Issue(key, "count", 0, 3, 1) for key in keys)
    curves = {key: Curve((0, 3), (0, worth)) for key, worth in zip(keys, worths, strict=False)}
    links = tuple(
        Link(pair, worth, (1, 2))
        for pair, worth in zip((("a", "b"), ("b", "c"), ("a", "c")), worths[3:], strict=False)
    )
    agenda = Agenda(issues, Side("us", curves, 0, links), Side("them", curves, 0, links[:1]))
    first, last = dict(zip(keys, before, strict=True)), dict(zip(keys, after, strict=True))
    changes = changes_between(agenda, first, last)
    assert [change.issue for change in changes] == [key for key in keys if first[key] != last[key]]
    for name, side in (("us", agenda.us), ("them", agenda.them)):
        whole = side.worth(last) - side.worth(first)
        assert np.isclose(sum(getattr(change, name) for change in changes), whole)
