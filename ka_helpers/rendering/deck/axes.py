"""Axes of a native chart: where they begin and end, their steps, how their numbers are written."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ka_helpers.figures.plot import Numbers, Scale
from ka_helpers.i18n.formatting import symbol
from ka_helpers.rendering.deck.series import Columns

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_STEPS = 5
_HEADROOM = 0.06


@dataclass(frozen=True)
class Axis:
    """An axis of values: its ends, the step between ticks, its number format and title."""

    low: float
    high: float
    step: float
    form: str
    title: str = ""
    grid: bool = True

    def at(self, value: float) -> float:
        """Return where a value stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def value_axis(
    scale: Scale, values: Iterable[float | None], said_in: tuple[str, str], label_room: float = 0.0
) -> Axis:
    """Return the axis of values of a chart.

    Parameters
    ----------
    values : everything that must stand on it
    said_in : language and currency
    label_room : part of the axis that labels beyond the largest value need
    """
    known = [value for value in values if value is not None] or [0.0, 1.0]
    low = scale.low if scale.low is not None else min(known)
    high = scale.high if scale.high is not None else max(known)
    room = (high - low) * max(_HEADROOM, label_room / max(0.2, 1 - label_room))
    low -= room * (scale.low is None and low != 0)
    high += room * (scale.high is None and high != 0)
    if not high > low:
        low, high = (min(low, 0.0), high) if high > 0 else (low, low + 1.0)
    ticks = scale.ticks
    step = ticks[1] - ticks[0] if ticks and len(ticks) > 1 else _step(high - low)
    low = math.floor(low / step + 1e-9) * step if not ticks or low < ticks[0] else ticks[0]
    high = math.ceil(high / step - 1e-9) * step if scale.high is None else high
    form = number_format(scale.unit, said_in, max(abs(low), abs(high)), step)
    return Axis(round(low, 12), round(high, 12), round(step, 12), form, scale.title, scale.grid)


def extent(columns: Columns) -> Iterable[float]:
    """Return every value that a chart of columns must hold; bars stand on zero."""
    kinds = {series.kind for series in columns.series}
    ends = [0.0] if "bar" in kinds else []
    lines = [s for s in columns.series if s.kind == "line" or not columns.stacked]
    ends += [v for s in lines if s.kind != "area" for v in s.values if v is not None]
    ends += [end for s in columns.series for span in s.errors if span for end in span]
    if columns.stacked:
        ends += _piled([s.values for s in columns.series if s.kind == "bar"])
    return [*ends, *_piled([s.values for s in columns.series if s.kind == "area"])]


def number_format(unit: str, said_in: tuple[str, str], largest: float, step: float) -> str:
    """Return a spreadsheet's number format for a format of `i18n.formatting.FORMATS`.

    >>> number_format("share", ("en", "CNY"), 1.0, 0.25), number_format("days", ("zh", ""), 9, 2)
    ('0%', '#,##0')
    >>> number_format("money", ("en", "CNY"), 4e6, 1e6)
    '"¥"0,,"M";-"¥"0,,"M";"¥"0'
    """
    language, currency = said_in
    if unit in ("share", "change", "points"):
        digits = "0%" if _whole(100 * step) else "0.0%" if _whole(1000 * step) else "0.00%"
        return digits if unit == "share" else f"+{digits};-{digits};{digits}"
    if unit in ("money", "money_exact"):
        return _money(language, f'"{symbol(currency)}"', largest, step)
    if unit == "price":
        return f'"{symbol(currency)}"#,##0.00'
    if unit in ("ratio", "number"):
        return {"ratio": "0.00", "number": "#,##0.0"}[unit]
    return "#,##0" if unit in ("count", "days") or _whole(step) else "General"


def _money(language: str, sign: str, largest: float, step: float) -> str:
    """Return an amount in thousands, millions, 万 or 亿: a format scales by thousands only."""
    if language == "zh" and largest >= 1e4:
        digits = '0\\.00,,"亿"' if largest >= 1e8 else '0\\.0,"万"'
        return f"{sign}{digits};-{sign}{digits};{sign}0"
    steps = ((1e9, ",,,", "B"), (1e6, ",,", "M"), (1e3, ",", "K")) if language == "en" else ()
    for size, commas, letter in steps:
        if largest >= size:
            decimals = "0" if _whole(step / size) else "0.0" if _whole(10 * step / size) else "0.00"
            digits = f'{decimals}{commas}"{letter}"'
            return f"{sign}{digits};-{sign}{digits};{sign}0"
    return f"{sign}#,##0;-{sign}#,##0"


def _whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6


def _step(room: float) -> float:
    least = room / _MOST_STEPS
    power = 10.0 ** math.floor(math.log10(least))
    return next(size * power for size in _STEPS if size * power >= least * (1 - 1e-9))


def _piled(piles: Sequence[Sequence[float | None]]) -> list[float]:
    """Return the ends of values piled up: above zero and below it."""
    over = [sum(v for v in values if v and v > 0) for values in zip(*piles, strict=True)]
    under = [sum(v for v in values if v and v < 0) for values in zip(*piles, strict=True)]
    return [*map(float, over), *map(float, under)]


def scatter_axis(scale: Scale, values: Numbers, said_in: tuple[str, str]) -> Axis:
    """Return an axis of a chart of points: it begins and ends at its ticks if it has any."""
    axis = value_axis(scale, values, said_in)
    if not scale.ticks or min(values, default=0) < scale.ticks[0]:
        return axis
    return replace(axis, low=float(scale.ticks[0]), high=max(float(scale.ticks[-1]), *values))
