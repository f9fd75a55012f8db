"""Targets at odds with each other: both figures, what lies between them, and a live check."""

from ka_helpers.metrics.actuals import unit_of
from ka_helpers.metrics.objectives import ObjectivesAssessment
from ka_helpers.metrics.roll_up import Inconsistency
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    cell,
    difference,
    difference_formula,
    rolls_up_formula,
)
from ka_helpers.rendering.workbook.looks import DIFFERENCES
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.tables.objectives import lay_out_inconsistencies

METRIC, PERIOD, UNIT, STATED, FOUND, BETWEEN, MONEY, CHECK, KIND, FAULT = range(10)


def write_inconsistencies(book: Book, sheet: Sheet, objectives: ObjectivesAssessment) -> None:
    """Write a row a fault; the two figures may be typed over until they agree."""
    table = lay_out_inconsistencies(objectives, book.language, book.currency)
    sheet.caption(table.title)
    label = [column.label for column in table.columns]
    sheet.header([
        (label[0], "text"), (label[1], "text"), (book.word("unit"), "text"),
        (label[2], "number"), (label[3], "number"), (book.word("between"), "number"),
        (label[4], "money"), (book.word("check"), "text"),
        (book.word("rolls_up"), "centred"), (label[5], "text"),
    ])  # fmt: skip
    first = sheet.row
    for place, fault in enumerate(objectives.inconsistencies):
        name, period, *_, what = table.rows[place]
        for column, text in ((METRIC, name), (PERIOD, period), (FAULT, what)):
            sheet.write((sheet.row, column), text)
        _write_row(book, sheet, fault)
        sheet.row += 1
    for tone, said in (("good", book.word("agrees")), ("warn", book.word("differs"))):
        sheet.paper.conditional_format(
            first, CHECK, sheet.row - 1, CHECK,
            {"type": "cell", "criteria": "==", "value": f'"{said}"',
             "format": book.look("tint", "tint", tone)},
        )  # fmt: skip
    sheet.note(table.note)


def _write_row(book: Book, sheet: Sheet, fault: Inconsistency) -> None:
    row, unit = sheet.row, unit_of(fault.metric)
    sheet.write((row, UNIT), book.unit(unit))
    sheet.write((row, STATED), fault.stated, unit, role="input")
    sheet.write((row, FOUND), fault.found, unit, role="input")
    stated, found = cell(row, STATED), cell(row, FOUND)
    form = DIFFERENCES.get(unit, unit)
    between = difference_formula(stated, found)
    sheet.formula((row, BETWEEN), between, difference(fault.stated, fault.found), form)
    yes, no = book.word("agrees"), book.word("differs")
    sheet.formula((row, CHECK), rolls_up_formula(stated, found, yes, no), no)
    sheet.write((row, MONEY), fault.money, "money")
    sheet.write((row, KIND), book.say(f"objectives.aggregation_{fault.aggregation}"), "centred")
