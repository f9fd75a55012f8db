"""The matrix: every account's two axes and class, the classes counted, and a native scatter."""

from collections.abc import Sequence
from typing import Any

from ka_helpers.figures.style import BLUE, GREEN, GREY, ORANGE, RED
from ka_helpers.metrics.portfolio import PortfolioAssessment, PortfolioRow
from ka_helpers.rendering.workbook.accounts import quadrant_said
from ka_helpers.rendering.workbook.book import Book, tidy
from ka_helpers.rendering.workbook.calculation import span
from ka_helpers.rendering.workbook.charts import empty_chart
from ka_helpers.rendering.workbook.looks import FONTS
from ka_helpers.rendering.workbook.paper import Cells
from ka_helpers.rendering.workbook.sheet import Sheet

(ACCOUNT, CLASS, STATE, ATTRACTIVENESS, SUPPORT, SALES, SHARE, COST, _, QUADRANT, N,
 OF_SALES) = range(12)  # fmt: skip
COLOURS = {"star": GREEN, "question_mark": BLUE, "cash_cow": ORANGE, "dog": RED}
MOST_NAMES, LONGEST_NAME = 30, 14
NAME_ACROSS, NAME_UPWARDS = 20.0, 4.0
"""How much of the axes a name takes."""
Rows = tuple[int, int]


def write_matrix(book: Book, portfolio: PortfolioAssessment) -> Sheet:
    """Write the accounts that have a class, by class and size."""
    sheet = book.sheet(
        "matrix", book.say("review.matrix_title"), book.say("review.matrix_question")
    )
    sheet.caps |= {ACCOUNT: 30.0}
    order = [size.name for size in portfolio.quadrants]
    placed = [row for row in portfolio.rows if row.quadrant is not None]
    placed.sort(key=lambda row: order.index(str(row.quadrant)))
    _header(book, sheet, portfolio)
    first = sheet.row
    for row in placed:
        _write_row(book, sheet, row)
        sheet.row += 1
    rows = (first, sheet.row - 1)
    sheet.paper.autofilter(first - 1, 0, rows[1], COST)
    _write_classes(book, sheet, portfolio, rows)
    _draw(book, sheet, portfolio, placed, first)
    sheet.note(book.say("portfolio.classes_note", n=len(placed)))
    for name in order:
        quadrant, response = (
            book.say(f"position.{part}_{name}") for part in ("quadrant", "response")
        )
        sheet.note(book.say("workbook.class_asks", quadrant=quadrant, response=response))
        sheet.row -= 1
    return sheet


def _header(book: Book, sheet: Sheet, portfolio: PortfolioAssessment) -> None:
    sheet.header([
        (book.word("account"), "text"), (book.word("quadrant"), "text"),
        (book.word("state"), "text"), (book.say("position.attractiveness"), "number"),
        (book.say("position.support"), "number"),
        (book.say(f"portfolio.{portfolio.sales_kind}"), "money"), (book.word("share"), "share"),
        (book.word("trade_cost"), "share"),
    ])  # fmt: skip
    sheet.freeze(sheet.row, repeat=True)


def _write_row(book: Book, sheet: Sheet, account: PortfolioRow) -> None:
    row = sheet.row
    state = quadrant_said(book, account) if account.borderline else None
    for column, value, form in (
        (ACCOUNT, account.name, "text"),
        (CLASS, book.say(f"position.quadrant_{account.quadrant}"), "text"), (STATE, state, "text"),
        (ATTRACTIVENESS, account.attractiveness, "number"), (SUPPORT, account.support, "number"),
        (SALES, account.sales, "money"), (SHARE, account.share, "share"),
        (COST, account.trade_cost_ratio, "share"),
    ):  # fmt: skip
        sheet.write((row, column), value, form)


