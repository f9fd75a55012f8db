"""A template's file, read without its sample slides.

Not in here: its layouts (`template`).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Slides

from ka_helpers.errors import RequestError
from ka_helpers.rendering.deck.look import own_template

MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


COUSINS = re.compile(
    rb"application/vnd\.(openxmlformats-officedocument\.presentationml\.(template|slideshow)"
    rb"|ms-powerpoint\.(presentation|template|slideshow)\.macroEnabled)\.main\+xml"
)


MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0"


PRESENTATION = "ppt/presentation.xml"


def own_slides() -> Slides:
    """Return the kit's own template, empty."""
    return without_slides(own_template())


def slides_of(template: Path) -> Slides:
    """Return a company's template, empty."""
    data = _read(template)
    recognise(data, template.name)
    return without_slides(Presentation(io.BytesIO(as_presentation(data))))


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError:
        raise RequestError("deck.template_missing", file=str(template)) from None


@contextmanager
def faults_told(template: Path) -> Iterator[None]:
    """Say of which file it is that something is wrong with it."""
    try:
        yield
    except RequestError as error:
        file = error.values.get("file") or template.name
        raise RequestError(error.key, **{**error.values, "file": file}) from None
    except Exception as fault:  # a damaged file fails anywhere in the parser, in any way
        raise RequestError(
            "deck.template_broken", file=template.name, fault=type(fault).__name__
        ) from fault


def recognise(data: bytes, name: str) -> None:
    """Say what a file is if it is no presentation of this format."""
    if data.startswith(ENCRYPTED_OR_OLD):
        raise RequestError("deck.template_locked", file=name)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise RequestError("deck.template_not_pptx", file=name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if PRESENTATION not in archive.namelist():
            raise RequestError("deck.template_not_pptx", file=name)


def as_presentation(data: bytes) -> bytes:
    """Return a template (.potx), show or macro file as an ordinary presentation."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
        if not COUSINS.search(types):
            return data
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as copy:
            for item in archive.infolist():
                content = archive.read(item)
                if item.filename == "[Content_Types].xml":
                    content = COUSINS.sub(MAIN.encode(), types)
                copy.writestr(item, content)
    return file.getvalue()


def without_slides(slides: Slides) -> Slides:
    """Return a template without slides, sections, thumbnail and macros, its notes master made."""
    if not len(slides.slide_layouts):
        raise RequestError("deck.template_no_layouts", file="")
    listed = slides.slides._sldIdLst
    for slide in list(listed):
        slides.part.drop_rel(slide.rId)
        listed.remove(slide)
    drop_lists_of_slides(slides)
    for relation in list(slides.part.rels.values()):
        if relation.reltype == MACROS:
            slides.part.rels.pop(relation.rId)
    package = slides.part.package
    for relation in list(package._rels.values()):
        if relation.reltype == RT.THUMBNAIL:
            package._rels.pop(relation.rId)
    _ = slides.notes_master
    return slides


def drop_lists_of_slides(slides: Slides) -> None:
    """Remove what names slides that are gone: sections and custom shows."""
    root = slides.part._element
    for element in list(root):
        if element.tag.endswith("}custShowLst"):
            root.remove(element)
        if element.tag.endswith("}extLst"):
            for extension in list(element):
                if any(child.tag.endswith("}sectionLst") for child in extension):
                    element.remove(extension)
            if not len(element):
                root.remove(element)
