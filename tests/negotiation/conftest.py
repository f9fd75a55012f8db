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
