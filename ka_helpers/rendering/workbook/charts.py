"""Native charts, all in one look; they refer to cells, so that they move with them."""

from collections.abc import Sequence
from typing import Any

from ka_helpers.figures.style import GRID
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.looks import FONTS, INK, MUTED, NUMBER_FORMATS


def empty_chart(book: Book, kind: str, title: str, subtype: str = "") -> Any:
    """Return an empty chart of a kind of XlsxWriter with its title."""
    options = {"type": kind} | ({"subtype": subtype} if subtype else {})
    chart = book.workbook.add_chart(options)
    font = _font(book, 11, bold=True, colour=INK)
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font(book, 9)})
    chart.set_chartarea({"border": {"color": GRID}})
    return chart


def add_series(
    chart: Any, name: Sequence[Any] | str, names: list[Any], values: list[Any], **look: Any
) -> None:
    """Add a series: its name (a cell or a text), its categories and values (cells)."""
    chart.add_series(
        {"name": list(name) if not isinstance(name, str) else name, "categories": names,
         "values": values, **look}
    )  # fmt: skip


def set_axes(book: Book, chart: Any, form: str, *, top: float | None = None, **across: Any) -> None:
    """Give a chart its axes: categories across, values of `form` upwards, to `top` if given."""
    font = _font(book, 9)
    chart.set_x_axis(
        {"num_font": font, "line": {"color": MUTED}, "major_tick_mark": "none",
         "label_position": "low", **across}
    )  # fmt: skip
    chart.set_y_axis(
        {"num_font": font, "num_format": axis_format(form), "line": {"none": True}, "max": top,
         "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}}}
    )  # fmt: skip


def axis_format(form: str) -> str:
    """Return the number format of an axis: no decimals a tick does not need."""
    return {"share": "0%", "change": "0%"}.get(form, NUMBER_FORMATS.get(form, "General"))


def fill(colour: str) -> dict[str, Any]:
    """Return the look of bars in a colour."""
    return {"fill": {"color": colour}, "border": {"none": True}, "gap": 60}


def line(colour: str, dashed: bool = False) -> dict[str, Any]:
    """Return the look of a line in a colour."""
    style = {"color": colour, "width": 2.0} | ({"dash_type": "dash"} if dashed else {})
    marker = {"type": "none"} if dashed else {
        "type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}
    }  # fmt: skip
    return {"line": style, "marker": marker}


def _font(book: Book, size: int, bold: bool = False, colour: str = MUTED) -> dict[str, Any]:
    return {"name": FONTS[book.language], "size": size, "bold": bold, "color": colour}
