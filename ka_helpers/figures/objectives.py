"""Charts of an account's objectives."""

from matplotlib.axes import Axes

from ka_helpers.figures.style import GREEN, INK, ORANGE, RED, format_axis, keep_bars_slim
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.objectives import Attainment, ObjectivesAssessment

MOST_BARS = 10
LONGEST = 2.0
_NEARLY = 0.9


def shown_bars(objectives: ObjectivesAssessment) -> tuple[Attainment, ...]:
    """Return the objectives that have a bar: primary first, at most `MOST_BARS`."""
    known = [row for row in objectives.attainment if row.attained is not None]
    return tuple(known[:MOST_BARS])


def draw_attainment(
    ax: Axes, objectives: ObjectivesAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw how much of each objective was reached, the target as a line at 100 %."""
    rows = shown_bars(objectives)[::-1]
    names = [say(f"objectives.metric_{row.metric}", language) for row in rows]
    lengths = [min(max(row.attained or 0.0, 0.0), LONGEST) for row in rows]
    ax.barh(names, lengths, color=[_colour(row) for row in rows], height=0.62)
    beside = max([1.0, *lengths]) * 1.03
    for height, row in enumerate(rows):
        label = _label(row, language, currency)
        ax.text(beside, height, label, va="center", fontsize=8)
    ax.axvline(1.0, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    ax.set_xlim(0, max([1.0, *lengths]) * 1.45)
    keep_bars_slim(ax, len(rows))
    ax.set_xticks([tick / 5 for tick in range(int(beside * 5) + 1)])
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "share", language, currency)
    ax.set_xlabel(say("objectives.attained_axis", language))
    return ax


def _colour(row: Attainment) -> str:
    if row.met:
        return GREEN
    return ORANGE if (row.attained or 0.0) >= _NEARLY else RED


def _label(row: Attainment, language: str, currency: str) -> str:
    actual, target = (
        FORMATS[row.unit](value, language, currency) for value in (row.actual.value, row.target)
    )
    return say(
        "objectives.attained_label", language, attained=row.attained, actual=actual, target=target
    )
