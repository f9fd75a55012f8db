"""A promotion on other terms: what it would sell, cost and earn, and from which uplift it pays.

The formulas are those of `promotion_economics`; an uncertain uplift is carried through them. Not
in here: how an uplift is estimated (`uplift`), and what a deeper price cut would do to it.
"""

from dataclasses import dataclass

from ka_helpers.metrics.promotion_economics import (
    break_even_uplift,
    gifts_needed,
    incremental_margin,
    net_incremental_units,
    promotion_spend,
    return_on_spend,
)
from ka_helpers.metrics.uplift import Interval


@dataclass(frozen=True)
class Terms:
    """A promotion's terms.

    Parameters
    ----------
    baseline_units : what the weeks would sell without it
    price, unit_margin : ours a unit before any allowance (money)
    price_cut : allowance a unit as a fraction of `price`, paid on every unit sold
    units_a_gift : how many units bring one gift; 0 is no gifts
    gift_cost : of one gift (money)
    pulled_share : fraction of the uplift that later weeks miss
    """

    baseline_units: float
    price: float
    unit_margin: float
    price_cut: float = 0.0
    fixed_fee: float = 0.0
    units_a_gift: float = 0.0
    gift_cost: float = 0.0
    pulled_share: float = 0.0

    @property
    def allowance(self) -> float:
        """Allowance a unit (money)."""
        return self.price * self.price_cut

    @property
    def gift_cost_a_unit(self) -> float:
        """What gifts cost on each unit sold (money)."""
        return self.gift_cost / self.units_a_gift if self.units_a_gift else 0.0


@dataclass(frozen=True)
class Outlook:
    """What a promotion brings at one uplift; `gain` is incremental margin less spend (money).

    `uplift` is a fraction of the baseline, `net_units` the units on top less those that later
    weeks miss; `returned` is None where nothing is spent.
    """

    uplift: float
    units: float
    net_units: float
    gifts: int
    spend: float
    margin: float
    gain: float
    returned: float | None


@dataclass(frozen=True)
class Scenario:
    """A promotion's outlook at the uplift expected and at both ends of its interval.

    `break_even` is the uplift (fraction) at which it earns its spend back, None where each unit
    more loses more.
    """

    terms: Terms
    low: Outlook
    expected: Outlook
    high: Outlook
    break_even: float | None


def outlook_at(terms: Terms, uplift: float) -> Outlook:
    """Return what a promotion brings at an uplift (fraction of the baseline).

    >>> outlook_at(Terms(1_000, 50, 15, price_cut=0.08, fixed_fee=8_000), uplift=0.5).spend
    14000.0
    """
    on_top = terms.baseline_units * uplift
    units = terms.baseline_units + on_top
    gifts = gifts_needed(units, terms.units_a_gift) if terms.units_a_gift and units > 0 else 0
    spend = promotion_spend(terms.fixed_fee, terms.allowance, units, gifts * terms.gift_cost)
    net = net_incremental_units(on_top, pull_forward_units=terms.pulled_share * on_top)
    margin = incremental_margin(net, terms.unit_margin)
    returned = return_on_spend(margin, spend) if spend > 0 else None
    return Outlook(uplift, units, net, gifts, spend, margin, margin - spend, returned)


def scenario_of(terms: Terms, uplift: Interval) -> Scenario:
    """Return a promotion's outlook over an interval of its uplift (fractions of the baseline)."""
    low, expected, high = (
        outlook_at(terms, max(each, -1.0)) for each in (uplift.low, uplift.value, uplift.high)
    )
    return Scenario(terms, low, expected, high, break_even_of(terms))


def break_even_of(terms: Terms) -> float | None:
    """Return the uplift at which incremental margin pays the spend; gifts count by the unit.

    None where a unit more costs as much as it earns.

    >>> break_even_of(Terms(1_000, 50, 15, price_cut=0.06, fixed_fee=3_000))
    0.5
    """
    return break_even_uplift(
        fixed_fee=terms.fixed_fee,
        base_units=terms.baseline_units,
        unit_allowance=terms.allowance + terms.gift_cost_a_unit,
        unit_margin=terms.unit_margin * (1 - terms.pulled_share),
    )
