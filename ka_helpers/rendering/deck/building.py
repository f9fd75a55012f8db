"""A deck in the making: slides of shapes, tables and charts, with notes, saved the same twice.

Slides are written as XML at once instead of shape by shape; the files around them are the
template's own. Not in here: what the slides say, how the files hang together (`package`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml

from ka_helpers.figures.plot import Plot
from ka_helpers.rendering.deck.grid import Grid, grid_xml
from ka_helpers.rendering.deck.markup import (
    XML,
    Box,
    Look,
    Paragraph,
    Voice,
    in_colour,
    legible,
    paragraphs,
    placeholder,
    said,
    slide_number,
    text_box,
)
from ka_helpers.rendering.deck.measuring import LINE, cut, fitting
from ka_helpers.rendering.deck.native_chart import NativeChart, native_chart
from ka_helpers.rendering.deck.package import Links, Package
from ka_helpers.rendering.deck.template import Frame, Page, opened

TITLE, COVER_TITLE = (24.0, 15.0), (34.0, 20.0)
"""Largest and smallest size of a title in points."""
TITLE_LINES = 2
UNKNOWN_FACE = 1.12
"""How much wider than ours the letters of a template's face may be."""
_INSET = 7.2
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TREE = (
    '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{}</p:spTree></p:cSld>'
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
)


@dataclass(frozen=True)
class Card:
    """What the file says about itself."""

    title: str
    subject: str
    as_of: str
    language: str


class Deck:
    """Slides added one by one to a template."""

    def __init__(self, template: Path | None, language: str) -> None:
        self.frame: Frame = opened(template)
        self.package = Package(self.frame.blank)
        self.voice = Voice(language, self.frame.east)
        self.charts = 0
        self.wider = 1.0 if template is None else UNKNOWN_FACE
        self._slides = 0

    def slide(self, title: str, notes: Sequence[str] = (), cover: bool = False) -> "Sheet":
        """Return a new slide with its title; nothing stands on it yet."""
        self._slides += 1
        return Sheet(self, self.frame.cover if cover else self.frame.page, title, notes)

    @property
    def count(self) -> int:
        """How many slides there are."""
        return self._slides

    def saved(self, card: Card) -> bytes:
        """Return the file's bytes: the same slides give the same bytes."""
        properties = _properties(self.frame.blank.properties[1], card)
        return self.package.saved(self._slides, properties)


class Sheet:
    """One slide in the making; `content` is where its content stands."""

    def __init__(self, deck: Deck, page: Page, title: str, notes: Sequence[str]) -> None:
        self.deck, self.page, self.title = deck, page, title
        self.content = page.content
        self.notes = [note for note in notes if note]
        self._shapes: list[str] = []
        self._last = 1
        self.number = deck.count
        self.links = Links()
        self.links.to(page.layout, RT.SLIDE_LAYOUT)
        self._write_title()

    def put_text(self, name: str, box: Box, body: Sequence[Paragraph], anchor: str = "t") -> None:
        """Put paragraphs into a box; they must fit (see `measuring`)."""
        self._shapes.append(text_box((self._next(), name), box, body, self.deck.voice, anchor))

    def put_under_title(self, body: Sequence[Paragraph], box: Box) -> None:
        """Put paragraphs into the layout's second placeholder, or into a box if it has none."""
        if self.page.body:
            plain = [in_colour(paragraph, "") for paragraph in body]
            self._shapes.append(placeholder(self._next(), self.page.body, plain, self.deck.voice))
        else:
            self.put_text("subtitle", box, body)

    def put_grid(self, grid: Grid, box: Box) -> float:
        """Put a native table into a box; return its height in points."""
        fitted = replace(grid, wider=self.deck.wider)
        xml, tall = grid_xml(self._next(), fitted, box, self.deck.voice)
        self._shapes.append(xml)
        return tall

    def put_chart(self, plot: Plot, box: Box, name: str, alt: str) -> NativeChart:
        """Put a native, editable chart into a box."""
        self.deck.charts += 1
        chart = native_chart(plot, box, self.deck.voice, f"{self.deck.charts}")
        relation = chart.add_to(self.deck.package, self.links)
        self._shapes.append(chart.frame((self._next(), name), alt, relation))
        return chart

    def done(self) -> None:
        """Add the slide to the deck."""
        if self.page.number:
            shown = slide_number(self._next(), self.page.number, self.number)
            self._shapes.append(shown)
        tree = _TREE.format("".join(self._shapes))
        self._write_notes()
        xml = f"{XML}<p:sld {_NAMESPACES}>{tree}</p:sld>"
        name = f"ppt/slides/slide{self.number}.xml"
        self.deck.package.add(name, CT.PML_SLIDE, xml, self.links)

    def _write_title(self) -> None:
        box, page = self.page.title_box, self.page
        room = box.width - 2 * _INSET
        cover = page is self.deck.frame.cover and self.deck.count == 1
        largest, smallest = COVER_TITLE if cover else TITLE
        largest = min(page.title_size, largest)
        sizes = tuple(max(smallest, largest - step) for step in range(int(largest - smallest) + 1))
        height = min(box.height, TITLE_LINES * LINE * largest)
        title = " ".join(self.title.split())
        text, size = fitting(title, room, height, sizes or (smallest,), bold=True)
        text = cut(text, size, room, TITLE_LINES + 1, bold=True)
        if text != self.title:
            self.notes.insert(0, self.title)
        if page.title:
            body = (said(text, Look(size, colour="")),)
            shape = placeholder(self._next(), page.title, body, self.deck.voice)
            self._shapes.append(shape.replace(f'name="Placeholder {self._last}"', 'name="Title"'))
        else:
            self.put_text("Title", box, (said(text, Look(size, bold=True)),), "b")

    def _write_notes(self) -> None:
        if not self.notes:
            return
        body = paragraphs(
            [said(note, Look(colour=""), 4.0) for note in self.notes], self.deck.voice
        )
        shapes = (
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" '
            'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr>'
            '</p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr>'
            "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
            f"{body}</p:txBody></p:sp>"
        )
        xml = f"{XML}<p:notes {_NAMESPACES}>{_TREE.format(shapes)}</p:notes>"
        links = Links()
        links.to(self.deck.frame.blank.notes_master, RT.NOTES_MASTER)
        links.to(f"../slides/slide{self.number}.xml", RT.SLIDE)
        name = f"notesSlides/notesSlide{self.number}.xml"
        self.deck.package.add(f"ppt/{name}", CT.PML_NOTES_SLIDE, xml, links)
        self.links.to(f"../{name}", RT.NOTES_SLIDE)

    def _next(self) -> int:
        self._last += 1
        return self._last


def _properties(template: bytes, card: Card) -> bytes:
    """Return what the file says about itself; what only the template says stays."""
    properties: Any = parse_xml(template)
    day = dt.datetime.fromisoformat(card.as_of[:10])
    properties.title_text = legible(card.title)[:255]
    properties.subject_text = card.subject[:255]
    properties.author_text = properties.lastModifiedBy_text = "KA Kit"
    properties.language_text = "zh-CN" if card.language == "zh" else "en-US"
    properties.created_datetime = properties.modified_datetime = day
    properties.lastPrinted_datetime = day
    properties.revision_number = 1
    return bytes(serialize_part_xml(properties))
