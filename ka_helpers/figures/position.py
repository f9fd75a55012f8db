"""The account matrix: one account, where it came from, and the others in grey."""

from matplotlib.axes import Axes

from ka_helpers.figures.style import BLUE, GREY, INK, MUTED, PALE_BLUE
from ka_helpers.i18n import say
from ka_helpers.metrics.position import Placing, PositionAssessment
from ka_helpers.rulesets import AXIS_POINTS

_CORNERS = {
    # where a class' name stands: x, y, horizontal and vertical alignment
    "star": (1.0, 1.0, "right", "top"),
    "question_mark": (0.0, 1.0, "left", "top"),
    "cash_cow": (1.0, 0.0, "right", "bottom"),
    "dog": (0.0, 0.0, "left", "bottom"),
}
_MARGIN = 4.0


def draw_matrix(
    ax: Axes, position: PositionAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw the account's place, an arrow from its place before, the other accounts in grey."""
    draw_quadrants(ax, position.cut, language)
    ax.scatter(
        [spot.support for spot in position.others],
        [spot.attractiveness for spot in position.others],
        s=18, color=GREY, alpha=0.45, linewidths=0, zorder=2,
    )  # fmt: skip
    now, then = _place(position.now), _place(position.then)
    if now is None:
        return ax
    if then is not None and then != now:
        ax.scatter(*then, s=42, facecolors="white", edgecolors=BLUE, zorder=3)
        ax.annotate(
            "", xy=now, xytext=then, zorder=3,
            arrowprops={"arrowstyle": "-|>", "color": BLUE, "shrinkA": 4, "shrinkB": 5},
        )  # fmt: skip
    ax.scatter(*now, s=80, color=BLUE, edgecolors="white", linewidths=1.2, zorder=4)
    return ax


def draw_quadrants(ax: Axes, cut: float, language: str) -> Axes:
    """Draw the four classes' fields and names, support across and attractiveness up."""
    low, high = -_MARGIN, AXIS_POINTS + _MARGIN
    ax.set_xlim(low, high)
    ax.set_ylim(low, high)
    ax.grid(visible=False)
    ax.fill_between([cut, high], cut, high, color=PALE_BLUE, alpha=0.35, linewidth=0, zorder=0)
    ax.axvline(cut, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    ax.axhline(cut, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    for quadrant, (x, y, across, up) in _CORNERS.items():
        ax.annotate(
            say(f"position.quadrant_{quadrant}", language), (x, y), xycoords="axes fraction",
            xytext=(6 - 12 * x, 5 - 10 * y), textcoords="offset points",
            ha=across, va=up, fontsize=9, color=INK, alpha=0.75, zorder=1,
        )  # fmt: skip
    ax.set_xlabel(say("position.support_axis", language))
    ax.set_ylabel(say("position.attractiveness_axis", language))
    ax.set_xticks(range(0, 101, 20))
    ax.set_yticks(range(0, 101, 20))
    return ax


def _place(placing: Placing | None) -> tuple[float, float] | None:
    if placing is None or placing.support is None or placing.attractiveness is None:
        return None
    return placing.support, placing.attractiveness
