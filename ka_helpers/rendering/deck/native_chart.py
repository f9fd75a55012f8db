"""A `Plot` as a native, editable chart: its XML, its workbook and what is drawn on top of it.

The plot's place in the chart is fixed, so that lines and words which no native series can say (a
line across bars, the names of quadrants) stand exactly where they belong, as shapes of the chart.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from ka_helpers.figures.plot import Arrow, Bubbles, Line, Plot
from ka_helpers.rendering.deck.axes import Axis, extent, scatter_axis, value_axis
from ka_helpers.rendering.deck.bubble_names import named
from ka_helpers.rendering.deck.chart_book import Value, book_of
from ka_helpers.rendering.deck.chart_pieces import TICK
from ka_helpers.rendering.deck.chart_xml import Inner, columns_xml, points_xml
from ka_helpers.rendering.deck.markup import Box, Voice, clean, place
from ka_helpers.rendering.deck.measuring import lines_of, text_width
from ka_helpers.rendering.deck.overlay import Canvas, overlay_xml
from ka_helpers.rendering.deck.package import Links, Package
from ka_helpers.rendering.deck.points import Group, is_of_points, points_of
from ka_helpers.rendering.deck.series import Columns, columns_of

_SHAPES = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_USER_SHAPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TITLE, _LINE, _KEY = 17.0, 13.0, 42.0
_FEW = 9
_SMALL_LABELS = (10.0, 9.0, 8.0)


@dataclass(frozen=True)
class NativeChart:
    """A chart's XML, workbook and shapes, and the box it fills; `key` names its files."""

    xml: str
    book: bytes
    shapes: str
    box: Box
    key: str

    def add_to(self, package: Package, slide: Links) -> str:
        """Add the chart's files to a deck; return the relation of its slide to it."""
        name, links, drawn = f"kaChart{self.key}", Links(), ""
        links.to(f"../embeddings/{name}.xlsx", RT.PACKAGE)
        package.add_book(f"ppt/embeddings/{name}.xlsx", self.book)
        if self.shapes:
            relation = links.to(f"../drawings/{name}.xml", _USER_SHAPES)
            package.add(f"ppt/drawings/{name}.xml", _SHAPES, self.shapes)
            drawn = f'<c:userShapes r:id="{relation}"/>'
        xml = self.xml.replace("<!--shapes-->", drawn)
        package.add(f"ppt/charts/{name}.xml", CT.DML_CHART, xml, links)
        return slide.to(f"../charts/{name}.xml", RT.CHART)

    def frame(self, named: tuple[int, str], alt: str, relation: str) -> str:
        """Return the frame that shows the chart; `named` are its number and name on the slide."""
        number, name = named
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{clean(name)}" '
            f'descr="{clean(alt)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place(self.box, 'p')}"
            f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" '
            f'r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )


def native_chart(plot: Plot, box: Box, voice: Voice, key: str) -> NativeChart:
    """Return a plot as a native chart that fills `box`.

    Parameters
    ----------
    key : names the chart's files in the deck
    """
    if is_of_points(plot):
        return _chart_of_points(plot, box, voice, key)
    return _chart_of_columns(plot, box, voice, key)


def _chart_of_columns(plot: Plot, box: Box, voice: Voice, key: str) -> NativeChart:
    columns = columns_of(plot)
    scale = plot.x if columns.horizontal else plot.y
    category = plot.y if columns.horizontal else plot.x
    said_in = (plot.language, plot.currency)
    first = value_axis(scale, extent(columns), said_in)
    inner = _inner_of_columns(columns, first, category.title, box)
    room = inner.width * box.width if columns.horizontal else inner.height * box.height
    columns = _labels_that_fit(columns, inner.width * box.width)
    axis = value_axis(scale, extent(columns), said_in, _label_room(columns, room))
    xml = columns_xml(columns, axis, voice, inner, category.title)
    names: list[Value] = ["", *columns.categories]
    book = book_of([names, *([s.name, *s.values] for s in columns.series)])
    across, up = _along(columns), axis
    canvas = Canvas(inner, box, up if columns.horizontal else across,
                    across if columns.horizontal else up)  # fmt: skip
    shapes = overlay_xml(plot, canvas, voice)
    return NativeChart(xml, book, shapes, box, key)


