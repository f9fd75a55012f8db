"""What each value of an issue is worth to both sides in money a year against today, and why.

A function an issue. Each gives both sides' worth along the issue and the messages that reckon one
step of it. Not in here: which issues there are (`pricing_issues`), the year (`pricing_year`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ka_helpers.metrics.account_finance import DAYS_OF_YEAR
from ka_helpers.negotiation.assumptions import Assumptions
from ka_helpers.negotiation.issues import Floats, Issue
from ka_helpers.negotiation.pricing_year import AccountYear
from ka_helpers.negotiation.sides import Curve, Link

NATURAL: Mapping[str, float] = {
    "rebate": 0.001, "payment_days": 10, "displays": 1, "promotion_slots": 1, "new_skus": 1,
    "delivery_window": 1, "price": 0.01,
}  # fmt: skip
"""The step that people speak of, where it is not the issue's own."""


@dataclass(frozen=True)
class Worth:
    """Both sides' worth along an issue; `reckoned` are the values of its messages.

    `name` picks the messages `negotiation.us_<name>` and `negotiation.them_<name>`; `assumed`
    names the assumptions behind it.
    """

    name: str
    us: Curve
    them: Curve
    reckoned: Mapping[str, Any] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pricing:
    """What a price is reckoned from: `fee_today` is that of listing an SKU, in money."""

    year: AccountYear
    assumptions: Assumptions
    skus_planned: float
    fee_today: float


Pricer = Callable[[Issue, Pricing], Worth | None]


def worth_of(issue: Issue, pricing: Pricing) -> Worth | None:
    """Return both sides' worth of an issue; None where the kit cannot price it."""
    pricer = PRICERS.get(issue.key)
    return None if pricer is None else pricer(issue, pricing)


def rebate_worth(issue: Issue, pricing: Pricing) -> Worth:
    """What moves from us to them: the rebate's share of a year's sales."""
    sales = pricing.year.sales
    return Worth("rebate", *_straight(issue, -sales, sales), {"sales": sales})


def payment_worth(issue: Issue, pricing: Pricing) -> Worth:
    """Interest on a day's sales for each day, at either side's own rate."""
    year, theirs = pricing.year, pricing.assumptions.their_interest
    a_day = year.sales / DAYS_OF_YEAR
    reckoned = {"a_day": a_day, "interest": year.interest, "their_interest": theirs}
    assumed = ("their_interest",) + (() if year.measured_interest else ("our_interest",))
    curves = _straight(issue, -a_day * year.interest, a_day * theirs)
    return Worth("payment_days", *curves, reckoned, assumed)


def display_worth(issue: Issue, pricing: Pricing) -> Worth:
    """What our best sellers sell on top in a display each; the account lends the space.

    The first display shows the best seller, the second the next: each is worth less than the
    one before.
    """
    year, assumed = pricing.year, pricing.assumptions
    sold = assumed.display_lift * _cumulated(year.best_sellers, issue)
    start, step = step_of(issue)
    at, before, after = (
        float(np.interp(value, issue.values, sold))
        for value in (_today(issue), start, start + step)
    )
    theirs = assumed.new_to_store * year.their_rate - assumed.space_rate * year.retail_rate
    reckoned = _rates(pricing) | {"lift": assumed.display_lift, "extra": abs(after - before)}
    return Worth(
        "displays",
        Curve(_ends(issue), _worths((sold - at) * year.contribution_rate)),
        Curve(_ends(issue), _worths((sold - at) * theirs)),
        reckoned | {"retail": reckoned["extra"] * year.retail_rate},
        ("display_lift", "new_to_store", "space_rate"),
    )


def slot_worth(issue: Issue, pricing: Pricing) -> Worth | None:
    """What an average promotion of the year left us, and brought the account."""
    ran = pricing.year.promotions
    if ran is None:
        return None
    year, new = pricing.year, pricing.assumptions.new_to_store
    theirs = ran.fee + new * ran.extra_sales * year.their_rate
    reckoned = {
        "n": ran.n, "margin": ran.margin, "spend": ran.spend, "fee": ran.fee,
        "extra": ran.extra_sales, "new": new, "their_rate": year.their_rate,
    }  # fmt: skip
    curves = _straight(issue, ran.margin - ran.spend, theirs)
    return Worth("promotion_slots", *curves, reckoned, ("new_to_store",))


def sku_worth(issue: Issue, pricing: Pricing) -> Worth:
    """What a new SKU sells that no other of ours loses, less today's fee for listing it."""
    year, assumed = pricing.year, pricing.assumptions
    gross = assumed.new_sku_share * year.sales / max(len(year.best_sellers), 1)
    extra = gross * (1 - assumed.new_sku_taken)
    rent = assumed.space_rate * gross * year.retail_rate
    ours = extra * year.contribution_rate - pricing.fee_today
    theirs = extra * assumed.new_to_store * year.their_rate - rent + pricing.fee_today
    reckoned = _rates(pricing) | {
        "gross": gross, "taken": assumed.new_sku_taken, "extra": extra, "rent": rent,
        "share": assumed.new_sku_share, "fee": pricing.fee_today,
    }  # fmt: skip
    return Worth(
        "new_skus",
        *_straight(issue, ours, theirs),
        reckoned,
        ("new_sku_share", "new_sku_taken", "new_to_store", "space_rate"),
    )


