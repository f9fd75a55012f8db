"""Where the values of a chart stand along its categories, and what these are called."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ka_helpers.figures.plot import Bars, Gaps, Line, Mark, Numbers, Plot, Scale
from ka_helpers.i18n.formatting import FORMATS

NEAR = 0.5
APART = 1.5


MOST_PLACES = 240


def category_places(marks: Sequence[Mark], scale: Scale, rows: bool) -> Numbers:
    """Return the places along the categories: ticks, bars, or the points of lines."""
    if scale.labels is not None and scale.ticks is None:
        return tuple(float(place) for place in range(len(scale.labels)))
    bars = [at for mark in marks if isinstance(mark, Bars) for at in mark.at]
    ticks = scale.ticks or ()
    if ticks and all(any(abs(at - tick) < NEAR for tick in ticks) for at in bars):
        lines = {x for m in marks if isinstance(m, Line) for x in (m.y if rows else m.x)}
        if bars or all(any(abs((x or 0.0) - tick) < 1e-6 for tick in ticks) for x in lines):
            return tuple(float(tick) for tick in ticks)
    if bars:
        return tuple(_parted(sorted({round(at, 6) for at in bars})))
    known = sorted({float(x) for m in marks if isinstance(m, Line) for x in m.x})
    return thinned(known)


def _parted(places: Sequence[float]) -> Iterator[float]:
    """Yield places, and an empty one wherever bars stand further apart than elsewhere."""
    steps = [after - place for place, after in pairwise(places)]
    for place, step in zip(places, [*steps, 0.0], strict=True):
        yield place
        if step > min(steps, default=0.0) * APART:
            yield place + step / 2


def thinned(places: Sequence[float]) -> Numbers:
    """Return at most `MOST_PLACES` of many places, evenly apart, both ends kept."""
    if len(places) <= MOST_PLACES:
        return tuple(places)
    step = (len(places) - 1) / (MOST_PLACES - 1)
    return tuple(sorted({places[round(at * step)] for at in range(MOST_PLACES)}))


def category_names(places: Numbers, scale: Scale, plot: Plot) -> tuple[str, ...]:
    """Return what each place is called; a tick between places names the nearest one."""
    if scale.labels is None:
        form = FORMATS[scale.unit] if scale.unit else None
        said = [form(p, plot.language, plot.currency) if form else f"{p:g}" for p in places]
        return tuple(said)
    ticks = scale.ticks if scale.ticks is not None else tuple(range(len(scale.labels)))
    names = [""] * len(places)
    for tick, label in zip(ticks, scale.labels, strict=False):
        nearest = min(range(len(places)), key=lambda at: (abs(places[at] - tick), at))
        names[nearest] = " ".join(label.split())
    return tuple(names)


def values_at(places: Numbers, values: dict[float, float | None]) -> Gaps:
    """Return values in the order of places; bars stand near their place."""
    found: list[float | None] = [None] * len(places)
    for at, value in values.items():
        nearest = min(range(len(places)), key=lambda one: abs(places[one] - at))
        if abs(places[nearest] - at) < NEAR:
            found[nearest] = value
    return tuple(found)


def texts_at(mark: Bars, places: Numbers) -> tuple[str, ...]:
    """Return what is written at the bars, in the order of places."""
    return spread(mark.at, mark.written, places, "")


def spread(at: Numbers, values: Sequence[str], places: Numbers, empty: str) -> tuple[str, ...]:
    """Return values in the order of places, `empty` where there is none."""
    if not values:
        return ()
    found = [empty] * len(places)
    for where, value in zip(at, values, strict=False):
        nearest = min(range(len(places)), key=lambda one: abs(places[one] - where))
        found[nearest] = " ".join(value.split()) if empty == "" else value
    return tuple(found)


def paints_at(mark: Bars, places: Numbers) -> tuple[str, ...]:
    """Return the colours of bars in the order of places; one if all are the same."""
    if len(set(mark.colours)) == 1:
        return mark.colours[:1]
    return spread(mark.at, mark.colours, places, mark.colours[0])
