"""Charts of a relationship: accounts on the map of four states, and what our rank buys.

Not in here: which state an account is in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ka_helpers.figures.plot import Band, Bars, Bubbles, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    drawable,
    slim_limits,
)
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import number
from ka_helpers.metrics.relationship_paths import TRUSTED_ABOVE, VALUED_FROM
from ka_helpers.metrics.supplier_rank import Support

AREA = 70.0
_DASH = (4.0, 3.0)
_CORNERS = (
    ("outsider", 0.0, 0.0), ("friend", 0.0, 1.0), ("supplier", 1.0, 0.0), ("partner", 1.0, 1.0),
)  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """An account on the map: points of our rank across, trust (-2 to 2) up."""

    name: str
    points: float
    trust: float
    is_own: bool = False


def plot_relationships(accounts: Sequence[Placed], language: str, currency: str = "CNY") -> Plot:
    """Return the accounts on the map of four states, the lesson's own in orange."""
    own_first = sorted(accounts, key=lambda account: not account.is_own)
    low, high = _limits([each.points for each in own_first], VALUED_FROM, 6.0)
    down, up = _limits([each.trust for each in own_first], TRUSTED_ABOVE, 0.6)
    marks: list[Mark] = [
        Band((VALUED_FROM, high), (TRUSTED_ABOVE,) * 2, (up,) * 2, PALE_BLUE, opacity=0.35),
        Rule(VALUED_FROM, MUTED, upright=True, width=0.9, dash=_DASH),
        Rule(TRUSTED_ABOVE, MUTED, width=0.9, dash=_DASH),
        *(_corner(name, x, y, language) for name, x, y in _CORNERS),
        Bubbles(
            tuple(each.points for each in own_first),
            tuple(each.trust for each in own_first),
            (AREA,) * len(own_first),
            tuple(ORANGE if each.is_own else BLUE for each in own_first),
            opacity=0.85, edge="#ffffff",
            names=tuple((drawable(each.name, 14), "") for each in own_first),
        ),
    ]  # fmt: skip
    across, upward = (say(f"relationship.{side}_axis", language) for side in ("business", "trust"))
    return Plot(
        tuple(marks),
        Scale(across, low=low, high=high, grid=False),
        Scale(upward, low=down, high=up, grid=False),
        language, currency, legend=False,
    )  # fmt: skip


def plot_supports(supports: Sequence[Support], language: str, currency: str = "CNY") -> Plot:
    """Return what each support comes to against what is fair, 100 being fair."""
    shown = list(supports)[::-1]
    lengths = tuple(each.index for each in shown)
    bars = Bars(
        tuple(range(len(shown))), lengths,
        tuple(GREEN if each >= 100 else ORANGE for each in lengths),
        written=tuple(number(each, language) for each in lengths), horizontal=True,
    )  # fmt: skip
    low, high = slim_limits(len(shown))
    return Plot(
        (bars, Rule(100.0, GREY, upright=True, width=1.2, dash=_DASH)),
        Scale(say("relationship.index_axis", language), "count", low=0.0,
              high=1.12 * max(120.0, *lengths)),
        Scale(low=low, high=high, grid=False,
              labels=tuple(say(f"relationship.support_{each.name}", language) for each in shown)),
        language, currency, legend=False,
    )  # fmt: skip


def _limits(values: Sequence[float], cut: float, room: float) -> tuple[float, float]:
    """Return limits that hold all values and the cut, with room for the names of the states."""
    return min([*values, cut]) - room, max([*values, cut]) + room


def _corner(name: str, x: float, y: float, language: str) -> Note:
    across: Literal["start", "end"] = "end" if x else "start"
    up: Literal["top", "bottom"] = "top" if y else "bottom"
    said = say(f"relationship.corner_{name}", language)
    return Note(x, y, said, INK, 6 - 12 * x, 5 - 10 * y, across, up, 9.0, (True, True))
