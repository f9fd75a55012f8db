"""A plot that shows itself in a notebook, as an <svg> in the page's own font.

Not in here: what is drawn, and where a chapter's words come from.
"""

from base64 import b64encode
from dataclasses import dataclass
from html import escape

from ka_helpers.figures.plot import Plot
from ka_helpers.figures.svg import svg_of


@dataclass(frozen=True)
class Picture:
    """A plot of `width` by `height` inches with an alternative text for those who cannot see it."""

    plot: Plot
    alt: str = ""
    width: float = 7.2
    height: float = 3.4

    def __repr__(self) -> str:
        return f"<{self.alt}>" if self.alt else "<picture>"

    def _repr_html_(self) -> str:
        data = b64encode(svg_of(self.plot, self.width, self.height).encode()).decode()
        return (
            f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(self.alt)}" '
            'style="max-width:100%;background:#fff">'
        )
