"""Profit: the statement with plan, actual and variance by formula, and its waterfall."""

from collections.abc import Sequence

from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import (
    cell,
    difference,
    difference_formula,
    ratio,
    ratio_formula,
)
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.rendering.workbook.statement import Item, statement
from ka_helpers.rendering.workbook.waterfall import write_waterfall
from ka_helpers.tables.profit import lay_out_efficiency, lay_out_statement

LABEL, PLAN, ACTUAL, VARIANCE, VARIANCE_SHARE, OF_SALES, BEFORE, CHANGE = range(8)


def write_profit(book: Book, profit: ProfitAssessment) -> Sheet:
    """Write the profit and loss from list value down, its waterfall, and what spending bought."""
    sheet = book.sheet(
        "profit", book.say("profit.section_title"), book.say("profit.section_question")
    )
    table = lay_out_statement(profit, book.language, book.currency)
    labels = [column.label for column in table.columns]
    sheet.caption(table.title)
    sheet.header([
        (labels[0], "text"), (book.say("profit.planned"), "money"),
        (book.say("profit.actual"), "money"), (book.word("variance"), "money"),
        (book.word("variance_share"), "change"), (labels[2], "share"), (labels[3], "money"),
        (book.word("change"), "money"),
    ])  # fmt: skip
    sheet.freeze(sheet.row)
    items = statement(book, profit)
    rows = _write_items(sheet, items)
    sheet.note(f"{table.note}{'' if book.language == 'zh' else ' '}{book.word('variance_note')}")
    write_waterfall(book, sheet, profit, rows)
    place(sheet, lay_out_efficiency(profit, book.language, book.currency))
    return sheet


def _write_items(sheet: Sheet, items: Sequence[Item]) -> dict[str, int]:
    """Write the items; return the row of each that has a key."""
    first = sheet.row
    rows = {item.key: first + at for at, item in enumerate(items)}
    sales = next(item for item in items if item.key == "net_sales").actual
    of = {item.key: item for item in items}
    for item in items:
        sheet.write((sheet.row, LABEL), item.label, role=item.role)
        for column, name in ((PLAN, "plan"), (ACTUAL, "actual"), (BEFORE, "before")):
            known = all(getattr(of[part], name) is not None for part in item.parts)
            parts = [cell(rows[part], column) for part in item.parts] if known else []
            _write_amount(sheet, column, item, getattr(item, name), parts)
        _write_comparisons(sheet, item, cell(rows["net_sales"], ACTUAL), sales)
        sheet.row += 1
    return rows


def _write_amount(
    sheet: Sheet, column: int, item: Item, value: float | None, parts: Sequence[str]
) -> None:
    """Write a raw amount, or the sum of the items that make it."""
    role = _figure_role(item)
    if value is None or not parts:
        sheet.write((sheet.row, column), value, "money", role=role)
    else:
        sheet.formula((sheet.row, column), f"={'+'.join(parts)}", value, "money", role=role)


def _write_comparisons(sheet: Sheet, item: Item, sales_at: str, sales: float | None) -> None:
    row, role = sheet.row, _figure_role(item)
    actual, plan, before = (cell(row, column) for column in (ACTUAL, PLAN, BEFORE))
    variance = difference(item.actual, item.plan)
    share = ratio(variance, None if item.plan is None else abs(item.plan))
    change = difference(item.actual, item.before)
    sheet.formula((row, VARIANCE), difference_formula(actual, plan), variance, "money", role=role)
    formula = f'=IF(OR({plan}="",N({plan})=0),"",{cell(row, VARIANCE)}/ABS({plan}))'
    sheet.formula((row, VARIANCE_SHARE), formula, share, "change", role=role)
    part = ratio_formula(actual, f"${sales_at[0]}${sales_at[1:]}")
    sheet.formula((row, OF_SALES), part, ratio(item.actual, sales), "share", role=role)
    sheet.formula((row, CHANGE), difference_formula(actual, before), change, "money", role=role)


def _figure_role(item: Item) -> str:
    return "cell" if item.role == "indented" else item.role
