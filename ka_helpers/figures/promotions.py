"""Charts of promotions: what each returned and how sure that is, and one in its weeks."""

from collections.abc import Iterator, Sequence

from ka_helpers.figures.plot import Band, Line, Mark, Plot, Rule, Scale, Span
from ka_helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PALE_BLUE,
    PALE_ORANGE,
    RED,
    drawable,
)
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.promotion_weeks import WeekOfPromotion
from ka_helpers.metrics.promotions import PromotionsAssessment
from ka_helpers.metrics.uplift import Interval

MOST_DRAWN = 10
NAME_LETTERS = 18
BREAK_EVEN = 1.0


def plot_returns(promotions: PromotionsAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return each promotion's return with its interval against the line at which it pays."""
    drawn = ends_of([r for r in promotions.results if r.return_on_spend is not None])
    intervals = [r.return_on_spend for r in drawn if r.return_on_spend is not None]
    axis = say("promotions.return_axis", language)
    marks = (_line_at(BREAK_EVEN), *_intervals(intervals, BREAK_EVEN, axis))
    return Plot(marks, Scale(axis, "ratio"), _rows(drawn, language), language, currency,
                legend=False)  # fmt: skip


def plot_uplift_rates(
    promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Plot:
    """Return each promotion's uplift with its interval against no uplift at all."""
    drawn = ends_of([r for r in promotions.results if r.uplift_rate is not None])
    intervals = [r.uplift_rate for r in drawn if r.uplift_rate is not None]
    axis = say("promotions.uplift_axis", language)
    marks = (_line_at(0.0), *_intervals(intervals, 0.0, axis))
    return Plot(marks, Scale(axis, "share"), _rows(drawn, language), language, currency,
                legend=False)  # fmt: skip


def plot_promotion_weeks(
    promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Plot:
    """Return the weeks about one promotion: units sold, the baseline and its band."""
    shown = promotions.highlight
    weeks = shown.weeks if shown is not None else ()
    return plot_weeks(weeks, promotions.rate, language, currency)


def plot_weeks(
    weeks: Sequence[WeekOfPromotion], rate: float, language: str, currency: str = "CNY"
) -> Plot:
    """Return weeks beside their baseline and the band that holds ordinary weeks at `rate`."""
    at = tuple(range(len(weeks)))
    low, high = tuple(w.low_units for w in weeks), tuple(w.high_units for w in weeks)
    promoted = [place for place, week in enumerate(weeks) if week.promoted] or [0]
    marks: tuple[Mark, ...] = (
        Span(promoted[0] - 0.5, promoted[-1] + 0.5, PALE_ORANGE,
             say("promotions.promoted_weeks", language)),
        Band(at, low, high, PALE_BLUE, 0.8, say("promotions.band", language, rate=100 * rate)),
        Line(at, tuple(week.baseline_units for week in weeks), BLUE, dash=(4.5, 2.5),
             label=say("promotions.baseline", language)),
        Line(at, tuple(week.actual_units for week in weeks), INK, marker=3.5,
             label=say("promotions.actual", language)),
    )  # fmt: skip
    names = tuple(FORMATS["date"](week.week, language, currency) for week in weeks)
    return Plot(
        marks if weeks else (),
        Scale(low=-0.5, high=len(at) - 0.5, labels=names, grid=False),
        Scale(say("promotions.units_axis", language), "count", low=0.0),
        language, currency,
    )  # fmt: skip


def ends_of(ranked: Sequence[PromotionResult], most: int = MOST_DRAWN) -> list[PromotionResult]:
    """Return all if they are at most `most`, else the best and the worst halves of that."""
    if len(ranked) <= most:
        return list(ranked)
    return [*ranked[: most // 2], *ranked[-(most // 2) :]]


def _line_at(value: float) -> Rule:
    return Rule(value, INK, upright=True, width=1.0, dash=(4.0, 2.0))


def _rows(results: Sequence[PromotionResult], language: str) -> Scale:
    names = tuple(_label(result, language) for result in results[::-1])
    return Scale(low=-0.6, high=len(results) - 0.4, labels=names, grid=False)


def _intervals(intervals: Sequence[Interval], line: float, label: str) -> Iterator[Mark]:
    """Yield each interval and the dot on it, best on top: green above `line`, red below it."""
    for place, interval in zip(reversed(range(len(intervals))), intervals, strict=True):
        colour = GREEN if interval.low > line else RED if interval.high < line else GREY
        yield Line((interval.low, interval.high), (place, place), colour, width=3.0, opacity=0.55)
        yield Line((interval.value,), (place,), colour, width=0.0, marker=5.0, label=label)


def _label(result: PromotionResult, language: str) -> str:
    start = FORMATS["date"](result.start, language, "CNY")
    return f"{drawable(result.name, NAME_LETTERS)}  {start}"
