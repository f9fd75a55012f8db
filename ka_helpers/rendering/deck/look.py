"""The kit's own look: a 16:9 template of three layouts, made in code.

A master with a title, a body and a page number; a layout each for the title slide, a title with
content and a title alone. A company's own template takes its place entirely.
"""

import re

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides

from ka_helpers.figures.style import BLUE, GREEN, INK, MUTED, ORANGE, SERIES
from ka_helpers.rendering.deck.markup import CHINESE_FACE, EMU, Box, bar, fill, place

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 40.0
TITLE = Box(MARGIN, 22.0, WIDTH - 2 * MARGIN, 62.0)
BODY = Box(MARGIN, 100.0, WIDTH - 2 * MARGIN, 400.0)
NUMBER = Box(WIDTH - MARGIN - 80.0, 510.0, 80.0, 20.0)
_COVER = Box(MARGIN + 24, 130.0, WIDTH - 2 * MARGIN - 48, 110.0)
_UNDER_COVER = Box(MARGIN + 24, 254.0, WIDTH - 2 * MARGIN - 48, 150.0)
_KEPT = ("title", "obj", "titleOnly")
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_FONT = f'<a:latin typeface="Arial"/><a:ea typeface="{CHINESE_FACE}"/><a:cs typeface=""/>'


def own_template() -> Slides:
    """Return the kit's own template, made anew."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)  # type: ignore[assignment]
    _keep_three_layouts(slides)
    master = slides.slide_master
    _set_shapes(master, _master_shapes())
    _restyle(master)
    for layout in slides.slide_layouts:
        _set_shapes(layout, _layout_shapes(str(layout._element.get("type"))))
    _repaint(slides)
    return slides


def _keep_three_layouts(slides: Slides) -> None:
    for layout in list(slides.slide_layouts):
        if layout._element.get("type") not in _KEPT:
            slides.slide_layouts.remove(layout)


def _set_shapes(page: object, shapes: str) -> None:
    tree = page._element.cSld.spTree  # type: ignore[attr-defined]
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for shape in parse_xml(f"<p:spTree {_NAMESPACES}>{shapes}</p:spTree>"):
        tree.append(shape)


def _master_shapes() -> str:
    return (
        _shape(2, 'type="title"', TITLE, 'anchor="b"')
        + _shape(3, 'type="body" idx="1"', BODY)
        + _number(4, 'type="sldNum" sz="quarter" idx="4"', NUMBER)
    )


def _layout_shapes(kind: str) -> str:
    if kind == "title":
        return (
            bar(7, "Accent", Box(MARGIN, _COVER.bottom - 70, 6.0, 190.0), BLUE)
            + _shape(2, 'type="ctrTitle"', _COVER, 'anchor="b"', _sized(34, 1))
            + _shape(3, 'type="subTitle" idx="1"', _UNDER_COVER, "", _sized(18, 0))
        )
    rule = bar(7, "Accent", Box(MARGIN, TITLE.bottom + 5, 48.0, 2.5), BLUE)
    title = _shape(2, 'type="title"')
    body = _shape(3, 'idx="1"') if kind == "obj" else ""
    return rule + title + body + _number(4, 'type="sldNum" sz="quarter" idx="12"')


def _shape(number: int, kind: str, box: Box | None = None, body: str = "", style: str = "") -> str:
    where = f'{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    inner = f' lIns="0" tIns="0" rIns="0" bIns="0" {body}' if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Placeholder {number}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{where}</p:spPr><p:txBody><a:bodyPr{inner}><a:normAutofit/></a:bodyPr>"
        f'<a:lstStyle>{style}</a:lstStyle><a:p><a:r><a:rPr lang="en-US"/><a:t> </a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def _number(number: int, kind: str, box: Box | None = None) -> str:
    where = f'{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    style = f'<a:lvl1pPr algn="r"><a:defRPr sz="1000">{fill(MUTED)}</a:defRPr></a:lvl1pPr>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Slide number"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{where}</p:spPr><p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        f"<a:lstStyle>{style if box else ''}</a:lstStyle><a:p>"
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
        "</a:p></p:txBody></p:sp>"
    )


def _sized(size: int, bold: int) -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}00" b="{bold}"/>'
        "</a:lvl1pPr>"
    )


def _restyle(master: object) -> None:
    """Give the master's titles and texts our sizes, to the left."""
    styles = master._element.find(  # type: ignore[attr-defined]
        "{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles"
    )
    title = styles[0][0]
    title.set("algn", "l")
    title[-1].set("sz", "2400")
    title[-1].set("b", "1")
    for level, size in zip(styles[1], (1600, 1400, 1400, 1200, 1200), strict=False):
        level[-1].set("sz", str(size))


def _repaint(slides: Slides) -> None:
    """Put our faces and colours into the theme of the slides; the notes keep theirs."""
    part = slides.slide_master.part.part_related_by(RT.THEME)
    xml = part.blob.decode()
    paints = (INK, "#ffffff", "#243b53", "#f0f4f8", BLUE, ORANGE, GREEN, *SERIES[3:6])
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{place}" for place in range(1, 7)))
    for name, paint in zip(names, paints, strict=True):
        painted = f'<a:{name}><a:srgbClr val="{paint[1:].upper()}"/></a:{name}>'
        xml = re.sub(f"<a:{name}>.*?</a:{name}>", painted, xml, flags=re.DOTALL)
    for kind in ("majorFont", "minorFont"):
        face = f"<a:{kind}>{_FONT}</a:{kind}>"
        xml = re.sub(f"<a:{kind}>.*?</a:{kind}>", face, xml, flags=re.DOTALL)
    part._blob = xml.encode()
