"""The promotions, a row each: terms, units, money, and the return by formula; their totals.

The interval of a total takes the errors of different promotions as apart, as
`metrics.uplift.sum_intervals` does.
"""

from ka_helpers.figures.style import BLUE
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.promotions import PromotionsAssessment
from ka_helpers.metrics.uplift import Interval
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.calculation import cell, span
from ka_helpers.rendering.workbook.charts import add_series, empty_chart, fill, set_axes
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.tables.promotions import lay_out_process, mechanic_name, verdict

COLUMNS = (
    ("promotion", "text"), ("mechanic", "text"), ("start", "date"), ("end", "date"),
    ("lead_time", "days"), ("forced", "centred"), ("baseline", "count"), ("actual", "count"),
    ("uplift_rate", "share"),
    ("incremental", "count"), ("low", "count"), ("high", "count"), ("unit_margin", "price"),
    ("spend", "money"), ("margin", "money"), ("low", "money"), ("high", "money"),
    ("return", "ratio"), ("low", "ratio"), ("high", "ratio"), ("verdict", "text"),
)  # fmt: skip
(NAME, MECHANIC, START, END, LEAD, FORCED, BASELINE, UNITS, UPLIFT, NET, NET_LOW, NET_HIGH,
 UNIT_MARGIN, SPEND, MARGIN, MARGIN_LOW, MARGIN_HIGH, RETURN, RETURN_LOW, RETURN_HIGH,
 VERDICT) = range(21)  # fmt: skip
LONGEST_CHART = 20
Rows = tuple[int, int]


def write_promotions(book: Book, promotions: PromotionsAssessment) -> Sheet:
    """Write every promotion of the quarter, their totals, and how they came about."""
    sheet = book.sheet(
        "promotions",
        book.say("promotions.section_title"),
        book.say("promotions.section_question"),
    )
    sheet.caps |= {NAME: 34.0, VERDICT: 26.0}
    sheet.caption(book.say("promotions.table_results"))
    sheet.header([(book.word(f"promotion_{name}"), form) for name, form in COLUMNS])
    sheet.freeze(sheet.row)
    first = sheet.row
    for result in promotions.results:
        _write_row(book, sheet, result)
        sheet.row += 1
    rows = (first, sheet.row - 1)
    sheet.paper.autofilter(first - 1, 0, rows[1], VERDICT)
    _colour(book, sheet, rows)
    _write_totals(book, sheet, promotions, rows)
    sheet.note(book.say("workbook.promotions_note", rate=100 * promotions.rate,
                        n=promotions.n, estimated=promotions.n_estimated))  # fmt: skip
    if any(result.return_on_spend for result in promotions.results):
        _draw(book, sheet, rows)
    place(sheet, lay_out_process(promotions, book.language, book.currency))
    return sheet


def _write_row(book: Book, sheet: Sheet, result: PromotionResult) -> None:
    row = sheet.row
    forced = {True: "yes", False: "no", None: None}[result.buyer_forced]
    net = result.net
    for column, value, form in (
        (NAME, result.name, "text"), (MECHANIC, mechanic_name(result.mechanic, book.language),
        "text"), (START, result.start, "date"), (END, result.end, "date"),
        (LEAD, result.lead_days, "days"),
        (FORCED, book.word(forced) if forced else None, "centred"),
        (BASELINE, result.baseline_units, "count"), (UNITS, result.actual_units, "count"),
        (UPLIFT, result.uplift_rate.value if result.uplift_rate else None, "share"),
        (NET, net.value if net else None, "count"), (NET_LOW, net.low if net else None, "count"),
        (NET_HIGH, net.high if net else None, "count"),
        (UNIT_MARGIN, result.unit_margin, "price"), (SPEND, result.spend, "money"),
        (VERDICT, book.say(verdict(result)), "text"),
    ):  # fmt: skip
        sheet.write((row, column), value, form)
    of, spend = cell(row, UNIT_MARGIN), cell(row, SPEND)
    margins = [f"={cell(row, column)}*{of}" for column in (NET, NET_LOW, NET_HIGH)]
    _write_interval(sheet, MARGIN, margins, result.incremental_margin)
    returns = [f"={cell(row, MARGIN + step)}/{spend}" for step in range(3)]
    _write_interval(sheet, RETURN, returns, result.return_on_spend)


