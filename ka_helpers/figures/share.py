"""Charts of what part of the category is ours: through the quarter, by growth, by category."""

from matplotlib.axes import Axes

from ka_helpers.figures.sales import place_legend
from ka_helpers.figures.style import BLUE, GREY, ORANGE, drawable, format_axis, keep_bars_slim
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import change, month, quarter, share
from ka_helpers.metrics.share import ShareAssessment

MOST_CATEGORIES = 7


def draw_trend(ax: Axes, assessment: ShareAssessment, language: str, currency: str = "CNY") -> Axes:
    """Draw the share a week or month, the quarter compared with as a light line behind."""
    nothing = float("nan")
    now = [nothing if p.share is None else p.share for p in assessment.periods]
    then = [nothing if p.before is None else p.before for p in assessment.periods]
    at = list(range(1, len(now) + 1))
    if assessment.before:
        was = quarter(assessment.before, language)
        ax.plot(at, then, color=GREY, linewidth=1.4, marker="o", markersize=3, label=was)
    ax.plot(at, now, color=BLUE, marker="o", markersize=4, label=say("share.now", language))
    if assessment.grain == "week":
        ax.set_xticks(at)
        ax.set_xlabel(say("share.week_axis", language))
    else:
        ax.set_xticks(at, [month(p.start[:7], language) for p in assessment.periods])
    ax.margins(x=0.08, y=0.2)
    format_axis(ax.yaxis, "share", language, currency)
    ax.set_ylabel(say(f"share.axis_{assessment.scope}", language))
    place_legend(ax)
    return ax


def draw_growth(
    ax: Axes, assessment: ShareAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw our growth beside the category's and the account's: who grows faster than whom."""
    bars = [
        (say(f"share.growth_{name}", language), growth.value, colour)
        for name, growth, colour in (
            ("own", assessment.own_growth, BLUE),
            (f"category_{assessment.scope}", assessment.category_growth, ORANGE),
            ("account", assessment.account_growth, GREY),
        )
        if growth.value is not None
    ][::-1]
    values = [value for _, value, _ in bars]
    drawn = ax.barh([name for name, _, _ in bars], values,
                    color=[colour for _, _, colour in bars], height=0.58)  # fmt: skip
    ax.bar_label(drawn, [change(value, language) for value in values], padding=4, fontsize=8)
    ax.axvline(0, color=GREY, linewidth=0.8)
    keep_bars_slim(ax, len(bars))
    ax.margins(x=0.16)
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "share", language, currency)
    ax.set_xlabel(say("share.growth", language))
    return ax


def draw_categories(
    ax: Axes, assessment: ShareAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw the share in each category now, and before as a light bar under it."""
    shown = assessment.categories[:MOST_CATEGORIES][::-1]
    at = range(len(shown))
    if any(category.share_before is not None for category in shown):
        was = quarter(assessment.before or "", language)
        ax.barh([y - 0.2 for y in at], [c.share_before or 0.0 for c in shown], 0.36,
                color=GREY, label=was)  # fmt: skip
    bars = ax.barh([y + 0.2 for y in at], [c.share or 0.0 for c in shown], 0.36, color=BLUE,
                   label=say("share.now", language))  # fmt: skip
    ax.bar_label(bars, [share(c.share, language) for c in shown], padding=4, fontsize=8)
    ax.set_yticks(at, [drawable(c.category) for c in shown])
    ax.margins(x=0.12)
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "share", language, currency)
    ax.set_xlabel(say(f"share.axis_{assessment.scope}", language))
    place_legend(ax)
    return ax
