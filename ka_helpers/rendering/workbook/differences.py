"""The ledger of differences: what was invoiced and not paid, reason by reason, and how long open.

Every sum is a formula, and a check beside it says whether it is the figure of the review.
"""

from collections.abc import Sequence

from ka_helpers.figures.receivables import bucket_label
from ka_helpers.figures.style import BLUE
from ka_helpers.metrics.order_failures import DEPARTMENTS, UNEXPLAINED
from ka_helpers.metrics.receivables import ReceivablesAssessment
from ka_helpers.metrics.supply import SupplyAssessment
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    agrees_formula,
    cell,
    ratio,
    ratio_formula,
    span,
)
from ka_helpers.rendering.workbook.charts import add_series, empty_chart, fill, set_axes
from ka_helpers.rendering.workbook.ledger_block import Block, Line, colour_check, write_block
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.summary import ReviewSummary

DEPARTMENT_OF = {
    "price_difference": DEPARTMENTS["price_mismatch"],
    "shortage": DEPARTMENTS["short_stock"],
    "unexplained": DEPARTMENTS[UNEXPLAINED],
}
"""Who can repair a difference; penalties are split by cause below, the rest has no owner yet."""
LABEL, DEPARTMENT, AMOUNT, SHARE = range(4)


def write_differences(
    book: Book, receivables: ReceivablesAssessment, summary: ReviewSummary
) -> Sheet:
    """Write invoiced against paid: differences, penalties by cause, open amounts by age."""
    sheet = book.sheet(
        "differences",
        book.say("receivables.section_title"),
        book.say("receivables.section_question"),
    )
    total = _write_reasons(book, sheet, receivables)
    _write_bridge(book, sheet, receivables, total)
    if summary.supply is not None and summary.supply.penalties:
        _write_penalties(book, sheet, summary.supply)
    _write_ageing(book, sheet, receivables)
    _write_terms(book, sheet, receivables)
    return sheet


def _write_reasons(book: Book, sheet: Sheet, receivables: ReceivablesAssessment) -> str:
    lines = [
        Line(
            book.say(f"receivables.difference_{difference.kind}"),
            _department(book, DEPARTMENT_OF.get(difference.kind)),
            difference.amount,
            difference.n,
        )
        for difference in receivables.differences
    ]
    sheet.caption(book.say("receivables.table_differences"))
    names = (book.say("receivables.reason"), book.word("department"),
             book.say("receivables.share_of_gap"), book.say("receivables.n_invoices"))  # fmt: skip
    total = write_block(book, sheet, Block(lines, names, receivables.deducted, inputs=True))
    sheet.note(book.say("receivables.differences_note", n=receivables.invoiced.n)
               + _space(book) + book.word("ledger_note"))  # fmt: skip
    return total


def _write_bridge(book: Book, sheet: Sheet, receivables: ReceivablesAssessment, total: str) -> None:
    """Write the way from invoiced to what is left of it, on the sums above."""
    sheet.caption(book.word("bridge"))
    sheet.header([(book.word("item"), "text"), ("", "text"), (book.word("amount"), "money"),
                  (book.word("of_invoiced"), "share")])  # fmt: skip
    invoiced, deducted = receivables.invoiced.value or 0.0, receivables.deducted.value or 0.0
    first = sheet.row
    whole = cell(first, AMOUNT)
    rows = (
        ("invoiced", None, invoiced, "cell"), ("taken_off", f"=-{total}", -deducted, "cell"),
        ("left", f"={whole}+{cell(first + 1, AMOUNT)}", invoiced - deducted, "total"),
    )  # fmt: skip
    for name, formula, value, role in rows:
        sheet.write((sheet.row, LABEL), book.word(name), role=role)
        sheet.write((sheet.row, DEPARTMENT), None, role=role)
        if formula is None:
            sheet.write((sheet.row, AMOUNT), value, "money", role=role)
        else:
            sheet.formula((sheet.row, AMOUNT), formula, value, "money", role=role)
        at = cell(sheet.row, AMOUNT)
        part = ratio(value, invoiced)
        sheet.formula((sheet.row, SHARE), ratio_formula(at, whole), part, "share", role=role)
        sheet.row += 1
    rate = receivables.deduction_rate
    said = book.say("workbook.review_says_rate", rate=rate.value, n=rate.n)
    sheet.note(said)


