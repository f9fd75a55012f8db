"""Charts of how an account is supplied."""

from matplotlib.axes import Axes

from ka_helpers.figures.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE_BLUE,
    RED,
    format_axis,
    keep_bars_slim,
)
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS, month, share
from ka_helpers.metrics.order_failures import UNEXPLAINED
from ka_helpers.metrics.supply import SupplyAssessment

LOWEST_ROOM = 0.1


def cause_label(reason: str, department: str, language: str) -> str:
    """Return the name of a reason with the department that can repair it."""
    if reason == UNEXPLAINED:
        return say("supply.reason_unexplained", language)
    return say("supply.reason_of_department", language,
               reason=say(f"supply.reason_{reason}", language),
               department=say(f"supply.department_{department}", language))  # fmt: skip


def draw_service(ax: Axes, supply: SupplyAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw fill rate and line-by-line OTIF by month against the target of the fill rate."""
    places = range(len(supply.months))
    lowest = supply.target
    for name, colour in (("fill_rate", BLUE), ("otif_lines", ORANGE)):
        values = [getattr(of_month, name) for of_month in supply.months]
        known = [value for value in values if value is not None]
        if known:
            lowest = min(lowest, *known)
            heights = [float("nan") if value is None else value for value in values]
            ax.plot(places, heights, color=colour, marker="o", markersize=3.5,
                    label=say(f"supply.{name}", language))  # fmt: skip
    ax.axhline(supply.target, color=GREY, linestyle="--", linewidth=1.2,
               label=say("supply.fill_target", language, target=supply.target))  # fmt: skip
    shown = [place for place in places if (len(supply.months) - 1 - place) % 3 == 0]
    ax.set_xticks(shown, [month(supply.months[place].month, language) for place in shown])
    ax.set_ylim(max(0.0, lowest - LOWEST_ROOM), 1.02)
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "share", language, currency)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2)
    return ax


def draw_penalties(
    ax: Axes, supply: SupplyAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw penalties by reason, the department beside it; what nobody explained is red."""
    bars = [(p.reason, p.department, p.amount) for p in supply.penalties]
    return _draw_causes(ax, bars, "money", language, currency)


def draw_failures(ax: Axes, supply: SupplyAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw missing units by reason, the department beside it; what nobody explained is red."""
    bars = [(f.reason, f.department, f.missing_units) for f in supply.failures]
    return _draw_causes(ax, bars, "count", language, currency)


def draw_forecast(ax: Axes, supply: SupplyAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw units forecast and sold, a pair of bars a month."""
    months = supply.forecast.months if supply.forecast is not None else ()
    width = 0.36
    series = (
        ("forecast_units", [m.forecast_units for m in months], PALE_BLUE, -width / 2),
        ("actual_units", [m.actual_units for m in months], BLUE, width / 2),
    )
    for name, heights, colour, shift in series:
        places = [place + shift for place in range(len(months))]
        bars = ax.bar(places, heights, width, color=colour, label=say(f"supply.{name}", language))
        written = [FORMATS["count"](height, language, currency) for height in heights]
        ax.bar_label(bars, written, padding=2, fontsize=8, color=INK)
    ax.set_xticks(range(len(months)), [month(m.month, language) for m in months])
    ax.margins(y=0.12)
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "count", language, currency)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
    return ax


def _draw_causes(
    ax: Axes, causes: list[tuple[str, str, float]], unit: str, language: str, currency: str
) -> Axes:
    rows = causes[::-1]
    total = sum(amount for _, _, amount in rows)
    colours = [RED if reason == UNEXPLAINED else BLUE for reason, _, _ in rows]
    labels = [cause_label(reason, department, language) for reason, department, _ in rows]
    bars = ax.barh(labels, [amount for _, _, amount in rows], color=colours, height=0.62)
    written = [
        FORMATS[unit](amount, language, currency)
        + (f"  {share(amount / total, language, 0)}" if total else "")
        for _, _, amount in rows
    ]
    ax.bar_label(bars, written, padding=4, fontsize=8)
    keep_bars_slim(ax, len(rows))
    ax.margins(x=0.2)
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, unit, language, currency)
    return ax
