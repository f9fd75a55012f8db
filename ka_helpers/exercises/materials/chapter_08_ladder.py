"""The ladder of concessions that chapter 8 prepares: packages from our opening down.

Each step is smaller than the one before; none wastes money or breaks a limit of the company. Not
in here: the negotiation itself.
"""

import numpy as np
import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_08 import agenda_of, package_of
from ka_helpers.negotiation.frontier import Frontier, frontier_of
from ka_helpers.negotiation.game import Game
from ka_helpers.negotiation.issues import Package

RUNGS = 7
SHRINKS = 0.62
"""How large each step is, as a part of the one before."""
LOWEST = 0.3
"""How far from the bottom of what both could sign the last rung lies, of the way to the best."""


def ladder(lesson: Lesson) -> pd.DataFrame:
    """Return the rungs, the opening first, with `worth_us` and what each step gives up.

    Raises
    ------
    NotGradableError : within the limits there is nothing that both could sign
    """
    agenda = agenda_of(lesson)
    efficient = frontier_of(agenda, within_limits=True)
    signable = (efficient.us >= agenda.us.reservation) & (efficient.them >= agenda.them.reservation)
    if signable.sum() < RUNGS:
        raise NotGradableError("chapter_08.no_zone", account=lesson.account.account_name)
    places = _rungs(efficient.only(signable))
    rungs = pd.DataFrame(
        [efficient.only(signable).package(place) for place in places],
        index=pd.RangeIndex(1, len(places) + 1, name="rung"),
    )
    rungs["worth_us"] = efficient.only(signable).us[places]
    rungs["given_up"] = -rungs["worth_us"].diff()
    return rungs


def rung(lesson: Lesson, number: int) -> Package:
    """Return the package of a rung, 1 the opening; below the last one, the last one."""
    rungs = lesson.once(ladder)
    return package_of(rungs.iloc[min(number, len(rungs)) - 1], agenda_of(lesson))


def condition_of(game: Game, package: Package) -> tuple[Package, Package]:
    """Return a package as a condition: what it asks of the other, what it gives.

    It gives what is worse for us than our own last offer; it asks for what is better for us than
    the other's last offer, or has the rest confirmed where nothing is. Nothing may be given.
    """
    us, position, standing = game.agenda.us, game.position, game.standing
    given = {
        key: value
        for key, value in package.items()
        if us.worth({**position, key: value}) < us.worth(position)
    }
    others = {key: value for key, value in package.items() if key not in given}
    better = {
        key: value
        for key, value in others.items()
        if us.worth({**standing, key: value}) > us.worth(standing)
    }
    return better or others, given


def trade(game: Game, package: Package) -> None:
    """Offer a package on condition; where it gives nothing, offer it as it is."""
    wanted, given = condition_of(game, package)
    if wanted and given:
        game.offer_if(wanted, given)
    else:
        game.offer(**package)


def _rungs(efficient: Frontier) -> list[int]:
    """Return the places of packages whose worth falls by less and less, the best for us first."""
    best, least = float(efficient.us.max()), float(efficient.us.min())
    last = least + LOWEST * (best - least)
    parts = SHRINKS ** np.arange(RUNGS)
    aims = last + (best - last) * (parts - parts[-1]) / (1 - parts[-1])
    found = [int(np.argmin(np.abs(efficient.us - aim))) for aim in aims]
    return list(dict.fromkeys(found))