def _write_classes(book: Book, sheet: Sheet, portfolio: PortfolioAssessment, rows: Rows) -> None:
    """Write the four classes beside the list: counted and summed by formula."""
    classes, shares = span(*rows, CLASS), span(*rows, SHARE)
    sheet.headers(rows[0] - 1, [
        (book.word("quadrant"), "text"), (book.word("accounts_n"), "count"),
        (book.word("share"), "share")
    ], QUADRANT)  # fmt: skip
    for place, size in enumerate(portfolio.quadrants):
        row, name = rows[0] + place, book.say(f"position.quadrant_{size.name}")
        sheet.write((row, QUADRANT), name)
        sheet.formula((row, N), f'=COUNTIF({classes},"{name}")', size.n, "count")
        formula = f'=SUMIF({classes},"{name}",{shares})'
        sheet.formula((row, OF_SALES), formula, size.share, "share")


def _draw(
    book: Book, sheet: Sheet, portfolio: PortfolioAssessment, placed: list[PortfolioRow],
    first: int,
) -> None:  # fmt: skip
    chart = empty_chart(book, "scatter", book.say("portfolio.chart_matrix"))
    named = readable(placed)
    for size in portfolio.quadrants:
        at = [first + place for place, row in enumerate(placed) if row.quadrant == size.name]
        names = [row.name if row.account_id in named else "" for row in placed
                 if row.quadrant == size.name]  # fmt: skip
        if at:
            block = sheet.cells(at[0], at[-1], COST)
            name = book.say(f"position.quadrant_{size.name}")
            _add_points(book, chart, block, (name, COLOURS[size.name]), names)
    _draw_cuts(book, sheet, chart, portfolio.cut, first + len(portfolio.quadrants) + 1)
    axis = {"min": 0, "max": 100, "major_unit": 10, "num_font": {"size": 9},
            "crossing": 0, "major_gridlines": {"visible": False}}  # fmt: skip
    chart.set_x_axis({**axis, "name": book.say("position.support")})
    chart.set_y_axis({**axis, "name": book.say("position.attractiveness")})
    chart.set_size({"width": 760, "height": 480})
    sheet.paper.insert_chart(first + 9, QUADRANT, chart)


def readable(placed: Sequence[PortfolioRow]) -> set[str]:
    """Return the accounts whose names do not cover a larger account's name."""
    kept: list[PortfolioRow] = []
    for row in sorted(placed, key=lambda row: -row.sales):
        if len(kept) < MOST_NAMES and not any(_cover(row, other) for other in kept):
            kept.append(row)
    return {row.account_id for row in kept}


def _cover(one: PortfolioRow, other: PortfolioRow) -> bool:
    across = abs((one.support or 0.0) - (other.support or 0.0))
    upwards = abs((one.attractiveness or 0.0) - (other.attractiveness or 0.0))
    return across < NAME_ACROSS and upwards < NAME_UPWARDS


def _add_points(
    book: Book, chart: Any, block: Cells, look: tuple[str, str], names: list[str]
) -> None:
    """Add the accounts of one class; each is named beside its dot, one without a name is not."""
    name, colour = look
    series: dict[str, Any] = {
        "name": name, "categories": block.series(SUPPORT), "values": block.series(ATTRACTIVENESS),
        "marker": {"type": "circle", "size": 8, "fill": {"color": colour},
                   "border": {"color": "white"}},
    }  # fmt: skip
    if any(names):
        font = {"size": 8, "name": FONTS[book.language]}
        said = [{"value": f" {tidy(name)[:LONGEST_NAME]}", "font": font} if name else
                {"delete": True} for name in names]  # fmt: skip
        series["data_labels"] = {"value": True, "custom": said, "position": "right", "font": font}
    chart.add_series(series)


def _draw_cuts(book: Book, sheet: Sheet, chart: Any, cut: float, first: int) -> None:
    """Write the ends of the lines between the classes, and draw them; the legend is silent."""
    last, before = first + 1, len(chart.series)
    for row, end in ((first, 0), (last, 100)):
        sheet.write((row, QUADRANT), book.word("cut_line"))
        sheet.write((row, N), cut, "number")
        sheet.write((row, OF_SALES), end, "number")
    block = sheet.cells(first, last, OF_SALES)
    for across, upwards in ((N, OF_SALES), (OF_SALES, N)):
        chart.add_series({
            "categories": block.series(across), "values": block.series(upwards),
            "line": {"color": GREY, "width": 1, "dash_type": "dash"}, "marker": {"type": "none"},
        })  # fmt: skip
    chart.set_legend({"position": "bottom", "delete_series": [before, before + 1]})
