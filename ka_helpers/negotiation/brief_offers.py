"""What to put on the table: our opening and target, trades, and packages of equal worth to us.

Everything we propose keeps within the limits that our company has set. Not in here: what it is
worth (`pricing`), whether a frontier is exact (`frontier`).
"""

from dataclasses import dataclass

import numpy as np

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import Frontier, frontier_of, zone_of
from ka_helpers.negotiation.issues import Issue, Package
from ka_helpers.negotiation.logrolling import Trade, best_swaps
from ka_helpers.negotiation.packages import equal_packages
from ka_helpers.negotiation.pricing import PricedStep
from ka_helpers.negotiation.solutions import nash

PACKAGES, SWAPS = 3, 6
WORTH_MORE = 1.1
"""A concession worth so much more to them than it costs us is one to trade with."""
WASTED = 0.05
"""The part of a step's worth that may be lost between both before it is to be avoided."""


@dataclass(frozen=True)
class Offer:
    """A package by name: a value for each issue in order, and its worth to both a year."""

    name: str
    terms: tuple[float, ...]
    us: float
    them: float


@dataclass(frozen=True)
class Zone:
    """Whether an agreement can be worth it to both (ZOPA), money a year.

    `room` is what both together can gain over their alternatives at best, below zero where no
    package is worth it to both. `us_low` to `us_high` are the worths to us of the efficient
    packages that both can accept, None without any; `inside_limits` says whether one keeps
    within our company's limits.
    """

    exists: bool
    room: float
    us_low: float | None
    us_high: float | None
    inside_limits: bool


def zone_for(agenda: Agenda) -> tuple[Zone, tuple[tuple[float, float], ...]]:
    """Return the zone of agreement, and the frontier as worths to us and to them."""
    frontier = frontier_of(agenda)
    both = _acceptable(frontier, agenda)
    room = frontier.us - agenda.us.reservation + frontier.them - agenda.them.reservation
    zone = Zone(
        bool(both.any()),
        float(room.max()),
        float(frontier.us[both].min()) if both.any() else None,
        float(frontier.us[both].max()) if both.any() else None,
        zone_of(frontier_of(agenda, within_limits=True)) is not None,
    )
    return zone, tuple(zip(frontier.us.tolist(), frontier.them.tolist(), strict=True))


def offers_for(agenda: Agenda) -> tuple[Offer, ...]:
    """Return today, our opening, our target, what they ask first, and packages to choose from.

    The opening asks for twice the way from today to the target. Without targets, the target is
    Nash's package, today where there is none. The packages are worth as much to us as the
    target, never less than no agreement, each made as good for them as it can be.
    """
    today = agenda.today
    target = _target(agenda)
    opening = {
        issue.key: issue.nearest(_opened(issue, today, target, agenda)) for issue in agenda.issues
    }
    named = {"today": today, "opening": opening, "target": target}
    if agenda.their_openings:
        named["first_ask"] = {**today, **agenda.their_openings}
    wanted = max(agenda.us.worth(target), agenda.us.reservation)
    named |= {
        f"package_{number}": deal.package
        for number, deal in enumerate(equal_packages(agenda, wanted, PACKAGES), 1)
    }
    return tuple(_offer(name, package, agenda) for name, package in named.items())


def swaps_for(agenda: Agenda) -> tuple[Trade, ...]:
    """Return the trades of two issues from today that gain both most, within our limits."""
    swaps = best_swaps(agenda, agenda.today, SWAPS)
    return tuple(swap for swap in swaps if swap.us > 0 and swap.them > 0)


def use_of(step: PricedStep) -> str:
    """Return what to do with a step: ask for it, give it first or last, both gain, avoid it.

    One that costs a side more than it brings the other is to be avoided, whoever gains. A step
    back from the end of a range is told as the step forward.
    """
    sign = 1.0 if step.step > 0 else -1.0
    us, them = sign * step.us, sign * step.them
    if us >= 0 and them >= 0:
        return "both"
    if us + them < -WASTED * max(abs(us), abs(them)):
        return "avoid"
    if us >= 0:
        return "ask"
    return "give_first" if them > -us * WORTH_MORE else "give_last"


def _acceptable(frontier: Frontier, agenda: Agenda) -> np.ndarray:
    return np.asarray(
        (frontier.us >= agenda.us.reservation) & (frontier.them >= agenda.them.reservation)
    )


def _upwards(issue: Issue, agenda: Agenda) -> bool:
    """Tell whether more is better for us: by our target and limit, else by its worth."""
    target, limit = agenda.targets.get(issue.key), agenda.limits.get(issue.key)
    if target is not None and limit is not None and target != limit:
        return target > limit
    curve = agenda.us.curves[issue.key]
    return float(curve.at(issue.high)) > float(curve.at(issue.low))


def _target(agenda: Agenda) -> Package:
    if agenda.targets:
        return {**agenda.today, **agenda.targets}
    found = nash(frontier_of(agenda, within_limits=True))
    return agenda.today if found is None else found.package


def _opened(issue: Issue, today: Package, target: Package, agenda: Agenda) -> float:
    """Return twice the way to the target where that is better for us than today, else today."""
    start, aim = today[issue.key], target[issue.key]
    better = (aim > start) == _upwards(issue, agenda)
    return float(np.clip(2 * aim - start, issue.low, issue.high)) if better else start


def _offer(name: str, package: Package, agenda: Agenda) -> Offer:
    terms = tuple(float(package[key]) for key in agenda.keys)
    return Offer(name, terms, agenda.us.worth(package), agenda.them.worth(package))
