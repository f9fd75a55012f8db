"""One sheet being written from top to bottom: cells, formulas, notes, and the fit of columns.

Text never becomes a formula, missing is an empty cell, and a formula is always written with the
value it comes to, for viewers that do not calculate.
"""

import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ka_helpers.rendering.workbook.looks import text_width
from ka_helpers.rendering.workbook.paper import Cells, Paper
from ka_helpers.rendering.workbook.printing import page_breaks

if TYPE_CHECKING:
    from ka_helpers.rendering.workbook.book import Book

Value = str | float | int | bool | None
At = tuple[int, int]
"""A cell: row and column, counted from zero."""
LONGEST_TEXT = 32_000
NARROWEST, WIDEST_LABEL, WIDEST_TEXT, WIDEST_NUMBER, WIDEST_HEAD = 8.0, 46.0, 38.0, 18.0, 24.0
NOTE_WIDTH, ONE_LINE = 96.0, 14.0
ROW_HEIGHT, LINE_HEIGHT, NOTE_LINE, HIGHEST = 15.0, 14.5, 12.5, 400.0
A4 = 9


class Sheet:
    """A worksheet and the row to write next."""

    def __init__(self, book: "Book", key: str, name: str) -> None:
        self.book, self.key, self.name = book, key, name
        self.title = ""
        self.paper = book.workbook.add_worksheet(name, Paper)
        self.row = 0
        self.widest: dict[int, float] = {}
        self.caps: dict[int, float] = {}
        self._wrapped: list[tuple[int, int, float, int]] = []
        self._notes: list[tuple[int, str, str]] = []
        self._blocks: list[int] = []
        self.one_page = False
        self._frozen = (1, 1)
        self._repeated = 0
        self.paper.hide_gridlines(2)

    def head_with(self, title: str, question: str) -> None:
        """Write the sheet's title, the question it answers, and the way back."""
        self.title = title
        self.paper.put_text(0, 0, title, self.book.look(role="title"))
        self.paper.set_row(0, 24)
        if question:
            self.paper.put_text(1, 0, question, self.book.look(role="question"))
        self.row = 2 if question else 1
        if self.book.sheets:
            self.link((self.row, 0), self.book.sheets[0], role="back", label=self.book.word("back"))
            self.row += 1
        self.row += 1

    def write(
        self, at: At, value: Value, form: str = "text", *, role: str = "cell", tone: str = ""
    ) -> None:
        """Write a raw value, a date as ISO text; None, "" and what is no number are left empty."""
        row, column = at
        no_number = isinstance(value, float) and not math.isfinite(value)
        if value is None or value == "" or no_number:
            self.paper.put_nothing(row, column, self.book.look(form, role, tone))
        elif not isinstance(value, str):
            self.paper.put_number(row, column, value, self.book.look(form, role, tone))
            self._measure_number(column, value, form)
        elif form == "date":
            day = dt.datetime.fromisoformat(value[:10])
            self.paper.write_datetime(row, column, day, self.book.look(form, role, tone))
            self.widest[column] = max(self.widest.get(column, 0.0), 11.5)
        else:
            role = self._measure_text(row, column, value, role)
            look = self.book.look(form, role, tone)
            self.paper.put_text(row, column, value[:LONGEST_TEXT], look)

    def formula(
        self, at: At, formula: str, value: Value, form: str = "text", *, role: str = "cell"
    ) -> None:
        """Write a formula with what it comes to; None is the empty text."""
        row, column = at
        look = self.book.look(form, role)
        self.paper.put_formula(row, column, formula, "" if value is None else value, look)
        if isinstance(value, str):
            self._measure_text(row, column, value, role)
        elif value is not None:
            self._measure_number(column, value, form)

    def link(self, at: At, to: "Sheet", *, role: str = "link", label: str = "") -> None:
        """Write a link to another sheet."""
        row, column = at
        look = self.book.look(role=role)
        self.paper.write_url(row, column, f"internal:'{to.name}'!A1", look, label or to.name)
        if role == "link":
            self._measure_text(row, column, label or to.name, role)

    def measure(self, row: int, column: int, text: str) -> None:
        """Make room for a text written by other means."""
        self._measure_text(row, column, text, "cell")

    def header(self, labels: Sequence[tuple[str, str]], first: int = 0) -> None:
        """Write a header row of labels with their units, in the formats of their columns."""
        self.headers(self.row, labels, first)
        self.row += 1

    def headers(self, row: int, labels: Sequence[tuple[str, str]], first: int = 0) -> None:
        """Write a header row at `row`."""
        for column, (label, form) in enumerate(labels, first):
            unit = self.book.bracketed(label, form)
            text, first_line = form in ("text", "date"), text_width(label)
            apart = not text and first_line + text_width(unit) > ONE_LINE
            said = f"{label}\n{unit.strip()}" if unit and apart else label + unit
            self.paper.put_text(row, column, said, self.book.look(form, "head"))
            whole = first_line if apart else first_line + text_width(unit)
            half = whole if whole <= ONE_LINE else first_line / 2 + 2
            needed = min(first_line + 3, WIDEST_HEAD) if text else max(half, text_width(unit)) + 2
            self.widest[column] = max(self.widest.get(column, NARROWEST), needed)
            self._wrapped.append((row, column, first_line * 1.12 + 2, int(said != label + unit)))

    def caption(self, text: str) -> None:
        """Write the title of a table; a block that is printed in one piece begins."""
        self._blocks.append(self.row)
        self.paper.put_text(self.row, 0, text, self.book.look(role="caption"))
        self.row += 1

    def note(self, text: str, role: str = "note") -> None:
        """Write a text across the sheet, as many lines as it needs, and leave a row empty."""
        if text:
            self._notes.append((self.row, text, role))
            self.row += 1
        self.row += 1

    def freeze(self, row: int, column: int = 1, *, repeat: bool = False) -> None:
        """Keep the rows above `row` and the columns before `column` in view.

        The last of these rows is the only header of the sheet if it is to `repeat` on every page
        printed; the title is repeated otherwise.
        """
        self._frozen = (row, column)
        self._repeated = row - 1 if repeat else 0

    def chart(self, chart: Any, width: int = 860, height: int = 290) -> None:
        """Place a chart at the row to write next and go on below it."""
        self._blocks.append(self.row)
        chart.set_size({"width": width, "height": height})
        self.paper.insert_chart(self.row, 0, chart, {"x_offset": 4, "y_offset": 4})
        self.row += math.ceil(height / 20) + 1

    def cells(self, first_row: int, last_row: int, last_column: int = 0) -> Cells:
        """Return a block of this sheet."""
        return Cells(self.name, first_row, 0, last_row, last_column)

    def finish(self) -> None:
        """Fit columns and rows, write notes, set up the page."""
        for column, width in self.widest.items():
            self.paper.set_column(column, column, width)
        heights = self._write_notes()
        for row, column, width, more in self._wrapped:
            lines = math.ceil(width / max(self.widest.get(column, NARROWEST), 1.0)) + more
            if lines > 1:
                heights[row] = max(heights.get(row, 0.0), lines * LINE_HEIGHT + 2)
        for row, height in heights.items():
            self.paper.set_row(row, min(height, HIGHEST))
        self._set_up_page()
        if not self.one_page:
            self._break_pages(heights)

    def _break_pages(self, heights: dict[int, float]) -> None:
        ends = [*self._blocks[1:], self.row]
        blocks = list(zip(self._blocks, ends, strict=True)) if self._blocks else []
        width = sum(self.widest.values())
        self.paper.set_h_pagebreaks(list(page_breaks(blocks, heights, width, ROW_HEIGHT)))

    def _write_notes(self) -> dict[int, float]:
        """Write the notes; return the heights of their rows."""
        columns = range(max(self.widest, default=0) + 1)
        widths = [self.widest.get(column, 9.0) for column in columns]
        while sum(widths) < NOTE_WIDTH:
            widths.append(9.0)
        last, total = len(widths) - 1, sum(widths)
        heights: dict[int, float] = {}
        while last > 1 and total - widths[last] >= 2 * NOTE_WIDTH:
            total -= widths[last]
            last -= 1
        for row, text, role in self._notes:
            look = self.book.look(role=role)
            self.paper.put_text(row, 0, text[:LONGEST_TEXT], look)
            self.paper.join(row, last)
            lines = math.ceil(text_width(text) * 1.04 / total)
            heights[row] = lines * (NOTE_LINE if role == "note" else LINE_HEIGHT) + 4
        return heights

    def _set_up_page(self) -> None:
        paper, safe = self.paper, self.book.sheets[0].title.replace("&", "&&")[:60]
        paper.freeze_panes(*self._frozen)
        paper.set_paper(A4)
        paper.set_landscape()
        paper.fit_to_pages(1, 1 if self.one_page else 0)
        paper.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        paper.set_footer(f"&L&8 {safe} · {self.name}&R&8 &P / &N")
        paper.repeat_rows(self._repeated)

    def _measure_text(self, row: int, column: int, text: str, role: str) -> str:
        """Note how wide a text is; return the role it is written in: a long one is wrapped."""
        width = text_width(text) + 3
        cap = self.caps.get(column, WIDEST_TEXT if column else WIDEST_LABEL)
        if width > cap and role in ("cell", "wrapped"):
            self._wrapped.append((row, column, width * 1.05, 0))
            role = "wrapped"
        self.widest[column] = max(self.widest.get(column, 0.0), min(width, cap))
        return role

    def _measure_number(self, column: int, value: float | int | None, form: str) -> None:
        size = abs(value or 0)
        digits = len(str(int(size)))
        width = digits + (digits - 1) // 3 + (4 if form in ("money", "count", "days") else 6)
        if width > self.widest.get(column, 0.0):
            self.widest[column] = min(float(width), WIDEST_NUMBER)
