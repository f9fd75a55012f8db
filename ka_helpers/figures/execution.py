"""Charts of what stands in an account's stores."""

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ka_helpers.figures.style import BLUE, GREEN, GREY, INK, ORANGE, format_axis
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS, month
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.execution import ExecutionAssessment

LEVELS = (
    "display_share", "activity_share", "store_distribution", "visit_completion", "visit_success",
    "agreement_completion", "price_compliance", "exec_score",
)  # fmt: skip
"""Figures that run from nothing to all, so that one axis holds them."""
TRENDS = (
    ("display_share", BLUE),
    ("activity_share", ORANGE),
    ("agreement_completion", GREEN),
)


def shown_levels(execution: ExecutionAssessment) -> tuple[str, ...]:
    """Return the names of `LEVELS` that were measured in the quarter."""
    return tuple(name for name in LEVELS if getattr(execution, name).value is not None)


def draw_levels(
    ax: Axes, execution: ExecutionAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw each figure now as a full dot and before as an open one, on one axis to 100 %."""
    names = shown_levels(execution)
    for row, name in enumerate(reversed(names)):
        now, past = getattr(execution, name), getattr(execution, f"{name}_before")
        _draw_change(ax, row, now, past, language)
    ax.set_yticks(
        range(len(names)), [say(f"execution.{name}", language) for name in reversed(names)]
    )
    ax.set_xlim(0, 1.12)
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1.0])
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "share", language, currency)
    labels = [say("execution.this_quarter", language)]
    dots = [Line2D([], [], marker="o", linestyle="", color=BLUE)]
    if execution.before is not None:
        labels.append(say("execution.compared_quarter", language, before=execution.before))
        dots.append(Line2D([], [], marker="o", linestyle="", color=GREY, markerfacecolor="white"))
    _legend_above(ax, dots, labels)
    return ax


def draw_trend(
    ax: Axes, execution: ExecutionAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw the measured shares by month, a line each; a month without data is a gap."""
    months = execution.months
    places = range(len(months))
    for name, colour in TRENDS:
        values = [getattr(of_month, name) for of_month in months]
        if any(value is not None for value in values):
            heights = [float("nan") if value is None else value for value in values]
            ax.plot(places, heights, color=colour, marker="o", markersize=3.5,
                    label=say(f"execution.{name}", language))  # fmt: skip
    shown = [place for place in places if (len(months) - 1 - place) % 3 == 0]
    ax.set_xticks(shown, [month(months[place].month, language) for place in shown])
    ax.set_ylim(bottom=0)
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "share", language, currency)
    _legend_above(ax, *ax.get_legend_handles_labels())
    return ax


def has_trend(execution: ExecutionAssessment) -> bool:
    """Tell whether at least two months know one of the shares drawn."""
    return any(
        sum(getattr(of_month, name) is not None for of_month in execution.months) >= 2
        for name, _ in TRENDS
    )


def _draw_change(ax: Axes, row: int, now: Measure, past: Measure, language: str) -> None:
    scale = 100.0 if now.unit == "number" else 1.0
    place = (now.value or 0.0) / scale
    furthest = place
    if past.value is not None:
        ax.plot([past.value / scale, place], [row, row], color=GREY, linewidth=1.2, zorder=1)
        ax.plot(past.value / scale, row, "o", color=GREY, markerfacecolor="white", zorder=2)
        furthest = max(place, past.value / scale)
    ax.plot(place, row, "o", color=BLUE, zorder=3)
    written = FORMATS[now.unit](now.value, language, "")
    ax.annotate(written, (furthest, row), xytext=(7, 0), textcoords="offset points",
                va="center", fontsize=8, color=INK)  # fmt: skip


def _legend_above(ax: Axes, handles: Sequence[Artist], labels: list[str]) -> None:
    ax.legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)
