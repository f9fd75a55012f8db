"""The account matrix: one account, where it came from, and the others in grey."""

from collections import Counter
from typing import Literal

from ka_helpers.figures.plot import Arrow, Band, Bubbles, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREY, INK, MUTED, PALE_BLUE
from ka_helpers.i18n import say
from ka_helpers.metrics.position import Placing, PositionAssessment
from ka_helpers.rulesets import AXIS_POINTS

DOT, PLACE, PLACE_BEFORE = 18.0, 80.0, 42.0
"""Areas of dots, in points squared."""
_CORNERS: tuple[tuple[str, float, float], ...] = (
    ("star", 1.0, 1.0),
    ("question_mark", 0.0, 1.0),
    ("cash_cow", 1.0, 0.0),
    ("dog", 0.0, 0.0),
)
_MARGIN = 4.0
_AS_DARK = 3
_MANY = 400
_DASH = (4.0, 3.0)


def plot_matrix(position: PositionAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the account's place, an arrow from its place before, the other accounts in grey."""
    spots = _spots(position)
    others = Bubbles(
        tuple(support for support, _ in spots), tuple(attractive for _, attractive in spots),
        (DOT if len(spots) <= _MANY else DOT / 2,) * len(spots), (GREY,), opacity=0.45,
    )  # fmt: skip
    marks: list[Mark] = [*quadrants(position.cut, language), others]
    now, then = _place(position.now), _place(position.then)
    if now is not None:
        if then is not None and then != now:
            marks.append(Bubbles((then[0],), (then[1],), (PLACE_BEFORE,), ("#ffffff",), edge=BLUE))
            marks.append(Arrow((then[0], now[0]), (then[1], now[1]), BLUE))
        marks.append(Bubbles((now[0],), (now[1],), (PLACE,), (BLUE,), edge="#ffffff"))
    return Plot(tuple(marks), *matrix_scales(language), language, currency)


def _spots(position: PositionAssessment) -> list[tuple[float, float]]:
    """Return where the other accounts stand; where many share a place, a few are as dark."""
    counts = Counter(
        (spot.support, spot.attractiveness)
        for spot in position.others
        if spot.support is not None and spot.attractiveness is not None
    )
    return [spot for spot, count in counts.items() for _ in range(min(count, _AS_DARK))]


def quadrants(cut: float, language: str) -> tuple[Mark, ...]:
    """Return the four classes' fields and names, support across and attractiveness up."""
    high = AXIS_POINTS + _MARGIN
    names = tuple(
        _corner_name(say(f"position.quadrant_{name}", language), x, y) for name, x, y in _CORNERS
    )
    return (
        Band((cut, high), (cut, cut), (high, high), PALE_BLUE, opacity=0.35),
        Rule(cut, MUTED, upright=True, width=0.9, dash=_DASH),
        Rule(cut, MUTED, width=0.9, dash=_DASH),
        *names,
    )


def matrix_scales(language: str) -> tuple[Scale, Scale]:
    """Return the two scales of the matrix, 0 to 100 points each and a margin."""
    ticks = tuple(float(tick) for tick in range(0, int(AXIS_POINTS) + 1, 20))
    x, y = (
        Scale(
            say(f"position.{axis}_axis", language), low=-_MARGIN, high=AXIS_POINTS + _MARGIN,
            ticks=ticks, grid=False,
        )
        for axis in ("support", "attractiveness")
    )  # fmt: skip
    return x, y


def _corner_name(name: str, x: float, y: float) -> Note:
    across: Literal["start", "end"] = "end" if x else "start"
    up: Literal["top", "bottom"] = "top" if y else "bottom"
    return Note(x, y, name, INK, 6 - 12 * x, 5 - 10 * y, across, up, 9.0, (True, True))


def _place(placing: Placing | None) -> tuple[float, float] | None:
    if placing is None or placing.support is None or placing.attractiveness is None:
        return None
    return placing.support, placing.attractiveness
