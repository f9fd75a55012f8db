"""Tables of what an account sold: at a glance, by product, by category."""

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import quarter
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.mix import Part
from ka_helpers.metrics.sales import SalesAssessment
from ka_helpers.tables.table import Table, TableColumn

_PART_COLUMNS = (
    ("sales", "money"),
    ("share", "share"),
    ("growth", "change"),
    ("contribution", "points"),
    ("n", "count"),
)


def lay_out_figures(sales: SalesAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the section's figures now and before, a row a figure; unmeasured ones are left out."""
    nothing = Measure(None, "number", 0, "")
    company = Measure(sales.company_growth, "change", sales.growth.n, "sales")
    n = sales.high_margin_share.n
    target = Measure(sales.high_margin_target if n else None, "share", n, "")
    pairs = (
        ("sales", sales.sales, sales.sales_before),
        ("growth", sales.growth, nothing),
        ("company_growth", company, nothing),
        ("annual_sales", sales.annual_sales, nothing),
        ("own_share", sales.own_share, sales.own_share_before),
        ("high_margin_share", sales.high_margin_share, sales.high_margin_share_before),
        ("high_margin_target", target, nothing),
        ("units", sales.units, sales.units_before),
        ("average_price", sales.average_price, sales.average_price_before),
    )
    shown = [(name, now, then) for name, now, then in pairs if now.value is not None]
    was = quarter(sales.before, language) if sales.before else say("sales.before", language)
    return Table(
        title=say("sales.table_figures", language),
        columns=(
            TableColumn(say("sales.figure", language)),
            TableColumn(say("sales.now", language), "each"),
            TableColumn(was, "each"),
            TableColumn(say("sales.n", language), "count"),
        ),
        rows=tuple(
            (say(f"sales.figure_{name}", language, n=now.n), now.value, then.value, now.n)
            for name, now, then in shown
        ),
        language=language,
        currency=currency,
        note=say("sales.figures_note", language, basis=_basis(sales, language)),
        formats=tuple(now.unit for _, now, _ in shown),
    )


def lay_out_products(sales: SalesAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the largest products, the rest and their sum, with growth and contribution."""
    return _lay_out_parts(sales, "product", language, currency)


def lay_out_categories(sales: SalesAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the categories and their sum, with growth and contribution."""
    return _lay_out_parts(sales, "category", language, currency)


def _lay_out_parts(sales: SalesAssessment, by: str, language: str, currency: str) -> Table:
    parts = sales.products if by == "product" else sales.categories
    n = sum(part.n for part in parts)
    growth = sales.growth.value
    total = (say("sales.total", language), sales.sales.value, 1.0, growth, growth, n)
    names = (by, *(name for name, _ in _PART_COLUMNS))
    formats = ("text", *(form for _, form in _PART_COLUMNS))
    title = {"product": "sales.table_products", "category": "sales.table_categories"}[by]
    return Table(
        title=say(title, language),
        columns=tuple(
            TableColumn(say(f"sales.{name}", language), form)
            for name, form in zip(names, formats, strict=True)
        ),
        rows=(*(_row(part, language) for part in parts), total),
        language=language,
        currency=currency,
        note=say("sales.parts_note", language, n=n, basis=_basis(sales, language)),
        statuses=(*[""] * len(parts), "total"),
    )


def _row(part: Part, language: str) -> tuple[str | float | int | None, ...]:
    name = say("sales.others", language) if part.name is None else part.name
    return (name, part.sales, part.share, part.growth, part.contribution, part.n)


def _basis(sales: SalesAssessment, language: str) -> str:
    return say(f"sales.basis_{sales.basis}", language)
