"""An empty template's files, packed once for all decks made from it, and its list of slides.

Nothing in here changes: every deck adds its own files (`package`) to the same ones. Not in here:
the template's layouts (`template`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count, islice

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import _ContentTypesItem
from pptx.presentation import Presentation as Slides

from ka_helpers.rendering.deck.archive import SMALL, Packed, packed
from ka_helpers.rendering.deck.markup import clean

FOLDER = "/ppt/slides"
"""Where a deck's slides stand."""
_NEW = "rIdNew"
_ENTRY = re.compile(rf'(<(?:\w+:)?sldId\s[^<>]*"{_NEW}"[^<>]*/>)')
_FIRST = 256
"""The number of the first slide in the list of slides: the format begins there."""


@dataclass(frozen=True)
class Place:
    """Where the presentation itself stands, and its folder's way to a slide's folder."""

    name: str
    to_slides: str


@dataclass(frozen=True)
class Blank:
    """An empty template's files.

    `parts` stand in every deck as they are; `kinds` say what each file is, `endings` what all
    files of an ending are. `listing` is the presentation before, at and after a slide's entry,
    `related` its relations without their end, `taken` their names. `notes_master` is said as a
    slide's notes refer to it; `properties` is what the file says about itself, and where.
    """

    parts: tuple[Packed, ...]
    kinds: Mapping[str, str]
    endings: Mapping[str, str]
    presentation: Place
    listing: tuple[str, str, str]
    related: str
    taken: frozenset[str]
    notes_master: str
    properties: tuple[str, bytes]

    def listed(self, n: int) -> tuple[str, str]:
        """Return the presentation of `n` slides, and its relations."""
        names = list(islice((f"rId{at}" for at in count(1) if f"rId{at}" not in self.taken), n))
        before, entry, after = self.listing
        entries = "".join(
            entry.replace(f'"{_FIRST}"', f'"{_FIRST + at}"').replace(_NEW, name)
            for at, name in enumerate(names)
        )
        lines = "".join(
            f'<Relationship Id="{name}" Type="{RT.SLIDE}" '
            f'Target="{self.presentation.to_slides}/slide{at + 1}.xml"/>'
            for at, name in enumerate(names)
        )
        return f"{before}{entries}{after}", f"{self.related}{lines}</Relationships>"


def blank_of(slides: Slides) -> Blank:
    """Return the files of a presentation without slides; it is of no use afterwards."""
    package, presentation = slides.part.package, slides.part
    properties = package.core_properties
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    kinds, endings = _kinds(parts)
    slides.slides._sldIdLst.add_sldId(_NEW)
    before, entry, after = _ENTRY.split(presentation.blob.decode())
    packages = packed("_rels/.rels", package._rels.xml, SMALL)
    own = (presentation.partname, properties.partname)
    kept = [file for part in parts if part.partname not in own for file in _files(part)]
    base = presentation.partname.baseURI
    return Blank(
        (packages, *kept),
        kinds,
        endings,
        Place(presentation.partname.membername, clean(PackURI(FOLDER).relative_ref(base))),
        (before, entry, after),
        presentation.rels.xml.decode().removesuffix("</Relationships>"),
        frozenset(presentation.rels),
        presentation.notes_master_part.partname.relative_ref("/ppt/notesSlides"),
        (properties.partname.membername, properties.blob),
    )


def _files(part: Part) -> list[Packed]:
    """Return a part and its relations, packed."""
    files = [packed(part.partname.membername, part.blob, SMALL)]
    if part._rels:
        files.append(packed(part.partname.rels_uri.membername, part.rels.xml, SMALL))
    return files


def _kinds(parts: list[Part]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what each file is, by its name, and what all files of an ending are."""
    kinds: dict[str, str] = {}
    endings: dict[str, str] = {}
    for line in _ContentTypesItem.xml_for(parts):
        ending, name = line.get("Extension"), line.get("PartName", "")
        if ending is None:
            kinds[name.removeprefix("/")] = line.get("ContentType")
        else:
            endings[ending] = line.get("ContentType")
    return kinds, endings
