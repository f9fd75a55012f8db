"""What no table of a case says and the price of a concession still depends on, with its default.

Each is a number that a manager may put another in place of; a brief lists those it used. Where a
case measures one of them, the measured figure is taken (see `pricing_year`). Not in here: prices.
"""

from dataclasses import dataclass, fields

from ka_helpers.errors import RequestError


@dataclass(frozen=True)
class Assumptions:
    """What is assumed of an account; rates and shares are fractions.

    Parameters
    ----------
    our_interest, their_interest : what money costs either side a year; ours is read from the
        booked cost of payment terms where there is one
    loyal_share : of our shoppers, those who follow our brand to another store if this one has
        not got it: we keep what they buy, the account loses it
    months_without : how long there is no business if no agreement is reached
    display_lift : what one display a store adds to the yearly sales of the product it shows
    new_to_store : of what we sell on top, what the account would not have sold of another brand
    space_rate : what another supplier would pay for the same space, of the sales made in it
    new_sku_share : sales of a new SKU, of the average SKU's
    new_sku_taken : of those sales, what our other SKUs lose
    new_skus : how many are planned, where the agenda does not say
    delivery_saving : of logistics cost, what a day more of delivery window saves
    front_margin : what the account earns on our products, of its sales; measured where there are
        retail prices

    References
    ----------
    `new_to_store`: about a third each of promoted sales comes from other brands, other weeks and
    more consumption: van Heerde, Leeflang & Wittink, Marketing Science 23(3), 2004, 317-334.
    """

    our_interest: float = 0.05
    their_interest: float = 0.08
    loyal_share: float = 0.25
    months_without: float = 2.0
    display_lift: float = 0.12
    new_to_store: float = 1 / 3
    space_rate: float = 0.18
    new_sku_share: float = 0.5
    new_sku_taken: float = 0.2
    new_skus: float = 3.0
    delivery_saving: float = 0.02
    front_margin: float = 0.25

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            most = MOST.get(each.name, 1.0)
            if not 0 <= value <= most:
                raise RequestError(
                    "negotiation.assumption_outside", name=f"negotiation.assumption_{each.name}",
                    found=value, most=most, unit=unit_of(each.name),
                )  # fmt: skip


MOST = {"months_without": 24.0, "new_skus": 100.0, "front_margin": 0.9}
"""The most that can be assumed where it is not 1; the least is 0."""


def unit_of(name: str) -> str:
    """Return the format an assumption is read in.

    >>> unit_of("months_without"), unit_of("loyal_share")
    ('count', 'share')
    """
    return "count" if name in ("months_without", "new_skus") else "share"


USUAL = Assumptions()
"""The defaults."""
