"""Print a document of blocks: JSON in, PDF out, by typst and the kit's own template.

The same document gives the same bytes on every machine: only the kit's fonts are used, and the
only date is the data's. Not in here: what a document says.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ka_helpers.figures.style import drawable
from ka_helpers.i18n import say
from ka_helpers.rendering.layout import LAYOUT

if TYPE_CHECKING:
    import typst

Block = dict[str, Any]
REPORT = "report.typ"
FONTS = ("KA Sans SC", "Noto Sans SC")
"""Own letters in two weights; rare characters from the full font."""
REGIONS = {"en": "GB", "zh": "CN"}
LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"[^\s\u2e80-\uffff]{{{LONGEST_WORD + 1},}}")
_BREAK = "\u200b"


@dataclass(frozen=True)
class Document:
    """What is printed: the blocks of the `first` page, those of the `rest`, and what is around.

    `left` and `right` stand at the head of each page after the first, `foot` at the foot of all.
    """

    title: str
    author: str
    description: str
    as_of: str
    language: str
    left: str
    right: str
    foot: str
    first: tuple[Block, ...]
    rest: tuple[Block, ...]


def printed(document: Document) -> bytes:
    """Return the document as PDF: A4, bookmarks, fonts embedded.

    typst starts threads here, so a process that others are forked from never calls it.
    """
    date = dt.date.fromisoformat(document.as_of[:10])
    return composed(REPORT, _described(document, date), date)


def composed(template: str, described: dict[str, Any], day: dt.date) -> bytes:
    """Return what a template of the layout's makes of values, as PDF; starts threads as well."""
    noon = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)
    data = json.dumps(described, ensure_ascii=False)
    made = _compiler(template).compile(sys_inputs={"document": data}, timestamp=noon)
    return bytes(made)  # type: ignore[arg-type]


def prepare() -> None:
    """Read fonts and template once, without starting a thread."""
    _compiler(REPORT)
    printable("□")


def printable(text: str) -> str:
    """Return `text` with a box for what no font has, and long words made breakable."""
    shown = text if all(map(_plain, text)) else drawable(text, most=None)
    return _LONG_WORD.sub(_broken, shown) if len(shown) > LONGEST_WORD else shown


@cache
def _plain(letter: str) -> bool:
    return (letter.isprintable() and drawable(letter, most=None) == letter) or letter == " "


def _broken(word: re.Match[str]) -> str:
    letters = word.group()
    parts = (letters[at : at + LONGEST_WORD] for at in range(0, len(letters), LONGEST_WORD))
    return _BREAK.join(parts)


def _described(document: Document, date: dt.date) -> dict[str, Any]:
    language = document.language
    return {
        "title": drawable(document.title, most=None),
        "author": drawable(document.author, most=None),
        "description": drawable(document.description, most=None),
        "keywords": [document.right],
        "date": [date.year, date.month, date.day],
        "lang": language,
        "region": REGIONS[language],
        "fonts": FONTS,
        "running": {
            "left": drawable(document.left, most=60),
            "right": printable(document.right),
            "foot": drawable(document.foot, most=110),
        },
        "page_of": say("pdf.page_of", language, page="\t", pages="\t").split("\t"),
        "see_page": say("pdf.see_page", language, page="\t").split("\t"),
        "first": document.first,
        "rest": document.rest,
    }


@cache
def _compiler(name: str) -> "typst.Compiler":
    import typst
    from pylopdf_fonts_zh_cn import sans_path

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(LAYOUT / "fonts"), str(sans_path().parent)],
    )
    template = LAYOUT / "pdf" / name
    return typst.Compiler(input=str(template), root=str(template.parent), font_paths=fonts)
