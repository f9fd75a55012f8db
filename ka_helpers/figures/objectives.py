"""Charts of an account's objectives."""

from ka_helpers.figures.plot import Bars, Plot, Rule, Scale
from ka_helpers.figures.style import GREEN, INK, ORANGE, RED, slim_limits
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.objectives import Attainment, ObjectivesAssessment

MOST_BARS = 10
LONGEST = 2.0
TICKS_TO_TARGET = 5
_NEARLY = 0.9


def shown_bars(objectives: ObjectivesAssessment) -> tuple[Attainment, ...]:
    """Return the objectives that have a bar: primary first, at most `MOST_BARS`."""
    known = [row for row in objectives.attainment if row.attained is not None]
    return tuple(known[:MOST_BARS])


def plot_attainment(objectives: ObjectivesAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return how much of each objective was reached, the target as a line at 100 %."""
    rows = shown_bars(objectives)[::-1]
    lengths = tuple(min(max(row.attained or 0.0, 0.0), LONGEST) for row in rows)
    most = max([1.0, *lengths])
    axis = say("objectives.attained_axis", language)
    bars = Bars(
        tuple(range(len(rows))), lengths, tuple(_colour(row) for row in rows), label=axis,
        written=tuple(_label(row, language, currency) for row in rows), standing=most,
        horizontal=True,
    )  # fmt: skip
    ticks = tuple(tick / TICKS_TO_TARGET for tick in range(int(most * TICKS_TO_TARGET) + 1))
    low, high = slim_limits(len(rows))
    names = tuple(say(f"objectives.metric_{row.metric}", language) for row in rows)
    return Plot(
        (bars, Rule(1.0, INK, upright=True, width=1.0, dash=(4.0, 3.0))),
        Scale(axis, "share", ticks=ticks),
        Scale(low=low, high=high, labels=names, grid=False),
        language, currency, legend=False,
    )  # fmt: skip


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
