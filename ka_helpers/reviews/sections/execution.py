"""Execution in the review: is what was agreed seen in the stores."""

from collections.abc import Iterator

from ka_helpers.figures.execution import has_trend, plot_levels, plot_trend, shown_levels
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.execution import NEEDS, ExecutionAssessment, assess
from ka_helpers.periods import year_before
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.execution import lay_out_execution

TURNAROUND_SCORE, TURNAROUND_COMPLETION = 15.0, 0.15
HIGH_SCORE, HIGH_COMPLETION = 85.0, 0.85
COMPLETION_BAD = 0.70
DISPLAY_LOST_POINTS, DISPLAY_LOST_SHARE = 0.05, 0.25
FEWEST_ROWS = 6


def find(execution: ExecutionAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's execution."""
    score, agreement = execution.exec_score, execution.agreement_completion
    score_gain = _gain(score, execution.exec_score_before)
    agreement_gain = _gain(agreement, execution.agreement_completion_before)
    if (
        score_gain >= TURNAROUND_SCORE and agreement_gain >= TURNAROUND_COMPLETION
        and (score.value or 0) >= HIGH_SCORE and (agreement.value or 0) >= HIGH_COMPLETION
    ):  # fmt: skip
        yield found(
            "execution.execution_turnaround", "good", context.currency,
            score=score.value, score_before=execution.exec_score_before.value,
            completion=agreement.value,
            completion_before=execution.agreement_completion_before.value,
            before=execution.before, n=score.n,
        )  # fmt: skip
    if agreement.value is not None and agreement.value < COMPLETION_BAD:
        yield found("execution.agreement_gap", "warn", context.currency,
                    completion=agreement.value, n=agreement.n)  # fmt: skip
    yield from _find_display_lost(execution, context)


def _find_display_lost(execution: ExecutionAssessment, context: Context) -> Iterator[Finding]:
    """Yield a lost display share, against the year before only: displays have their seasons."""
    if execution.before != year_before(execution.quarter):
        return
    now, past = execution.display_share, execution.display_share_before
    lost = -_gain(now, past)
    if (
        past.value and lost >= max(DISPLAY_LOST_POINTS, DISPLAY_LOST_SHARE * past.value)
        and min(now.n, past.n) >= FEWEST_ROWS
    ):  # fmt: skip
        yield found(
            "execution.display_lost", "warn", context.currency,
            display_share=now.value, display_share_before=past.value, before=execution.before,
            points=execution.display_points.value,
            points_before=execution.display_points_before.value, n=now.n,
        )  # fmt: skip


def _gain(now: Measure, past: Measure) -> float:
    return 0.0 if now.value is None or past.value is None else now.value - past.value


SECTION = Section(
    key="execution",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart(
            "levels", plot=plot_levels,
            facts=lambda e: {"measured": len(shown_levels(e)), "periods": e.periods,
                             "n": max(getattr(e, name).n for name in shown_levels(e))},
            shown=lambda e: len(shown_levels(e)) > 0,
        ),
        Chart(
            "trend", plot=plot_trend, height=2.6,
            facts=lambda e: {"first": e.months[0].month, "last": e.months[-1].month,
                             "months": len(e.months), "n": sum(m.n for m in e.months)},
            shown=has_trend,
        ),
    ),
    layouts=(Layout(lay_out_execution),),
)  # fmt: skip
