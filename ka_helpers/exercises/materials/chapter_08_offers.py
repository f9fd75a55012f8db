"""Offers of chapter 8: six packages of which three are worth the same to us, the opening, a swap.

Not in here: answers.
"""

import numpy as np
import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_08 import agenda_of, package_of
from ka_helpers.exercises.materials.chapter_08_table import frontier
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.frontier import zone_of
from ka_helpers.negotiation.issues import Package, steps_of
from ka_helpers.negotiation.logrolling import Trade, best_swaps
from ka_helpers.negotiation.packages import equal_packages

ALIKE = 3
NEAR = 0.02
"""Packages are nearly alike within this part of the whole range of what they can be worth."""
APART = 2.5
"""How many times that a package must lie away to be clearly another one."""
ORDER = ("A", "B", "C", "D", "E", "F")


def near(lesson: Lesson) -> float:
    """Return how much packages may differ and still count as alike (money, round figures)."""
    worths = lesson.once(frontier).us
    exact = NEAR * float(np.ptp(worths))
    size = 10.0 ** np.floor(np.log10(exact))
    return float(np.ceil(exact / size) * size)


def offers(lesson: Lesson) -> pd.DataFrame:
    """Return six packages, `A` to `F`; three are worth the same to us.

    Raises
    ------
    NotGradableError : the table is too narrow for three such packages and three others
    """
    agenda, leeway = agenda_of(lesson), lesson.once(near)
    alike = [deal.package for deal in equal_packages(agenda, _aim(lesson), ALIKE)]
    if len(alike) < ALIKE:
        raise NotGradableError("chapter_08.no_three", account=lesson.account.account_name)
    middle = agenda.us.worth(alike[0])
    if any(abs(agenda.us.worth(each) - middle) > leeway / 2 for each in alike):
        raise NotGradableError("chapter_08.no_three", account=lesson.account.account_name)
    worse, better = (_moved(agenda, each, middle, leeway, way) for each, way in
                     ((alike[1], -1), (alike[2], 1)))  # fmt: skip
    far = _moved(agenda, alike[0], middle, 2 * leeway, -1)
    mixed = [worse, alike[2], alike[0], better, far, alike[1]]
    if len({tuple(each.values()) for each in mixed}) < len(ORDER):
        raise NotGradableError("chapter_08.no_three", account=lesson.account.account_name)
    return pd.DataFrame(mixed, index=pd.Index(ORDER, name="package"))


def worths(lesson: Lesson, packages: pd.DataFrame) -> "pd.Series[float]":
    """Return what each row of a table of packages is worth to us a year."""
    agenda = agenda_of(lesson)
    found = [agenda.us.worth(package_of(row, agenda)) for _, row in packages.iterrows()]
    return pd.Series(found, index=packages.index, name="worth_us")


def opening(lesson: Lesson) -> Package:
    """Return our first offer: our targets where they are better for us than today."""
    agenda = agenda_of(lesson)
    better = {
        key: value
        for key, value in agenda.targets.items()
        if agenda.us.worth(agenda.package(**{key: value})) > agenda.us.worth(agenda.today)
    }
    return agenda.package(**better)


def best_swap(lesson: Lesson) -> Trade | None:
    """Return the swap of two issues from today that gains both most, None if there is none."""
    found = best_swaps(agenda_of(lesson), n=1)
    return found[0] if found else None


def _aim(lesson: Lesson) -> float:
    """Return what the three must be worth to us: the middle of what we can get in the zone."""
    zone = zone_of(lesson.once(frontier))
    if zone is None:
        raise NotGradableError("chapter_08.no_zone", account=lesson.account.account_name)
    return float((zone.us.min() + zone.us.max()) / 2)


def _moved(agenda: Agenda, base: Package, middle: float, leeway: float, way: int) -> Package:
    """Return `base` with one issue moved as little as makes it clearly better or worse for us."""
    tried = [
        {**base, issue.key: value} for issue in agenda.issues for value in steps_of(issue)
    ]  # fmt: skip
    gaps = [way * (agenda.us.worth(each) - middle) - APART * leeway for each in tried]
    enough = [(gap, at) for at, gap in enumerate(gaps) if gap >= 0]
    return tried[min(enough)[1]] if enough else dict(base)
