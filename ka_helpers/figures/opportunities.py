"""Charts of opportunities: money by stage, and a customer's year with its budget window.

Not in here: which opportunity is one.
"""

from collections.abc import Sequence

import pandas as pd

from ka_helpers.figures.plot import Bars, Note, Plot, Rule, Scale, Span
from ka_helpers.figures.style import BLUE, GREY, INK, ORANGE, PALE_BLUE, PALE_ORANGE
from ka_helpers.i18n import say
from ka_helpers.metrics.opportunities import STAGES, BudgetWindow


def plot_pipeline(
    values: Sequence[tuple[int, float, bool]], language: str, currency: str = "CNY"
) -> Plot:
    """Return the money at each stage, that which passes all tests below the rest.

    Parameters
    ----------
    values : stage (1-9), value, and whether all four tests are passed, of each opportunity
    """
    at = tuple(range(1, len(STAGES) + 1))
    real, other = (
        tuple(sum(v for stage, v, passed in values if stage == place and passed is kind)
              for place in at)
        for kind in (True, False)
    )  # fmt: skip
    return Plot(
        (
            Bars(at, real, (BLUE,), label=say("relationship.passed_all", language)),
            Bars(at, other, (GREY,), starts=real, label=say("relationship.not_all", language)),
        ),
        Scale(say("relationship.stage_axis", language), low=0.4, high=len(at) + 0.6, ticks=at,
              grid=False),
        Scale(say("relationship.value_axis", language), "money", low=0.0),
        language, currency,
    )  # fmt: skip


def plot_budget_year(day: str, window: BudgetWindow, language: str) -> Plot:
    """Return the months from `day` on: the budget window, the new year, and today.

    Months are counted from the January of `day`; a day's place in its month is its fraction.
    """
    today, opens, closes, money = (
        _place(each, day) for each in (day, window.opens, window.closes, window.money_from)
    )
    last = max(money + 2, today + 12)
    ticks = tuple(float(month) for month in range(int(today), int(last) + 1))
    return Plot(
        (
            Span(opens, closes, PALE_ORANGE),
            Span(money, last + 0.5, PALE_BLUE),
            Rule(today, INK, upright=True, width=1.6),
            Rule(money, ORANGE, upright=True, width=1.4, dash=(4.0, 2.0)),
            _said("today", today, 0.93, language),
            _said("window", (opens + closes) / 2, 0.6, language, "middle"),
            _said("money", money, 0.28, language),
        ),
        Scale(low=float(int(today)), high=last + 0.5, ticks=tuple(t + 0.5 for t in ticks),
              labels=tuple(str(int(t) % 12 + 1) for t in ticks), grid=False,
              title=say("relationship.month_axis", language)),
        Scale(low=0.0, high=1.0, ticks=(), labels=(), grid=False),
        language, legend=False,
    )  # fmt: skip


def _said(name: str, place: float, up: float, language: str, across: str = "start") -> Note:
    side = 0.0 if across == "middle" else 5.0
    said = say(f"relationship.year_{name}", language)
    return Note(place, up, said, INK, dx=side, across=across, size=9.0)  # type: ignore[arg-type]


def _place(day: str, origin: str) -> float:
    """Return a day's place in months since the January of `origin`."""
    date, start = pd.Timestamp(day), pd.Timestamp(origin)
    months = (date.year - start.year) * 12 + date.month - 1
    return months + (date.day - 1) / date.days_in_month
