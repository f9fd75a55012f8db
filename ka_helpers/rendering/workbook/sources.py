"""Where each figure comes from: value, unit, n, source tables and how it is worked out."""

from collections.abc import Iterator

from ka_helpers.metrics.assessment import Measure
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.sheet import Sheet
from ka_helpers.reviews.summary import ReviewSummary
from ka_helpers.terms import term

FIGURES = (
    # term, section and field of the figure
    ("sales_revenue", "sales", "sales"), ("growth_rate", "sales", "growth"),
    ("annual_sales", "sales", "annual_sales"), ("high_margin_share", "sales", "high_margin_share"),
    ("market_share", "share", "share"), ("share_growth_gap", "share", "growth_gap"),
    ("last_week_share", "phasing", "last_week_share"),
    ("channel_loading", "phasing", "loading_ratio"),
    ("weeks_of_cover", "phasing", "weeks_of_cover"),
    ("diversion", "phasing", "out_of_region_share"),
    ("exec_score", "execution", "exec_score"),
    ("agreement_completion", "execution", "agreement_completion"),
    ("display_share", "execution", "display_share"),
    ("activity_share", "execution", "activity_share"),
    ("sku_listed", "execution", "sku_listed"),
    ("store_distribution", "execution", "store_distribution"),
    ("account_profit", "profit", "account_profit"), ("trade_spend", "profit", "trade_spend"),
    ("trade_cost_ratio", "profit", "trade_cost_ratio"),
    ("spend_efficiency", "profit", "cases_per_100"),
    ("front_margin", "profit", "front_margin"), ("back_margin", "profit", "back_margin"),
    ("return_on_promotion", "promotions", "return_on_spend"),
    ("input_output_ratio", "promotions", "input_output_ratio"),
    ("promotion_lead_time", "promotions", "median_lead_days"),
    ("order_fill_rate", "supply", "fill_rate"), ("otif", "supply", "otif"),
    ("order_penalty", "supply", "penalty_amount"),
    ("dso", "receivables", "dso"), ("deduction", "receivables", "deducted"),
)  # fmt: skip
NAME, UNIT, VALUE, N, SOURCE, DEFINITION = range(6)


def write_sources(book: Book, summary: ReviewSummary) -> Sheet:
    """Write a row a figure that the review has."""
    sheet = book.sheet("sources", book.word("sources_title"), book.word("sources_question"))
    sheet.caps |= {DEFINITION: 70.0, SOURCE: 30.0}
    sheet.header([(book.word(name), form) for name, form in (
        ("figure", "text"), ("unit", "text"), ("value", "number"), ("n", "count"),
        ("source", "text"), ("definition", "text"),
    )])  # fmt: skip
    sheet.freeze(sheet.row, repeat=True)
    for key, measure in _known(summary):
        _write_row(book, sheet, key, measure)
        sheet.row += 1
    sheet.note(book.say("workbook.sources_note", day=summary.as_of))
    return sheet


def _known(summary: ReviewSummary) -> Iterator[tuple[str, Measure]]:
    for key, section, field in FIGURES:
        measure = getattr(getattr(summary, section), field, None)
        if measure is not None and measure.value is not None:
            yield key, measure


def _write_row(book: Book, sheet: Sheet, key: str, measure: Measure) -> None:
    row, name = sheet.row, term(key).name(book.language)
    sheet.write((row, NAME), name[:1].upper() + name[1:])
    sheet.write((row, UNIT), book.unit(measure.unit))
    sheet.write((row, VALUE), measure.value, measure.unit)
    sheet.write((row, N), measure.n, "count")
    sheet.write((row, SOURCE), tables_said(book, measure.source))
    sheet.write((row, DEFINITION), book.word(f"formula_{key}"))


def tables_said(book: Book, source: str) -> str:
    """Return the names of source tables in the reader's words."""
    tables = source.replace("+", " ").replace(",", " ").split()
    return book.say("review.and").join(book.say(f"tables.{name}") for name in tables)
