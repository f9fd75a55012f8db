"""The price waterfall as a native chart: stacked columns on cells that follow the statement.

A step hangs between where it starts and where it ends. What lies above zero and below zero is
stacked apart, so that a loss is drawn as well. Not in here: the amounts (see `statement`).
"""

from ka_helpers.figures.style import BLUE, GREEN, ORANGE, RED
from ka_helpers.metrics.price_waterfall import WaterfallStep
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import cell
from ka_helpers.rendering.workbook.charts import (
    add_series,
    empty_chart,
    fill,
    set_axes,
)
from ka_helpers.rendering.workbook.sheet import Sheet

STEP, AMOUNT, START, END, HIDDEN, ABOVE, BELOW = range(7)
COLUMNS = (
    ("step", "text"), ("amount", "money"), ("starts", "money"), ("ends", "money"),
    ("hidden", "money"), ("above", "money"), ("below", "money"),
)  # fmt: skip
STATEMENT_ACTUAL = 2
"""The statement's column of actual amounts."""


def write_waterfall(
    book: Book, sheet: Sheet, profit: ProfitAssessment, rows: dict[str, int]
) -> None:
    """Write the chart and below it the cells it is drawn from.

    Parameters
    ----------
    rows : the statement's row of each step
    """
    steps, title = profit.waterfall, book.say("profit.chart_waterfall")
    chart = empty_chart(book, "column", title, "stacked")
    sheet.chart(chart, height=320)
    sheet.caption(book.word("chart_cells"))
    sheet.header([(book.word(f"waterfall_{name}"), form) for name, form in COLUMNS])
    first, end = sheet.row, 0.0
    for step in steps:
        end = _write_step(book, sheet, step, rows[step.key], (end, sheet.row == first))
        sheet.row += 1
    block = sheet.cells(first, sheet.row - 1, BELOW)
    names, (result, loss) = block.series(STEP), _result_colours(steps)
    add_series(chart, book.word("waterfall_hidden"), names, block.series(HIDDEN),
               fill={"none": True}, border={"none": True}, gap=40)  # fmt: skip
    for column, last in ((ABOVE, result), (BELOW, loss)):
        points = [{"fill": {"color": colour}} for colour in _colours(steps, last)]
        add_series(chart, book.word("waterfall_above"), names, block.series(column),
                   **fill(BLUE), points=points)  # fmt: skip
    set_axes(book, chart, "money")
    chart.set_legend({"none": True})
    sheet.row += 1


def _write_step(
    book: Book, sheet: Sheet, step: WaterfallStep, of: int, before: tuple[float, bool]
) -> float:
    """Write one step; return where it ends."""
    row, (end_before, first) = sheet.row, before
    start = end_before if step.kind == "down" else 0.0
    end = start + step.amount
    low, high = min(start, end), max(start, end)
    start_at, end_at = cell(row, START), cell(row, END)
    lowest, highest = f"MIN({start_at},{end_at})", f"MAX({start_at},{end_at})"
    hangs = step.kind == "down" and not first
    sheet.write((row, STEP), book.say(f"profit.step_{step.key}"))
    for column, formula, value in (
        (AMOUNT, f"={cell(of, STATEMENT_ACTUAL)}", step.amount),
        (START, f"={cell(row - 1, END)}" if hangs else "=0", start),
        (END, f"={start_at}+{cell(row, AMOUNT)}", end),
        (HIDDEN, f"=MAX({lowest},0)+MIN({highest},0)", max(low, 0) + min(high, 0)),
        (ABOVE, f"=MAX({highest},0)-MAX({lowest},0)", max(high, 0) - max(low, 0)),
        (BELOW, f"=MIN({lowest},0)-MIN({highest},0)", min(low, 0) - min(high, 0)),
    ):
        sheet.formula((row, column), formula, value, "money")
    return end


def _colours(steps: tuple[WaterfallStep, ...], last: str) -> list[str]:
    return [ORANGE if step.kind == "down" else BLUE for step in steps[:-1]] + [last]


def _result_colours(steps: tuple[WaterfallStep, ...]) -> tuple[str, str]:
    """Return the colour of the last total above zero, and below."""
    return (GREEN if steps[-1].key == "account_profit" else BLUE), RED
