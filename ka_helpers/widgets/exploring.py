"""A figure that is drawn again when a control is moved.

`explore` and calling `draw` oneself show the same. On a page without a kernel the figure stands
as it was at the start. Not in here: the widgets themselves (`sliders`), and what is drawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ka_helpers.widgets.controls import Control, controls_of
from ka_helpers.widgets.desk import Place
from ka_helpers.widgets.showing import bundle, drawn_html, plain_of, still_page

Draw = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Exploration:
    """A figure, its controls, and what they stand at."""

    place: Place
    draw: Draw
    controls: tuple[Control, ...]

    def at(self, **values: Any) -> str:
        """Return the figure as HTML with these values, what is not named at its start.

        What goes wrong in drawing is said in a sentence.
        """
        return drawn_html(self.place, self.draw, {**self.start, **values})

    @property
    def start(self) -> Mapping[str, Any]:
        """The values at which the controls begin."""
        return {control.name: control.start for control in self.controls}

    @cached_property
    def widget(self) -> Any:
        """The controls above the figure, as one widget."""
        from ka_helpers.widgets.sliders import controls_above

        return controls_above(self)

    def __repr__(self) -> str:
        return plain_of(self.place, self.draw, self.controls, self.start)

    def _repr_mimebundle_(self, **asked: Any) -> dict[str, Any]:
        still = still_page(
            self.place, self.controls, drawn_html(self.place, self.draw, self.start, still=True)
        )
        return bundle(self.widget, repr(self), still)


def explore(place: Place, draw: Draw, **controls: Any) -> Exploration:
    """Show what `draw(place, **values)` returns, and draw it again when a control is moved.

    Parameters
    ----------
    place : the open chapter (or desk)
    draw : takes the place and the controls' values by name; returns a Picture, Table or text
    controls : a tuple (low, high, step, start) for a slider, a list for a drop-down; a fifth
        element of the tuple is the format its value is written in, such as "money"

    Raises
    ------
    RequestError : a control is neither
    """
    return Exploration(place, draw, controls_of(place, controls))
