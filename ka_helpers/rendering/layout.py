"""Where the kit's templates, stylesheet and notebooks lie in the checkout."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = ROOT / "reports" / "layout"
ACCOUNT_REVIEW = ROOT / "notebooks" / "review" / "account_review.ipynb"
PORTFOLIO_REVIEW = ROOT / "notebooks" / "review" / "portfolio_review.ipynb"
HTML_LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""What a page says of its language."""


@cache
def stylesheet() -> str:
    """Return the stylesheet of every page."""
    return (LAYOUT / "page.css").read_text(encoding="utf-8")


@cache
def sort_script() -> str:
    """Return the script that sorts a table by its header."""
    return (LAYOUT / "sort.js").read_text(encoding="utf-8")