def _write_penalties(book: Book, sheet: Sheet, supply: SupplyAssessment) -> None:
    lines = [
        Line(
            book.say(f"supply.reason_{penalty.reason}"),
            _department(book, penalty.department),
            penalty.amount,
            penalty.n,
        )
        for penalty in supply.penalties
    ]
    sheet.caption(book.say("supply.chart_penalties"))
    names = (book.say("supply.reason"), book.word("department"), book.word("share"),
             book.word("order_lines"))  # fmt: skip
    write_block(book, sheet, Block(lines, names, supply.penalty_amount, inputs=True))
    sheet.note(book.say("supply.chart_penalties_note", n=supply.penalty_amount.n))


def _write_ageing(book: Book, sheet: Sheet, receivables: ReceivablesAssessment) -> None:
    """Write what is open by days past due, and its chart."""
    lines = [
        Line(bucket_label(bucket, book.language), "", bucket.amount, bucket.n)
        for bucket in receivables.ageing
    ]
    sheet.caption(book.say("receivables.chart_ageing"))
    names = (book.word("days_open"), "", book.word("share"), book.say("receivables.n_invoices"))
    first = sheet.row + 1
    write_block(book, sheet, Block(lines, names, receivables.open_amount, inputs=False))
    _write_overdue(book, sheet, receivables, (first, first + len(lines) - 1))
    sheet.note(book.say("receivables.chart_ageing_note", n=receivables.open_amount.n))
    block = sheet.cells(first, first + len(lines) - 1, AMOUNT)
    chart = empty_chart(book, "column", book.say("receivables.chart_ageing"))
    add_series(chart, book.say("receivables.open_amount_axis"), block.series(LABEL),
               block.series(AMOUNT), **fill(BLUE))  # fmt: skip
    set_axes(book, chart, "money")
    chart.set_legend({"none": True})
    sheet.chart(chart, height=240)


def _write_overdue(
    book: Book, sheet: Sheet, receivables: ReceivablesAssessment, rows: tuple[int, int]
) -> None:
    row, overdue = sheet.row, receivables.overdue_amount
    value = overdue.value or 0.0
    sheet.write((row, LABEL), book.word("overdue"), role="strong")
    sheet.write((row, DEPARTMENT), None)
    late = f"=SUM({span(rows[0] + 1, rows[1], AMOUNT)})"
    sheet.formula((row, AMOUNT), late, value, "money", role="strong")
    total = cell(rows[1] + 1, AMOUNT)
    part = ratio(value, receivables.open_amount.value)
    at = cell(row, AMOUNT)
    sheet.formula((row, SHARE), ratio_formula(at, total), part, "share", role="strong")
    sheet.write((row, SHARE + 1), overdue.n, "count", role="strong")
    yes, no = book.word("check_yes"), book.word("check_no")
    formula = agrees_formula(at, repr(value), yes, no)
    sheet.formula((row, SHARE + 2), formula, yes, role="strong")
    colour_check(book, sheet, row, SHARE + 2)
    sheet.row += 1


def _write_terms(book: Book, sheet: Sheet, receivables: ReceivablesAssessment) -> None:
    """Write how fast is paid, against the terms agreed."""
    facts: Sequence[tuple[str, float | None, str]] = (
        ("dso", receivables.dso.value, "days"),
        ("dso_before", receivables.dso_before.value, "days"),
        ("dso_count_back", receivables.dso_count_back.value, "days"),
        ("term_days", receivables.term_days, "days"),
        ("disputed_open", receivables.disputed_open, "money"),
        ("credit_limit", receivables.credit_limit, "money"),
    )  # fmt: skip
    sheet.caption(book.word("terms"))
    sheet.header([(book.word("item"), "text"), (book.word("unit"), "text"),
                  (book.word("value"), "number")])  # fmt: skip
    for name, value, form in facts:
        if value is not None:
            sheet.write((sheet.row, LABEL), book.word(name))
            sheet.write((sheet.row, DEPARTMENT), book.unit(form))
            sheet.write((sheet.row, AMOUNT), value, form)
            sheet.row += 1
    sheet.note(book.say("workbook.terms_note", n=receivables.dso.n))


def _department(book: Book, department: str | None) -> str:
    return book.say(f"supply.department_{department}") if department else ""


def _space(book: Book) -> str:
    return "" if book.language == "zh" else " "
