"""The files of a deck in the making and how they hang together, on top of a template's files.

Written as text: a deck has ninety files, most of them small. Not in here: what a slide shows.
"""

from ka_helpers.rendering.deck.archive import Packed, archive, packed
from ka_helpers.rendering.deck.blank import Blank
from ka_helpers.rendering.deck.markup import XML, clean

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Links:
    """The relations of one file to others, numbered as they come."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def to(self, target: str, kind: str) -> str:
        """Relate the file to another, said as seen from its folder; return the relation's name."""
        name = f"rId{len(self._lines) + 1}"
        self._lines.append(f'<Relationship Id="{name}" Type="{kind}" Target="{clean(target)}"/>')
        return name

    @property
    def xml(self) -> str:
        """The relations as a file."""
        return f'{XML}<Relationships xmlns="{_RELATIONS}">{"".join(self._lines)}</Relationships>'


class Package:
    """Files added one by one to those of an empty template."""

    def __init__(self, blank: Blank) -> None:
        self._blank = blank
        self._parts: list[Packed] = []
        self._kinds = dict(blank.kinds)
        self._endings = dict(blank.endings)

    def add(self, name: str, kind: str, xml: str, links: Links | None = None) -> None:
        """Add a file of XML and its relations; `name` is its place, as in "ppt/slides/a.xml"."""
        self._kinds[name] = kind
        self._parts.append(packed(name, xml.encode()))
        if links is not None:
            self._parts.append(packed(_relations_of(name), links.xml.encode()))

    def add_book(self, name: str, data: bytes) -> None:
        """Add a workbook; its ending says what it is."""
        self._endings["xlsx"] = _BOOK
        self._parts.append(packed(name, data))

    def saved(self, slides: int, properties: bytes) -> bytes:
        """Return the deck's file; `slides` of those added are its slides, from 1 on."""
        blank, added = self._blank, {part.name for part in self._parts}
        place, (presentation, relations) = blank.presentation.name, blank.listed(slides)
        return archive([
            packed("[Content_Types].xml", self._types().encode()),
            *(part for part in blank.parts if part.name not in added),
            packed(blank.properties[0], properties),
            packed(place, presentation.encode()),
            packed(_relations_of(place), relations.encode()),
            *self._parts,
        ])  # fmt: skip

    def _types(self) -> str:
        """Return what each file is."""
        endings = "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in sorted(self._endings.items())
        )
        files = "".join(
            f'<Override PartName="/{clean(name)}" ContentType="{kind}"/>'
            for name, kind in sorted(self._kinds.items())
        )
        return f'{XML}<Types xmlns="{_TYPES}">{endings}{files}</Types>'


def _relations_of(name: str) -> str:
    """Return where a file's relations stand."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"
