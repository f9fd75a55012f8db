"""The objectives form: the trade's table of targets, alive.

Targets, actuals, weights and the months of the next quarter may be typed over; attainment, gap,
weighted attainment and the roll-up checks follow. All other cells are protected, without a
password. Not in here: what a target should be.
"""

from dataclasses import dataclass

from ka_helpers.figures.style import BLUE
from ka_helpers.metrics.objectives import (
    CHANGES,
    LOW_IS_GOOD,
    Attainment,
    ObjectivesAssessment,
)
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    cell,
    difference,
    difference_formula,
    span,
)
from ka_helpers.rendering.workbook.charts import add_series, empty_chart, fill, set_axes
from ka_helpers.rendering.workbook.inconsistencies import write_inconsistencies
from ka_helpers.rendering.workbook.looks import DIFFERENCES
from ka_helpers.rendering.workbook.next_quarter import write_next_quarter
from ka_helpers.rendering.workbook.scorecard import colour_by_attainment
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.tables.objectives import lay_out_attainment

METRIC, PRIORITY, UNIT, TARGET, ACTUAL, ATTAINED, GAP, MET, WEIGHT, REMARK = range(10)
"""The sheet's columns; the first five are the same in every block."""
UNLOCKED = {
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True,
    "select_locked_cells": True,
}  # fmt: skip
LONGEST_CHART = 20
NEARLY = 0.9
"""Attainment from which an objective missed is a warning only, as in the table of the page."""


@dataclass(frozen=True)
class Reached:
    """The words of the two outcomes of an objective."""

    yes: str
    no: str


def write_objectives(book: Book, objectives: ObjectivesAssessment) -> Sheet:
    """Write the form: this quarter's objectives, the next quarter's, targets at odds."""
    sheet = book.sheet(
        "objectives",
        book.say("objectives.section_title"),
        book.say("objectives.section_question"),
    )
    sheet.note(book.word("form_note"))
    if objectives.attainment:
        _write_quarter(book, sheet, objectives)
    if objectives.upcoming:
        write_next_quarter(book, sheet, objectives)
    if objectives.inconsistencies:
        write_inconsistencies(book, sheet, objectives)
    sheet.paper.protect("", UNLOCKED)
    return sheet


def _write_quarter(book: Book, sheet: Sheet, objectives: ObjectivesAssessment) -> None:
    table = lay_out_attainment(objectives, book.language, book.currency)
    reached = Reached(book.word("met_yes"), book.word("met_no"))
    sheet.caption(table.title)
    label = [column.label for column in table.columns]
    sheet.header([
        (label[0], "text"), (label[1], "text"), (book.word("unit"), "text"),
        (label[2], "number"), (label[3], "number"), (label[4], "share"),
        (book.word("gap"), "number"), (book.word("met"), "text"),
        (book.word("weight"), "number"), (label[5], "text"),
    ])  # fmt: skip
    sheet.freeze(sheet.row)
    first = sheet.row
    for place, row in enumerate(objectives.attainment):
        name, priority, *_, remark = table.rows[place]
        for column, text in ((METRIC, name), (PRIORITY, priority), (REMARK, remark)):
            sheet.write((sheet.row, column), text)
        _write_row(book, sheet, row, reached)
        sheet.row += 1
    last = sheet.row - 1
    _colour(book, sheet, (first, last), reached)
    _write_totals(book, sheet, objectives, (first, last))
    sheet.note(table.note)
    _draw(book, sheet, objectives, (first, last))


