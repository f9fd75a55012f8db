"""The next quarter's objectives and their months, typed in, and whether the months make it."""

from ka_helpers.metrics.objectives import Attainment, ObjectivesAssessment
from ka_helpers.metrics.roll_up import AGGREGATIONS, WEIGHTS
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    cell,
    difference,
    difference_formula,
    rolls_up_formula,
)
from ka_helpers.rendering.workbook.looks import DIFFERENCES
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.tables.objectives import lay_out_upcoming

METRIC, PRIORITY, UNIT, TARGET, ACTUAL, TO_GO, MONTH, _, LAST_MONTH, KIND, MADE, CHECK = range(12)
SALES = "sales_value"


def write_next_quarter(book: Book, sheet: Sheet, objectives: ObjectivesAssessment) -> None:
    """Write a row an objective: target, actual now, still to go, three months, what they make."""
    table = lay_out_upcoming(objectives, book.language, book.currency)
    sheet.caption(table.title)
    label = [column.label for column in table.columns]
    months = [(book.say("workbook.month_number", n=n), "number") for n in (1, 2, 3)]
    sheet.header([
        (label[0], "text"), (label[1], "text"), (book.word("unit"), "text"),
        (label[3], "number"), (label[2], "number"), (label[4], "number"), *months,
        (book.word("rolls_up"), "text"), (book.word("months_make"), "number"),
        (book.word("check"), "text"),
    ])  # fmt: skip
    first = sheet.row
    places = {row.metric: first + place for place, row in enumerate(objectives.upcoming)}
    for place, row in enumerate(objectives.upcoming):
        name, priority, *_ = table.rows[place]
        sheet.write((sheet.row, METRIC), name)
        sheet.write((sheet.row, PRIORITY), priority)
        _write_row(book, sheet, row, places)
        sheet.row += 1
    sheet.note(f"{table.note}{'' if book.language == 'zh' else ' '}{book.word('months_note')}")


def _write_row(book: Book, sheet: Sheet, objective: Attainment, places: dict[str, int]) -> None:
    row, unit, actual = sheet.row, objective.unit, objective.actual.value
    sheet.write((row, UNIT), book.unit(unit))
    sheet.write((row, TARGET), objective.target, unit, role="input")
    sheet.write((row, ACTUAL), actual, unit)
    aim = cell(row, TARGET)
    to_go = difference_formula(aim, cell(row, ACTUAL))
    form = DIFFERENCES.get(unit, unit)
    sheet.formula((row, TO_GO), to_go, difference(objective.target, actual), form)
    for column in range(MONTH, LAST_MONTH + 1):
        sheet.write((row, column), None, unit, role="input")
    aggregation = AGGREGATIONS.get(objective.metric, "ratio")
    sheet.write((row, KIND), book.say(f"objectives.aggregation_{aggregation}"))
    weight = places.get(WEIGHTS.get(objective.metric, SALES))
    sheet.formula((row, MADE), made_formula(row, aggregation, weight), None, unit)
    yes, no = book.word("agrees"), book.word("differs")
    sheet.formula((row, CHECK), rolls_up_formula(aim, cell(row, MADE), yes, no), None)


def made_formula(row: int, aggregation: str, weight_row: int | None) -> str:
    """Return the formula of `metrics.roll_up.roll_up` over three months of one row.

    Parameters
    ----------
    weight_row : the row whose months a ratio is weighted with; without one nothing can be told
    """
    months = f"{cell(row, MONTH)}:{cell(row, LAST_MONTH)}"
    if aggregation == "flow":
        return f'=IF(COUNT({months})<3,"",SUM({months}))'
    if aggregation == "level":
        return f'=IF(COUNT({months})<3,"",{cell(row, LAST_MONTH)})'
    if weight_row is None:
        return '=""'
    weights = f"{cell(weight_row, MONTH)}:{cell(weight_row, LAST_MONTH)}"
    missing = f"OR(COUNT({months})<3,COUNT({weights})<3,SUM({weights})<=0)"
    return f'=IF({missing},"",SUMPRODUCT({months},{weights})/SUM({weights}))'
