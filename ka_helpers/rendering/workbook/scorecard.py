"""The five KPIs with live gap, attainment and status."""

from xlsxwriter.worksheet import Worksheet

from ka_helpers.rendering.wording import scorecard_table
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    cell,
    difference,
    difference_formula,
    span,
)
from ka_helpers.rendering.workbook.looks import DIFFERENCES
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.scorecard import GOOD_FROM, WARN_FROM, attainment
from ka_helpers.reviews.summary import KpiRow, ReviewSummary
from ka_helpers.tables.table import Table

KPI, MEASURE, UNIT, ACTUAL, TARGET, BEFORE, GAP, ATTAINED, CHANGE, STATUS, N, SOURCE = range(12)
"""The sheet's columns."""


def write_scorecard(book: Book, summary: ReviewSummary) -> Sheet:
    """Write the scorecard: raw figures, and gap, attainment, change and status by formula."""
    sheet = book.sheet(
        "scorecard", book.say("review.scorecard_title"), book.say("review.scorecard_question")
    )
    table = scorecard_table(summary, book.language)
    sheet.caption(table.title)
    _header(book, sheet, table)
    sheet.freeze(sheet.row)
    first = sheet.row
    for place, row in enumerate(summary.scorecard):
        _row(book, sheet, row, table.rows[place])
        sheet.row += 1
    colour_by_attainment(book, sheet.paper, (first, sheet.row - 1), (STATUS, ATTAINED))
    sheet.note(table.note)
    return sheet


def colour_by_attainment(
    book: Book,
    paper: Worksheet,
    rows: tuple[int, int],
    columns: tuple[int, int],
    warn_from: float = WARN_FROM,
) -> None:
    """Colour a column by how much is attained: it follows the cells as they are changed.

    Parameters
    ----------
    columns : the one coloured and the one that holds the attainment
    """
    coloured, attained = columns
    at = f"${cell(rows[0], attained)}"
    rules = (
        ("good", f"=AND(ISNUMBER({at}),{at}>={GOOD_FROM})"),
        ("warn", f"=AND(ISNUMBER({at}),{at}<{GOOD_FROM},{at}>={warn_from})"),
        ("bad", f"=AND(ISNUMBER({at}),{at}<{warn_from})"),
    )
    for tone, formula in rules:
        paper.conditional_format(
            span(*rows, coloured), {"type": "formula", "criteria": formula,
                                    "format": book.look("tint", "tint", tone)}
        )  # fmt: skip


def _header(book: Book, sheet: Sheet, table: Table) -> None:
    label = [column.label for column in table.columns]
    sheet.header([
        (label[0], "text"), (label[1], "text"), (book.word("unit"), "text"),
        (label[2], "number"), (label[3], "number"), (label[4], "number"),
        (book.word("gap"), "number"), (book.word("attained"), "number"),
        (book.word("change"), "number"), (label[7], "text"), (label[5], "count"),
        (label[6], "text"),
    ])  # fmt: skip


def _row(book: Book, sheet: Sheet, kpi: KpiRow, said: tuple[object, ...]) -> None:
    row, unit = sheet.row, kpi.actual.unit
    name, figure, *_, sources, status = said
    difference_form = DIFFERENCES.get(unit, unit)
    actual, target, before = kpi.actual.value, kpi.target, kpi.before.value
    for column, value, form in (
        (KPI, str(name), "text"), (MEASURE, str(figure), "text"),
        (UNIT, book.unit(unit) if actual is not None else None, "text"),
        (ACTUAL, actual, unit), (TARGET, target, unit), (BEFORE, before, unit),
        (N, kpi.actual.n or None, "count"), (SOURCE, str(sources), "text"),
    ):  # fmt: skip
        sheet.write((row, column), value, form)
    at, aim, was = (cell(row, column) for column in (ACTUAL, TARGET, BEFORE))
    sheet.formula((row, GAP), difference_formula(at, aim), difference(actual, target),
                  difference_form)  # fmt: skip
    sheet.formula((row, ATTAINED), attained_formula(at, aim, was), _attained(kpi), "share")
    sheet.formula((row, CHANGE), difference_formula(at, was), difference(actual, before),
                  difference_form)  # fmt: skip
    reached = cell(row, ATTAINED)
    sheet.formula((row, STATUS), _status_formula(book, reached, aim), str(status), role="strong")


def attained_formula(actual: str, target: str, before: str) -> str:
    """Return the formula of `reviews.scorecard.attainment` against the target, else before."""
    aim = f'IF({target}="",{before},{target})'
    relative = f"IF({aim}=0,1+{actual},1+({actual}-{aim})/ABS({aim}))"
    return f'=IF(OR({actual}="",AND({target}="",{before}="")),"",{relative})'


def _attained(kpi: KpiRow) -> float | None:
    aim = kpi.before.value if kpi.target is None else kpi.target
    if kpi.actual.value is None or aim is None:
        return None
    return attainment(kpi.actual.value, aim)


def _status_formula(book: Book, attained: str, target: str) -> str:
    def said(status: str) -> str:
        by = (book.say(f"review.status_{status}_{by}") for by in ("before", "target"))
        return f'IF({target}="","{next(by)}","{next(by)}")'

    unknown = book.say("review.status_unknown_nothing")
    judged = f"IF({attained}>={WARN_FROM},{said('warn')},{said('bad')})"
    return f'=IF({attained}="","{unknown}",IF({attained}>={GOOD_FROM},{said("good")},{judged}))'
