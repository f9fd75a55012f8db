"""Charts of what stands in an account's stores."""

from collections.abc import Iterator

from ka_helpers.figures.plot import Line, Mark, Note, Plot, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, INK, ORANGE
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
DOT = 6.0
FULL_SCORE = 100.0
"""A score is drawn as its part of this, beside the shares."""


def shown_levels(execution: ExecutionAssessment) -> tuple[str, ...]:
    """Return the names of `LEVELS` that were measured in the quarter."""
    return tuple(name for name in LEVELS if getattr(execution, name).value is not None)


def plot_levels(execution: ExecutionAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return each figure now as a full dot and before as an open one, on one axis to 100 %."""
    names = shown_levels(execution)[::-1]
    now = [getattr(execution, name) for name in names]
    past = [getattr(execution, f"{name}_before") for name in names]
    at, was = tuple(_part(measure) or 0.0 for measure in now), [_part(m) for m in past]
    marks: list[Mark] = []
    if execution.before is not None:
        marks += _changes(at, was, say("execution.compared_quarter", language,
                                       before=execution.before))  # fmt: skip
    rows = tuple(range(len(names)))
    label = say("execution.this_quarter", language)
    marks.append(Line(at, rows, BLUE, width=0.0, marker=DOT, label=label))
    for row, measure in enumerate(now):
        written = FORMATS[measure.unit](measure.value, language, "")
        furthest = max(at[row], was[row] or 0.0)
        marks.append(Note(furthest, row, written, INK, dx=7.0, across="start"))
    return Plot(
        tuple(marks),
        Scale(unit="share", low=0.0, high=1.12, ticks=(0.0, 0.25, 0.5, 0.75, 1.0)),
        Scale(low=-0.6, high=len(names) - 0.4, grid=False,
              labels=tuple(say(f"execution.{name}", language) for name in names)),
        language, currency,
    )  # fmt: skip


def plot_trend(execution: ExecutionAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the measured shares by month, a line each; a month without data is a gap."""
    months = execution.months
    lines = []
    for name, colour in TRENDS:
        values = tuple(getattr(of_month, name) for of_month in months)
        if any(value is not None for value in values):
            label = say(f"execution.{name}", language)
            lines.append(Line(tuple(range(len(months))), values, colour, marker=3.5, label=label))
    names = tuple(month(of_month.month, language) for of_month in months)
    return Plot(tuple(lines), Scale(labels=names, grid=False), Scale(unit="share", low=0.0),
                language, currency)  # fmt: skip


def has_trend(execution: ExecutionAssessment) -> bool:
    """Tell whether at least two months know one of the shares drawn."""
    return any(
        sum(getattr(of_month, name) is not None for of_month in execution.months) >= 2
        for name, _ in TRENDS
    )


def _part(measure: Measure) -> float | None:
    """Return where a figure stands between nothing and all, 0 to 1."""
    if measure.value is None:
        return None
    return measure.value / (FULL_SCORE if measure.unit == "number" else 1.0)


def _changes(at: tuple[float, ...], was: list[float | None], label: str) -> Iterator[Mark]:
    """Yield the open dots of before, behind them the ways from there to now."""
    known = [(row, then) for row, then in enumerate(was) if then is not None]
    for row, then in known:
        yield Line((then, at[row]), (row, row), GREY, width=1.2)
    if known:
        yield Line(tuple(then for _, then in known), tuple(row for row, _ in known), GREY,
                   width=0.0, marker=DOT, hollow=True, label=label)  # fmt: skip