def _chart_of_points(plot: Plot, box: Box, voice: Voice, key: str) -> NativeChart:
    said_in = (plot.language, plot.currency)
    marks = [mark for mark in plot.marks if isinstance(mark, Bubbles | Arrow | Line)]
    across = scatter_axis(plot.x, tuple(x for m in marks for x in m.x), said_in)
    known = tuple(y for m in marks for y in m.y if y is not None)
    up = scatter_axis(plot.y, known, said_in)
    left = _number_room(up) + (_TITLE if up.title else 0.0)
    inner = _inside(box, left, 8.0, 16.0 + (_TITLE if across.title else 0.0), 10.0)
    canvas = Canvas(inner, box, across, up)
    groups = named(points_of(plot), canvas)
    xml = points_xml(groups, (across, up), voice, inner)
    shapes = overlay_xml(plot, canvas, voice)
    return NativeChart(xml, book_of(list(_point_columns(groups, plot.x.title))), shapes, box, key)


def _point_columns(groups: Iterable[Group], across: str) -> Iterable[list[Value]]:
    for group in groups:
        yield [across, *group.x]
        yield [group.name, *group.y]


def _along(columns: Columns) -> Axis:
    """Return the axis of categories as numbers: half a place of room on either side."""
    places = columns.places or (0.0,)
    step = (places[-1] - places[0]) / max(1, len(places) - 1) or 1.0
    return Axis(places[0] - step / 2, places[-1] + step / 2, step, "")


def _inner_of_columns(columns: Columns, axis: Axis, title: str, box: Box) -> Inner:
    top = _legend_room([s.name for s in columns.series if s.listed], box.width)
    widest = max((text_width(name, TICK) for name in columns.categories), default=0.0)
    if columns.horizontal:
        left = min(0.42 * box.width, widest + 10.0) + (_TITLE if title else 0.0)
        return _inside(box, left, top, 16.0 + (_TITLE if axis.title else 0.0), 14.0)
    left = _number_room(axis) + (_TITLE if axis.title else 0.0)
    slot = (box.width - left - 10.0) / max(1, len(columns.categories))
    skip = math.ceil((widest + 4.0) / slot) if len(columns.categories) > _FEW else 1
    names = columns.categories[::skip]
    lines = max((lines_of(name, TICK, slot * skip - 3) for name in names), default=1)
    bottom = 4.0 + _LINE * min(lines, 4) + (_TITLE if title else 0.0)
    return replace(_inside(box, left, top, bottom, 10.0), skip=skip)


def _inside(box: Box, left: float, top: float, bottom: float, right: float) -> Inner:
    return Inner(
        left / box.width,
        top / box.height,
        max(0.2, 1 - (left + right) / box.width),
        max(0.2, 1 - (top + bottom) / box.height),
    )


def _legend_room(names: Sequence[str], width: float) -> float:
    """Return the height of the legend: as many rows as its names need."""
    if len(names) < 2:
        return 4.0
    wanted = sum(text_width(name, TICK) + _KEY for name in names)
    return 8.0 + _LINE * math.ceil(wanted / (0.9 * width))


def _number_room(axis: Axis) -> float:
    """Return the width of an axis' numbers in points."""
    if "%" in axis.form:
        return 34.0 + 6.0 * (len(axis.form.partition(".")[2].partition("%")[0]))
    quoted = any(sign in axis.form for sign in ("万", "亿", '"K"', '"M"', '"B"'))
    return 48.0 if quoted else 12.0 + 6.0 * len(f"{max(abs(axis.low), axis.high):,.0f}")


def _labels_that_fit(columns: Columns, width: float) -> Columns:
    """Return columns whose labels are small enough to stand beside each other, or none."""
    if columns.horizontal:
        return columns
    bars = 1 if columns.stacked or columns.overlapping else max(
        1, sum(series.kind == "bar" and any(series.paints) for series in columns.series)
    )  # fmt: skip
    slot = width / max(1, len(columns.categories)) / bars
    written = [text for series in columns.series for text in series.written if text]
    if not written:
        return columns
    size = next(
        (s for s in _SMALL_LABELS if max(text_width(t, s) for t in written) <= slot * 1.02), None
    )
    if size is None:
        bare = tuple(replace(series, written=()) for series in columns.series)
        return replace(columns, series=bare)
    return replace(columns, series=tuple(replace(s, label=size) for s in columns.series))


def _label_room(columns: Columns, room: float) -> float:
    """Return which part of the value axis the labels at the ends need."""
    ends = [s for s in columns.series if any(s.written) and s.at in ("end", "above")]
    if not ends:
        return 0.0
    if not columns.horizontal:
        return min(0.3, 16.0 / room)
    largest = max((abs(v) for s in ends for v in s.values if v), default=1.0)
    return min(0.5, max(
        (text_width(text, s.label) + 10.0) / room * abs(value or 0.0) / largest
        for s in ends for text, value in zip(s.written, s.values, strict=True)
    ))  # fmt: skip
