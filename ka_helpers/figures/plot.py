"""A chart as a value: its marks and scales, before anything is drawn.

Every chart of the kit is said once, as a `Plot`, and drawn by whoever needs it: as SVG for pages
and print (`figures.svg`), on matplotlib Axes in a trainee's notebook (`figures.on_axes`), as a
native chart of a deck or workbook. Not in here: pixels, fonts, any library of charts.
"""

from dataclasses import dataclass
from typing import Literal

Numbers = tuple[float, ...]
Gaps = tuple[float | None, ...]
"""Values of which None is not measured: a gap in a line, no bar."""


@dataclass(frozen=True)
class Bars:
    """The bars of one series at places on the category axis.

    `starts` are where bars begin (zero if empty: a waterfall hangs its steps); `written` stands
    at the end of each bar (which is below one that goes down), at its top, in its middle, or all
    in line from one value on, as `standing` says; `colours` are one, or one a bar; `label` is the
    series' name in the legend ("" has none). `horizontal` bars run along x, at places on y.
    """

    at: Numbers
    lengths: Gaps
    colours: tuple[str, ...]
    thickness: float = 0.62
    starts: Numbers = ()
    label: str = ""
    written: tuple[str, ...] = ()
    horizontal: bool = False
    standing: float | Literal["end", "top", "middle"] = "end"


@dataclass(frozen=True)
class Line:
    """A line through points, broken where y is None; `marker` is a dot's diameter in points.

    `width` is in points, 0 for dots alone; `dash` is on and off in points; `hollow` dots are
    white inside.
    """

    x: Numbers
    y: Gaps
    colour: str
    width: float = 1.8
    dash: tuple[float, ...] = ()
    marker: float = 0.0
    hollow: bool = False
    opacity: float = 1.0
    label: str = ""


@dataclass(frozen=True)
class Bubbles:
    """Dots of given areas (points squared), with a long and a short name each where they fit.

    A long name is written beside its bubble where there is room, else the short one inside it,
    else nothing: names never cover each other.
    """

    x: Numbers
    y: Numbers
    areas: Numbers
    colours: tuple[str, ...]
    opacity: float = 1.0
    edge: str = ""
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Band:
    """The area between two lines."""

    x: Numbers
    low: Numbers
    high: Numbers
    colour: str
    opacity: float = 1.0
    label: str = ""


@dataclass(frozen=True)
class Span:
    """A field behind everything: from `low` to `high` along x, over the whole height."""

    low: float
    high: float
    colour: str
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """A line across the whole plot at one value: of y, or of x if `upright`."""

    at: float
    colour: str
    upright: bool = False
    width: float = 0.8
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """An arrow from one point to another."""

    x: tuple[float, float]
    y: tuple[float, float]
    colour: str


@dataclass(frozen=True)
class Note:
    """Text at a point, moved by `dx` right and `dy` up (points); lines part at a newline.

    `framed` coordinates are fractions of the plot, 0 to 1, instead of data: x and y each.
    """

    x: float
    y: float
    text: str
    colour: str
    dx: float = 0.0
    dy: float = 0.0
    across: Literal["start", "middle", "end"] = "middle"
    up: Literal["bottom", "middle", "top"] = "middle"
    size: float = 8.0
    framed: tuple[bool, bool] = (False, False)


Mark = Bars | Line | Bubbles | Band | Span | Rule | Arrow | Note


@dataclass(frozen=True)
class Scale:
    """One axis: what it says, where it begins and ends, where its ticks stand.

    `unit` is a format of `i18n.formatting.FORMATS` for the ticks, "" writes plain numbers.
    `low` and `high` fix an end; a free end is where the marks end and `margin` (fraction of
    their extent) more, except that bars stand on zero. `ticks` fixes where ticks stand (nowhere:
    the axis has no line either), `labels` what they say; `whole` allows whole numbers only.
    `grid` draws a line at each tick.
    """

    title: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    margin: float = 0.05
    ticks: Numbers | None = None
    labels: tuple[str, ...] | None = None
    whole: bool = False
    grid: bool = True


@dataclass(frozen=True)
class Plot:
    """A chart: marks in the order they are drawn (fields first, notes last), two scales.

    `language` and `currency` are those of its ticks; `legend` names every mark that has a label.
    """

    marks: tuple[Mark, ...]
    x: Scale
    y: Scale
    language: str
    currency: str = "CNY"
    legend: bool = True
