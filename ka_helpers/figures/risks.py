"""Charts of an account's risks."""

from matplotlib.axes import Axes

from ka_helpers.figures.style import GREEN, GREY, ORANGE, RED, format_axis, keep_bars_slim
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import number
from ka_helpers.metrics.health import colour_of
from ka_helpers.metrics.risks import RisksAssessment

COLOURS = {"green": GREEN, "amber": ORANGE, "red": RED}


def draw_health(ax: Axes, risks: RisksAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw the score of each measured component with its weight, and the whole as a line."""
    parts = [part for part in risks.health.components if part.score is not None][::-1]
    names = [
        say("risks.weight_label", language, weight=part.weight,
            name=say(f"risks.component_{part.name}", language))
        for part in parts
    ]  # fmt: skip
    scores = [part.score or 0.0 for part in parts]
    bars = ax.barh(
        names, scores, color=[COLOURS[colour_of(score)] for score in scores], height=0.62
    )
    ax.bar_label(bars, [number(score, language) for score in scores], padding=4, fontsize=8)
    if risks.health.score is not None:
        ax.axvline(risks.health.score, color=GREY, linewidth=1.2, linestyle=(0, (4, 3)), zorder=0)
    keep_bars_slim(ax, len(parts))
    ax.set_xlim(0, 108)
    ax.set_xticks(range(0, 101, 20))
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "count", language, currency)
    ax.set_xlabel(say("risks.health_axis", language))
    return ax