def _write_row(book: Book, sheet: Sheet, objective: Attainment, reached: Reached) -> None:
    row, unit = sheet.row, objective.unit
    target, actual = objective.target, objective.actual.value
    sheet.write((row, UNIT), book.unit(unit))
    sheet.write((row, TARGET), target, unit, role="input")
    sheet.write((row, ACTUAL), actual, unit, role="input")
    aim, at = cell(row, TARGET), cell(row, ACTUAL)
    formula = attained_formula(objective.metric, aim, at)
    sheet.formula((row, ATTAINED), formula, objective.attained, "share")
    gap_form = DIFFERENCES.get(unit, unit)
    sheet.formula((row, GAP), difference_formula(at, aim), difference(actual, target), gap_form)
    low = objective.metric in LOW_IS_GOOD
    met = {True: reached.yes, False: reached.no, None: None}[objective.met]
    sheet.formula((row, MET), _met_formula(aim, at, reached, low), met)
    sheet.write((row, WEIGHT), None, "number", role="input")


def attained_formula(metric: str, target: str, actual: str) -> str:
    """Return the formula of `metrics.objectives.attain`; of metrics near zero it is empty."""
    if metric in CHANGES:
        return '=""'
    missing = f'OR({target}="",{actual}="",N({target})<=0'
    if metric in LOW_IS_GOOD:
        return f'=IF({missing},N({actual})<=0),"",ROUND({target}/{actual},9))'
    return f'=IF({missing}),"",ROUND({actual}/{target},9))'


def _met_formula(target: str, actual: str, reached: Reached, low_is_good: bool) -> str:
    left = f"ROUND({actual},9){'<=' if low_is_good else '>='}ROUND({target},9)"
    return f'=IF(OR({target}="",{actual}=""),"",IF({left},"{reached.yes}","{reached.no}"))'


def _colour(book: Book, sheet: Sheet, rows: tuple[int, int], reached: Reached) -> None:
    colour_by_attainment(book, sheet.paper, rows, (ATTAINED, ATTAINED), NEARLY)
    for tone, said in (("good", reached.yes), ("bad", reached.no)):
        sheet.paper.conditional_format(
            span(*rows, MET), {"type": "cell", "criteria": "==", "value": f'"{said}"',
                               "format": book.look("tint", "tint", tone)}
        )  # fmt: skip


def _write_totals(
    book: Book, sheet: Sheet, objectives: ObjectivesAssessment, rows: tuple[int, int]
) -> None:
    """Write the share of objectives met, and the attainment weighted where weights are typed."""
    row, met, attained, weights = (
        sheet.row, span(*rows, MET), span(*rows, ATTAINED), span(*rows, WEIGHT),
    )  # fmt: skip
    yes, no = book.word("met_yes"), book.word("met_no")
    for column in range(REMARK + 1):
        sheet.write((row, column), None, role="total")
    sheet.write((row, METRIC), book.word("share_met"), role="total")
    known = f'(COUNTIF({met},"{yes}")+COUNTIF({met},"{no}"))'
    formula = f'=IF({known}=0,"",COUNTIF({met},"{yes}")/{known})'
    sheet.formula((row, MET), formula, objectives.met.value, "share", role="total")
    judged = f"SUMPRODUCT({weights}*ISNUMBER({attained}))"
    weighted = f"SUMPRODUCT({weights},{attained})/{judged}"
    formula = f'=IF({judged}=0,"",{weighted})'
    sheet.formula((row, ATTAINED), formula, None, "share", role="total")
    sheet.formula((row, WEIGHT), f"=SUM({weights})", 0, "number", role="total")
    sheet.row += 1


def _draw(
    book: Book, sheet: Sheet, objectives: ObjectivesAssessment, rows: tuple[int, int]
) -> None:
    if not any(row.attained is not None for row in objectives.attainment):
        return
    block = sheet.cells(rows[0], min(rows[1], rows[0] + LONGEST_CHART - 1), REMARK)
    chart = empty_chart(book, "column", book.say("objectives.chart_attainment"))
    head = [sheet.name, rows[0] - 1, ATTAINED]
    add_series(chart, head, block.series(METRIC), block.series(ATTAINED), **fill(BLUE),
               data_labels={"value": True, "num_format": "0%", "font": {"size": 8}})  # fmt: skip
    set_axes(book, chart, "share")
    chart.set_legend({"none": True})
    sheet.chart(chart)
