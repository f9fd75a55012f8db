"""Several things that a chapter shows as one: a picture, and a sentence below it.

Not in here: what they show.
"""

from html import escape
from typing import Any


class Together(tuple[Any, ...]):
    """Pictures, tables and sentences, one below the other."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(map(str, self))

    def _repr_html_(self) -> str:
        return "".join(
            each._repr_html_() if hasattr(each, "_repr_html_") else f"<p>{escape(str(each))}</p>"
            for each in self
        )
