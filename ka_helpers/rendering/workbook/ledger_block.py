"""One block of the ledger: lines that sum up to a figure of the review, and the check of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.metrics.assessment import Measure
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    agrees,
    agrees_formula,
    cell,
    ratio,
    ratio_formula,
    span,
    total,
)
from ka_helpers.rendering.workbook.sheet import Sheet

LABEL, DEPARTMENT, AMOUNT, SHARE, N, OWNER, DUE = range(7)


@dataclass(frozen=True)
class Block:
    """Lines, the labels of line, department, share and n, and the review's figure of their sum.

    With `inputs` there are columns for who settles a line, and by when.
    """

    lines: Sequence["Line"]
    names: tuple[str, str, str, str]
    review: Measure
    inputs: bool = False


@dataclass(frozen=True)
class Line:
    """One line: what, which department can repair it, how much, how many rows behind it."""

    label: str
    department: str
    amount: float
    n: int


def write_block(book: Book, sheet: Sheet, block: Block) -> str:
    """Write lines, their sum by formula, the review's figure and the check of it.

    Returns
    -------
    str : the address of the sum
    """
    lines = block.lines
    label, department, share, n = block.names
    heads = [(label, "text"), (department, "text"), (book.word("amount"), "money"),
             (share, "share"), (n, "count")]  # fmt: skip
    heads += [(book.word("owner"), "text"), (book.word("due"), "date")] if block.inputs else []
    sheet.header(heads)
    first, last = sheet.row, sheet.row + max(len(lines), 1) - 1
    for line in lines:
        _write_line(sheet, line, (cell(last + 1, AMOUNT), total([each.amount for each in lines])))
        if block.inputs:
            sheet.write((sheet.row, OWNER), None, role="input")
            sheet.write((sheet.row, DUE), None, "date", role="input")
        sheet.row += 1
    sheet.row = last + 1
    _write_total(book, sheet, lines, (first, last))
    _write_check(book, sheet, lines, block.review)
    sheet.row += 1
    return cell(last + 1, AMOUNT)


def _write_line(sheet: Sheet, line: Line, whole: tuple[str, float]) -> None:
    row = sheet.row
    sheet.write((row, LABEL), line.label)
    sheet.write((row, DEPARTMENT), line.department)
    sheet.write((row, AMOUNT), line.amount, "money")
    formula = ratio_formula(cell(row, AMOUNT), whole[0])
    sheet.formula((row, SHARE), formula, ratio(line.amount, whole[1]), "share")
    sheet.write((row, N), line.n, "count")


def _write_total(book: Book, sheet: Sheet, lines: Sequence[Line], rows: tuple[int, int]) -> None:
    row = sheet.row
    whole = total([line.amount for line in lines])
    sheet.write((row, LABEL), book.word("total"), role="total")
    sheet.write((row, DEPARTMENT), None, role="total")
    sheet.formula((row, AMOUNT), f"=SUM({span(*rows, AMOUNT)})", whole, "money", role="total")
    share = ratio(whole, whole)
    formula = ratio_formula(cell(row, AMOUNT), cell(row, AMOUNT))
    sheet.formula((row, SHARE), formula, share, "share", role="total")
    n = sum(line.n for line in lines)
    sheet.formula((row, N), f"=SUM({span(*rows, N)})", n, "count", role="total")
    sheet.row += 1


def _write_check(book: Book, sheet: Sheet, lines: Sequence[Line], review: Measure) -> None:
    """Write the review's own figure and whether the sum above is the same."""
    row, figure = sheet.row, review.value or 0.0
    same = agrees(total([line.amount for line in lines]), figure)
    yes, no = book.word("check_yes"), book.word("check_no")
    sheet.write((row, LABEL), book.word("review_says"), role="cell")
    sheet.write((row, DEPARTMENT), None)
    sheet.write((row, AMOUNT), figure, "money")
    formula = agrees_formula(cell(row - 1, AMOUNT), cell(row, AMOUNT), yes, no)
    sheet.formula((row, SHARE), formula, yes if same else no, role="strong")
    colour_check(book, sheet, row, SHARE)


def colour_check(book: Book, sheet: Sheet, row: int, column: int) -> None:
    """Colour a check by what it says."""
    yes, no = book.word("check_yes"), book.word("check_no")
    for tone, said in (("good", yes), ("bad", no)):
        sheet.paper.conditional_format(
            row, column, row, column,
            {"type": "cell", "criteria": "==", "value": f'"{said}"',
             "format": book.look("tint", "tint", tone)},
        )  # fmt: skip
