"""Charts of what an account sold: through the quarter, by product, and why it changed."""

from ka_helpers.figures.plot import Bars, Gaps, Line, Mark, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, RED, drawable, slim_limits
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import money, month, points, quarter
from ka_helpers.metrics.sales import SalesAssessment

FEW = 3
"""Up to this many periods are drawn as bars, more as a line."""


def plot_trend(sales: SalesAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return sales a period, the quarter compared with as a light line behind (or light bars)."""
    now = tuple(period.sales for period in sales.periods)
    then = tuple(period.before for period in sales.periods)
    label = say("sales.now", language)
    was = quarter(sales.before, language) if sales.before else ""
    basis = say(f"sales.basis_{sales.basis}", language)
    title = say("sales.sales_axis", language, basis=basis)
    if len(now) <= FEW:
        names = tuple(month(period.start[:7], language) for period in sales.periods)
        x, marks = Scale(labels=names, grid=False), _month_bars(now, then, (label, was))
        y = Scale(title, "money")
    else:
        weeks = tuple(range(1, len(now) + 1))
        x = Scale(say("sales.week_axis", language), ticks=weeks)
        marks = _week_lines(now, then, (label, was))
        known = [value for value in (*now, *then) if value is not None]
        y = Scale(title, "money", low=min([0.0, *known]), margin=0.1)
    return Plot(marks, x, y, language, currency)


def plot_products(sales: SalesAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return each product's contribution to growth, in points; the bars sum to the growth."""
    parts = [part for part in sales.products if part.contribution is not None][::-1]
    values = tuple(part.contribution or 0.0 for part in parts)
    names = tuple(
        drawable(part.name) if part.name else say("sales.others", language) for part in parts
    )
    bars = Bars(
        tuple(range(len(parts))), values, tuple(GREEN if v >= 0 else RED for v in values),
        written=tuple(points(v, language) for v in values), horizontal=True,
    )  # fmt: skip
    low, high = slim_limits(len(parts))
    return Plot(
        (Rule(0.0, GREY, upright=True), bars),
        Scale(say("sales.contribution_axis", language), "share"),
        Scale(low=low, high=high, labels=names, grid=False),
        language, currency,
    )  # fmt: skip


def plot_effects(sales: SalesAssessment, language: str, currency: str = "CNY") -> Plot:
    """Return the bridge from sales before to sales now: volume, mix, price, new and delisted."""
    names = ("before", "volume", "mix", "price", "range", "now")
    labels = tuple(say(f"sales.effect_{name}", language) for name in names)
    x, y = Scale(labels=labels, grid=False), Scale(unit="money")
    if sales.effects is None:
        return Plot((), x, y, language, currency)
    effects = sales.effects
    now, then = sales.sales.value or 0.0, sales.sales_before.value or 0.0
    steps = (effects.volume, effects.mix, effects.price, effects.range_change)
    bottoms, level = [], then
    for step in steps:
        bottoms.append(level + min(step, 0.0))
        level += step
    gains = [signed_money(step, language, currency) for step in steps]
    bridge = Bars(
        tuple(range(6)), (then, *(abs(step) for step in steps), now),
        (GREY, *(GREEN if step >= 0 else RED for step in steps), BLUE),
        thickness=0.6, starts=(0.0, *bottoms, 0.0),
        written=(money(then, language, currency), *gains, money(now, language, currency)),
    )  # fmt: skip
    return Plot((bridge,), x, y, language, currency)


def signed_money(value: float, language: str, currency: str) -> str:
    """Return an amount with its sign, a plus where it is above zero."""
    said = money(value, language, currency)
    return f"+{said}" if value > 0 and said != money(0.0, language, currency) else said


def _known(values: Gaps) -> bool:
    return any(value is not None for value in values)


def _week_lines(now: Gaps, then: Gaps, labels: tuple[str, str]) -> tuple[Mark, ...]:
    weeks = tuple(range(1, len(now) + 1))
    if not _known(then):
        return (Line(weeks, now, BLUE, marker=3.5),)
    return (
        Line(weeks, then, GREY, width=1.4, label=labels[1]),
        Line(weeks, now, BLUE, marker=3.5, label=labels[0]),
    )


def _month_bars(now: Gaps, then: Gaps, labels: tuple[str, str]) -> tuple[Mark, ...]:
    at = tuple(range(len(now)))
    if not _known(then):
        return (Bars(at, now, (BLUE,), thickness=0.36),)
    return (
        Bars(tuple(x - 0.2 for x in at), then, (GREY,), thickness=0.36, label=labels[1]),
        Bars(tuple(x + 0.2 for x in at), now, (BLUE,), thickness=0.36, label=labels[0]),
    )
