"""What a promotion gains at each uplift: a line for the terms as they were, one as tried.

Not in here: calculation.
"""

from dataclasses import dataclass

from ka_helpers.figures.plot import Bubbles, Line, Mark, Note, Plot, Rule, Scale, Span
from ka_helpers.figures.style import BLUE, MUTED, PALE_BLUE
from ka_helpers.i18n import say

_DOT = 70.0


@dataclass(frozen=True)
class GainLine:
    """A promotion's gain (money) at some uplifts (fractions); the last point is expected."""

    uplifts: tuple[float, ...]
    gains: tuple[float, ...]
    expected: tuple[float, float]
    break_even: float | None


def plot_gain(
    was: GainLine, tried: GainLine, interval: tuple[float, float], language: str, currency: str
) -> Plot:
    """Return both lines, the interval of the uplift as a field, and where gain begins.

    Parameters
    ----------
    interval : of the uplift expected of what is tried
    """
    says = {
        name: say(f"widgets.gain_{name}", language) for name in ("was", "tried", "uplift", "gain")
    }
    marks: list[Mark] = [
        Span(*interval, PALE_BLUE, say("widgets.gain_interval", language)),
        Rule(0.0, MUTED, dash=(4.0, 3.0)),
        Line(was.uplifts, was.gains, MUTED, label=says["was"]),
        Line(tried.uplifts, tried.gains, BLUE, label=says["tried"]),
        Bubbles((was.expected[0],), (was.expected[1],), (_DOT,), (MUTED,), edge="#ffffff"),
        Bubbles((tried.expected[0],), (tried.expected[1],), (_DOT,), (BLUE,), edge="#ffffff"),
    ]
    low, high = tried.uplifts[0], tried.uplifts[-1]
    if tried.break_even is not None and low <= tried.break_even <= high:
        said = say("widgets.gain_break_even", language, uplift=tried.break_even)
        marks.append(Rule(tried.break_even, BLUE, upright=True, dash=(2.0, 3.0)))
        marks.append(Note(tried.break_even, 0.0, said, BLUE, 4.0, 6.0, "start", "bottom",
                          framed=(False, True)))  # fmt: skip
    return Plot(
        tuple(marks),
        Scale(says["uplift"], "share", low=low, high=high),
        Scale(says["gain"], "money"),
        language,
        currency,
    )
