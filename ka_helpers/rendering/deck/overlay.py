"""What a native chart cannot say, drawn on it as shapes of the chart: words, lines, fields."""

from collections.abc import Iterator
from dataclasses import dataclass

from ka_helpers.figures.plot import Arrow, Band, Note, Plot, Rule, Span
from ka_helpers.rendering.deck.axes import Axis
from ka_helpers.rendering.deck.chart_xml import Inner
from ka_helpers.rendering.deck.markup import EMU, Box, Look, Voice, colour, fill, paragraphs, said
from ka_helpers.rendering.deck.measuring import LINE, text_width

SIZE = 10.0
_PALER = 0.3
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"'
)


@dataclass(frozen=True)
class Canvas:
    """The plot's place in its chart and its axes: from data to points."""

    inner: Inner
    box: Box
    across: Axis
    up: Axis

    def x(self, value: float, framed: bool = False) -> float:
        """Return points from the chart's left edge; `framed` values are parts of the plot."""
        part = value if framed else self.across.at(value)
        return (self.inner.left + self.inner.width * min(1.0, max(0.0, part))) * self.box.width

    def y(self, value: float, framed: bool = False) -> float:
        """Return points from the chart's top edge."""
        part = value if framed else self.up.at(value)
        down = 1 - min(1.0, max(0.0, part))
        return (self.inner.top + self.inner.height * down) * self.box.height


def overlay_xml(plot: Plot, canvas: Canvas, voice: Voice) -> str:
    """Return the drawing on a chart, "" if there is nothing to draw."""
    shapes = list(_shapes(plot, canvas, voice))
    if not shapes:
        return ""
    numbered = "".join(shape.replace("{id}", str(at + 2)) for at, shape in enumerate(shapes))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<c:userShapes {_NAMESPACES}>{numbered}</c:userShapes>"


def _shapes(plot: Plot, canvas: Canvas, voice: Voice) -> Iterator[str]:
    of_points = any(hasattr(mark, "areas") for mark in plot.marks)
    in_rows = plot.y.labels is not None and not of_points
    for mark in plot.marks:
        if isinstance(mark, Span):
            yield from _field(mark, canvas, voice)
        elif isinstance(mark, Band) and of_points:
            yield _zone(mark, canvas)
        elif isinstance(mark, Rule) and (mark.upright or of_points):
            yield _rule(mark, canvas)
        elif isinstance(mark, Arrow):
            ends = [(canvas.x(x), canvas.y(y)) for x, y in zip(mark.x, mark.y, strict=True)]
            yield _straight(ends[0], ends[1], Stroke(mark.colour, 1.5, arrow=True), canvas)
        elif isinstance(mark, Note) and (any(mark.framed) or not in_rows):
            yield _words(mark, canvas, voice)


def _field(span: Span, canvas: Canvas, voice: Voice) -> Iterator[str]:
    left, right = canvas.x(span.low), canvas.x(span.high)
    top, bottom = canvas.y(1.0, True), canvas.y(0.0, True)
    yield _rectangle(Box(left, top, right - left, bottom - top), span.colour, canvas)
    if span.label:
        width = text_width(span.label, SIZE) + 6
        start = min(max((left + right - width) / 2, 0.0), canvas.box.width - width)
        yield _text(Box(start, top, width, SIZE * LINE), span.label, canvas, voice)


@dataclass(frozen=True)
class Stroke:
    """How a straight line looks; width in points."""

    colour: str
    width: float
    dash: bool = False
    arrow: bool = False


def _rule(rule: Rule, canvas: Canvas) -> str:
    """Return a line across the whole plot."""
    if rule.upright:
        at = canvas.x(rule.at)
        ends = (at, canvas.y(1.0, True)), (at, canvas.y(0.0, True))
    else:
        at = canvas.y(rule.at)
        ends = (canvas.x(0.0, True), at), (canvas.x(1.0, True), at)
    return _straight(*ends, Stroke(rule.colour, rule.width, bool(rule.dash)), canvas)


