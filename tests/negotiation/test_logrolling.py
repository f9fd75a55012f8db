"""Trades: by hand, then against every pair of values and every package."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.logrolling import best_swaps, best_trade, trade_between
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.sides import Curve, Link, Side

WORTHS = st.integers(-30, 30)


@st.composite
def tables(draw):
    """Return an agenda of three issues of up to four values, one link, and a package of it."""
    counts = draw(st.tuples(*(st.integers(2, 4),) * 3))
    issues = tuple(Issue(key, "count", 0, n - 1, 1) for key, n in zip("abc", counts, strict=True))

    def side(name):
        curves = {
            issue.key: Curve(
                tuple(issue.values.tolist()),
                tuple(draw(st.lists(WORTHS, min_size=n, max_size=n))),
            )
            for issue, n in zip(issues, counts, strict=True)
        }
        return Side(name, curves, 0, (Link(("a", "b"), draw(st.integers(-3, 3))),))

    agenda = Agenda(issues, side("us"), side("them"))
    return agenda, agenda.package(**{i.key: draw(st.sampled_from(i.values)) for i in issues})


def test_days_for_displays_is_the_best_swap_of_the_annual_terms(annual_terms):
    first, *_ = best_swaps(annual_terms)
    assert [change.issue for change in first.given] == ["payment_days"]
    assert [change.issue for change in first.asked] == ["displays"]
    assert first.package == {"rebate": 0.03, "payment_days": 90, "displays": 4}
    assert (first.us, first.them) == (pytest.approx(30_000), pytest.approx(90_000))


def test_a_trade_keeps_to_the_limits(annual_terms):
    tight = replace(annual_terms, limits={"payment_days": 70})
    swaps = best_swaps(tight, n=9)
    assert {swap.given[0].issue for swap in swaps} == {"payment_days", "rebate"}
    assert all(swap.package["payment_days"] <= 70 for swap in swaps)
    assert best_trade(tight, tight.today).package["payment_days"] == 70
    agreed = tight.package(payment_days=90)
    assert best_swaps(tight, agreed)[0].package["payment_days"] in (70, 90)


def test_a_swap_never_gives_and_asks_on_the_same_issue_or_leaves_a_loser(annual_terms):
    for swap in best_swaps(annual_terms, n=10):
        (given_,), (asked,) = swap.given, swap.asked
        assert given_.issue != asked.issue
        assert given_.us < 0 < given_.them
        assert asked.them <= 0 < asked.us
        assert min(swap.us, swap.them) >= 0 < max(swap.us, swap.them)


@settings(max_examples=50)
@given(tables())
def test_the_best_swap_has_the_largest_product_of_all_pairs_of_values(table):
    agenda, base = table
    swaps = best_swaps(agenda, base, n=3)
    best = best_by_hand(agenda, base)
    assert bool(swaps) == (best is not None)
    if swaps:
        assert swaps[0].us * swaps[0].them == pytest.approx(best)


def best_by_hand(agenda, base):
    """Return the largest product of gains of a swap of two issues, trying every one."""
    products = []
    for one, two in itertools.permutations(agenda.keys, 2):
        for x, y in itertools.product(agenda.by_key[one].values, agenda.by_key[two].values):
            trade = trade_between(agenda, base, {**base, one: x, two: y})
            changes = {change.issue: change for change in (*trade.given, *trade.asked)}
            if set(changes) != {one, two} or min(trade.us, trade.them) < 0:
                continue
            gives = changes[one].us < 0 < changes[one].them
            asks = changes[two].them <= 0 < changes[two].us
            if gives and asks and max(trade.us, trade.them) > 0:
                products.append(trade.us * trade.them)
    return max(products, default=None)


@given(tables())
def test_the_best_trade_has_the_largest_product_of_all_packages(table):
    agenda, base = table
    outcomes = outcomes_of(agenda)
    us, them = outcomes.us - agenda.us.worth(base), outcomes.them - agenda.them.worth(base)
    better = (us >= 0) & (them >= 0) & (us + them > 0)
    trade = best_trade(agenda, base)
    assert (trade is None) == (not better.any())
    if trade is not None:
        assert trade.us * trade.them == pytest.approx((us * them)[better].max())
        assert agenda.us.worth(trade.package) - agenda.us.worth(base) == pytest.approx(trade.us)


@given(tables(), st.sampled_from([1e-3, 7.0, 1e5]))
def test_their_currency_changes_no_trade(table, factor):
    agenda, base = table
    them = Side(
        "them",
        {key: curve.scaled(factor) for key, curve in agenda.them.curves.items()},
        0,
        tuple(Link(each.issues, each.worth * factor) for each in agenda.them.links),
    )
    trades = [
        best_trade(Agenda(agenda.issues, agenda.us, side), base) for side in (agenda.them, them)
    ]
    if trades[0] is None or trades[1] is None:
        assert trades[0] is trades[1]
    else:
        first, second = (trade.us * trade.them for trade in trades)
        assert np.isclose(first * factor, second)
