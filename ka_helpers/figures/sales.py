"""Charts of what an account sold: through the quarter, by product, and why it changed."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ka_helpers.figures.style import BLUE, GREEN, GREY, RED, drawable, format_axis, keep_bars_slim
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import money, month, points, quarter
from ka_helpers.metrics.sales import SalesAssessment

ROOM_ABOVE = 1.12
FEW = 3
"""Up to this many periods are drawn as bars, more as a line."""


def draw_trend(ax: Axes, sales: SalesAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw sales a period, the quarter compared with as a light line behind (or light bars)."""
    now = [_or_gap(period.sales) for period in sales.periods]
    then = [_or_gap(period.before) for period in sales.periods]
    label = say("sales.now", language)
    was = quarter(sales.before, language) if sales.before else ""
    if len(now) <= FEW:
        _draw_bars(ax, (now, then), (label, was))
        names = [month(period.start[:7], language) for period in sales.periods]
        ax.set_xticks(range(len(now)), names)
    else:
        _draw_lines(ax, (now, then), (label, was))
        ax.set_xlabel(say("sales.week_axis", language))
    format_axis(ax.yaxis, "money", language, currency)
    basis = say(f"sales.basis_{sales.basis}", language)
    ax.set_ylabel(say("sales.sales_axis", language, basis=basis))
    place_legend(ax)
    return ax


def draw_products(ax: Axes, sales: SalesAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw each product's contribution to growth, in points; the bars sum to the growth."""
    parts = [part for part in sales.products if part.contribution is not None][::-1]
    values = [part.contribution or 0.0 for part in parts]
    names = [drawable(part.name) if part.name else say("sales.others", language) for part in parts]
    bars = ax.barh(range(len(parts)), values, color=[GREEN if v >= 0 else RED for v in values],
                   height=0.62)  # fmt: skip
    ax.bar_label(bars, [points(v, language) for v in values], padding=4, fontsize=8)
    ax.set_yticks(range(len(parts)), names)
    ax.axvline(0, color=GREY, linewidth=0.8)
    keep_bars_slim(ax, len(parts))
    ax.margins(x=0.22)
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "share", language, currency)
    ax.set_xlabel(say("sales.contribution_axis", language))
    return ax


def draw_effects(ax: Axes, sales: SalesAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw the bridge from sales before to sales now: volume, mix, price, new and delisted."""
    if sales.effects is None:
        return ax
    effects = sales.effects
    now, then = sales.sales.value or 0.0, sales.sales_before.value or 0.0
    names = ("volume", "mix", "price", "range")
    steps = (effects.volume, effects.mix, effects.price, effects.range_change)
    bottoms, level = [0.0], then
    for step in steps:
        bottoms.append(level + min(step, 0.0))
        level += step
    heights = [then, *(abs(step) for step in steps), now]
    colours = [GREY, *(GREEN if step >= 0 else RED for step in steps), BLUE]
    bars = ax.bar(range(6), heights, bottom=[*bottoms, 0.0], color=colours, width=0.6)
    gains = [signed_money(step, language, currency) for step in steps]
    said = [money(then, language, currency), *gains, money(now, language, currency)]
    ax.bar_label(bars, said, padding=3, fontsize=8)
    labels = [say(f"sales.effect_{name}", language) for name in ("before", *names, "now")]
    ax.set_xticks(range(6), labels)
    tops = [bottom + height for bottom, height in zip([*bottoms, 0.0], heights, strict=True)]
    ax.set_ylim(min(0.0, *bottoms), ROOM_ABOVE * max(tops))
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "money", language, currency)
    return ax


def signed_money(value: float, language: str, currency: str) -> str:
    """Return an amount with its sign, a plus where it is above zero."""
    said = money(value, language, currency)
    return f"+{said}" if value > 0 and said != money(0.0, language, currency) else said


def place_legend(ax: Axes) -> None:
    """Put the legend above the plot, so that it never covers data; none for a single series."""
    handles, labels = ax.get_legend_handles_labels()
    if len(handles) > 1:
        ax.legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(labels),
                  borderaxespad=0.2)  # fmt: skip


def _or_gap(value: float | None) -> float:
    return float("nan") if value is None else value


def _known(values: Sequence[float]) -> bool:
    return not all(math.isnan(value) for value in values)


def _draw_lines(ax: Axes, series: tuple[list[float], list[float]], labels: tuple[str, str]) -> None:
    now, then = series
    weeks = range(1, len(now) + 1)
    if _known(then):
        ax.plot(weeks, then, color=GREY, linewidth=1.4, label=labels[1])
    ax.plot(weeks, now, color=BLUE, marker="o", markersize=3.5, label=labels[0])
    ax.set_xticks(list(weeks))
    ax.margins(y=0.1)
    ax.set_ylim(bottom=min(0.0, ax.get_ylim()[0]))


def _draw_bars(ax: Axes, series: tuple[list[float], list[float]], labels: tuple[str, str]) -> None:
    now, then = series
    if _known(then):
        ax.bar([at - 0.2 for at in range(len(then))], then, 0.36, color=GREY, label=labels[1])
    shift = 0.2 if _known(then) else 0.0
    ax.bar([at + shift for at in range(len(now))], now, 0.36, color=BLUE, label=labels[0])
    ax.grid(axis="x", visible=False)
