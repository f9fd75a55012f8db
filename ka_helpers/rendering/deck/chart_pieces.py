"""Pieces of a native chart's XML: text, lines, dots, labels, legend, references to its cells."""

from collections.abc import Iterable, Sequence

from ka_helpers.figures.style import INK, MUTED, PALE_BLUE, PALE_ORANGE
from ka_helpers.rendering.deck.markup import LANGUAGES, Voice, clean, colour, fill
from ka_helpers.rendering.deck.points import Group
from ka_helpers.rendering.deck.series import Series

TICK = 10.0


POSITIONS = {"end": "outEnd", "inside": "ctr", "above": "t", "base": "inBase"}


SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def name_labels(group: Group, voice: Voice) -> str:
    """Return the names written at dots; the second part of each says where."""
    """Return the names written at bubbles: the short part says where ("r", "l", "t", "b")."""
    written = [(place, *pair) for place, pair in enumerate(group.names) if pair[0]]
    if not written:
        return ""
    each = "".join(
        f'<c:dLbl><c:idx val="{place}"/>'
        f"<c:tx>{rich_text(name, voice, _inside(where, group.paint))}</c:tx>"
        f'<c:dLblPos val="{where}"/>{SHOWN.format(1)}</c:dLbl>'
        for place, name, where in written
    )
    return f"<c:dLbls>{each}{SHOWN.format(0)}</c:dLbls>"


def _inside(where: str, paint: str) -> str:
    """Return the colour of a name: white on its dot."""
    return "#ffffff" if where == "ctr" and paint not in PALE else INK


def value_labels(series: Series, voice: Voice) -> str:
    """Return what is written at the values of a series, none where nothing is."""
    if not any(series.written):
        return ""
    where = POSITIONS[series.at]
    dark = series.at == "inside" and series.paints[0] not in PALE
    ink = "#ffffff" if dark else INK
    each = "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:tx>{rich_text(text, voice, ink, series.label)}</c:tx>'
        f'<c:dLblPos val="{where}"/>{SHOWN.format(1)}</c:dLbl>'
        if text
        else f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
        for place, text in enumerate(series.written)
        if series.values[place] is not None
    )
    return (
        f"<c:dLbls>{each}<c:spPr><a:noFill/></c:spPr>{text_look(series.label, ink, voice)}"
        f'<c:dLblPos val="{where}"/>{SHOWN.format(1)}</c:dLbls>'
    )


PALE = (PALE_BLUE, PALE_ORANGE)


def error_bars(series: Series) -> str:
    """Return intervals as error bars: from each value to its low and its high end."""
    if not any(series.errors):
        return ""
    pairs = list(zip(series.values, series.errors, strict=True))
    up = [s[1] - v if s and v is not None else 0.0 for v, s in pairs]
    down = [v - s[0] if s and v is not None else 0.0 for v, s in pairs]

    def literal(values: list[float]) -> str:
        points = "".join(
            f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values)
        )
        return f'<c:numLit><c:ptCount val="{len(values)}"/>{points}</c:numLit>'

    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{literal(up)}</c:plus><c:minus>{literal(down)}</c:minus>"
        f"<c:spPr>{line_look(INK, 1.25)}</c:spPr></c:errBars>"
    )


def number_cells(column: str, values: Sequence[float | None]) -> str:
    """Return the cells of a column of numbers and what they hold; None is an empty cell."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    n = len(values)
    return (
        f"<c:numRef><c:f>Sheet1!${column}$2:${column}${n + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{n}"/>{points}</c:numCache>'
        "</c:numRef>"
    )


def text_cell(column: str, text: str) -> str:
    """Return the cell at the head of a column and what it says."""
    return (
        f'<c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{clean(text)}</c:v></c:pt></c:strCache></c:strRef>'
    )


def axis_title(text: str, voice: Voice, place: str) -> str:
    """Return the title of an axis, turned at the left."""
    if not text:
        return ""
    turned = ' rot="-5400000" vert="horz"' if place == "l" else ""
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr>"
        f"<a:r>{run_look(TICK, MUTED, voice)}<a:t>{clean(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


def legend_xml(listed: Iterable[bool], voice: Voice) -> str:
    """Return the legend above the plot; none for a single series."""
    known = list(listed)
    if sum(known) < 2:
        return ""
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
        for at, one in enumerate(known)
        if not one
    )
    look = text_look(TICK, INK, voice)
    return f'<c:legend><c:legendPos val="t"/>{hidden}<c:overlay val="0"/>{look}</c:legend>'


def marker_look(size: float, paint: str, edge: str = "", opacity: float = 1.0) -> str:
    """Return the dots of a line: their diameter in points, none for 0."""
    if not size:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    line = line_look(edge, 1.0) if edge else "<a:ln><a:noFill/></a:ln>"
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{round(max(3, min(72, size + 1)))}"/>'
        f"<c:spPr>{fill(paint, opacity)}{line}</c:spPr></c:marker>"
    )


def line_look(paint: str, width: float, dash: bool = False, opacity: float = 1.0) -> str:
    """Return an outline; none without paint or width."""
    if not paint or not width:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = '<a:prstDash val="dash"/>' if dash else ""
    painted = f"<a:solidFill>{colour(paint, opacity)}</a:solidFill>"
    return f'<a:ln w="{round(width * 12700)}" cap="rnd">{painted}{dashed}<a:round/></a:ln>'


def text_look(size: float, ink: str, voice: Voice) -> str:
    """Return the look of all text of an element."""
    run = f'<a:defRPr sz="{round(size * 100)}" b="0">{fill(ink)}{voice.faces}</a:defRPr>'
    end = '<a:endParaRPr lang="en-US"/>'
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{run}</a:pPr>{end}</a:p></c:txPr>"


def run_look(size: float, ink: str, voice: Voice) -> str:
    """Return the look of one run of text."""
    language = LANGUAGES[voice.language]
    return (
        f'<a:rPr lang="{language}" sz="{round(size * 100)}" b="0">{fill(ink)}{voice.faces}</a:rPr>'
    )


def rich_text(text: str, voice: Voice, ink: str = INK, size: float = TICK) -> str:
    """Return one text as a label."""
    return (
        '<c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
        f"<a:r>{run_look(size, ink, voice)}<a:t>{clean(text)}</a:t></a:r></a:p></c:rich>"
    )
