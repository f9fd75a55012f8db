"""Small agendas that the tests of the negotiation's mathematics share."""

import pytest

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.sides import Curve, Side


@pytest.fixture(scope="session")
def annual_terms():
    """Return an annual agreement: rebate, payment days, displays; money worked out by hand.

    0.5 % of rebate costs us 5万 and is worth 5万 to them; ten days cost us 2万 and are worth 4万;
    a display is worth 3万 to us and costs them 1万. Both break off below 0 and -2万.
    """
    issues = (
        Issue("rebate", "share", 0.02, 0.05, 0.005, today=0.03),
        Issue("payment_days", "days", 30, 90, 10, today=60),
        Issue("displays", "count", 0, 4, 1, today=1),
    )
    us = {
        "rebate": Curve((0.02, 0.05), (100_000, -200_000)),
        "payment_days": Curve((30, 90), (60_000, -60_000)),
        "displays": Curve((0, 4), (-30_000, 90_000)),
    }
    them = {
        "rebate": Curve((0.02, 0.05), (-100_000, 200_000)),
        "payment_days": Curve((30, 90), (-120_000, 120_000)),
        "displays": Curve((0, 4), (10_000, -30_000)),
    }
    return Agenda(issues, Side("us", us, -20_000), Side("them", them, 0), limits={"rebate": 0.04})


@pytest.fixture(scope="session")
def yearly_table():
    """Return a wider agreement to play games on, with targets and what they ask for first.

    Half a point of rebate moves 30万 between the sides; terms and fees are worth more to them
    than they cost us, displays and slots more to us than they cost them.
    """
    issues = (
        Issue("rebate", "share", 0.02, 0.10, 0.005, today=0.05),
        Issue("payment_days", "days", 15, 90, 5, today=60),
        Issue("displays", "count", 0, 6, 1, today=2),
        Issue("promotion_slots", "count", 4, 20, 1, today=8),
        Issue("listing_fee", "money", 0, 20_000, 1_000, today=8_000),
    )
    a_unit = {
        "rebate": (-60e6, 60e6), "payment_days": (-8e3, 15e3), "displays": (300e3, -120e3),
        "promotion_slots": (90e3, -30e3), "listing_fee": (-10, 12),
    }  # fmt: skip

    def curves(side):
        return {
            each.key: Curve(
                (each.low, each.high),
                tuple((end - each.today) * a_unit[each.key][side] for end in (each.low, each.high)),
            )
            for each in issues
        }

    return Agenda(
        issues, Side("us", curves(0), -900_000), Side("them", curves(1), -700_000),
        limits={"rebate": 0.07},
        targets={"rebate": 0.04, "payment_days": 45, "displays": 5, "promotion_slots": 14,
                 "listing_fee": 4_000},
        their_openings={"rebate": 0.09, "payment_days": 75, "displays": 1, "promotion_slots": 6,
                        "listing_fee": 16_000},
    )  # fmt: skip