def _write_interval(
    sheet: Sheet, column: int, formulas: list[str], interval: Interval | None, role: str = "cell"
) -> None:
    """Write value, low and high by formula, or leave them empty where nothing can be told."""
    form = COLUMNS[column][1]
    values = (interval.value, interval.low, interval.high) if interval else (None,) * 3
    for step, value in enumerate(values):
        at = (sheet.row, column + step)
        if value is None:
            sheet.write(at, None, form, role=role)
        else:
            sheet.formula(at, formulas[step], value, form, role=role)


def _write_totals(book: Book, sheet: Sheet, promotions: PromotionsAssessment, rows: Rows) -> None:
    row, spans = sheet.row, {column: span(*rows, column) for column in range(VERDICT + 1)}
    for column in range(VERDICT + 1):
        sheet.write((row, column), None, role="total")
    sheet.write((row, NAME), book.say("promotions.all", n=promotions.n), role="total")
    lead = promotions.median_lead_days.value
    if lead is not None:
        sheet.formula((row, LEAD), f"=MEDIAN({spans[LEAD]})", lead, "days", role="total")
    if promotions.spend.value is not None:
        spend = promotions.spend.value
        sheet.formula((row, SPEND), f"=SUM({spans[SPEND]})", spend, "money", role="total")
    half = f"SQRT(SUMPRODUCT((({spans[MARGIN_HIGH]})-({spans[MARGIN_LOW]}))^2))/2"
    at = cell(row, MARGIN)
    margins = [f"=SUM({spans[MARGIN]})", f"={at}-{half}", f"={at}+{half}"]
    interval = promotions.incremental_margin_interval
    _write_interval(sheet, MARGIN, margins, interval, "total")
    _write_interval(
        sheet, RETURN, _return_formulas(row, spans), promotions.return_interval, "total"
    )
    sheet.row += 1


def _return_formulas(row: int, spans: dict[int, str]) -> list[str]:
    """Return the formulas of the return of all promotions that have margin and spend."""
    told = f"ISNUMBER({spans[RETURN]})"
    spend = f'SUMIF({spans[RETURN]},">-1E+99",{spans[SPEND]})'
    margin = f'SUMIF({spans[RETURN]},">-1E+99",{spans[MARGIN]})'
    half = f"SQRT(SUMPRODUCT({told}*(({spans[MARGIN_HIGH]})-({spans[MARGIN_LOW]}))^2))/2/{spend}"
    at = cell(row, RETURN)
    return [f"={margin}/{spend}", f"={at}-{half}", f"={at}+{half}"]


def _colour(book: Book, sheet: Sheet, rows: Rows) -> None:
    """Colour the return whose interval lies wholly above or below 1."""
    low, high = (f"${cell(rows[0], column)}" for column in (RETURN_LOW, RETURN_HIGH))
    for tone, formula in (
        ("good", f"=AND(ISNUMBER({low}),{low}>1)"), ("bad", f"=AND(ISNUMBER({high}),{high}<1)")
    ):  # fmt: skip
        for column in (RETURN, VERDICT):
            sheet.paper.conditional_format(
                span(*rows, column), {"type": "formula", "criteria": formula,
                                      "format": book.look("tint", "tint", tone)}
            )  # fmt: skip


def _draw(book: Book, sheet: Sheet, rows: Rows) -> None:
    block = sheet.cells(rows[0], min(rows[1], rows[0] + LONGEST_CHART - 1), VERDICT)
    chart = empty_chart(book, "column", book.say("promotions.return_axis"))
    add_series(chart, [sheet.name, rows[0] - 1, RETURN], block.series(NAME),
               block.series(RETURN), **fill(BLUE),
               data_labels={"value": True, "num_format": "0.00", "font": {"size": 8}})  # fmt: skip
    set_axes(book, chart, "ratio")
    chart.set_legend({"none": True})
    sheet.chart(chart)
