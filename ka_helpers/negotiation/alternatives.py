"""What each side has without an agreement (BATNA), in money a year against today, reckoned.

Both have two ways: wait until the other comes back, and end the business for good. The better of
the two is the side's best alternative, its worth is the side's reservation: an agreement that is
worth less to it is worse than none. One assumption, the share of shoppers who follow our brand
to another store, works on both sides: we keep what they buy, the account loses it.

References
----------
The reservation is the worth of the best alternative: Raiffa 1982.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ka_helpers.negotiation.assumptions import Assumptions
from ka_helpers.negotiation.pricing_year import AccountYear

MONTHS_OF_YEAR = 12
Way = Literal["wait", "leave"]


@dataclass(frozen=True)
class Option:
    """One way without an agreement: its worth a year against today, the message that reckons it."""

    way: Way
    worth: float
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Alternative:
    """A side's ways without an agreement, the best first."""

    side: Literal["us", "them"]
    options: tuple[Option, ...]

    @property
    def best(self) -> Option:
        """The best alternative."""
        return self.options[0]

    @property
    def worth(self) -> float:
        """What it is worth a year against today: the side's reservation."""
        return self.best.worth


def our_alternative(year: AccountYear, assumptions: Assumptions, currency: str) -> Alternative:
    """Return what we have without an agreement.

    Waiting loses the contribution of the months, less what loyal shoppers buy of us elsewhere;
    fees that are fixed and our people are paid all the same. Leaving saves those as well, so
    that an account that loses money is worth leaving.
    """
    months, loyal = assumptions.months_without, assumptions.loyal_share
    part = months / MONTHS_OF_YEAR
    kept = loyal * year.contribution
    shared = {
        "currency": currency, "contribution": year.contribution, "loyal": loyal, "months": months,
        "profit": year.profit, "kept": kept,
    }  # fmt: skip
    return _ranked(
        "us",
        ("wait", -part * (year.contribution - kept)),
        ("leave", kept - year.profit),
        shared,
    )


def their_alternative(year: AccountYear, assumptions: Assumptions, currency: str) -> Alternative:
    """Return what the account has without an agreement.

    Most shoppers buy another brand in its stores and it earns on that instead; on what loyal
    shoppers carry elsewhere it loses its front margin and our payments.
    """
    months, loyal = assumptions.months_without, assumptions.loyal_share
    earned = year.their_front + year.their_back
    shared = {
        "currency": currency, "front": year.their_front, "back": year.their_back,
        "earned": earned, "loyal": loyal, "months": months, "kept": (1 - loyal) * earned,
    }  # fmt: skip
    gone = -loyal * earned
    return _ranked("them", ("wait", months / MONTHS_OF_YEAR * gone), ("leave", gone), shared)


def _ranked(
    side: Literal["us", "them"],
    waiting: tuple[Way, float],
    leaving: tuple[Way, float],
    shared: Mapping[str, Any],
) -> Alternative:
    options = tuple(
        Option(way, worth, f"negotiation.{way}_{side}", {**shared, "worth": worth})
        for way, worth in (waiting, leaving)
    )
    return Alternative(side, tuple(sorted(options, key=lambda option: -option.worth)))
