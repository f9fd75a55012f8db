"""A `Plot` on matplotlib Axes, for a trainee's own notebook.

Limits and ticks are those of the SVG. matplotlib is imported when something is drawn, never
before: pages do without it. Figures are made without pyplot, so nothing is registered globally.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from ka_helpers.figures.coverage import font_path
from ka_helpers.figures.frame import Axis, frame_of
from ka_helpers.figures.labels import names_of
from ka_helpers.figures.limits import WRITTEN, written_at
from ka_helpers.figures.plot import (
    Arrow,
    Band,
    Bars,
    Bubbles,
    Gaps,
    Line,
    Note,
    Plot,
    Rule,
    Scale,
    Span,
)
from ka_helpers.figures.style import GRID, INK, MUTED, SERIES, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_POINTS = 72.0
_AWAY = 4.0
_FLIPPED = {"start": "left", "middle": "center", "end": "right", "bottom": "bottom", "top": "top"}


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the kit's style inside the `with` block."""
    import matplotlib as mpl

    with mpl.rc_context(_settings()):
        yield


@contextmanager
def chart(width: float = 7.2, height: float = 3.0) -> "Iterator[Axes]":
    """Yield the Axes of a new figure, `width` by `height` inches, in the kit's style."""
    from matplotlib.figure import Figure

    with chart_style():
        yield Figure(figsize=(width, height), layout="constrained").add_subplot()


def draw_on(ax: "Axes", plot: Plot) -> "Axes":
    """Draw a plot on matplotlib Axes and return them."""
    width, height = (inches * _POINTS for inches in ax.figure.get_size_inches())  # type: ignore[union-attr]
    frame = frame_of(plot, width, height)
    with chart_style():
        for mark in plot.marks:
            _PAINTERS[type(mark)](ax, mark)
        for name in names_of(plot, frame):
            x, y = (name.box[0] + name.box[2]) / 2, (name.box[1] + name.box[3]) / 2
            part_x = (x - frame.left) / (frame.right - frame.left)
            part_y = (frame.bottom - y) / (frame.bottom - frame.top)
            _write(ax, drawable(name.text), (part_x, part_y), xycoords="axes fraction",
                   ha="center", va="center", color=INK, fontsize=WRITTEN)  # fmt: skip
        _scale(ax.xaxis, plot.x, frame.x)
        _scale(ax.yaxis, plot.y, frame.y)
        ax.spines["bottom"].set_visible(plot.x.ticks != ())
        ax.spines["left"].set_visible(plot.y.ticks != ())
        ax.set(xlim=(frame.x.low, frame.x.high), ylim=(frame.y.low, frame.y.high),
               xlabel=plot.x.title, ylabel=plot.y.title)  # fmt: skip
        _place_legend(ax, plot)
    return ax


def _scale(axis: Any, scale: Scale, laid_out: Axis) -> None:
    said = ["\n".join(drawable(line, None) for line in lines) for lines in laid_out.labels]
    axis.set_ticks(laid_out.ticks, said, rotation=90 if laid_out.turned else 0)
    axis.grid(scale.grid)


def _place_legend(ax: "Axes", plot: Plot) -> None:
    handles, labels = ax.get_legend_handles_labels()
    named = dict(zip(reversed(labels), reversed(handles), strict=True))
    if plot.legend and named:
        shown = list(dict.fromkeys(labels))
        ax.legend([named[label] for label in shown], shown, loc="lower left", ncols=4,
                  bbox_to_anchor=(0, 1), borderaxespad=0.2)  # fmt: skip


