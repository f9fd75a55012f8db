"""A certificate as PDF: one A4 page, landscape, by typst and the kit's own template.

Not in here: who has earned one (`certificates`).
"""

import datetime as dt
from typing import Any

from ka_helpers.classroom.reporting.certificates import Certificate
from ka_helpers.classroom.reporting.feedback_words import chapter_title
from ka_helpers.figures.style import drawable
from ka_helpers.i18n import say
from ka_helpers.rendering.pdf.printing import FONTS, REGIONS, composed, printable

TEMPLATE = "certificate.typ"
LONGEST_NAME, LONGEST_BY = 60, 40
NAME_SIZES = ((16, 27), (28, 21), (LONGEST_NAME, 15))
"""Of a name of at most so many letters (a Chinese one counts double): points."""
FEW, MANY = 5, 10
"""Chapters for one and for two columns."""
WIDTHS = (52, 84, 100)
"""Of the page, in percent, that so many columns take."""


def certificate_pdf(given: Certificate, language: str, day: dt.date, by: str = "") -> bytes:
    """Return a certificate given on `day` by `by`; the same values give the same bytes."""
    return composed(TEMPLATE, _described(given, language, day, by), day)


def _described(given: Certificate, language: str, day: dt.date, by: str) -> dict[str, Any]:
    trainee = given.trainee
    name = _shown(trainee.name or trainee.trainee, LONGEST_NAME)
    chapters = [
        (printable(chapter_title(each.chapter, language)),
         say("gradebook.certificate_share", language, score=each.score))
        for each in trainee.chapters
    ]  # fmt: skip
    said = {
        name: say(f"gradebook.certificate_{name}", language)
        for name in ("kicker", "heading", "before", "date_label", "code_label", "by_label")
    }
    title = given.title.get(language, "")
    return said | {
        "title": f"{said['heading']} · {name}", "author": _shown(by, LONGEST_BY),
        "lang": language, "region": REGIONS[language], "fonts": FONTS,
        "date": [day.year, day.month, day.day], "name": name, "name_size": _name_size(name),
        "after": printable(say("gradebook.certificate_after", language, n=len(chapters),
                               score=trainee.score, title=_shown(title, LONGEST_NAME))),
        "columns": (columns := _columns(chapters)), "width": WIDTHS[len(columns) - 1],
        "chapter_size": 11 if len(columns) < 3 else 9.5,
        "date_said": say("gradebook.certificate_date", language, day=day.isoformat()),
        "code": given.code, "by": _shown(by, LONGEST_BY),
    }  # fmt: skip


def _columns(chapters: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return chapters in one, two or three columns, about equally long."""
    columns = 1 + (len(chapters) > FEW) + (len(chapters) > MANY)
    deep = -(-len(chapters) // columns) or 1
    return [chapters[at : at + deep] for at in range(0, len(chapters), deep)]


def _shown(text: str, most: int) -> str:
    return printable(drawable(text, most))


def _name_size(name: str) -> int:
    wide = len(name) + sum(not letter.isascii() for letter in name)
    return next((size for most, size in NAME_SIZES if wide <= most), NAME_SIZES[-1][1])
