"""Charts of what an account owes."""

from ka_helpers.figures.plot import Bars, Plot, Scale
from ka_helpers.figures.style import BLUE, ORANGE, RED
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


def plot_ageing(receivables: ReceivablesAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return open money by how late it is: a bar a bucket, the amount at its end."""
    buckets = receivables.ageing[::-1]
    colours = (BLUE, *[ORANGE] * 2, *[RED] * (len(buckets) - 3))[::-1]
    axis = say("receivables.open_amount_axis", language)
    bars = Bars(
        tuple(range(len(buckets))), tuple(bucket.amount for bucket in buckets), colours,
        label=axis, horizontal=True,
        written=tuple(money(bucket.amount, language, currency) for bucket in buckets),
    )  # fmt: skip
    names = tuple(bucket_label(bucket, language) for bucket in buckets)
    return Plot((bars,), Scale(axis, "money"), Scale(labels=names, grid=False),
                language, currency, legend=False)  # fmt: skip
