"""Where the ticks of an axis stand and what they say."""

import math
from collections.abc import Sequence

from ka_helpers.figures.plot import Numbers, Scale
from ka_helpers.i18n.formatting import FORMATS, number, share

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_DECIMALS = 3


def nice_ticks(low: float, high: float, most: int, *, whole: bool = False) -> Numbers:
    """Return at most `most` round numbers between two limits, evenly apart.

    >>> nice_ticks(0.0, 47.0, 5), nice_ticks(0.0, 2.2, 8, whole=True)
    ((0.0, 10.0, 20.0, 30.0, 40.0), (0.0, 1.0, 2.0))
    """
    least = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(least))
    for step in (size * power for size in (*_STEPS, 20.0, 25.0, 50.0, 100.0)):
        if whole and step % 1:
            continue
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if step >= least * (1 - 1e-9) and last - first + 1 <= most:
            return tuple(_rounded(place * step, step) for place in range(first, last + 1))
    return (0.0,) if low <= 0.0 <= high else ()


def write_ticks(ticks: Sequence[float], unit: str, language: str, currency: str) -> tuple[str, ...]:
    """Return what ticks say in a format of `i18n.formatting.FORMATS`.

    Percentages and plain numbers have as many decimals as they need to be told apart.

    >>> write_ticks((0.235, 0.24), "share", "en", "CNY")
    ('23.5%', '24.0%')
    """
    if unit == "share":
        decimals = _decimals([100 * tick for tick in ticks])
        return tuple(share(tick, language, decimals) for tick in ticks)
    if not unit:
        decimals = _decimals(ticks)
        return tuple(number(tick, language, decimals) for tick in ticks)
    return tuple(FORMATS[unit](tick, language, currency) for tick in ticks)


def ticks_of(
    scale: Scale, limits: tuple[float, float], most: int, said_in: tuple[str, str]
) -> tuple[Numbers, tuple[str, ...]]:
    """Return an axis' ticks inside its limits and what each says.

    Parameters
    ----------
    said_in : language and currency
    """
    low, high = limits
    slack = 1e-9 * (high - low)
    if scale.ticks is not None or scale.labels is not None:
        ticks = scale.ticks if scale.ticks is not None else _places(scale.labels or ())
        labels = scale.labels or write_ticks(ticks, scale.unit, *said_in)
        pairs = zip(ticks, labels, strict=False)
        inside = [(at, said) for at, said in pairs if low - slack <= at <= high + slack]
        return tuple(at for at, _ in inside), tuple(said for _, said in inside)
    for fewer in range(max(most, 2), 1, -1):
        ticks = nice_ticks(low, high, fewer, whole=scale.whole)
        labels = write_ticks(ticks, scale.unit, *said_in)
        if len(set(labels)) == len(labels):
            break
    return ticks, labels


def _places(labels: Sequence[str]) -> Numbers:
    return tuple(float(place) for place in range(len(labels)))


def _rounded(value: float, step: float) -> float:
    return round(value, max(0, 2 - math.floor(math.log10(step)))) + 0.0


def _decimals(ticks: Sequence[float]) -> int:
    """Return how many decimals write all ticks exactly, at most a few."""
    for decimals in range(_MOST_DECIMALS):
        if all(abs(tick - round(tick, decimals)) < 1e-6 for tick in ticks):
            return decimals
    return _MOST_DECIMALS
