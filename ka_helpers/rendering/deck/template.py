"""The template a deck is made from: its size, layouts and faces, without its sample slides.

A company's own .pptx or .potx is read once and kept for the decks that follow, until it changes.
Not in here: any judgement of its looks.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout

from ka_helpers.errors import RequestError
from ka_helpers.rendering.deck.blank import FOLDER, Blank, blank_of
from ka_helpers.rendering.deck.markup import CHINESE_FACE, EMU, Box
from ka_helpers.rendering.deck.template_file import faults_told, own_slides, slides_of

_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum")
_GAP = 8.0
_LEAST = 0.45
"""Content takes at least this part of the slide's height."""


@dataclass(frozen=True)
class Page:
    """A layout as a deck uses it; boxes in points.

    `layout` is its file as a slide refers to it. `title` is the title's placeholder attributes
    ("" has none), `body` those of the placeholder `under` the title on a title slide, `number`
    those of the slide number.
    """

    layout: str
    title: str
    title_box: Box
    title_size: float
    body: str
    content: Box
    number: str
    under: Box | None = None


@dataclass(frozen=True)
class Frame:
    """An empty template: its files, the slide's size in points, its two pages, its faces."""

    blank: Blank
    width: float
    height: float
    cover: Page
    page: Page
    east: str


def opened(template: Path | None) -> Frame:
    """Return an empty presentation made from a template.

    Raises
    ------
    RequestError : the file is missing, or is no presentation that slides can be made from
    """
    if template is None:
        return _own()
    try:
        status = template.stat()
    except OSError:
        raise RequestError("deck.template_missing", file=str(template)) from None
    return _company(template, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _own() -> Frame:
    return _frame(own_slides())


@lru_cache(maxsize=4)
def _company(template: Path, modified: int, size: int) -> Frame:
    """Return a company's template, kept until the file changes."""
    with faults_told(template):
        return _frame(slides_of(template))


def _frame(slides: Slides) -> Frame:
    width, height = (slides.slide_width or 0) / EMU, (slides.slide_height or 0) / EMU
    size = Box(0.0, 0.0, width, height)
    cover, page, east = _cover(slides, size), _page(slides, size), _east(slides)
    return Frame(blank_of(slides), width, height, cover, page, east)


def _cover(slides: Slides, size: Box) -> Page:
    layouts = list(slides.slide_layouts)
    fits = [one for one in layouts if {"ctrTitle", "subTitle"} <= _kinds(one)]
    fits += [one for one in layouts if one._element.get("type") == "title"]
    fits += [one for one in layouts if "subTitle" in _kinds(one)]
    if fits:
        return _as_page(fits[0], size)
    page = _page(slides, size)
    middle = Box(size.width * 0.08, size.height * 0.28, size.width * 0.84, size.height * 0.2)
    return page if page.title else replace(page, title_box=middle)


def _page(slides: Slides, size: Box) -> Page:
    """Return a title alone, else a title with content, else whatever there is."""
    upright = [one for one in slides.slide_layouts if not _vertical(one)]
    titled = [one for one in upright if "title" in _kinds(one)]
    alone = [one for one in titled if not _kinds(one) - {"title", *_FURNITURE}]
    named = [one for one in alone if one._element.get("type") == "titleOnly"]
    simple = sorted(titled, key=lambda one: len(_kinds(one)))
    blank = sorted(upright or slides.slide_layouts, key=lambda one: len(_kinds(one)))
    layout = next(iter([*named, *alone, *simple, *blank]))
    bodied = next((one for one in titled if one._element.get("type") in ("obj", "tx")), None)
    return _as_page(layout, size, bodied)


def _as_page(layout: SlideLayout, size: Box, bodied: SlideLayout | None = None) -> Page:
    holders = {_kind(holder): holder for holder in reversed(_holders(layout))}
    title = holders.get("title") or holders.get("ctrTitle")
    title_box = _box(title) if title is not None else None
    if title_box is None:
        title_box = Box(size.width * 0.05, size.height * 0.05, size.width * 0.9, size.height * 0.13)
        title = None
    under = holders.get("subTitle") or holders.get("body") or holders.get("obj")
    return Page(
        layout=layout.part.partname.relative_ref(FOLDER),
        title=_attributes(title),
        title_box=title_box,
        title_size=_title_size(layout, title),
        body=_attributes(under),
        content=_content(layout, size, title_box, bodied),
        number=_attributes(holders.get("sldNum")),
        under=_box(under) if under is not None else None,
    )


def _content(layout: SlideLayout, size: Box, title: Box, bodied: SlideLayout | None) -> Box:
    """Return where content stands: under the title, above the footer, as wide as the body."""
    bodies = [_box(h) for h in _holders(bodied or layout) if _kind(h) in ("obj", "body")]
    body = next((box for box in bodies if box and box.width > size.width / 2), None)
    furniture = [_box(holder) for holder in _holders(layout) if _kind(holder) in _FURNITURE]
    low = [box.top for box in furniture if box and box.top > size.height * 0.75]
    left, right = (body.left, body.right) if body else (title.left, title.right)
    top = max(title.bottom + _GAP, body.top if body else 0.0)
    bottom = min([size.height * 0.96, *[edge - 2 for edge in low]])
    if bottom - top < size.height * _LEAST:
        top = min(title.bottom + _GAP, bottom - size.height * _LEAST)
    return Box(left, top, right - left, bottom - top)


def _holders(layout: Any) -> list[Any]:
    return list(layout.placeholders)


def _kinds(layout: SlideLayout) -> set[str]:
    return {_kind(holder) for holder in _holders(layout)}


def _kind(holder: Any) -> str:
    return str(holder._element.ph.get("type") or "obj")


def _vertical(layout: SlideLayout) -> bool:
    return "vert" in str(layout._element.get("type") or "")[:4].lower() or any(
        holder._element.ph.get("orient") == "vert" for holder in _holders(layout)
    )


def _attributes(holder: Any) -> str:
    if holder is None:
        return ""
    return " ".join(f'{name}="{value}"' for name, value in holder._element.ph.attrib.items())


def _box(holder: Any) -> Box | None:
    sides = (holder.left, holder.top, holder.width, holder.height)
    if any(side is None for side in sides):
        return None
    left, top, width, height = (side / EMU for side in sides)
    return Box(left, top, width, height)


def _title_size(layout: SlideLayout, title: Any) -> float:
    """Return the title's font size in points, as the layout or its master says."""
    own = title._element.xpath(".//a:lvl1pPr/a:defRPr/@sz") if title is not None else []
    master = layout.slide_master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    sizes = [*own, *master]
    return float(sizes[0]) / 100 if sizes else 28.0


def _east(slides: Slides) -> str:
    """Return the face of Chinese letters: the theme's if it names one."""
    theme = slides.slide_master.part.part_related_by(RT.THEME).blob
    found = re.search(rb"<a:minorFont>.*?<a:ea typeface=\"([^\"]*)\"", theme, re.DOTALL)
    named = found.group(1).decode() if found else ""
    return "+mn-ea" if named and named != CHINESE_FACE else CHINESE_FACE
