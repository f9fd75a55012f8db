"""A review and the portfolio as PDF: typst, a template of the kit's own, fed by the summary."""

from ka_helpers.rendering.pdf.portfolio import portfolio_pdf
from ka_helpers.rendering.pdf.printing import prepare
from ka_helpers.rendering.pdf.review import review_pdf

__all__ = ["portfolio_pdf", "prepare", "review_pdf"]
