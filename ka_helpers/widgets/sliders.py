"""The controls of an explored figure as ipywidgets, in place above what they draw.

Imported when a figure is first shown. Not in here: what the controls mean, and drawing.
"""

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets

from ka_helpers.widgets.controls import Control, Grid, Options, Slider

if TYPE_CHECKING:
    from ka_helpers.widgets.exploring import Exploration

LOOK = """<style>
.ka-shown th, .ka-shown td { text-align: left !important; }
.ka-shown .ka-number { text-align: right !important; }
.ka-shown table { margin-left: 0 !important; }
.ka-shown caption { text-align: left; font-weight: 600; }
</style>"""
"""Words to the left, numbers to the right: JupyterLab sets all cells of a table to the right."""


def controls_above(exploration: "Exploration") -> Any:
    """Return the controls and below them the figure, drawn again at every move."""
    shown = ipywidgets.HTML(exploration.at(), layout={"width": "auto", "overflow": "auto hidden"})
    shown.add_class("jp-RenderedHTMLCommon").add_class("ka-shown")
    fields = {control.name: _field(exploration, control) for control in exploration.controls}
    movers = {name: field.children[1] for name, field in fields.items()}

    def draw_again(change: Any) -> None:
        shown.value = exploration.at(**{name: mover.value for name, mover in movers.items()})

    for mover in movers.values():
        mover.observe(draw_again, "value")
    row = ipywidgets.Box(
        tuple(fields.values()), layout={"display": "flex", "flex_flow": "row wrap"}
    )
    look = ipywidgets.HTML(LOOK, layout={"display": "none"})
    return ipywidgets.VBox((row, shown, look)).add_class("ka-explore")


def _field(exploration: "Exploration", control: Control) -> Any:
    """Return a control below its label, which says what it stands at."""
    language = exploration.place.language
    currency = exploration.place.lesson.case.file.currency
    label = ipywidgets.HTML(layout={"width": "auto"})

    def say_value(change: Any) -> None:
        value = control.written(mover.value, language, currency)
        said = f" <b>{escape(value)}</b>" if isinstance(control, Slider) else ""
        label.value = f"{escape(control.label)}{said}"

    mover = _mover(control)
    mover.observe(say_value, "value")
    say_value(None)
    return ipywidgets.VBox((label, mover), layout={"margin": "0 20px 8px 0"})


def _mover(control: Control) -> Any:
    if isinstance(control, Grid):
        from ka_helpers.widgets.grid_view import grid_of

        return grid_of(control)
    layout = {"width": "230px"}
    if isinstance(control, Options):
        pairs = list(zip(control.labels, control.values, strict=True))
        return ipywidgets.Dropdown(
            options=pairs, value=control.start, layout=layout, tooltip=control.label
        )
    kind = ipywidgets.IntSlider if control.whole else ipywidgets.FloatSlider
    return kind(
        value=control.start, min=control.low, max=control.high, step=control.step,
        readout=False, continuous_update=True, layout=layout, tooltip=control.label,
    )  # fmt: skip
