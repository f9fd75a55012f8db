"""Write a brief to files, in the formats and languages asked for.

Not in here: the command line.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ka_helpers.cases.case import Case
from ka_helpers.errors import RequestError
from ka_helpers.negotiation.assumptions import USUAL, Assumptions
from ka_helpers.negotiation.brief import Brief, brief_of
from ka_helpers.rendering.execution import write_atomically
from ka_helpers.rendering.memo import written
from ka_helpers.reviews.brief_memo import brief_memo

if TYPE_CHECKING:
    from ka_helpers.rendering.workbook.book import Book
    from ka_helpers.rendering.workbook.sheet import Sheet


@dataclass(frozen=True)
class BriefRequest:
    """What to write: `formats` in the kit's order, one brief a language.

    Parameters
    ----------
    out : the folder; files are `<out>/<language>/<account>_brief.<format>`
    deck_template : a company's own .pptx, None for the kit's look
    """

    account_id: str
    quarter: str
    out: Path
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    deck_template: Path | None = None
    assumptions: Assumptions = USUAL


def write_briefs(case: Case, request: BriefRequest) -> tuple[Path, ...]:
    """Write the brief of an account; return the files written, in order.

    Raises
    ------
    RequestError : no such account or quarter, or it cannot be priced
    """
    if request.quarter not in case.quarters:
        raise RequestError(
            "review.no_such_quarter", quarter=request.quarter, known=", ".join(case.quarters)
        )
    brief = brief_of(case.slice(request.account_id), request.quarter, request.assumptions)
    paths = []
    for language in request.languages:
        for name in request.formats:
            path = request.out / language / f"{request.account_id}_brief.{name}"
            write_atomically(path, written_brief(brief, language, name, request.deck_template))
            paths.append(path)
    return tuple(paths)


def written_brief(
    brief: Brief, language: str, form: str, deck_template: Path | None = None
) -> bytes:
    """Return a brief as a file: the memo that it is, and in the workbook an offer to reckon."""
    return written(brief_memo(brief, language), form, deck_template, partial(_offer, brief))


def _offer(brief: Brief, book: "Book") -> tuple["Sheet", str]:
    from ka_helpers.rendering.brief.offer_sheet import write_offer

    return write_offer(book, brief), book.say("brief.part_offer_question")
