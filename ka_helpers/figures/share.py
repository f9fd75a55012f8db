"""Charts of what part of the category is ours: through the quarter, by growth, by category."""

from ka_helpers.figures.plot import Bars, Line, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREY, ORANGE, drawable, slim_limits
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import change, month, quarter, share
from ka_helpers.metrics.share import ShareAssessment

MOST_CATEGORIES = 7


def plot_trend(assessment: ShareAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the share a week or month, the quarter compared with as a light line behind."""
    now = tuple(period.share for period in assessment.periods)
    at = tuple(range(1, len(now) + 1))
    lines = [Line(at, now, BLUE, marker=4.0)]
    if assessment.before:
        then = tuple(period.before for period in assessment.periods)
        was, label = quarter(assessment.before, language), say("share.now", language)
        lines = [
            Line(at, then, GREY, width=1.4, marker=3.0, label=was),
            Line(at, now, BLUE, marker=4.0, label=label),
        ]
    if assessment.grain == "week":
        x = Scale(say("share.week_axis", language), margin=0.05, ticks=at)
    else:
        months = tuple(month(period.start[:7], language) for period in assessment.periods)
        x = Scale(margin=0.08, ticks=at, labels=months)
    y = Scale(say(f"share.axis_{assessment.scope}", language), "share", margin=0.2)
    return Plot(tuple(lines), x, y, language, currency)


def plot_growth(assessment: ShareAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return our growth beside the category's and the account's: who grows faster than whom."""
    rows = [
        (say(f"share.growth_{name}", language), growth.value, colour)
        for name, growth, colour in (
            ("own", assessment.own_growth, BLUE),
            (f"category_{assessment.scope}", assessment.category_growth, ORANGE),
            ("account", assessment.account_growth, GREY),
        )
        if growth.value is not None
    ][::-1]
    bars = Bars(
        tuple(range(len(rows))), tuple(value for _, value, _ in rows),
        tuple(colour for *_, colour in rows), thickness=0.58,
        written=tuple(change(value, language) for _, value, _ in rows), horizontal=True,
    )  # fmt: skip
    low, high = slim_limits(len(rows))
    return Plot(
        (Rule(0.0, GREY, upright=True), bars),
        Scale(say("share.growth", language), "share"),
        Scale(low=low, high=high, labels=tuple(name for name, *_ in rows), grid=False),
        language, currency,
    )  # fmt: skip


def plot_categories(assessment: ShareAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the share in each category now, and before as a light bar under it."""
    shown = assessment.categories[:MOST_CATEGORIES][::-1]
    at = tuple(range(len(shown)))
    compared = any(category.share_before is not None for category in shown)
    bars = [
        Bars(
            tuple(y + 0.2 for y in at), tuple(category.share for category in shown), (BLUE,),
            thickness=0.36, label=say("share.now", language) if compared else "",
            written=tuple(share(category.share, language) for category in shown), horizontal=True,
        )
    ]  # fmt: skip
    if compared:
        was = quarter(assessment.before or "", language)
        then = tuple(category.share_before for category in shown)
        under = tuple(y - 0.2 for y in at)
        bars.insert(0, Bars(under, then, (GREY,), thickness=0.36, label=was, horizontal=True))
    names = tuple(drawable(category.category) for category in shown)
    return Plot(
        tuple(bars),
        Scale(say(f"share.axis_{assessment.scope}", language), "share"),
        Scale(labels=names, grid=False),
        language, currency,
    )  # fmt: skip
