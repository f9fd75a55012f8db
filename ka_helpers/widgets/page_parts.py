"""The scripts and looks that lie beside the widgets, read once. Nothing comes from a network."""

from functools import cache
from pathlib import Path


@cache
def page_part(name: str) -> str:
    """Return the text of a file of this folder, such as "quiz.js"."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
