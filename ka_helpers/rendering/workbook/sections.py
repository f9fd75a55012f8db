"""The other sections: their tables as the page has them, and native charts where time runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ka_helpers.figures.style import BLUE, GREY, ORANGE
from ka_helpers.i18n.formatting import quarter
from ka_helpers.metrics.execution import ExecutionAssessment
from ka_helpers.metrics.sales import SalesAssessment
from ka_helpers.metrics.share import ShareAssessment
from ka_helpers.metrics.supply import SupplyAssessment
from ka_helpers.rendering.wording import section_question, section_title
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.charts import (
    add_series,
    empty_chart,
    line,
    set_axes,
)
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.sheet import Sheet, Value
from ka_helpers.reviews.section import Section


@dataclass(frozen=True)
class Course:
    """Figures over time: a title, a head a column, a row a period; one line may be dashed."""

    title: str
    heads: Sequence[tuple[str, str]]
    rows: Sequence[tuple[Value, ...]]
    dashed: int = -1


def write_section(book: Book, section: Section, assessment: Any) -> Sheet:
    """Write every table of a section that the page shows, and its chart if it has one."""
    sheet = book.sheet(
        section.key,
        section_title(section.key, book.language),
        section_question(section.key, book.language),
    )
    course = COURSES[section.key](book, assessment) if section.key in COURSES else None
    chart = None
    if course is not None:
        chart = empty_chart(book, "line", course.title)
        sheet.chart(chart)
    for layout in section.layouts:
        if layout.shown(assessment):
            place(sheet, layout.lay_out(assessment, book.language, book.currency))
    if course is not None:
        _draw(book, sheet, chart, course)
    return sheet


def _sales(book: Book, sales: SalesAssessment) -> Course | None:
    if len(sales.periods) < 2:
        return None
    was = quarter(sales.before, book.language) if sales.before else book.say("sales.before")
    return Course(
        book.say("sales.chart_trend"),
        ((book.word("period_start"), "date"), (book.say("sales.sales"), "money"), (was, "money")),
        [(each.start, each.sales, each.before) for each in sales.periods],
    )


def _share(book: Book, share: ShareAssessment) -> Course | None:
    if sum(each.share is not None for each in share.periods) < 2:
        return None
    was = quarter(share.before, book.language) if share.before else book.say("share.before")
    return Course(
        book.say("share.chart_trend"),
        ((book.word("period_start"), "date"), (book.say("share.share"), "share"), (was, "share")),
        [(each.start, each.share, each.before) for each in share.periods],
    )


def _supply(book: Book, supply: SupplyAssessment) -> Course | None:
    if len(supply.months) < 2:
        return None
    heads = ((book.word("month"), "text"), (book.say("supply.fill_rate"), "share"),
             (book.say("supply.otif"), "share"), (book.word("fill_target"), "share"))  # fmt: skip
    rows = [(each.month, each.fill_rate, each.otif, supply.target) for each in supply.months]
    return Course(book.say("supply.chart_service"), heads, rows, dashed=3)


def _execution(book: Book, execution: ExecutionAssessment) -> Course | None:
    known = [
        name
        for name in ("display_share", "activity_share", "agreement_completion")
        if sum(getattr(month, name) is not None for month in execution.months) > 1
    ]
    if not known:
        return None
    heads = ((book.word("month"), "text"),
             *((book.say(f"execution.{name}"), "share") for name in known))  # fmt: skip
    rows = [(each.month, *(getattr(each, name) for name in known)) for each in execution.months]
    return Course(book.word("execution_trend"), heads, rows)


def _draw(book: Book, sheet: Sheet, chart: Any, course: Course) -> None:
    """Write the rows of a course, and a line a figure into its chart."""
    heads = course.heads
    sheet.caption(book.word("chart_cells"))
    sheet.header(heads)
    first = sheet.row
    for row in course.rows:
        for column, value in enumerate(row):
            sheet.write((sheet.row, column), value, heads[column][1])
        sheet.row += 1
    block = sheet.cells(first, sheet.row - 1, len(heads) - 1)
    for column, colour in zip(range(1, len(heads)), (BLUE, ORANGE, GREY), strict=False):
        look = line(colour, dashed=column == course.dashed)
        add_series(chart, heads[column][0], block.series(0),
                   block.series(column), **look)  # fmt: skip
    named = "mm-dd" if heads[0][1] == "date" else "General"
    set_axes(book, chart, heads[1][1], text_axis=True, num_format=named)
    chart.show_blanks_as("gap")
    sheet.row += 1


COURSES: dict[str, Callable[[Book, Any], Course | None]] = {
    "sales": _sales, "share": _share, "supply": _supply, "execution": _execution,
}  # fmt: skip
