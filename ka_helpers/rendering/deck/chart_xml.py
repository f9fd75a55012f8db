"""The XML of a native chart over categories or of points, around given series.

Written as text: a chart takes a millisecond instead of ten. Not in here: which series (`series`,
`points`), the workbook behind the chart (`chart_book`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.figures.style import GRID, INK, MUTED
from ka_helpers.rendering.deck.axes import Axis
from ka_helpers.rendering.deck.chart_book import letters
from ka_helpers.rendering.deck.chart_pieces import (
    TICK,
    axis_title,
    error_bars,
    legend_xml,
    line_look,
    marker_look,
    name_labels,
    number_cells,
    text_cell,
    text_look,
    value_labels,
)
from ka_helpers.rendering.deck.markup import LANGUAGES, Voice, clean, fill
from ka_helpers.rendering.deck.points import Group
from ka_helpers.rendering.deck.series import Columns, Series

_AXES = '<c:axId val="111"/><c:axId val="222"/>'
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/>{}<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
    "<c:plotArea>"
)


@dataclass(frozen=True)
class Inner:
    """Where the plot itself stands in its chart, in fractions; each `skip`th category is named."""

    left: float
    top: float
    width: float
    height: float
    skip: int = 1


def columns_xml(columns: Columns, axis: Axis, voice: Voice, inner: Inner, title: str) -> str:
    """Return a chart of bars, lines and areas; `title` is the category axis'.

    A comment stands where the reference to shapes drawn on the chart belongs.
    """
    groups = []
    for kind, write in (("area", _areas), ("bar", _bars), ("line", _lines)):
        chosen = [(at, s) for at, s in enumerate(columns.series) if s.kind == kind]
        if chosen:
            groups.append(write(chosen, columns, voice))
    places = ("l", "b") if columns.horizontal else ("b", "l")
    axes = (
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{places[0]}"/>{axis_title(title, voice, places[0])}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line_look(GRID, 1.0)}</c:spPr>{text_look(TICK, MUTED, voice)}"
        '<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="{inner.skip}"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        + _value_axis("222", "111", axis, (places[1], "between"), voice)
    )
    listed = [series.listed for series in columns.series]
    order = [at for kind in ("area", "bar", "line") for at, s in enumerate(columns.series)
             if s.kind == kind]  # fmt: skip
    legend = legend_xml([listed[at] for at in order], voice)
    return _space("".join(groups) + axes, legend, inner, voice)


def points_xml(groups: Sequence[Group], axes: tuple[Axis, Axis], voice: Voice, inner: Inner) -> str:
    """Return a chart of points."""
    body = "".join(_dot_series(at, group, voice) for at, group in enumerate(groups))
    chart = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{body}{_AXES}</c:scatterChart>"
    )
    across = _value_axis("111", "222", axes[0], ("b", "midCat"), voice)
    up = _value_axis("222", "111", axes[1], ("l", "midCat"), voice)
    legend = legend_xml([group.listed for group in groups], voice)
    return _space(chart + across + up, legend, inner, voice)


def _space(body: str, legend: str, inner: Inner, voice: Voice) -> str:
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{inner.left:.4f}"/><c:y val="{inner.top:.4f}"/>'
        f'<c:w val="{inner.width:.4f}"/><c:h val="{inner.height:.4f}"/></c:manualLayout></c:layout>'
    )
    language = f'<c:lang val="{LANGUAGES[voice.language]}"/>'
    return (
        f"{_HEAD.format(language)}{layout}{body}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_look(TICK, INK, voice)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
        "<!--shapes--></c:chartSpace>"
    )


def _bars(chosen: Sequence[tuple[int, Series]], columns: Columns, voice: Voice) -> str:
    grouping = "stacked" if columns.stacked else "clustered"
    overlap = 100 if columns.stacked or columns.overlapping else -5
    body = "".join(
        f"<c:ser>{_ident(at, series)}<c:spPr>{fill(series.paints[0], series.opacity)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_own_paints(series)}{value_labels(series, voice)}'
        f"{error_bars(series)}{_data(at, series, columns)}</c:ser>"
        for at, series in chosen
    )
    direction = "bar" if columns.horizontal else "col"
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{body}<c:gapWidth val="{columns.gap}"/>'
        f'<c:overlap val="{overlap}"/>{_AXES}</c:barChart>'
    )


def _lines(chosen: Sequence[tuple[int, Series]], columns: Columns, voice: Voice) -> str:
    body = "".join(
        f"<c:ser>{_ident(at, series)}<c:spPr>"
        f"{line_look(series.paints[0], series.width, series.dash, series.opacity)}</c:spPr>"
        f"{marker_look(series.marker, series.paints[0])}{value_labels(series, voice)}"
        f'{_data(at, series, columns)}<c:smooth val="0"/></c:ser>'
        for at, series in chosen
    )
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{body}<c:marker val="1"/>{_AXES}</c:lineChart>'
    )


def _areas(chosen: Sequence[tuple[int, Series]], columns: Columns, voice: Voice) -> str:
    body = "".join(
        f"<c:ser>{_ident(at, series)}<c:spPr>{fill(series.paints[0], series.opacity)}"
        f"<a:ln><a:noFill/></a:ln></c:spPr>{_data(at, series, columns)}</c:ser>"
        for at, series in chosen
    )
    return (
        '<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f"{body}{_AXES}</c:areaChart>"
    )


def _dot_series(at: int, group: Group, voice: Voice) -> str:
    line = line_look(group.paint, group.width, group.dash) if group.width else line_look("", 0.0)
    name = f"<c:tx>{text_cell(letters(2 * at + 1), group.name)}</c:tx>"
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name}<c:spPr>{line}</c:spPr>'
        f"{_dots(group)}{name_labels(group, voice)}"
        f"<c:xVal>{number_cells(letters(2 * at), group.x)}</c:xVal>"
        f'<c:yVal>{number_cells(letters(2 * at + 1), group.y)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _dots(group: Group) -> str:
    """Return the look of dots: of the first, then of each that has another size."""
    sizes = [2 * (area / math.pi) ** 0.5 for area in group.areas] or [0.0]
    looks = [marker_look(size, group.paint, group.edge, group.opacity) for size in sizes]
    return looks[0] + "".join(
        f'<c:dPt><c:idx val="{place}"/>{look}<c:bubble3D val="0"/></c:dPt>'
        for place, look in enumerate(looks)
        if look != looks[0]
    )


def _ident(at: int, series: Series) -> str:
    name = f"<c:tx>{text_cell(letters(at + 1), series.name)}</c:tx>"
    return f'<c:idx val="{at}"/><c:order val="{at}"/>{name}'


def _own_paints(series: Series) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{fill(paint)}</c:spPr></c:dPt>"
        for place, paint in enumerate(series.paints)
        if paint != series.paints[0]
    )


def _data(at: int, series: Series, columns: Columns) -> str:
    n = len(columns.categories)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{clean(name)}</c:v></c:pt>'
        for place, name in enumerate(columns.categories)
    )
    categories = (
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${n + 1}</c:f><c:strCache><c:ptCount val="{n}"/>'
        f"{points}</c:strCache></c:strRef></c:cat>"
    )
    return f"{categories}<c:val>{number_cells(letters(at + 1), series.values)}</c:val>"


def _value_axis(ident: str, other: str, axis: Axis, stands: tuple[str, str], voice: Voice) -> str:
    grid = f"<c:majorGridlines><c:spPr>{line_look(GRID, 0.5)}</c:spPr></c:majorGridlines>"
    return (
        f'<c:valAx><c:axId val="{ident}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{axis.high!r}"/><c:min val="{axis.low!r}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{stands[0]}"/>{grid if axis.grid else ""}'
        f"{axis_title(axis.title, voice, stands[0])}"
        f'<c:numFmt formatCode="{clean(axis.form)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text_look(TICK, MUTED, voice)}"
        f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="{stands[1]}"/><c:majorUnit val="{axis.step!r}"/></c:valAx>'
    )
