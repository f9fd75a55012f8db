"""What a figure's function returned, as HTML or as text, and the page without a kernel.

Not in here: widgets.
"""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from ka_helpers.errors import KaKitError
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.tables.table import Table
from ka_helpers.widgets.controls import Control
from ka_helpers.widgets.desk import Place

VIEW = "application/vnd.jupyter.widget-view+json"


def drawn_html(
    place: Place, draw: Callable[..., Any], values: Mapping[str, Any], still: bool = False
) -> str:
    """Return what `draw` gives for these values as HTML; a fault is a sentence."""
    try:
        return html_of(draw(place, **values), still)
    except Exception as fault:
        return f'<p class="ka-fault" role="alert">{escape(fault_said(place, fault))}</p>'


def fault_said(place: Place, fault: Exception) -> str:
    """Return in the reader's language why nothing could be drawn."""
    if isinstance(fault, KaKitError):
        return say("widgets.cannot_draw", place.language, why=fault.said_in(place.language))
    why = f"{type(fault).__name__}: {fault}"
    return say("widgets.fault", place.language, why=why)


def html_of(shown: Any, still: bool = False) -> str:
    """Return a Picture, a Table or anything else that shows itself as HTML.

    Several in a tuple stand below each other. Unless it stays `still`, a picture is written into
    the page as it is: there is nothing to load, so it does not flicker when it is drawn again.
    """
    if shown is None:
        return ""
    if isinstance(shown, tuple):
        return "".join(html_of(each, still) for each in shown)
    if isinstance(shown, Picture) and not still:
        return _inline(shown)
    if hasattr(shown, "_repr_html_"):
        return str(shown._repr_html_())
    text = shown._repr_markdown_() if hasattr(shown, "_repr_markdown_") else str(shown)
    return "".join(f"<p>{escape(line)}</p>" for line in text.replace("**", "").split("\n\n"))


def plain_of(
    place: Place, draw: Callable[..., Any], controls: Iterable[Control], values: Mapping[str, Any]
) -> str:
    """Return the controls' values and what is drawn, as text."""
    lines = [_standing(place, control, values[control.name]) for control in controls]
    try:
        shown = draw(place, **values)
    except Exception as fault:
        return "\n".join([*lines, fault_said(place, fault)])
    several = shown if isinstance(shown, tuple) else (shown,)
    return "\n".join([*lines, *(_plain(each) for each in several if each is not None)])


def _plain(shown: Any) -> str:
    """Return what is shown as text; a table a line a row."""
    return plain_table(shown) if isinstance(shown, Table) else str(shown)


def plain_table(table: Table) -> str:
    """Return a table as text, a line a row."""
    places = range(len(table.columns))
    rows = [[table.written(row, place) for place in places] for row in range(len(table.rows))]
    head = [column.label for column in table.columns]
    return "\n".join([table.title, *(" | ".join(row) for row in (head, *rows))])


def still_page(place: Place, controls: Iterable[Control], drawn: str) -> str:
    """Return the figure at its start for a page without a kernel, and what it stands at."""
    said = (escape(_standing(place, control, control.start)) for control in controls)
    listed = "".join(f"<li>{line}</li>" for line in said)
    return f'<div class="ka-still"><ul>{listed}</ul>{drawn}</div>'


def bundle(widget: Any, plain: str, still: str) -> dict[str, Any]:
    """Return a widget as a notebook keeps it: itself, and text and HTML for where it cannot run."""
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"text/plain": plain, "text/html": still, VIEW: view}


def _standing(place: Place, control: Control, value: Any) -> str:
    currency = place.lesson.case.file.currency
    written = control.written(value, place.language, currency)
    return say("widgets.standing", place.language, label=control.label, value=written)


def _inline(picture: Picture) -> str:
    drawn = svg_of(picture.plot, picture.width, picture.height)
    look = 'style="max-width:100%;height:auto;background:#fff" '
    said = f'<svg role="img" aria-label="{escape(picture.alt)}" {look}'
    return f'<div class="ka-picture">{drawn.replace("<svg ", said, 1)}</div>'
