"""Charts of promotions: what each returned and how sure that is, and one in its weeks."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ka_helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PALE_BLUE,
    PALE_ORANGE,
    RED,
    drawable,
    format_axis,
)
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.promotions import PromotionsAssessment
from ka_helpers.metrics.uplift import Interval

MOST_DRAWN = 10
NAME_LETTERS = 18
BREAK_EVEN = 1.0
WEEKS_BETWEEN_TICKS = 4


def draw_returns(
    ax: Axes, promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw each promotion's return with its interval against the line at which it pays."""
    drawn = ends_of([r for r in promotions.results if r.return_on_spend is not None])
    intervals = [r.return_on_spend for r in drawn if r.return_on_spend is not None]
    _draw_intervals(ax, drawn, intervals, BREAK_EVEN, language)
    format_axis(ax.xaxis, "ratio", language, currency)
    ax.set_xlabel(say("promotions.return_axis", language))
    return ax


def draw_uplift_rates(
    ax: Axes, promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw each promotion's uplift with its interval against no uplift at all."""
    drawn = ends_of([r for r in promotions.results if r.uplift_rate is not None])
    intervals = [r.uplift_rate for r in drawn if r.uplift_rate is not None]
    _draw_intervals(ax, drawn, intervals, 0.0, language)
    format_axis(ax.xaxis, "share", language, currency)
    ax.set_xlabel(say("promotions.uplift_axis", language))
    return ax


def draw_promotion_weeks(
    ax: Axes, promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw the weeks about one promotion: units sold, the baseline and its band."""
    shown = promotions.highlight
    if shown is None:
        return ax
    at = np.arange(len(shown.weeks))
    promoted = [place for place, week in enumerate(shown.weeks) if week.promoted]
    ax.axvspan(promoted[0] - 0.5, promoted[-1] + 0.5, color=PALE_ORANGE, linewidth=0,
               label=say("promotions.promoted_weeks", language))  # fmt: skip
    low, high = ([getattr(w, side) for w in shown.weeks] for side in ("low_units", "high_units"))
    ax.fill_between(at, low, high, color=PALE_BLUE, linewidth=0, alpha=0.8,
                    label=say("promotions.band", language, rate=100 * promotions.rate))  # fmt: skip
    ax.plot(at, [week.baseline_units for week in shown.weeks], color=BLUE, linestyle="--",
            label=say("promotions.baseline", language))  # fmt: skip
    actual = [np.nan if w.actual_units is None else w.actual_units for w in shown.weeks]
    ax.plot(at, actual, color=INK, marker="o", markersize=3.5,
            label=say("promotions.actual", language))  # fmt: skip
    ticks = at[::WEEKS_BETWEEN_TICKS]
    ax.set_xticks(ticks, [FORMATS["date"](shown.weeks[t].week, language, currency) for t in ticks])
    ax.set_ylim(bottom=0)
    ax.set_xlim(-0.5, len(at) - 0.5)
    format_axis(ax.yaxis, "count", language, currency)
    ax.set_ylabel(say("promotions.units_axis", language))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2,
              columnspacing=1.2, handlelength=1.6)  # fmt: skip
    return ax


def ends_of(ranked: Sequence[PromotionResult], most: int = MOST_DRAWN) -> list[PromotionResult]:
    """Return all if they are at most `most`, else the best and the worst halves of that."""
    if len(ranked) <= most:
        return list(ranked)
    return [*ranked[: most // 2], *ranked[-(most // 2) :]]


def _draw_intervals(
    ax: Axes,
    results: Sequence[PromotionResult],
    intervals: Sequence[Interval],
    line: float,
    language: str,
) -> None:
    at = np.arange(len(results))[::-1]
    ax.axvline(line, color=INK, linewidth=1.0, linestyle="--", zorder=1)
    for place, interval in zip(at, intervals, strict=True):
        colour = GREEN if interval.low > line else RED if interval.high < line else GREY
        ax.plot([interval.low, interval.high], [place, place], color=colour, linewidth=3,
                solid_capstyle="butt", alpha=0.55)  # fmt: skip
        ax.plot([interval.value], [place], marker="o", markersize=5, color=colour)
    ax.set_yticks(at, [_label(result, language) for result in results])
    ax.set_ylim(-0.6, len(results) - 0.4)
    ax.grid(axis="y", visible=False)


def _label(result: PromotionResult, language: str) -> str:
    start = FORMATS["date"](result.start, language, "CNY")
    return f"{drawable(result.name, NAME_LETTERS)}  {start}"
