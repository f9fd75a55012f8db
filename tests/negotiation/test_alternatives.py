"""What both sides have without an agreement: by hand, then laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.i18n import say
from ka_helpers.negotiation.alternatives import our_alternative, their_alternative
from ka_helpers.negotiation.assumptions import Assumptions
from ka_helpers.negotiation.pricing_year import AccountYear


def _year(profit=60_000.0, fixed=10_000.0, people=30_000.0, front=400_000.0, back=100_000.0):
    """Return a year of 100万 of sales; 10万 of contribution unless said."""
    return AccountYear(
        quarters=("2026Q2",), sales=1_000_000.0, cogs=600_000.0, profit=profit, fixed=fixed,
        people=people, rebate=50_000.0, logistics=40_000.0, listing_fee=0.0,
        retail=1_000_000.0 + front, their_front=front, their_back=back, days=60.0, interest=0.05,
        measured_interest=True, measured_retail=True, best_sellers=(600_000.0, 400_000.0),
        promotions=None,
    )  # fmt: skip


ASSUMED = Assumptions(loyal_share=0.25, months_without=3)


def test_waiting_loses_contribution_that_loyal_shoppers_do_not_bring_elsewhere():
    ours = our_alternative(_year(), ASSUMED, "CNY")
    assert ours.best.way == "wait"
    assert ours.worth == pytest.approx(-100_000 * 3 / 12 * 0.75)


def test_leaving_loses_the_profit_and_keeps_loyal_contribution():
    leave = next(o for o in our_alternative(_year(), ASSUMED, "CNY").options if o.way == "leave")
    assert leave.worth == pytest.approx(-60_000 + 0.25 * 100_000)


def test_an_account_that_loses_money_is_worth_leaving():
    ours = our_alternative(_year(profit=-40_000.0), ASSUMED, "CNY")
    assert ours.best.way == "leave"
    assert ours.worth == pytest.approx(40_000 + 0.25 * 0)


def test_the_account_loses_what_loyal_shoppers_carry_elsewhere():
    theirs = their_alternative(_year(), ASSUMED, "CNY")
    assert theirs.worth == pytest.approx(-0.25 * 500_000 * 3 / 12)
    assert [option.way for option in theirs.options] == ["wait", "leave"]


@given(
    profit=st.floats(-2e5, 3e5), loyal=st.floats(0, 1), months=st.floats(0, 24),
)  # fmt: skip
def test_the_alternative_is_the_best_of_its_options(profit, loyal, months):
    assumed = Assumptions(loyal_share=loyal, months_without=months)
    for alternative in (
        our_alternative(_year(profit), assumed, "CNY"),
        their_alternative(_year(profit), assumed, "CNY"),
    ):
        assert alternative.worth == max(option.worth for option in alternative.options)


@given(st.floats(0, 0.9), st.floats(0.01, 0.1))
def test_loyal_shoppers_help_us_and_hurt_them(loyal, more):
    little, much = (Assumptions(loyal_share=each) for each in (loyal, loyal + more))
    year = _year()
    assert our_alternative(year, much, "CNY").worth > our_alternative(year, little, "CNY").worth
    assert their_alternative(year, much, "CNY").worth < their_alternative(year, little, "CNY").worth


def test_every_option_is_reckoned_in_words():
    ours = our_alternative(_year(), ASSUMED, "CNY")
    said = say(ours.best.key, "en", **ours.best.values)
    assert said == (
        "Wait 3 months until they come back: we lose that part of the yearly contribution of "
        "¥100K, less 25.0% of shoppers who buy us elsewhere: -¥18.8K"
    )
    for alternative in (ours, their_alternative(_year(), ASSUMED, "CNY")):
        for option in alternative.options:
            assert say(option.key, "zh", **option.values)
