"""Write a brief to files, in the formats and languages asked for.

Not in here: the command line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ka_helpers.cases.case import Case
from ka_helpers.errors import RequestError
from ka_helpers.negotiation.assumptions import USUAL, Assumptions
from ka_helpers.negotiation.brief import Brief, brief_of
from ka_helpers.rendering.execution import write_atomically


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
    written = []
    for language in request.languages:
        for name in request.formats:
            path = request.out / language / f"{request.account_id}_brief.{name}"
            write_atomically(path, _EXPORTS[name](brief, language, request.deck_template))
            written.append(path)
    return tuple(written)


def _html(brief: Brief, language: str, _: Path | None) -> bytes:
    from ka_helpers.rendering.brief.page import brief_page

    return brief_page(brief, language)


def _pdf(brief: Brief, language: str, _: Path | None) -> bytes:
    from ka_helpers.rendering.brief.document import brief_pdf

    return brief_pdf(brief, language)


def _deck(brief: Brief, language: str, template: Path | None) -> bytes:
    from ka_helpers.rendering.brief.slides import brief_deck

    return brief_deck(brief, language, template)


def _workbook(brief: Brief, language: str, _: Path | None) -> bytes:
    from ka_helpers.rendering.brief.sheets import brief_workbook

    return brief_workbook(brief, language)


_EXPORTS: Mapping[str, Callable[[Brief, str, Path | None], bytes]] = {
    "html": _html, "pdf": _pdf, "pptx": _deck, "xlsx": _workbook,
}  # fmt: skip
