"""How much hangs on how few: shares, running shares and classes by formula, with their chart."""

from ka_helpers.figures.style import BLUE, ORANGE
from ka_helpers.metrics.portfolio import ABC_CUTS, PortfolioAssessment, PortfolioRow
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import cell, span
from ka_helpers.rendering.workbook.charts import (
    add_series,
    empty_chart,
    fill,
    line,
    set_axes,
)
from ka_helpers.rendering.workbook.sheet import Sheet

RANK, ACCOUNT, SALES, SHARE, RUNNING, CLASS, PROFIT, PROFIT_SHARE, _, FIGURE, VALUE = range(11)
ROUNDING = "0.000000001"
LONGEST_CHART = 40
Rows = tuple[int, int]


def write_concentration(book: Book, portfolio: PortfolioAssessment) -> Sheet:
    """Write every account's share of all, and beside it what that makes of the whole."""
    sheet = book.sheet(
        "concentration",
        book.say("review.concentration_title"),
        book.say("review.concentration_question"),
    )
    sheet.caps |= {ACCOUNT: 34.0, FIGURE: 40.0}
    sheet.header([
        (book.word("rank"), "count"), (book.word("account"), "text"),
        (book.say(f"portfolio.{portfolio.sales_kind}"), "money"), (book.word("share"), "share"),
        (book.word("running_share"), "share"), (book.word("abc"), "centred"),
        (book.word("profit"), "money"), (book.word("profit_share"), "share"),
    ])  # fmt: skip
    sheet.freeze(sheet.row, SALES, repeat=True)
    head = sheet.row - 1
    rows = (sheet.row, sheet.row + len(portfolio.rows) - 1)
    whole = (f"${cell(0, VALUE)[0]}${rows[0] + 1}", f"${cell(0, VALUE)[0]}${rows[0] + 2}")
    for row in portfolio.rows:
        _write_row(sheet, row, rows[0], whole)
        sheet.row += 1
    sheet.paper.autofilter(head, 0, rows[1], PROFIT_SHARE)
    beside = _write_whole(book, sheet, portfolio, rows)
    sheet.row = max(sheet.row, beside)
    _draw(book, sheet, rows)
    sheet.note(book.say("portfolio.concentration_note", n=len(portfolio.rows),
                        total=portfolio.total, kind=f"portfolio.{portfolio.sales_kind}")
               )  # fmt: skip
    return sheet


def _write_row(sheet: Sheet, account: PortfolioRow, first: int, whole: tuple[str, str]) -> None:
    row = sheet.row
    sales, share, running = (cell(row, column) for column in (SALES, SHARE, RUNNING))
    sheet.write((row, RANK), account.rank, "count")
    sheet.write((row, ACCOUNT), account.name)
    sheet.write((row, SALES), account.sales, "money")
    sheet.formula((row, SHARE), f"=MAX({sales},0)/{whole[0]}", account.share, "share")
    above = "" if row == first else f"{cell(row - 1, RUNNING)}+"
    sheet.formula((row, RUNNING), f"={above}{share}", account.cumulative_share, "share")
    a, b = (f"{running}-{share}<{cut}-{ROUNDING}" for cut in ABC_CUTS)
    formula = f'=IF({sales}<=0,"C",IF({a},"A",IF({b},"B","C")))'
    sheet.formula((row, CLASS), formula, account.abc, "centred")
    sheet.write((row, PROFIT), account.profit, "money")
    if account.profit_share is None:
        sheet.write((row, PROFIT_SHARE), None, "share")
    else:
        formula = f"={cell(row, PROFIT)}/{whole[1]}"
        sheet.formula((row, PROFIT_SHARE), formula, account.profit_share, "share")


def _write_whole(book: Book, sheet: Sheet, portfolio: PortfolioAssessment, rows: Rows) -> int:
    """Write the figures of all accounts together, beside the list; return the row below them."""
    shares, classes = span(*rows, SHARE), span(*rows, CLASS)
    sales, profits = span(*rows, SALES), span(*rows, PROFIT)
    known = [row.profit for row in portfolio.rows if row.profit is not None]
    top = span(rows[0], rows[0] + portfolio.top_n - 1, SHARE)
    hhi_at = cell(rows[0] + 3, VALUE)
    figures: list[tuple[str, str, float | None, str]] = [
        (book.word("all_sales"), f'=SUMIF({sales},">0")', portfolio.total, "money"),
        (book.word("all_profit"), f"=SUM({profits})", sum(known) if known else 0.0, "money"),
        (book.say("portfolio.top_accounts", n=portfolio.top_n), f"=SUM({top})",
         portfolio.top_share, "share"),
        (book.say("portfolio.hhi"), f"=SUMSQ({shares})", portfolio.hhi, "ratio"),
        (book.say("portfolio.effective"), f"=1/{hhi_at}", portfolio.effective_accounts, "number"),
    ]  # fmt: skip
    for size in portfolio.abc:
        n, share = f'=COUNTIF({classes},"{size.name}")', f'=SUMIF({classes},"{size.name}",{shares})'
        counted = book.say("workbook.class_n", name=size.name)
        part = book.say("workbook.class_share", name=size.name)
        figures += [(counted, n, size.n, "count"), (part, share, size.share, "share")]
    sheet.headers(rows[0] - 1, [(book.word("figure"), "text"), (book.word("value"), "number")],
                  FIGURE)  # fmt: skip
    for place, (label, formula, value, form) in enumerate(figures):
        row = rows[0] + place
        sheet.write((row, FIGURE), label)
        sheet.formula((row, VALUE), formula, value, form)
    return rows[0] + len(figures)


def _draw(book: Book, sheet: Sheet, rows: Rows) -> None:
    """Draw the largest accounts as columns and the running share as a line."""
    block = sheet.cells(rows[0], min(rows[1], rows[0] + LONGEST_CHART - 1), CLASS)
    title = book.say("portfolio.chart_concentration")
    chart, over = empty_chart(book, "column", title), empty_chart(book, "line", title)
    names = block.series(ACCOUNT)
    add_series(chart, book.word("share"), names, block.series(SHARE), **fill(BLUE))
    add_series(over, book.word("running_share"), names, block.series(RUNNING), **line(ORANGE))
    chart.combine(over)
    set_axes(book, chart, "share", top=1.0)
    chart.set_size({"width": 760, "height": 400})
    sheet.paper.insert_chart(rows[0] + 13, FIGURE, chart)
