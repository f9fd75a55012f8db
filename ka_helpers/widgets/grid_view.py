"""A grid of numbers in the browser, over `grid.js` and `grid.css` beside it.

Imported when a grid is first shown. Not in here: what the numbers mean.
"""

from typing import Any

import anywidget
import traitlets

from ka_helpers.widgets.controls import Grid
from ka_helpers.widgets.page_parts import page_part


class GridView(anywidget.AnyWidget):
    """What is synchronised with the page: `value` is {row: {column: number or None}}."""

    label = traitlets.Unicode().tag(sync=True)
    rows: Any = traitlets.List().tag(sync=True)
    columns: Any = traitlets.List().tag(sync=True)
    value: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, **values: Any) -> None:
        self._esm, self._css = page_part("grid.js"), page_part("grid.css")
        super().__init__(**values)


def grid_of(grid: Grid) -> GridView:
    """Return the view of a grid, at its start."""
    start = {
        row: {column: grid.start.get(row, {}).get(column) for column in grid.columns}
        for row in grid.rows
    }
    return GridView(
        label=grid.label,
        rows=[{"id": each, "text": text} for each, text in grid.rows.items()],
        columns=[{"id": each, "text": text} for each, text in grid.columns.items()],
        value=start,
    )