def fee_worth(issue: Issue, pricing: Pricing) -> Worth:
    """What moves from us to them for the SKUs that are planned."""
    n = pricing.skus_planned
    return Worth("listing_fee", *_straight(issue, -n, n), {"n": n}, ("new_skus",))


def window_worth(issue: Issue, pricing: Pricing) -> Worth:
    """Fuller lorries for us, a day's stock more for them."""
    year, assumed = pricing.year, pricing.assumptions
    saved = assumed.delivery_saving * year.logistics
    stock = year.sales / DAYS_OF_YEAR
    reckoned = {
        "logistics": year.logistics, "saving": assumed.delivery_saving, "stock": stock,
        "their_interest": assumed.their_interest,
    }  # fmt: skip
    curves = _straight(issue, saved, -stock * assumed.their_interest)
    return Worth("delivery_window", *curves, reckoned, ("delivery_saving", "their_interest"))


def price_worth(issue: Issue, pricing: Pricing) -> Worth:
    """What moves from them to us: the change of our price on a year's sales."""
    sales = pricing.year.sales
    return Worth("price", *_straight(issue, sales, -sales), {"sales": sales})


def weighed_worth(issue: Issue, span: tuple[float, float], upwards: bool) -> Worth:
    """Return the worth of an issue that only its weights price.

    Parameters
    ----------
    span : money that the whole range is worth to us and to them
    upwards : whether a larger value is better for us
    """
    sign = 1.0 if upwards else -1.0
    width = issue.high - issue.low
    us, them = sign * span[0] / width, -sign * span[1] / width
    return Worth("weighed", *_straight(issue, us, them), {"span": span[0], "their_span": span[1]})


def links_between(
    issues: Mapping[str, Issue], pricing: Pricing
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return what pairs of issues are worth together, to us and to them.

    A fee is paid for each SKU listed; a display makes the promotions in its store sell more, the
    more of them are displayed.
    """
    us, them = [], []
    if {"new_skus", "listing_fee"} <= issues.keys():
        pair, at = (
            ("listing_fee", "new_skus"),
            (_today(issues["listing_fee"]), pricing.skus_planned),
        )
        us.append(Link(pair, -1.0, at))
        them.append(Link(pair, 1.0, at))
    ran = pricing.year.promotions
    if {"displays", "promotion_slots"} <= issues.keys() and ran and ran.display_gain > 0:
        display = issues["displays"]
        pair, at = ("displays", "promotion_slots"), (_today(display), 0.0)
        part = 1 / (display.high - display.low)
        theirs = pricing.assumptions.new_to_store * pricing.year.their_rate
        us.append(Link(pair, part * ran.display_gain, at))
        them.append(Link(pair, part * ran.display_extra_sales * theirs, at))
    return tuple(us), tuple(them)


def step_of(issue: Issue) -> tuple[float, float]:
    """Return where the step that people speak of begins, and its size; below zero at the top."""
    start = issue.nearest(_today(issue))
    step = NATURAL.get(issue.key, issue.step or (issue.high - issue.low))
    return start, step if start + step <= issue.high + 1e-9 else -step


PRICERS: Mapping[str, Pricer] = {
    "rebate": rebate_worth, "payment_days": payment_worth, "displays": display_worth,
    "promotion_slots": slot_worth, "new_skus": sku_worth, "listing_fee": fee_worth,
    "delivery_window": window_worth, "price": price_worth,
}  # fmt: skip


def _rates(pricing: Pricing) -> dict[str, Any]:
    year = pricing.year
    return {
        "contribution_rate": year.contribution_rate, "new": pricing.assumptions.new_to_store,
        "their_rate": year.their_rate, "space_rate": pricing.assumptions.space_rate,
    }  # fmt: skip


def _today(issue: Issue) -> float:
    return issue.low if issue.today is None else issue.today


def _ends(issue: Issue) -> tuple[float, ...]:
    return tuple(issue.values.tolist())


def _worths(worths: Floats) -> tuple[float, ...]:
    return tuple(worths.tolist())


def _straight(issue: Issue, us: float, them: float) -> tuple[Curve, Curve]:
    """Return both sides' worth where every unit is worth the same; 0 today."""
    moved = np.array([issue.low, issue.high]) - _today(issue)
    ends = (issue.low, issue.high)
    return Curve(ends, _worths(moved * us)), Curve(ends, _worths(moved * them))


def _cumulated(best: tuple[float, ...], issue: Issue) -> Floats:
    """Return what the products shown sell a year, at each value of the issue."""
    sums = np.concatenate(([0.0], np.cumsum(best)))
    return np.interp(issue.values, np.arange(len(sums)), sums)
