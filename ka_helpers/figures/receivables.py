"""Charts of what an account owes."""

from matplotlib.axes import Axes

from ka_helpers.figures.style import BLUE, ORANGE, RED, format_axis
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import money
from ka_helpers.metrics.receivables import AgeingBucket, ReceivablesAssessment


def bucket_label(bucket: AgeingBucket, language: str) -> str:
    """Return the name of an ageing bucket: not yet due, 1-30 days, over 90 days."""
    if bucket.from_days is None:
        return say("receivables.not_due", language)
    if bucket.to_days is None:
        return say("receivables.over_days", language, days=bucket.from_days)
    return say("receivables.between_days", language, low=bucket.from_days + 1, high=bucket.to_days)


def draw_ageing(
    ax: Axes, receivables: ReceivablesAssessment, language: str, currency: str = "CNY"
) -> Axes:
    """Draw open money by how late it is: a bar a bucket, the amount at its end."""
    labels = [bucket_label(bucket, language) for bucket in receivables.ageing]
    amounts = [bucket.amount for bucket in receivables.ageing]
    colours = [BLUE, *[ORANGE] * 2, *[RED] * (len(amounts) - 3)]
    bars = ax.barh(labels[::-1], amounts[::-1], color=colours[::-1], height=0.62)
    ax.bar_label(bars, [money(a, language, currency) for a in amounts[::-1]], padding=4, fontsize=8)
    ax.margins(x=0.14)
    ax.grid(axis="y", visible=False)
    format_axis(ax.xaxis, "money", language, currency)
    ax.set_xlabel(say("receivables.open_amount_axis", language))
    return ax