def _bars(ax: "Axes", bars: Bars) -> None:
    draw, start = (ax.barh, "left") if bars.horizontal else (ax.bar, "bottom")
    known: dict[str, Any] = {start: bars.starts} if bars.starts else {}
    draw(bars.at, _gaps(bars.lengths), bars.thickness, label=bars.label or None,
         color=list(bars.colours), **known)  # fmt: skip
    for said in written_at(bars):
        place = (said.value, said.at) if bars.horizontal else (said.at, said.value)
        away = 0.0 if bars.standing == "middle" else -_AWAY if said.back else _AWAY
        beside = "center" if not away else "right" if said.back else "left"
        above = "center" if not away else "top" if said.back else "bottom"
        _write(
            ax, drawable(said.text, None), place, color=INK, fontsize=WRITTEN,
            xytext=(away, 0) if bars.horizontal else (0, away), textcoords="offset points",
            ha=beside if bars.horizontal else "center", va="center" if bars.horizontal else above,
        )  # fmt: skip


def _line(ax: "Axes", line: Line) -> None:
    ax.plot(
        line.x, _gaps(line.y), color=line.colour, linewidth=line.width, alpha=line.opacity,
        linestyle=(0, line.dash) if line.dash else "-" if line.width else "",
        marker="o" if line.marker else "", markersize=line.marker, label=line.label or None,
        markerfacecolor="white" if line.hollow else line.colour,
    )  # fmt: skip


def _bubbles(ax: "Axes", bubbles: Bubbles) -> None:
    ax.scatter(
        bubbles.x, bubbles.y, s=list(bubbles.areas), c=list(bubbles.colours), zorder=2,
        alpha=bubbles.opacity, edgecolors=bubbles.edge or "none", linewidths=0.9,
    )  # fmt: skip


def _band(ax: "Axes", band: Band) -> None:
    ax.fill_between(band.x, band.low, band.high, color=band.colour, alpha=band.opacity,
                    linewidth=0, label=band.label or None)  # fmt: skip


def _span(ax: "Axes", span: Span) -> None:
    ax.axvspan(span.low, span.high, color=span.colour, linewidth=0, label=span.label or None)


def _rule(ax: "Axes", rule: Rule) -> None:
    draw = ax.axvline if rule.upright else ax.axhline
    draw(rule.at, color=rule.colour, linewidth=rule.width,
         linestyle=(0, rule.dash) if rule.dash else "-", zorder=1.5)  # fmt: skip


def _arrow(ax: "Axes", arrow: Arrow) -> None:
    shape = {"arrowstyle": "-|>", "color": arrow.colour, "shrinkA": 4, "shrinkB": 5}
    tail, tip = zip(arrow.x, arrow.y, strict=True)
    ax.annotate("", xy=tip, xytext=tail, arrowprops=shape, zorder=3)


def _note(ax: "Axes", note: Note) -> None:
    across, up = ("axes fraction" if framed else "data" for framed in note.framed)
    text = "\n".join(drawable(line, None) for line in note.text.split("\n"))
    _write(
        ax, text, (note.x, note.y), xycoords=(across, up), xytext=(note.dx, note.dy),
        textcoords="offset points", ha=_FLIPPED[note.across],
        va="center" if note.up == "middle" else note.up, color=note.colour, fontsize=note.size,
    )  # fmt: skip


def _write(ax: "Axes", said: str, place: tuple[float, float], **look: Any) -> None:
    ax.annotate(said, place, annotation_clip=False, zorder=5, **look)


def _gaps(values: Gaps) -> list[float]:
    return [float("nan") if value is None else value for value in values]


@cache
def _font_family() -> str:
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_path()))
    return str(font_manager.FontProperties(fname=str(font_path())).get_name())


def _settings() -> Any:
    from cycler import cycler

    return {
        "font.family": [_font_family()],
        "font.size": 9,
        "text.color": INK,
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "axes.edgecolor": GRID,
        "axes.labelcolor": MUTED,
        "axes.labelsize": 8.5,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": cycler(color=SERIES),
        "grid.color": GRID,
        "grid.linewidth": 0.7,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "legend.frameon": False,
        "legend.fontsize": 8,
        "lines.linewidth": 1.8,
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
    }


_PAINTERS: Mapping[type, Callable[[Any, Any], None]] = {
    Bars: _bars, Line: _line, Bubbles: _bubbles, Band: _band, Span: _span, Rule: _rule,
    Arrow: _arrow, Note: _note,
}  # fmt: skip
