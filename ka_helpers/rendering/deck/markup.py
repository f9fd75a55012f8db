"""Shapes of a slide as XML text: text boxes, placeholders, tables.

Everything is in points; every text from data is escaped here. Colours are the kit's, said
as the template's theme colours, so that a company's own template repaints them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from ka_helpers.figures.style import (
    BLUE,
    GRID,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
)

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EMU = 12700
"""English metric units in a point."""
CHINESE_FACE = "Microsoft YaHei"
LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
PALES = {"good": "#d3ebdc", "warn": "#fbe3c6", "bad": "#f7d2cd"}
_UNDRAWABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_AS_IT_IS = re.compile(f'{_UNDRAWABLE.pattern}|[&<>"]')
_TINT = '<a:lumMod val="{}000"/><a:lumOff val="{}000"/>'
_THEME = {
    INK: ("tx1", ""),
    MUTED: ("tx1", _TINT.format(65, 35)),
    GRID: ("bg1", '<a:lumMod val="85000"/>'),
    BLUE: ("accent1", ""),
    ORANGE: ("accent2", ""),
    PALE_BLUE: ("accent1", _TINT.format(40, 60)),
    PALE_ORANGE: ("accent2", _TINT.format(40, 60)),
}


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.top + self.height

    def below(self, used: float, height: float | None = None) -> "Box":
        """Return the part of this box that begins `used` points below its top."""
        left = max(0.0, self.height - used)
        return Box(self.left, self.top + used, self.width, left if height is None else height)

    def columns(self, n: int, gap: float) -> tuple["Box", ...]:
        """Return this box cut into `n` columns."""
        width = (self.width - gap * (n - 1)) / n
        return tuple(
            Box(self.left + place * (width + gap), self.top, width, self.height)
            for place in range(n)
        )


@dataclass(frozen=True)
class Voice:
    """In what language and faces a deck speaks; `east` is the face of Chinese letters."""

    language: str
    east: str = CHINESE_FACE

    @property
    def faces(self) -> str:
        """The faces of a run: the template's own for Latin letters."""
        return f'<a:latin typeface="+mn-lt"/><a:ea typeface="{self.east}"/>'


@dataclass(frozen=True)
class Look:
    """How a run of text looks; size in points, 0 takes the template's."""

    size: float = 0.0
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True)
class Run:
    """Text in one look."""

    text: str
    look: Look = Look()


@dataclass(frozen=True)
class Paragraph:
    """Runs on their own lines; `after` is the room below in points."""

    runs: tuple[Run, ...]
    after: float = 0.0
    align: str = "l"
    bullet: bool = False


def said(text: str, look: Look, after: float = 0.0, align: str = "l") -> Paragraph:
    """Return a paragraph in one look."""
    return Paragraph((Run(text, look),), after, align)


def clean(text: str) -> str:
    """Return text as XML can hold it, escaped."""
    if not _NOT_AS_IT_IS.search(text):
        return text
    return escape(legible(text), {'"': "&quot;"})


def legible(text: str) -> str:
    """Return text without what XML cannot hold: control characters."""
    return _UNDRAWABLE.sub(" ", text)


def colour(name: str, alpha: float = 1.0) -> str:
    """Return a colour element: a theme colour where the kit's colour stands for one."""
    known = _THEME.get(name)
    clear = f'<a:alpha val="{round(alpha * 100_000)}"/>' if alpha < 1 else ""
    if known:
        return f'<a:schemeClr val="{known[0]}">{known[1]}{clear}</a:schemeClr>'
    return f'<a:srgbClr val="{name.lstrip("#")}">{clear}</a:srgbClr>'


def fill(name: str, alpha: float = 1.0) -> str:
    """Return a fill in one colour, none for ""."""
    return f"<a:solidFill>{colour(name, alpha)}</a:solidFill>" if name else "<a:noFill/>"


def place(box: Box, tag: str = "a") -> str:
    """Return where a shape stands."""
    left, top, width, height = (
        round(side * EMU) for side in (box.left, box.top, box.width, box.height)
    )
    return (
        f'<{tag}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{tag}:xfrm>'
    )


def run_looks(look: Look, voice: Voice, tag: str = "a:rPr", face: bool = True) -> str:
    """Return the properties of a run."""
    size = f' sz="{round(look.size * 100)}"' if look.size else ""
    bold = ' b="1"' if look.bold else ""
    language = LANGUAGES[voice.language]
    faces = voice.faces if face else f'<a:ea typeface="{voice.east}"/>'
    painted = fill(look.colour) if look.colour else ""
    return (
        f'<{tag} lang="{language}" altLang="en-US"{size}{bold} dirty="0">{painted}{faces}</{tag}>'
    )


def paragraphs(body: Iterable[Paragraph], voice: Voice, face: bool = True) -> str:
    """Return paragraphs as XML; `face` names the Latin face, else the placeholder's stands."""
    return "".join(_paragraph(paragraph, voice, face) for paragraph in body)


def _paragraph(paragraph: Paragraph, voice: Voice, face: bool) -> str:
    after = f'<a:spcAft><a:spcPts val="{round(paragraph.after * 100)}"/></a:spcAft>'
    hang = ' marL="171450" indent="-171450"' if paragraph.bullet else ' marL="0" indent="0"'
    sign = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if paragraph.bullet else "<a:buNone/>"
    runs = "".join(
        f"<a:r>{run_looks(run.look, voice, face=face)}<a:t>{clean(line)}</a:t></a:r>"
        if place == 0
        else f"<a:br/><a:r>{run_looks(run.look, voice, face=face)}<a:t>{clean(line)}</a:t></a:r>"
        for run in paragraph.runs
        for place, line in enumerate(run.text.split("\n"))
    )
    return (
        f'<a:p><a:pPr{hang} algn="{paragraph.align}"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f"{after}{sign}</a:pPr>{runs}</a:p>"
    )


def text_box(
    named: tuple[int, str], box: Box, body: Sequence[Paragraph], voice: Voice, anchor: str = "t"
) -> str:
    """Return a text box without inner margins; `named` are its number and name on the slide."""
    number, name = named
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{clean(name)}"/><p:cNvSpPr txBox="1"/>'
        f"<p:nvPr/></p:nvSpPr><p:spPr>{place(box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs(body, voice)}</p:txBody></p:sp>"
    )


def bar(number: int, name: str, box: Box, painted: str) -> str:
    """Return a rectangle without text or outline."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(painted)}'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def placeholder(number: int, kind: str, body: Sequence[Paragraph], voice: Voice) -> str:
    """Return a filled placeholder of the layout; `kind` is its attributes."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Placeholder {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        "<p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>"
        f"{paragraphs(body, voice, face=False)}</p:txBody></p:sp>"
    )


def slide_number(number: int, kind: str, shown: int) -> str:
    """Return the layout's slide number."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Slide number"/><p:cNvSpPr><a:spLocks '
        f'noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
        '<a:bodyPr/><a:lstStyle/><a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" '
        f'type="slidenum"><a:t>{shown}</a:t></a:fld></a:p></p:txBody></p:sp>'
    )


def in_colour(paragraph: Paragraph, name: str) -> Paragraph:
    """Return a paragraph whose runs all have one colour; "" takes the placeholder's."""
    runs = tuple(replace(run, look=replace(run.look, colour=name)) for run in paragraph.runs)
    return replace(paragraph, runs=runs)
