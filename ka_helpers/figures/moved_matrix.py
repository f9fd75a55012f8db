"""The account matrix when something is tried out: who stands where, and who moved.

Not in here: what is tried, and scoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.figures.plot import Arrow, Bubbles, Mark, Plot
from ka_helpers.figures.position import matrix_scales, quadrants
from ka_helpers.figures.style import BLUE, GREY, ORANGE, drawable

PLACE, CHANGED, LEFT = 62.0, 110.0, 30.0
"""Areas of dots, in points squared: an account, one whose class changed, where one stood."""
_FAR = 3.0
"""Points that an account must have moved for an arrow to be seen."""


@dataclass(frozen=True)
class Moved:
    """An account's place and where it stood before, in points; `changed` is its class."""

    name: str
    support: float
    attractiveness: float
    support_before: float
    attractiveness_before: float
    changed: bool = False
    colour: str = BLUE


def plot_moved_matrix(
    accounts: Sequence[Moved], cut: float, language: str, currency: str = "CNY"
) -> Plot:
    """Return every account's place, an arrow from where it stood, changed classes in orange.

    Names stand where they fit, those of changed accounts first.
    """
    first = sorted(accounts, key=lambda account: not account.changed)
    gone = [account for account in first if _is_far(account)]
    marks: list[Mark] = [*quadrants(cut, language)]
    if gone:
        marks.append(_left(gone))
    marks += [
        Arrow(
            (account.support_before, account.support),
            (account.attractiveness_before, account.attractiveness),
            ORANGE if account.changed else GREY,
        )
        for account in gone
    ]
    if first:
        marks.append(_standing(first))
    return Plot(tuple(marks), *matrix_scales(language), language, currency)


def _is_far(account: Moved) -> bool:
    across = abs(account.support - account.support_before)
    return max(across, abs(account.attractiveness - account.attractiveness_before)) >= _FAR


def _left(accounts: Sequence[Moved]) -> Bubbles:
    return Bubbles(
        tuple(account.support_before for account in accounts),
        tuple(account.attractiveness_before for account in accounts),
        (LEFT,) * len(accounts), ("#ffffff",), opacity=0.8, edge=GREY,
    )  # fmt: skip


def _standing(accounts: Sequence[Moved]) -> Bubbles:
    return Bubbles(
        tuple(account.support for account in accounts),
        tuple(account.attractiveness for account in accounts),
        tuple(CHANGED if account.changed else PLACE for account in accounts),
        tuple(ORANGE if account.changed else account.colour for account in accounts),
        opacity=0.85, edge="#ffffff",
        names=tuple((drawable(account.name, 14), "") for account in accounts),
    )  # fmt: skip
