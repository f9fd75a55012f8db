"""Charts of how sales came: week by week, in against out, inside and outside the region."""

from matplotlib.axes import Axes

from ka_helpers.figures.sales import place_legend
from ka_helpers.figures.style import BLUE, GREY, INK, ORANGE, PALE_BLUE, RED, format_axis
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import month, share
from ka_helpers.metrics.phasing import PhasingAssessment

GAP = 0.8
"""Room between two months, in weeks."""


def draw_weeks(ax: Axes, phasing: PhasingAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw sell-in a week, months apart, each month's last week darker; a line is an even week."""
    left, centres, names = 0.0, [], []
    for of_month in (m for m in phasing.months if m.weeks):
        weeks, n = of_month.weeks, len(of_month.weeks)
        at = [left + week for week in range(n)]
        bars = ax.bar(at, weeks, 0.78, color=[*[PALE_BLUE] * (n - 1), BLUE])
        said = [share(week / sum(weeks), language, 0) for week in weeks]
        labels = ax.bar_label(bars, said, label_type="center", fontsize=7.5, color=INK)
        labels[-1].set_color("white")
        even = sum(weeks) / n
        ax.hlines(even, at[0] - 0.45, at[-1] + 0.45, color=ORANGE, linewidth=1.4)
        centres.append(left + (n - 1) / 2)
        names.append(month(of_month.month, language))
        left += n + GAP
    ax.plot([], [], color=ORANGE, linewidth=1.4, label=say("phasing.even_week", language))
    ax.bar([], [], color=BLUE, label=say("phasing.last_week", language))
    ax.set_xticks(centres, names)
    ax.margins(y=0.12)
    ax.grid(axis="x", visible=False)
    format_axis(ax.yaxis, "money", language, currency)
    ax.set_ylabel(say("phasing.sell_in", language))
    place_legend(ax)
    return ax


def draw_loading(
    ax: Axes, phasing: PhasingAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw what came in against what went out, a period; what lies between them is stock."""
    flows, unit = phasing.loading.flows, phasing.loading.unit
    missing = float("nan")
    came = [missing if flow.sell_in is None else flow.sell_in for flow in flows]
    went = [missing if flow.sell_out is None else flow.sell_out for flow in flows]
    at = list(range(1, len(flows) + 1))
    ax.fill_between(at, came, went, color=PALE_BLUE, alpha=0.6, linewidth=0)
    ax.plot(
        at, came, color=BLUE, marker="o", markersize=3.5, label=say("phasing.sell_in", language)
    )
    ax.plot(at, went, color=ORANGE, marker="o", markersize=3.5,
            label=say("phasing.sell_out", language))  # fmt: skip
    if len(flows) > 3:
        ax.set_xticks(at)
        ax.set_xlabel(say("phasing.week_axis", language))
    else:
        ax.set_xticks(at, [month(flow.start[:7], language) for flow in flows])
    ax.margins(y=0.1)
    ax.set_ylim(bottom=min(0.0, ax.get_ylim()[0]))
    format_axis(ax.yaxis, unit, language, currency)
    ax.set_ylabel(say(f"phasing.flow_{unit}", language))
    place_legend(ax)
    return ax


def draw_regions(
    ax: Axes, phasing: PhasingAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw each month's sell-in inside the region and outside it, the outside share at the end."""
    months = [of_month for of_month in phasing.months if of_month.outside is not None][::-1]
    outside = [of_month.outside or 0.0 for of_month in months]
    inside = [m.sales - gone for m, gone in zip(months, outside, strict=True)]
    at = range(len(months))
    ax.barh(at, inside, 0.56, color=GREY, label=say("phasing.inside", language))
    bars = ax.barh(
        at, outside, 0.56, left=inside, color=RED, label=say("phasing.outside", language)
    )
    said = [share(gone / m.sales if m.sales > 0 else None, language)
            for m, gone in zip(months, outside, strict=True)]  # fmt: skip
    ax.bar_label(bars, said, padding=4, fontsize=8, color=INK)
    ax.set_yticks(at, [month(m.month, language) for m in months])
    ax.margins(x=0.1)
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "money", language, currency)
    ax.set_xlabel(say("phasing.sell_in", language))
    place_legend(ax)
    return ax
