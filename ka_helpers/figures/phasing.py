"""Charts of how sales came: week by week, in against out, inside and outside the region."""

from collections.abc import Iterator
from dataclasses import dataclass

from ka_helpers.figures.plot import Band, Bars, Gaps, Line, Mark, Numbers, Plot, Scale
from ka_helpers.figures.style import BLUE, GREY, ORANGE, PALE_BLUE, RED
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import month, share
from ka_helpers.metrics.phasing import MonthPhasing, PhasingAssessment

GAP = 0.8
"""Room between two months, in weeks."""
WEEK = 0.78
"""Thickness of a week's bar."""
FEW = 3
"""Up to this many periods are months and named, more are weeks and counted."""


@dataclass(frozen=True)
class _Month:
    """One month's weeks, where they stand and what share of the month is written on them."""

    name: str
    at: Numbers
    weeks: Numbers
    said: tuple[str, ...]


def plot_weeks(phasing: PhasingAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return sell-in a week, months apart, each last week darker; a line is an even week."""
    months = tuple(_placed(phasing.months, language))
    others = Bars(
        tuple(at for m in months for at in m.at[:-1]),
        tuple(week for m in months for week in m.weeks[:-1]), (PALE_BLUE,), WEEK,
        label=say("phasing.other_weeks", language), standing="middle",
        written=tuple(said for m in months for said in m.said[:-1]),
    )  # fmt: skip
    last = Bars(
        tuple(m.at[-1] for m in months), tuple(m.weeks[-1] for m in months), (BLUE,), WEEK,
        label=say("phasing.last_week", language), standing="middle",
        written=tuple(m.said[-1] for m in months),
    )  # fmt: skip
    centres = tuple((m.at[0] + m.at[-1]) / 2 for m in months)
    return Plot(
        (others, last, _even_week(months, say("phasing.even_week", language))),
        Scale(ticks=centres, labels=tuple(m.name for m in months), grid=False),
        Scale(say("phasing.sell_in", language), "money", margin=0.1),
        language, currency,
    )  # fmt: skip


def plot_loading(phasing: PhasingAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return what came in against what went out, a period; what lies between them is stock."""
    flows, unit = phasing.loading.flows, phasing.loading.unit
    came = tuple(flow.sell_in for flow in flows)
    went = tuple(flow.sell_out for flow in flows)
    at = tuple(range(1, len(flows) + 1))
    marks: list[Mark] = list(_between(at, came, went))
    marks += [
        Line(at, came, BLUE, marker=3.5, label=say("phasing.sell_in", language)),
        Line(at, went, ORANGE, marker=3.5, label=say("phasing.sell_out", language)),
    ]
    if len(flows) > FEW:
        x = Scale(say("phasing.week_axis", language), ticks=at)
    else:
        x = Scale(ticks=at, labels=tuple(month(flow.start[:7], language) for flow in flows))
    known = [value for value in (*came, *went) if value is not None]
    y = Scale(say(f"phasing.flow_{unit}", language), unit, low=min([0.0, *known]), margin=0.1)
    return Plot(tuple(marks), x, y, language, currency)


def plot_regions(phasing: PhasingAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return each month's sell-in inside the region and outside it, its share at the end."""
    months = [of_month for of_month in phasing.months if of_month.outside is not None][::-1]
    at, outside = tuple(range(len(months))), tuple(m.outside or 0.0 for m in months)
    inside = tuple(m.sales - gone for m, gone in zip(months, outside, strict=True))
    said = tuple(
        share(gone / m.sales if m.sales > 0 else None, language)
        for m, gone in zip(months, outside, strict=True)
    )
    bars = (
        Bars(at, inside, (GREY,), 0.56, label=say("phasing.inside", language), horizontal=True),
        Bars(at, outside, (RED,), 0.56, inside, say("phasing.outside", language), said,
             horizontal=True),
    )  # fmt: skip
    names = tuple(month(of_month.month, language) for of_month in months)
    return Plot(bars, Scale(say("phasing.sell_in", language), "money"),
                Scale(labels=names, grid=False), language, currency)  # fmt: skip


def _placed(months: tuple[MonthPhasing, ...], language: str) -> Iterator[_Month]:
    left = 0.0
    for of_month in (m for m in months if m.weeks):
        at, whole = tuple(left + n for n in range(len(of_month.weeks))), sum(of_month.weeks)
        parts = (week / whole if whole > 0 else None for week in of_month.weeks)
        said = tuple(share(part, language, 0) for part in parts)
        yield _Month(month(of_month.month, language), at, of_month.weeks, said)
        left += len(at) + GAP


def _even_week(months: tuple[_Month, ...], label: str) -> Line:
    """Return a line over each month where its weeks would end if they were equal."""
    x: list[float] = []
    y: list[float | None] = []
    for of_month in months:
        even = sum(of_month.weeks) / len(of_month.weeks)
        x += [of_month.at[0] - 0.45, of_month.at[-1] + 0.45, of_month.at[-1] + 0.45]
        y += [even, even, None]
    return Line(tuple(x), tuple(y), ORANGE, width=1.4, label=label)


def _between(at: Numbers, came: Gaps, went: Gaps) -> Iterator[Band]:
    """Yield the area between two lines, in pieces where one of them is not known."""
    run: list[tuple[float, float, float]] = []
    for place, one, other in (*zip(at, came, went, strict=True), (0.0, None, None)):
        if one is not None and other is not None:
            run.append((place, one, other))
        elif run:
            x, low, high = zip(*run, strict=True)
            yield Band(x, low, high, PALE_BLUE, 0.6)
            run = []
