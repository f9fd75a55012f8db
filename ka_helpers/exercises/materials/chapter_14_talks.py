"""How to negotiate with the account: what the plan of chapter 14 aims at, opens with, ends with.

Everything keeps within the limits that our company has set. Not in here: what a package is worth
(`negotiation.pricing`), and the negotiation itself.
"""

from collections.abc import Sequence
from typing import Any

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_14 import facts_of
from ka_helpers.exercises.materials.chapter_14_written import trade
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import Frontier, frontier_of, zone_of
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.solutions import Deal, nash
from ka_helpers.reviews.account_plan import Talks, Trade


def allowed(lesson: Lesson) -> Frontier:
    """Return the efficient packages within our company's limits."""
    return frontier_of(facts_of(lesson).agenda, within_limits=True)


def fair_deal(lesson: Lesson) -> Deal:
    """Return Nash's package of those that our company lets us agree to.

    Raises
    ------
    NotGradableError : no agreement is better for both sides than none
    """
    deal = nash(lesson.once(allowed))
    if deal is None:
        raise NotGradableError("chapter_14.no_zone", account=lesson.account_id)
    return deal


def strategy(lesson: Lesson) -> Talks:
    """Return how to negotiate: aim at the fair deal, open above it, trade what lies between."""
    target = lesson.once(fair_deal).package
    opening = opening_above(lesson, target)
    trades = (Trade(**each) for each in trades_between(lesson, opening, target))
    return Talks(opening, target, lesson.once(bottom_line), tuple(trades))


def terms(lesson: Lesson, base: Package, **changed: float) -> Package:
    """Return the package `base` with some issues changed.

    Raises
    ------
    RequestError : there is no such issue, or it cannot take that value; says what it can
    """
    return facts_of(lesson).agenda.package(base, **changed)


def trades_between(lesson: Lesson, opening: Package, target: Package) -> list[dict[str, Any]]:
    """Return a trade for each issue on which we give from the opening to the target."""
    agenda = facts_of(lesson).agenda
    given = [key for key in agenda.keys if _better(agenda, key, opening[key], target[key])]
    wanted = [key for key in agenda.keys if key not in given] or given[::-1]
    pairs = [(key, _other(key, wanted, place)) for place, key in enumerate(given)]
    return [trade({key: target[key]}, {other: target[other]}) for key, other in pairs]


def opening_above(lesson: Lesson, target: Package) -> Package:
    """Return a package better for us than `target`: our aims, else the best end of each issue."""
    agenda = facts_of(lesson).agenda
    aims = {
        key: agenda.by_key[key].nearest(aim)
        for key, aim in agenda.targets.items()
        if _better(agenda, key, agenda.by_key[key].nearest(aim), target[key])
    }
    if not aims:
        room = {key: _best(agenda, key) for key in agenda.keys}
        aims = {
            key: value for key, value in room.items() if _better(agenda, key, value, target[key])
        }
    return agenda.package(target, **aims)


def bottom_line(lesson: Lesson) -> Package:
    """Return the efficient package that is worth least to us, yet not less than no agreement."""
    zone = zone_of(lesson.once(allowed))
    if zone is None:
        raise NotGradableError("chapter_14.no_zone", account=lesson.account_id)
    return zone.package(len(zone) - 1)


def _better(agenda: Agenda, key: str, value: float, than: float) -> bool:
    curve = agenda.us.curves[key]
    return float(curve.at(value)) > float(curve.at(than))


def _best(agenda: Agenda, key: str) -> float:
    values = agenda.by_key[key].values
    return float(values[int(agenda.us.curves[key].at(values).argmax())])


def _other(key: str, wanted: Sequence[str], place: int) -> str:
    others = [each for each in wanted if each != key]
    return others[place % len(others)]
