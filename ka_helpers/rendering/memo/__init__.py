"""A memo written as a page, in print, as slides, as a workbook: the same words and numbers.

Not in here: what a memo says (`reviews.memo` and those who make one).
"""

from pathlib import Path
from typing import TYPE_CHECKING

from ka_helpers.errors import RequestError
from ka_helpers.rendering.formats import FORMATS
from ka_helpers.reviews.memo import Memo

if TYPE_CHECKING:
    from ka_helpers.rendering.memo.workbook import More


def written(
    memo: Memo, form: str, deck_template: Path | None = None, more: "More | None" = None
) -> bytes:
    """Return a memo as a file of the format "html", "pdf", "pptx" or "xlsx".

    Parameters
    ----------
    deck_template : a company's own .pptx or .potx for the slides; the kit's own look if None
    more : writes a further sheet of the workbook

    Raises
    ------
    RequestError : there is no such format, or the template is no presentation
    """
    if form == "html":
        from ka_helpers.rendering.memo.page import memo_page

        return memo_page(memo).encode()
    if form == "pdf":
        from ka_helpers.rendering.memo.print import memo_pdf

        return memo_pdf(memo)
    if form == "pptx":
        from ka_helpers.rendering.memo.deck import memo_deck

        return memo_deck(memo, deck_template)
    if form == "xlsx":
        from ka_helpers.rendering.memo.workbook import memo_workbook

        return memo_workbook(memo, more)
    raise RequestError("review.no_such_format", found=form, known=", ".join(FORMATS))