def _straight(
    start: tuple[float, float], end: tuple[float, float], stroke: Stroke, canvas: Canvas
) -> str:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    box = Box(left, top, right - left, bottom - top)
    turned = ' flipH="1"' if end[0] < start[0] else ""
    turned += ' flipV="1"' if end[1] < start[1] else ""
    where = _where(box).replace("<a:xfrm>", f"<a:xfrm{turned}>")
    painted = f"<a:solidFill>{colour(stroke.colour)}</a:solidFill>"
    painted += '<a:prstDash val="dash"/>' if stroke.dash else ""
    painted += '<a:tailEnd type="triangle"/>' if stroke.arrow else ""
    return _anchored(
        box, canvas,
        '<cdr:cxnSp macro=""><cdr:nvCxnSpPr><cdr:cNvPr id="{id}" name="Line"/><cdr:cNvCxnSpPr/>'
        f'</cdr:nvCxnSpPr><cdr:spPr>{where}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{round(stroke.width * EMU)}">{painted}</a:ln></cdr:spPr></cdr:cxnSp>',
    )  # fmt: skip


def _words(note: Note, canvas: Canvas, voice: Voice) -> str:
    x = canvas.x(note.x, note.framed[0]) + note.dx
    y = canvas.y(note.y, note.framed[1]) - note.dy
    width, height = text_width(note.text, SIZE) + 4, SIZE * LINE
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[note.across]
    top = y - {"top": 0.0, "middle": height / 2, "bottom": height}[note.up]
    left = min(max(0.0, left), max(0.0, canvas.box.width - width))
    return _text(Box(left, top, width, height), note.text, canvas, voice, note.colour)


def _zone(band: Band, canvas: Canvas) -> str:
    """Return a band between two lines, as a rectangle where both are level."""
    across = [canvas.x(value) for value in band.x]
    high, low = ([canvas.y(value) for value in line] for line in (band.high, band.low))
    left, top = min(across), min(high)
    box = Box(left, top, max(across) - left, max(low) - top)
    if len({*high}) == len({*low}) == 1:
        return _rectangle(box, band.colour, canvas)
    ring = [*zip(across, high, strict=True), *zip(across[::-1], low[::-1], strict=True)]
    points = "".join(
        f'<a:{"lnTo" if at else "moveTo"}><a:pt x="{round((x - left) * EMU)}" '
        f'y="{round((y - top) * EMU)}"/></a:{"lnTo" if at else "moveTo"}>'
        for at, (x, y) in enumerate(ring)
    )
    size = f'w="{round(box.width * EMU)}" h="{round(box.height * EMU)}"'
    outline = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}>{points}<a:close/></a:path></a:pathLst></a:custGeom>"
    )
    return _rectangle(box, band.colour, canvas).replace(_RECTANGLE, outline)


def _rectangle(box: Box, paint: str, canvas: Canvas) -> str:
    return _anchored(
        box, canvas,
        '<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="{id}" name="Field"/><cdr:cNvSpPr/>'
        f"</cdr:nvSpPr><cdr:spPr>{_where(box)}{_RECTANGLE}"
        f"{fill(paint, _PALER)}<a:ln><a:noFill/></a:ln></cdr:spPr></cdr:sp>",
    )  # fmt: skip


def _text(box: Box, text: str, canvas: Canvas, voice: Voice, ink: str = "#6b7785") -> str:
    body = paragraphs((said(text, Look(SIZE, colour=ink), align="ctr"),), voice)
    return _anchored(
        box, canvas,
        '<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="{id}" name="Text"/>'
        f'<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr>{_where(box)}<a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom><a:noFill/></cdr:spPr><cdr:txBody>"
        '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f"{body}</cdr:txBody></cdr:sp>",
    )  # fmt: skip


def _where(box: Box) -> str:
    left, top, width, height = (
        round(side * EMU) for side in (box.left, box.top, box.width, box.height)
    )
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _anchored(box: Box, canvas: Canvas, shape: str) -> str:
    wide, tall = canvas.box.width, canvas.box.height
    return (
        f"<cdr:relSizeAnchor><cdr:from><cdr:x>{box.left / wide:.5f}</cdr:x>"
        f"<cdr:y>{box.top / tall:.5f}</cdr:y></cdr:from><cdr:to><cdr:x>{box.right / wide:.5f}"
        f"</cdr:x><cdr:y>{box.bottom / tall:.5f}</cdr:y></cdr:to>{shape}</cdr:relSizeAnchor>"
    )
