"""Charts of an account's risks."""

from ka_helpers.figures.plot import Bars, Mark, Plot, Rule, Scale
from ka_helpers.figures.style import GREEN, GREY, ORANGE, RED, slim_limits
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import number
from ka_helpers.metrics.health import colour_of
from ka_helpers.metrics.risks import RisksAssessment

COLOURS = {"green": GREEN, "amber": ORANGE, "red": RED}


def plot_health(risks: RisksAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the score of each measured component with its weight, and the whole as a line."""
    parts = [part for part in risks.health.components if part.score is not None][::-1]
    names = tuple(
        say("risks.weight_label", language, weight=part.weight,
            name=say(f"risks.component_{part.name}", language))
        for part in parts
    )  # fmt: skip
    scores = tuple(part.score or 0.0 for part in parts)
    axis = say("risks.health_axis", language)
    bars = Bars(
        tuple(range(len(parts))), scores, tuple(COLOURS[colour_of(score)] for score in scores),
        label=axis, written=tuple(number(score, language) for score in scores), horizontal=True,
    )  # fmt: skip
    marks: list[Mark] = [bars]
    if risks.health.score is not None:
        marks.insert(0, Rule(risks.health.score, GREY, upright=True, width=1.2, dash=(4.0, 3.0)))
    low, high = slim_limits(len(parts))
    return Plot(
        tuple(marks),
        Scale(axis, "count", low=0.0, high=108.0, ticks=tuple(range(0, 101, 20))),
        Scale(low=low, high=high, labels=names, grid=False),
        language, currency, legend=False,
    )  # fmt: skip
