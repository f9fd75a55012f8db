"""Charts of how an account is supplied."""

from ka_helpers.figures.plot import Bars, Line, Plot, Scale
from ka_helpers.figures.style import BLUE, GREY, ORANGE, PALE_BLUE, RED, slim_limits
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS, month, share
from ka_helpers.metrics.order_failures import UNEXPLAINED
from ka_helpers.metrics.supply import SupplyAssessment

LOWEST_ROOM = 0.1
PAIR = 0.36
"""Thickness of a bar of a pair."""


def cause_label(reason: str, department: str, language: str) -> str:
    """Return the name of a reason with the department that can repair it."""
    if reason == UNEXPLAINED:
        return say("supply.reason_unexplained", language)
    return say("supply.reason_of_department", language,
               reason=say(f"supply.reason_{reason}", language),
               department=say(f"supply.department_{department}", language))  # fmt: skip


def plot_service(supply: SupplyAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return fill rate and line-by-line OTIF by month against the target of the fill rate."""
    places = tuple(range(len(supply.months)))
    lines, lowest = [], supply.target
    for name, colour in (("fill_rate", BLUE), ("otif_lines", ORANGE)):
        values = tuple(getattr(of_month, name) for of_month in supply.months)
        known = [value for value in values if value is not None]
        if known:
            lowest = min(lowest, *known)
            label = say(f"supply.{name}", language)
            lines.append(Line(places, values, colour, marker=3.5, label=label))
    said = say("supply.fill_target", language, target=supply.target)
    target = Line(places, (supply.target,) * len(places), GREY, width=1.2, dash=(4.0, 2.0),
                  label=said)  # fmt: skip
    names = tuple(month(of_month.month, language) for of_month in supply.months)
    return Plot(
        (*lines, target),
        Scale(labels=names, grid=False),
        Scale(unit="share", low=max(0.0, lowest - LOWEST_ROOM), high=1.02),
        language, currency,
    )  # fmt: skip


def plot_penalties(supply: SupplyAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return penalties by reason, the department beside it; what nobody explained is red."""
    causes = [(p.reason, p.department, p.amount) for p in supply.penalties]
    label = say("supply.penalty_amount", language)
    return _plot_causes(causes, ("money", label), language, currency)


def plot_failures(supply: SupplyAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return missing units by reason, the department beside it; the unexplained is red."""
    causes = [(f.reason, f.department, f.missing_units) for f in supply.failures]
    label = say("supply.missing_units", language)
    return _plot_causes(causes, ("count", label), language, currency)


def plot_forecast(supply: SupplyAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return units forecast and sold, a pair of bars a month."""
    months = supply.forecast.months if supply.forecast is not None else ()
    series = (
        ("forecast_units", tuple(m.forecast_units for m in months), PALE_BLUE, -PAIR / 2),
        ("actual_units", tuple(m.actual_units for m in months), BLUE, PAIR / 2),
    )
    bars = tuple(
        Bars(
            tuple(place + shift for place in range(len(months))), heights, (colour,), PAIR,
            label=say(f"supply.{name}", language),
            written=tuple(FORMATS["count"](height, language, currency) for height in heights),
        )
        for name, heights, colour, shift in series
    )  # fmt: skip
    names = tuple(month(of_month.month, language) for of_month in months)
    return Plot(bars, Scale(labels=names, grid=False), Scale(unit="count"), language, currency)


def _plot_causes(
    causes: list[tuple[str, str, float]], measured: tuple[str, str], language: str, currency: str
) -> Plot:
    """Return a bar a cause, largest on top; `measured` is the unit and its name."""
    unit, label = measured
    rows = causes[::-1]
    total = sum(amount for _, _, amount in rows)
    bars = Bars(
        tuple(range(len(rows))), tuple(amount for *_, amount in rows),
        tuple(RED if reason == UNEXPLAINED else BLUE for reason, *_ in rows), label=label,
        written=tuple(
            FORMATS[unit](amount, language, currency)
            + (f"  {share(amount / total, language, 0)}" if total else "")
            for *_, amount in rows
        ),
        horizontal=True,
    )  # fmt: skip
    low, high = slim_limits(len(rows))
    names = tuple(cause_label(reason, department, language) for reason, department, _ in rows)
    return Plot((bars,), Scale(unit=unit), Scale(low=low, high=high, labels=names, grid=False),
                language, currency, legend=False)  # fmt: skip
