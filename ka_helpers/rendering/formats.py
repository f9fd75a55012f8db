"""The formats a review is written in, all made from what its executed notebook carries."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ka_helpers.errors import RequestError
from ka_helpers.rendering.executed import ExecutedPortfolio, ExecutedReview

Executed = ExecutedReview | ExecutedPortfolio
Export = Callable[[Executed, Path | None], bytes]

PAGE = "html"
FORMATS = (PAGE, "pdf", "pptx", "xlsx")
"""What can be asked for; the executed notebook is always kept."""


def chosen_formats(text: str) -> tuple[str, ...]:
    """Return the formats named in a comma-separated text, in the kit's order.

    Raises
    ------
    RequestError : an unknown name, or none at all

    >>> chosen_formats("pdf, html")
    ('html', 'pdf')
    """
    named = {part.strip().lower() for part in text.split(",") if part.strip()}
    unknown = sorted(named - set(FORMATS))
    if unknown or not named:
        found = ", ".join(unknown) or '""'
        raise RequestError("review.no_such_format", found=found, known=", ".join(FORMATS))
    return tuple(name for name in FORMATS if name in named)


def exported(
    executed: Executed, formats: Sequence[str], deck_template: Path | None
) -> dict[str, bytes | Exception]:
    """Return each format's bytes, or what went wrong with it; one must not stop the others."""
    return {
        name: _attempt(_EXPORTS[name], executed, deck_template)
        for name in formats
        if name in _EXPORTS
    }


def _attempt(export: Export, executed: Executed, deck_template: Path | None) -> bytes | Exception:
    try:
        return export(executed, deck_template)
    except Exception as error:
        return error


def _pdf(executed: Executed, _: Path | None) -> bytes:
    from ka_helpers.rendering.pdf import portfolio_pdf, review_pdf

    if isinstance(executed, ExecutedReview):
        return review_pdf(executed)
    return portfolio_pdf(executed)


def _deck(executed: Executed, template: Path | None) -> bytes:
    from ka_helpers.rendering.deck import portfolio_deck, review_deck

    if isinstance(executed, ExecutedReview):
        return review_deck(executed, template)
    return portfolio_deck(executed, template)


def _workbook(executed: Executed, _: Path | None) -> bytes:
    from ka_helpers.rendering.workbook import portfolio_workbook, review_workbook

    if isinstance(executed, ExecutedReview):
        return review_workbook(executed)
    return portfolio_workbook(executed)


_EXPORTS: dict[str, Export] = {"pdf": _pdf, "pptx": _deck, "xlsx": _workbook}
